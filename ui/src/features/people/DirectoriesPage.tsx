/** Where people come from: all directories; the first time, what they are for and the ways to one. */
import { Button } from "@fluentui/react-components";
import { ArrowImportRegular } from "@fluentui/react-icons/svg/arrow-import";
import { PeopleAddRegular } from "@fluentui/react-icons/svg/people-add";
import { PlugConnectedRegular } from "@fluentui/react-icons/svg/plug-connected";
import { useState } from "react";
import type { Directory } from "../../bridge/generated";
import { useDirectories } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { Age } from "../../shared/parts/Age";
import { navigate, peopleRoute, routeHash } from "../../shared/route";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { count } from "../../shared/words/format";
import { say } from "../../shared/words/say";
import { originWords } from "./origin";
import { RemoveDirectory } from "./RemoveDirectory";
import { TakePeople } from "./TakePeople";
import "./people.css";

export function DirectoriesPage() {
  const intents = useIntents();
  const directories = useDirectories();
  const [taking, setTaking] = useState(false);
  const [removing, setRemoving] = useState<Directory | null>(null);
  useShortcuts({ refresh: () => void directories.refetch() });
  if (directories.error !== null) {
    return (
      <EmptyState title={say("people-failed")}>
        <ErrorNote error={directories.error} remedies={{ retry: () => void directories.refetch() }} />
      </EmptyState>
    );
  }
  if (directories.data === undefined) {
    return <Loading />;
  }
  const empty = directories.data.length === 0;
  const ways = (
    <>
      <Button
        {...(empty ? { appearance: "primary" as const } : {})}
        icon={<PlugConnectedRegular />}
        onClick={() => {
          navigate({ page: "connect", directory: null });
        }}
      >
        {say("source-connect")}
      </Button>
      <Button
        icon={<ArrowImportRegular />}
        onClick={() => {
          navigate({ page: "import", directory: null });
        }}
      >
        {say("people-import")}
      </Button>
      <Button
        icon={<PeopleAddRegular />}
        onClick={() => {
          setTaking(true);
        }}
      >
        {say("people-take")}
      </Button>
    </>
  );
  return (
    <>
      {empty ? (
        <EmptyState title={say("people-first")} actions={ways}>
          <p>{say("people-meaning")}</p>
        </EmptyState>
      ) : (
        <div className="scroll">
          <div className="people-page">
            <header className="people-head">
              <div>
                <h1>{say("people")}</h1>
                <p className="muted">{say("people-meaning")}</p>
              </div>
              <div className="people-ways">{ways}</div>
            </header>
            <ul className="directories" aria-label={say("directories")}>
              {directories.data.map((directory) => (
                <li key={directory.id}>
                  <DirectoryCard
                    directory={directory}
                    onRemove={() => {
                      setRemoving(directory);
                    }}
                  />
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      <TakePeople
        open={taking}
        replacing={null}
        onClose={() => {
          setTaking(false);
        }}
        onTaken={(directory) => {
          setTaking(false);
          intents.announce(say("people-kept", { n: directory.people, name: directory.name }));
          navigate(peopleRoute(directory.id));
        }}
      />
      <RemoveDirectory
        directory={removing}
        onClose={() => {
          setRemoving(null);
        }}
        onRemoved={() => {
          setRemoving(null);
        }}
      />
    </>
  );
}

interface CardProps {
  directory: Directory;
  onRemove: () => void;
}

function DirectoryCard({ directory, onRemove }: CardProps) {
  return (
    <article className="directory" aria-label={directory.name}>
      <div className="directory-words">
        <h2>
          <a href={routeHash(peopleRoute(directory.id))}>
            <bdi>{directory.name}</bdi>
          </a>
        </h2>
        <p className="muted">
          <bdi>{originWords(directory)}</bdi> · <Age at={directory.importedAt} />
        </p>
        <p>
          {directory.tenants.length === 0 ? (
            <span className="muted">{say("directory-unused")}</span>
          ) : (
            say("directory-used-by", { tenants: directory.tenants.join(", ") })
          )}
        </p>
        {directory.notes.length === 0 ? null : (
          <ul className="directory-notes">
            {directory.notes.map((note) => (
              <li key={note}>
                <span aria-hidden>▲ </span>
                {note}
              </li>
            ))}
          </ul>
        )}
      </div>
      <dl className="directory-counts">
        <div>
          <dt>{say("directory-people")}</dt>
          <dd>{count(directory.people)}</dd>
        </div>
        <div>
          <dt>{say("directory-groups")}</dt>
          <dd>{count(directory.groups)}</dd>
        </div>
      </dl>
      <div className="directory-actions">
        <Button as="a" size="small" href={routeHash(peopleRoute(directory.id))}>
          {say("directory-open")}
        </Button>
        <Button as="a" size="small" href={routeHash({ page: "import", directory: directory.id })}>
          {say("directory-replace")}
        </Button>
        <Button size="small" appearance="subtle" onClick={onRemove}>
          {say("directory-remove")}
        </Button>
      </div>
    </article>
  );
}
