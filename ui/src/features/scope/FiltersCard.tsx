/** The scoping filters of one type of objects, put together or as text; both forms edit the same draft. */
import { Tab, TabList, Button } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { DeskError, FilterGroup, MappingLanguage, MappingProblem, ObjectKind } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useKept } from "../../shared/kept";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { useSettled } from "../../shared/useSettled";
import { say } from "../../shared/words/say";
import { hasUnfinished, objectOf, withScope } from "./clauses";
import type { ScopeDraft } from "./draft";
import { FilterBuilder } from "./FilterBuilder";
import { FilterText } from "./FilterText";

const CHECK_MS = 300;
const NO_PROBLEMS: readonly MappingProblem[] = [];

interface Props {
  tenant: string;
  object: ObjectKind;
  draft: ScopeDraft;
}

/** What is wrong with the draft's filters, as of its last rest. */
function useFilterProblems(tenant: string, object: ObjectKind, draft: ScopeDraft): readonly MappingProblem[] {
  const desk = useDesk();
  const now = JSON.stringify(objectOf(draft.mappings, object).scope);
  const settled = useSettled(now, CHECK_MS);
  const { mappings } = draft;
  const { data } = useQuery<MappingProblem[], DeskError>({
    queryKey: [...keys.mappings(tenant), "scope-problems", object, settled],
    queryFn: () => desk.call("mappings_check", { tenant, mappings }),
    enabled: settled === now,
  });
  return settled === now
    ? (data?.filter(({ place, object: of }) => place.at === "filter" && of === object) ?? NO_PROBLEMS)
    : NO_PROBLEMS;
}

export function FiltersCard({ tenant, object, draft }: Props) {
  const desk = useDesk();
  const language = useQuery<MappingLanguage, DeskError>({
    queryKey: keys.language,
    queryFn: () => desk.call("mapping_language", null),
  });
  const [form, setForm] = useKept<"builder" | "text">(`scope-form:${tenant}:${object}`, "builder");
  const [readable, setReadable] = useState(true);
  const problems = useFilterProblems(tenant, object, draft);
  const { scope, source } = objectOf(draft.mappings, object);
  const { change } = draft;
  const onChange = useCallback(
    (filters: FilterGroup[]) => {
      change((before) => withScope(before, object, filters));
    },
    [change, object],
  );
  const unfinished = hasUnfinished(scope);
  return (
    <>
      <div className="filters-head">
        <TabList
          size="small"
          selectedValue={form}
          aria-label={say("filters-form")}
          onTabSelect={(_, { value }) => {
            setForm(value as "builder" | "text");
          }}
        >
          <Tab value="builder" disabled={form === "text" && !readable}>
            {say("filters-builder")}
          </Tab>
          <Tab value="text" disabled={form === "builder" && unfinished}>
            {say("filters-text")}
          </Tab>
        </TabList>
        <span className="grow" />
        {scope.length === 0 ? null : (
          <Button
            size="small"
            appearance="subtle"
            onClick={() => {
              setReadable(true);
              onChange([]);
            }}
          >
            {say("filters-remove-all")}
          </Button>
        )}
      </div>
      {form === "builder" && unfinished && scope.length > 0 ? (
        <p className="muted">{say("filters-unfinished")}</p>
      ) : null}
      {form === "text" && !readable ? <p className="muted">{say("filters-text-unreadable")}</p> : null}
      {language.error !== null ? (
        <ErrorNote error={language.error} remedies={{ retry: () => void language.refetch() }} />
      ) : language.data === undefined ? (
        <Loading lines={3} />
      ) : form === "builder" ? (
        <FilterBuilder
          filters={scope}
          source={source}
          operators={language.data.operators}
          problems={problems}
          onChange={onChange}
        />
      ) : (
        <>
          <FilterText
            tenant={tenant}
            object={object}
            label={say("filters-text-label")}
            filters={scope}
            onFilters={onChange}
            onReadable={setReadable}
          />
          {problems.map((problem, at) => (
            <p key={at} className={`clause-problem ${problem.severity}`}>
              {problem.message} {problem.next}
            </p>
          ))}
          <details className="more">
            <summary>{say("filters-operators")}</summary>
            <dl className="operators">
              {language.data.operators.map((one) => (
                <div key={one.operator}>
                  <dt className="mono">{one.operator}</dt>
                  <dd>{one.summary}</dd>
                </div>
              ))}
            </dl>
          </details>
        </>
      )}
    </>
  );
}
