/** What runs and what ran lately. */
import type { ReactNode } from "react";
import type { ActivationOutcome, Job } from "../../bridge/generated";
import { useJobs } from "../../shared/desk/queries";
import { Age } from "../../shared/parts/Age";
import { completenessWord } from "../../shared/parts/glyphs";
import { FailureList } from "../../shared/record/FailureList";
import { navigate } from "../../shared/route";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { duration } from "../../shared/words/format";
import { say } from "../../shared/words/say";
import { jobResult, previewText, scopeText } from "./describe";
import { EndedWords, RunningJob } from "./JobsStrip";
import "./jobs.css";

interface Props {
  openId: string | null;
  results: (outcome: ActivationOutcome) => ReactNode;
}

export function ActivityPage({ openId, results }: Props) {
  const jobs = useJobs();
  if (jobs.error !== null) {
    return (
      <EmptyState title={say("activity-failed")}>
        <ErrorNote error={jobs.error} remedies={{ retry: () => void jobs.refetch() }} />
      </EmptyState>
    );
  }
  if (jobs.data === undefined) {
    return <Loading />;
  }
  if (jobs.data.length === 0) {
    return (
      <EmptyState title={say("activity-empty")}>
        <p>{say("activity-meaning")}</p>
      </EmptyState>
    );
  }
  const running = jobs.data.filter((job) => job.end === null);
  const ended = jobs.data.filter((job) => job.end !== null);
  return (
    <div className="activity">
      <h1>{say("activity")}</h1>
      {running.length === 0 ? null : (
        <section aria-label={say("activity-running")}>
          <h2>{say("activity-running")}</h2>
          {running.map((job) => (
            <RunningJob key={job.id} job={job} />
          ))}
        </section>
      )}
      {ended.length === 0 ? null : (
        <section aria-label={say("activity-ended")}>
          <h2>{say("activity-ended")}</h2>
          {ended.map((job) => (
            <details
              key={job.id}
              className="ended-job"
              open={job.id === openId}
              onToggle={(event) => {
                if (event.currentTarget.open && job.id !== openId) {
                  navigate({ page: "activity", job: job.id }, "replace");
                }
              }}
            >
              <summary>
                <EndedWords job={job} />
                <Age at={job.startedAt} className="muted" />
              </summary>
              <div className="ended-detail">
                <Ended job={job} results={results} />
              </div>
            </details>
          ))}
        </section>
      )}
    </div>
  );
}

function Ended({ job, results }: { job: Job; results: (outcome: ActivationOutcome) => ReactNode }) {
  const { end } = job;
  const tenant = job.tenant ?? undefined;
  switch (end?.end) {
    case "connection_tested":
      return (
        <>
          <p>
            <strong>{end.report.sentence}</strong>
          </p>
          {end.report.next === null ? null : <p>{end.report.next}</p>}
        </>
      );
    case "refreshed":
      return (
        <>
          {end.outcomes.map((outcome) => (
            <p key={outcome.kind}>
              {outcome.kind === "user"
                ? say("job-refreshed-accounts", { n: outcome.count })
                : say("job-refreshed-groups", { n: outcome.count })}
              {" · "}
              {say("refresh-counts", { added: outcome.added, changed: outcome.changed, vanished: outcome.vanished })}
              {" · "}
              {completenessWord(outcome.completeness)}: {outcome.evidence}{" "}
              {say("refresh-took", { time: duration(outcome.elapsedMs), pages: outcome.pages })}
            </p>
          ))}
          {end.failures.map((failure) => (
            <ErrorNote key={failure.kind} error={failure.error} tenant={tenant} />
          ))}
        </>
      );
    case "activation_done":
      return (
        <>
          {end.error === null ? null : <ErrorNote error={end.error} tenant={tenant} />}
          {results(end.outcome)}
        </>
      );
    case "mappings_previewed":
      return (
        <>
          <p>{previewText(end.summary)}</p>
          {end.summary.outOfScope > 0 ? (
            <p>
              {say(end.summary.object === "group" ? "preview-out-of-scope-groups" : "preview-out-of-scope", {
                n: end.summary.outOfScope,
              })}
            </p>
          ) : null}
        </>
      );
    case "scope_previewed":
      return (
        <>
          <p>{scopeText(end.summary)}</p>
          {end.summary.warnings > 0 ? <p>{say("scope-warnings", { n: end.summary.warnings })}</p> : null}
        </>
      );
    case "provisioned":
      return (
        <>
          <p>{jobResult(job)?.text}</p>
          {end.outcome.failures.length === 0 || tenant === undefined ? null : (
            <FailureList tenant={tenant} failures={end.outcome.failures} />
          )}
        </>
      );
    case "planned":
    case "provisioned_on_demand":
    case "drift_found":
    case "directory_tested":
    case "directory_refreshed":
    case "signed_in":
      return <p>{jobResult(job)?.text}</p>;
    case "failed":
      return <ErrorNote error={end.error} tenant={tenant} />;
    case "cancelled":
      return end.outcome === null ? <p>{say("activation-cancelled")}</p> : results(end.outcome);
    case undefined:
      return null;
  }
}
