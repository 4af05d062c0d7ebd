/** Attribute lists: what a row says in words, and what a server's list would change. */
import type { AttributeDefinition } from "../../bridge/generated";
import { say } from "../../shared/words/say";
import { TYPES } from "./words";

const FLAGS = [
  ["anchor", "flag-anchor"],
  ["required", "flag-required"],
  ["unique", "flag-unique"],
  ["multiValued", "flag-multi-valued"],
  ["caseExact", "flag-case-exact"],
] as const;

export function attributeFlags(attribute: AttributeDefinition): string[] {
  return [
    ...FLAGS.flatMap(([flag, word]) => (attribute[flag] ? [say(word)] : [])),
    ...(attribute.references.length > 0 ? [say("flag-references", { names: attribute.references.join(", ") })] : []),
  ];
}

/** The answer to "Filterable". */
export function filterableAnswer(filterable: boolean | null): string {
  return filterable === null ? say("capability-unknown") : filterable ? say("capability-yes") : say("capability-no");
}

/** A new row with a name that no other has. */
export function newAttribute(taken: readonly AttributeDefinition[]): AttributeDefinition {
  let n = 1;
  const name = () => say("attribute-new-name", { n });
  while (taken.some((one) => one.name === name())) {
    n += 1;
  }
  return {
    name: name(),
    type: "string",
    multiValued: false,
    required: false,
    caseExact: false,
    unique: false,
    anchor: false,
    filterable: null,
    maxLength: null,
    references: [],
  };
}

/** What a row says, whole: to compare two. */
export function attributeText(attribute: AttributeDefinition): string {
  return [
    say(TYPES[attribute.type]),
    ...attributeFlags(attribute),
    ...(attribute.maxLength === null ? [] : [say("flag-max-length", { n: attribute.maxLength })]),
    ...(attribute.filterable === null ? [] : [say(attribute.filterable ? "flag-filterable" : "flag-not-filterable")]),
  ].join(" · ");
}

export interface Discovery {
  /** The server lists it, the list has not. */
  added: AttributeDefinition[];
  /** The server says otherwise. */
  changed: { before: AttributeDefinition; after: AttributeDefinition }[];
  /** The list has it, the server does not say so. */
  missing: AttributeDefinition[];
}

/** What the server's list would change of ours. What it does not say stays as the admin has it. */
export function discoveryOf(known: readonly AttributeDefinition[], told: readonly AttributeDefinition[]): Discovery {
  const same = (left: AttributeDefinition, right: AttributeDefinition) =>
    left.name.toLowerCase() === right.name.toLowerCase();
  return {
    added: told.filter((one) => !known.some((each) => same(each, one))),
    changed: known.flatMap((before) => {
      const found = told.find((one) => same(one, before));
      if (found === undefined) {
        return [];
      }
      const after = {
        ...found,
        name: before.name,
        filterable: found.filterable ?? before.filterable,
        maxLength: found.maxLength ?? before.maxLength,
        anchor: found.anchor || before.anchor,
      };
      return attributeText(after) === attributeText(before) ? [] : [{ before, after }];
    }),
    missing: known.filter((one) => !told.some((each) => same(each, one))),
  };
}
