/** Under the scope of a tenant: what is not saved yet of its mappings, which the scope is a part of. */
import { Button } from "@fluentui/react-components";
import { useState } from "react";
import type { MappingProblem, Tenant } from "../bridge/generated";
import { placeItem, placeOf } from "../features/mappings/place";
import { SaveDialog } from "../features/mappings/SaveDialog";
import { useProblems } from "../features/mappings/useProblems";
import { useMappings, type EditedMappings } from "../shared/desk/drafts";
import { useIntents } from "../shared/intents";
import { useShortcuts } from "../shared/keyboard/useShortcuts";
import { Modal } from "../shared/parts/Modal";
import { navigate, tenantRoute } from "../shared/route";
import { say } from "../shared/words/say";

export function SaveBar({ tenant }: { tenant: Tenant }) {
  const { edited } = useMappings(tenant.id);
  return edited === null ? null : <Bar tenant={tenant} edited={edited} />;
}

function Bar({ tenant, edited }: { tenant: Tenant; edited: EditedMappings }) {
  const intents = useIntents();
  const { problems } = useProblems(tenant.id, edited);
  const [saving, setSaving] = useState(false);
  const close = () => {
    setSaving(false);
  };
  const save = () => {
    if (edited.unsaved) {
      setSaving(true);
    } else {
      intents.announce(say("save-nothing"));
    }
  };
  useShortcuts({ save });
  const show = (problem: MappingProblem) => {
    close();
    const place = placeOf(problem, "user");
    // A problem of a filter is mended right here.
    if (place !== null) {
      navigate(tenantRoute(tenant.id, "mappings", placeItem(place)));
    }
  };
  return (
    <>
      {edited.unsaved ? (
        <footer className="save-bar">
          <span className="unsaved" role="status">
            <span aria-hidden>●</span> {say("mappings-unsaved")}
          </span>
          {edited.outrun ? (
            <span className="warn">{say("mappings-outrun", { n: edited.held.version?.number ?? 0 })}</span>
          ) : null}
          <span className="grow" />
          <Button
            size="small"
            onClick={() => {
              edited.discard();
              intents.announce(say("mappings-discarded"));
            }}
          >
            {say("mappings-discard")}
          </Button>
          <Button size="small" appearance="primary" onClick={save}>
            {say("mappings-save")}
          </Button>
        </footer>
      ) : null}
      <Modal open={saving} className="mappings-dialog" onClose={close}>
        {saving ? (
          <SaveDialog tenant={tenant} edited={edited} problems={problems} object="user" onShow={show} onClose={close} />
        ) : null}
      </Modal>
    </>
  );
}
