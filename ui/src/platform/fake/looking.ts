/** Refreshing, listing and reading accounts and groups of the fake desk. */
import type { Request } from "../platform";
import { windowOf, type FakeDesk, type Handlers } from "./desk";
import { detailOf, linksOf } from "./detail";
import { deskError, evidence } from "./errors";
import { startJob } from "./jobs";
import { people } from "./people";
import { accountRow, groupRow, groupSummary, matching, summary } from "./tenants";

function refresh(desk: FakeDesk, { tenant: id, kinds }: Request<"refresh">): { job: string } {
  const tenant = desk.find(id);
  if ([...desk.jobs.values()].some(({ job }) => job.tenant === id && job.kind === "refresh" && job.end === null)) {
    throw deskError("already_running", { tenant: tenant.tenant.name });
  }
  return startJob(desk, "refresh", tenant, async (step) => {
    if (tenant.token === "wrong") {
      const error = deskError(
        "token_refused",
        { app: tenant.tenant.appName },
        evidence({ method: "GET", url: `${tenant.tenant.url}/Users`, status: 401 }),
      );
      return { end: "refreshed", outcomes: [], failures: [{ kind: "user", error }] };
    }
    const started = Date.now();
    if (tenant.people.length === 0) {
      tenant.people = people(120, 9, `${tenant.tenant.app}.example`);
    }
    const total = tenant.people.length;
    const stride = Math.max(20, Math.ceil(total / 25));
    for (let done = 0; done < total; done += stride) {
      if (!(await step({ kind: "user", done, total, pages: done / stride }))) {
        return { end: "cancelled", outcome: null };
      }
    }
    if (kinds.length === 0 || kinds.includes("user")) {
      tenant.tenant = { ...tenant.tenant, users: summary(tenant, 0), state: "reachable" };
    }
    if (tenant.groups.length > 0 && (kinds.length === 0 || kinds.includes("group"))) {
      tenant.tenant = { ...tenant.tenant, groups: groupSummary(tenant, 0) };
    }
    tenant.tenant = { ...tenant.tenant, groupsOffered: tenant.groups.length > 0 };
    tenant.revision += 1;
    tenant.seenAt = new Date().toISOString();
    desk.emit({ event: "tenants_changed" });
    desk.emit({ event: "data_changed", tenant: id });
    return {
      end: "refreshed",
      outcomes: [
        {
          kind: "user",
          count: total,
          pages: Math.ceil(total / stride),
          completeness: "proven",
          evidence: tenant.tenant.users?.evidence ?? "",
          added: 0,
          changed: 0,
          vanished: 0,
          notSeen: 0,
          elapsedMs: Date.now() - started,
        },
      ],
      failures: [],
    };
  });
}

export function lookingHandlers(
  desk: FakeDesk,
): Pick<
  Handlers,
  | "refresh"
  | "accounts_page"
  | "groups_page"
  | "resource_detail"
  | "resource_look"
  | "resource_links"
  | "filter_check"
  | "server_filter"
> {
  return {
    refresh: (asked) => refresh(desk, asked),
    accounts_page: ({ tenant, query, window }) => {
      const found = desk.find(tenant);
      const page = windowOf(matching(found, query), window, found.revision);
      return { ...page, rows: page.rows.map((person) => accountRow(found, person)) };
    },
    groups_page: ({ tenant, query, window }) => {
      const found = desk.find(tenant);
      const needle = query.search.toLowerCase();
      const rows = found.groups
        .filter((group) => group.name.toLowerCase().includes(needle))
        .map((group) => groupRow(found, group));
      rows.sort((left, right) =>
        query.sort === "members"
          ? (left.members ?? -1) - (right.members ?? -1)
          : left.name.localeCompare(right.name, "en"),
      );
      if (query.descending) {
        rows.reverse();
      }
      return windowOf(rows, window, found.revision);
    },
    resource_detail: (asked) => detailOf(desk.find(asked.tenant), asked),
    resource_look: (asked) => ({ ...detailOf(desk.find(asked.tenant), asked), lastSeen: new Date().toISOString() }),
    resource_links: ({ resource, window }) => {
      const found = desk.find(resource.tenant);
      return windowOf(linksOf(found, resource) ?? [], window, found.revision);
    },
    filter_check: ({ filter }) => {
      const text = filter.trim();
      const match = /^(\w[\w.]*) (eq|co|sw|ew|ne) "([^"]*)"$/u.exec(text);
      if (match !== null || /^\w[\w.]* pr$/u.test(text)) {
        return { canonical: text, problem: null, column: null };
      }
      const first = text.indexOf(" ");
      return {
        canonical: null,
        problem: first === -1 ? "an operator is missing" : "a value in quotes is missing",
        column: text.length + 1,
      };
    },
    server_filter: ({ tenant, kind, filter }) => {
      const found = desk.find(tenant);
      const match = /^(\w+) (eq|co|sw) "([^"]*)"$/u.exec(filter.trim());
      const value = (match?.[3] ?? "").toLowerCase();
      const hits =
        kind === "user" ? found.people.filter((person) => person.userName.toLowerCase().includes(value)) : [];
      return {
        accounts: hits.map((person) => accountRow(found, person)),
        groups:
          kind === "group"
            ? found.groups
                .filter((group) => group.name.toLowerCase().includes(value))
                .map((group) => groupRow(found, group))
            : [],
        serverTotal: hits.length,
        notMatching: 0,
        completeness: "proven",
        evidence: `${hits.length} arrived, ${hits.length} stated, and nothing came after the end.`,
        elapsedMs: 132,
      };
    },
  };
}
