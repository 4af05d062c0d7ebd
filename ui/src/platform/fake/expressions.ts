/** A small part of the expression language, enough that the fake desk answers what the text says. */
import type { ExpressionProblem } from "../../bridge/generated";
import { LANGUAGE } from "./language";

type Node =
  | { kind: "text"; value: string }
  | { kind: "attribute"; name: string; offset: number; length: number }
  | { kind: "left_out" }
  | { kind: "compare"; left: Node; right: Node }
  | { kind: "call"; name: string; parts: Node[]; offset: number };

export interface Read {
  node: Node | null;
  problem: ExpressionProblem | null;
  attributes: { name: string; offset: number; length: number }[];
}

class Syntax extends Error {
  readonly problem: ExpressionProblem;

  constructor(code: string, message: string, next: string | null, offset: number, length: number) {
    super(message);
    this.problem = { code, message, next, offset, length };
  }
}

const TOKEN = /\s*(?:"((?:[^"\\]|\\.)*)"|\[([^\]]*)\]|([A-Za-z]\w*)|(-?\d+)|([(),=]))/uy;

class Reader {
  #at = 0;
  readonly attributes: Read["attributes"] = [];

  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  whole(): Node {
    const node = this.#argument();
    this.#spaces();
    if (this.#at < this.text.length) {
      throw new Syntax(
        "syntax",
        "The expression ends before this.",
        "Remove it.",
        this.#at,
        this.text.length - this.#at,
      );
    }
    return node;
  }

  #spaces(): void {
    while (/\s/u.test(this.text.charAt(this.#at))) {
      this.#at += 1;
    }
  }

  #argument(): Node {
    const left = this.#single();
    this.#spaces();
    if (this.text.charAt(this.#at) !== "=") {
      return left;
    }
    this.#at += 1;
    return { kind: "compare", left, right: this.#single() };
  }

  #single(): Node {
    this.#spaces();
    const start = this.#at;
    TOKEN.lastIndex = start;
    const found = TOKEN.exec(this.text);
    if (found === null) {
      const open = this.text.charAt(start) === '"';
      throw new Syntax(
        "syntax",
        open
          ? "The quotation marks are never closed."
          : start >= this.text.length
            ? "A value is missing."
            : "This cannot be read.",
        open ? "Close them." : "Put text in quotation marks and attributes in square brackets.",
        start,
        Math.max(1, this.text.length - start),
      );
    }
    const [whole, text, attribute, name, digits, sign] = found;
    this.#at += whole.length;
    if (text !== undefined) {
      return { kind: "text", value: text.replaceAll(/\\(.)/gu, "$1") };
    }
    if (attribute !== undefined) {
      const reference = { name: attribute, offset: start, length: whole.length };
      this.attributes.push(reference);
      return { kind: "attribute", ...reference };
    }
    if (digits !== undefined) {
      return { kind: "text", value: digits };
    }
    if (name === undefined) {
      throw new Syntax("syntax", `“${sign}” cannot stand here.`, "A value is expected.", start, 1);
    }
    return this.#call(name, start);
  }

  #call(name: string, offset: number): Node {
    const known = LANGUAGE.functions.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (known === undefined) {
      throw new Syntax(
        "unknown_function",
        `There is no function called ${name}.`,
        "Choose one from the list: Ctrl+Space shows it.",
        offset,
        name.length,
      );
    }
    this.#spaces();
    if (this.text.charAt(this.#at) !== "(") {
      throw new Syntax(
        "syntax",
        `${known.name} is followed by “(”.`,
        "Write its arguments in round brackets.",
        offset,
        name.length,
      );
    }
    this.#at += 1;
    const parts: Node[] = [];
    for (;;) {
      this.#spaces();
      const next = this.text.charAt(this.#at);
      parts.push(next === "," || next === ")" ? { kind: "left_out" } : this.#argument());
      this.#spaces();
      const after = this.text.charAt(this.#at);
      if (after !== "," && after !== ")") {
        throw new Syntax(
          "unclosed",
          `The bracket of ${known.name} is never closed.`,
          "Add “)” where its arguments end.",
          offset,
          name.length,
        );
      }
      this.#at += 1;
      if (after === ")") {
        return { kind: "call", name: known.name, parts, offset };
      }
    }
  }
}

export function readExpression(text: string): Read {
  const reader = new Reader(text);
  try {
    return { node: reader.whole(), problem: null, attributes: reader.attributes };
  } catch (thrown) {
    if (!(thrown instanceof Syntax)) {
      throw thrown;
    }
    return { node: null, problem: thrown.problem, attributes: reader.attributes };
  }
}

/** What a text that was read gives; `""` is an empty value. */
export function evaluate(node: Node, attributes: Record<string, string>): string {
  const value = (one: Node | undefined): string => (one === undefined ? "" : evaluate(one, attributes));
  switch (node.kind) {
    case "text":
      return node.value;
    case "attribute":
      return attributes[node.name] ?? "";
    case "left_out":
      return "";
    case "compare":
      return value(node.left) === value(node.right) ? "True" : "False";
    case "call": {
      const [first, second, third] = node.parts;
      switch (node.name) {
        case "Append":
          return value(first) + value(second);
        case "Coalesce":
          return node.parts.map(value).find((one) => one !== "") ?? "";
        case "IIF":
          return value(first) === "True" ? value(second) : value(third);
        case "Join":
          return node.parts
            .slice(1)
            .map(value)
            .filter((one) => one !== "")
            .join(value(first));
        case "Left":
          return value(first).slice(0, Number(value(second)));
        case "NormalizeDiacritics":
          return value(first).normalize("NFD").replaceAll(/\p{M}/gu, "");
        case "Replace":
          return value(first).replaceAll(value(second), value(node.parts[4]));
        case "Switch": {
          const keys = node.parts.slice(2).map(value);
          const at = keys.findIndex((key, index) => index % 2 === 0 && key === value(first));
          return at === -1 ? value(second) : (keys[at + 1] ?? "");
        }
        case "ToLower":
          return value(first).toLowerCase();
        case "ToUpper":
          return value(first).toUpperCase();
        case "StripSpaces":
          return value(first).replaceAll(" ", "");
        default:
          return "";
      }
    }
  }
}
