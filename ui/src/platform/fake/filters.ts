/** Scoping filters in the fake desk: asked of attributes, written as text, and read again. */
import type { Clause, ClauseAnswer, FilterGroup, FilterOperator, ScopeRead } from "../../bridge/generated";

/** The longest first: one begins with another. */
const OPERATORS: FilterOperator[] = [
  "Greater_Than_OR_EQUALS",
  "NOT REGEX MATCH",
  "Greater_Than",
  "IS NOT NULL",
  "REGEX MATCH",
  "NOT EQUALS",
  "ENDS_WITH",
  "Includes",
  "IS FALSE",
  "IS NULL",
  "IS TRUE",
  "EQUALS",
  "!&",
  "&",
];
const WITHOUT_VALUE: ReadonlySet<FilterOperator> = new Set(["IS TRUE", "IS FALSE", "IS NULL", "IS NOT NULL"]);

function holds({ operator, value: operand }: Clause, value: string): boolean {
  const wanted = operand ?? "";
  if (value === "") {
    return operator === "IS NULL";
  }
  switch (operator) {
    case "EQUALS":
      return value === wanted;
    case "NOT EQUALS":
      return value !== wanted;
    case "Includes":
      return value.includes(wanted);
    case "ENDS_WITH":
      return value.endsWith(wanted);
    case "REGEX MATCH":
      return new RegExp(wanted, "u").test(value);
    case "NOT REGEX MATCH":
      return !new RegExp(wanted, "u").test(value);
    case "Greater_Than":
      return Number(value) > Number(wanted);
    case "Greater_Than_OR_EQUALS":
      return Number(value) >= Number(wanted);
    case "IS TRUE":
      return value === "True";
    case "IS FALSE":
      return value === "False";
    case "IS NULL":
      return false;
    case "IS NOT NULL":
      return true;
    case "&":
      return wanted.includes(value);
    case "!&":
      return !wanted.includes(value);
  }
}

export function askClause(clause: Clause, attributes: Record<string, string>): ClauseAnswer {
  const value = attributes[clause.attribute] ?? "";
  return {
    clause: printClause(clause),
    passed: holds(clause, value),
    sentence: value === "" ? `${clause.attribute} is empty.` : `${clause.attribute} is “${value}”.`,
  };
}

export function passes(group: FilterGroup, attributes: Record<string, string>): boolean {
  return group.clauses.every((clause) => askClause(clause, attributes).passed);
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/gu, (found) => `\\${found}`)}"`;
}

function printClause({ attribute, operator, value }: Clause): string {
  return `${attribute} ${operator}${WITHOUT_VALUE.has(operator) ? "" : ` ${quoted(value ?? "")}`}`;
}

/** One filter a line: `"Title": attribute OPERATOR "value" AND …` */
export function printFilters(filters: readonly FilterGroup[]): string {
  return filters
    .map(
      ({ title, clauses }) => `${title === "" ? "" : `${quoted(title)}: `}${clauses.map(printClause).join(" AND ")}\n`,
    )
    .join("");
}

class Reader {
  at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  match(pattern: RegExp): string | null {
    const found = new RegExp(pattern.source, "iuy");
    found.lastIndex = this.at;
    const match = found.exec(this.#text);
    if (match === null) {
      return null;
    }
    this.at = found.lastIndex;
    return match[0];
  }
}

class Unreadable extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

function quotedText(reader: Reader): string | null {
  const found = reader.match(/"(?:[^"\\]|\\.)*"/u);
  return found === null ? null : found.slice(1, -1).replaceAll(/\\(["\\])/gu, "$1");
}

function readClause(reader: Reader): Clause {
  reader.match(/\s*/u);
  const attribute = reader.match(/[a-z_][\w\-.:$]*/u);
  if (attribute === null) {
    throw new Unreadable("An attribute is missing.", reader.at);
  }
  reader.match(/\s+/u);
  const start = reader.at;
  const operator = OPERATORS.find((one) => reader.match(new RegExp(one.replaceAll(" ", "\\s+"), "u")) !== null);
  if (operator === undefined) {
    throw new Unreadable(`An operator is missing after ${attribute}.`, start);
  }
  if (WITHOUT_VALUE.has(operator)) {
    return { attribute, operator, value: null };
  }
  reader.match(/[ \t]*/u);
  const value = quotedText(reader) ?? reader.match(/\d+/u);
  if (value === null) {
    throw new Unreadable(`A value in quotes is missing after ${operator}.`, reader.at);
  }
  return { attribute, operator, value };
}

export function readFilters(source: string): ScopeRead {
  const reader = new Reader(source);
  const filters: FilterGroup[] = [];
  try {
    for (reader.match(/\s*/u); reader.at < source.length; reader.match(/\s*/u)) {
      const title = quotedText(reader);
      if (title !== null && reader.match(/\s*:/u) === null) {
        throw new Unreadable("A colon is missing after the title.", reader.at);
      }
      const clauses = [readClause(reader)];
      while (reader.match(/\s*AND\b/u) !== null) {
        clauses.push(readClause(reader));
      }
      filters.push({ title: title ?? "", clauses });
      if (reader.match(/[ \t]*(?:\r?\n|$)/u) === null) {
        throw new Unreadable("AND, or another line, is missing.", reader.at);
      }
    }
    return { filters, problem: null };
  } catch (error) {
    if (!(error instanceof Unreadable)) {
      throw error;
    }
    const { message, at } = error;
    return { filters: null, problem: { code: "syntax", message, offset: at, length: 1, next: null } };
  }
}
