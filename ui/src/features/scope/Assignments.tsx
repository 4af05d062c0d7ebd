/** Who is assigned to an app: people and groups, each with a role. */
import { Button, Input } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AppRole, AssignmentRow, DeskError, Principal } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { fixedColumns, type Column } from "../../shared/table/columns";
import { isPicked, NOTHING, pickedCount, type Picked } from "../../shared/table/selection";
import { useRows } from "../../shared/table/useRows";
import { VirtualTable } from "../../shared/table/VirtualTable";
import { useSettled } from "../../shared/useSettled";
import { say } from "../../shared/words/say";
import { AssignDialog } from "./AssignDialog";

/** A role in words. */
export function roleWord(role: AppRole | null): string {
  return role === null ? say("role-default") : (role.displayName ?? role.value ?? role.id ?? say("role-default"));
}

const COLUMNS: readonly Column<AssignmentRow>[] = [
  {
    id: "name",
    label: say("column-name"),
    width: 190,
    initial: true,
    cell: (row) => (row.name === null ? <span className="warn">{say("assignment-gone")}</span> : <bdi>{row.name}</bdi>),
    title: (row) => row.name ?? row.principal.id,
  },
  {
    id: "kind",
    label: say("assignment-kind"),
    width: 160,
    initial: true,
    cell: (row) =>
      row.principal.kind === "person"
        ? say("assignment-person")
        : row.people === null
          ? say("assignment-group")
          : say("assignment-group-people", { n: row.people }),
  },
  {
    id: "role",
    label: say("assignment-role"),
    width: 150,
    initial: true,
    cell: (row) => <bdi className={row.role === null ? "muted" : undefined}>{roleWord(row.role)}</bdi>,
    title: (row) => row.role?.value ?? null,
  },
];
const CHOICE = fixedColumns(COLUMNS);

function idOf({ principal }: AssignmentRow): string {
  return `${principal.kind}:${principal.id}`;
}
function nameOf(row: AssignmentRow): string {
  return row.name ?? row.principal.id;
}

interface Props {
  tenant: string;
  directory: string;
  app: string;
}

export function Assignments({ tenant, directory, app }: Props) {
  const desk = useDesk();
  const intents = useIntents();
  const queries = useQueryClient();
  const [typed, setTyped] = useState("");
  const search = useSettled(typed.trim(), 80);
  const [picked, setPicked] = useState<Picked>(NOTHING);
  const [adding, setAdding] = useState(false);
  const source = useRows<AssignmentRow>([...keys.assignments(tenant), search], (window) =>
    desk.call("assignments_page", { tenant, search, window }),
  );
  const changed = () => {
    setPicked(NOTHING);
    void queries.invalidateQueries({ queryKey: keys.mappings(tenant) });
  };
  const total = source.total ?? 0;
  const selected = pickedCount(picked, total);
  const remove = useMutation<null, DeskError>({
    mutationFn: async () => {
      const rows = await source.fetch(0, total - 1);
      const principals: Principal[] = rows.filter((row) => isPicked(picked, idOf(row))).map((row) => row.principal);
      return desk.call("unassign", { tenant, principals });
    },
    onSuccess: () => {
      intents.announce(say("assignments-removed", { n: selected }));
      changed();
    },
  });
  return (
    <div className="assignments">
      <div className="assignments-bar">
        <Input
          size="small"
          type="search"
          className="list-search"
          value={typed}
          aria-label={say("assignments-search")}
          placeholder={say("assignments-search")}
          onChange={(_, { value }) => {
            setTyped(value);
            setPicked(NOTHING);
          }}
        />
        <span className="grow" />
        <Button
          size="small"
          icon={<AddRegular />}
          onClick={() => {
            setAdding(true);
          }}
        >
          {say("assignments-add")}
        </Button>
      </div>
      {source.error !== null ? (
        <ErrorNote error={source.error} tenant={tenant} remedies={{ retry: source.retry }} />
      ) : source.total === null ? (
        <Loading lines={3} />
      ) : total === 0 ? (
        <p className="muted assignments-none">
          {search === "" ? say("assignments-none", { app }) : say("list-none-match-search", { search })}
        </p>
      ) : (
        <div className="assignments-rows">
          <VirtualTable
            label={say("assignments")}
            question={search}
            columns={CHOICE}
            source={source}
            idOf={idOf}
            nameOf={nameOf}
            selection={{ picked, change: setPicked }}
            openId={null}
            onOpen={() => undefined}
          />
        </div>
      )}
      {selected === 0 ? null : (
        <div className="selection-bar" role="toolbar" aria-label={say("selection")}>
          <strong role="status">{say("selection-count", { n: selected })}</strong>
          <Button
            size="small"
            disabled={remove.isPending}
            onClick={() => {
              remove.mutate();
            }}
          >
            {say("assignments-remove", { n: selected })}
          </Button>
          <span className="grow" />
          <Button
            size="small"
            appearance="subtle"
            icon={<DismissRegular />}
            onClick={() => {
              setPicked(NOTHING);
            }}
          >
            {say("selection-clear")}
          </Button>
        </div>
      )}
      {remove.error === null ? null : (
        <ErrorNote
          error={remove.error}
          tenant={tenant}
          remedies={{
            retry: () => {
              remove.mutate();
            },
          }}
        />
      )}
      <AssignDialog
        open={adding}
        tenant={tenant}
        directory={directory}
        app={app}
        onClose={() => {
          setAdding(false);
        }}
        onAssigned={(n) => {
          setAdding(false);
          intents.announce(say("assignments-added", { n }));
          changed();
        }}
      />
    </div>
  );
}
