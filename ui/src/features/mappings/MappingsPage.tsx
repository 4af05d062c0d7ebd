/** The mappings of a tenant: the list, and beside it the mapping that is edited or the outcome for everyone. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { MappingProblem, Tenant } from "../../bridge/generated";
import { useMappings, type EditedMappings } from "../../shared/desk/drafts";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { navigate, tenantRoute } from "../../shared/route";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { Note } from "../../shared/states/Note";
import { say } from "../../shared/words/say";
import { AttributesView } from "./AttributesView";
import { EveryonePanel } from "./EveryonePanel";
import { MappingPanel } from "./MappingPanel";
import { MappingsHead } from "./MappingsHead";
import { MappingsTable } from "./MappingsTable";
import { ObjectBar } from "./ObjectBar";
import { parsePlace, placeItem, placeOf, type Place } from "./place";
import { ProblemsList } from "./ProblemsList";
import { useProblems } from "./useProblems";
import { objectOf, withObject } from "./words";
import "./mappings.css";
import "./panel.css";
import "./outcome.css";
import "./dialogs.css";

interface Props {
  tenant: Tenant;
  item: string | null;
}

export function MappingsPage({ tenant, item }: Props) {
  const { edited, error, retry } = useMappings(tenant.id);
  if (edited !== null) {
    return <Mappings tenant={tenant} item={item} edited={edited} />;
  }
  return error === null ? (
    <Loading lines={10} />
  ) : (
    <EmptyState title={say("mappings-failed")}>
      <ErrorNote error={error} tenant={tenant.id} remedies={{ retry }} />
    </EmptyState>
  );
}

function Mappings({ tenant, item, edited }: Props & { edited: EditedMappings }) {
  const place = parsePlace(item);
  const object = objectOf(edited.mappings, place.object);
  const { problems, current, error } = useProblems(tenant.id, edited);
  // Grows with each jump to a problem: the panel then goes to the field.
  const [jump, setJump] = useState<{ turn: number; problem: MappingProblem } | null>(null);
  const opened = place.view === "list" && place.mapping !== null;
  const go = useCallback(
    (to: Place) => {
      const deeper = opened && to.view === "list" && to.mapping !== null;
      navigate(tenantRoute(tenant.id, "mappings", placeItem(to)), deeper ? "replace" : "push");
    },
    [tenant.id, opened],
  );
  const list: Place = { view: "list", object: place.object, mapping: null };
  const page = useRef<HTMLDivElement>(null);
  const close = () => {
    go(list);
  };
  const beneath = place.view !== "list" || opened;
  const was = useRef(beneath);
  useEffect(() => {
    // In a narrow window the list is hidden until what took its place is gone.
    if (was.current && !beneath && (document.activeElement === null || document.activeElement === document.body)) {
      page.current?.querySelector<HTMLElement>("[role=grid]")?.focus();
    }
    was.current = beneath;
  }, [beneath]);
  useShortcuts(place.view === "everyone" ? { close } : {});
  // A mapping that is gone, as after discarding, leaves the list.
  const mapping = place.view === "list" && place.mapping !== null ? object.mappings[place.mapping] : undefined;
  const lost = opened && mapping === undefined;
  useEffect(() => {
    if (lost) {
      navigate(tenantRoute(tenant.id, "mappings", place.object), "replace");
    }
  }, [lost, tenant.id, place.object]);

  const show = (problem: MappingProblem) => {
    const to = placeOf(problem, place.object);
    if (problem.place.at === "filter") {
      navigate(tenantRoute(tenant.id, "scope"));
    } else if (to !== null) {
      setJump((before) => ({ turn: (before?.turn ?? 0) + 1, problem }));
      go(to);
    }
  };
  const add = () => {
    const index = object.mappings.length;
    edited.change((before) =>
      withObject(before, place.object, (one) => ({
        ...one,
        mappings: [
          ...one.mappings,
          {
            target: "",
            source: { type: "direct", attribute: "" },
            defaultValue: null,
            matching: null,
            apply: "always",
            whenEmpty: "keep",
          },
        ],
      })),
    );
    go({ view: "list", object: place.object, mapping: index });
  };
  const beside =
    place.view === "everyone" ? (
      <EveryonePanel tenant={tenant} edited={edited} object={place.object} problems={problems} onClose={close} />
    ) : mapping !== undefined && place.view === "list" && place.mapping !== null ? (
      <MappingPanel
        key={`${place.object} ${place.mapping}`}
        tenant={tenant}
        edited={edited}
        object={place.object}
        index={place.mapping}
        problems={problems}
        current={current}
        jump={jump?.problem.place.at === "mapping" && jump.problem.place.index === place.mapping ? jump : null}
        onOpen={(at) => {
          go({ view: "list", object: place.object, mapping: at });
        }}
        onClose={close}
      />
    ) : null;
  return (
    <div className="mappings" ref={page}>
      <MappingsHead tenant={tenant} edited={edited} problems={problems} onShow={show} place={place} onPlace={go} />
      {edited.held.notes.length === 0 ? null : (
        <div className={beneath ? "mappings-notes mappings-notes-of-list" : "mappings-notes"}>
          <Note>
            {edited.held.notes.map((note) => (
              <p key={note}>{note}</p>
            ))}
          </Note>
        </div>
      )}
      {error === null ? null : (
        <div className="mappings-notes">
          <ErrorNote error={error} tenant={tenant.id} />
        </div>
      )}
      {place.view === "attributes" ? (
        <AttributesView
          key={`${place.object} ${place.side}`}
          tenant={tenant}
          edited={edited}
          place={place}
          onPlace={go}
        />
      ) : (
        <div className={beside === null ? "mappings-body" : "mappings-body open"}>
          <section className="mappings-list" aria-label={say("mappings-list")}>
            <ObjectBar
              edited={edited}
              object={place.object}
              onObject={(kind) => {
                go({ view: "list", object: kind, mapping: null });
              }}
              onAdd={add}
              onEveryone={() => {
                go({ view: "everyone", object: place.object });
              }}
            />
            <MappingsTable
              edited={edited}
              object={place.object}
              problems={problems}
              openIndex={place.view === "list" ? place.mapping : null}
              onOpen={(index) => {
                go({ view: "list", object: place.object, mapping: index });
              }}
            />
            <ProblemsList
              problems={problems}
              object={place.object}
              count={object.mappings.length}
              mappings={edited.mappings}
              onShow={show}
            />
          </section>
          {beside === null ? null : <div className="mappings-beside">{beside}</div>}
        </div>
      )}
    </div>
  );
}
