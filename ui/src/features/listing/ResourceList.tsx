/** A list of accounts or groups: search, filters, rows, what is known of the whole; and every state it can be in. */
import { Button, Input, ToggleButton, Tooltip } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { FilterRegular } from "@fluentui/react-icons/svg/filter";
import { SearchRegular } from "@fluentui/react-icons/svg/search";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { ListQuery, Page, ResourceKind, Tenant, Window } from "../../bridge/generated";
import { fetchWord } from "../../shared/desk/groups";
import { isMissing } from "../../shared/desk/listings";
import { keys } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { ColumnChooser } from "../../shared/table/ColumnChooser";
import { useColumns, type Column } from "../../shared/table/columns";
import { NOTHING, pickedCount, type Picked } from "../../shared/table/selection";
import { useLocalRows, useRows } from "../../shared/table/useRows";
import { VirtualTable, type TableHandle } from "../../shared/table/VirtualTable";
import { completenessMeaning, completenessWord } from "../../shared/parts/glyphs";
import { useSettled } from "../../shared/useSettled";
import { duration } from "../../shared/words/format";
import { into } from "../../shared/into";
import { say } from "../../shared/words/say";
import { ListFoot } from "./ListFoot";
import { useRefreshing } from "./refreshing";
import { AnswerFoot } from "./AnswerFoot";
import { ServerFilter } from "./ServerFilter";
import { useListState, type ListState } from "./useListState";
import { useServerFilter } from "./useServerFilter";
import "./listing.css";

export interface ListRow {
  id: string;
  name: string;
  notSeen: boolean;
}

interface Props<Row extends ListRow> {
  tenant: Tenant;
  kind: ResourceKind;
  label: string;
  allColumns: readonly Column<Row>[];
  load: (query: ListQuery, window: Window) => Promise<Page<Row>>;
  answerRows: (state: ListState) => readonly Row[];
  openId: string | null;
  onOpen: (id: string | null) => void;
  /** Filters of this kind of list, beside the search. */
  chips?: ReactNode;
  /** What can be done to the selected; without it rows cannot be selected. */
  selectionBar?: (bar: { picked: Picked; count: number; clear: () => void }) => ReactNode;
  onMenu?: (row: Row, element: HTMLElement) => void;
}

const EMPTY = {
  user: { whole: "list-empty-accounts", part: "list-empty-accounts-part" },
  group: { whole: "list-empty-groups", part: "list-empty-groups-part" },
} as const;

/** How the search is left: for the first row that it finds. */
interface Leaving {
  search: string;
  /** The row is to be opened, too. */
  open: boolean;
}

const SEARCH_MS = 80;
const NO_ROWS: readonly never[] = [];

function idOf(row: ListRow): string {
  return row.id;
}
function nameOf(row: ListRow): string {
  return row.name;
}
function rowClass(row: ListRow): string | undefined {
  return row.notSeen ? "not-seen-row" : undefined;
}

export function ResourceList<Row extends ListRow>(props: Props<Row>) {
  const { tenant, kind, label, allColumns, load, answerRows, openId, onOpen, chips, selectionBar, onMenu } = props;
  const intents = useIntents();
  const { state, change, ask } = useListState(tenant.id, kind);
  const { query, answer } = state;
  const columns = useColumns<Row>(kind === "user" ? "users" : "groups", allColumns);
  const { job, problem } = useRefreshing(tenant.id, kind);
  const summary = kind === "user" ? tenant.users : tenant.groups;

  const [typed, setTyped] = useState(query.search);
  const settled = useSettled(typed, SEARCH_MS);
  useEffect(() => {
    ask({ search: settled.trim() });
  }, [settled, ask]);

  const cached = useRows<Row>([...keys.rows(tenant.id, kind), query], (window) => load(query, window));
  const answered = useLocalRows<Row>(answer === null ? NO_ROWS : answerRows(state));
  const source = answer === null ? cached : answered;
  const run = useServerFilter(tenant.id, kind, state, change);

  const search = useRef<HTMLInputElement>(null);
  const table = useRef<TableHandle>(null);
  useShortcuts({
    search: () => {
      search.current?.focus();
      search.current?.select();
    },
  });

  const filtered = query.search !== "" || query.active !== null;
  const total = source.total ?? 0;
  const picked = state.picked;
  const setPicked = (to: Picked) => {
    // The server's answer is its own list: all of it are these rows, not all that match the search.
    if (answer !== null && to.kind === "all_except") {
      const ids = answerRows(state).map(idOf);
      change({ picked: { kind: "some", ids: new Set(ids.filter((id) => !to.except.has(id))) } });
    } else {
      change({ picked: to });
    }
  };
  const clear = () => {
    setTyped("");
    ask({ search: "", active: null });
    search.current?.focus();
  };
  const refresh = () => {
    intents.refresh(tenant.id);
  };
  const selected = pickedCount(picked, total);

  // Whoever leaves the search goes to its first row: now, or once the answer brings it.
  const leaving = useRef<Leaving | null>(null);
  const arrive = () => {
    const left = leaving.current;
    const first = source.row(0);
    if (left === null || query.search !== left.search || source.outdated || source.total === null) {
      return;
    }
    if (first !== undefined) {
      leaving.current = null;
      table.current?.first();
      if (left.open) {
        onOpen(first.id);
      }
    } else if (total === 0 && !source.counting) {
      leaving.current = null;
      if (openId !== null) {
        // Nobody is found: somebody else must not stand beside an empty list.
        onOpen(null);
      }
    }
  };
  useEffect(arrive);

  return (
    <section className="list" aria-label={label}>
      <div className="list-bar">
        <Input
          ref={into(search)}
          size="small"
          type="search"
          className="list-search"
          value={typed}
          aria-label={kind === "user" ? say("list-search-accounts") : say("list-search-groups")}
          placeholder={kind === "user" ? say("list-search-accounts-example") : say("list-search-groups-example")}
          contentBefore={<SearchRegular aria-hidden />}
          disabled={answer !== null}
          onChange={(_, { value }) => {
            setTyped(value);
            leaving.current = null;
          }}
          onBlur={() => {
            leaving.current = null;
          }}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown" || event.key === "Enter") {
              event.preventDefault();
              // Whoever leaves the field is done typing.
              const searched = typed.trim();
              leaving.current = { search: searched, open: event.key === "Enter" };
              ask({ search: searched });
              arrive();
            } else if (event.key === "Escape" && typed !== "") {
              event.preventDefault();
              event.stopPropagation();
              setTyped("");
            }
          }}
        />
        {answer === null ? chips : null}
        <span className="grow" />
        <Tooltip content={say("filter-explained")} relationship="description">
          <ToggleButton
            size="small"
            appearance="subtle"
            icon={<FilterRegular />}
            checked={state.filtering}
            onClick={() => {
              change({ filtering: !state.filtering, answer: null });
            }}
          >
            {say("filter-open")}
          </ToggleButton>
        </Tooltip>
        <ColumnChooser columns={columns} />
      </div>
      {state.filtering ? (
        <ServerFilter
          tenant={tenant.id}
          kind={kind}
          initial={answer?.filter ?? ""}
          run={run}
          onClose={() => {
            change({ filtering: false, answer: null });
          }}
        />
      ) : null}
      {answer === null ? null : (
        <div className="list-answer" role="status">
          <div>
            <strong>{say("filter-answer", { n: total + answer.outcome.notMatching })}</strong>{" "}
            <span className={`foot-word ${answer.outcome.completeness}`}>
              {completenessWord(answer.outcome.completeness)}
            </span>{" "}
            <span className="muted">{duration(answer.outcome.elapsedMs)}</span>
            <p>{answer.outcome.evidence}</p>
            {answer.outcome.notMatching === 0 ? null : (
              <p className="warn">{say("filter-not-matching", { n: answer.outcome.notMatching })}</p>
            )}
          </div>
          <Button
            size="small"
            icon={<DismissRegular />}
            onClick={() => {
              change({ answer: null, picked: NOTHING });
            }}
          >
            {say("filter-back")}
          </Button>
        </div>
      )}
      {problem === null || answer !== null ? null : (
        <div className="list-problem">
          <ErrorNote error={problem} tenant={tenant.id} remedies={{ retry: refresh }} />
        </div>
      )}
      <div className="list-rows">
        {source.error !== null && source.total === null ? (
          <EmptyState title={say("list-failed")}>
            <ErrorNote error={source.error} tenant={tenant.id} remedies={{ retry: source.retry }} />
          </EmptyState>
        ) : source.total === null ? (
          <Loading lines={12} />
        ) : total === 0 && answer === null && summary === null ? (
          <FirstTime tenant={tenant} kind={kind} refreshing={job !== null} onRefresh={refresh} />
        ) : total === 0 && filtered && answer === null ? (
          <EmptyState
            title={kind === "user" ? say("list-none-match-accounts") : say("list-none-match-groups")}
            actions={<Button onClick={clear}>{say("list-clear")}</Button>}
          >
            <p>
              {query.search === ""
                ? say("list-none-match-filter")
                : say("list-none-match-search", { search: query.search })}
            </p>
            {isMissing(summary) ? <p>{completenessMeaning("known_partial")}</p> : null}
          </EmptyState>
        ) : total === 0 ? (
          <EmptyState title={say(EMPTY[kind][answer === null && isMissing(summary) ? "part" : "whole"])}>
            <p>
              {answer === null
                ? summary?.evidence
                : answer.outcome.completeness === "proven" && answer.outcome.notMatching === 0
                  ? say("filter-answer-empty")
                  : answer.outcome.evidence}
            </p>
            {answer === null && isMissing(summary) ? <p>{completenessMeaning("known_partial")}</p> : null}
          </EmptyState>
        ) : (
          <VirtualTable
            ref={table}
            question={answer === null ? JSON.stringify(query) : `= ${answer.filter}`}
            label={label}
            columns={columns}
            source={source}
            idOf={idOf}
            nameOf={nameOf}
            rowClass={rowClass}
            openId={openId}
            onOpen={(row) => {
              onOpen(row.id);
            }}
            onActive={(row) => {
              if (openId !== null) {
                onOpen(row.id);
              }
            }}
            {...(answer === null
              ? {
                  sorting: {
                    now: { key: query.sort, descending: query.descending },
                    change: (to) => {
                      ask({ sort: to.key, descending: to.descending });
                    },
                  },
                }
              : {})}
            {...(selectionBar === undefined ? {} : { selection: { picked, change: setPicked } })}
            {...(onMenu === undefined ? {} : { onMenu })}
          />
        )}
      </div>
      {selectionBar === undefined || selected === 0
        ? null
        : selectionBar({
            picked,
            count: selected,
            clear: () => {
              change({ picked: NOTHING });
              table.current?.focus();
            },
          })}
      {answer === null ? (
        <ListFoot
          tenant={tenant}
          kind={kind}
          summary={summary}
          matching={cached.total}
          filtered={filtered}
          counting={cached.counting}
          problem={problem}
          refreshing={job !== null}
          onRefresh={refresh}
        />
      ) : (
        <AnswerFoot
          kind={kind}
          answer={answer}
          asking={run.isPending}
          failed={run.isError}
          onAgain={() => {
            run.mutate(answer.filter);
          }}
        />
      )}
    </section>
  );
}

interface FirstTimeProps {
  tenant: Tenant;
  kind: ResourceKind;
  refreshing: boolean;
  onRefresh: () => void;
}

/** Nothing was fetched yet. */
function FirstTime({ tenant, kind, refreshing, onRefresh }: FirstTimeProps) {
  const title = kind === "user" ? say("list-first-accounts") : say("list-first-groups");
  return (
    <EmptyState
      title={title}
      actions={
        <Button appearance="primary" disabled={refreshing} onClick={onRefresh}>
          {refreshing ? say("list-refreshing") : fetchWord(tenant)}
        </Button>
      }
    >
      <p>{say("list-first-meaning", { app: tenant.appName })}</p>
    </EmptyState>
  );
}
