/** What is wrong with mappings, and what one of them gives, in the fake desk. */
import type {
  AttributeMapping,
  MappingProblem,
  MappingResult,
  Mappings,
  ObjectKind,
  ObjectMapping,
  ProblemPlace,
  Severity,
  TriedMapping,
  TryMapping,
} from "../../bridge/generated";
import type { FakeDesk } from "./desk";
import { attributesOf, findDirectory } from "./directory";
import { deskError } from "./errors";
import { evaluate, readExpression } from "./expressions";

const MOST_CHARACTERS = 10_000;

function problem(
  code: string,
  severity: Severity,
  words: [message: string, next: string | null],
  object: ObjectKind | null,
  place: ProblemPlace,
  range: [offset: number, length: number] | null = null,
): MappingProblem {
  return {
    code,
    severity,
    message: words[0],
    next: words[1],
    object,
    place,
    offset: range?.[0] ?? null,
    length: range?.[1] ?? null,
  };
}

function ofSource(kind: ObjectKind, object: ObjectMapping | null, mapping: AttributeMapping, index: number) {
  const found: MappingProblem[] = [];
  const place: ProblemPlace = { at: "mapping", index, field: "source" };
  const { source } = mapping;
  const known = (name: string) => object === null || object.source.some((one) => one.name === name);
  if (source.type === "direct" && !known(source.attribute)) {
    found.push(
      problem(
        "source_unknown",
        "warning",
        [`The source attribute ${source.attribute} is not in the list.`, "Choose another, or add it to the list."],
        kind,
        place,
      ),
    );
  }
  if (source.type !== "expression") {
    return found;
  }
  if (source.text.length > MOST_CHARACTERS) {
    found.push(
      problem("too_long", "error", ["The expression has more than 10,000 characters.", "Shorten it."], kind, place, [
        MOST_CHARACTERS,
        source.text.length - MOST_CHARACTERS,
      ]),
    );
    return found;
  }
  const read = readExpression(source.text);
  if (read.problem !== null) {
    const { code, message, next, offset, length } = read.problem;
    found.push(problem(code, "error", [message, next], kind, place, [offset ?? 0, length ?? 0]));
  }
  for (const { name, offset, length } of read.attributes.filter((one) => !known(one.name))) {
    found.push(
      problem(
        "attribute_unknown",
        "warning",
        [`The source attribute ${name} is not in the list.`, "Letter case counts."],
        kind,
        place,
        [offset, length],
      ),
    );
  }
  const iif = source.text.search(/\bIIF\(/iu);
  if (iif !== -1) {
    found.push(
      problem(
        "differs_from_entra",
        "note",
        ["Differs from Entra: there IIF fails when the attribute has no value.", null],
        kind,
        place,
        [iif, 3],
      ),
    );
  }
  return found;
}

function ofObject(kind: ObjectKind, object: ObjectMapping): MappingProblem[] {
  if (!object.enabled) {
    return [];
  }
  const found: MappingProblem[] = [];
  if (!object.mappings.some((mapping) => mapping.matching !== null)) {
    found.push(
      problem(
        "matching_missing",
        "error",
        ["No mapping is matching: accounts that exist could not be found.", "Give one a matching precedence."],
        kind,
        { at: "whole" },
      ),
    );
  }
  object.mappings.forEach((mapping, index) => {
    const at = (field: string): ProblemPlace => ({ at: "mapping", index, field });
    const definition = object.target.find((one) => one.name.toLowerCase() === mapping.target.toLowerCase());
    if (mapping.target.trim() === "") {
      found.push(
        problem("target_missing", "error", ["The target attribute is missing.", "Choose one."], kind, at("target")),
      );
    } else if (definition === undefined) {
      found.push(
        problem(
          "target_unknown",
          "warning",
          [
            `${mapping.target} is not in the list of target attributes.`,
            "Look at the spelling, or add it to the list.",
          ],
          kind,
          at("target"),
        ),
      );
    }
    if (object.mappings.findIndex((one) => one.target.toLowerCase() === mapping.target.toLowerCase()) !== index) {
      found.push(
        problem(
          "target_twice",
          "error",
          [`Two mappings fill ${mapping.target}.`, "Delete one of them, or choose another target."],
          kind,
          at("target"),
        ),
      );
    }
    if (mapping.matching !== null && definition?.filterable === false) {
      found.push(
        problem(
          "matching_not_filterable",
          "error",
          [`The server cannot be asked for accounts by ${mapping.target}.`, "Match by another attribute."],
          kind,
          at("matching"),
        ),
      );
    }
    found.push(...ofSource(kind, object, mapping, index));
  });
  return found;
}

export function problemsOf(mappings: Mappings): MappingProblem[] {
  return [...ofObject("user", mappings.users), ...ofObject("group", mappings.groups)];
}

/** What a mapping gives for somebody. */
export function resultOf(
  mapping: AttributeMapping,
  attributes: Record<string, string>,
  boolean: boolean,
): MappingResult {
  const { source } = mapping;
  let value: string;
  switch (source.type) {
    case "none":
      return { result: "not_flowed" };
    case "constant":
      ({ value } = source);
      break;
    case "direct":
      value = attributes[source.attribute] ?? "";
      break;
    case "expression": {
      const { node, problem: wrong } = readExpression(source.text);
      if (node === null) {
        return {
          result: "failed",
          problem: wrong ?? { code: "syntax", message: "", offset: null, length: null, next: null },
        };
      }
      value = evaluate(node, attributes);
      break;
    }
  }
  if (value === "") {
    return { result: "empty", default: mapping.defaultValue };
  }
  if (!boolean) {
    return { result: "value", value };
  }
  if (value !== "True" && value !== "False") {
    return {
      result: "failed",
      problem: {
        code: "wrong_type",
        message: `“${value}” is no boolean.`,
        offset: null,
        length: null,
        next: "Give True or False.",
      },
    };
  }
  return { result: "value", value: value === "True" };
}

export function tryMapping(desk: FakeDesk, { tenant, object, mapping, definition, person }: TryMapping): TriedMapping {
  const problems = ofSource(object, null, mapping, 0);
  const directory = desk.chosen.get(tenant);
  if (person === null || problems.some((one) => one.severity === "error")) {
    return { problems, result: null };
  }
  if (directory === undefined) {
    throw deskError("directory_missing", { tenant: desk.find(tenant).tenant.name });
  }
  const found = findDirectory(desk, directory).people.find((one) => one.id === person);
  if (found === undefined) {
    throw deskError("person_not_found", { detail: person });
  }
  return { problems, result: resultOf(mapping, attributesOf(found), definition?.type === "boolean") };
}
