import { Button } from "@fluentui/react-components";
import { ErrorCircleFilled } from "@fluentui/react-icons/svg/error-circle";
import type { DeskError } from "../../bridge/generated";
import { useIntents } from "../intents";
import { navigate, peopleRoute } from "../route";
import { say } from "../words/say";
import { ACTION_OF, LABEL_OF, type ErrorAction } from "./errorActions";
import { EvidenceDetails } from "./Evidence";
import "./states.css";

interface Props {
  error: DeskError;
  /** The tenant it happened at: some remedies lie in its settings. */
  tenant?: string | undefined;
  /** Remedies that only the place of the error knows, above all trying again. */
  remedies?: Partial<Record<ErrorAction, () => void>>;
}

/** An error, everywhere the same: what happened, what to do next, the button that does it, and the evidence. */
export function ErrorNote({ error, tenant, remedies = {} }: Props) {
  const intents = useIntents();
  const action = ACTION_OF[error.code];
  const remedy = (asked: ErrorAction): (() => void) | undefined => {
    const given = remedies[asked];
    if (given !== undefined) {
      return given;
    }
    switch (asked) {
      case "retry":
      case "review_again":
        return undefined;
      case "show_activity":
        return () => {
          navigate({ page: "activity", job: null });
        };
      case "show_people":
        return () => {
          navigate(peopleRoute());
        };
      case "refresh":
        return tenant === undefined
          ? undefined
          : () => {
              intents.refresh(tenant);
            };
      case "replace_credential":
        return tenant === undefined
          ? undefined
          : () => {
              intents.replaceCredential(tenant);
            };
      case "add_authority":
        return tenant === undefined
          ? undefined
          : () => {
              intents.addAuthority(tenant);
            };
      case "change_safety":
        return tenant === undefined
          ? undefined
          : () => {
              intents.changeSafety(tenant);
            };
    }
  };
  // Trying again is worth a button wherever the place can do it, also beside another remedy.
  const offered = [...new Set([action, action === null ? null : ("retry" as const)])].flatMap((one) => {
    const run = one === null ? undefined : remedy(one);
    return one === null || run === undefined ? [] : [{ action: one, run }];
  });
  return (
    <div className="error-note" role="alert" data-code={error.code}>
      <ErrorCircleFilled className="error-icon" aria-hidden />
      <div className="error-words">
        <p className="error-message">{error.message}</p>
        {error.next === null ? null : <p>{error.next}</p>}
        {offered.length === 0 ? null : (
          <div className="error-actions">
            {offered.map((one) => (
              <Button key={one.action} size="small" onClick={one.run}>
                {say(LABEL_OF[one.action])}
              </Button>
            ))}
          </div>
        )}
        {error.evidence === null ? null : <EvidenceDetails evidence={error.evidence} />}
      </div>
    </div>
  );
}
