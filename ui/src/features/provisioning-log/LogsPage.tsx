/** The provisioning log of a tenant: what became of every person and group, newest first, and one record beside it. */
import { Button, Input, Select, ToggleButton } from "@fluentui/react-components";
import { ArrowDownloadRegular } from "@fluentui/react-icons/svg/arrow-download";
import { FilterRegular } from "@fluentui/react-icons/svg/filter";
import { useMemo, useState } from "react";
import type { LogAction, LogRow, LogStatus, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { ANY, useLogChoice, type LogChoice } from "../../shared/desk/logChoice";
import { keys } from "../../shared/desk/queries";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { Age } from "../../shared/parts/Age";
import { Beside, focusList } from "../../shared/parts/Beside";
import { Modal } from "../../shared/parts/Modal";
import {
  LOG_ACTIONS,
  LOG_STATUSES,
  logActionText,
  LogStatusWord,
  logStatusText,
  objectText,
} from "../../shared/record/words";
import { navigate, routeHash, tenantRoute } from "../../shared/route";
import { DayInput } from "../../shared/parts/DayInput";
import { EmptyState } from "../../shared/states/EmptyState";
import { ColumnChooser } from "../../shared/table/ColumnChooser";
import { useColumns, type Column } from "../../shared/table/columns";
import { FilteredRows } from "../../shared/table/FilteredRows";
import { useRows } from "../../shared/table/useRows";
import { VirtualTable } from "../../shared/table/VirtualTable";
import { useSettled } from "../../shared/useSettled";
import { duration, exactTime } from "../../shared/words/format";
import { say } from "../../shared/words/say";
import { asFilter, furtherCount, isFiltered } from "./filter";
import { LogDetail } from "./LogDetail";
import { LogExport } from "./LogExport";
import "./log.css";

const SEARCH_MS = 120;

function muted(text: string | null) {
  return text === null ? <span className="muted">–</span> : text;
}

const COLUMNS: readonly Column<LogRow>[] = [
  {
    id: "at",
    label: say("log-column-time"),
    width: 110,
    initial: true,
    cell: (row) => <Age at={row.at} />,
    title: (row) => exactTime(row.at),
  },
  {
    id: "name",
    label: say("column-name"),
    width: 180,
    initial: true,
    cell: (row) => <bdi>{row.name}</bdi>,
    title: (row) => row.name,
  },
  {
    id: "action",
    label: say("log-column-action"),
    width: 100,
    initial: true,
    cell: (row) => logActionText(row.action),
  },
  {
    id: "status",
    label: say("log-column-status"),
    width: 100,
    initial: true,
    cell: (row) => <LogStatusWord status={row.status} />,
  },
  {
    id: "sentence",
    label: say("log-column-sentence"),
    width: 380,
    initial: true,
    cell: (row) => row.sentence,
    title: (row) => row.sentence,
  },
  {
    id: "code",
    label: say("log-column-code"),
    width: 170,
    initial: true,
    cell: (row) => muted(row.code),
    title: (row) => row.code,
  },
  {
    id: "cycle",
    label: say("log-column-cycle"),
    width: 64,
    initial: true,
    align: "end",
    cell: (row) => muted(row.cycle === null ? null : String(row.cycle)),
  },
  {
    id: "object",
    label: say("log-column-object"),
    width: 80,
    initial: false,
    cell: (row) => objectText(row.object),
  },
  {
    id: "person",
    label: say("log-column-person"),
    width: 220,
    initial: false,
    cell: (row) => <span className="mono">{row.person}</span>,
    title: (row) => row.person,
  },
  {
    id: "account",
    label: say("log-column-account"),
    width: 220,
    initial: false,
    cell: (row) => <span className="mono">{row.account}</span>,
    title: (row) => row.account,
  },
  {
    id: "duration",
    label: say("log-column-duration"),
    width: 90,
    initial: false,
    align: "end",
    cell: (row) => duration(row.durationMs),
  },
];

function idOf(row: LogRow): string {
  return String(row.id);
}
function nameOf(row: LogRow): string {
  return `${logActionText(row.action)} ${row.name}`;
}

interface Props {
  tenant: Tenant;
  /** The record shown beside the list. */
  item: string | null;
}

export function LogsPage({ tenant, item }: Props) {
  const desk = useDesk();
  const columns = useColumns("provisioning-log", COLUMNS);
  const { typed, setTyped, choice, setChoice, more, setMore } = useLogChoice(tenant.id);
  const [exporting, setExporting] = useState(false);
  const search = useSettled(typed.trim(), SEARCH_MS);
  const filter = useMemo(() => asFilter(search, choice), [search, choice]);
  const filtered = isFiltered(filter);
  const source = useRows<LogRow>([...keys.provisioning(tenant.id), "log", filter], (window) =>
    desk.call("logs_page", { tenant: tenant.id, filter, window }),
  );
  useShortcuts({ refresh: source.retry });
  const open = (id: string | null) => {
    navigate(tenantRoute(tenant.id, "logs", id), item === null || id === null ? "push" : "replace");
  };
  const set = (part: Partial<LogChoice>) => {
    setChoice((before) => ({ ...before, ...part }));
  };
  const further = furtherCount(filter);
  return (
    <Beside
      detail={
        item === null ? null : (
          <LogDetail
            tenant={tenant}
            id={Number(item)}
            onClose={() => {
              open(null);
              focusList();
            }}
          />
        )
      }
    >
      <FilteredRows
        label={say("logs-of", { tenant: tenant.name })}
        tenant={tenant.id}
        search={{
          label: say("log-search"),
          example: say("log-search-example"),
          typed,
          change: setTyped,
        }}
        filters={
          <>
            <Select
              size="small"
              aria-label={say("log-filter-action")}
              value={choice.action ?? ""}
              onChange={(_, { value }) => {
                set({ action: value === "" ? null : (value as LogAction) });
              }}
            >
              <option value="">{say("log-filter-any-action")}</option>
              {LOG_ACTIONS.map((one) => (
                <option key={one} value={one}>
                  {logActionText(one)}
                </option>
              ))}
            </Select>
            <Select
              size="small"
              aria-label={say("log-filter-status")}
              value={choice.status ?? ""}
              onChange={(_, { value }) => {
                set({ status: value === "" ? null : (value as LogStatus) });
              }}
            >
              <option value="">{say("log-filter-any-status")}</option>
              {LOG_STATUSES.map((one) => (
                <option key={one} value={one}>
                  {logStatusText(one)}
                </option>
              ))}
            </Select>
            <ToggleButton
              size="small"
              appearance="subtle"
              icon={<FilterRegular />}
              checked={more}
              onClick={() => {
                setMore(!more);
              }}
            >
              {further === 0 ? say("log-filter-more") : say("log-filter-more-set", { n: further })}
            </ToggleButton>
          </>
        }
        tools={
          <>
            <Button
              size="small"
              appearance="subtle"
              icon={<ArrowDownloadRegular />}
              disabled={source.total === null || source.total === 0}
              onClick={() => {
                setExporting(true);
              }}
            >
              {say("log-export")}
            </Button>
            <ColumnChooser columns={columns} />
          </>
        }
        more={more ? <FurtherFilters choice={choice} onChange={set} /> : null}
        source={source}
        filtered={filtered}
        onClear={() => {
          setTyped("");
          setChoice(ANY);
        }}
        empty={
          <EmptyState
            title={say("log-empty")}
            actions={
              <Button as="a" href={routeHash(tenantRoute(tenant.id, "demand"))}>
                {say("log-empty-demand")}
              </Button>
            }
          >
            <p>{say("log-empty-meaning")}</p>
          </EmptyState>
        }
        table={(ref) => (
          <VirtualTable
            ref={ref}
            label={say("logs-of", { tenant: tenant.name })}
            question={JSON.stringify(filter)}
            columns={columns}
            source={source}
            idOf={idOf}
            nameOf={nameOf}
            openId={item}
            onOpen={(row) => {
              open(idOf(row));
            }}
            onActive={(row) => {
              if (item !== null) {
                open(idOf(row));
              }
            }}
          />
        )}
        foot={<span role="status">{source.total === null ? "" : say("log-count", { n: source.total })}</span>}
      />
      <Modal
        open={exporting}
        className="log-export"
        onClose={() => {
          setExporting(false);
        }}
      >
        {exporting ? (
          <LogExport
            tenant={tenant}
            filter={filter}
            count={source.total ?? 0}
            onClose={() => {
              setExporting(false);
            }}
          />
        ) : null}
      </Modal>
    </Beside>
  );
}

interface FurtherProps {
  choice: LogChoice;
  onChange: (part: Partial<LogChoice>) => void;
}

function FurtherFilters({ choice, onChange }: FurtherProps) {
  return (
    <div className="log-further">
      <label>
        {say("log-filter-code")}
        <Input
          size="small"
          value={choice.code}
          placeholder={say("log-filter-code-example")}
          spellCheck={false}
          onChange={(_, { value }) => {
            onChange({ code: value });
          }}
        />
      </label>
      <label>
        {say("log-filter-cycle")}
        <Input
          size="small"
          className="narrow"
          type="number"
          min={1}
          value={choice.cycle}
          onChange={(_, { value }) => {
            onChange({ cycle: value });
          }}
        />
      </label>
      <label>
        {say("log-filter-from")}
        <DayInput
          size="small"
          className="narrow-date"
          value={choice.from}
          onChange={(from) => {
            onChange({ from });
          }}
        />
      </label>
      <label>
        {say("log-filter-to")}
        <DayInput
          size="small"
          className="narrow-date"
          value={choice.to}
          onChange={(to) => {
            onChange({ to });
          }}
        />
      </label>
    </div>
  );
}
