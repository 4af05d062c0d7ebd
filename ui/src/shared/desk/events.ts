/** Turns what the desk tells into what the window knows. */
import type { QueryClient } from "@tanstack/react-query";
import type { DeskEvent, Job, Stage } from "../../bridge/generated";
import type { Platform } from "../../platform/platform";
import { keys, withJob } from "./queries";

function heed(queries: QueryClient, event: DeskEvent): void {
  switch (event.event) {
    case "job_changed": {
      const { job } = event;
      queries.setQueryData<Job[]>(keys.jobs, (jobs) => withJob(jobs ?? [], job));
      if (job.end !== null && job.kind === "connection_test" && job.tenant !== null) {
        void queries.invalidateQueries({ queryKey: keys.report(job.tenant) });
      }
      break;
    }
    case "stage_changed": {
      const { job, stage } = event;
      queries.setQueryData<Stage[]>(keys.stages(job), (stages = []) => {
        const at = stages.findIndex((one) => one.id === stage.id);
        return at === -1 ? [...stages, stage] : stages.with(at, stage);
      });
      break;
    }
    case "data_changed":
      void queries.invalidateQueries({ queryKey: keys.data(event.tenant) });
      void queries.invalidateQueries({ queryKey: keys.tenants });
      break;
    case "tenants_changed":
      void queries.invalidateQueries({ queryKey: keys.tenants });
      void queries.invalidateQueries({ queryKey: keys.practice });
      break;
    case "journal_changed":
      void queries.invalidateQueries({ queryKey: keys.journal });
      break;
  }
}

/** Listens until the returned function is called. */
export function listenToDesk(platform: Platform, queries: QueryClient): () => void {
  return platform.onEvent((event) => {
    heed(queries, event);
  });
}
