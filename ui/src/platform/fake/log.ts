/** The provisioning log of the fake desk, made up from its people. */
import type {
  LogAction,
  LogError,
  LogFilter,
  LogRecord,
  LogStatus,
  ModifiedProperty,
  ProvisioningStep,
} from "../../bridge/generated";
import { windowOf, type FakeDesk, type Handlers } from "./desk";
import { deskError } from "./errors";
import type { FakePerson } from "./directory";

export interface FakeChange {
  person: FakePerson;
  action: LogAction;
  status: LogStatus;
  sentence: string;
  error: LogError | null;
  modified: ModifiedProperty[];
}

export const CONFLICT = (name: string, userName: string): LogError => ({
  code: "EntryConflict",
  reason: `${name} was not created: the app answered 409, userName ${userName} is taken.`,
  recommendedAction: "Change the user name in the directory, or link the account that has it: see Links.",
  category: "failure",
  details: '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness"}',
});

function skipped(name: string): LogError {
  return {
    code: "NotEffectivelyEntitled",
    reason: `${name} is not assigned, and not in an assigned group.`,
    recommendedAction: null,
    category: "nonServiceFailure",
    details: null,
  };
}

/** The steps on the way to a change. */
export function stepsOf(change: FakeChange, at: string): ProvisioningStep[] {
  const { person, action, status, error } = change;
  const step = (
    kind: ProvisioningStep["kind"],
    name: string,
    description: string,
    details: [string, string][] = [],
    outcome: LogStatus = "success",
  ): ProvisioningStep => ({ kind, name, status: outcome, description, details, at });
  const out = status === "skipped";
  return [
    step("import", "EntryImportAdd", `${person.name} was read from the directory.`, [
      ["userPrincipalName", person.userName],
      ["displayName", person.name],
    ]),
    step(
      "scoping",
      out ? "EntrySynchronizationSkip" : "EntrySynchronizationScoping",
      out ? `${person.name} is out of scope.` : `${person.name} is in scope.`,
      [
        ["IsActive", person.active === false ? "False" : "True"],
        ["Assigned", out ? "False" : "True"],
        ["ScopeEvaluationResult", "{}"],
      ],
      out ? "skipped" : "success",
    ),
    ...(out
      ? []
      : [
          step(
            "matching",
            "EntrySynchronizationAdd",
            action === "create" ? "No account matches." : "1 account matches.",
            [["userName", person.userName]],
          ),
          step(
            "export",
            action === "create" ? "EntryExportAdd" : "EntryExportUpdate",
            error === null ? `${person.name} was sent and confirmed.` : error.reason,
            change.modified.map(({ name, newValue }) => [name, newValue ?? ""]),
            status,
          ),
        ]),
  ];
}

export function makeChange(person: FakePerson, at: number): FakeChange {
  const modified: ModifiedProperty[] = [
    { name: "displayName", oldValue: null, newValue: person.name },
    { name: "title", oldValue: "Trainee", newValue: person.title },
  ];
  if (at % 11 === 3) {
    return {
      person,
      action: "create",
      status: "failure",
      sentence: `${person.name} was not created: userName ${person.userName} is taken (409).`,
      error: CONFLICT(person.name, person.userName),
      modified,
    };
  }
  if (at % 7 === 2) {
    return {
      person,
      action: "other",
      status: "skipped",
      sentence: `${person.name} is out of scope.`,
      error: skipped(person.name),
      modified: [],
    };
  }
  if (person.active === false) {
    return {
      person,
      action: "disable",
      status: "success",
      sentence: `${person.name} left the scope; the account was switched off.`,
      error: null,
      modified: [{ name: "active", oldValue: "true", newValue: "false" }],
    };
  }
  const update = at % 3 === 0;
  return {
    person,
    action: update ? "update" : "create",
    status: "success",
    sentence: update ? `2 attributes of ${person.name} were changed.` : `${person.name} was created.`,
    error: null,
    modified,
  };
}

/** Keeps a record and answers its id. */
export function keepRecord(
  desk: FakeDesk,
  tenant: string,
  change: FakeChange,
  about: { at: string; cycle: number | null; steps?: ProvisioningStep[] },
): number {
  const held = desk.logs.get(tenant) ?? [];
  const id = (held[0]?.row.id ?? 0) + 1;
  const { person, action, status, sentence, error, modified } = change;
  held.unshift({
    row: {
      id,
      at: about.at,
      cycle: about.cycle,
      object: "user",
      action,
      status,
      person: person.id,
      name: person.name,
      account: status === "success" ? `acc-${person.id}` : null,
      code: error?.code ?? null,
      sentence,
      durationMs: 180 + (id % 9) * 35,
    },
    changeId: `c0ffee00-0000-4000-8000-${id.toString(16).padStart(12, "0")}`,
    sourceSystem: "People of Contoso",
    targetSystem: desk.find(tenant).tenant.name,
    steps: about.steps ?? stepsOf(change, about.at),
    modified,
    error,
    journal: null,
  });
  desk.logs.set(tenant, held);
  return id;
}

/** What a first cycle and a second one would have left. */
export function makeLog(desk: FakeDesk, tenant: string, people: readonly FakePerson[]): void {
  const start = Date.now() - people.length * 20_000;
  people.forEach((person, at) => {
    keepRecord(desk, tenant, makeChange(person, at), {
      at: new Date(start + at * 20_000).toISOString(),
      cycle: at < people.length / 2 ? 1 : 2,
    });
  });
}

function matching(desk: FakeDesk, tenant: string, filter: LogFilter): LogRecord[] {
  const needle = filter.search.toLowerCase();
  return (desk.logs.get(tenant) ?? []).filter(
    ({ row }) =>
      [row.name, row.person, row.account].some((text) => text?.toLowerCase().includes(needle) ?? false) &&
      (filter.action === null || row.action === filter.action) &&
      (filter.status === null || row.status === filter.status) &&
      (filter.code === null || row.code === filter.code) &&
      (filter.cycle === null || row.cycle === filter.cycle) &&
      (filter.from === null || row.at >= filter.from) &&
      (filter.to === null || row.at < filter.to),
  );
}

function quoted(cells: (string | number | null)[]): string {
  return cells.map((cell) => `"${String(cell ?? "").replaceAll('"', '""')}"`).join(",");
}

export function logHandlers(desk: FakeDesk): Pick<Handlers, "logs_page" | "log_record" | "logs_export"> {
  return {
    logs_page: ({ tenant, filter, window }) =>
      windowOf(
        matching(desk, tenant, filter).map(({ row }) => row),
        window,
        1,
      ),
    log_record: ({ tenant, id }) => {
      const found = desk.logs.get(tenant)?.find(({ row }) => row.id === id);
      if (found === undefined) {
        throw deskError("internal");
      }
      return found;
    },
    logs_export: ({ tenant, filter, format }) => {
      const records = matching(desk, tenant, filter);
      if (format === "json") {
        return [{ name: "ProvisioningLogs.json", content: JSON.stringify(records) }];
      }
      const file = (name: string, header: string[], lines: (string | number | null)[][]) => ({
        name,
        content: [quoted(header), ...lines.map(quoted)].join("\n"),
      });
      return [
        file(
          "ProvisioningLogs.csv",
          ["changeId", "time", "name", "action", "status", "code"],
          records.map(({ changeId, row }) => [changeId, row.at, row.name, row.action, row.status, row.code]),
        ),
        file(
          "ProvisioningLogs_ProvisioningSteps.csv",
          ["changeId", "name", "status", "description"],
          records.flatMap(({ changeId, steps }) =>
            steps.map((step) => [changeId, step.name, step.status, step.description]),
          ),
        ),
        file(
          "ProvisioningLogs_ModifiedProperties.csv",
          ["changeId", "name", "oldValue", "newValue"],
          records.flatMap(({ changeId, modified }) =>
            modified.map((one) => [changeId, one.name, one.oldValue, one.newValue]),
          ),
        ),
      ];
    },
  };
}
