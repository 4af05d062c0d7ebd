/** Which account belongs to which person: every link of a tenant, and one of them beside the list. */
import { Select } from "@fluentui/react-components";
import type { LinkRow, LinkState, ObjectKind, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useKept } from "../../shared/kept";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { Age } from "../../shared/parts/Age";
import { Beside, focusList } from "../../shared/parts/Beside";
import { objectText } from "../../shared/record/words";
import { navigate, tenantRoute } from "../../shared/route";
import { EmptyState } from "../../shared/states/EmptyState";
import { ColumnChooser } from "../../shared/table/ColumnChooser";
import { useColumns, type Column } from "../../shared/table/columns";
import { FilteredRows } from "../../shared/table/FilteredRows";
import { useRows } from "../../shared/table/useRows";
import { VirtualTable } from "../../shared/table/VirtualTable";
import { useSettled } from "../../shared/useSettled";
import { exactTime } from "../../shared/words/format";
import { say } from "../../shared/words/say";
import { LinkDetail } from "./LinkDetail";
import { LINK_STATES, linkKey, linkName, linkStateMeaning, linkStateText, originText } from "./words";
import "./links.css";

const SEARCH_MS = 80;

const COLUMNS: readonly Column<LinkRow>[] = [
  {
    id: "person",
    label: say("links-column-person"),
    width: 220,
    initial: true,
    cell: (row) =>
      row.personName === null ? <span className="muted">{say("links-nobody")}</span> : <bdi>{row.personName}</bdi>,
    title: (row) => row.personName ?? row.person,
  },
  {
    id: "account",
    label: say("links-column-account"),
    width: 220,
    initial: true,
    cell: (row) =>
      row.accountName === null ? (
        <span className="muted">{say("links-no-account")}</span>
      ) : (
        <bdi>{row.accountName}</bdi>
      ),
    title: (row) => row.accountName ?? row.account,
  },
  {
    id: "object",
    label: say("links-column-type"),
    width: 80,
    initial: true,
    cell: (row) => objectText(row.object),
  },
  {
    id: "state",
    label: say("links-column-state"),
    width: 120,
    initial: true,
    cell: (row) => linkStateText(row.state),
    title: (row) => linkStateMeaning(row.state),
  },
  { id: "origin", label: say("links-column-origin"), width: 150, initial: true, cell: originText },
  {
    id: "since",
    label: say("links-column-since"),
    width: 110,
    initial: true,
    cell: (row) => <Age at={row.since} />,
    title: (row) => exactTime(row.since),
  },
  {
    id: "changed",
    label: say("links-column-changed"),
    width: 110,
    initial: true,
    cell: (row) =>
      row.changedAt === null ? <span className="muted">{say("links-never-changed")}</span> : <Age at={row.changedAt} />,
    title: (row) => (row.changedAt === null ? null : exactTime(row.changedAt)),
  },
  {
    id: "person_id",
    label: say("links-person-id"),
    width: 220,
    initial: false,
    cell: (row) => <span className="mono">{row.person}</span>,
    title: (row) => row.person,
  },
  {
    id: "account_id",
    label: say("links-account-id"),
    width: 220,
    initial: false,
    cell: (row) => <span className="mono">{row.account}</span>,
    title: (row) => row.account,
  },
];

interface Props {
  tenant: Tenant;
  /** The link shown beside the list: `user:ID` or `group:ID`. */
  item: string | null;
}

export function LinksPage({ tenant, item }: Props) {
  const desk = useDesk();
  const columns = useColumns("links", COLUMNS);
  const [typed, setTyped] = useKept(`links-search:${tenant.id}`, "");
  const [object, setObject] = useKept<ObjectKind | null>(`links-object:${tenant.id}`, null);
  const [state, setState] = useKept<LinkState | null>(`links-state:${tenant.id}`, null);
  const search = useSettled(typed.trim(), SEARCH_MS);
  const question = { object, state, search };
  const source = useRows<LinkRow>([...keys.provisioning(tenant.id), "links", question], (window) =>
    desk.call("links_page", { tenant: tenant.id, ...question, window }),
  );
  useShortcuts({ refresh: source.retry });
  const open = (key: string | null) => {
    navigate(tenantRoute(tenant.id, "links", key), item === null || key === null ? "push" : "replace");
  };
  const close = () => {
    open(null);
    focusList();
  };
  return (
    <Beside detail={item === null ? null : <LinkDetail key={item} tenant={tenant} link={item} onClose={close} />}>
      <FilteredRows
        label={say("links-of", { tenant: tenant.name })}
        tenant={tenant.id}
        search={{ label: say("links-search"), example: say("links-search-example"), typed, change: setTyped }}
        filters={
          <>
            <Select
              size="small"
              aria-label={say("links-filter-object")}
              value={object ?? ""}
              onChange={(_, { value }) => {
                setObject(value === "" ? null : (value as ObjectKind));
              }}
            >
              <option value="">{say("links-filter-any-object")}</option>
              <option value="user">{say("links-only-users")}</option>
              <option value="group">{say("links-only-groups")}</option>
            </Select>
            <Select
              size="small"
              aria-label={say("links-filter-state")}
              value={state ?? ""}
              onChange={(_, { value }) => {
                setState(value === "" ? null : (value as LinkState));
              }}
            >
              <option value="">{say("links-filter-any-state")}</option>
              {LINK_STATES.map((one) => (
                <option key={one} value={one}>
                  {linkStateText(one)}
                </option>
              ))}
            </Select>
          </>
        }
        tools={<ColumnChooser columns={columns} />}
        source={source}
        filtered={search !== "" || object !== null || state !== null}
        onClear={() => {
          setTyped("");
          setObject(null);
          setState(null);
        }}
        empty={
          <EmptyState title={say("links-empty")}>
            <p>{say("links-empty-meaning")}</p>
          </EmptyState>
        }
        table={(ref) => (
          <VirtualTable
            ref={ref}
            label={say("links-of", { tenant: tenant.name })}
            question={JSON.stringify(question)}
            columns={columns}
            source={source}
            idOf={linkKey}
            nameOf={linkName}
            openId={item}
            onOpen={(row) => {
              open(linkKey(row));
            }}
            onActive={(row) => {
              if (item !== null) {
                open(linkKey(row));
              }
            }}
          />
        )}
        foot={<span role="status">{source.total === null ? "" : say("links-count", { n: source.total })}</span>}
      />
    </Beside>
  );
}
