/** Reads CSV as the fake desk needs it: quotes, line ends, and the separator that the header speaks for. */
export interface CsvText {
  separator: string;
  /** Each with the line it begins on, from 1. */
  rows: { line: number; cells: string[] }[];
}

function separatorOf(header: string): string {
  const counted = [",", ";", "\t"].map((one) => ({ one, times: header.split(one).length }));
  return counted.reduce((best, next) => (next.times > best.times ? next : best)).one;
}

export function readCsv(text: string): CsvText {
  const separator = separatorOf(text.split(/\r?\n/u)[0] ?? "");
  const rows: CsvText["rows"] = [];
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  let line = 1;
  let begun = 1;
  const endRow = () => {
    cells.push(cell);
    if (cells.length > 1 || cell !== "") {
      rows.push({ line: begun, cells });
    }
    cells = [];
    cell = "";
    begun = line;
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === "\n") {
      line += 1;
    }
    if (quoted) {
      if (character !== '"') {
        cell += character;
      } else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else {
        quoted = false;
      }
    } else if (character === '"' && cell === "") {
      quoted = true;
    } else if (character === separator) {
      cells.push(cell);
      cell = "";
    } else if (character === "\n") {
      endRow();
    } else if (character !== "\r") {
      cell += character;
    }
  }
  if (cell !== "" || cells.length > 0) {
    endRow();
  }
  return { separator, rows };
}

/** The text of a file, and how it was read. */
export function decode(bytes: Uint8Array): { text: string; encoding: string } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "UTF-8" };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "windows-1252" };
  }
}
