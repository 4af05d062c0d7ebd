/** Who is in scope in the fake desk, and the requests for one person. */
import type { AssignmentRow, ExplainScope, Mappings, ObjectKind, PreviewScope, ScopeRow } from "../../bridge/generated";
import { windowOf, type FakeDesk, type Handlers } from "./desk";
import { attributesOf, directoryOf, type FakeDirectory } from "./directory";
import { deskError } from "./errors";
import { askClause, passes, printFilters, readFilters } from "./filters";
import { startJob } from "./jobs";
import { newest } from "./mappings";
import { buildRequests } from "./requests";

export interface FakeSides {
  inside: ScopeRow[];
  outside: ScopeRow[];
  entering: ScopeRow[];
  leaving: ScopeRow[];
}

interface Subject {
  id: string;
  name: string;
  attributes: Record<string, string>;
}

function subjects(directory: FakeDirectory, object: ObjectKind): Subject[] {
  return object === "user"
    ? directory.people.map((one) => ({ id: one.id, name: one.name, attributes: attributesOf(one) }))
    : directory.groups.map(({ id, name }) => ({ id, name, attributes: { objectId: id, displayName: name } }));
}

/** The people in a group, with those of the groups in it where these count. */
function membersOf(directory: FakeDirectory, group: string, nested: boolean, seen = new Set<string>()): Set<string> {
  const found = directory.groups.find((one) => one.id === group);
  if (found === undefined || seen.has(group)) {
    return new Set();
  }
  seen.add(group);
  const inner = nested ? found.nested.flatMap((one) => [...membersOf(directory, one, nested, seen)]) : [];
  return new Set([...found.members, ...inner]);
}

/** By whom or what each is assigned. */
function assigned(
  directory: FakeDirectory,
  rows: readonly AssignmentRow[],
  { assignment }: Mappings,
): (id: string) => string | null {
  const counted = rows.filter((row) => row.role !== null || !assignment.excludeDefaultAccess);
  const groups = counted
    .filter((row) => row.principal.kind === "group")
    .map((row) => ({
      id: row.principal.id,
      name: directory.groups.find((one) => one.id === row.principal.id)?.name ?? row.principal.id,
      members: membersOf(directory, row.principal.id, assignment.nestedGroups),
    }));
  return (id) => {
    if (counted.some((row) => row.principal.id === id)) {
      return "Assigned directly.";
    }
    const through = groups.find((group) => group.members.has(id));
    return through === undefined ? null : `Assigned through ${through.name}.`;
  };
}

interface Verdict {
  inside: boolean;
  reason: string;
}

function judge(directory: FakeDirectory, rows: readonly AssignmentRow[], mappings: Mappings, object: ObjectKind) {
  const by = assigned(directory, rows, mappings);
  const { scope } = object === "user" ? mappings.users : mappings.groups;
  return ({ id, attributes }: Subject): Verdict => {
    const how = mappings.assignment.who === "all" ? "Everybody counts as assigned." : by(id);
    if (how === null) {
      return { inside: false, reason: "Not assigned." };
    }
    if (scope.length === 0) {
      return { inside: true, reason: how };
    }
    const passed = scope.find((group) => passes(group, attributes));
    if (passed !== undefined) {
      return { inside: true, reason: `${how} Passes ${passed.title}.` };
    }
    const wrong = scope
      .flatMap((group) => group.clauses)
      .map((clause) => askClause(clause, attributes))
      .find((answer) => !answer.passed);
    return { inside: false, reason: `Passes no filter: ${wrong?.sentence ?? ""}` };
  };
}

function preview(desk: FakeDesk, { tenant: id, object, mappings }: PreviewScope): { job: string } {
  const tenant = desk.find(id);
  const directory = directoryOf(desk, id);
  return startJob(desk, "preview_scope", tenant, async (step) => {
    const rows = desk.assignments.get(id) ?? [];
    const now = judge(directory, rows, mappings, object);
    const before = judge(directory, rows, newest(desk, id), object);
    const sides: FakeSides = { inside: [], outside: [], entering: [], leaving: [] };
    const all = subjects(directory, object);
    const stride = Math.max(100, Math.ceil(all.length / 8));
    for (const [at, subject] of all.entries()) {
      if (at % stride === 0 && !(await step({ done: at, total: all.length }))) {
        return { end: "cancelled", outcome: null };
      }
      const verdict = now(subject);
      const row = { person: subject.id, name: subject.name, reason: verdict.reason };
      sides[verdict.inside ? "inside" : "outside"].push(row);
      if (before(subject).inside !== verdict.inside) {
        sides[verdict.inside ? "entering" : "leaving"].push(row);
      }
    }
    const made = desk.next("scope");
    desk.sides.set(made, sides);
    return {
      end: "scope_previewed",
      summary: {
        preview: made,
        object,
        inside: sides.inside.length,
        outside: sides.outside.length,
        entering: sides.entering.length,
        leaving: sides.leaving.length,
        warnings: 0,
      },
    };
  });
}

function explain(desk: FakeDesk, { tenant, object, person, mappings: draft }: ExplainScope) {
  const directory = directoryOf(desk, tenant);
  const mappings = draft ?? newest(desk, tenant);
  const subject = subjects(directory, object).find((one) => one.id === person || one.name === person);
  if (subject === undefined) {
    throw deskError("person_not_found", { detail: person });
  }
  const rows = desk.assignments.get(tenant) ?? [];
  const { inside, reason } = judge(directory, rows, mappings, object)(subject);
  const how = assigned(directory, rows, mappings)(subject.id);
  const all = mappings.assignment.who === "all";
  const { scope } = object === "user" ? mappings.users : mappings.groups;
  return {
    person: subject.id,
    name: subject.name,
    inScope: inside,
    sentence: inside ? `In scope. ${reason}` : `Out of scope. ${reason}`,
    steps: [
      {
        title: "Assigned",
        passed: all || how !== null,
        sentence: all ? "Everybody counts as assigned." : (how ?? "Neither directly nor through a group."),
        clauses: [],
      },
      ...scope.map((group) => ({
        title: group.title,
        passed: !all && how === null ? null : passes(group, subject.attributes),
        sentence: !all && how === null ? "Not asked: nobody who is not assigned is in scope." : "A scoping filter.",
        clauses: group.clauses.map((clause) => askClause(clause, subject.attributes)),
      })),
    ],
  };
}

export function scopeHandlers(
  desk: FakeDesk,
): Pick<Handlers, "scope_preview" | "scope_page" | "scope_explain" | "scope_print" | "scope_read" | "requests_build"> {
  return {
    scope_preview: (asked) => preview(desk, asked),
    scope_page: ({ preview: id, side, window }) => {
      const sides = desk.sides.get(id);
      if (sides === undefined) {
        throw deskError("preview_stale");
      }
      return windowOf(sides[side], window, 1);
    },
    scope_explain: (asked) => explain(desk, asked),
    scope_print: ({ filters }) => ({ text: printFilters(filters) }),
    scope_read: ({ text }) => readFilters(text),
    requests_build: (asked) => buildRequests(desk, asked),
  };
}
