/** A file of mappings becomes the draft; nothing is saved. */
import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Textarea,
} from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { DeskError, ImportedMappings, ObjectKind, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import type { EditedMappings } from "../../shared/desk/drafts";
import { useIntents } from "../../shared/intents";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Note } from "../../shared/states/Note";
import { say } from "../../shared/words/say";
import { Differences } from "./Differences";
import { Problems } from "./ProblemsList";

interface Props {
  tenant: Tenant;
  edited: EditedMappings;
  object: ObjectKind;
  onClose: () => void;
}

export function ImportDialog({ tenant, edited, object, onClose }: Props) {
  const desk = useDesk();
  const intents = useIntents();
  const [text, setText] = useState("");
  const [file, setFile] = useState<string | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const read = useMutation<ImportedMappings, DeskError, string>({
    mutationFn: (given) => desk.call("mappings_import", { tenant: tenant.id, text: given }),
  });
  const found = read.data ?? null;
  const begin = (given: string) => {
    setText(given);
    read.mutate(given);
  };
  return (
    <DialogBody>
      <DialogTitle>{say("import-title", { tenant: tenant.name })}</DialogTitle>
      <DialogContent className="mappings-dialog-content">
        {found === null ? (
          <>
            <p>{say("import-meaning")}</p>
            <div className="import-file">
              <Button
                onClick={() => {
                  chooser.current?.click();
                }}
              >
                {say("import-choose")}
              </Button>
              <input
                ref={chooser}
                type="file"
                className="off-screen"
                tabIndex={-1}
                aria-label={say("import-choose")}
                accept=".json,.toml,.txt,application/json"
                onChange={({ target }) => {
                  const chosen = target.files?.[0];
                  // The same file chosen again is read again.
                  target.value = "";
                  if (chosen !== undefined) {
                    setFile(chosen.name);
                    void chosen.text().then(begin);
                  }
                }}
              />
              {file === null ? null : <bdi className="muted">{file}</bdi>}
            </div>
            <Field label={say("import-paste")}>
              <Textarea
                className="import-text"
                value={text}
                rows={8}
                onChange={(_, { value }) => {
                  setText(value);
                  setFile(null);
                }}
              />
            </Field>
            {read.error === null ? null : <ErrorNote error={read.error} tenant={tenant.id} />}
          </>
        ) : (
          <>
            <p>{found.format === "entra" ? say("import-entra") : say("import-scimdesk")}</p>
            {edited.unsaved ? (
              <Note kind="warning">
                <p>{say("import-unsaved")}</p>
              </Note>
            ) : null}
            {found.problems.length === 0 ? null : (
              <Problems problems={found.problems} mappings={found.mappings} object={object} />
            )}
            <h3>{say("import-differences")}</h3>
            <Differences differences={found.differences} />
          </>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{say("cancel")}</Button>
        {found === null ? (
          <Button
            appearance="primary"
            disabled={text.trim() === "" || read.isPending}
            onClick={() => {
              begin(text);
            }}
          >
            {say("import-read")}
          </Button>
        ) : (
          <>
            <Button
              onClick={() => {
                read.reset();
              }}
            >
              {say("import-another")}
            </Button>
            <Button
              appearance="primary"
              onClick={() => {
                const brings = found.format === "entra" && found.differences.length > 0;
                edited.replace(found.mappings, brings ? found.import : null);
                intents.announce(say("import-done"));
                onClose();
              }}
            >
              {say("import-do")}
            </Button>
          </>
        )}
      </DialogActions>
    </DialogBody>
  );
}
