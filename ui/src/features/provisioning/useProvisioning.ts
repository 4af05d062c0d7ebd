/** What the desk tells of a tenant's provisioning. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CycleRow, DeskError, Job, JobKind, Page, Provisioning } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys, useJobs } from "../../shared/desk/queries";

export function useProvisioning(tenant: string) {
  const desk = useDesk();
  return useQuery<Provisioning, DeskError>({
    queryKey: [...keys.provisioning(tenant), "state"],
    queryFn: () => desk.call("provisioning_get", { tenant }),
  });
}

/** As many as the chart has room for. */
export const CYCLES_SHOWN = 20;

/** The last cycles, the newest first. */
export function useCycles(tenant: string) {
  const desk = useDesk();
  return useQuery<Page<CycleRow>, DeskError>({
    queryKey: [...keys.provisioning(tenant), "cycles"],
    queryFn: () => desk.call("cycles_page", { tenant, window: { offset: 0, limit: CYCLES_SHOWN } }),
  });
}

export type Deed = "start" | "pause" | "stop" | "restart" | "forget";

/** Starts, pauses, stops or begins anew; the answer is shown at once. */
export function useDeed(tenant: string) {
  const desk = useDesk();
  const queries = useQueryClient();
  return useMutation<Provisioning, DeskError, Deed>({
    mutationFn: (deed) => {
      switch (deed) {
        case "start":
          return desk.call("provisioning_start", { tenant });
        case "pause":
          return desk.call("provisioning_pause", { tenant });
        case "stop":
          return desk.call("provisioning_stop", { tenant });
        case "restart":
          return desk.call("provisioning_restart", { tenant, forgetLinks: false });
        case "forget":
          return desk.call("provisioning_restart", { tenant, forgetLinks: true });
      }
    },
    onSuccess: (told) => {
      queries.setQueryData<Provisioning>([...keys.provisioning(tenant), "state"], told);
    },
  });
}

/** The newest job of one of these kinds at the tenant. */
export function useNewestJob(tenant: string, kinds: readonly JobKind[]): Job | undefined {
  return useJobs().data?.find((job) => job.tenant === tenant && kinds.includes(job.kind));
}
