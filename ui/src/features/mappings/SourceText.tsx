import { memo } from "react";
import type { MappingSource } from "../../bridge/generated";
import { say } from "../../shared/words/say";
import { tokenize } from "./editor/tokens";

/** An expression in the colours of the editor. */
export const ExpressionText = memo(function ExpressionText({ text }: { text: string }) {
  const parts: { kind: string; text: string }[] = [];
  let at = 0;
  for (const { kind, from, to } of tokenize(text)) {
    parts.push({ kind: "space", text: text.slice(at, from) }, { kind, text: text.slice(from, to) });
    at = to;
  }
  return (
    <code className="expr-text">
      {parts.map((part, index) => (
        <span key={index} className={`expr-${part.kind}`}>
          {part.text}
        </span>
      ))}
      {text.slice(at)}
    </code>
  );
});

/** The path of a target attribute. Of a schema's name only the end tells two apart. */
export function TargetPath({ path }: { path: string }) {
  const at = path.startsWith("urn:") ? path.lastIndexOf(":") : -1;
  const schema = path.slice(0, Math.max(0, at));
  return (
    <bdi className="mono">
      {at === -1 ? null : <span className="muted">…{schema.slice(schema.lastIndexOf(":"))}:</span>}
      {path.slice(at + 1)}
    </bdi>
  );
}

/** Where a value is from: an attribute in brackets, a constant in quotes, an expression in its colours. */
export function SourceText({ source }: { source: MappingSource }) {
  switch (source.type) {
    case "direct":
      return <bdi className="mono">{source.attribute}</bdi>;
    case "constant":
      return <bdi className="mono expr-string">“{source.value}”</bdi>;
    case "expression":
      return <ExpressionText text={source.text} />;
    case "none":
      return <span className="muted">{say("mapping-none")}</span>;
  }
}

/** The same, without colours. */
export function sourceTitle(source: MappingSource): string {
  switch (source.type) {
    case "direct":
      return source.attribute;
    case "constant":
      return `“${source.value}”`;
    case "expression":
      return source.text;
    case "none":
      return say("mapping-none");
  }
}
