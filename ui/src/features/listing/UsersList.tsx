import { Button, Menu, MenuDivider, MenuItem, MenuList, MenuPopover, ToggleButton } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useCallback, useMemo, useState } from "react";
import type { AccountRow, ListQuery, Tenant, Window } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { hasNoGroups } from "../../shared/desk/groups";
import { useIntents } from "../../shared/intents";
import { asSelection, NOTHING, type Picked } from "../../shared/table/selection";
import { say } from "../../shared/words/say";
import { ACCOUNT_COLUMNS, withoutGroups } from "./columns";
import { ResourceList } from "./ResourceList";
import { useListState, type ListState } from "./useListState";

interface Props {
  tenant: Tenant;
  openId: string | null;
  onOpen: (id: string | null) => void;
}

const NO_ROWS: AccountRow[] = [];

function answerRows(state: ListState): AccountRow[] {
  return state.answer?.outcome.accounts ?? NO_ROWS;
}

export function UsersList({ tenant, openId, onOpen }: Props) {
  const desk = useDesk();
  const intents = useIntents();
  const { state, change, ask } = useListState(tenant.id, "user");
  const [menu, setMenu] = useState<{ row: AccountRow; element: HTMLElement } | null>(null);
  const { appName } = tenant;
  const noGroups = hasNoGroups(tenant);
  const columns = useMemo(() => (noGroups ? withoutGroups(appName) : ACCOUNT_COLUMNS), [noGroups, appName]);
  const load = useCallback(
    (query: ListQuery, window: Window) => desk.call("accounts_page", { tenant: tenant.id, query, window }),
    [desk, tenant.id],
  );
  const review = (picked: Picked, active: boolean) => {
    intents.reviewActivation({ tenant: tenant.id, selection: asSelection(picked, state.query), active }, () => {
      change({ picked: NOTHING });
    });
  };
  const chip = (active: boolean, label: string) => (
    <ToggleButton
      size="small"
      shape="circular"
      checked={state.query.active === active}
      onClick={() => {
        ask({ active: state.query.active === active ? null : active });
      }}
    >
      {label}
    </ToggleButton>
  );
  return (
    <>
      <ResourceList<AccountRow>
        key={state.turn}
        tenant={tenant}
        kind="user"
        label={say("list-users", { tenant: tenant.name })}
        allColumns={columns}
        load={load}
        answerRows={answerRows}
        openId={openId}
        onOpen={onOpen}
        onMenu={(row, element) => {
          setMenu({ row, element });
        }}
        chips={
          <>
            {chip(true, say("active-yes"))}
            {chip(false, say("active-no"))}
          </>
        }
        selectionBar={({ picked, count, clear }) => (
          <div className="selection-bar" role="toolbar" aria-label={say("selection")}>
            <strong role="status">{say("selection-count", { n: count })}</strong>
            <Button
              size="small"
              appearance="primary"
              onClick={() => {
                review(picked, false);
              }}
            >
              {say("deactivate-ask")}
            </Button>
            <Button
              size="small"
              onClick={() => {
                review(picked, true);
              }}
            >
              {say("reactivate-ask")}
            </Button>
            <span className="grow" />
            <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={clear}>
              {say("selection-clear")}
            </Button>
          </div>
        )}
      />
      {menu === null ? null : (
        <Menu
          open
          positioning={{ target: menu.element, position: "below", align: "start" }}
          onOpenChange={(_, { open }) => {
            if (!open) {
              setMenu(null);
              menu.element.closest<HTMLElement>("[role=grid]")?.focus();
            }
          }}
        >
          <MenuPopover>
            <MenuList aria-label={say("row-actions", { name: menu.row.name })}>
              <MenuItem
                onClick={() => {
                  onOpen(menu.row.id);
                }}
              >
                {say("row-open")}
              </MenuItem>
              {menu.row.active === false ? null : (
                <MenuItem
                  onClick={() => {
                    review({ kind: "some", ids: new Set([menu.row.id]) }, false);
                  }}
                >
                  {say("deactivate-ask")}
                </MenuItem>
              )}
              {menu.row.active === true ? null : (
                <MenuItem
                  onClick={() => {
                    review({ kind: "some", ids: new Set([menu.row.id]) }, true);
                  }}
                >
                  {say("reactivate-ask")}
                </MenuItem>
              )}
              <MenuDivider />
              {menu.row.userName === null ? null : (
                <MenuItem
                  onClick={() => {
                    void desk.copyText(menu.row.userName ?? "").then(() => {
                      intents.announce(say("copied"));
                    });
                  }}
                >
                  {say("row-copy-user-name")}
                </MenuItem>
              )}
              <MenuItem
                onClick={() => {
                  void desk.copyText(menu.row.id).then(() => {
                    intents.announce(say("copied"));
                  });
                }}
              >
                {say("row-copy-id")}
              </MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
    </>
  );
}
