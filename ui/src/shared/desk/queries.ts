/** What the window knows of the desk: one cached answer for each question, and when it is asked again. */
import { QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type {
  AppSummary,
  DeskError,
  Directory,
  Job,
  JournalPage,
  Preferences,
  ResourceId,
  ResourceKind,
  Stage,
  Tenant,
} from "../../bridge/generated";
import { useDesk } from "./context";

/** The names under which answers are kept. Everything under `data(tenant)` is asked again when the tenant's data change. */
export const keys = {
  status: ["status"],
  apps: ["apps"],
  tenants: ["tenants"],
  jobs: ["jobs"],
  practice: ["practice"],
  preferences: ["preferences"],
  stages: (job: string) => ["stages", job],
  data: (tenant: string) => ["data", tenant],
  rows: (tenant: string, kind: ResourceKind) => ["data", tenant, "rows", kind],
  detail: (resource: ResourceId) => ["data", resource.tenant, "detail", resource.kind, resource.id],
  links: (resource: ResourceId) => ["data", resource.tenant, "links", resource.kind, resource.id],
  report: (tenant: string) => ["report", tenant],
  /** Everything that is told of a tenant's mappings. */
  mappings: (tenant: string) => ["mappings", tenant],
  allMappings: ["mappings"],
  language: ["language"],
  /** Everything that is told of directories and the people in them. */
  directories: ["directories"],
  directoryList: ["directories", "list"],
  people: (directory: string) => ["directories", "people", directory],
  directoryGroups: (directory: string) => ["directories", "groups", directory],
  person: (directory: string, person: string) => ["directories", "person", directory, person],
  assignments: (tenant: string) => ["mappings", tenant, "assignments"],
  /** Everything that is told of a tenant's provisioning: its state, its log, its links. */
  provisioning: (tenant: string) => ["provisioning", tenant],
  allProvisioning: ["provisioning"],
  connection: (directory: string) => ["directories", "connection", directory],
  mailServer: ["mail server"],
  journal: ["journal"],
  journalRows: (scope: Omit<JournalPage, "window">) => ["journal", "rows", scope],
  journalEntry: (id: number) => ["journal", "entry", id],
};

/** Answers stay good until an event says otherwise; nothing depends on a network of the window's own. */
export function deskQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 60_000,
        retry: false,
        networkMode: "always",
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

export function useTenants() {
  const desk = useDesk();
  return useQuery<Tenant[], DeskError>({ queryKey: keys.tenants, queryFn: () => desk.call("tenants_list", null) });
}

export function useTenant(id: string): Tenant | undefined {
  return useTenants().data?.find((tenant) => tenant.id === id);
}

export function useApps() {
  const desk = useDesk();
  return useQuery<AppSummary[], DeskError>({ queryKey: keys.apps, queryFn: () => desk.call("apps_list", null) });
}

/** Everything under `keys.directories` is asked again when a directory changes. */
export function useDirectories() {
  const desk = useDesk();
  return useQuery<Directory[], DeskError>({
    queryKey: keys.directoryList,
    queryFn: () => desk.call("directories_list", null),
  });
}

/** Newest first. */
export function useJobs() {
  const desk = useDesk();
  const queries = useQueryClient();
  return useQuery<Job[], DeskError>({
    queryKey: keys.jobs,
    queryFn: async () => {
      const answered = await desk.call("jobs_list", null);
      // Events that came while the answer was under way are newer than it.
      return (queries.getQueryData<Job[]>(keys.jobs) ?? []).reduce(withJob, answered);
    },
  });
}

export function useJob(id: string | null): Job | undefined {
  return useJobs().data?.find((job) => job.id === id);
}

/** `jobs` with `job` put in its place; one that ended is never taken back to running. */
export function withJob(jobs: Job[], job: Job): Job[] {
  const at = jobs.findIndex((one) => one.id === job.id);
  if (at === -1) {
    return [job, ...jobs];
  }
  return jobs[at]?.end !== null && job.end === null ? jobs : jobs.with(at, job);
}

/** The stages of a connection test so far, in their order. */
export function useStages(job: string | null): Stage[] {
  return useQuery<Stage[]>({
    queryKey: keys.stages(job ?? ""),
    queryFn: () => [],
    enabled: false,
    initialData: [],
  }).data;
}

export function usePreferences(): [Preferences | undefined, (change: (before: Preferences) => Preferences) => void] {
  const desk = useDesk();
  const queries = useQueryClient();
  const { data } = useQuery<Preferences, DeskError>({
    queryKey: keys.preferences,
    queryFn: () => desk.call("preferences_get", null),
  });
  const change = useCallback(
    (apply: (before: Preferences) => Preferences) => {
      const before = queries.getQueryData<Preferences>(keys.preferences);
      if (before !== undefined) {
        const after = apply(before);
        queries.setQueryData(keys.preferences, after);
        // What cannot be remembered is no reason to interrupt: it holds for this start, and the desk logs why.
        desk.call("preferences_set", after).catch(() => undefined);
      }
    },
    [desk, queries],
  );
  return [data, change];
}
