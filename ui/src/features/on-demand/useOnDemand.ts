/** A provisioning on demand from start to end. What was run last stays, whatever page is looked at meanwhile. */
import { useMutation } from "@tanstack/react-query";
import type { DeskError, JobId, OnDemandOutcome, ProvisionOnDemand } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useJob } from "../../shared/desk/queries";
import { useKept } from "../../shared/kept";

interface Run {
  job: string;
  asked: ProvisionOnDemand;
}

export interface OnDemand {
  running: boolean;
  /** What is run, or was run last. */
  asked: ProvisionOnDemand | null;
  outcome: OnDemandOutcome | null;
  error: DeskError | null;
  cancelled: boolean;
  start: (asked: ProvisionOnDemand) => void;
  cancel: () => void;
}

export function useOnDemand(tenant: string): OnDemand {
  const desk = useDesk();
  const [run, setRun] = useKept<Run | null>(`demand-run:${tenant}`, null);
  const job = useJob(run?.job ?? null);
  const begin = useMutation<JobId, DeskError, ProvisionOnDemand>({
    mutationFn: (asked) => desk.call("provision_on_demand", asked),
    onSuccess: (started, asked) => {
      setRun({ job: started.job, asked });
    },
  });
  const end = job?.end ?? null;
  // An earlier run says nothing about one that could not begin.
  const current = begin.isPending || begin.error !== null ? null : end;
  return {
    // The job's own event may come after the answer that names it.
    running: begin.isPending || (run !== null && begin.error === null && end === null),
    asked: begin.variables ?? run?.asked ?? null,
    outcome: current?.end === "provisioned_on_demand" ? current.outcome : null,
    error: begin.error ?? (current?.end === "failed" ? current.error : null),
    cancelled: current?.end === "cancelled",
    start: (asked) => {
      begin.mutate(asked);
    },
    cancel: () => {
      if (run !== null) {
        void desk.call("job_cancel", { job: run.job }).catch(() => undefined);
      }
    },
  };
}
