/** What the fake desk tells of the expression language: some of its functions. */
import type { FunctionHelp, MappingLanguage, ParameterHelp } from "../../bridge/generated";

function parameter(name: string, summary: string, more: Partial<ParameterHelp> = {}): ParameterHelp {
  return { name, summary, required: true, repeats: false, ...more };
}

const FUNCTIONS: FunctionHelp[] = [
  {
    name: "Append",
    family: "text",
    signature: "Append(source, suffix)",
    summary: "The text with another at its end.",
    parameters: [parameter("source", "text"), parameter("suffix", "text")],
    examples: [{ expression: 'Append([mailNickname], "@example.com")', person: [], gives: ["amelie@example.com"] }],
  },
  {
    name: "Coalesce",
    family: "choice",
    signature: "Coalesce(source1, source2, …, defaultValue)",
    summary: "The first of the values that is not empty.",
    parameters: [parameter("source", "text", { repeats: true }), parameter("defaultValue", "text")],
    examples: [{ expression: "Coalesce([mail], [userPrincipalName])", person: [], gives: ["amelie@example.com"] }],
  },
  {
    name: "IIF",
    family: "choice",
    signature: "IIF(condition, valueIfTrue, valueIfFalse)",
    summary: "One of two values, by a condition.",
    parameters: [
      parameter("condition", "comparison"),
      parameter("valueIfTrue", "text"),
      parameter("valueIfFalse", "text"),
    ],
    examples: [{ expression: 'IIF([country]="USA", [country], [department])', person: [], gives: ["USA"] }],
  },
  {
    name: "Join",
    family: "text",
    signature: "Join(separator, source1, source2, …)",
    summary: "The values one after the other, the separator between them; empty ones are left out.",
    parameters: [parameter("separator", "text"), parameter("source", "text", { repeats: true })],
    examples: [{ expression: 'Join(" ", [givenName], [surname])', person: [], gives: ["Amélie Okoro"] }],
  },
  {
    name: "Left",
    family: "text",
    signature: "Left(source, count)",
    summary: "The first characters of the text.",
    parameters: [parameter("source", "text"), parameter("count", "whole number")],
    examples: [{ expression: "Left([surname], 3)", person: [], gives: ["Oko"] }],
  },
  {
    name: "NormalizeDiacritics",
    family: "text",
    signature: "NormalizeDiacritics(source)",
    summary: "The text without accents.",
    parameters: [parameter("source", "text")],
    examples: [{ expression: "NormalizeDiacritics([givenName])", person: [], gives: ["Amelie"] }],
  },
  {
    name: "Replace",
    family: "text",
    signature:
      "Replace(source, oldValue, regexPattern, regexGroupName, replacementValue, replacementAttributeName, template)",
    summary: "The text with a part replaced.",
    parameters: [
      parameter("source", "text"),
      parameter("oldValue", "text", { required: false }),
      parameter("regexPattern", "regular expression", { required: false }),
      parameter("regexGroupName", "group name", { required: false }),
      parameter("replacementValue", "text", { required: false }),
      parameter("replacementAttributeName", "attribute", { required: false }),
      parameter("template", "text", { required: false }),
    ],
    examples: [
      { expression: 'Replace([mail], "@old.com", , , "@new.com", , )', person: [], gives: ["amelie@new.com"] },
    ],
  },
  {
    name: "Switch",
    family: "choice",
    signature: "Switch(source, defaultValue, key1, value1, key2, value2, …)",
    summary: "The value whose key is the text; the default where none is.",
    parameters: [
      parameter("source", "text"),
      parameter("defaultValue", "text", { required: false }),
      parameter("key", "text", { repeats: true }),
      parameter("value", "text", { repeats: true }),
    ],
    examples: [
      { expression: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")', person: [], gives: ["True"] },
    ],
  },
  {
    name: "ToLower",
    family: "text",
    signature: "ToLower(source, culture)",
    summary: "The text in lower case.",
    parameters: [parameter("source", "text"), parameter("culture", "culture", { required: false })],
    examples: [{ expression: "ToLower([mail])", person: [], gives: ["amelie@example.com"] }],
  },
  {
    name: "ToUpper",
    family: "text",
    signature: "ToUpper(source, culture)",
    summary: "The text in upper case.",
    parameters: [parameter("source", "text"), parameter("culture", "culture", { required: false })],
    examples: [{ expression: "ToUpper([surname])", person: [], gives: ["OKORO"] }],
  },
  {
    name: "StripSpaces",
    family: "text",
    signature: "StripSpaces(source)",
    summary: "The text without its spaces.",
    parameters: [parameter("source", "text")],
    examples: [{ expression: 'StripSpaces(" a b ")', person: [], gives: ["ab"] }],
  },
];

export const LANGUAGE: MappingLanguage = {
  functions: FUNCTIONS,
  operators: [
    {
      operator: "EQUALS",
      label: "is exactly",
      summary: "True if the value is the same, letter case included. An empty value is never the same.",
      takesValue: true,
    },
    {
      operator: "NOT EQUALS",
      label: "is not exactly",
      summary: "True if there is another value. Of an empty value it is false.",
      takesValue: true,
    },
    {
      operator: "Includes",
      label: "contains",
      summary: "True if the value contains the text, letter case included. Of an empty value it is false.",
      takesValue: true,
    },
    {
      operator: "ENDS_WITH",
      label: "ends with",
      summary: "True if the value ends with the text. Of an empty value it is false.",
      takesValue: true,
    },
    {
      operator: "REGEX MATCH",
      label: "matches",
      summary: "True if the regular expression matches anywhere in the value. Of an empty value it is false.",
      takesValue: true,
    },
    {
      operator: "NOT REGEX MATCH",
      label: "does not match",
      summary: "True if the regular expression matches nowhere in the value. Of an empty value it is false, too.",
      takesValue: true,
    },
    {
      operator: "Greater_Than",
      label: "is greater than",
      summary: "True if the value is a greater whole number. Of an empty value it is false.",
      takesValue: true,
    },
    {
      operator: "Greater_Than_OR_EQUALS",
      label: "is at least",
      summary: "True if the value is the same or a greater whole number. Of an empty value it is false.",
      takesValue: true,
    },
    {
      operator: "IS TRUE",
      label: "is true",
      summary: "True if the value is True. Of an empty value it is false.",
      takesValue: false,
    },
    {
      operator: "IS FALSE",
      label: "is false",
      summary: "True if the value is False. Of an empty value it is false, too.",
      takesValue: false,
    },
    {
      operator: "IS NULL",
      label: "is empty",
      summary: "True if there is no value, or an empty one.",
      takesValue: false,
    },
    { operator: "IS NOT NULL", label: "is not empty", summary: "True if there is a value.", takesValue: false },
    {
      operator: "&",
      label: "is contained in",
      summary: "True if the text contains the value. Of an empty value it is false.",
      takesValue: true,
    },
    {
      operator: "!&",
      label: "is not contained in",
      summary: "True if the text does not contain the value. Of an empty value it is false.",
      takesValue: true,
    },
  ],
};
