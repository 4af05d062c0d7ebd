/** One mapping: how its target is filled, what that gives for a person, and what comes of everybody. */
import { Button, Combobox, Field, Input, Option, Select, Tooltip } from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons/svg/copy";
import { DeleteRegular } from "@fluentui/react-icons/svg/delete";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useEffect, useMemo, useRef } from "react";
import type { Apply, AttributeMapping, MappingProblem, ObjectKind, Tenant, WhenEmpty } from "../../bridge/generated";
import type { EditedMappings } from "../../shared/desk/drafts";
import { into } from "../../shared/into";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";
import { LiveResult, useTried } from "./LiveResult";
import { MatchingField } from "./MatchingField";
import { useRowActions } from "./MappingsTable";
import { Outcome } from "./Outcome";
import { usePerson } from "./PersonPicker";
import { FieldProblems } from "./ProblemsList";
import { SourceFields } from "./SourceFields";
import { APPLIES, objectOf, WHEN_EMPTY, withObject } from "./words";

interface Props {
  tenant: Tenant;
  edited: EditedMappings;
  object: ObjectKind;
  index: number;
  problems: readonly MappingProblem[];
  /** Whether they are of the mappings as they are now. */
  current: boolean;
  /** The problem that was gone to. */
  jump: { turn: number; problem: MappingProblem } | null;
  onOpen: (index: number) => void;
  onClose: () => void;
}

const NO_PROBLEMS: readonly MappingProblem[] = [];

const FIELD_IDS: Partial<Record<string, string>> = {
  target: "mapping-target",
  source: "mapping-source",
  default_value: "mapping-default",
  matching: "mapping-matching",
  apply: "mapping-apply",
  when_empty: "mapping-when-empty",
};

export function MappingPanel({ tenant, edited, object, index, problems, current, jump, onOpen, onClose }: Props) {
  const shown = objectOf(edited.mappings, object);
  const mapping = shown.mappings[index];
  const { remove, double } = useRowActions(edited, object, (at) => {
    if (at === null) {
      onClose();
    } else {
      onOpen(at);
    }
  });
  useShortcuts({ close: onClose });
  const target = useRef<HTMLInputElement>(null);
  const fresh = mapping?.target === "";
  const expression = mapping?.source.type === "expression";
  useEffect(() => {
    // A new mapping begins with what it fills.
    if (fresh) {
      target.current?.focus();
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only as it opens: emptying the field is no new mapping.
  }, []);
  useEffect(() => {
    const field = jump?.problem.place.at === "mapping" ? FIELD_IDS[jump.problem.place.field] : undefined;
    // The editor of an expression goes to the place in the text itself.
    if (field !== undefined && (field !== FIELD_IDS["source"] || !expression)) {
      const part = document.getElementById(field);
      (part?.querySelector<HTMLElement>("input:not([type=radio])") ?? part)?.focus();
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- another type of source is no jump.
  }, [jump]);
  const person = usePerson(edited.held.directory);
  const definition = shown.target.find((one) => one.name.toLowerCase() === mapping?.target.toLowerCase());
  const tried = useTried(tenant.id, object, mapping ?? null, definition ?? null, person.id);
  const mine = useMemo(
    () => problems.filter((one) => one.object === object && one.place.at === "mapping" && one.place.index === index),
    [problems, object, index],
  );
  const told = tried.data?.problems;
  // What the text says is known a moment before what the whole says of it, and the whole knows more: the attribute lists.
  const ofSource = useMemo(() => {
    const whole = mine.filter((one) => one.place.at === "mapping" && one.place.field === "source");
    return told === undefined
      ? whole
      : [
          ...told,
          ...(current ? whole : []).filter(
            (one) => !told.some((each) => each.code === one.code && each.offset === one.offset),
          ),
        ];
  }, [mine, told, current]);
  if (mapping === undefined) {
    return null;
  }
  const change = (part: Partial<AttributeMapping>) => {
    edited.change((before) =>
      withObject(before, object, (one) => ({
        ...one,
        mappings: one.mappings.map((each, at) => (at === index ? { ...each, ...part } : each)),
      })),
    );
  };
  const about = (...fields: string[]) =>
    mine.filter((one) => one.place.at === "mapping" && fields.includes(one.place.field));
  const choices = <T extends string>(words: Record<T, WordKey>) =>
    Object.entries<WordKey>(words).map(([value, word]) => (
      <option key={value} value={value}>
        {say(word)}
      </option>
    ));
  const wanted = mapping.target.toLowerCase();
  return (
    <section className="detail mapping-panel" aria-label={say("mapping")}>
      <header className="detail-head">
        <div className="detail-title">
          <h2>{mapping.target === "" ? say("mapping-new") : <bdi>{mapping.target}</bdi>}</h2>
          <Tooltip content={say("mapping-duplicate")} relationship="label">
            <Button
              size="small"
              appearance="subtle"
              icon={<CopyRegular />}
              onClick={() => {
                double(index);
              }}
            />
          </Tooltip>
          <Tooltip content={say("mapping-delete")} relationship="label">
            <Button
              size="small"
              appearance="subtle"
              icon={<DeleteRegular />}
              onClick={() => {
                remove(index);
              }}
            />
          </Tooltip>
          <Button
            size="small"
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={say("mapping-close")}
            onClick={onClose}
          />
        </div>
      </header>
      <div className="detail-body mapping-fields">
        <Field label={say("mapping-target")} size="small">
          <Combobox
            id="mapping-target"
            ref={into(target)}
            size="small"
            freeform
            className="mono-field"
            value={mapping.target}
            selectedOptions={definition === undefined ? [] : [definition.name]}
            placeholder={say("mapping-target-example")}
            onChange={({ target: field }) => {
              change({ target: field.value });
            }}
            onOptionSelect={(_, { optionValue }) => {
              if (optionValue !== undefined) {
                change({ target: optionValue });
              }
            }}
          >
            {shown.target
              .filter(
                (one) =>
                  !one.anchor && (definition !== undefined || wanted === "" || one.name.toLowerCase().includes(wanted)),
              )
              .map((one) => (
                <Option key={one.name} value={one.name} text={one.name}>
                  <span className="mono">{one.name}</span>
                </Option>
              ))}
          </Combobox>
        </Field>
        <FieldProblems problems={about("target")} />
        <SourceFields
          source={mapping.source}
          attributes={shown.source}
          problems={ofSource}
          jump={jump?.problem.place.at === "mapping" && jump.problem.place.field === "source" ? jump.turn : 0}
          onChange={(source) => {
            change({ source });
          }}
        />
        {expression ? null : <FieldProblems problems={about("source")} />}
        <LiveResult
          tenant={tenant}
          object={object}
          directory={edited.held.directory}
          person={person}
          tried={tried}
          typed={expression}
          problems={expression ? ofSource : NO_PROBLEMS}
        />
        <div className="mapping-grid">
          <Field label={say("mapping-default")} size="small">
            <Input
              id="mapping-default"
              size="small"
              value={mapping.defaultValue ?? ""}
              placeholder={say("value-none")}
              onChange={(_, { value }) => {
                change({ defaultValue: value === "" ? null : value });
              }}
            />
          </Field>
          <Field label={say("column-when-empty")} size="small">
            <Select
              id="mapping-when-empty"
              size="small"
              value={mapping.whenEmpty}
              onChange={(_, { value }) => {
                change({ whenEmpty: value as WhenEmpty });
              }}
            >
              {choices(WHEN_EMPTY)}
            </Select>
          </Field>
          <Field label={say("column-applied")} size="small">
            <Select
              id="mapping-apply"
              size="small"
              value={mapping.apply}
              onChange={(_, { value }) => {
                change({ apply: value as Apply });
              }}
            >
              {choices(APPLIES)}
            </Select>
          </Field>
          <MatchingField
            tenant={tenant}
            edited={edited}
            object={object}
            mapping={mapping}
            definition={definition}
            onChange={(matching) => {
              change({ matching });
            }}
          />
        </div>
        <FieldProblems problems={about("default_value", "matching", "apply", "when_empty")} />
        <Outcome
          tenant={tenant}
          edited={edited}
          object={object}
          target={mapping.target === "" ? null : mapping.target}
          missing={mapping.target === "" ? say("outcome-needs-target") : null}
          broken={[...mine, ...ofSource].some((one) => one.severity === "error")}
          onPerson={person.choose}
        />
      </div>
    </section>
  );
}
