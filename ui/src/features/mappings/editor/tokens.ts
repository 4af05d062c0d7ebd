/** The parts of an expression's text, for colours, completion and the help on the function under the cursor. */

export type TokenKind = "function" | "attribute" | "string" | "number" | "word" | "operator" | "punctuation" | "other";

export interface Token {
  kind: TokenKind;
  from: number;
  to: number;
}

// What is not closed yet runs to the end of the text: that is how it reads while it is typed.
const RULES: readonly [TokenKind, RegExp][] = [
  ["string", /"(?:[^"\\]|\\[^])*(?:"|\\?$)/uy],
  ["attribute", /\[[^\]]*\]?/uy],
  ["function", /[A-Za-z_]\w*(?=\s*\()/uy],
  ["word", /[A-Za-z_]\w*/uy],
  ["number", /&H[0-9A-Fa-f]+|-?\d+(?:\.\d+)?/uy],
  ["operator", /<>|>=|<=|[=<>]/uy],
  ["punctuation", /[(),]/uy],
];
const SPACE = /\s+/uy;

export function tokenAt(text: string, from: number): Token {
  for (const [kind, rule] of RULES) {
    rule.lastIndex = from;
    const found = rule.exec(text);
    if (found !== null) {
      return { kind, from, to: from + found[0].length };
    }
  }
  return { kind: "other", from, to: from + 1 };
}

/** The tokens of `text`, spaces left out. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    SPACE.lastIndex = at;
    const space = SPACE.exec(text);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.to;
  }
  return tokens;
}

export interface Call {
  name: string;
  /** From 0. */
  argument: number;
  /** Where its name begins. */
  from: number;
}

/** The function whose arguments the cursor is in. */
export function callAt(text: string, cursor: number): Call | null {
  const open: (Call | null)[] = [];
  let named: Token | null = null;
  for (const token of tokenize(text)) {
    if (token.to > cursor) {
      break;
    }
    const sign = token.kind === "punctuation" ? text.charAt(token.from) : "";
    const top = open.at(-1);
    if (sign === "(") {
      open.push(named === null ? null : { name: text.slice(named.from, named.to), argument: 0, from: named.from });
    } else if (sign === ")") {
      open.pop();
    } else if (sign === "," && top !== undefined && top !== null) {
      top.argument += 1;
    }
    named = token.kind === "function" ? token : null;
  }
  return open.at(-1) ?? null;
}

/** The token that the cursor is in, or at the end of. */
export function tokenBefore(text: string, cursor: number): Token | null {
  return tokenize(text).findLast((token) => token.from < cursor && token.to >= cursor) ?? null;
}
