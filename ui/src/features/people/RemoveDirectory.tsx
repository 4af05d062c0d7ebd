import { Button, DialogActions, DialogBody, DialogContent, DialogTitle } from "@fluentui/react-components";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { DeskError, Directory } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys, useTenants } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { Modal } from "../../shared/parts/Modal";
import { routeHash, tenantRoute } from "../../shared/route";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { say } from "../../shared/words/say";

interface Props {
  /** `null`: closed. */
  directory: Directory | null;
  onClose: () => void;
  onRemoved: () => void;
}

/** Forgets a directory, or says which tenants need it. */
export function RemoveDirectory({ directory, onClose, onRemoved }: Props) {
  // While it closes it still says what it was about.
  const last = useRef(directory);
  if (directory !== null) {
    last.current = directory;
  }
  const shown = last.current;
  return (
    <Modal open={directory !== null} onClose={onClose}>
      {shown === null ? null : <Removal key={shown.id} directory={shown} onClose={onClose} onRemoved={onRemoved} />}
    </Modal>
  );
}

function Removal({ directory, onClose, onRemoved }: Props & { directory: Directory }) {
  const desk = useDesk();
  const intents = useIntents();
  const queries = useQueryClient();
  const tenants = useTenants().data ?? [];
  const remove = useMutation<null, DeskError>({
    mutationFn: () => desk.call("directory_remove", { directory: directory.id }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: keys.directories });
      intents.announce(say("directory-removed", { name: directory.name }));
      onRemoved();
    },
  });
  const { name } = directory;
  if (directory.tenants.length > 0) {
    return (
      <DialogBody>
        <DialogTitle>{say("directory-in-use-title", { name })}</DialogTitle>
        <DialogContent className="form">
          <p>{say("directory-in-use")}</p>
          <ul className="plain">
            {directory.tenants.map((tenant) => {
              const known = tenants.find((one) => one.name === tenant);
              return (
                <li key={tenant}>
                  {known === undefined ? (
                    <bdi>{tenant}</bdi>
                  ) : (
                    <a className="link" href={routeHash(tenantRoute(known.id, "scope"))} onClick={onClose}>
                      <bdi>{tenant}</bdi>
                    </a>
                  )}
                </li>
              );
            })}
          </ul>
        </DialogContent>
        <DialogActions>
          <Button appearance="primary" onClick={onClose}>
            {say("keep-as-is")}
          </Button>
        </DialogActions>
      </DialogBody>
    );
  }
  return (
    <DialogBody>
      <DialogTitle>{say("directory-remove-title", { name })}</DialogTitle>
      <DialogContent className="form">
        <p>{say("directory-remove-forgotten", { people: directory.people, groups: directory.groups })}</p>
        <p>{say("directory-remove-stays")}</p>
        {remove.error === null ? null : (
          <ErrorNote
            error={remove.error}
            remedies={{
              retry: () => {
                remove.mutate();
              },
            }}
          />
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{say("keep-as-is")}</Button>
        <Button
          className="danger"
          appearance="primary"
          disabled={remove.isPending}
          onClick={() => {
            remove.mutate();
          }}
        >
          {say("directory-remove-do", { name })}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
