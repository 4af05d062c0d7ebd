/** The mappings of one type of object, one a row. */
import { Menu, MenuItem, MenuList, MenuPopover } from "@fluentui/react-components";
import { useMemo, useState, type KeyboardEvent } from "react";
import type { AttributeMapping, MappingProblem, ObjectKind, Severity } from "../../bridge/generated";
import type { EditedMappings } from "../../shared/desk/drafts";
import { useIntents } from "../../shared/intents";
import { EmptyState } from "../../shared/states/EmptyState";
import { useColumns, type Column } from "../../shared/table/columns";
import { useLocalRows } from "../../shared/table/useRows";
import { VirtualTable } from "../../shared/table/VirtualTable";
import { say } from "../../shared/words/say";
import { SeverityGlyph } from "./ProblemsList";
import { sourceTitle, SourceText, TargetPath } from "./SourceText";
import { APPLIES, objectOf, SEVERITIES, WHEN_EMPTY, withObject } from "./words";

interface Row {
  index: number;
  mapping: AttributeMapping;
  problems: readonly MappingProblem[];
}

const WORST: readonly Severity[] = ["error", "warning", "note"];

function worst(row: Row): Severity | undefined {
  return WORST.find((severity) => row.problems.some((one) => one.severity === severity));
}

const COLUMNS: readonly Column<Row>[] = [
  {
    id: "target",
    label: say("column-target"),
    width: 220,
    initial: true,
    cell: (row) => {
      const severity = worst(row);
      return (
        <>
          {severity === undefined ? null : (
            <>
              <SeverityGlyph severity={severity} />{" "}
            </>
          )}
          {row.mapping.target === "" ? (
            <span className="muted">{say("mapping-new")}</span>
          ) : (
            <TargetPath path={row.mapping.target} />
          )}
        </>
      );
    },
    title: ({ mapping }) => mapping.target,
  },
  {
    id: "source",
    label: say("column-source"),
    width: 280,
    initial: true,
    cell: ({ mapping }) => <SourceText source={mapping.source} />,
    title: ({ mapping }) => sourceTitle(mapping.source),
  },
  {
    id: "matching",
    label: say("column-matching"),
    width: 80,
    initial: true,
    align: "end",
    cell: ({ mapping }) => mapping.matching ?? "",
  },
  {
    id: "apply",
    label: say("column-applied"),
    width: 120,
    initial: true,
    cell: ({ mapping }) => say(APPLIES[mapping.apply]),
    title: ({ mapping }) => say(APPLIES[mapping.apply]),
  },
  {
    id: "when_empty",
    label: say("column-when-empty"),
    width: 110,
    initial: true,
    cell: ({ mapping }) => say(WHEN_EMPTY[mapping.whenEmpty]),
    title: ({ mapping }) => say(WHEN_EMPTY[mapping.whenEmpty]),
  },
  {
    id: "state",
    label: say("column-problems"),
    width: 150,
    initial: true,
    cell: (row) => {
      const severity = worst(row);
      return severity === undefined ? (
        ""
      ) : (
        <span className={`row-state ${SEVERITIES[severity].tone}`}>
          {row.problems.find((one) => one.severity === severity)?.message}
        </span>
      );
    },
    title: (row) => row.problems.map((one) => one.message).join("\n") || null,
  },
];

function idOf(row: Row): string {
  return String(row.index);
}
function nameOf({ mapping }: Row): string {
  return mapping.target === "" ? say("mapping-new") : mapping.target;
}

interface Props {
  edited: EditedMappings;
  object: ObjectKind;
  problems: readonly MappingProblem[];
  openIndex: number | null;
  onOpen: (index: number | null) => void;
}

/** Deletes and doubles mappings of the draft, and says so. */
export function useRowActions(edited: EditedMappings, object: ObjectKind, onOpen: (index: number | null) => void) {
  const intents = useIntents();
  return {
    remove: (index: number) => {
      const gone = objectOf(edited.mappings, object).mappings[index];
      onOpen(null);
      edited.change((before) =>
        withObject(before, object, (one) => ({ ...one, mappings: one.mappings.filter((_, at) => at !== index) })),
      );
      intents.announce(say("mapping-deleted", { name: gone?.target ?? "" }));
    },
    double: (index: number) => {
      const found = objectOf(edited.mappings, object).mappings[index];
      if (found !== undefined) {
        // One mapping for each target: the copy needs another, and is none to match by.
        const copy = { ...found, target: "", matching: null };
        edited.change((before) =>
          withObject(before, object, (one) => ({ ...one, mappings: one.mappings.toSpliced(index + 1, 0, copy) })),
        );
        onOpen(index + 1);
      }
    },
  };
}

export function MappingsTable({ edited, object, problems, openIndex, onOpen }: Props) {
  const columns = useColumns("mappings", COLUMNS);
  const { mappings } = objectOf(edited.mappings, object);
  const rows = useMemo(
    () =>
      mappings.map((mapping, index): Row => ({
        index,
        mapping,
        problems: problems.filter(
          (one) => one.object === object && one.place.at === "mapping" && one.place.index === index,
        ),
      })),
    [mappings, problems, object],
  );
  const source = useLocalRows(rows);
  const [menu, setMenu] = useState<{ row: Row; element: HTMLElement } | null>(null);
  const [active, setActive] = useState(0);
  const { remove, double } = useRowActions(edited, object, onOpen);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Delete" && event.target instanceof HTMLElement && event.target.role === "grid") {
      event.preventDefault();
      remove(Math.min(openIndex ?? active, rows.length - 1));
    }
  };
  return (
    <div className="mappings-rows" onKeyDown={onKeyDown} role="presentation">
      {rows.length === 0 ? (
        <EmptyState title={say("mappings-empty")}>
          <p>{say("mappings-empty-meaning")}</p>
        </EmptyState>
      ) : (
        <VirtualTable
          label={object === "user" ? say("mappings-list-users") : say("mappings-list-groups")}
          question={object}
          columns={columns}
          source={source}
          idOf={idOf}
          nameOf={nameOf}
          openId={openIndex === null ? null : String(openIndex)}
          onOpen={(row) => {
            setActive(row.index);
            onOpen(row.index);
          }}
          onActive={(row) => {
            setActive(row.index);
            if (openIndex !== null) {
              onOpen(row.index);
            }
          }}
          onMenu={(row, element) => {
            setMenu({ row, element });
          }}
        />
      )}
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
            <MenuList aria-label={say("row-actions", { name: nameOf(menu.row) })}>
              <MenuItem
                onClick={() => {
                  onOpen(menu.row.index);
                }}
              >
                {say("row-open")}
              </MenuItem>
              <MenuItem
                onClick={() => {
                  double(menu.row.index);
                }}
              >
                {say("mapping-duplicate")}
              </MenuItem>
              <MenuItem
                secondaryContent={say("key-delete")}
                onClick={() => {
                  remove(menu.row.index);
                }}
              >
                {say("mapping-delete")}
              </MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
    </div>
  );
}
