/** Which version this is, what is not saved yet, and what can be done with the whole. */
import { Button } from "@fluentui/react-components";
import { useState } from "react";
import type { MappingProblem, Tenant } from "../../bridge/generated";
import type { EditedMappings } from "../../shared/desk/drafts";
import { useIntents } from "../../shared/intents";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { Age } from "../../shared/parts/Age";
import { Modal } from "../../shared/parts/Modal";
import { Note } from "../../shared/states/Note";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";
import { ExportDialog } from "./ExportDialog";
import { ImportDialog } from "./ImportDialog";
import type { Place } from "./place";
import { SaveDialog } from "./SaveDialog";
import { VersionsDialog } from "./VersionsDialog";

type Asked = "save" | "versions" | "import" | "export";

const DIALOGS: readonly [Asked, WordKey][] = [
  ["versions", "mappings-versions"],
  ["import", "mappings-import"],
  ["export", "mappings-export"],
];

interface Props {
  tenant: Tenant;
  edited: EditedMappings;
  problems: readonly MappingProblem[];
  onShow: (problem: MappingProblem) => void;
  place: Place;
  onPlace: (place: Place) => void;
}

export function MappingsHead({ tenant, edited, problems, onShow, place, onPlace }: Props) {
  const intents = useIntents();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { version } = edited.held;
  const close = () => {
    setAsked(null);
  };
  const save = () => {
    if (edited.unsaved) {
      setAsked("save");
    } else {
      intents.announce(say("save-nothing"));
    }
  };
  useShortcuts({ save });
  const attributes = place.view === "attributes";
  return (
    <>
      <header className="mappings-head">
        <p className="mappings-version">
          {version === null ? (
            <span>{say("version-never-saved")}</span>
          ) : (
            <>
              <strong>{say("version-number", { n: version.number })}</strong>
              <span>
                {" · "}
                <bdi>{version.author}</bdi>
                {" · "}
                <Age at={version.at} />
              </span>
              {version.note === "" ? null : (
                <span className="version-note" title={version.note}>
                  {" · "}
                  <bdi>{version.note}</bdi>
                </span>
              )}
            </>
          )}
        </p>
        {edited.unsaved ? (
          <span className="unsaved" role="status">
            <span aria-hidden>●</span> {say("mappings-unsaved")}
          </span>
        ) : null}
        <span className="grow" />
        <div className="mappings-deeds">
          <Button
            size="small"
            appearance="subtle"
            aria-pressed={attributes}
            onClick={() => {
              onPlace(
                attributes
                  ? { view: "list", object: place.object, mapping: null }
                  : { view: "attributes", object: place.object, side: "target", attribute: null },
              );
            }}
          >
            {attributes ? say("attributes-back") : say("attributes")}
          </Button>
          {DIALOGS.map(([one, word]) => (
            <Button
              key={one}
              size="small"
              appearance="subtle"
              onClick={() => {
                setAsked(one);
              }}
            >
              {say(word)}
            </Button>
          ))}
          {edited.unsaved ? (
            <Button
              size="small"
              onClick={() => {
                edited.discard();
                intents.announce(say("mappings-discarded"));
              }}
            >
              {say("mappings-discard")}
            </Button>
          ) : null}
          <Button size="small" appearance="primary" disabled={!edited.unsaved} onClick={save}>
            {say("mappings-save")}
          </Button>
        </div>
      </header>
      {edited.outrun ? (
        <div className="mappings-notes">
          <Note kind="warning">
            <p>{say("mappings-outrun", { n: version?.number ?? 0 })}</p>
            <Button
              size="small"
              onClick={() => {
                setAsked("save");
              }}
            >
              {say("mappings-compare-now")}
            </Button>
          </Note>
        </div>
      ) : null}
      <Modal open={asked === "save"} className="mappings-dialog" onClose={close}>
        {asked === "save" ? (
          <SaveDialog
            tenant={tenant}
            edited={edited}
            problems={problems}
            object={place.object}
            onShow={(problem) => {
              close();
              onShow(problem);
            }}
            onClose={close}
          />
        ) : null}
      </Modal>
      <Modal open={asked === "versions"} className="mappings-dialog" onClose={close}>
        {asked === "versions" ? <VersionsDialog tenant={tenant} edited={edited} onClose={close} /> : null}
      </Modal>
      <Modal open={asked === "import"} className="mappings-dialog" onClose={close}>
        {asked === "import" ? (
          <ImportDialog tenant={tenant} edited={edited} object={place.object} onClose={close} />
        ) : null}
      </Modal>
      <Modal open={asked === "export"} className="mappings-dialog" onClose={close}>
        {asked === "export" ? <ExportDialog tenant={tenant} edited={edited} onClose={close} /> : null}
      </Modal>
    </>
  );
}
