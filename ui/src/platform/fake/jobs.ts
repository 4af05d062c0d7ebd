/** The jobs of the fake desk. */
import type { DeskError, Job, JobEnd, JobKind } from "../../bridge/generated";
import { pause, type FakeDesk, type FakeJob, type Handlers } from "./desk";
import { deskError } from "./errors";
import type { FakeTenant } from "./tenants";

/** Runs `work` as a job: it reports through `step`, and `step` says no once the job is cancelled. */
export function startJob(
  desk: FakeDesk,
  kind: JobKind,
  tenant: FakeTenant | null,
  work: (step: (change: Partial<Job["progress"]>) => Promise<boolean>, id: string) => Promise<JobEnd>,
): { job: string } {
  const id = desk.next("job");
  const started = Date.now();
  const entry: FakeJob = {
    cancelled: false,
    wake: () => undefined,
    job: {
      id,
      kind,
      tenant: tenant?.tenant.id ?? null,
      tenantName: tenant?.tenant.name ?? null,
      startedAt: new Date(started).toISOString(),
      progress: { kind: null, done: 0, total: null, pages: 0, rate: null, timeLeftMs: null, waitingMs: null },
      end: null,
    },
  };
  desk.jobs.set(id, entry);
  const report = (part: Partial<Job>) => {
    entry.job = { ...entry.job, ...part };
    desk.emit({ event: "job_changed", job: entry.job });
  };
  const step = async (part: Partial<Job["progress"]>): Promise<boolean> => {
    const progress = { ...entry.job.progress, ...part };
    const seconds = Math.max(0.001, (Date.now() - started) / 1000);
    progress.rate = progress.done / seconds;
    progress.timeLeftMs =
      progress.total === null ? null : ((progress.total - progress.done) / Math.max(1, progress.rate)) * 1000;
    report({ progress });
    if (!entry.cancelled) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, desk.tick);
        // Whoever cancels does not wait for the step to end.
        entry.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return !entry.cancelled;
  };
  void (async () => {
    await pause(0);
    report({});
    try {
      report({ end: await work(step, id) });
    } catch (error) {
      report({ end: { end: "failed", error: error as DeskError } });
    }
  })();
  return { job: id };
}

export function jobHandlers(desk: FakeDesk): Pick<Handlers, "jobs_list" | "job_cancel"> {
  return {
    jobs_list: () => [...desk.jobs.values()].map(({ job }) => job).toReversed(),
    job_cancel: ({ job }) => {
      const entry = desk.jobs.get(job);
      if (entry === undefined) {
        throw deskError("job_not_found");
      }
      entry.cancelled = true;
      entry.wake();
      return null;
    },
  };
}
