/** One attribute of a list. */
import { Button, Field, Input, Select, Tooltip } from "@fluentui/react-components";
import { DeleteRegular } from "@fluentui/react-icons/svg/delete";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useState } from "react";
import type { AttributeDefinition, AttributeType } from "../../bridge/generated";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";
import { filterableAnswer } from "./attributes";
import { TYPES } from "./words";

const SWITCHES: readonly [
  keyof AttributeDefinition & ("required" | "unique" | "multiValued" | "caseExact"),
  WordKey,
][] = [
  ["required", "attribute-required"],
  ["unique", "attribute-unique"],
  ["multiValued", "attribute-multi-valued"],
  ["caseExact", "attribute-case-exact"],
];
const REFERENCES: readonly [string, WordKey][] = [
  ["User", "mappings-users"],
  ["Group", "mappings-groups"],
];

interface Props {
  attribute: AttributeDefinition;
  side: "source" | "target";
  taken: readonly AttributeDefinition[];
  /** Whether a mapping needs it. */
  used: boolean;
  onChange: (next: AttributeDefinition) => void;
  onRemove: () => void;
  onClose: () => void;
}

export function AttributePanel({ attribute, side, taken, used, onChange, onRemove, onClose }: Props) {
  useShortcuts({ close: onClose });
  const set = (part: Partial<AttributeDefinition>) => {
    onChange({ ...attribute, ...part });
  };
  return (
    <section className="detail mapping-panel" aria-label={say("attribute")}>
      <header className="detail-head">
        <div className="detail-title">
          <h2>
            <bdi>{attribute.name}</bdi>
          </h2>
          <Tooltip content={say("attribute-remove")} relationship="label">
            <Button size="small" appearance="subtle" icon={<DeleteRegular />} onClick={onRemove} />
          </Tooltip>
          <Button
            size="small"
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={say("attribute-close")}
            onClick={onClose}
          />
        </div>
        <p className="muted">{used ? say("attribute-used") : say("attribute-not-used")}</p>
      </header>
      <div className="detail-body mapping-fields">
        <Name
          key={attribute.name}
          name={attribute.name}
          side={side}
          taken={taken}
          onName={(name) => {
            set({ name });
          }}
        />
        <div className="mapping-grid">
          <Field label={say("column-type")} size="small">
            <Select
              size="small"
              value={attribute.type}
              onChange={(_, { value }) => {
                set({ type: value as AttributeType });
              }}
            >
              {Object.entries(TYPES).map(([type, word]) => (
                <option key={type} value={type}>
                  {say(word)}
                </option>
              ))}
            </Select>
          </Field>
          {side === "target" ? (
            <>
              <Field label={say("column-filterable")} size="small">
                <Select
                  size="small"
                  value={String(attribute.filterable)}
                  onChange={(_, { value }) => {
                    set({ filterable: value === "null" ? null : value === "true" });
                  }}
                >
                  <option value="null">{filterableAnswer(null)}</option>
                  <option value="true">{filterableAnswer(true)}</option>
                  <option value="false">{filterableAnswer(false)}</option>
                </Select>
              </Field>
              <Field label={say("column-max-length")} size="small">
                <Input
                  size="small"
                  inputMode="numeric"
                  value={attribute.maxLength === null ? "" : String(attribute.maxLength)}
                  placeholder={say("max-length-none")}
                  onChange={(_, { value }) => {
                    const digits = value.replaceAll(/\D/gu, "").slice(0, 9);
                    set({ maxLength: digits === "" || Number(digits) === 0 ? null : Number(digits) });
                  }}
                />
              </Field>
            </>
          ) : null}
        </div>
        <fieldset className="attribute-switches">
          <legend className="off-screen">{say("column-flags")}</legend>
          {SWITCHES.map(([flag, word]) => (
            <label key={flag}>
              <input
                type="checkbox"
                className="tick"
                checked={attribute[flag]}
                onChange={({ target }) => {
                  set({ [flag]: target.checked });
                }}
              />
              {say(word)}
            </label>
          ))}
        </fieldset>
        {attribute.type === "reference" ? (
          <fieldset className="attribute-switches">
            <legend>{say("attribute-references")}</legend>
            {REFERENCES.map(([name, word]) => (
              <label key={name}>
                <input
                  type="checkbox"
                  className="tick"
                  checked={attribute.references.includes(name)}
                  onChange={({ target }) => {
                    const others = attribute.references.filter((one) => one !== name);
                    set({ references: target.checked ? [...others, name] : others });
                  }}
                />
                {say(word)}
              </label>
            ))}
          </fieldset>
        ) : null}
        {attribute.anchor ? <p className="muted">{say("attribute-anchor")}</p> : null}
      </div>
    </section>
  );
}

interface NameProps {
  name: string;
  side: "source" | "target";
  taken: readonly AttributeDefinition[];
  onName: (name: string) => void;
}

/** The name takes effect when the field is left: while it is typed it may be another's. */
function Name({ name, side, taken, onName }: NameProps) {
  const [typed, setTyped] = useState(name);
  const wanted = typed.trim();
  const wrong =
    wanted === ""
      ? say("attribute-name-missing")
      : wanted !== name && taken.some((one) => one.name.toLowerCase() === wanted.toLowerCase() && one.name !== name)
        ? say("attribute-name-taken")
        : null;
  const take = () => {
    if (wrong === null && wanted !== name) {
      onName(wanted);
    }
  };
  return (
    <Field
      label={side === "target" ? say("attribute-path") : say("column-name")}
      size="small"
      {...(wrong === null ? {} : { validationMessage: wrong })}
    >
      <Input
        size="small"
        className="mono-field"
        value={typed}
        onChange={(_, { value }) => {
          setTyped(value);
        }}
        onBlur={take}
        onKeyDown={({ key }) => {
          if (key === "Enter") {
            take();
          }
        }}
      />
    </Field>
  );
}
