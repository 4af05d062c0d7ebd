import type { WordKey } from "./keys";
import { say } from "./say";

/** Stands for the name while the sentence is made; no catalogue and no name that is shown here holds it. */
const PLACE = "\u0000";

/** The words `word` with `$name` in them, set apart so that its direction turns nothing around it. */
export function Named({ word, name }: { word: WordKey; name: string }) {
  const [before, after] = say(word, { name: PLACE }).split(PLACE);
  return (
    <span>
      {before}
      <bdi>{name}</bdi>
      {after}
    </span>
  );
}
