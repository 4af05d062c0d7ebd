/** Long work, in a strip at the bottom: it never takes the screen. */
import { Button, ProgressBar } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
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

function isPreview({ kind }: Job): boolean {
  return kind === "preview_mappings" || kind === "preview_scope";
}

export function JobsStrip() {
  const intents = useIntents();
  const { data } = useJobs();
  // A preview says where it is shown how far it is, and is asked anew with every edit: no news.
  const jobs = useMemo(() => (data ?? NO_JOBS).filter((job) => !isPreview(job)), [data]);
  // What had ended before the window looked is no news, and neither is what was dismissed.
  const [old, setOld] = useState<ReadonlySet<string> | null>(null);
  if (old === null && data !== undefined) {
    setOld(new Set(data.filter((job) => job.end !== null).map((job) => job.id)));
  }
  const running = jobs.filter((job) => job.end === null);
  const ended = jobs.find((job) => job.end !== null && old !== null && !old.has(job.id));
  const endedId = ended?.id;
  // The newest takes the place of those before it: they do not come back when it goes.
  const [shown, setShown] = useState<string | undefined>();
  if (endedId !== shown) {
    setShown(endedId);
    setOld(new Set(jobs.filter((job) => job.end !== null && job.id !== endedId).map((job) => job.id)));
  }
  const dismiss = useCallback((id: string) => {
    setOld((before) => new Set([...(before ?? []), id]));
  }, []);
  const announced = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (ended !== undefined && announced.current !== ended.id) {
      announced.current = ended.id;
      intents.announce(`${jobTitle(ended)}: ${jobResult(ended)?.text ?? ""}`);
    }
  }, [ended, intents]);
  useEffect(() => {
    if (endedId === undefined) {
      return undefined;
    }
    const timer = setTimeout(() => {
      dismiss(endedId);
    }, LINGER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [endedId, dismiss]);
  if (running.length === 0 && ended === undefined) {
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
      {ended === undefined || running.length >= SHOWN ? null : (
        <div className="job-line">
          <EndedWords job={ended} />
          <a href={routeHash({ page: "activity", job: ended.id })}>{say("job-open")}</a>
          <Button
            size="small"
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={say("job-dismiss")}
            onClick={() => {
              dismiss(ended.id);
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
