/** The desktop shell as host. The one module that imports `@tauri-apps/*`. */
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { DeskEvent } from "../bridge/generated";
import { copyText } from "./clipboard";
import { asDeskError } from "./failure";
import type { Platform } from "./platform";

export function tauriPlatform(): Platform {
  return {
    async call(name, request) {
      try {
        return await invoke("call", { name, request });
      } catch (thrown) {
        throw asDeskError(thrown);
      }
    },
    onEvent(listener) {
      const listening = listen<DeskEvent>("desk", (event) => {
        listener(event.payload);
      });
      return () => {
        void listening.then((stop) => {
          stop();
        });
      };
    },
    async saveFile({ name, content }) {
      try {
        return await invoke<string | null>("save", { name, content });
      } catch (thrown) {
        throw asDeskError(thrown);
      }
    },
    copyText,
  };
}
