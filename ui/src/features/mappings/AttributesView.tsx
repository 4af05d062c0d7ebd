/** The attribute lists: what people have, and what accounts have. */
import { Button, Tab, TabList } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { useMemo, useState } from "react";
import type { AttributeDefinition, Tenant } from "../../bridge/generated";
import type { EditedMappings } from "../../shared/desk/drafts";
import { Modal } from "../../shared/parts/Modal";
import { EmptyState } from "../../shared/states/EmptyState";
import { useColumns, type Column } from "../../shared/table/columns";
import { useLocalRows } from "../../shared/table/useRows";
import { VirtualTable } from "../../shared/table/VirtualTable";
import { say } from "../../shared/words/say";
import { AttributePanel } from "./AttributePanel";
import { attributeFlags, filterableAnswer, newAttribute } from "./attributes";
import { DiscoverDialog } from "./DiscoverDialog";
import type { Place } from "./place";
import { TargetPath } from "./SourceText";
import { objectOf, OBJECTS, TYPES, withObject } from "./words";

const COLUMNS: readonly Column<AttributeDefinition>[] = [
  {
    id: "name",
    label: say("column-name"),
    width: 300,
    initial: true,
    cell: (row) => <TargetPath path={row.name} />,
    title: (row) => row.name,
  },
  { id: "type", label: say("column-type"), width: 110, initial: true, cell: (row) => say(TYPES[row.type]) },
  {
    id: "flags",
    label: say("column-flags"),
    width: 220,
    initial: true,
    cell: (row) => attributeFlags(row).join(" · "),
    title: (row) => attributeFlags(row).join(" · "),
  },
  {
    id: "filterable",
    label: say("column-filterable"),
    width: 170,
    initial: true,
    cell: (row) => filterableAnswer(row.filterable),
  },
  {
    id: "max_length",
    label: say("column-max-length"),
    width: 100,
    initial: true,
    align: "end",
    cell: (row) => row.maxLength ?? "",
  },
];

function idOf(row: AttributeDefinition): string {
  return row.name;
}

type AttributesPlace = Extract<Place, { view: "attributes" }>;

interface Props {
  tenant: Tenant;
  edited: EditedMappings;
  place: AttributesPlace;
  onPlace: (place: Place) => void;
}

export function AttributesView({ tenant, edited, place, onPlace }: Props) {
  const { object, side, attribute } = place;
  const columns = useColumns("mapping-attributes", COLUMNS);
  const list = objectOf(edited.mappings, object)[side];
  const source = useLocalRows(list);
  const [discovering, setDiscovering] = useState(false);
  const shown = useMemo(() => list.find((one) => one.name === attribute), [list, attribute]);
  const change = (edit: (before: AttributeDefinition[]) => AttributeDefinition[]) => {
    edited.change((before) => withObject(before, object, (one) => ({ ...one, [side]: edit(one[side]) })));
  };
  const open = (name: string | null) => {
    onPlace({ ...place, attribute: name });
  };
  return (
    <div className={shown === undefined ? "mappings-body" : "mappings-body open"}>
      <section className="mappings-list" aria-label={say("attributes")}>
        <div className="object-bar">
          <TabList
            size="small"
            selectedValue={object}
            aria-label={say("mappings-of")}
            onTabSelect={(_, { value }) => {
              onPlace({ view: "attributes", object: value === "group" ? "group" : "user", side, attribute: null });
            }}
          >
            {OBJECTS.map(([kind, word]) => (
              <Tab key={kind} value={kind}>
                {say(word)}
              </Tab>
            ))}
          </TabList>
          <TabList
            size="small"
            selectedValue={side}
            aria-label={say("attributes-side")}
            onTabSelect={(_, { value }) => {
              onPlace({ view: "attributes", object, side: value === "source" ? "source" : "target", attribute: null });
            }}
          >
            <Tab value="target">{say("attributes-target", { app: tenant.appName })}</Tab>
            <Tab value="source">{say("attributes-source")}</Tab>
          </TabList>
          <span className="grow" />
          {side === "target" ? (
            <Button
              size="small"
              onClick={() => {
                setDiscovering(true);
              }}
            >
              {say("attributes-discover")}
            </Button>
          ) : null}
          <Button
            size="small"
            icon={<AddRegular />}
            onClick={() => {
              const made = newAttribute(list);
              change((before) => [...before, made]);
              open(made.name);
            }}
          >
            {say("attribute-add")}
          </Button>
        </div>
        <div className="mappings-rows">
          {list.length === 0 ? (
            <EmptyState title={say("attributes-empty")} />
          ) : (
            <VirtualTable
              label={side === "target" ? say("attributes-target", { app: tenant.appName }) : say("attributes-source")}
              question={`${object} ${side}`}
              columns={columns}
              source={source}
              idOf={idOf}
              nameOf={idOf}
              openId={attribute}
              onOpen={(row) => {
                open(row.name);
              }}
              onActive={(row) => {
                if (attribute !== null) {
                  open(row.name);
                }
              }}
            />
          )}
        </div>
        <footer className="mappings-foot">
          <span>{say("attributes-count", { n: list.length })}</span>
        </footer>
      </section>
      {shown === undefined ? null : (
        <div className="mappings-beside">
          <AttributePanel
            attribute={shown}
            side={side}
            taken={list}
            used={objectOf(edited.mappings, object).mappings.some(({ target, source: from }) =>
              side === "target"
                ? target.toLowerCase() === shown.name.toLowerCase()
                : from.type === "direct"
                  ? from.attribute === shown.name
                  : from.type === "expression" && from.text.includes(`[${shown.name}]`),
            )}
            onChange={(next) => {
              change((before) => before.map((one) => (one === shown ? next : one)));
              if (next.name !== shown.name) {
                open(next.name);
              }
            }}
            onRemove={() => {
              open(null);
              change((before) => before.filter((one) => one !== shown));
            }}
            onClose={() => {
              open(null);
            }}
          />
        </div>
      )}
      <Modal
        open={discovering}
        className="mappings-dialog"
        onClose={() => {
          setDiscovering(false);
        }}
      >
        {discovering ? (
          <DiscoverDialog
            tenant={tenant}
            object={object}
            known={list}
            onAccept={(next) => {
              change(() => next);
              setDiscovering(false);
            }}
            onClose={() => {
              setDiscovering(false);
            }}
          />
        ) : null}
      </Modal>
    </div>
  );
}
