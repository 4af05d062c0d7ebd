/** The directories of the fake desk: whom tenants take their people from, and who is assigned. */
import type {
  AssignmentRow,
  Directory,
  DirectoryOrigin,
  PersonAttribute,
  PersonRow,
  TakePeople,
} from "../../bridge/generated";
import { windowOf, type FakeDesk, type Handlers } from "./desk";
import { deskError } from "./errors";
import { people, type Person } from "./people";
import { keepPeople, readPeople } from "./reading";

export interface FakePerson extends Person {
  /** As a file had them; without, they are told from the person. */
  own?: Record<string, string>;
}

export interface FakeTeam {
  id: string;
  name: string;
  /** People directly in it. */
  members: string[];
  /** Groups directly in it. */
  nested: string[];
}

export interface FakeDirectory {
  directory: Omit<Directory, "tenants">;
  people: FakePerson[];
  groups: FakeTeam[];
}

const TEAMS = ["Sales EMEA", "Nurses", "Everyone", "Contractors", "Finance approvers", "Board"];

export function makeDirectory(id: string, name: string, count: number): FakeDirectory {
  const everyone = people(count, 77, "contoso.example");
  const groups = TEAMS.map((group, at): FakeTeam => ({
    id: `dg-${at + 1}`,
    name: group,
    members: everyone.filter((_person, index) => index % (at + 2) === 0).map((person) => person.id),
    nested: group === "Contractors" ? ["dg-2"] : [],
  }));
  return {
    directory: {
      id,
      name,
      origin: { from: "csv", file: "people.csv" },
      people: count,
      groups: groups.length,
      importedAt: new Date(Date.now() - 26 * 60_000).toISOString(),
      notes: [],
    },
    people: everyone,
    groups,
  };
}

/** The attributes that a directory has of a person; what is not known is left out. */
export function attributesOf(person: FakePerson): Record<string, string> {
  const enabled = person.active === false ? "False" : "True";
  const computed = { IsSoftDeleted: person.active === false ? "True" : "False" };
  if (person.own !== undefined) {
    return { ...person.own, objectId: person.id, ...computed };
  }
  const given = person.name.split(" ")[0] ?? "";
  const found: Record<string, string | null> = {
    objectId: person.id,
    userPrincipalName: person.userName,
    displayName: person.name,
    givenName: given,
    surname: person.name.slice(given.length + 1),
    mail: person.email,
    employeeId: person.externalId,
    jobTitle: person.title,
    department: person.department,
    accountEnabled: enabled,
    ...computed,
  };
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
  );
}

/** A person of a file. */
export function personOf(own: Record<string, string>, idAttribute: string): FakePerson {
  const id = own[idAttribute] ?? "";
  const name = own["displayName"] ?? [own["givenName"], own["surname"]].filter((part) => part !== undefined).join(" ");
  const enabled = own["accountEnabled"]?.toLowerCase();
  return {
    id,
    name: name === "" ? (own["userPrincipalName"] ?? id) : name,
    userName: own["userPrincipalName"] ?? "",
    email: own["mail"] ?? null,
    externalId: own["employeeId"] ?? null,
    active: enabled === undefined ? null : enabled === "true",
    title: own["jobTitle"] ?? null,
    department: own["department"] ?? null,
    created: "",
    lastModified: "",
    own,
  };
}

export function personRow(person: FakePerson): PersonRow {
  return {
    id: person.id,
    name: person.name,
    userName: person.userName === "" ? null : person.userName,
    mail: person.email,
    department: person.department,
    enabled: person.active,
  };
}

export function findDirectory(desk: FakeDesk, id: string): FakeDirectory {
  const found = desk.directories.find((one) => one.directory.id === id);
  if (found === undefined) {
    throw deskError("directory_not_found");
  }
  return found;
}

/** The directory that a tenant takes its people from. */
export function directoryOf(desk: FakeDesk, tenant: string): FakeDirectory {
  const { name } = desk.find(tenant).tenant;
  const chosen = desk.chosen.get(tenant);
  if (chosen === undefined) {
    throw deskError("directory_missing", { tenant: name });
  }
  return findDirectory(desk, chosen);
}

export function directoryAnswer(desk: FakeDesk, { directory }: FakeDirectory): Directory {
  const tenants = desk.tenants.filter(({ tenant }) => desk.chosen.get(tenant.id) === directory.id);
  return { ...directory, tenants: tenants.map(({ tenant }) => tenant.name) };
}

interface Put {
  /** `null`: a new one. */
  directory: string | null;
  name: string;
  origin: DirectoryOrigin;
  people: FakePerson[];
  groups: FakeTeam[];
}

/** A new directory, or other people in the place of one's. */
export function putDirectory(desk: FakeDesk, put: Put): FakeDirectory {
  const same = desk.directories.find((one) => one.directory.name.toLowerCase() === put.name.toLowerCase());
  if (same !== undefined && same.directory.id !== put.directory) {
    throw deskError("directory_name_taken", { detail: put.name });
  }
  const before = put.directory === null ? null : findDirectory(desk, put.directory);
  const made: FakeDirectory = {
    directory: {
      id: before?.directory.id ?? desk.next("directory"),
      name: before?.directory.name ?? put.name,
      origin: put.origin,
      people: put.people.length,
      groups: put.groups.length,
      importedAt: new Date().toISOString(),
      notes: [],
    },
    people: put.people,
    groups: put.groups,
  };
  if (before === null) {
    desk.directories.push(made);
  } else {
    desk.directories[desk.directories.indexOf(before)] = made;
  }
  desk.emit({ event: "directories_changed" });
  return made;
}

function takePeople(desk: FakeDesk, asked: TakePeople): Directory {
  const tenant = desk.find(asked.tenant);
  const made = putDirectory(desk, {
    directory: asked.directory,
    name: asked.name,
    origin: { from: "tenant", tenant: tenant.tenant.name },
    people: tenant.people,
    groups: tenant.groups.map(({ id, name, members }) => ({ id, name, members: members ?? [], nested: [] })),
  });
  return directoryAnswer(desk, made);
}

function matches(needle: string, texts: (string | null)[]): boolean {
  return needle === "" || texts.some((text) => text?.toLowerCase().includes(needle.toLowerCase()) ?? false);
}

function teamRow({ id, name, members, nested }: FakeTeam) {
  return { id, name, members: members.length + nested.length };
}

/** An assignment as it is listed. */
export function assignment(desk: FakeDesk, tenant: string, row: Omit<AssignmentRow, "name" | "people">): AssignmentRow {
  const chosen = desk.chosen.get(tenant);
  const directory = desk.directories.find((one) => one.directory.id === chosen);
  const { kind, id } = row.principal;
  const person = directory?.people.find((one) => one.id === id);
  const group = directory?.groups.find((one) => one.id === id);
  return kind === "person"
    ? { ...row, name: person?.name ?? null, people: null }
    : { ...row, name: group?.name ?? null, people: group?.members.length ?? null };
}

export function directoryHandlers(
  desk: FakeDesk,
): Pick<
  Handlers,
  | "directories_list"
  | "people_read"
  | "people_keep"
  | "people_take"
  | "directory_remove"
  | "people_page"
  | "directory_groups_page"
  | "person_detail"
  | "directory_choose"
  | "assignments_page"
  | "assign"
  | "unassign"
> {
  return {
    directories_list: () => desk.directories.map((one) => directoryAnswer(desk, one)),
    people_read: (asked) => readPeople(desk, asked),
    people_keep: (asked) => keepPeople(desk, asked),
    people_take: (asked) => takePeople(desk, asked),
    directory_remove: ({ directory }) => {
      const found = findDirectory(desk, directory);
      const { tenants } = directoryAnswer(desk, found);
      if (tenants.length > 0) {
        throw deskError("directory_in_use", { detail: tenants.join(", ") });
      }
      desk.directories.splice(desk.directories.indexOf(found), 1);
      desk.emit({ event: "directories_changed" });
      return null;
    },
    people_page: ({ directory, search, window }) =>
      windowOf(
        findDirectory(desk, directory)
          .people.filter((person) => matches(search, [person.name, person.userName, person.email, person.id]))
          .map(personRow)
          .toSorted((left, right) => left.name.localeCompare(right.name, "en")),
        window,
        1,
      ),
    directory_groups_page: ({ directory, search, window }) =>
      windowOf(
        findDirectory(desk, directory)
          .groups.filter((group) => matches(search, [group.name, group.id]))
          .map(teamRow)
          .toSorted((left, right) => left.name.localeCompare(right.name, "en")),
        window,
        1,
      ),
    person_detail: ({ directory, person }) => {
      const held = findDirectory(desk, directory);
      const found = held.people.find((one) => one.id === person);
      if (found === undefined) {
        throw deskError("person_not_found", { detail: person });
      }
      return {
        row: personRow(found),
        attributes: Object.entries(attributesOf(found)).map(([name, value]): PersonAttribute => ({
          name,
          values: [value],
        })),
        groups: held.groups.filter((group) => group.members.includes(person)).map(teamRow),
      };
    },
    directory_choose: ({ tenant, directory }) => {
      if (directory === null) {
        desk.chosen.delete(tenant);
      } else {
        desk.chosen.set(tenant, findDirectory(desk, directory).directory.id);
      }
      desk.emit({ event: "directories_changed" });
      desk.emit({ event: "mappings_changed", tenant });
      return null;
    },
    assignments_page: ({ tenant, search, window }) =>
      windowOf(
        (desk.assignments.get(tenant) ?? [])
          .map((row) => assignment(desk, tenant, row))
          .filter((row) => matches(search, [row.name, row.principal.id]))
          .toSorted((left, right) => (left.name ?? "").localeCompare(right.name ?? "", "en")),
        window,
        1,
      ),
    assign: ({ tenant, principals, role }) => {
      const before = desk.assignments.get(tenant) ?? [];
      const kept = before.filter((row) => !principals.some((one) => one.id === row.principal.id));
      desk.assignments.set(tenant, [
        ...kept,
        ...principals.map((principal) => assignment(desk, tenant, { principal, role })),
      ]);
      desk.emit({ event: "mappings_changed", tenant });
      return null;
    },
    unassign: ({ tenant, principals }) => {
      const before = desk.assignments.get(tenant) ?? [];
      desk.assignments.set(
        tenant,
        before.filter((row) => !principals.some((one) => one.id === row.principal.id)),
      );
      desk.emit({ event: "mappings_changed", tenant });
      return null;
    },
  };
}
