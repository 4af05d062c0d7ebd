/** The search for drift: the one under way, and what the last one found. */
import { useMutation } from "@tanstack/react-query";
import type { DeskError, DriftSummary, JobId } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useJobs } from "../../shared/desk/queries";
import { useKept } from "../../shared/kept";

export interface DriftSearch {
  running: boolean;
  summary: DriftSummary | null;
  error: DeskError | null;
  find: () => void;
  cancel: () => void;
  /** What is left after something was settled. */
  settled: (summary: DriftSummary) => void;
}

export function useDrift(tenant: string): DriftSearch {
  const desk = useDesk();
  const jobs = useJobs().data ?? [];
  const [kept, setKept] = useKept<DriftSummary | null>(`drift-summary:${tenant}`, null);
  const [started, setStarted] = useKept<string | null>(`drift-job:${tenant}`, null);
  const begin = useMutation<JobId, DeskError>({
    mutationFn: () => desk.call("drift_find", { tenant }),
    onSuccess: ({ job }) => {
      setStarted(job);
    },
  });
  const searches = jobs.filter((job) => job.kind === "find_drift" && job.tenant === tenant);
  const last = searches[0];
  const found = searches.flatMap(({ end }) => (end?.end === "drift_found" ? [end.summary] : []))[0] ?? null;
  // What was settled since is told by the later answer.
  const summary = kept !== null && (found === null || kept.at >= found.at) ? kept : found;
  // The job's own event may come after the answer that names it.
  const announced = started === null || searches.some((job) => job.id === started);
  return {
    running: begin.isPending || !announced || (last !== undefined && last.end === null),
    summary,
    error: begin.error ?? (last?.end?.end === "failed" ? last.end.error : null),
    find: () => {
      begin.mutate();
    },
    cancel: () => {
      if (last !== undefined) {
        void desk.call("job_cancel", { job: last.id }).catch(() => undefined);
      }
    },
    settled: setKept,
  };
}
