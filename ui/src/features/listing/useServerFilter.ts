/** What a server answered to a filter: asked when the admin asks, and again after Scimdesk changed something there. */
import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import { useEffect } from "react";
import type { DeskError, Job, ResourceKind, ServerFilterOutcome } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useJobs } from "../../shared/desk/queries";
import { NOTHING, type Picked } from "../../shared/table/selection";
import type { ListState } from "./useListState";

export interface FilterAnswer {
  filter: string;
  outcome: ServerFilterOutcome;
  askedAt: string;
  /** The last change to this tenant's accounts that had ended when it was asked. */
  after: string | null;
}

/** The newest change to accounts of a tenant that has ended; `undefined` until the jobs are known. */
function lastChange(jobs: Job[] | undefined, tenant: string): string | null | undefined {
  return jobs === undefined
    ? undefined
    : (jobs.find(
        (job) => job.tenant === tenant && (job.kind === "deactivate" || job.kind === "reactivate") && job.end !== null,
      )?.id ?? null);
}

/** What of a selection is among the rows of an answer. */
function among(picked: Picked, { accounts, groups }: ServerFilterOutcome): Picked {
  if (picked.kind !== "some") {
    return NOTHING;
  }
  const listed = new Set([...accounts, ...groups].map((row) => row.id));
  return { kind: "some", ids: new Set([...picked.ids].filter((id) => listed.has(id))) };
}

export type ServerFilterRun = UseMutationResult<ServerFilterOutcome, DeskError, string>;

export function useServerFilter(
  tenant: string,
  kind: ResourceKind,
  state: ListState,
  change: (part: Partial<ListState>) => void,
): ServerFilterRun {
  const desk = useDesk();
  const after = lastChange(useJobs().data, tenant);
  const run = useMutation<ServerFilterOutcome, DeskError, string, { askedAt: string; after: string | null }>({
    mutationFn: (filter) => desk.call("server_filter", { tenant, kind, filter, limit: null }),
    // What changes while the server is asked may be missing from its answer.
    onMutate: () => ({ askedAt: new Date().toISOString(), after: after ?? null }),
    onSuccess: (outcome, filter, asked) => {
      const again = state.answer?.filter === filter;
      change({ answer: { filter, outcome, ...asked }, picked: again ? among(state.picked, outcome) : NOTHING });
    },
  });
  const { answer } = state;
  const { mutate, status } = run;
  useEffect(() => {
    if (
      answer !== null &&
      after !== undefined &&
      answer.after !== after &&
      status !== "pending" &&
      status !== "error"
    ) {
      mutate(answer.filter);
    }
  }, [answer, after, status, mutate]);
  return run;
}
