import { Button, Tooltip } from "@fluentui/react-components";
import { ArrowClockwiseRegular } from "@fluentui/react-icons/svg/arrow-clockwise";
import type { ResourceKind } from "../../bridge/generated";
import { Age } from "../../shared/parts/Age";
import { say } from "../../shared/words/say";
import { CompletenessWord } from "./CompletenessWord";
import type { FilterAnswer } from "./useServerFilter";

interface Props {
  kind: ResourceKind;
  answer: FilterAnswer;
  /** The server is being asked again. */
  asking: boolean;
  /** The last asking brought no answer. */
  failed: boolean;
  onAgain: () => void;
}

/** The foot under a server's answer to a filter: how many it is, how complete, and when it was asked. */
export function AnswerFoot({ kind, answer, asking, failed, onAgain }: Props) {
  const { outcome, askedAt } = answer;
  const stale = asking ? say("filter-asking-again") : failed ? say("filter-asked-failed") : null;
  const n = kind === "user" ? outcome.accounts.length : outcome.groups.length;
  return (
    <footer className="list-foot">
      <span role="status">{say(kind === "user" ? "list-count-accounts" : "list-count-groups", { n })}</span>
      <span aria-hidden>·</span>
      <CompletenessWord completeness={outcome.completeness} evidence={outcome.evidence} />
      <span aria-hidden>·</span>
      <span className={stale === null ? "" : "foot-stale"}>
        {stale === null ? null : <span aria-hidden>▲ </span>}
        {say("filter-asked")} <Age at={askedAt} />
        {stale === null ? "" : `: ${stale}`}
      </span>
      <Tooltip content={asking ? say("filter-asking") : say("filter-again")} relationship="label">
        <Button size="small" appearance="subtle" icon={<ArrowClockwiseRegular />} disabled={asking} onClick={onAgain} />
      </Tooltip>
    </footer>
  );
}
