/**
 * The keyboard of the whole window. A page says what a shortcut means on it; the newest meaning wins, so that what lies
 * on top answers first.
 */
import { useEffect, useRef } from "react";

/** What the key beside the letter is called on this system. */
export const COMMAND = /mac/iu.test(navigator.userAgent) ? "⌘" : "Ctrl";

export type ShortcutName = "palette" | "help" | "search" | "refresh" | "primary" | "save" | "close" | "tenant";

type Meaning = (detail: number) => void;

const meanings: { name: ShortcutName; run: Meaning }[] = [];

function shortcutOf(event: KeyboardEvent): { name: ShortcutName; detail: number } | null {
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && !event.altKey && !event.shiftKey) {
    if (key === "k") return { name: "palette", detail: 0 };
    if (key === "f") return { name: "search", detail: 0 };
    if (key === "r") return { name: "refresh", detail: 0 };
    if (key === "s") return { name: "save", detail: 0 };
    if (key === "enter") return { name: "primary", detail: 0 };
    if (/^[1-9]$/u.test(key)) return { name: "tenant", detail: Number(key) };
    return null;
  }
  if (command || event.altKey) {
    return null;
  }
  if (key === "f5") return { name: "refresh", detail: 0 };
  if (key === "escape") return { name: "close", detail: 0 };
  const writing =
    event.target instanceof HTMLElement &&
    event.target.matches("input:not([type=checkbox]), textarea, select, [contenteditable=true]");
  if (!writing && key === "/") return { name: "search", detail: 0 };
  if (!writing && key === "?") return { name: "help", detail: 0 };
  return null;
}

function onKeyDown(event: KeyboardEvent): void {
  const asked = event.defaultPrevented ? null : shortcutOf(event);
  if (asked === null) {
    return;
  }
  // Behind an open dialog or menu nothing answers but the dialog's own primary button.
  if (
    asked.name !== "primary" &&
    document.querySelector('[aria-modal="true"], [role="menu"], .fui-PopoverSurface') !== null
  ) {
    if (["refresh", "search", "palette", "save"].includes(asked.name)) {
      event.preventDefault();
    }
    return;
  }
  const meaning = meanings.findLast((one) => one.name === asked.name);
  if (meaning !== undefined) {
    event.preventDefault();
    meaning.run(asked.detail);
  } else if (["refresh", "search", "save"].includes(asked.name)) {
    // The web view must neither reload the window nor search in it, nor save it as a page.
    event.preventDefault();
  }
}

/** Listens to the keyboard until the returned function is called. */
export function listenToKeyboard(): () => void {
  window.addEventListener("keydown", onKeyDown);
  return () => {
    window.removeEventListener("keydown", onKeyDown);
  };
}

/** What shortcuts mean while the calling component is shown. */
export function useShortcuts(given: Partial<Record<ShortcutName, Meaning>>): void {
  const latest = useRef(given);
  useEffect(() => {
    latest.current = given;
  });
  const names = Object.keys(given).toSorted().join(" ");
  useEffect(() => {
    const mine = names
      .split(" ")
      .filter((name) => name !== "")
      .map((name) => ({
        name: name as ShortcutName,
        run: (detail: number) => latest.current[name as ShortcutName]?.(detail),
      }));
    meanings.push(...mine);
    return () => {
      for (const one of mine) {
        meanings.splice(meanings.indexOf(one), 1);
      }
    };
  }, [names]);
}
