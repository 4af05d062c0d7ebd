/** The journal: every change that was sent, newest first, and one entry beside it. */
import { Button } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { DeskError, JournalEntry, JournalRow } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { Age } from "../../shared/parts/Age";
import { changeWord, Outcome } from "../../shared/parts/glyphs";
import { RequestView } from "../../shared/parts/RequestView";
import { routeHash, tenantRoute } from "../../shared/route";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { EvidenceDetails } from "../../shared/states/Evidence";
import { Loading } from "../../shared/states/Loading";
import { useColumns, type Column } from "../../shared/table/columns";
import { useRows } from "../../shared/table/useRows";
import { VirtualTable } from "../../shared/table/VirtualTable";
import { exactTime } from "../../shared/words/format";
import { say } from "../../shared/words/say";
import "./journal.css";

const COLUMNS: readonly Column<JournalRow>[] = [
  {
    id: "at",
    label: say("column-when"),
    width: 130,
    initial: true,
    cell: (row) => <Age at={row.at} />,
    title: (row) => exactTime(row.at),
  },
  { id: "change", label: say("column-change"), width: 110, initial: true, cell: (row) => changeWord(row.change) },
  {
    id: "account",
    label: say("column-account"),
    width: 200,
    initial: true,
    cell: (row) => <bdi>{row.accountName}</bdi>,
    title: (row) => row.accountName,
  },
  {
    id: "outcome",
    label: say("column-outcome"),
    width: 200,
    initial: true,
    cell: (row) => <Outcome outcome={row.outcome} />,
    title: (row) => row.sentence,
  },
  { id: "os_user", label: say("column-by"), width: 110, initial: true, cell: (row) => <bdi>{row.osUser}</bdi> },
];

function idOf(row: JournalRow): string {
  return String(row.id);
}
function nameOf(row: JournalRow): string {
  return `${changeWord(row.change)} ${row.accountName}`;
}

interface Props {
  tenant: string;
  openId: string | null;
  onOpen: (id: string | null) => void;
}

export function JournalList({ tenant, openId, onOpen }: Props) {
  const desk = useDesk();
  const columns = useColumns("journal", COLUMNS);
  const scope = useMemo(() => ({ tenant, account: null }), [tenant]);
  const source = useRows<JournalRow>(keys.journalRows(scope), (window) =>
    desk.call("journal_page", { ...scope, window }),
  );
  if (source.error !== null && source.total === null) {
    return (
      <EmptyState title={say("journal-failed")}>
        <ErrorNote error={source.error} tenant={tenant} remedies={{ retry: source.retry }} />
      </EmptyState>
    );
  }
  if (source.total === null) {
    return <Loading lines={10} />;
  }
  if (source.total === 0) {
    return (
      <EmptyState title={say("journal-empty")}>
        <p>{say("journal-meaning")}</p>
      </EmptyState>
    );
  }
  return (
    <VirtualTable
      label={say("journal")}
      question={tenant}
      columns={columns}
      source={source}
      idOf={idOf}
      nameOf={nameOf}
      openId={openId}
      onOpen={(row) => {
        onOpen(idOf(row));
      }}
      onActive={(row) => {
        if (openId !== null) {
          onOpen(idOf(row));
        }
      }}
    />
  );
}

/** One entry, whole: what was sent, what was answered, and the account before and after. */
export function JournalDetail({ id, onClose }: { id: number; onClose: () => void }) {
  const desk = useDesk();
  const { data, error, refetch } = useQuery<JournalEntry, DeskError>({
    queryKey: keys.journalEntry(id),
    queryFn: () => desk.call("journal_entry", { id }),
  });
  useShortcuts({ close: onClose });
  return (
    <section className="detail" aria-label={say("journal-entry")}>
      <header className="detail-head">
        <div className="detail-title">
          <h2>{data === undefined ? say("journal-entry") : nameOf(data.row)}</h2>
          <Button
            size="small"
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={say("detail-close")}
            onClick={onClose}
          />
        </div>
        {data === undefined ? null : (
          <div className="detail-sub">
            <Outcome outcome={data.row.outcome} />
            <Age at={data.row.at} />
            <span>{say("history-by", { user: data.row.osUser })}</span>
          </div>
        )}
      </header>
      <div className="detail-body journal-entry" role="region" tabIndex={0} aria-label={say("journal-entry")}>
        {error !== null ? (
          <ErrorNote error={error} remedies={{ retry: () => void refetch() }} />
        ) : data === undefined ? (
          <Loading />
        ) : (
          <Entry entry={data} />
        )}
      </div>
    </section>
  );
}

function Entry({ entry }: { entry: JournalEntry }) {
  return (
    <>
      {entry.row.sentence === null ? null : <p>{entry.row.sentence}</p>}
      <p>
        <a href={routeHash(tenantRoute(entry.row.tenant, "users", entry.row.account))}>
          {say("journal-open-account", { name: entry.row.accountName })}
        </a>
      </p>
      <h3>{say("journal-exchanges", { n: entry.exchanges.length })}</h3>
      {entry.exchanges.map((exchange, at) => (
        <div key={at} className="exchange">
          <RequestView request={exchange.request} />
          {exchange.answer === null ? (
            <p className="muted">{say("journal-no-answer")}</p>
          ) : (
            <EvidenceDetails evidence={exchange.answer} open />
          )}
        </div>
      ))}
      <h3>{say("journal-before")}</h3>
      {entry.before === null ? (
        <p className="muted">{say("journal-not-known")}</p>
      ) : (
        <pre className="code">{entry.before}</pre>
      )}
      <h3>{say("journal-after")}</h3>
      {entry.after === null ? (
        <p className="muted">{say("journal-not-known")}</p>
      ) : (
        <pre className="code">{entry.after}</pre>
      )}
    </>
  );
}
