/** What a mapping gives for one person, while it is typed. */
import { Button } from "@fluentui/react-components";
import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import type {
  AttributeDefinition,
  AttributeMapping,
  DeskError,
  MappingProblem,
  MappingResult,
  ObjectKind,
  Tenant,
  TriedMapping,
} from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { navigate, peopleRoute } from "../../shared/route";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { useSettled } from "../../shared/useSettled";
import { say } from "../../shared/words/say";
import { PersonPicker, type ChosenPerson } from "./PersonPicker";
import { FieldProblems } from "./ProblemsList";
import { valueText, type MappingValue } from "./words";

const TRY_MS = 150;

type Tried = UseQueryResult<TriedMapping, DeskError>;

/** The mapping, tried for the person; while that is asked, what came of it before. */
export function useTried(
  tenant: string,
  object: ObjectKind,
  mapping: AttributeMapping | null,
  definition: AttributeDefinition | null,
  person: string | null,
): Tried {
  const desk = useDesk();
  const now = useMemo(() => ({ mapping, definition }), [mapping, definition]);
  const settled = useSettled(now, TRY_MS);
  return useQuery<TriedMapping, DeskError>({
    queryKey: ["mapping-try", tenant, object, settled, person],
    queryFn: () => {
      if (settled.mapping === null) {
        return { problems: [], result: null };
      }
      return desk.call("mapping_try", {
        tenant,
        object,
        mapping: settled.mapping,
        definition: settled.definition,
        // Groups are not people: their texts are checked, and tried for nobody.
        person: object === "user" ? person : null,
      });
    },
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

export function MappedValue({ value }: { value: MappingValue | null }) {
  if (value === null) {
    return <span className="muted">{say("value-none")}</span>;
  }
  return <bdi className="mono mapped-value">{valueText(value)}</bdi>;
}

interface Props {
  tenant: Tenant;
  object: ObjectKind;
  directory: string | null;
  person: ChosenPerson;
  tried: Tried;
  /** An expression: while it is typed it is often wrong. */
  typed: boolean;
  /** Of the text of an expression: where it cannot be used, they stand in place of a result, and nothing moves. */
  problems: readonly MappingProblem[];
}

export function LiveResult({ tenant, object, directory, person, tried, typed, problems }: Props) {
  if (object === "group") {
    return <FieldProblems problems={problems} />;
  }
  if (directory === null) {
    return (
      <div className="live-result">
        <FieldProblems problems={problems} />
        <p className="muted">{say("live-no-directory")}</p>
        <Button
          size="small"
          onClick={() => {
            navigate(peopleRoute());
          }}
        >
          {say("action-show-people")}
        </Button>
      </div>
    );
  }
  const result = tried.data?.result ?? null;
  return (
    <div className="live-result" aria-busy={tried.isPlaceholderData}>
      <div className="live-person">
        <span>{say("live-for")}</span>
        <PersonPicker directory={directory} person={person} />
      </div>
      {tried.error === null ? (
        <output
          className={["live-value", typed ? "typed" : "", tried.isPlaceholderData ? "outdated" : ""]
            .filter(Boolean)
            .join(" ")}
          aria-label={say("live-result")}
        >
          {result !== null ? (
            <Result result={result} />
          ) : problems.length === 0 ? (
            <span className="muted">{say("live-none")}</span>
          ) : null}
          <FieldProblems problems={problems} />
        </output>
      ) : (
        <ErrorNote error={tried.error} tenant={tenant.id} remedies={{ retry: () => void tried.refetch() }} />
      )}
    </div>
  );
}

function Result({ result }: { result: MappingResult }) {
  switch (result.result) {
    case "value":
      return result.value === "" ? (
        <span className="muted">{say("value-empty-text")}</span>
      ) : (
        <MappedValue value={result.value} />
      );
    case "empty":
      return result.default === null ? (
        <span className="muted">{say("live-empty")}</span>
      ) : (
        <>
          <MappedValue value={result.default} /> <span className="muted">{say("live-default")}</span>
        </>
      );
    case "not_flowed":
      return <span className="muted">{say("live-not-flowed")}</span>;
    case "failed":
      return (
        <span className="bad">
          <span aria-hidden>✕</span> {result.problem.message}{" "}
          {result.problem.next === null ? null : <span className="muted">{result.problem.next}</span>}
        </span>
      );
  }
}
