/** What the lists of accounts and groups can show. */
import type { AccountRow, GroupRow } from "../../bridge/generated";
import { ActiveWord } from "../../shared/parts/glyphs";
import { Age } from "../../shared/parts/Age";
import type { Column } from "../../shared/table/columns";
import { count } from "../../shared/words/format";
import { say } from "../../shared/words/say";

function text(value: string | null) {
  return value === null ? <span className="muted">–</span> : <bdi>{value}</bdi>;
}

function time(value: string | null) {
  return value === null ? <span className="muted">–</span> : <Age at={value} />;
}

/** A number that may not be known; unknown is not 0. */
function known(value: number | null) {
  return value === null ? (
    <span className="muted" title={say("count-unknown")}>
      ?
    </span>
  ) : (
    count(value)
  );
}

function name(row: { name: string; notSeen: boolean }) {
  return (
    <>
      <bdi>{row.name}</bdi>
      {row.notSeen ? <span className="not-seen"> {say("list-not-seen")}</span> : null}
    </>
  );
}

export const ACCOUNT_COLUMNS: readonly Column<AccountRow>[] = [
  {
    id: "name",
    label: say("column-name"),
    sort: "name",
    width: 200,
    initial: true,
    cell: name,
    title: (row) => row.name,
  },
  {
    id: "user_name",
    label: say("column-user-name"),
    sort: "user_name",
    width: 230,
    initial: true,
    cell: (row) => text(row.userName),
    title: (row) => row.userName,
  },
  {
    id: "active",
    label: say("column-active"),
    sort: "active",
    width: 96,
    initial: true,
    cell: (row) => <ActiveWord active={row.active} />,
  },
  {
    id: "groups",
    label: say("column-groups"),
    width: 72,
    initial: true,
    align: "end",
    cell: (row) => known(row.groups),
  },
  {
    id: "department",
    label: say("column-department"),
    sort: "department",
    width: 130,
    initial: true,
    cell: (row) => text(row.department),
    title: (row) => row.department,
  },
  {
    id: "title",
    label: say("column-title"),
    sort: "title",
    width: 150,
    initial: true,
    cell: (row) => text(row.title),
    title: (row) => row.title,
  },
  {
    id: "email",
    label: say("column-email"),
    sort: "email",
    width: 220,
    initial: false,
    cell: (row) => text(row.email),
    title: (row) => row.email,
  },
  {
    id: "external_id",
    label: say("column-external-id"),
    sort: "external_id",
    width: 120,
    initial: false,
    cell: (row) => text(row.externalId),
    title: (row) => row.externalId,
  },
  {
    id: "id",
    label: say("column-id"),
    width: 130,
    initial: false,
    cell: (row) => <span className="mono">{row.id}</span>,
    title: (row) => row.id,
  },
  {
    id: "created",
    label: say("column-created"),
    sort: "created",
    width: 120,
    initial: false,
    cell: (row) => time(row.created),
  },
  {
    id: "last_modified",
    label: say("column-last-modified"),
    sort: "last_modified",
    width: 120,
    initial: false,
    cell: (row) => time(row.lastModified),
  },
  { id: "last_seen", label: say("column-last-seen"), width: 120, initial: false, cell: (row) => time(row.lastSeen) },
];

/** The columns of accounts where the app has no groups: that is not the same as not knowing them. */
export function withoutGroups(app: string): readonly Column<AccountRow>[] {
  const cell = () => (
    <span className="muted" title={say("groups-not-offered", { app })}>
      –
    </span>
  );
  return ACCOUNT_COLUMNS.map((column) => (column.id === "groups" ? { ...column, cell } : column));
}

export const GROUP_COLUMNS: readonly Column<GroupRow>[] = [
  {
    id: "name",
    label: say("column-name"),
    sort: "name",
    width: 260,
    initial: true,
    cell: name,
    title: (row) => row.name,
  },
  {
    id: "members",
    label: say("column-members"),
    sort: "members",
    width: 96,
    initial: true,
    align: "end",
    cell: (row) => known(row.members),
  },
  {
    id: "external_id",
    label: say("column-external-id"),
    sort: "external_id",
    width: 160,
    initial: false,
    cell: (row) => text(row.externalId),
    title: (row) => row.externalId,
  },
  {
    id: "id",
    label: say("column-id"),
    width: 200,
    initial: true,
    cell: (row) => <span className="mono">{row.id}</span>,
    title: (row) => row.id,
  },
  {
    id: "last_modified",
    label: say("column-last-modified"),
    sort: "last_modified",
    width: 130,
    initial: true,
    cell: (row) => time(row.lastModified),
  },
];
