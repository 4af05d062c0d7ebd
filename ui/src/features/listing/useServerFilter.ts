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
function lastChange(jobs: Job[] | undefined, tenant: string): Job | null | undefined {
  if (jobs === undefined) {
    return undefined;
  }
  const changes = (job: Job) => job.kind === "deactivate" || job.kind === "reactivate";
  return jobs.find((job) => job.tenant === tenant && changes(job) && job.end !== null) ?? null;
}

/** An answer with what was read back of its accounts since: the server may take its time to answer again. */
function withChange(outcome: ServerFilterOutcome, job: Job | null | undefined): ServerFilterOutcome {
  const end = job?.end;
  const change = end?.end === "activation_done" || end?.end === "cancelled" ? end.outcome : null;
  if (change === null) {
    return outcome;
  }
  const became = new Map(change.results.map((result) => [result.id, result.outcome]));
  return {
    ...outcome,
    accounts: outcome.accounts
      .filter((row) => became.get(row.id) !== "vanished")
      .map((row) => {
        const came = became.get(row.id);
        return came === "applied" || came === "already" ? { ...row, active: change.active } : row;
      }),
  };
}

/** What of a selection is among the rows of an answer. */
function among(picked: Picked, { accounts, groups }: ServerFilterOutcome): Picked {
  if (picked.kind !== "some") {
    return NOTHING;
  }
  const listed = new Set([...accounts, ...groups].map((row) => row.id));
  return { kind: "some", ids: new Set([...picked.ids].filter((id) => listed.has(id))) };
}

interface Asked extends Pick<FilterAnswer, "askedAt" | "after"> {
  /** The answer on screen is to the same filter. */
  again: boolean;
}

export type ServerFilterRun = UseMutationResult<ServerFilterOutcome, DeskError, string>;

export function useServerFilter(
  tenant: string,
  kind: ResourceKind,
  state: ListState,
  change: (part: Partial<ListState>) => void,
): ServerFilterRun {
  const desk = useDesk();
  const last = lastChange(useJobs().data, tenant);
  const after = last === undefined ? undefined : (last?.id ?? null);
  const run = useMutation<ServerFilterOutcome, DeskError, string, Asked>({
    mutationFn: (filter) => desk.call("server_filter", { tenant, kind, filter, limit: null }),
    onMutate: (filter) => {
      const { answer } = state;
      const again = answer?.filter === filter;
      if (again && answer.after !== after) {
        change({ answer: { ...answer, outcome: withChange(answer.outcome, last) } });
      }
      // What changes while the server is asked may be missing from its answer.
      return { again, askedAt: new Date().toISOString(), after: after ?? null };
    },
    onSuccess: (outcome, filter, asked) => {
      // Meanwhile the admin may have gone back to the list.
      if (!state.filtering || (asked.again && state.answer === null)) {
        return;
      }
      const { again, askedAt, after: seen } = asked;
      change({
        answer: { filter, outcome, askedAt, after: seen },
        picked: again ? among(state.picked, outcome) : NOTHING,
      });
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
