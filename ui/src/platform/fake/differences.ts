/** What is different between two, as the desk words it. */
import type {
  AttributeDefinition,
  AttributeMapping,
  MappingDifference,
  Mappings,
  ObjectKind,
  ObjectMapping,
} from "../../bridge/generated";

export function sourceText({ source }: AttributeMapping): string {
  switch (source.type) {
    case "direct":
      return source.attribute;
    case "constant":
      return `"${source.value}"`;
    case "expression":
      return source.text;
    case "none":
      return "None";
  }
}

type Fields = Record<string, string | null>;

function mappingFields(mapping: AttributeMapping): Fields {
  return {
    Source: sourceText(mapping),
    Default: mapping.defaultValue,
    Matching: mapping.matching === null ? null : String(mapping.matching),
    Applied: mapping.apply,
    "When empty": mapping.whenEmpty,
  };
}

function definitionFields(definition: AttributeDefinition): Fields {
  return {
    Type: definition.type,
    Required: definition.required ? "Yes" : "No",
    Filterable: definition.filterable === null ? "Not known" : definition.filterable ? "Yes" : "No",
    "Max length": definition.maxLength === null ? null : String(definition.maxLength),
  };
}

function compare(
  about: Pick<MappingDifference, "object" | "subject">,
  from: Map<string, Fields>,
  to: Map<string, Fields>,
  whole: string,
): MappingDifference[] {
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((name): MappingDifference[] => {
    const [before, after] = [from.get(name), to.get(name)];
    if (before === undefined || after === undefined) {
      return [{ ...about, name, field: "", from: before?.[whole] ?? null, to: after?.[whole] ?? null }];
    }
    return Object.keys(before)
      .filter((field) => before[field] !== after[field])
      .map((field) => ({ ...about, name, field, from: before[field] ?? null, to: after[field] ?? null }));
  });
}

function ofObject(object: ObjectKind, from: ObjectMapping, to: ObjectMapping): MappingDifference[] {
  const mappings = (one: ObjectMapping) => new Map(one.mappings.map((row) => [row.target, mappingFields(row)]));
  const list = (rows: AttributeDefinition[]) => new Map(rows.map((row) => [row.name, definitionFields(row)]));
  const settings = (one: ObjectMapping) =>
    new Map<string, Fields>([
      ["Provisioned", { "": one.enabled ? "On" : "Off" }],
      ["Create", { "": one.actions.create ? "On" : "Off" }],
      ["Update", { "": one.actions.update ? "On" : "Off" }],
      ["Delete", { "": one.actions.delete ? "On" : "Off" }],
    ]);
  return [
    ...compare({ object, subject: "setting" }, settings(from), settings(to), ""),
    ...compare({ object, subject: "mapping" }, mappings(from), mappings(to), "Source"),
    ...compare({ object, subject: "attribute_source" }, list(from.source), list(to.source), "Type"),
    ...compare({ object, subject: "attribute_target" }, list(from.target), list(to.target), "Type"),
  ];
}

export function differences(from: Mappings, to: Mappings): MappingDifference[] {
  const whole = (one: Mappings) => new Map<string, Fields>([["Requests", { "": one.requests }]]);
  return [
    ...compare({ object: null, subject: "setting" }, whole(from), whole(to), ""),
    ...ofObject("user", from.users, to.users),
    ...ofObject("group", from.groups, to.groups),
  ];
}
