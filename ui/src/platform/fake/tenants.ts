/** The tenants of the fake desk and what they hold. */
import type {
  AccountRow,
  Completeness,
  ConnectionReport,
  Environment,
  GroupRow,
  ListingSummary,
  ListQuery,
  SafetyLevel,
  Tenant,
  TenantState,
} from "../../bridge/generated";
import { APPS } from "./apps";
import { people, type Person } from "./people";

export interface FakeGroup {
  id: string;
  name: string;
  /** `null`: the server returned no members. */
  members: string[] | null;
}

/** How the app behaves when an account is switched off. */
export type Conduct = "deactivates" | "deletes" | "ignores";

export interface FakeTenant {
  tenant: Tenant;
  people: Person[];
  groups: FakeGroup[];
  conduct: Conduct;
  report: ConnectionReport | null;
  revision: number;
  seenAt: string;
  /** The token the server accepts. */
  token: string;
}

export interface TenantPlan {
  id: string;
  name: string;
  app: string;
  count: number;
  state: TenantState;
  environment: Environment;
  completeness?: Completeness;
  evidence?: string;
  safety?: SafetyLevel;
  conduct?: Conduct;
  groups?: boolean;
  minutesAgo?: number;
  sentence?: string;
}

export const PLANS: TenantPlan[] = [
  {
    id: "t-documo",
    name: "Documo",
    app: "documo",
    count: 412,
    state: "reachable",
    environment: "production",
    minutesAgo: 4,
    sentence: "It works. Documo answered in 180 ms and knows 412 users. Groups are not offered.",
  },
  {
    id: "t-ideo",
    name: "IDEO",
    app: "ideo",
    count: 403,
    state: "needs_attention",
    environment: "production",
    completeness: "unproven",
    evidence: "The server stopped after 403 without saying why.",
    groups: true,
    minutesAgo: 60 * 27,
    sentence: "The token was refused (401).",
  },
  {
    id: "t-wedo",
    name: "WEDO",
    app: "wedo",
    count: 96,
    state: "reachable",
    environment: "test",
    conduct: "ignores",
    groups: true,
    minutesAgo: 12,
    sentence: "It works. WEDO answered in 95 ms and knows 96 users and 12 groups.",
  },
  {
    id: "t-workgrid",
    name: "Workgrid",
    app: "workgrid",
    count: 2_380,
    state: "reachable",
    environment: "production",
    completeness: "known_partial",
    evidence: "2,380 of 2,412 arrived.",
    conduct: "deletes",
    groups: true,
    minutesAgo: 190,
    sentence: "It works. Workgrid answered in 240 ms and knows 2,412 users and 40 groups.",
  },
  { id: "t-workteam", name: "Workteam", app: "workteam", count: 0, state: "never_tested", environment: "test" },
];

export function proven(count: number): string {
  return `${count.toLocaleString("en")} arrived, ${count.toLocaleString("en")} stated, and nothing came after the end.`;
}

export function summary(tenant: FakeTenant, minutesAgo: number, plan?: TenantPlan): ListingSummary {
  const active = tenant.people.filter((person) => person.active === true).length;
  const inactive = tenant.people.filter((person) => person.active === false).length;
  return {
    count: tenant.people.length,
    active,
    inactive,
    notSeen: 0,
    fetchedAt: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
    completeness: plan?.completeness ?? "proven",
    evidence: plan?.evidence ?? proven(tenant.people.length),
  };
}

export function groupSummary(tenant: FakeTenant, minutesAgo: number): ListingSummary {
  return {
    count: tenant.groups.length,
    active: null,
    inactive: null,
    notSeen: 0,
    fetchedAt: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
    completeness: "proven",
    evidence: proven(tenant.groups.length),
  };
}

export function makeTenant(plan: TenantPlan, seed: number): FakeTenant {
  const app = APPS.find((one) => one.id === plan.app);
  const all = people(plan.count, seed, `${plan.app}.example`);
  const groups: FakeGroup[] =
    plan.groups === true
      ? Array.from({ length: 12 }, (_, index) => ({
          id: `g-${index + 1}`,
          name:
            [
              "Everyone",
              "Finance approvers",
              "Nurses",
              "Contractors",
              "Board",
              "デザイン",
              "Support",
              "Sales EMEA",
              "Interns",
              "On call",
              "Alumni",
              "Labs",
            ][index] ?? "Group",
          members: index === 4 ? null : all.filter((_person, at) => at % (index + 2) === 0).map((person) => person.id),
        }))
      : [];
  const minutesAgo = plan.minutesAgo ?? 0;
  const at = new Date(Date.now() - minutesAgo * 60_000).toISOString();
  const made: FakeTenant = {
    tenant: {
      id: plan.id,
      name: plan.name,
      app: plan.app,
      appName: app?.name ?? plan.app,
      url: app?.urlExample ?? `https://scim.${plan.app}.example/scim/v2`,
      safety: plan.safety ?? "read_only",
      environment: plan.environment,
      rate: 25,
      extraCa: null,
      state: plan.state,
      lastTest:
        plan.sentence === undefined
          ? null
          : { at, verdict: plan.state === "reachable" ? "works" : "fails", sentence: plan.sentence },
      users: null,
      groups: null,
      groupsOffered: app?.hasGroups ?? null,
      createdAt: at,
    },
    people: all,
    groups,
    conduct: plan.conduct ?? "deactivates",
    report: null,
    revision: 1,
    seenAt: at,
    token: "right",
  };
  if (plan.count > 0) {
    made.tenant.users = summary(made, minutesAgo, plan);
    made.tenant.groups = plan.groups === true ? groupSummary(made, minutesAgo) : null;
    made.tenant.groupsOffered = plan.groups === true;
  }
  return made;
}

export function accountRow(tenant: FakeTenant, person: Person): AccountRow {
  return {
    id: person.id,
    name: person.name,
    userName: person.userName,
    email: person.email,
    externalId: person.externalId,
    active: person.active,
    title: person.title,
    department: person.department,
    groups:
      tenant.groups.length === 0 ? null : tenant.groups.filter((group) => group.members?.includes(person.id)).length,
    created: person.created,
    lastModified: person.lastModified,
    lastSeen: tenant.seenAt,
    notSeen: false,
  };
}

export function groupRow(tenant: FakeTenant, group: FakeGroup): GroupRow {
  return {
    id: group.id,
    name: group.name,
    externalId: null,
    members: group.members?.length ?? null,
    lastModified: null,
    lastSeen: tenant.seenAt,
    notSeen: false,
  };
}

/** The people that `query` names, in its order. */
export function matching(tenant: FakeTenant, query: ListQuery): Person[] {
  const needle = query.search.toLowerCase();
  const found = tenant.people.filter(
    (person) =>
      (query.active === null || person.active === query.active) &&
      (needle === "" ||
        [person.name, person.userName, person.email, person.externalId].some(
          (text) => text?.toLowerCase().includes(needle) ?? false,
        )),
  );
  const of = (person: Person): string => {
    switch (query.sort) {
      case "user_name":
        return person.userName;
      case "email":
        return person.email ?? "";
      case "external_id":
        return person.externalId ?? "";
      case "active":
        return String(person.active);
      case "title":
        return person.title ?? "";
      case "department":
        return person.department ?? "";
      case "created":
        return person.created;
      case "last_modified":
        return person.lastModified;
      case "name":
      case "members":
        return person.name;
    }
  };
  const order = new Intl.Collator("en");
  const keyed = found.map((person) => [of(person), person] as const);
  keyed.sort(([left, first], [right, second]) => order.compare(left, right) || (first.id < second.id ? -1 : 1));
  if (query.descending) {
    keyed.reverse();
  }
  return keyed.map(([, person]) => person);
}
