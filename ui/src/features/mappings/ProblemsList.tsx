/** The foot of the list: how many mappings, and what is wrong with them, each with the way to its place. */
import { useId, useState } from "react";
import type { MappingProblem, Mappings, ObjectKind, Severity } from "../../bridge/generated";
import { say } from "../../shared/words/say";
import { placeOf } from "./place";
import { objectOf, OBJECTS, SEVERITIES } from "./words";

const ORDER: readonly Severity[] = ["error", "warning", "note"];

export function SeverityGlyph({ severity }: { severity: Severity }) {
  const { glyph, tone, word } = SEVERITIES[severity];
  return (
    <span className={`problem-glyph ${tone}`} role="img" aria-label={say(word)}>
      {glyph}
    </span>
  );
}

/** "2 errors · 1 note"; empty where nothing is wrong. */
export function problemCounts(problems: readonly MappingProblem[]): string {
  return ORDER.map((severity) => ({ severity, n: problems.filter((one) => one.severity === severity).length }))
    .filter(({ n }) => n > 0)
    .map(({ severity, n }) => say(SEVERITIES[severity].count, { n }))
    .join(" · ");
}

/** Whom or what a problem is about, in the admin's terms. */
export function subjectOf(problem: MappingProblem, mappings: Mappings): string {
  const object =
    problem.object === null ? "" : say(OBJECTS.find(([kind]) => kind === problem.object)?.[1] ?? "mappings-users");
  const { place } = problem;
  switch (place.at) {
    case "mapping": {
      const target = problem.object === null ? "" : objectOf(mappings, problem.object).mappings[place.index]?.target;
      return [object, target === undefined || target === "" ? say("mapping-new") : target].filter(Boolean).join(" · ");
    }
    case "source_attribute":
    case "target_attribute":
      return `${object} · ${place.name}`;
    case "filter":
      return `${object} · ${say("problem-filter", { n: place.group + 1 })}`;
    case "whole":
      return object;
  }
}

export function Problems({
  problems,
  mappings,
  object,
  onShow,
}: {
  problems: readonly MappingProblem[];
  mappings: Mappings;
  object: ObjectKind;
  onShow?: (problem: MappingProblem) => void;
}) {
  const sorted = problems.toSorted((left, right) => ORDER.indexOf(left.severity) - ORDER.indexOf(right.severity));
  return (
    <ul className="problems" aria-label={say("problems")}>
      {sorted.map((problem, at) => {
        const words = (
          <>
            <SeverityGlyph severity={problem.severity} />
            <span className="problem-words">
              <bdi className="problem-subject">{subjectOf(problem, mappings)}</bdi> {problem.message}{" "}
              {problem.next === null ? null : <span className="muted">{problem.next}</span>}
            </span>
          </>
        );
        return (
          <li key={at}>
            {onShow === undefined || (placeOf(problem, object) === null && problem.place.at !== "filter") ? (
              <span className="problem">{words}</span>
            ) : (
              <button
                type="button"
                className="problem"
                onClick={() => {
                  onShow(problem);
                }}
              >
                {words}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** What is wrong with one field, under it. */
export function FieldProblems({ problems }: { problems: readonly MappingProblem[] }) {
  return problems.length === 0 ? null : (
    <ul className="field-problems" role="status">
      {problems.map((problem, at) => (
        <li key={at}>
          <SeverityGlyph severity={problem.severity} />
          <span>
            {problem.message} {problem.next === null ? null : <span className="muted">{problem.next}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface Props {
  problems: readonly MappingProblem[];
  object: ObjectKind;
  /** How many mappings the list has. */
  count: number;
  mappings: Mappings;
  onShow: (problem: MappingProblem) => void;
}

export function ProblemsList({ problems, object, count, mappings, onShow }: Props) {
  const list = useId();
  const wrong = problems.some((one) => one.severity === "error");
  // Errors keep the mappings from being saved: they are told without being asked for.
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = (chosen ?? wrong) && problems.length > 0;
  return (
    <>
      {open ? (
        <div id={list} className="problems-area">
          <Problems problems={problems} mappings={mappings} object={object} onShow={onShow} />
        </div>
      ) : null}
      <footer className="mappings-foot">
        <span>{say("mappings-count", { n: count })}</span>
        {problems.length === 0 ? (
          <span className="good">
            <span aria-hidden>✓</span> {say("problems-none")}
          </span>
        ) : (
          <button
            type="button"
            className={`problems-toggle ${wrong ? "bad" : ""}`}
            aria-expanded={open}
            aria-controls={list}
            onClick={() => {
              setChosen(!open);
            }}
          >
            <span aria-hidden>{open ? "▾" : "▸"}</span> {problemCounts(problems)}
          </button>
        )}
      </footer>
    </>
  );
}
