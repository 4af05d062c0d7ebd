import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Textarea,
} from "@fluentui/react-components";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { DeskError, ProvisioningPlan, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { say } from "../../shared/words/say";

/** A plan from a file becomes the tenant's plan. Sends nothing. */
export function ImportPlanDialog({ tenant, onClose }: { tenant: Tenant; onClose: () => void }) {
  const desk = useDesk();
  const intents = useIntents();
  const queries = useQueryClient();
  const [content, setContent] = useState("");
  const [file, setFile] = useState<string | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const read = useMutation<ProvisioningPlan, DeskError, string>({
    mutationFn: (given) => desk.call("plan_import", { tenant: tenant.id, content: given }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: keys.provisioning(tenant.id) });
      intents.announce(say("plan-imported"));
      onClose();
    },
  });
  return (
    <DialogBody>
      <DialogTitle>{say("plan-import-title", { tenant: tenant.name })}</DialogTitle>
      <DialogContent className="form">
        <p>{say("plan-import-meaning")}</p>
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
            accept=".json,application/json"
            onChange={({ target }) => {
              const chosen = target.files?.[0];
              // The same file chosen again is read again.
              target.value = "";
              if (chosen !== undefined) {
                setFile(chosen.name);
                void chosen.text().then((text) => {
                  setContent(text);
                  read.mutate(text);
                });
              }
            }}
          />
          {file === null ? null : <bdi className="muted">{file}</bdi>}
        </div>
        <Field label={say("plan-import-paste")}>
          <Textarea
            value={content}
            rows={8}
            onChange={(_, { value }) => {
              setContent(value);
              setFile(null);
            }}
          />
        </Field>
        {read.error === null ? null : <ErrorNote error={read.error} tenant={tenant.id} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{say("cancel")}</Button>
        <Button
          appearance="primary"
          disabled={content.trim() === "" || read.isPending}
          onClick={() => {
            read.mutate(content);
          }}
        >
          {say("plan-import-do")}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
