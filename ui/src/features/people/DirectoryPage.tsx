/** One directory: what it is, and its people and groups, searched. */
import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Tab, TabList } from "@fluentui/react-components";
import { useState } from "react";
import type { Directory, DirectoryGroupRow, PersonRow } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys, useDirectories } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { useKept } from "../../shared/kept";
import { Age } from "../../shared/parts/Age";
import { Beside, focusList } from "../../shared/parts/Beside";
import { ActiveWord } from "../../shared/parts/glyphs";
import { navigate, peopleRoute, routeHash, type DirectoryPart } from "../../shared/route";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { Note } from "../../shared/states/Note";
import { useColumns, type Column } from "../../shared/table/columns";
import { useRows } from "../../shared/table/useRows";
import { VirtualTable } from "../../shared/table/VirtualTable";
import { Searched } from "./Searched";
import { useSettled } from "../../shared/useSettled";
import { count } from "../../shared/words/format";
import { say } from "../../shared/words/say";
import { ConnectionTab } from "./ConnectionTab";
import { originWords } from "./origin";
import { PersonPanel } from "./PersonPanel";
import { RemoveDirectory } from "./RemoveDirectory";
import { TakePeople } from "./TakePeople";
import "./people.css";

const SEARCH_MS = 80;

interface Props {
  id: string;
  part: DirectoryPart;
  item: string | null;
}

export function DirectoryPage({ id, part, item }: Props) {
  const directories = useDirectories();
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
  const directory = directories.data.find((one) => one.id === id);
  if (directory === undefined) {
    return (
      <EmptyState
        title={say("directory-gone")}
        actions={
          <Button
            onClick={() => {
              navigate(peopleRoute());
            }}
          >
            {say("directory-gone-all")}
          </Button>
        }
      />
    );
  }
  return <OpenDirectory directory={directory} part={part} item={item} />;
}

function OpenDirectory({ directory, part, item }: { directory: Directory; part: DirectoryPart; item: string | null }) {
  const { id } = directory;
  const open = (person: string | null) => {
    navigate(peopleRoute(id, part, person), item === null || person === null ? "push" : "replace");
  };
  const close = () => {
    open(null);
    focusList();
  };
  return (
    <div className="directory-page">
      <Head directory={directory} />
      <TabList
        className="tenant-tabs"
        selectedValue={part}
        onTabSelect={(_, { value }) => {
          navigate(peopleRoute(id, value as DirectoryPart));
        }}
      >
        <Tab value="people">{say("directory-tab-people", { n: directory.people })}</Tab>
        <Tab value="groups">{say("directory-tab-groups", { n: directory.groups })}</Tab>
        <Tab value="connection">{say("source-tab")}</Tab>
      </TabList>
      <div className="directory-body" role="tabpanel">
        {part === "connection" ? (
          <ConnectionTab directory={directory} />
        ) : part === "groups" ? (
          <GroupRows directory={directory} />
        ) : (
          <Beside detail={item === null ? null : <PersonPanel directory={directory} person={item} onClose={close} />}>
            <PeopleRows directory={directory} openId={item} onOpen={open} />
          </Beside>
        )}
      </div>
    </div>
  );
}

function Head({ directory }: { directory: Directory }) {
  const intents = useIntents();
  const [removing, setRemoving] = useState(false);
  const [taking, setTaking] = useState(false);
  return (
    <header className="directory-head">
      <div className="directory-title">
        <nav aria-label={say("directory-way")}>
          <a className="link" href={routeHash(peopleRoute())}>
            {say("people")}
          </a>
        </nav>
        <h1>
          <bdi>{directory.name}</bdi>
        </h1>
        <p className="muted">
          <bdi>{originWords(directory)}</bdi> · <Age at={directory.importedAt} /> ·{" "}
          {directory.tenants.length === 0
            ? say("directory-unused")
            : say("directory-used-by", { tenants: directory.tenants.join(", ") })}
        </p>
      </div>
      <div className="directory-actions">
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Button size="small">{say("directory-replace")}</Button>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem
                onClick={() => {
                  navigate({ page: "import", directory: directory.id });
                }}
              >
                {say("people-import")}
              </MenuItem>
              <MenuItem
                onClick={() => {
                  setTaking(true);
                }}
              >
                {say("people-take")}
              </MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
        <Button
          size="small"
          appearance="subtle"
          onClick={() => {
            setRemoving(true);
          }}
        >
          {say("directory-remove")}
        </Button>
      </div>
      {directory.notes.length === 0 ? null : (
        <div className="directory-note">
          <Note kind="warning">
            {directory.notes.map((note) => (
              <p key={note}>{note}</p>
            ))}
          </Note>
        </div>
      )}
      <TakePeople
        open={taking}
        replacing={directory}
        onClose={() => {
          setTaking(false);
        }}
        onTaken={(taken) => {
          setTaking(false);
          intents.announce(say("people-kept", { n: taken.people, name: taken.name }));
        }}
      />
      <RemoveDirectory
        directory={removing ? directory : null}
        onClose={() => {
          setRemoving(false);
        }}
        onRemoved={() => {
          navigate(peopleRoute());
        }}
      />
    </header>
  );
}

function bdi(text: string | null) {
  return text === null ? <span className="muted">–</span> : <bdi>{text}</bdi>;
}

const PEOPLE_COLUMNS: readonly Column<PersonRow>[] = [
  {
    id: "name",
    label: say("column-name"),
    width: 180,
    initial: true,
    cell: (row) => bdi(row.name),
    title: (row) => row.name,
  },
  {
    id: "user_name",
    label: say("column-user-name"),
    width: 240,
    initial: true,
    cell: (row) => bdi(row.userName),
    title: (row) => row.userName,
  },
  {
    id: "mail",
    label: say("column-email"),
    width: 240,
    initial: false,
    cell: (row) => bdi(row.mail),
    title: (row) => row.mail,
  },
  { id: "department", label: say("column-department"), width: 130, initial: true, cell: (row) => bdi(row.department) },
  {
    id: "enabled",
    label: say("column-active"),
    width: 100,
    initial: true,
    cell: (row) => <ActiveWord active={row.enabled} />,
  },
  {
    id: "id",
    label: say("column-id"),
    width: 220,
    initial: false,
    cell: (row) => <span className="mono">{row.id}</span>,
  },
];

const GROUP_COLUMNS: readonly Column<DirectoryGroupRow>[] = [
  {
    id: "name",
    label: say("column-name"),
    width: 320,
    initial: true,
    cell: (row) => bdi(row.name),
    title: (row) => row.name,
  },
  {
    id: "members",
    label: say("directory-members"),
    width: 160,
    initial: true,
    align: "end",
    cell: (row) => count(row.members),
  },
  {
    id: "id",
    label: say("column-id"),
    width: 260,
    initial: true,
    cell: (row) => <span className="mono">{row.id}</span>,
  },
];

function idOf(row: { id: string }): string {
  return row.id;
}
function nameOf(row: { name: string }): string {
  return row.name;
}

interface RowsProps {
  directory: Directory;
  openId: string | null;
  onOpen: (id: string | null) => void;
}

function PeopleRows({ directory, openId, onOpen }: RowsProps) {
  const desk = useDesk();
  const columns = useColumns("directory-people", PEOPLE_COLUMNS);
  const [typed, setTyped] = useKept(`people-search:${directory.id}`, "");
  const search = useSettled(typed.trim(), SEARCH_MS);
  const source = useRows<PersonRow>([...keys.people(directory.id), search], (window) =>
    desk.call("people_page", { directory: directory.id, search, window }),
  );
  return (
    <Searched
      label={say("directory-people-of", { name: directory.name })}
      searchLabel={say("directory-search-people")}
      example={say("directory-search-people-example")}
      typed={typed}
      search={search}
      onType={setTyped}
      source={source}
      empty={say("directory-no-people")}
      found={(n) => say("directory-count-people", { n })}
      all={directory.people}
      table={(ref) => (
        <VirtualTable
          ref={ref}
          label={say("directory-people-of", { name: directory.name })}
          question={search}
          columns={columns}
          source={source}
          idOf={idOf}
          nameOf={nameOf}
          openId={openId}
          onOpen={(row) => {
            onOpen(row.id);
          }}
          onActive={(row) => {
            if (openId !== null) {
              onOpen(row.id);
            }
          }}
        />
      )}
    />
  );
}

function GroupRows({ directory }: { directory: Directory }) {
  const desk = useDesk();
  const columns = useColumns("directory-groups", GROUP_COLUMNS);
  const [typed, setTyped] = useKept(`groups-search:${directory.id}`, "");
  const search = useSettled(typed.trim(), SEARCH_MS);
  const source = useRows<DirectoryGroupRow>([...keys.directoryGroups(directory.id), search], (window) =>
    desk.call("directory_groups_page", { directory: directory.id, search, window }),
  );
  return (
    <Searched
      label={say("directory-groups-of", { name: directory.name })}
      searchLabel={say("list-search-groups")}
      example={say("list-search-groups-example")}
      typed={typed}
      search={search}
      onType={setTyped}
      source={source}
      empty={say("directory-no-groups")}
      found={(n) => say("list-count-groups", { n })}
      all={directory.groups}
      table={(ref) => (
        <VirtualTable
          ref={ref}
          label={say("directory-groups-of", { name: directory.name })}
          question={search}
          columns={columns}
          source={source}
          idOf={idOf}
          nameOf={nameOf}
          openId={null}
          onOpen={() => undefined}
        />
      )}
    />
  );
}
