/** How a directory is read again and again: where from, how complete, what the last reading changed. */
import { Button } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type {
  DeskError,
  Directory,
  DirectoryConnection,
  DirectoryRefreshed,
  RefreshDirectory,
} from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys, useTenants } from "../../shared/desk/queries";
import { useKept } from "../../shared/kept";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { Age } from "../../shared/parts/Age";
import { completenessWord } from "../../shared/parts/glyphs";
import { Modal } from "../../shared/parts/Modal";
import { routeHash } from "../../shared/route";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { count } from "../../shared/words/format";
import { say } from "../../shared/words/say";
import { DirectoryTest } from "./DirectoryTest";
import { SignIn } from "./SignIn";
import { sourceText } from "./source";
import { useDirectoryJob } from "./useDirectoryJob";
import "./connect.css";

export function ConnectionTab({ directory }: { directory: Directory }) {
  const desk = useDesk();
  const { data, error, refetch } = useQuery<DirectoryConnection | null, DeskError>({
    queryKey: keys.connection(directory.id),
    queryFn: () => desk.call("directory_connection", { directory: directory.id }),
  });
  if (error !== null) {
    return (
      <EmptyState title={say("people-failed")}>
        <ErrorNote error={error} remedies={{ retry: () => void refetch() }} />
      </EmptyState>
    );
  }
  if (data === undefined) {
    return <Loading lines={6} />;
  }
  if (data === null) {
    return (
      <EmptyState
        title={say("source-none")}
        actions={
          <Button as="a" href={routeHash({ page: "connect", directory: directory.id })}>
            {say("source-connect")}
          </Button>
        }
      >
        <p>{say("source-none-meaning")}</p>
      </EmptyState>
    );
  }
  return (
    <div className="scroll">
      <Connected connection={data} />
    </div>
  );
}

function Connected({ connection }: { connection: DirectoryConnection }) {
  const desk = useDesk();
  const tenants = useTenants().data ?? [];
  const { directory: id, source } = connection;
  const [job, setJob] = useKept<string | null>(`source-refresh:${id}`, null);
  const [signingIn, setSigningIn] = useState(false);
  const refresh = useDirectoryJob<RefreshDirectory>((asked) => desk.call("directory_refresh", asked), job, setJob);
  const start = (full: boolean) => {
    if (!refresh.running) {
      refresh.start({ directory: id, full });
    }
  };
  const again = () => {
    start(false);
  };
  useShortcuts({ refresh: again });
  const byCode = source.from === "entra_id" && source.signIn === "device_code";
  const done = refresh.job?.progress.done ?? 0;
  return (
    <div className="source" role="region" aria-label={say("source-connection", { name: connection.name })}>
      <section className="card source-card">
        <dl className="facts">
          <div>
            <dt>{say("source-read-from")}</dt>
            <dd>
              <bdi>{sourceText(source, (tenant) => tenants.find((one) => one.id === tenant)?.name)}</bdi>
            </dd>
          </div>
          <div>
            <dt>{say("source-last-read")}</dt>
            <dd>
              {connection.refreshedAt === null ? (
                <span className="muted">{say("source-never-read")}</span>
              ) : (
                <Age at={connection.refreshedAt} />
              )}
            </dd>
          </div>
          {connection.completeness === null ? null : (
            <div>
              <dt>{say("source-completeness")}</dt>
              <dd>
                <span className={`foot-word ${connection.completeness}`}>
                  {completenessWord(connection.completeness)}
                </span>
                {connection.evidence === null ? null : <p>{connection.evidence}</p>}
                <p className="muted">
                  {say(connection.completeness === "proven" ? "source-proven-meaning" : "source-unproven-meaning")}
                </p>
              </dd>
            </div>
          )}
          {source.from === "file" || source.from === "tenant" || byCode ? null : (
            <div>
              <dt>{say("source-secret-held")}</dt>
              <dd>{connection.hasSecret ? say("source-secret-in-vault") : say("source-secret-none")}</dd>
            </div>
          )}
        </dl>
        <div className="source-actions">
          {refresh.running ? (
            <Button onClick={refresh.cancel}>{say("source-refresh-cancel")}</Button>
          ) : (
            <>
              <Button appearance="primary" onClick={again}>
                {say("source-refresh")}
              </Button>
              <Button
                onClick={() => {
                  start(true);
                }}
              >
                {say("source-refresh-full")}
              </Button>
            </>
          )}
          {byCode ? (
            <Button
              onClick={() => {
                setSigningIn(true);
              }}
            >
              {say("source-sign-in-start")}
            </Button>
          ) : null}
          <Button as="a" href={routeHash({ page: "connect", directory: id })}>
            {say("source-change")}
          </Button>
          {refresh.running ? (
            <span role="status" className="muted">
              {say("source-refreshing")}
              {done === 0 ? null : ` · ${count(done)}`}
            </span>
          ) : null}
        </div>
        {refresh.error === null || refresh.running ? null : (
          <ErrorNote error={refresh.error} remedies={{ retry: again }} />
        )}
        {refresh.end?.end === "directory_refreshed" ? <Changed outcome={refresh.end.outcome} /> : null}
      </section>
      <section className="card source-card" aria-label={say("source-step-test")}>
        <h2>{say("source-step-test")}</h2>
        <DirectoryTest target={{ of: "saved", directory: id }} missing={null} earlier={connection.lastTest} />
      </section>
      <Modal
        open={signingIn}
        onClose={() => {
          setSigningIn(false);
        }}
      >
        {signingIn ? (
          <SignIn
            directory={id}
            onClose={() => {
              setSigningIn(false);
            }}
          />
        ) : null}
      </Modal>
    </div>
  );
}

/** What a reading changed. */
function Changed({ outcome }: { outcome: DirectoryRefreshed }) {
  return (
    <section className="source-outcome" aria-label={say("source-outcome")}>
      <h3>{say("source-outcome")}</h3>
      <p role="status">
        {outcome.full ? say("source-outcome-full") : say("source-outcome-changes")}{" "}
        {say("source-outcome-counts", { added: outcome.added, changed: outcome.changed, removed: outcome.removed })}
      </p>
      {outcome.notes.length === 0 ? null : (
        <ul className="directory-notes">
          {outcome.notes.map((note) => (
            <li key={note}>
              <span aria-hidden>▲ </span>
              {note}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
