import type { ProvisioningStep } from "../../bridge/generated";
import { say } from "../words/say";
import { exactTime } from "../words/format";
import { LogStatusWord, stepText } from "./words";

/** The steps from a person to an account, each with what it found. */
export function StepList({ steps }: { steps: readonly ProvisioningStep[] }) {
  if (steps.length === 0) {
    return <p className="muted">{say("log-no-steps")}</p>;
  }
  return (
    <ol className="record-steps" aria-label={say("log-steps")}>
      {steps.map((step, at) => (
        <li key={at}>
          <div className="record-step-line">
            <span className="record-step-title">{stepText(step.kind)}</span>
            <LogStatusWord status={step.status} />
          </div>
          <p>{step.description}</p>
          {step.details.length === 0 ? null : (
            <dl className="facts">
              {step.details.map(([name, value], index) => (
                <div key={index}>
                  <dt>
                    <bdi>{name}</bdi>
                  </dt>
                  <dd>
                    <bdi>{value}</bdi>
                  </dd>
                </div>
              ))}
            </dl>
          )}
          <p className="record-step-name muted">
            <span className="mono">{step.name}</span> · <time dateTime={step.at}>{exactTime(step.at)}</time>
          </p>
        </li>
      ))}
    </ol>
  );
}
