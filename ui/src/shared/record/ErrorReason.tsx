import type { LogError } from "../../bridge/generated";
import { CopyButton } from "../parts/CopyButton";
import { say } from "../words/say";

function textOf({ code, reason, recommendedAction, details }: LogError): string {
  return [code, reason, recommendedAction, details].filter((part) => part !== null).join("\n");
}

/** Why something failed or was skipped, and what to do about it. */
export function ErrorReason({ error }: { error: LogError }) {
  return (
    <section className="record-error" aria-label={say("log-why")}>
      <div className="record-error-code">
        <span className="mono">{error.code}</span>
        <CopyButton text={textOf(error)} label={say("log-copy-reason")} />
      </div>
      <p>{error.reason}</p>
      {error.recommendedAction === null ? null : (
        <>
          <h3>{say("log-recommended")}</h3>
          <p>{error.recommendedAction}</p>
        </>
      )}
      {error.details === null ? null : (
        <>
          <h3>{say("log-details")}</h3>
          <pre className="code" tabIndex={0} aria-label={say("log-details")}>
            {error.details}
          </pre>
        </>
      )}
    </section>
  );
}
