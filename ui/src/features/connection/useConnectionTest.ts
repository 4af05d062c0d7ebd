/** One connection test from start to end: its stages while it runs, then its report. */
import { useMutation } from "@tanstack/react-query";
import type { ConnectionReport, DeskError, JobId, Stage, TestTarget } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useJob, useStages } from "../../shared/desk/queries";

export interface ConnectionTest {
  running: boolean;
  stages: readonly Stage[];
  report: ConnectionReport | null;
  /** Why there is no report: the test itself could not run. */
  error: DeskError | null;
  start: () => void;
  cancel: () => void;
}

/** `id` is the job that is followed, as far as one was started; `onStarted` gets the next. */
export function useConnectionTest(
  target: TestTarget | null,
  id: string | null,
  onStarted: (id: string) => void,
): ConnectionTest {
  const desk = useDesk();
  const stages = useStages(id);
  const job = useJob(id);
  const begin = useMutation<JobId, DeskError, TestTarget>({
    mutationFn: (asked) => desk.call("connection_test", asked),
    onSuccess: (started) => {
      onStarted(started.job);
    },
  });
  const end = job?.end ?? null;
  const report = end?.end === "connection_tested" ? end.report : null;
  return {
    // The job's own event may come after the answer that names it.
    running: begin.isPending || (id !== null && end === null),
    stages: report?.stages ?? stages,
    report,
    error: begin.error ?? (end?.end === "failed" ? end.error : null),
    start: () => {
      if (target !== null) {
        begin.mutate(target);
      }
    },
    cancel: () => {
      if (id !== null) {
        void desk.call("job_cancel", { job: id }).catch(() => undefined);
      }
    },
  };
}
