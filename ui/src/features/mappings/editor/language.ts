/** The expression language for CodeMirror: its colours come from the same classes as in the table. */
import { HighlightStyle, StreamLanguage, syntaxHighlighting, type StreamParser } from "@codemirror/language";
import { tags, type Tag } from "@lezer/highlight";
import { tokenAt, type TokenKind } from "./tokens";

const TAGS: Record<Exclude<TokenKind, "other">, Tag> = {
  function: tags.function(tags.name),
  attribute: tags.propertyName,
  string: tags.string,
  number: tags.number,
  word: tags.atom,
  operator: tags.compareOperator,
  punctuation: tags.punctuation,
};

interface State {
  /** What a line before this one began and did not end. */
  open: "string" | "attribute" | null;
}

const REST = { string: /^(?:[^"\\]|\\.)*"?/u, attribute: /^[^\]]*\]?/u };
const END = { string: '"', attribute: "]" };

const parser: StreamParser<State> = {
  startState: () => ({ open: null }),
  token(stream, state) {
    if (state.open !== null) {
      const kind = state.open;
      const found = stream.match(REST[kind]) as RegExpMatchArray | null;
      if (found === null || found[0] === "") {
        stream.skipToEnd();
      } else if (found[0].endsWith(END[kind])) {
        state.open = null;
      }
      return kind;
    }
    if (stream.eatSpace()) {
      return null;
    }
    const { kind, from, to } = tokenAt(stream.string, stream.pos);
    stream.pos = to;
    const text = stream.string.slice(from, to);
    if ((kind === "string" || kind === "attribute") && !(text.length > 1 && text.endsWith(END[kind]))) {
      state.open = kind;
    }
    return kind === "other" ? null : kind;
  },
  tokenTable: TAGS,
};

export const expressionLanguage = StreamLanguage.define(parser);

export const expressionColours = syntaxHighlighting(
  HighlightStyle.define(Object.entries(TAGS).map(([kind, tag]) => ({ tag, class: `expr-${kind}` }))),
);
