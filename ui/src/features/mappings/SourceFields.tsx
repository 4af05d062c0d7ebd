/** Where a mapping's value is from: the type, and then the attribute, the constant or the expression. */
import { Combobox, Field, Input, Option, Radio, RadioGroup } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useId, useMemo, useRef } from "react";
import type {
  AttributeDefinition,
  DeskError,
  FunctionHelp,
  MappingLanguage,
  MappingProblem,
  MappingSource,
} from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { count } from "../../shared/words/format";
import { say } from "../../shared/words/say";
import { SOURCES } from "./words";

const ExpressionEditor = lazy(() => import("./editor/ExpressionEditor"));

const MOST_CHARACTERS = 10_000;
const NO_FUNCTIONS: readonly FunctionHelp[] = [];

interface Props {
  source: MappingSource;
  attributes: readonly AttributeDefinition[];
  problems: readonly MappingProblem[];
  jump: number;
  onChange: (source: MappingSource) => void;
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/gu, "\\$&")}"`;
}

/** The nearest of another type: nothing that was typed is lost where it can be carried over. */
function asType(source: MappingSource, type: MappingSource["type"]): MappingSource {
  switch (type) {
    case "direct":
      return {
        type,
        attribute: source.type === "expression" ? (/\[([^\]]+)\]/u.exec(source.text)?.[1] ?? "") : "",
      };
    case "constant":
      return { type, value: "" };
    case "expression":
      return {
        type,
        text:
          source.type === "direct" && source.attribute !== ""
            ? `Coalesce([${source.attribute}])`
            : source.type === "constant" && source.value !== ""
              ? `Coalesce(${quoted(source.value)})`
              : "",
      };
    case "none":
      return { type };
  }
}

export function SourceFields({ source, attributes, problems, jump, onChange }: Props) {
  // What each type held last, so that looking at another type costs nothing.
  const held = useRef<Partial<Record<MappingSource["type"], MappingSource>>>({});
  const filtered = useMemo(() => {
    const wanted = source.type === "direct" ? source.attribute.toLowerCase() : "";
    const exact = attributes.some((one) => source.type === "direct" && one.name === source.attribute);
    return exact ? attributes : attributes.filter((one) => one.name.toLowerCase().includes(wanted));
  }, [attributes, source]);
  return (
    <div className="source-fields" id="mapping-source" tabIndex={-1}>
      <RadioGroup
        layout="horizontal"
        className="source-types"
        aria-label={say("mapping-type")}
        value={source.type}
        onChange={(_, { value }) => {
          const type = value as MappingSource["type"];
          held.current[source.type] = source;
          onChange(held.current[type] ?? asType(source, type));
        }}
      >
        {SOURCES.map(([type, word]) => (
          <Radio key={type} value={type} label={say(word)} />
        ))}
      </RadioGroup>
      {source.type === "direct" ? (
        <Field label={say("mapping-attribute")} size="small">
          <Combobox
            size="small"
            freeform
            className="mono-field"
            value={source.attribute}
            selectedOptions={[source.attribute]}
            placeholder={say("mapping-attribute-example")}
            onChange={({ target }) => {
              onChange({ type: "direct", attribute: target.value });
            }}
            onOptionSelect={(_, { optionValue }) => {
              if (optionValue !== undefined) {
                onChange({ type: "direct", attribute: optionValue });
              }
            }}
          >
            {filtered.map((one) => (
              <Option key={one.name} value={one.name} text={one.name}>
                <span className="mono">{one.name}</span>
              </Option>
            ))}
          </Combobox>
        </Field>
      ) : source.type === "constant" ? (
        <Field label={say("mapping-value")} size="small">
          <Input
            size="small"
            className="mono-field"
            value={source.value}
            onChange={(_, { value }) => {
              onChange({ type: "constant", value });
            }}
          />
        </Field>
      ) : source.type === "expression" ? (
        <ExpressionField
          text={source.text}
          attributes={attributes}
          problems={problems}
          jump={jump}
          onChange={(text) => {
            onChange({ type: "expression", text });
          }}
        />
      ) : (
        <p className="muted source-none">{say("mapping-none-meaning")}</p>
      )}
    </div>
  );
}

interface ExpressionProps {
  text: string;
  attributes: readonly AttributeDefinition[];
  problems: readonly MappingProblem[];
  jump: number;
  onChange: (text: string) => void;
}

function ExpressionField({ text, attributes, problems, jump, onChange }: ExpressionProps) {
  const desk = useDesk();
  const counter = useId();
  const { data, error, refetch } = useQuery<MappingLanguage, DeskError>({
    queryKey: keys.language,
    queryFn: () => desk.call("mapping_language", null),
    gcTime: Number.POSITIVE_INFINITY,
  });
  const known = useMemo(
    () => ({ functions: data?.functions ?? NO_FUNCTIONS, attributes }),
    [data?.functions, attributes],
  );
  return (
    <div className="expression-field">
      <Suspense fallback={<Loading lines={2} />}>
        <ExpressionEditor
          label={say("mapping-expression")}
          describedBy={counter}
          value={text}
          onChange={onChange}
          known={known}
          problems={problems}
          jump={jump}
        />
      </Suspense>
      <p className="expression-foot" id={counter}>
        <span className="muted">{say("expression-keys")}</span>
        <span className={text.length > MOST_CHARACTERS ? "bad" : "muted"}>
          {say("expression-length", { n: count(text.length), most: count(MOST_CHARACTERS) })}
        </span>
      </p>
      {error === null ? null : <ErrorNote error={error} remedies={{ retry: () => void refetch() }} />}
    </div>
  );
}
