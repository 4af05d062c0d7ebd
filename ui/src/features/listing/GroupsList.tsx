import { useCallback } from "react";
import type { GroupRow, ListQuery, Tenant, Window } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { hasNoGroups } from "../../shared/desk/groups";
import { EmptyState } from "../../shared/states/EmptyState";
import { say } from "../../shared/words/say";
import { GROUP_COLUMNS } from "./columns";
import { ResourceList } from "./ResourceList";
import type { ListState } from "./useListState";

interface Props {
  tenant: Tenant;
  openId: string | null;
  onOpen: (id: string | null) => void;
}

const NO_ROWS: GroupRow[] = [];

function answerRows(state: ListState): GroupRow[] {
  return state.answer?.outcome.groups ?? NO_ROWS;
}

export function GroupsList({ tenant, openId, onOpen }: Props) {
  const desk = useDesk();
  const load = useCallback(
    (query: ListQuery, window: Window) => desk.call("groups_page", { tenant: tenant.id, query, window }),
    [desk, tenant.id],
  );
  if (hasNoGroups(tenant)) {
    return (
      <EmptyState title={say("groups-not-offered", { app: tenant.appName })}>
        <p>{say("groups-not-offered-meaning")}</p>
      </EmptyState>
    );
  }
  return (
    <ResourceList<GroupRow>
      tenant={tenant}
      kind="group"
      label={say("list-groups", { tenant: tenant.name })}
      allColumns={GROUP_COLUMNS}
      load={load}
      answerRows={answerRows}
      openId={openId}
      onOpen={onOpen}
    />
  );
}
