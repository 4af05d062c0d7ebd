export interface PaletteEntry {
  id: string;
  label: string;
  /** What kind of thing it is, or its shortcut. */
  hint: string;
  run: () => void;
}

/** A search for what the palette itself does not list. */
export interface ElsewhereSearch {
  label: (search: string) => string;
  hint: string;
  run: (search: string) => void;
}

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

/** The entries that hold every word typed; those that begin with what was typed first. */
export function found(entries: readonly PaletteEntry[], typed: string): PaletteEntry[] {
  const words = plain(typed)
    .split(/\s+/u)
    .filter((word) => word !== "");
  if (words.length === 0) {
    return [...entries];
  }
  const whole = plain(typed.trim());
  return entries
    .filter((entry) => {
      const text = plain(`${entry.label} ${entry.hint}`);
      return words.every((word) => text.includes(word));
    })
    .toSorted(
      (left, right) => Number(plain(right.label).startsWith(whole)) - Number(plain(left.label).startsWith(whole)),
    );
}
