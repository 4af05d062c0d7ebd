/** The directories of the fake desk: whom tenants take their people from, and who is assigned. */
import type { AssignmentRow, Directory, PersonAttribute, PersonRow } from "../../bridge/generated";
import { windowOf, type FakeDesk, type Handlers } from "./desk";
import { deskError } from "./errors";
import { people, type Person } from "./people";

export interface FakeDirectory {
  directory: Directory;
  people: Person[];
  groups: { id: string; name: string; members: string[] }[];
}

export function makeDirectory(id: string, name: string, count: number, tenants: string[]): FakeDirectory {
  const everyone = people(count, 77, "contoso.example");
  const groups = ["Sales EMEA", "Nurses", "Everyone"].map((group, at) => ({
    id: `dg-${at + 1}`,
    name: group,
    members: everyone.filter((_person, index) => index % (at + 2) === 0).map((person) => person.id),
  }));
  return {
    directory: {
      id,
      name,
      origin: { from: "csv", file: "people.csv" },
      people: count,
      groups: groups.length,
      importedAt: new Date(Date.now() - 26 * 60_000).toISOString(),
      tenants,
      notes: [],
    },
    people: everyone,
    groups,
  };
}

/** The attributes that a directory has of a person; what is not known is left out. */
export function attributesOf(person: Person): Record<string, string> {
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
    accountEnabled: person.active === false ? "False" : "True",
    IsSoftDeleted: person.active === false ? "True" : "False",
  };
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
  );
}

export function personRow(person: Person): PersonRow {
  return {
    id: person.id,
    name: person.name,
    userName: person.userName,
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

function matches(needle: string, texts: (string | null)[]): boolean {
  return needle === "" || texts.some((text) => text?.toLowerCase().includes(needle.toLowerCase()) ?? false);
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
    directories_list: () => desk.directories.map((one) => one.directory),
    people_read: () => {
      throw deskError("people_file_unreadable");
    },
    people_keep: () => {
      throw deskError("people_file_unreadable");
    },
    people_take: () => {
      throw deskError("directory_name_taken");
    },
    directory_remove: ({ directory }) => {
      desk.directories.splice(desk.directories.indexOf(findDirectory(desk, directory)), 1);
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
          .map(({ id, name, members }) => ({ id, name, members: members.length })),
        window,
        1,
      ),
    person_detail: ({ directory, person }) => {
      const held = findDirectory(desk, directory);
      const found = held.people.find((one) => one.id === person);
      if (found === undefined) {
        throw deskError("person_not_found");
      }
      return {
        row: personRow(found),
        attributes: Object.entries(attributesOf(found)).map(([name, value]): PersonAttribute => ({
          name,
          values: [value],
        })),
        groups: held.groups
          .filter((group) => group.members.includes(person))
          .map(({ id, name, members }) => ({ id, name, members: members.length })),
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
        (desk.assignments.get(tenant) ?? []).filter((row) => matches(search, [row.name, row.principal.id])),
        window,
        1,
      ),
    assign: ({ tenant, principals, role }) => {
      const before = desk.assignments.get(tenant) ?? [];
      const added = principals.map((principal): AssignmentRow => {
        const found = desk.directories
          .flatMap((one): { id: string; name: string; people: number | null }[] =>
            principal.kind === "person"
              ? one.people.map(({ id, name }) => ({ id, name, people: null }))
              : one.groups.map(({ id, name, members }) => ({ id, name, people: members.length })),
          )
          .find((one) => one.id === principal.id);
        return { principal, name: found?.name ?? null, role, people: found?.people ?? null };
      });
      const kept = before.filter((row) => !principals.some((one) => one.id === row.principal.id));
      desk.assignments.set(tenant, [...kept, ...added]);
      return null;
    },
    unassign: ({ tenant, principals }) => {
      const before = desk.assignments.get(tenant) ?? [];
      desk.assignments.set(
        tenant,
        before.filter((row) => !principals.some((one) => one.id === row.principal.id)),
      );
      return null;
    },
  };
}
