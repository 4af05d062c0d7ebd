import { useQuery } from "@tanstack/react-query";
import type { DeskError, JournalRow, Page, ResourceId } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { Age } from "../../shared/parts/Age";
import { changeWord, Outcome } from "../../shared/parts/glyphs";
import { routeHash, tenantRoute } from "../../shared/route";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { say } from "../../shared/words/say";

const SHOWN = 100;

/** What Scimdesk did to one account, newest first. */
export function History({ resource }: { resource: ResourceId }) {
  const desk = useDesk();
  const scope = { tenant: resource.tenant, account: resource.id };
  const { data, error, refetch } = useQuery<Page<JournalRow>, DeskError>({
    queryKey: keys.journalRows(scope),
    queryFn: () => desk.call("journal_page", { ...scope, window: { offset: 0, limit: SHOWN } }),
  });
  if (error !== null) {
    return <ErrorNote error={error} tenant={resource.tenant} remedies={{ retry: () => void refetch() }} />;
  }
  if (data === undefined) {
    return <Loading />;
  }
  if (data.total === 0) {
    return <p className="muted">{say("history-none")}</p>;
  }
  return (
    <>
      <ul className="history">
        {data.rows.map((row) => (
          <li key={row.id}>
            <div className="line">
              <strong>{changeWord(row.change)}</strong>
              <Outcome outcome={row.outcome} />
              <Age at={row.at} className="muted" />
              <span className="muted">{say("history-by", { user: row.osUser })}</span>
            </div>
            {row.sentence === null ? null : <span>{row.sentence}</span>}
            <a href={routeHash(tenantRoute(resource.tenant, "journal", String(row.id)))}>{say("history-open")}</a>
          </li>
        ))}
      </ul>
      {data.total > data.rows.length ? (
        <p className="muted">{say("history-older", { n: data.total - data.rows.length })}</p>
      ) : null}
    </>
  );
}
