/** Scoping filters, put together: filters of which one must hold, each of clauses that must all hold. */
import { Button, Input, Select, Tooltip } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useId, useMemo } from "react";
import type {
  AttributeDefinition,
  Clause,
  FilterGroup,
  FilterOperator,
  MappingProblem,
  OperatorHelp,
} from "../../bridge/generated";
import { AttributeCombobox } from "../../shared/parts/AttributeCombobox";
import { say } from "../../shared/words/say";
import { NEW_CLAUSE, withOperator } from "./clauses";

interface Props {
  filters: readonly FilterGroup[];
  source: readonly AttributeDefinition[];
  operators: readonly OperatorHelp[];
  /** Of these filters. */
  problems: readonly MappingProblem[];
  onChange: (filters: FilterGroup[]) => void;
}

export function FilterBuilder({ filters, source, operators, problems, onChange }: Props) {
  const known = useMemo(() => source.map((one) => one.name), [source]);
  const replace = (at: number, group: FilterGroup) => {
    onChange(filters.map((one, index) => (index === at ? group : one)));
  };
  const of = (group: number, clause: number | null) =>
    problems.filter(
      ({ place }) => place.at === "filter" && place.group === group && (clause === null || place.clause === clause),
    );
  return (
    <div className="filters">
      {filters.length === 0 ? <p className="muted">{say("filters-none")}</p> : null}
      {filters.map((group, at) => (
        <div key={at} className="filter-group-row">
          {at === 0 ? null : <span className="filter-or">{say("filters-or")}</span>}
          <Group
            number={at + 1}
            group={group}
            known={known}
            operators={operators}
            problems={(clause) => of(at, clause)}
            general={of(at, null).filter(({ place }) => place.at === "filter" && place.clause === null)}
            onChange={(next) => {
              replace(at, next);
            }}
            onRemove={() => {
              onChange(filters.filter((_, index) => index !== at));
            }}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<AddRegular />}
          onClick={() => {
            onChange([
              ...filters,
              { title: say("filters-title-new", { n: filters.length + 1 }), clauses: [{ ...NEW_CLAUSE }] },
            ]);
          }}
        >
          {filters.length === 0 ? say("filters-add-first") : say("filters-add")}
        </Button>
      </div>
    </div>
  );
}

interface GroupProps {
  number: number;
  group: FilterGroup;
  known: readonly string[];
  operators: readonly OperatorHelp[];
  problems: (clause: number) => MappingProblem[];
  general: readonly MappingProblem[];
  onChange: (group: FilterGroup) => void;
  onRemove: () => void;
}

function Group({ number, group, known, operators, problems, general, onChange, onRemove }: GroupProps) {
  const name = group.title.trim() === "" ? say("filters-title-new", { n: number }) : group.title;
  return (
    <fieldset className="filter-group" aria-label={name}>
      <div className="filter-title">
        <Input
          size="small"
          appearance="underline"
          value={group.title}
          maxLength={200}
          aria-label={say("filters-title")}
          placeholder={say("filters-title")}
          onChange={(_, { value }) => {
            onChange({ ...group, title: value });
          }}
        />
        <Tooltip content={say("filters-remove", { name })} relationship="label">
          <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={onRemove} />
        </Tooltip>
      </div>
      {group.clauses.map((clause, at) => (
        <ClauseRow
          key={at}
          number={at + 1}
          clause={clause}
          known={known}
          operators={operators}
          problems={problems(at)}
          onChange={(next) => {
            onChange({ ...group, clauses: group.clauses.map((one, index) => (index === at ? next : one)) });
          }}
          onRemove={() => {
            if (group.clauses.length === 1) {
              onRemove();
            } else {
              onChange({ ...group, clauses: group.clauses.filter((_, index) => index !== at) });
            }
          }}
        />
      ))}
      {general.map((problem, at) => (
        <ProblemLine key={at} problem={problem} />
      ))}
      <div>
        <Button
          size="small"
          appearance="subtle"
          icon={<AddRegular />}
          onClick={() => {
            onChange({ ...group, clauses: [...group.clauses, { ...NEW_CLAUSE }] });
          }}
        >
          {say("filters-add-clause")}
        </Button>
      </div>
    </fieldset>
  );
}

interface ClauseProps {
  number: number;
  clause: Clause;
  known: readonly string[];
  operators: readonly OperatorHelp[];
  problems: readonly MappingProblem[];
  onChange: (clause: Clause) => void;
  onRemove: () => void;
}

function ClauseRow({ number, clause, known, operators, problems, onChange, onRemove }: ClauseProps) {
  const hint = useId();
  const help = operators.find((one) => one.operator === clause.operator);
  const takesValue = help?.takesValue ?? clause.value !== null;
  return (
    <div className="clause" role="group" aria-label={say("filters-clause", { n: number })} aria-describedby={hint}>
      <span className="clause-and muted">{number === 1 ? say("filters-if") : say("filters-and")}</span>
      <AttributeCombobox
        label={say("filters-attribute")}
        value={clause.attribute}
        known={known}
        invalid={problems.some(({ severity }) => severity === "error")}
        onChange={(attribute) => {
          onChange({ ...clause, attribute });
        }}
      />
      <Select
        size="small"
        className="clause-operator"
        aria-label={say("filters-operator")}
        value={clause.operator}
        onChange={(_, { value }) => {
          const operator = value as FilterOperator;
          const takes = operators.find((one) => one.operator === operator)?.takesValue ?? true;
          onChange(withOperator(clause, operator, takes));
        }}
      >
        {help === undefined ? <option value={clause.operator}>{clause.operator}</option> : null}
        {operators.map((one) => (
          <option key={one.operator} value={one.operator}>
            {say("filters-operator-option", { label: one.label, operator: one.operator })}
          </option>
        ))}
      </Select>
      {takesValue ? (
        <Input
          size="small"
          className="clause-value"
          aria-label={say("filters-value")}
          value={clause.value ?? ""}
          spellCheck={false}
          autoComplete="off"
          onChange={(_, { value }) => {
            onChange({ ...clause, value });
          }}
        />
      ) : (
        <span className="clause-value" />
      )}
      <Tooltip content={say("filters-remove-clause", { n: number })} relationship="label">
        <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={onRemove} />
      </Tooltip>
      <p id={hint} className="clause-hint muted">
        {help?.summary ?? ""}
      </p>
      {problems.map((problem, at) => (
        <ProblemLine key={at} problem={problem} />
      ))}
    </div>
  );
}

function ProblemLine({ problem }: { problem: MappingProblem }) {
  return (
    <p className={`clause-problem ${problem.severity}`}>
      <span aria-hidden>{problem.severity === "error" ? "✕" : problem.severity === "warning" ? "▲" : "i"} </span>
      {problem.message} {problem.next}
    </p>
  );
}
