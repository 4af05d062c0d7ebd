import { Popover, PopoverSurface, PopoverTrigger } from "@fluentui/react-components";
import type { Completeness } from "../../bridge/generated";
import { completenessMeaning, completenessWord } from "../../shared/parts/glyphs";
import { say } from "../../shared/words/say";

interface Props {
  completeness: Completeness;
  /** Why, in one sentence. */
  evidence: string;
  /** Held from before, but absent from the answer. */
  notSeen?: number;
}

/** How complete an answer is: a word, with its explanation behind it. */
export function CompletenessWord({ completeness, evidence, notSeen = 0 }: Props) {
  return (
    <Popover withArrow>
      <PopoverTrigger disableButtonEnhancement>
        <button type="button" className={`foot-word ${completeness}`}>
          {completenessWord(completeness)}
        </button>
      </PopoverTrigger>
      <PopoverSurface className="foot-explanation" aria-label={say("completeness-explained")}>
        <strong>{completenessWord(completeness)}</strong>
        <p>{evidence}</p>
        <p>{completenessMeaning(completeness)}</p>
        {notSeen === 0 ? null : <p>{say("completeness-not-seen", { n: notSeen })}</p>}
      </PopoverSurface>
    </Popover>
  );
}
