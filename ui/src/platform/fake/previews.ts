/** Previews in the fake desk: everybody's outcome, evaluated in steps. */
import type {
  AttributeMapping,
  JsonValue,
  Mappings,
  PreviewedAttribute,
  PreviewMappings,
  PreviewOutcome,
  PreviewRow,
} from "../../bridge/generated";
import { resultOf } from "./checking";
import { windowOf, type FakeDesk, type Handlers } from "./desk";
import { attributesOf, findDirectory } from "./directory";
import { deskError } from "./errors";
import { startJob } from "./jobs";
import { newest } from "./mappings";
import type { Person } from "./people";

const ORDER: PreviewOutcome[] = [
  "failed",
  "duplicate",
  "too_long",
  "new",
  "changed",
  "not_compared",
  "not_sent",
  "empty",
  "equal",
];

function valueOf(mapping: AttributeMapping | undefined, person: Person, boolean: boolean): JsonValue | string | null {
  const result = mapping === undefined ? null : resultOf(mapping, attributesOf(person), boolean);
  return result?.result === "value" ? result.value : result?.result === "empty" ? result.default : null;
}

/** What the account has, where the fake can tell. */
function held(target: string, person: Person): JsonValue | null {
  switch (target) {
    case "userName":
      return person.userName;
    case "active":
      return person.active;
    case "title":
      return person.title;
    case "displayName":
      return person.name;
    default:
      return null;
  }
}

function preview(desk: FakeDesk, asked: PreviewMappings): { job: string } {
  const tenant = desk.find(asked.tenant);
  const chosen = desk.chosen.get(asked.tenant);
  if (chosen === undefined) {
    throw deskError("directory_missing", { tenant: tenant.tenant.name });
  }
  const saved = newest(desk, asked.tenant);
  const draft: Mappings = asked.mappings ?? saved;
  const everybody = asked.object === "user" ? findDirectory(desk, chosen).people : [];
  return startJob(desk, "preview_mappings", tenant, async (step) => {
    const object = asked.object === "user" ? draft.users : draft.groups;
    const before = asked.object === "user" ? saved.users : saved.groups;
    const mappings = object.mappings.filter((one) => asked.target === null || one.target === asked.target);
    if (mappings.length === 0) {
      throw deskError("mapping_target_unknown", { detail: asked.target ?? "" });
    }
    const seen = new Map<string, Map<string, number>>();
    const rows: PreviewRow[] = [];
    const stride = Math.max(50, Math.ceil(everybody.length / 12));
    for (const [at, person] of everybody.entries()) {
      if (at % stride === 0 && !(await step({ done: at, total: everybody.length }))) {
        return { end: "cancelled", outcome: null };
      }
      const attributes = mappings.map((mapping): PreviewedAttribute => {
        const definition = object.target.find((one) => one.name === mapping.target);
        const boolean = definition?.type === "boolean";
        const result = resultOf(mapping, attributesOf(person), boolean);
        const to = valueOf(mapping, person, boolean);
        const from =
          asked.compare === "saved"
            ? valueOf(
                before.mappings.find((one) => one.target === mapping.target),
                person,
                boolean,
              )
            : held(mapping.target, person);
        const about = { target: mapping.target, from, to };
        if (result.result === "failed") {
          return { ...about, outcome: "failed", reason: result.problem.message };
        }
        if (definition?.unique === true && typeof to === "string") {
          const values = seen.get(mapping.target) ?? new Map<string, number>();
          seen.set(mapping.target, values);
          const times = values.get(to.toLowerCase()) ?? 0;
          values.set(to.toLowerCase(), times + 1);
          if (times > 0) {
            return { ...about, outcome: "duplicate", reason: "Somebody else has this value." };
          }
        }
        const most = definition?.maxLength ?? null;
        if (most !== null && typeof to === "string" && to.length > most) {
          return { ...about, outcome: "too_long", reason: `${to.length} characters; the app takes ${most}.` };
        }
        const outcome = from !== to ? "changed" : to === null ? "empty" : "equal";
        return { ...about, outcome, reason: null };
      });
      const outcome = ORDER.find((one) => attributes.some((each) => each.outcome === one)) ?? "equal";
      rows.push({
        person: person.id,
        name: person.name,
        account: asked.compare === "accounts" ? person.id : null,
        outcome,
        attributes:
          asked.target === null && outcome !== "equal"
            ? attributes.filter((one) => one.outcome === outcome)
            : attributes.slice(0, 1),
      });
    }
    const id = desk.next("preview");
    desk.previews.set(id, rows);
    return {
      end: "mappings_previewed",
      summary: {
        preview: id,
        object: asked.object,
        target: asked.target,
        compare: asked.compare,
        people: rows.length,
        outOfScope: 0,
        counts: ORDER.map((outcome) => ({ outcome, count: rows.filter((row) => row.outcome === outcome).length })),
        accounts:
          asked.compare === "accounts" && tenant.tenant.users !== null
            ? {
                count: tenant.people.length,
                completeness: tenant.tenant.users.completeness,
                evidence: tenant.tenant.users.evidence,
              }
            : null,
      },
    };
  });
}

export function previewHandlers(desk: FakeDesk): Pick<Handlers, "mappings_preview" | "preview_page"> {
  return {
    mappings_preview: (asked) => preview(desk, asked),
    preview_page: ({ preview: id, outcome, window }) => {
      const rows = desk.previews.get(id);
      if (rows === undefined) {
        throw deskError("preview_stale");
      }
      return windowOf(
        rows.filter((row) => outcome === null || row.outcome === outcome),
        window,
        1,
      );
    },
  };
}
