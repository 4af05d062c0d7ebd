/** Saving: what is different, what is wrong, a note, and then a new version. */
import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
} from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type {
  DeskError,
  MappingDifference,
  MappingProblem,
  ObjectKind,
  Tenant,
  TenantMappings,
} from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import type { EditedMappings } from "../../shared/desk/drafts";
import { keys } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { Note } from "../../shared/states/Note";
import { say } from "../../shared/words/say";
import { Differences } from "./Differences";
import { Problems } from "./ProblemsList";

interface Props {
  tenant: Tenant;
  edited: EditedMappings;
  problems: readonly MappingProblem[];
  object: ObjectKind;
  onShow: (problem: MappingProblem) => void;
  onClose: () => void;
}

export function SaveDialog({ tenant, edited, problems, object, onShow, onClose }: Props) {
  const desk = useDesk();
  const intents = useIntents();
  const queries = useQueryClient();
  const [note, setNote] = useState("");
  const newest = edited.held.version?.number ?? null;
  const compared = useQuery<MappingDifference[], DeskError>({
    queryKey: [...keys.mappings(tenant.id), "compare", newest, edited.mappings],
    queryFn: () =>
      desk.call("mappings_compare", {
        tenant: tenant.id,
        from: { which: "newest" },
        to: { which: "draft", mappings: edited.mappings },
      }),
    gcTime: 0,
  });
  // The draft may have been edited a moment ago: what is saved was checked as it is now.
  const checked = useQuery<MappingProblem[], DeskError>({
    queryKey: ["mappings-check", tenant.id, edited.mappings],
    queryFn: () => desk.call("mappings_check", { tenant: tenant.id, mappings: edited.mappings }),
    gcTime: 0,
  });
  const found = checked.data ?? problems;
  const errors = found.filter((one) => one.severity === "error").length;
  const save = useMutation<TenantMappings, DeskError>({
    mutationFn: () =>
      desk.call("mappings_save", {
        tenant: tenant.id,
        mappings: edited.mappings,
        // Whoever reads the differences against the newest version changes that one.
        base: newest,
        note: note.trim(),
        import: edited.import,
      }),
    onSuccess: (saved) => {
      queries.setQueryData([...keys.mappings(tenant.id), "newest"], saved);
      void queries.invalidateQueries({ queryKey: keys.mappings(tenant.id) });
      edited.discard();
      intents.announce(say("mappings-saved", { n: saved.version?.number ?? 0 }));
      onClose();
    },
  });
  const ready = checked.data !== undefined && errors === 0 && compared.data !== undefined && !save.isPending;
  const send = () => {
    if (ready) {
      save.mutate();
    }
  };
  useShortcuts({ primary: send });
  const again = () => {
    save.reset();
    void queries.invalidateQueries({ queryKey: keys.mappings(tenant.id) });
  };
  const failure = compared.error ?? checked.error;
  return (
    <DialogBody>
      <DialogTitle>{say("save-title", { n: (newest ?? 0) + 1, tenant: tenant.name })}</DialogTitle>
      <DialogContent className="mappings-dialog-content">
        {save.error === null ? null : <ErrorNote error={save.error} tenant={tenant.id} remedies={{ retry: again }} />}
        {failure === null ? null : (
          <ErrorNote
            error={failure}
            tenant={tenant.id}
            remedies={{
              retry: () => {
                void compared.refetch();
                void checked.refetch();
              },
            }}
          />
        )}
        {edited.outrun ? (
          <Note kind="warning">
            <p>{say("save-outrun", { n: newest ?? 0 })}</p>
          </Note>
        ) : null}
        <Field label={say("save-note")} hint={say("save-note-hint")}>
          <Input
            value={note}
            onChange={(_, { value }) => {
              setNote(value);
            }}
          />
        </Field>
        {found.length === 0 ? null : (
          <Problems problems={found} mappings={edited.mappings} object={object} onShow={onShow} />
        )}
        {compared.data === undefined ? (
          compared.error === null ? (
            <Loading lines={3} />
          ) : null
        ) : (
          <Differences differences={compared.data} />
        )}
      </DialogContent>
      <DialogActions>
        {errors === 0 ? null : (
          <span className="save-refused bad" role="status">
            {say("save-refused", { n: errors })}
          </span>
        )}
        <Button onClick={onClose}>{say("cancel")}</Button>
        <Button appearance="primary" disabled={!ready} onClick={send}>
          {say("save-do", { n: (newest ?? 0) + 1 })}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
