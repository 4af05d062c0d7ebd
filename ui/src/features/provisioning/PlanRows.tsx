/** The changes of a plan: searched, filtered, taken out and put back. */
import { Button, Input, Select } from "@fluentui/react-components";
import { SearchRegular } from "@fluentui/react-icons/svg/search";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type {
  DecidePlan,
  DeskError,
  ObjectKind,
  PlanItemState,
  PlannedAction,
  PlanRow,
  ProvisioningPlan,
  Tenant,
} from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { into } from "../../shared/into";
import { useIntents } from "../../shared/intents";
import { useKept } from "../../shared/kept";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { useColumns, type Column } from "../../shared/table/columns";
import { isAnyPicked, isPicked, NOTHING, pickedCount, type Picked } from "../../shared/table/selection";
import { useRows } from "../../shared/table/useRows";
import { VirtualTable, type TableHandle } from "../../shared/table/VirtualTable";
import { useSettled } from "../../shared/useSettled";
import { say } from "../../shared/words/say";
import { Glyphed } from "./Glyphed";
import { ACTION, ACTIONS, ITEM_STATE, ITEM_STATES, objectWord } from "./words";
import { countOf } from "./planCounts";

const COLUMNS: readonly Column<PlanRow>[] = [
  {
    id: "name",
    label: say("column-name"),
    width: 180,
    initial: true,
    cell: (row) => <bdi>{nameOf(row)}</bdi>,
    title: nameOf,
  },
  {
    id: "object",
    label: say("plan-column-object"),
    width: 80,
    initial: true,
    cell: (row) => objectWord(row.object),
  },
  {
    id: "action",
    label: say("plan-column-action"),
    width: 110,
    initial: true,
    cell: (row) => (
      <Glyphed glyph={ACTION[row.action].glyph} tone={ACTION[row.action].tone}>
        {say(ACTION[row.action].word)}
      </Glyphed>
    ),
  },
  {
    id: "state",
    label: say("plan-column-state"),
    width: 110,
    initial: true,
    cell: (row) => (
      <Glyphed glyph={ITEM_STATE[row.state].glyph} tone={ITEM_STATE[row.state].tone}>
        {say(ITEM_STATE[row.state].word)}
      </Glyphed>
    ),
  },
  {
    id: "why",
    label: say("plan-column-why"),
    width: 280,
    initial: true,
    cell: (row) => row.why,
    title: (row) => row.why,
  },
  {
    id: "effect",
    label: say("plan-column-effect"),
    width: 260,
    initial: true,
    cell: (row) => row.effect,
    title: (row) => row.effect,
  },
  {
    id: "attributes",
    label: say("plan-column-attributes"),
    width: 90,
    initial: false,
    align: "end",
    cell: (row) => row.attributes,
  },
  {
    id: "account",
    label: say("plan-column-account"),
    width: 160,
    initial: false,
    cell: (row) => <bdi>{row.accountName ?? row.account ?? ""}</bdi>,
  },
];

function idOf(row: PlanRow): string {
  return String(row.number);
}
function nameOf(row: PlanRow): string {
  return row.personName ?? row.accountName ?? row.person ?? row.account ?? "";
}
function rowClass(row: PlanRow): string | undefined {
  return row.state === "rejected" ? "plan-row-out" : undefined;
}

interface Filter {
  object: ObjectKind | null;
  action: PlannedAction | null;
  state: PlanItemState | null;
  search: string;
}
const EVERYTHING: Filter = { object: null, action: null, state: null, search: "" };
const TYPED_MS = 200;

interface Props {
  tenant: Tenant;
  plan: ProvisioningPlan;
  number: number | null;
  onNumber: (number: number | null) => void;
}

export function PlanRows({ tenant, plan, number, onNumber }: Props) {
  const desk = useDesk();
  const columns = useColumns("plan", COLUMNS);
  const [filter, setFilter] = useKept<Filter>(`plan-filter:${tenant.id}`, EVERYTHING);
  const [picked, setPicked] = useState<Picked>(NOTHING);
  const search = useSettled(filter.search, TYPED_MS);
  const question = { plan: plan.plan, ...filter, search };
  const source = useRows<PlanRow>([...keys.provisioning(tenant.id), "plan-rows", question], (window) =>
    desk.call("plan_page", { ...question, window }),
  );
  const field = useRef<HTMLInputElement>(null);
  const table = useRef<TableHandle>(null);
  useShortcuts({
    search: () => {
      field.current?.focus();
      field.current?.select();
    },
  });
  const change = (part: Partial<Filter>) => {
    setPicked(NOTHING);
    setFilter((before) => ({ ...before, ...part }));
  };
  const filtered = filter.object !== null || filter.action !== null || filter.state !== null || search.trim() !== "";
  const n = pickedCount(picked, source.total ?? 0);
  return (
    <section className="plan-list" aria-label={say("plan-changes")}>
      <div className="plan-filters">
        <Input
          ref={into(field)}
          size="small"
          type="search"
          className="list-search"
          value={filter.search}
          aria-label={say("plan-search")}
          placeholder={say("plan-search-example")}
          contentBefore={<SearchRegular aria-hidden />}
          onChange={(_, { value }) => {
            change({ search: value });
          }}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown") {
              event.preventDefault();
              table.current?.first();
            }
          }}
        />
        <Select
          size="small"
          aria-label={say("plan-column-object")}
          value={filter.object ?? ""}
          onChange={(_, { value }) => {
            change({ object: value === "" ? null : (value as ObjectKind) });
          }}
        >
          <option value="">{say("plan-any-object")}</option>
          <option value="user">{say("tab-users")}</option>
          <option value="group">{say("tab-groups")}</option>
        </Select>
        <Select
          size="small"
          aria-label={say("plan-column-action")}
          value={filter.action ?? ""}
          onChange={(_, { value }) => {
            change({ action: value === "" ? null : (value as PlannedAction) });
          }}
        >
          <option value="">{say("plan-any-action")}</option>
          {ACTIONS.map((action) => (
            <option key={action} value={action}>
              {say("plan-option", { word: say(ACTION[action].word), n: countOf(plan, { action }) })}
            </option>
          ))}
        </Select>
        <Select
          size="small"
          aria-label={say("plan-column-state")}
          value={filter.state ?? ""}
          onChange={(_, { value }) => {
            change({ state: value === "" ? null : (value as PlanItemState) });
          }}
        >
          <option value="">{say("plan-any-state")}</option>
          {ITEM_STATES.map((state) => (
            <option key={state} value={state}>
              {say("plan-option", { word: say(ITEM_STATE[state].word), n: countOf(plan, { state }) })}
            </option>
          ))}
        </Select>
      </div>
      <div className="list-rows">
        {source.error !== null && source.total === null ? (
          <EmptyState title={say("list-failed")}>
            <ErrorNote error={source.error} tenant={tenant.id} remedies={{ retry: source.retry }} />
          </EmptyState>
        ) : source.total === null ? (
          <Loading lines={10} />
        ) : source.total === 0 ? (
          filtered ? (
            <EmptyState
              title={say("plan-none-match")}
              actions={
                <Button
                  onClick={() => {
                    change(EVERYTHING);
                    field.current?.focus();
                  }}
                >
                  {say("list-clear")}
                </Button>
              }
            />
          ) : (
            <EmptyState title={say("plan-nothing")}>
              <p>{say("plan-nothing-meaning")}</p>
            </EmptyState>
          )
        ) : (
          <VirtualTable
            ref={table}
            label={say("plan-changes")}
            question={JSON.stringify(question)}
            columns={columns}
            source={source}
            idOf={idOf}
            nameOf={nameOf}
            selection={{ picked, change: setPicked }}
            openId={number === null ? null : String(number)}
            rowClass={rowClass}
            onOpen={(row) => {
              onNumber(row.number);
            }}
            onActive={(row) => {
              if (number !== null) {
                onNumber(row.number);
              }
            }}
          />
        )}
      </div>
      {isAnyPicked(picked) && n > 0 && source.total !== null ? (
        <Selected
          tenant={tenant.id}
          plan={plan.plan}
          n={n}
          numbers={async () => {
            const rows = await source.fetch(0, (source.total ?? 1) - 1);
            return rows.filter((row) => isPicked(picked, idOf(row))).map((row) => row.number);
          }}
          onClear={() => {
            setPicked(NOTHING);
          }}
        />
      ) : null}
      <footer className="list-foot">{source.total === null ? "" : say("plan-shown", { n: source.total })}</footer>
    </section>
  );
}

interface SelectedProps {
  tenant: string;
  plan: string;
  n: number;
  numbers: () => Promise<number[]>;
  onClear: () => void;
}

/** Takes what is selected out of the plan, or puts it back. Sends nothing. */
function Selected({ tenant, plan, n, numbers, onClear }: SelectedProps) {
  const decide = useDecide(tenant);
  const act = (reject: boolean) => {
    void numbers().then((chosen) => {
      // No number would mean all that match.
      if (chosen.length > 0) {
        decide.mutate({ plan, numbers: chosen, object: null, action: null, reject }, { onSuccess: onClear });
      }
    });
  };
  return (
    <div className="selection-bar" role="region" aria-label={say("selection")}>
      <strong>{say("selection-count", { n })}</strong>
      <Button
        size="small"
        disabled={decide.isPending}
        onClick={() => {
          act(true);
        }}
      >
        {say("plan-take-out")}
      </Button>
      <Button
        size="small"
        disabled={decide.isPending}
        onClick={() => {
          act(false);
        }}
      >
        {say("plan-put-back")}
      </Button>
      {decide.error === null ? null : <span className="bad">{decide.error.message}</span>}
      <span className="grow" />
      <Button size="small" appearance="subtle" onClick={onClear}>
        {say("selection-clear")}
      </Button>
    </div>
  );
}

export function useDecide(tenant: string) {
  const desk = useDesk();
  const intents = useIntents();
  const queries = useQueryClient();
  return useMutation<ProvisioningPlan, DeskError, DecidePlan>({
    mutationFn: (asked) => desk.call("plan_decide", asked),
    onSuccess: (_, { reject, numbers }) => {
      void queries.invalidateQueries({ queryKey: keys.provisioning(tenant) });
      intents.announce(say(reject ? "plan-taken-out" : "plan-put-back-done", { n: numbers.length }));
    },
  });
}
