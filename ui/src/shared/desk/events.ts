/** Turns what the desk tells into what the window knows. */
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import type { DeskEvent, Job, Stage } from "../../bridge/generated";
import type { Platform } from "../../platform/platform";
import { keys, withJob } from "./queries";

/** Asks again for what is shown under a name; settles when the new answers are there. */
async function askAgain(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  // What nobody looks at is not kept: looked at again, it would show the old state until the new answer comes.
  queries.removeQueries({ queryKey, predicate: (query) => query.getObserversCount() === 0 });
  // Asking again leaves the first answer to a question on its way, and takes it for the present state. It is not.
  for (const query of queries.getQueryCache().findAll({ queryKey, type: "active", fetchStatus: "fetching" })) {
    void query.cancel({ silent: true });
  }
  await queries.invalidateQueries({ queryKey });
}

function jobChanged(queries: QueryClient, job: Job): void {
  queries.setQueryData<Job[]>(keys.jobs, (jobs) => withJob(jobs ?? [], job));
  if (job.end !== null && job.kind === "connection_test" && job.tenant !== null) {
    void queries.invalidateQueries({ queryKey: keys.report(job.tenant) });
  }
}

/** Listens until the returned function is called. */
export function listenToDesk(platform: Platform, queries: QueryClient): () => void {
  /** By tenant: settles when the window shows what last changed there. */
  const showing = new Map<string, Promise<void>>();

  function show(tenant: string, answers: Promise<unknown>[]): void {
    const shown = Promise.all([showing.get(tenant), ...answers])
      .then(() => undefined)
      .finally(() => {
        if (showing.get(tenant) === shown) {
          showing.delete(tenant);
        }
      });
    showing.set(tenant, shown);
  }

  function heed(event: DeskEvent): void {
    switch (event.event) {
      case "job_changed": {
        const { job } = event;
        const shown = job.end === null || job.tenant === null ? undefined : showing.get(job.tenant);
        // The end of a job is told beside what it did: no list may show the old state under the word that it is done.
        if (shown === undefined) {
          jobChanged(queries, job);
        } else {
          void shown.then(() => {
            jobChanged(queries, job);
          });
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
        show(event.tenant, [
          askAgain(queries, keys.data(event.tenant)),
          queries.invalidateQueries({ queryKey: keys.tenants }),
        ]);
        break;
      case "tenants_changed":
        void queries.invalidateQueries({ queryKey: keys.tenants });
        void queries.invalidateQueries({ queryKey: keys.practice });
        // Whether provisioning may run depends on the tenant's safety level.
        void askAgain(queries, keys.allProvisioning);
        break;
      case "mappings_changed":
        void queries.invalidateQueries({ queryKey: keys.mappings(event.tenant) });
        // What is missing from its set-up, and whether a plan is stale, depends on them.
        void askAgain(queries, keys.provisioning(event.tenant));
        break;
      case "directories_changed":
        void queries.invalidateQueries({ queryKey: keys.directories });
        // Which directory a tenant's people are from is told with its mappings.
        void queries.invalidateQueries({ queryKey: keys.allMappings });
        void askAgain(queries, keys.allProvisioning);
        break;
      case "provisioning_changed":
        show(event.tenant, [askAgain(queries, keys.provisioning(event.tenant))]);
        break;
      case "notification":
        // The shell shows it, whether a window is open or not.
        break;
      case "journal_changed":
        void queries.invalidateQueries({ queryKey: keys.journal });
        break;
    }
  }

  return platform.onEvent(heed);
}
