/** Long work, in a strip at the bottom: it never takes the screen. */
import { Button, ProgressBar } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useEffect, useRef, useState } from "react";
import type { Job } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useJobs } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { routeHash } from "../../shared/route";
import { say } from "../../shared/words/say";
import { jobProgress, jobResult, jobTitle } from "./describe";
import "./jobs.css";

const SHOWN = 2;
const NO_JOBS: readonly Job[] = [];
const LINGER_MS = 8_000;

export function JobsStrip() {
  const intents = useIntents();
  const jobs = useJobs().data ?? NO_JOBS;
  const running = jobs.filter((job) => job.end === null);
  const [ended, setEnded] = useState<Job | null>(null);
  const seen = useRef(new Set<string>());
  useEffect(() => {
    for (const job of jobs) {
      if (job.end === null) {
        seen.current.add(job.id);
      } else if (seen.current.delete(job.id)) {
        setEnded(job);
        intents.announce(`${jobTitle(job)}: ${jobResult(job)?.text ?? ""}`);
      }
    }
  }, [jobs, intents]);
  useEffect(() => {
    if (ended === null) {
      return undefined;
    }
    const timer = setTimeout(() => {
      setEnded(null);
    }, LINGER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [ended]);
  if (running.length === 0 && ended === null) {
    return null;
  }
  return (
    <aside className="jobs-strip" aria-label={say("jobs-strip")}>
      {running.slice(0, SHOWN).map((job) => (
        <RunningJob key={job.id} job={job} />
      ))}
      {running.length > SHOWN ? (
        <a href={routeHash({ page: "activity", job: null })}>{say("jobs-more", { n: running.length - SHOWN })}</a>
      ) : null}
      {ended === null || running.length >= SHOWN ? null : (
        <div className="job-line">
          <EndedWords job={ended} />
          <a href={routeHash({ page: "activity", job: ended.id })}>{say("job-open")}</a>
          <Button
            size="small"
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={say("job-dismiss")}
            onClick={() => {
              setEnded(null);
            }}
          />
        </div>
      )}
    </aside>
  );
}

/** A running job: what, how far, and the way to stop it. */
export function RunningJob({ job }: { job: Job }) {
  const desk = useDesk();
  const [stopping, setStopping] = useState(false);
  const { done, total } = job.progress;
  const title = jobTitle(job);
  return (
    <div className="job-line" role="group" aria-label={title}>
      <span className="job-title">{title}</span>
      <ProgressBar
        className="job-bar"
        aria-label={title}
        {...(total === null || total === 0 ? {} : { value: Math.min(1, done / total) })}
      />
      <span className="job-progress">{jobProgress(job)}</span>
      <Button
        size="small"
        disabled={stopping}
        onClick={() => {
          setStopping(true);
          desk.call("job_cancel", { job: job.id }).catch(() => {
            setStopping(false);
          });
        }}
      >
        {stopping ? say("job-cancelling") : say("job-cancel")}
      </Button>
    </div>
  );
}

export function EndedWords({ job }: { job: Job }) {
  const result = jobResult(job);
  const glyph = result?.tone === "good" ? "✓" : result?.tone === "warn" ? "▲" : "✕";
  return (
    <>
      <span className={`job-glyph ${result?.tone ?? ""}`} aria-hidden>
        {glyph}
      </span>
      <span className="job-title">{jobTitle(job)}</span>
      <span className="job-result" title={result?.text}>
        {result?.text}
      </span>
    </>
  );
}
