/** What changed behind our back: found on request, by kind, and settled row by row or many at once. */
import { Button } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useState } from "react";
import type { DriftKind, DriftRemedy, DriftRow, DriftSummary, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { useKept } from "../../shared/kept";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { Beside, focusList } from "../../shared/parts/Beside";
import { ActiveWord } from "../../shared/parts/glyphs";
import { Modal } from "../../shared/parts/Modal";
import { objectText } from "../../shared/record/words";
import { navigate, tenantRoute } from "../../shared/route";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { ColumnChooser } from "../../shared/table/ColumnChooser";
import { useColumns, type Column } from "../../shared/table/columns";
import { FilteredRows } from "../../shared/table/FilteredRows";
import { isPicked, NOTHING, pickedCount, type Picked } from "../../shared/table/selection";
import { useRows, type RowSource } from "../../shared/table/useRows";
import { VirtualTable } from "../../shared/table/VirtualTable";
import { useSettled } from "../../shared/useSettled";
import { say } from "../../shared/words/say";
import { DriftDetail } from "./DriftDetail";
import { DriftHead } from "./DriftHead";
import { ResolveDialog } from "./ResolveDialog";
import { RulesDialog } from "./RulesDialog";
import { useDrift } from "./useDrift";
import { driftKindMeaning, driftKindText, REMEDIES, REMEDY } from "./words";
import "./drift.css";

const SEARCH_MS = 80;

const COLUMNS: readonly Column<DriftRow>[] = [
  {
    id: "kind",
    label: say("drift-column-kind"),
    width: 140,
    initial: true,
    cell: (row) => driftKindText(row.kind),
    title: (row) => driftKindMeaning(row.kind),
  },
  {
    id: "account",
    label: say("drift-column-account"),
    width: 190,
    initial: true,
    cell: (row) => <bdi>{row.accountName}</bdi>,
    title: (row) => row.accountName,
  },
  {
    id: "person",
    label: say("drift-column-person"),
    width: 180,
    initial: true,
    cell: (row) => (row.personName === null ? <span className="muted">–</span> : <bdi>{row.personName}</bdi>),
    title: (row) => row.personName,
  },
  {
    id: "sentence",
    label: say("drift-column-sentence"),
    width: 420,
    initial: true,
    cell: (row) => row.sentence,
    title: (row) => row.sentence,
  },
  {
    id: "active",
    label: say("drift-column-active"),
    width: 100,
    initial: true,
    cell: (row) => <ActiveWord active={row.active} />,
  },
  {
    id: "object",
    label: say("drift-column-type"),
    width: 80,
    initial: false,
    cell: (row) => objectText(row.object),
  },
  {
    id: "attributes",
    label: say("drift-column-attributes"),
    width: 180,
    initial: false,
    cell: (row) => row.attributes.map((one) => one.name).join(", "),
    title: (row) => row.attributes.map((one) => one.name).join(", "),
  },
];

function idOf(row: DriftRow): string {
  return String(row.number);
}
function nameOf(row: DriftRow): string {
  return row.accountName;
}

interface Props {
  tenant: Tenant;
  /** The number of the finding shown beside the list. */
  item: string | null;
}

export function DriftPage({ tenant, item }: Props) {
  const drift = useDrift(tenant.id);
  const [rules, setRules] = useState(false);
  const { summary } = drift;
  const ways = (
    <>
      {drift.running ? (
        <Button size="small" onClick={drift.cancel}>
          {say("drift-cancel")}
        </Button>
      ) : (
        <Button size="small" {...(summary === null ? { appearance: "primary" as const } : {})} onClick={drift.find}>
          {summary === null ? say("drift-find") : say("drift-find-again")}
        </Button>
      )}
      <Button
        size="small"
        appearance="subtle"
        onClick={() => {
          setRules(true);
        }}
      >
        {say("drift-rules")}
      </Button>
    </>
  );
  const failed =
    drift.error === null ? null : <ErrorNote error={drift.error} tenant={tenant.id} remedies={{ retry: drift.find }} />;
  useShortcuts({ refresh: drift.find });
  return (
    <>
      {summary !== null ? (
        <div className="drift">
          <DriftHead tenant={tenant.id} summary={summary} running={drift.running} ways={ways} failed={failed} />
          <Findings
            // Numbers name rows of one search only.
            key={summary.at}
            tenant={tenant}
            item={item}
            summary={summary}
            onSettled={drift.settled}
          />
        </div>
      ) : drift.running ? (
        <div className="drift-first">
          <p role="status">{say("drift-finding")}</p>
          <div className="drift-ways">{ways}</div>
          <Loading lines={8} />
        </div>
      ) : (
        <EmptyState title={say("drift-first")} actions={ways}>
          <p>{say("drift-meaning", { app: tenant.appName })}</p>
          {failed}
        </EmptyState>
      )}
      <Modal
        open={rules}
        className="drift-rules"
        onClose={() => {
          setRules(false);
        }}
      >
        {rules ? (
          <RulesDialog
            tenant={tenant}
            onClose={() => {
              setRules(false);
            }}
          />
        ) : null}
      </Modal>
    </>
  );
}

interface FindingsProps extends Props {
  summary: DriftSummary;
  onSettled: (summary: DriftSummary) => void;
}

/** The selected rows themselves: which remedies fit is told by each. */
async function rowsOf(source: RowSource<DriftRow>, picked: Picked): Promise<DriftRow[]> {
  const rows = source.total === null || source.total === 0 ? [] : await source.fetch(0, source.total - 1);
  return rows.filter((row) => isPicked(picked, idOf(row)));
}

function Findings({ tenant, item, summary, onSettled }: FindingsProps) {
  const desk = useDesk();
  const intents = useIntents();
  const columns = useColumns("drift", COLUMNS);
  const [typed, setTyped] = useKept(`drift-search:${tenant.id}`, "");
  const [kind, setKind] = useKept<DriftKind | null>(`drift-kind:${tenant.id}`, null);
  const [picked, setPicked] = useState<Picked>(NOTHING);
  const [asked, setAsked] = useState<{ remedy: DriftRemedy; rows: () => Promise<DriftRow[]> } | null>(null);
  const search = useSettled(typed.trim(), SEARCH_MS);
  const question = { object: null, kind, search };
  const source = useRows<DriftRow>([...keys.provisioning(tenant.id), "drift", summary.at, question], (window) =>
    desk.call("drift_page", { tenant: tenant.id, ...question, window }),
  );
  const open = (number: string | null) => {
    navigate(tenantRoute(tenant.id, "drift", number), item === null || number === null ? "push" : "replace");
  };
  const close = () => {
    open(null);
    focusList();
  };
  const selected = pickedCount(picked, source.total ?? 0);
  const dismiss = () => {
    setAsked(null);
  };
  return (
    <div className="drift-body">
      <Beside
        detail={
          item === null ? null : (
            <DriftDetail
              key={item}
              tenant={tenant}
              number={Number(item)}
              onClose={close}
              onRemedy={(remedy, row) => {
                setAsked({ remedy, rows: () => Promise.resolve([row]) });
              }}
            />
          )
        }
      >
        <FilteredRows
          label={say("drift-of", { tenant: tenant.name })}
          tenant={tenant.id}
          search={{ label: say("drift-search"), example: say("drift-search-example"), typed, change: setTyped }}
          tools={<ColumnChooser columns={columns} />}
          source={source}
          filtered={search !== "" || kind !== null}
          onClear={() => {
            setTyped("");
            setKind(null);
          }}
          empty={
            <EmptyState title={say("drift-none")}>
              <p>{say("drift-none-meaning")}</p>
            </EmptyState>
          }
          table={(ref) => (
            <VirtualTable
              ref={ref}
              label={say("drift-of", { tenant: tenant.name })}
              question={JSON.stringify(question)}
              columns={columns}
              source={source}
              idOf={idOf}
              nameOf={nameOf}
              selection={{ picked, change: setPicked }}
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
          selection={
            selected === 0 ? null : (
              <div className="selection-bar" role="toolbar" aria-label={say("selection")}>
                <strong role="status">{say("selection-count", { n: selected })}</strong>
                {REMEDIES.map((remedy) => (
                  <Button
                    key={remedy}
                    size="small"
                    onClick={() => {
                      setAsked({ remedy, rows: () => rowsOf(source, picked) });
                    }}
                  >
                    {say(REMEDY[remedy].ask)}
                  </Button>
                ))}
                <span className="grow" />
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<DismissRegular />}
                  onClick={() => {
                    setPicked(NOTHING);
                  }}
                >
                  {say("selection-clear")}
                </Button>
              </div>
            )
          }
          foot={<span role="status">{source.total === null ? "" : say("drift-count", { n: source.total })}</span>}
        />
      </Beside>
      <Modal open={asked !== null} onClose={dismiss}>
        {asked === null ? null : (
          <ResolveDialog
            tenant={tenant}
            remedy={asked.remedy}
            rows={asked.rows}
            onClose={dismiss}
            onDone={(left, count) => {
              dismiss();
              setPicked(NOTHING);
              onSettled(left);
              intents.announce(say("drift-resolved", { n: count }));
              if (item !== null) {
                close();
              }
            }}
          />
        )}
      </Modal>
    </div>
  );
}
