/** The mappings of the fake desk's tenants: versions, files, differences. */
import type {
  MappingVersion,
  Mappings,
  MappingsRef,
  ObjectKind,
  SaveMappings,
  TenantMappings,
} from "../../bridge/generated";
import { defaultMappings, discovered } from "./attributes";
import type { FakeDesk, Handlers } from "./desk";
import { deskError } from "./errors";
import { problemsOf, tryMapping } from "./checking";
import { differences } from "./differences";
import { LANGUAGE } from "./language";
import { previewHandlers } from "./previews";

export interface FakeMappings {
  /** Oldest first. */
  versions: { version: MappingVersion; mappings: Mappings }[];
  imports: Map<string, string>;
}

export function heldMappings(desk: FakeDesk, tenant: string): FakeMappings {
  desk.find(tenant);
  let held = desk.mappings.get(tenant);
  if (held === undefined) {
    held = { versions: [], imports: new Map() };
    desk.mappings.set(tenant, held);
  }
  return held;
}

/** The newest mappings of a tenant. */
export function newest(desk: FakeDesk, tenant: string): Mappings {
  return heldMappings(desk, tenant).versions.at(-1)?.mappings ?? defaultMappings();
}

function named(desk: FakeDesk, tenant: string, which: MappingsRef): Mappings {
  switch (which.which) {
    case "defaults":
      return defaultMappings();
    case "newest":
      return newest(desk, tenant);
    case "version":
      return version(desk, tenant, which.number);
    case "draft":
      return which.mappings;
  }
}

function version(desk: FakeDesk, tenant: string, number: number | null): Mappings {
  if (number === null) {
    return defaultMappings();
  }
  const found = heldMappings(desk, tenant).versions.find((one) => one.version.number === number);
  if (found === undefined) {
    throw deskError("mapping_version_not_found", { tenant: desk.find(tenant).tenant.name });
  }
  return found.mappings;
}

function answer(desk: FakeDesk, tenant: string): TenantMappings {
  const mappings = newest(desk, tenant);
  return {
    tenant,
    version: heldMappings(desk, tenant).versions.at(-1)?.version ?? null,
    mappings,
    problems: problemsOf(mappings),
    notes:
      desk.find(tenant).tenant.app === "workteam"
        ? ["The attributes of Workteam are from its tutorial and were not tried against the app."]
        : [],
    directory: desk.chosen.get(tenant) ?? null,
  };
}

function save(desk: FakeDesk, { tenant, mappings, base, note }: Omit<SaveMappings, "import">): TenantMappings {
  const held = heldMappings(desk, tenant);
  const last = held.versions.at(-1)?.version.number ?? null;
  if (last !== base) {
    throw deskError("mappings_changed", { tenant: desk.find(tenant).tenant.name });
  }
  const wrong = problemsOf(mappings).find((problem) => problem.severity === "error");
  if (wrong !== undefined) {
    throw deskError("mappings_invalid", { detail: wrong.message });
  }
  held.versions.push({
    version: { number: (last ?? 0) + 1, at: new Date().toISOString(), author: "ada", note },
    mappings,
  });
  desk.emit({ event: "mappings_changed", tenant });
  return answer(desk, tenant);
}

/** The fake's file is the mappings themselves, in JSON; whatever else it is given cannot be read. */
function read(text: string): Mappings {
  try {
    const found = JSON.parse(text) as Partial<Mappings> | null;
    if (found?.users !== undefined && found.groups !== undefined) {
      return { ...defaultMappings(), ...found };
    }
  } catch (cause) {
    throw deskError("mapping_file_unreadable", { detail: (cause as Error).message });
  }
  throw deskError("mapping_file_unreadable", { detail: "it holds no mappings" });
}

export function mappingHandlers(
  desk: FakeDesk,
): Pick<
  Handlers,
  | "mappings_get"
  | "mappings_check"
  | "mappings_save"
  | "mappings_versions"
  | "mappings_version"
  | "mappings_compare"
  | "mappings_restore"
  | "mappings_export"
  | "mappings_import"
  | "mapping_language"
  | "mapping_try"
  | "attributes_discover"
  | "filterable_ask"
  | "mappings_preview"
  | "preview_page"
> {
  return {
    ...previewHandlers(desk),
    mappings_get: ({ tenant }) => answer(desk, tenant),
    mappings_check: ({ mappings }) => problemsOf(mappings),
    mappings_save: (asked) => save(desk, asked),
    mappings_versions: ({ tenant }) =>
      heldMappings(desk, tenant)
        .versions.map((one) => one.version)
        .toReversed(),
    mappings_version: ({ tenant, version: number }) => version(desk, tenant, number),
    mappings_compare: ({ tenant, from, to }) => differences(named(desk, tenant, from), named(desk, tenant, to)),
    mappings_restore: ({ tenant, version: number, base, note }) =>
      save(desk, {
        tenant,
        base,
        mappings: version(desk, tenant, number),
        note: note !== "" ? note : number === null ? "Back to the app's defaults" : `Back to version ${number}`,
      }),
    mappings_export: ({ tenant, version: number, format }) => {
      const mappings = number === null ? newest(desk, tenant) : version(desk, tenant, number);
      const { name } = desk.find(tenant).tenant;
      return {
        fileName: `${name.toLowerCase()}-mappings.${format === "entra" ? "json" : "toml"}`,
        text: JSON.stringify(mappings, null, 2),
        notes:
          format === "entra" ? ["Clearing a value when the source is empty is unknown to Entra: it keeps it."] : [],
      };
    },
    mappings_import: ({ tenant, text }) => {
      const mappings = read(text);
      const id = desk.next("import");
      heldMappings(desk, tenant).imports.set(id, text);
      return {
        import: id,
        format: text.trimStart().startsWith("{") ? "entra" : "scimdesk",
        mappings,
        problems: problemsOf(mappings),
        differences: differences(newest(desk, tenant), mappings),
      };
    },
    mapping_language: () => LANGUAGE,
    mapping_try: (asked) => tryMapping(desk, asked),
    attributes_discover: ({ tenant }) => {
      const found = discovered();
      const { appName } = desk.find(tenant).tenant;
      return {
        ...found,
        sentence: `${appName} lists ${found.users.length} attributes of users and ${found.groups.length} of groups.`,
        error: null,
      };
    },
    filterable_ask: ({ tenant, object, path }) => {
      const { appName } = desk.find(tenant).tenant;
      const filterable = definition(object, path)?.filterable ?? null;
      return {
        filterable,
        sentence:
          filterable === null
            ? `${appName} answered 501: it could not be told.`
            : filterable
              ? `${appName} can be asked for objects by ${path}.`
              : `${appName} refuses to filter by ${path} (400 invalidFilter).`,
        error: null,
      };
    },
  };
}

function definition(object: ObjectKind, path: string) {
  const { users, groups } = defaultMappings();
  return (object === "user" ? users : groups).target.find((one) => one.name === path);
}
