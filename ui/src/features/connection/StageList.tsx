import { CheckmarkCircleFilled } from "@fluentui/react-icons/svg/checkmark-circle";
import { CircleHintRegular } from "@fluentui/react-icons/svg/circle-hint";
import { CircleRegular } from "@fluentui/react-icons/svg/circle";
import { ErrorCircleFilled } from "@fluentui/react-icons/svg/error-circle";
import { QuestionCircleRegular } from "@fluentui/react-icons/svg/question-circle";
import { SubtractCircleRegular } from "@fluentui/react-icons/svg/subtract-circle";
import { WarningFilled } from "@fluentui/react-icons/svg/warning";
import type { ComponentType } from "react";
import type { Stage, StageOutcome } from "../../bridge/generated";
import { EvidenceDetails } from "../../shared/states/Evidence";
import { duration } from "../../shared/words/format";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";
import "./connection.css";

const LOOKS: Record<StageOutcome, { icon: ComponentType<{ className?: string }>; word: WordKey }> = {
  running: { icon: CircleHintRegular, word: "stage-running" },
  passed: { icon: CheckmarkCircleFilled, word: "stage-passed" },
  not_offered: { icon: SubtractCircleRegular, word: "stage-not-offered" },
  warning: { icon: WarningFilled, word: "stage-warning" },
  not_known: { icon: QuestionCircleRegular, word: "stage-not-known" },
  failed: { icon: ErrorCircleFilled, word: "stage-failed" },
  skipped: { icon: CircleRegular, word: "stage-skipped" },
};

/** The stages of a test, as far as it is. */
export function StageList({ stages }: { stages: readonly Stage[] }) {
  return (
    <ol className="stages" aria-label={say("stages")}>
      {stages.map((stage) => {
        const { icon: Icon, word } = LOOKS[stage.outcome];
        return (
          <li key={stage.id} className={`stage ${stage.outcome}`}>
            <span key={stage.outcome} role="img" aria-label={say(word)} title={say(word)} className="stage-icon">
              <Icon />
            </span>
            <div className="stage-words">
              <div className="stage-line">
                <span className="stage-title">{stage.title}</span>
                {stage.elapsedMs === null ? null : <span className="muted">{duration(stage.elapsedMs)}</span>}
              </div>
              {stage.sentence === null ? null : <p>{stage.sentence}</p>}
              {stage.evidence === null ? null : <EvidenceDetails evidence={stage.evidence} />}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
