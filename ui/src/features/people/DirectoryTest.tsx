/** The test of a directory: its stages, the sentence they end in, and the attributes that were found. */
import { Button } from "@fluentui/react-components";
import { CheckmarkCircleFilled } from "@fluentui/react-icons/svg/checkmark-circle";
import { CircleRegular } from "@fluentui/react-icons/svg/circle";
import { ErrorCircleFilled } from "@fluentui/react-icons/svg/error-circle";
import { PlugConnectedRegular } from "@fluentui/react-icons/svg/plug-connected";
import { useEffect, useRef, useState } from "react";
import type { DirectoryReport, DirectoryStage, TestDirectory } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { Age } from "../../shared/parts/Age";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { EvidenceDetails } from "../../shared/states/Evidence";
import { Loading } from "../../shared/states/Loading";
import { say } from "../../shared/words/say";
import { useDirectoryJob } from "./useDirectoryJob";
import "../../shared/record/record.css";

interface Props {
  /** `null`: it cannot be tested yet. */
  target: TestDirectory | null;
  /** Why not. */
  missing: string | null;
  /** The report of an earlier test, shown while there is no newer one. */
  earlier: DirectoryReport | null;
}

export function DirectoryTest({ target, missing, earlier }: Props) {
  const desk = useDesk();
  const [id, setId] = useState<string | null>(null);
  const test = useDirectoryJob<TestDirectory>((asked) => desk.call("directory_test", asked), id, setId);
  const start = () => {
    if (target !== null) {
      test.start(target);
    }
  };
  const found = test.end?.end === "directory_tested" ? test.end.report : null;
  const report = test.running || test.error !== null ? null : (found ?? earlier);
  const place = useRef<HTMLDivElement>(null);
  const ended = test.end;
  useEffect(() => {
    // What was found may lie below the window.
    if (ended !== null) {
      place.current?.scrollIntoView?.({ block: "start" });
    }
  }, [ended]);
  return (
    <div className="connection" ref={place}>
      <div className="connection-line">
        {test.running ? (
          <Button onClick={test.cancel}>{say("source-test-cancel")}</Button>
        ) : (
          <Button icon={<PlugConnectedRegular />} disabled={target === null} onClick={start}>
            {report === null ? say("source-test-start") : say("source-test-again")}
          </Button>
        )}
        <span className="muted" role="status">
          {test.running ? (
            say("source-test-running")
          ) : report === null ? (
            (missing ?? say("source-test-meaning"))
          ) : (
            <Age at={report.at} />
          )}
        </span>
      </div>
      <div aria-live="polite">
        {test.error === null ? null : <ErrorNote error={test.error} remedies={{ retry: start }} />}
        {report === null ? null : <Verdict report={report} onRetry={start} />}
      </div>
      {test.running ? <Loading lines={5} /> : report === null ? null : <Stages stages={report.stages} />}
      {report === null || report.attributes.length === 0 ? null : <Found report={report} />}
    </div>
  );
}

function Verdict({ report, onRetry }: { report: DirectoryReport; onRetry: () => void }) {
  const failed = report.stages.find((stage) => stage.passed === false)?.error ?? null;
  if (!report.works && failed !== null) {
    return <ErrorNote error={{ ...failed, message: report.sentence }} remedies={{ retry: onRetry }} />;
  }
  const counts = [
    ...(report.people === null ? [] : [say("source-test-people", { n: report.people })]),
    ...(report.groups === null ? [] : [say("source-test-groups", { n: report.groups })]),
  ];
  return (
    <div className={report.works ? "verdict works" : "verdict works_with_warnings"}>
      {report.works ? <CheckmarkCircleFilled aria-hidden /> : <ErrorCircleFilled aria-hidden />}
      <div>
        <p>
          <strong>{report.sentence}</strong>
        </p>
        {counts.length === 0 ? null : <p>{counts.join(" · ")}</p>}
      </div>
    </div>
  );
}

function Stages({ stages }: { stages: readonly DirectoryStage[] }) {
  return (
    <ol className="stages" aria-label={say("source-stages")}>
      {stages.map((stage, at) => {
        const [outcome, Icon, word] =
          stage.passed === null
            ? (["skipped", CircleRegular, "source-stage-not-reached"] as const)
            : stage.passed
              ? (["passed", CheckmarkCircleFilled, "source-stage-passed"] as const)
              : (["failed", ErrorCircleFilled, "source-stage-failed"] as const);
        const evidence = stage.error?.evidence ?? null;
        return (
          <li key={at} className={`stage ${outcome}`}>
            <span role="img" aria-label={say(word)} title={say(word)} className="stage-icon">
              <Icon />
            </span>
            <div className="stage-words">
              <div className="stage-line">
                <span className="stage-title">{stage.name}</span>
              </div>
              {stage.detail === "" ? null : <p>{stage.detail}</p>}
              {evidence === null ? null : <EvidenceDetails evidence={evidence} />}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Found({ report }: { report: DirectoryReport }) {
  return (
    <details className="more" open>
      <summary>{say("source-found")}</summary>
      <div className="source-found" role="region" tabIndex={0} aria-label={say("source-found")}>
        <table className="record-properties" aria-label={say("source-found")}>
          <thead>
            <tr>
              <th scope="col">{say("source-found-name")}</th>
              <th scope="col">{say("source-found-attribute")}</th>
              <th scope="col">{say("source-found-sample")}</th>
            </tr>
          </thead>
          <tbody>
            {report.attributes.map((one) => (
              <tr key={one.name}>
                <th scope="row">
                  <bdi>{one.name}</bdi>
                </th>
                <td>
                  <bdi>{one.attribute}</bdi>
                </td>
                <td>
                  {one.sample === null ? (
                    <span className="muted">{say("log-value-none")}</span>
                  ) : (
                    <bdi>{one.sample}</bdi>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
