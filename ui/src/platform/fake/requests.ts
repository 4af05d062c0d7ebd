/** The requests for one person, as the fake desk builds them from the mappings. */
import type { BuildRequests, BuiltRequest, BuiltRequests, JsonValue, RequestProfile } from "../../bridge/generated";
import { resultOf } from "./checking";
import type { FakeDesk } from "./desk";
import { attributesOf, directoryOf } from "./directory";
import { deskError } from "./errors";
import { newest } from "./mappings";

type Json = { [name: string]: JsonValue };

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** Puts a value where a path of the mappings leads. */
function put(body: Json, path: string, value: JsonValue): void {
  if (path.startsWith(`${ENTERPRISE}:`)) {
    const extension = (body[ENTERPRISE] ?? {}) as Json;
    body[ENTERPRISE] = { ...extension, [path.slice(ENTERPRISE.length + 1)]: value };
    return;
  }
  const filtered = /^(?<list>\w+)\[type eq "(?<type>\w+)"\]\.(?<part>\w+)$/u.exec(path)?.groups;
  if (filtered !== undefined) {
    body[filtered["list"] ?? ""] = [{ type: filtered["type"] ?? "", [filtered["part"] ?? ""]: value }];
    return;
  }
  const [first = "", second] = path.split(".");
  body[first] = second === undefined ? value : { ...((body[first] ?? {}) as Json), [second]: value };
}

function inProfile(value: JsonValue, profile: RequestProfile): JsonValue {
  return profile === "entra_default" && typeof value === "boolean" ? (value ? "True" : "False") : value;
}

function request(method: string, path: string, body: Json): BuiltRequest {
  return { method, path, body: JSON.stringify(body, null, 2) };
}

export function buildRequests(desk: FakeDesk, asked: BuildRequests): BuiltRequests {
  const tenant = desk.find(asked.tenant);
  const directory = directoryOf(desk, asked.tenant);
  const mappings = asked.mappings ?? newest(desk, asked.tenant);
  const profile = asked.profile ?? mappings.requests;
  const at = directory.people.findIndex((one) => one.id === asked.person);
  const person = directory.people[at];
  if (person === undefined) {
    throw deskError("person_not_found", { detail: asked.person });
  }
  const attributes = attributesOf(person);
  const notes: string[] = [];
  const values = mappings.users.mappings.flatMap((mapping) => {
    const definition = mappings.users.target.find((one) => one.name === mapping.target);
    const result = resultOf(mapping, attributes, definition?.type === "boolean");
    if (result.result === "value") {
      return [{ mapping, value: inProfile(result.value, profile) }];
    }
    notes.push(`${mapping.target} is left out: it has no value.`);
    return [];
  });
  const body: Json = { schemas: [CORE, ENTERPRISE] };
  for (const { mapping, value } of values) {
    put(body, mapping.target, value);
  }
  // Two of three have an account already.
  const account = at % 3 === 0 ? undefined : tenant.people[at % Math.max(1, tenant.people.length)];
  const op = profile === "rfc7644" ? "replace" : "Replace";
  const operations = values
    .filter(({ mapping }) => mapping.apply !== "on_create" && mapping.matching === null)
    .map(({ mapping, value }) => ({ op, path: mapping.target, value }));
  return {
    profile,
    create: person.active === false ? [] : [request("POST", "/Users", body)],
    update:
      account === undefined
        ? null
        : at % 3 === 1
          ? [request("PATCH", `/Users/${account.id}`, { schemas: [PATCH], Operations: operations })]
          : [],
    account: account?.id ?? null,
    notes: person.active === false ? [...notes, "Sign-in is blocked: an account is never created."] : notes,
  };
}
