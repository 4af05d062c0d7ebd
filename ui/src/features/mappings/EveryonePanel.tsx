/** The outcome of all mappings for everyone, beside the list. */
import { Button } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import type { MappingProblem, ObjectKind, Tenant } from "../../bridge/generated";
import type { EditedMappings } from "../../shared/desk/drafts";
import { say } from "../../shared/words/say";
import { Outcome } from "./Outcome";

interface Props {
  tenant: Tenant;
  edited: EditedMappings;
  object: ObjectKind;
  problems: readonly MappingProblem[];
  onClose: () => void;
}

export function EveryonePanel({ tenant, edited, object, problems, onClose }: Props) {
  return (
    <section className="detail mapping-panel everyone" aria-label={say("preview-everyone")}>
      <header className="detail-head">
        <div className="detail-title">
          <h2>{say("preview-everyone")}</h2>
          <Button
            size="small"
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={say("preview-close")}
            onClick={onClose}
          />
        </div>
        <p className="muted">{say("preview-everyone-meaning")}</p>
      </header>
      <div className="detail-body">
        <Outcome
          tenant={tenant}
          edited={edited}
          object={object}
          target={null}
          missing={null}
          broken={problems.some((one) => one.severity === "error" && one.object === object)}
        />
      </div>
    </section>
  );
}
