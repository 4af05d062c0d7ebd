/** How far a job is, in objects, with rate, time left, and the way to stop it. */
import { Button, ProgressBar } from "@fluentui/react-components";
import { useState } from "react";
import type { Job } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { count, duration } from "../../shared/words/format";
import { say } from "../../shared/words/say";

export function progressWords({ progress }: Job): string {
  const { done, total, rate, timeLeftMs, waitingMs } = progress;
  return [
    total === null
      ? say("provisioning-progress", { done: count(done) })
      : say("provisioning-progress-of", { done: count(done), total: count(total) }),
    ...(waitingMs !== null && waitingMs > 0
      ? [say("job-waiting", { time: duration(waitingMs) })]
      : [
          ...(rate !== null && rate > 0 && done > 0
            ? [say("job-rate", { rate: rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate) })]
            : []),
          ...(timeLeftMs !== null && done > 0 ? [say("job-left", { time: duration(timeLeftMs) })] : []),
        ]),
  ].join(" · ");
}

export function Progress({ job, label }: { job: Job; label: string }) {
  const desk = useDesk();
  const [stopping, setStopping] = useState(false);
  const { done, total } = job.progress;
  return (
    <div className="provisioning-progress" role="group" aria-label={label}>
      <ProgressBar
        aria-label={label}
        {...(total === null || total === 0 ? {} : { value: Math.min(1, done / total) })}
      />
      <div className="provisioning-progress-line">
        <span>{progressWords(job)}</span>
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
    </div>
  );
}
