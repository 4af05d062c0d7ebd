/** Chooses the host: the shell where there is one, else, outside production builds, the fake. */
import type { Platform } from "./platform";
import { tauriPlatform } from "./tauri";

export async function connect(): Promise<Platform> {
  if (import.meta.env.MODE !== "production" && !("__TAURI_INTERNALS__" in window)) {
    const { fakePlatform, optionsFromUrl } = await import("./fake/fake");
    return fakePlatform(optionsFromUrl(window.location.search));
  }
  return tauriPlatform();
}
