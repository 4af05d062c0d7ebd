/** How the refreshes of a tenant stand. */
import type { DeskError, Job, ResourceKind } from "../../bridge/generated";
import { useJobs } from "../../shared/desk/queries";

function problemOf(job: Job, kind: ResourceKind): DeskError | null {
  switch (job.end?.end) {
    case "failed":
      return job.end.error;
    case "refreshed":
      return job.end.failures.find((failure) => failure.kind === kind)?.error ?? null;
    default:
      return null;
  }
}

/** The refresh under way, and why the last one brought nothing of `kind`, if it did not. */
export function useRefreshing(tenant: string, kind: ResourceKind): { job: Job | null; problem: DeskError | null } {
  const jobs = (useJobs().data ?? []).filter((job) => job.tenant === tenant && job.kind === "refresh");
  const ended = jobs.find((job) => job.end !== null && job.end.end !== "cancelled");
  return {
    job: jobs.find((job) => job.end === null) ?? null,
    problem: ended === undefined ? null : problemOf(ended, kind),
  };
}
