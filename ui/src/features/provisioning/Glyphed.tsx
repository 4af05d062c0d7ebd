import type { ReactNode } from "react";

/** A shape and a word; the colour only says it once more. */
export function Glyphed({ glyph, tone, children }: { glyph: string; tone: string; children: ReactNode }) {
  return (
    <span className={`outcome ${tone}`}>
      <span aria-hidden>{glyph}</span> {children}
    </span>
  );
}
