/** Test connection: the stages as they fill in, and the one sentence they end in. */
import { Button } from "@fluentui/react-components";
import { CheckmarkCircleFilled } from "@fluentui/react-icons/svg/checkmark-circle";
import { PlugConnectedRegular } from "@fluentui/react-icons/svg/plug-connected";
import { WarningFilled } from "@fluentui/react-icons/svg/warning";
import type { ReactNode } from "react";
import type { ConnectionReport, DeskError } from "../../bridge/generated";
import { Age } from "../../shared/parts/Age";
import { CopyButton } from "../../shared/parts/CopyButton";
import { ErrorNote } from "../../shared/states/ErrorNote";
import type { ErrorAction } from "../../shared/states/errorActions";
import { evidenceText } from "../../shared/states/Evidence";
import { say } from "../../shared/words/say";
import { StageList } from "./StageList";
import type { ConnectionTest } from "./useConnectionTest";
import "./connection.css";

interface Props {
  test: ConnectionTest;
  /** The report of an earlier test, shown while there is no newer one. */
  earlier: ConnectionReport | null;
  /** The saved tenant, where it is one. */
  tenant?: string;
  /** Why it cannot be tested now. */
  missing?: string | null;
  remedies?: Partial<Record<ErrorAction, () => void>>;
  /** Takes the URL that the test proposes. */
  onUseUrl?: (url: string) => void;
  /** What to say before the first test. */
  children?: ReactNode;
}

/** A failed report as the error it is, so that it is shown like every other. */
function errorOf(report: ConnectionReport): DeskError {
  return {
    code: report.code ?? "internal",
    message: report.sentence,
    next: report.next,
    evidence: report.stages.find((stage) => stage.outcome === "failed")?.evidence ?? null,
  };
}

function reportText(report: ConnectionReport): string {
  const stages = report.stages.map((stage) =>
    [`${stage.title}: ${stage.outcome}`, stage.sentence, stage.evidence === null ? null : evidenceText(stage.evidence)]
      .filter((line) => line !== null && line !== "")
      .join("\n"),
  );
  return [`${report.at} ${report.sentence}`, report.next, ...report.warnings, ...stages]
    .filter((line) => line !== null)
    .join("\n\n");
}

export function ConnectionPanel({ test, earlier, tenant, missing = null, remedies = {}, onUseUrl, children }: Props) {
  const report = test.running ? null : (test.report ?? earlier);
  const stages = test.running || test.report !== null ? test.stages : (earlier?.stages ?? []);
  const nothing = report === null && !test.running && test.error === null;
  return (
    <div className="connection">
      <div className="connection-line">
        {test.running ? (
          <Button onClick={test.cancel}>{say("test-cancel")}</Button>
        ) : (
          <Button icon={<PlugConnectedRegular />} disabled={missing !== null} onClick={test.start}>
            {report === null ? say("test-start") : say("test-again")}
          </Button>
        )}
        <span className="muted">
          {test.running ? (
            say("test-running")
          ) : missing !== null ? (
            missing
          ) : report === null ? null : (
            <Age at={report.at} />
          )}
        </span>
        {report === null ? null : (
          <span className="connection-copy">
            <CopyButton text={reportText(report)} label={say("test-copy-report")} />
          </span>
        )}
      </div>
      {nothing ? children : null}
      <div aria-live="polite">
        {test.error === null || test.running ? null : (
          <ErrorNote error={test.error} tenant={tenant} remedies={{ retry: test.start, ...remedies }} />
        )}
        {report === null ? null : report.verdict === "fails" ? (
          <ErrorNote error={errorOf(report)} tenant={tenant} remedies={{ retry: test.start, ...remedies }} />
        ) : (
          <div className={`verdict ${report.verdict}`}>
            {report.verdict === "works" ? <CheckmarkCircleFilled aria-hidden /> : <WarningFilled aria-hidden />}
            <div>
              <p>
                <strong>{report.sentence}</strong>
              </p>
              {report.next === null ? null : <p>{report.next}</p>}
            </div>
          </div>
        )}
      </div>
      {report?.suggestedUrl === null || report === null || onUseUrl === undefined ? null : (
        <SuggestedUrl url={report.suggestedUrl} onUse={onUseUrl} />
      )}
      {report === null || report.warnings.length === 0 ? null : (
        <ul className="warnings">
          {report.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      {stages.length === 0 ? null : <StageList stages={stages} />}
    </div>
  );
}

function SuggestedUrl({ url, onUse }: { url: string; onUse: (url: string) => void }) {
  return (
    <p>
      <Button
        size="small"
        onClick={() => {
          onUse(url);
        }}
      >
        {say("url-use", { url })}
      </Button>
    </p>
  );
}
