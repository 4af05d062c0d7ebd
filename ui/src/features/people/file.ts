import type { DeskError } from "../../bridge/generated";
import { say } from "../../shared/words/say";

/** What the web view could not read: a folder, a file that is gone, or one that is locked. */
function unreadable(cause: DOMException | null): DeskError {
  return {
    code: "people_file_unreadable",
    message: say("reading-failed"),
    next: say("reading-failed-next"),
    evidence: {
      method: null,
      url: null,
      status: null,
      headers: [],
      bodyExcerpt: null,
      attempts: 1,
      elapsedMs: null,
      cause: cause === null ? null : `${cause.name}: ${cause.message}`,
    },
  };
}

/** A file's bytes as base64, as they cross the bridge. Rejects with a `DeskError`. */
export function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      const url = reader.result as string;
      // `data:text/csv;base64,…`; of an empty file nothing follows the comma, or there is none.
      resolve(url.slice(url.indexOf(",") + 1));
    });
    reader.addEventListener("error", () => {
      reject(unreadable(reader.error));
    });
    reader.readAsDataURL(file);
  });
}
