import { useQuery } from "@tanstack/react-query";
import type { DeskError, JournalRow, Page } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { Age } from "../../shared/parts/Age";
import { changeWord, Outcome } from "../../shared/parts/glyphs";
import { routeHash, tenantRoute } from "../../shared/route";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { say } from "../../shared/words/say";
import "./journal.css";

const SHOWN = 5;

/** The last few changes sent to a tenant. */
export function RecentChanges({ tenant }: { tenant: string }) {
  const desk = useDesk();
  const scope = { tenant, account: null };
  const { data, error, refetch } = useQuery<Page<JournalRow>, DeskError>({
    queryKey: [...keys.journalRows(scope), "recent"],
    queryFn: () => desk.call("journal_page", { ...scope, window: { offset: 0, limit: SHOWN } }),
  });
  if (error !== null) {
    return <ErrorNote error={error} tenant={tenant} remedies={{ retry: () => void refetch() }} />;
  }
  if (data === undefined) {
    return null;
  }
  if (data.total === 0) {
    return <p className="muted">{say("journal-empty")}</p>;
  }
  return (
    <ul className="recent">
      {data.rows.map((row) => (
        <li key={row.id}>
          <a href={routeHash(tenantRoute(tenant, "journal", String(row.id)))}>
            {changeWord(row.change)} <bdi>{row.accountName}</bdi>
          </a>
          <Outcome outcome={row.outcome} />
          <Age at={row.at} className="muted" />
        </li>
      ))}
    </ul>
  );
}
