/** Plans in the fake desk: made from its directory, decided, applied. */
import type {
  LogAction,
  PlanCount,
  PlanExtent,
  PlanItem,
  PlannedAction,
  PlannedAttribute,
  PlanPage,
  PlanRow,
  ProvisioningPlan,
} from "../../bridge/generated";
import { windowOf, type FakeDesk, type Handlers } from "./desk";
import { directoryOf, type FakePerson } from "./directory";
import { deskError } from "./errors";
import { startJob } from "./jobs";
import { keepRecord, type FakeChange } from "./log";
import type { FakeProvisioned } from "./provisioning";

interface Held {
  plan: Omit<ProvisioningPlan, "counts" | "blocked">;
  rows: PlanRow[];
  revision: number;
  /** The record of each change that was sent. */
  logs: Map<number, number>;
}

const WHY: Record<PlannedAction, string> = {
  create: "Assigned through the group Sales, and has no account yet.",
  link: "An account with the same user name is there already.",
  update: "title changed in the directory.",
  restore: "Assigned again; the account is switched off.",
  disable: "No longer assigned.",
  delete: "Gone from the directory for good.",
  unlink: "The account is gone already.",
  members: "Who is in the group changed.",
};

function effectOf(action: PlannedAction, app: string): string {
  switch (action) {
    case "create":
      return `${app} makes the account.`;
    case "link":
      return `${app} keeps the account; its attributes are brought in line.`;
    case "update":
      return `${app} changes the account.`;
    case "restore":
      return `${app} lets the person sign in again.`;
    case "disable":
      return `${app} blocks sign-in; data stays.`;
    case "delete":
      return `${app} deletes the user for good.`;
    case "unlink":
      return "The link is forgotten. Nothing is sent.";
    case "members":
      return `${app} changes who is in the group.`;
  }
}

/** What becomes of the person at `at`; most need nothing. */
function actionOf(at: number): PlannedAction | null {
  const every: Partial<Record<number, PlannedAction>> = { 0: "create", 1: "link", 2: "update", 5: "update" };
  return at === 43 ? "restore" : at === 58 ? "delete" : at % 80 === 7 ? "disable" : (every[at % 16] ?? null);
}

function rowsOf(desk: FakeDesk, tenant: string, extent: PlanExtent): PlanRow[] {
  const { people, groups } = directoryOf(desk, tenant);
  const app = desk.find(tenant).tenant.appName;
  const rows: PlanRow[] = [];
  const add = (row: Pick<PlanRow, "object" | "action" | "state" | "person" | "personName" | "attributes">) => {
    const number = rows.length + 1;
    const made = row.action === "create";
    rows.push({
      ...row,
      number,
      account: made ? null : `a-${number}`,
      accountName: made ? null : row.personName,
      why: WHY[row.action],
      effect: effectOf(row.action, app),
    });
  };
  people.forEach((person, at) => {
    const action = actionOf(at);
    if (action !== null && !(extent === "next_cycle" && action === "link")) {
      add({
        object: "user",
        action,
        state: action === "delete" ? "withheld" : "planned",
        person: person.id,
        personName: person.name,
        attributes: action === "create" ? 9 : 1,
      });
    }
  });
  for (const group of groups.slice(0, 3)) {
    add({
      object: "group",
      action: "members",
      state: "planned",
      person: group.id,
      personName: group.name,
      attributes: 1,
    });
  }
  return rows;
}

const LOG_ACTION: Record<PlannedAction, LogAction> = {
  create: "create",
  link: "other",
  update: "update",
  restore: "update",
  disable: "disable",
  delete: "delete",
  unlink: "other",
  members: "update",
};

function sentChange(row: PlanRow, person: FakePerson, refused: string): FakeChange {
  const failed = row.state === "failed";
  return {
    person,
    action: LOG_ACTION[row.action],
    status: failed ? "failure" : "success",
    sentence: failed ? refused : row.effect,
    error: failed
      ? {
          code: "InvalidValue",
          reason: refused,
          recommendedAction: "Shorten it in the directory.",
          category: "failure",
          details: null,
        }
      : null,
    modified: [],
  };
}

function attributesFor(row: PlanRow, person: FakePerson | undefined): PlannedAttribute[] {
  const none = { added: [], removed: [] };
  switch (row.action) {
    case "create":
      return [
        { target: "userName", from: null, to: person?.userName ?? null, mapping: "userPrincipalName", ...none },
        { target: "displayName", from: null, to: row.personName, mapping: "displayName", ...none },
        {
          target: "active",
          from: null,
          to: "true",
          mapping: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
          ...none,
        },
      ];
    case "members":
      return [
        {
          target: "members",
          from: null,
          to: null,
          added: ["Amélie Okoro", "Łukasz Kowalski"],
          removed: ["Ingrid Åström"],
          mapping: "members",
        },
      ];
    case "disable":
    case "delete":
      return [{ target: "active", from: "true", to: "false", mapping: "IsSoftDeleted", ...none }];
    case "restore":
      return [{ target: "active", from: "false", to: "true", mapping: "IsSoftDeleted", ...none }];
    case "link":
    case "update":
      return [{ target: "title", from: "Analyst", to: person?.title ?? null, mapping: "jobTitle", ...none }];
    case "unlink":
      return [];
  }
}

export function planHandlers(
  desk: FakeDesk,
  provisioned: FakeProvisioned,
): Pick<
  Handlers,
  | "plan_make"
  | "plan_newest"
  | "plan_get"
  | "plan_page"
  | "plan_item"
  | "plan_decide"
  | "plan_export"
  | "plan_import"
  | "plan_apply"
> {
  /** Oldest first. */
  const plans: Held[] = [];
  const find = (plan: string): Held => {
    const found = plans.find((one) => one.plan.plan === plan);
    if (found === undefined) {
      throw deskError("preview_stale");
    }
    return found;
  };
  const told = ({ plan, rows }: Held): ProvisioningPlan => {
    const counts: PlanCount[] = [];
    for (const { object, action, state } of rows) {
      const known = counts.find((one) => one.object === object && one.action === action && one.state === state);
      if (known === undefined) {
        counts.push({ object, action, state, count: 1 });
      } else {
        known.count += 1;
      }
    }
    const { tenant } = desk.find(plan.tenant);
    return {
      ...plan,
      counts,
      blocked: tenant.safety === "read_only" ? deskError("read_only_tenant", { tenant: tenant.name }) : null,
    };
  };
  const make = (tenant: string, extent: PlanExtent, rows: PlanRow[]): Held => {
    const directory = directoryOf(desk, tenant);
    const held: Held = {
      plan: {
        plan: desk.next("plan"),
        tenant,
        tenantName: desk.find(tenant).tenant.name,
        extent,
        madeAt: new Date().toISOString(),
        mappingVersion: 1,
        directory: directory.directory.name,
        directoryProven: true,
        accounts: "proven",
        groups: "unproven",
        people: directory.people.length,
        unchanged: directory.people.length - rows.length,
        directoryGroups: 0,
        outOfScope: 255,
        warnings: rows.some(({ state }) => state === "withheld")
          ? ["1 deletion is withheld: the list of accounts is not proven complete."]
          : [],
        stale: null,
      },
      rows,
      revision: 1,
      logs: new Map(),
    };
    plans.push(held);
    provisioned.changed(tenant);
    return held;
  };
  const matching = ({ rows }: Held, { object, action, state, search }: Omit<PlanPage, "plan" | "window">) =>
    rows.filter(
      (row) =>
        (object === null || row.object === object) &&
        (action === null || row.action === action) &&
        (state === null || row.state === state) &&
        (row.personName ?? "").toLowerCase().includes(search.trim().toLowerCase()),
    );
  return {
    plan_make: ({ tenant, extent }) => {
      directoryOf(desk, tenant);
      return startJob(desk, "make_plan", desk.find(tenant), async (step) => {
        const total = 640;
        for (let done = 0; done < total; done += 160) {
          if (!(await step({ kind: "user", done, total }))) {
            return { end: "cancelled", outcome: null };
          }
        }
        return { end: "planned", plan: told(make(tenant, extent, rowsOf(desk, tenant, extent))) };
      });
    },
    plan_newest: ({ tenant }) => {
      const newest = plans.findLast(({ plan }) => plan.tenant === tenant);
      return newest === undefined ? null : told(newest);
    },
    plan_get: ({ plan }) => told(find(plan)),
    plan_page: ({ plan, window, ...filter }) => {
      const held = find(plan);
      return windowOf(matching(held, filter), window, held.revision);
    },
    plan_item: ({ plan, number }): PlanItem => {
      const held = find(plan);
      const row = held.rows[number - 1];
      if (row === undefined) {
        throw deskError("bad_input");
      }
      const person = directoryOf(desk, held.plan.tenant).people.find(({ id }) => id === row.person);
      const attributes = attributesFor(row, person);
      return {
        row,
        reasons: [row.why, "Passes the filter Filter 1: department EQUALS “Sales”."],
        attributes,
        requests: [
          {
            method: row.action === "create" ? "POST" : "PATCH",
            path: row.action === "create" ? "/Users" : `/${row.object === "user" ? "Users" : "Groups"}/${row.account}`,
            body: JSON.stringify(Object.fromEntries(attributes.map(({ target, to }) => [target, to])), null, 2),
          },
        ],
        notes: row.state === "withheld" ? ["Withheld: the list of accounts is not proven complete."] : [],
        outcome: row.state === "applied" ? "Applied and confirmed." : null,
        log: held.logs.get(number) ?? null,
      };
    },
    plan_decide: ({ plan, numbers, object, action, reject }) => {
      const held = find(plan);
      held.rows = held.rows.map((row) => {
        const asked =
          numbers.length === 0
            ? (object === null || row.object === object) && (action === null || row.action === action)
            : numbers.includes(row.number);
        return asked && row.state === (reject ? "planned" : "rejected")
          ? { ...row, state: reject ? "rejected" : "planned" }
          : row;
      });
      held.revision += 1;
      provisioned.changed(held.plan.tenant);
      return told(held);
    },
    plan_export: ({ plan, format }) => {
      const held = find(plan);
      return format === "json"
        ? { name: "documo-plan.json", content: JSON.stringify({ plan: held.plan, rows: held.rows }, null, 2) }
        : {
            name: "documo-plan.md",
            content: `# Plan of ${held.plan.tenantName}\n\n${held.rows
              .map((row) => `- ${row.action} ${row.personName}: ${row.why}`)
              .join("\n")}\n`,
          };
    },
    plan_import: ({ tenant, content }) => {
      try {
        const { rows } = JSON.parse(content) as { rows: PlanRow[] };
        return told(
          make(
            tenant,
            "all",
            rows.map((row) => ({ ...row })),
          ),
        );
      } catch {
        throw deskError("bad_input", { detail: "This is no plan." });
      }
    },
    plan_apply: ({ plan }) => {
      const held = find(plan);
      provisioned.guard(held.plan.tenant);
      return startJob(desk, "apply_plan", desk.find(held.plan.tenant), async (step) => {
        const sent = held.rows.filter(({ state }) => state === "planned");
        for (let done = 0; done < sent.length; done += 25) {
          if (!(await step({ kind: "user", done, total: sent.length }))) {
            break;
          }
        }
        const failing = sent.find(({ action }) => action === "update");
        held.rows = held.rows.map((row) =>
          row.state === "planned" ? { ...row, state: row === failing ? "failed" : "applied" } : row,
        );
        held.revision += 1;
        const of = (action: PlannedAction) =>
          held.rows.filter((row) => row.action === action && row.state === "applied").length;
        const cycle = provisioned.ran(held.plan.tenant, "plan", {
          created: of("create"),
          linked: of("link"),
          updated: of("update"),
          restored: of("restore"),
          disabled: of("disable"),
          memberships: of("members"),
          failed: failing === undefined ? 0 : 1,
          requests: sent.length,
        });
        const refused = `${failing?.personName}: title was refused (400): longer than 40 characters. Shorten it in the directory.`;
        for (const row of held.rows.filter(({ state }) => state === "applied" || state === "failed")) {
          const person = directoryOf(desk, held.plan.tenant).people.find(({ id }) => id === row.person);
          if (person !== undefined) {
            const change = sentChange(row, person, refused);
            const about = { at: new Date().toISOString(), cycle: cycle.number };
            held.logs.set(row.number, keepRecord(desk, held.plan.tenant, change, about));
          }
        }
        provisioned.of(held.plan.tenant).users += of("create") + of("link");
        provisioned.changed(held.plan.tenant);
        return {
          end: "provisioned",
          outcome: {
            cycle,
            stale: 0,
            failures: failing === undefined ? [] : [{ sentence: refused, log: held.logs.get(failing.number) ?? null }],
          },
        };
      });
    },
  };
}
