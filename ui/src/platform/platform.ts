/**
 * What the window needs of the machine it runs on. Two hosts fill it: the desktop shell, and a fake one for tests and
 * previews. Nothing outside this folder knows which.
 */
import type { Commands, DeskEvent, ExportedFile } from "../bridge/generated";

export type CommandName = keyof Commands;
export type Request<K extends CommandName> = Commands[K][0];
export type Answer<K extends CommandName> = Commands[K][1];

export interface Platform {
  /** Calls the desk. Rejects with a `DeskError`, never with anything else. */
  call<K extends CommandName>(name: K, request: Request<K>): Promise<Answer<K>>;
  /** Listens to what the desk tells; the answer ends the listening. */
  onEvent(listener: (event: DeskEvent) => void): () => void;
  /**
   * Has a person choose where a file is kept, and keeps it there, whole or not at all. Answers its path; `null` where the
   * person chose none. Rejects with a `DeskError`, never with anything else.
   */
  saveFile(file: ExportedFile): Promise<string | null>;
  /** Puts text on the clipboard. */
  copyText(text: string): Promise<void>;
}
