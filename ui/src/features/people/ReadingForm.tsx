/** What is in a file of people: what each column is taken for, what cannot be used, and the button that keeps it. */
import { Button, Field, Input, Radio, RadioGroup, Select } from "@fluentui/react-components";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DeskError, Directory, KeepPeople, PeopleColumn, PeopleReading } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { AttributeCombobox } from "../../shared/parts/AttributeCombobox";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Note } from "../../shared/states/Note";
import { count } from "../../shared/words/format";
import { say } from "../../shared/words/say";
import { KNOWN_ATTRIBUTES } from "./attributes";

interface Props {
  fileName: string;
  reading: PeopleReading;
  directories: readonly Directory[];
  /** The directory that is to be replaced; `null`: asked here. */
  replacing: Directory | null;
  onKept: (directory: Directory) => void;
  onCancel: () => void;
}

interface Choice {
  header: string;
  attribute: string;
  taken: boolean;
}

const NEW = "";

/** The file's name without what stands after the last dot. */
function baseName(fileName: string): string {
  return fileName.replace(/\.[^.]+$/u, "");
}

/** The attributes that more than one taken column is taken for. */
function twice(choices: readonly Choice[]): Set<string> {
  const seen = new Set<string>();
  const found = new Set<string>();
  for (const { attribute, taken } of choices) {
    if (taken && seen.has(attribute)) {
      found.add(attribute);
    }
    if (taken) {
      seen.add(attribute);
    }
  }
  return found;
}

export function ReadingForm({ fileName, reading, directories, replacing, onKept, onCancel }: Props) {
  const desk = useDesk();
  const queries = useQueryClient();
  const [choices, setChoices] = useState<Choice[]>(() =>
    reading.columns.map(({ header, attribute }, at) => ({
      header,
      attribute,
      // Of several columns for one attribute the first is taken.
      taken: reading.columns.findIndex((one) => one.attribute === attribute) === at,
    })),
  );
  const [idChosen, setIdChosen] = useState(reading.idAttribute);
  const [target, setTarget] = useState(replacing?.id ?? NEW);
  const [name, setName] = useState(baseName(fileName));
  const keep = useMutation<Directory, DeskError, KeepPeople>({
    mutationFn: (asked) => desk.call("people_keep", asked),
    onSuccess: (directory) => {
      void queries.invalidateQueries({ queryKey: keys.directories });
      onKept(directory);
    },
  });
  const taken = choices.filter((one) => one.taken);
  const doubled = twice(choices);
  const id = taken.some((one) => one.attribute === idChosen) ? idChosen : null;
  const into = directories.find((one) => one.id === target) ?? null;
  const missing =
    reading.people === 0
      ? say("reading-missing-people")
      : taken.some((one) => one.attribute.trim() === "")
        ? say("reading-missing-attribute")
        : doubled.size > 0
          ? say("reading-missing-twice", { attribute: [...doubled].join(", ") })
          : id === null
            ? say("reading-missing-id")
            : into === null && name.trim() === ""
              ? say("reading-missing-name")
              : null;
  const submit = () => {
    if (missing === null && id !== null && !keep.isPending) {
      keep.mutate({
        reading: reading.reading,
        directory: into?.id ?? null,
        name: into?.name ?? name.trim(),
        columns: taken.map(({ header, attribute }) => ({ header, attribute: attribute.trim() })),
        idAttribute: id.trim(),
      });
    }
  };
  useShortcuts({ primary: submit });
  const set = (at: number, change: Partial<Choice>) => {
    setChoices((before) => before.map((one, index) => (index === at ? { ...one, ...change } : one)));
  };
  return (
    <form
      className="reading"
      aria-label={say("reading-of", { file: fileName })}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p className="reading-sum">
        <strong>
          <bdi>{fileName}</bdi>
        </strong>{" "}
        {[
          say("directory-count-people", { n: reading.people }),
          ...(reading.groups > 0 ? [say("list-count-groups", { n: reading.groups })] : []),
          reading.format.toUpperCase(),
          ...(reading.encoding === null ? [] : [reading.encoding]),
        ].join(" · ")}
      </p>
      {reading.notes.length === 0 ? null : (
        <Note>
          {reading.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </Note>
      )}
      {reading.rejectedTotal === 0 ? null : <Rejected reading={reading} />}
      <section className="step-plain" aria-label={say("reading-columns")}>
        <h2>{say("reading-columns")}</h2>
        <p className="muted">{say("reading-columns-meaning")}</p>
        <div className="columns-scroll" role="region" tabIndex={0} aria-label={say("reading-columns")}>
          <table className="columns-table">
            <thead>
              <tr>
                <th scope="col">{say("reading-take")}</th>
                <th scope="col">{reading.format === "json" ? say("reading-field") : say("reading-column")}</th>
                <th scope="col">{say("reading-attribute")}</th>
                <th scope="col" className="end">
                  {say("reading-filled")}
                </th>
                <th scope="col">{say("reading-samples")}</th>
              </tr>
            </thead>
            <tbody>
              {reading.columns.map((column, at) => {
                const choice = choices[at];
                return choice === undefined ? null : (
                  <ColumnRow
                    key={column.header}
                    column={column}
                    choice={choice}
                    people={reading.people}
                    doubled={choice.taken && doubled.has(choice.attribute)}
                    onChange={(change) => {
                      set(at, change);
                    }}
                  />
                );
              })}
            </tbody>
          </table>
        </div>
      </section>
      <section className="form" aria-label={say("reading-keep-as")}>
        <Field
          label={say("reading-id")}
          hint={say("reading-id-hint")}
          validationState={id === null ? "error" : "none"}
          {...(id === null ? { validationMessage: say("reading-missing-id") } : {})}
        >
          <Select
            value={id ?? ""}
            onChange={(_, { value }) => {
              setIdChosen(value);
            }}
          >
            {id === null ? <option value="">{say("reading-id-choose")}</option> : null}
            {[...new Set(taken.map((one) => one.attribute))].map((attribute) => (
              <option key={attribute} value={attribute}>
                {attribute}
              </option>
            ))}
          </Select>
        </Field>
        {replacing === null ? (
          <>
            {directories.length === 0 ? null : (
              <Field label={say("reading-keep-as")}>
                <RadioGroup
                  value={target}
                  onChange={(_, { value }) => {
                    setTarget(value);
                  }}
                >
                  <Radio value={NEW} label={say("reading-new")} />
                  {directories.map((one) => (
                    <Radio
                      key={one.id}
                      value={one.id}
                      label={say("reading-replace", { name: one.name, n: one.people })}
                    />
                  ))}
                </RadioGroup>
              </Field>
            )}
            {into === null ? (
              <Field label={say("directory-name")}>
                <Input
                  value={name}
                  maxLength={100}
                  onChange={(_, { value }) => {
                    setName(value);
                  }}
                />
              </Field>
            ) : null}
          </>
        ) : null}
        {into === null ? null : (
          <Note kind="warning">
            <p>{say("reading-replaces", { name: into.name, n: into.people })}</p>
          </Note>
        )}
        {keep.error === null ? null : <ErrorNote error={keep.error} remedies={{ retry: submit }} />}
      </section>
      <div className="import-foot">
        <Button appearance="primary" type="submit" disabled={missing !== null || keep.isPending}>
          {say("reading-keep", { n: reading.people })}
        </Button>
        <Button onClick={onCancel}>{say("cancel")}</Button>
        <span className="muted" role="status">
          {missing ?? (reading.rejectedTotal === 0 ? "" : say("reading-without", { n: reading.rejectedTotal }))}
        </span>
      </div>
    </form>
  );
}

interface RowProps {
  column: PeopleColumn;
  choice: Choice;
  people: number;
  doubled: boolean;
  onChange: (change: Partial<Choice>) => void;
}

function ColumnRow({ column, choice, people, doubled, onChange }: RowProps) {
  return (
    <tr className={choice.taken ? undefined : "left-out"}>
      <td>
        <input
          type="checkbox"
          className="tick"
          aria-label={say("reading-take-column", { column: column.header })}
          checked={choice.taken}
          onChange={(event) => {
            onChange({ taken: event.target.checked });
          }}
        />
      </td>
      <th scope="row" title={column.header}>
        <bdi>{column.header}</bdi>
      </th>
      <td>
        {choice.taken ? (
          <AttributeCombobox
            label={say("reading-attribute-of", { column: column.header })}
            value={choice.attribute}
            known={KNOWN_ATTRIBUTES}
            invalid={doubled || choice.attribute.trim() === ""}
            onChange={(attribute) => {
              onChange({ attribute });
            }}
          />
        ) : (
          <span className="muted">{say("reading-left-out")}</span>
        )}
      </td>
      <td className="end" title={say("reading-filled-of", { filled: column.filled, people })}>
        {count(column.filled)}
      </td>
      <td className="samples" title={column.samples.join("\n")}>
        {column.samples.map((sample, at) => (
          <span key={at} className="sample">
            <bdi>{sample}</bdi>
          </span>
        ))}
      </td>
    </tr>
  );
}

function Rejected({ reading }: { reading: PeopleReading }) {
  const more = reading.rejectedTotal - reading.rejected.length;
  return (
    <details className="rejected" open={reading.rejected.length <= 5}>
      <summary>
        <span aria-hidden>▲ </span>
        {say("reading-rejected", { n: reading.rejectedTotal })}
      </summary>
      <ul>
        {reading.rejected.map((row) => (
          <li key={row.line}>
            <span className="rejected-line">
              {reading.format === "json" ? say("reading-place", { n: row.line }) : say("reading-line", { n: row.line })}
            </span>{" "}
            {row.reason}
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="muted">{say("reading-rejected-more", { n: more })}</p> : null}
    </details>
  );
}
