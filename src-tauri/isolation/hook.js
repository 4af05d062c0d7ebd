// Every message of the page passes here before the shell sees it. Code that came into the page with a dependency can
// therefore ask for nothing but what the window itself asks for.
const allowed = new Set(["call", "save", "plugin:event|listen", "plugin:event|unlisten"]);

window.__TAURI_ISOLATION_HOOK__ = (message) => {
  if (!allowed.has(message.cmd)) {
    throw new Error("The window does not use this command.");
  }
  return message;
};
