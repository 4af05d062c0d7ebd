import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
  Select,
} from "@fluentui/react-components";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DeskError, Directory, TakePeople as Asked, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { heldCount, isMissing } from "../../shared/desk/listings";
import { keys, useTenants } from "../../shared/desk/queries";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { Modal } from "../../shared/parts/Modal";
import { completenessMeaning } from "../../shared/parts/glyphs";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Note } from "../../shared/states/Note";
import { say } from "../../shared/words/say";

interface Props {
  open: boolean;
  /** The directory whose people are replaced; `null`: a new one. */
  replacing: Directory | null;
  onClose: () => void;
  onTaken: (directory: Directory) => void;
}

/** The accounts and groups found in a tenant, taken as people and groups. */
export function TakePeople({ open, ...rest }: Props) {
  return (
    <Modal open={open} onClose={rest.onClose}>
      {open ? <Taking {...rest} /> : null}
    </Modal>
  );
}

function Taking({ replacing, onClose, onTaken }: Omit<Props, "open">) {
  const desk = useDesk();
  const queries = useQueryClient();
  const tenants = (useTenants().data ?? []).filter((tenant) => (tenant.users?.count ?? 0) > 0);
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState<string | null>(null);
  const tenant: Tenant | undefined = tenants.find((one) => one.id === chosen) ?? tenants[0];
  const shownName = name ?? (tenant === undefined ? "" : say("take-name", { tenant: tenant.name }));
  const take = useMutation<Directory, DeskError, Asked>({
    mutationFn: (asked) => desk.call("people_take", asked),
    onSuccess: (directory) => {
      void queries.invalidateQueries({ queryKey: keys.directories });
      onTaken(directory);
    },
  });
  const ready = tenant !== undefined && !take.isPending && (replacing !== null || shownName.trim() !== "");
  const submit = () => {
    if (ready) {
      take.mutate({ tenant: tenant.id, directory: replacing?.id ?? null, name: replacing?.name ?? shownName.trim() });
    }
  };
  useShortcuts({ primary: submit });
  const users = tenant?.users ?? null;
  return (
    <DialogBody>
      <DialogTitle>{say("take-title")}</DialogTitle>
      <DialogContent className="form">
        {tenants.length === 0 ? (
          <p>{say("take-none")}</p>
        ) : (
          <>
            <p>{say("take-meaning")}</p>
            <Field label={say("take-tenant")}>
              <Select
                value={tenant?.id ?? ""}
                onChange={(_, { value }) => {
                  setChosen(value);
                }}
              >
                {tenants.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.users === null ? one.name : say("take-option", { tenant: one.name, n: heldCount(one.users) })}
                  </option>
                ))}
              </Select>
            </Field>
            {users !== null && isMissing(users) ? (
              <Note kind="warning">
                <p>{completenessMeaning(users.completeness)}</p>
                <p>{users.evidence}</p>
              </Note>
            ) : null}
            {replacing === null ? (
              <Field label={say("directory-name")}>
                <Input
                  value={shownName}
                  maxLength={100}
                  onChange={(_, { value }) => {
                    setName(value);
                  }}
                />
              </Field>
            ) : (
              <p>{say("reading-replaces", { name: replacing.name, n: replacing.people })}</p>
            )}
            {take.error === null ? null : <ErrorNote error={take.error} remedies={{ retry: submit }} />}
          </>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{say("cancel")}</Button>
        <Button appearance="primary" disabled={!ready} onClick={submit}>
          {users === null ? say("take-do") : say("take-do-count", { n: users.count })}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
