/** Opening the fake desk, and what it remembers between starts. */
import type { DeskStatus } from "../../bridge/generated";
import type { FakeDesk, Handlers } from "./desk";
import { deskError } from "./errors";

export type Start = "open" | "keyring" | "passphrase" | "keylost" | "unusable";

const OPEN: Extract<DeskStatus, { state: "open" }> = {
  state: "open",
  vault: "keyring",
  dataDir: "/home/ada/.local/share/scimdesk",
  version: "0.1.0",
};

export function startStatus(start: Start): DeskStatus {
  switch (start) {
    case "open":
      return OPEN;
    case "keyring":
      return { state: "keyring_unavailable", problem: deskError("keyring_missing"), hasCache: false };
    case "passphrase":
      return { state: "passphrase_needed", problem: null };
    case "keylost":
      return { state: "cache_key_lost", problem: deskError("cache_key_lost") };
    case "unusable":
      return { state: "cache_unusable", problem: deskError("cache_newer") };
  }
}

export function startHandlers(
  desk: FakeDesk,
): Pick<Handlers, "desk_status" | "desk_open" | "desk_start_anew" | "preferences_get" | "preferences_set"> {
  return {
    desk_status: () => desk.status,
    desk_open: ({ vault, passphrase }) => {
      if (vault === "session") {
        desk.status = { ...OPEN, vault: "session" };
      } else if (vault === "file" || (vault === null && desk.status.state === "passphrase_needed")) {
        desk.status =
          passphrase === "wrong"
            ? { state: "passphrase_needed", problem: deskError("passphrase_wrong") }
            : { ...OPEN, vault: "file" };
      }
      return desk.status;
    },
    desk_start_anew: () => {
      desk.status = OPEN;
      return desk.status;
    },
    preferences_get: () => desk.preferences,
    preferences_set: (asked) => {
      desk.preferences = asked;
      return desk.preferences;
    },
  };
}
