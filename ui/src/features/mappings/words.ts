/** What an admin chooses from, in words. */
import type {
  Apply,
  AttributeType,
  MappingResult,
  MappingSource,
  Mappings,
  ObjectKind,
  ObjectMapping,
  RequestProfile,
  Severity,
  WhenEmpty,
} from "../../bridge/generated";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";

export const SOURCES: readonly [MappingSource["type"], WordKey][] = [
  ["direct", "mapping-direct"],
  ["constant", "mapping-constant"],
  ["expression", "mapping-expression"],
  ["none", "mapping-none"],
];

export const APPLIES: Record<Apply, WordKey> = {
  always: "apply-always",
  on_create: "apply-on-create",
  when_target_empty: "apply-when-target-empty",
  add_values: "apply-add-values",
  add_value: "apply-add-value",
};

export const WHEN_EMPTY: Record<WhenEmpty, WordKey> = {
  keep: "when-empty-keep",
  clear: "when-empty-clear",
  default: "when-empty-default",
};

export const TYPES: Record<AttributeType, WordKey> = {
  string: "type-string",
  boolean: "type-boolean",
  integer: "type-integer",
  date_time: "type-date-time",
  binary: "type-binary",
  reference: "type-reference",
};

export const PROFILES: Record<RequestProfile, WordKey> = {
  rfc7644: "profile-rfc7644",
  entra_default: "profile-entra",
  entra_062020: "profile-entra-062020",
};

export const SEVERITIES: Record<Severity, { glyph: string; tone: string; word: WordKey; count: WordKey }> = {
  error: { glyph: "✕", tone: "bad", word: "problem-error", count: "problem-errors" },
  warning: { glyph: "▲", tone: "warn", word: "problem-warning", count: "problem-warnings" },
  note: { glyph: "ⓘ", tone: "calm", word: "problem-note", count: "problem-notes" },
};

export const OBJECTS: readonly [ObjectKind, WordKey][] = [
  ["user", "mappings-users"],
  ["group", "mappings-groups"],
];

export function objectOf(mappings: Mappings, kind: ObjectKind): ObjectMapping {
  return kind === "user" ? mappings.users : mappings.groups;
}

export function withObject(
  mappings: Mappings,
  kind: ObjectKind,
  edit: (before: ObjectMapping) => ObjectMapping,
): Mappings {
  return kind === "user"
    ? { ...mappings, users: edit(mappings.users) }
    : { ...mappings, groups: edit(mappings.groups) };
}

export function versionWord(version: number | null): string {
  return version === null ? say("version-defaults") : say("version-number", { n: version });
}

/** A value as it would be sent: text as it is, everything else as JSON. */
export function valueText(value: MappingValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export type MappingValue = Extract<MappingResult, { result: "value" }>["value"];
