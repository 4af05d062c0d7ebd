import { Button, DialogActions, DialogBody, DialogContent, DialogTitle } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import type { DeskError, LinkRow, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { say } from "../../shared/words/say";
import { linkName } from "./words";

interface Props {
  tenant: Tenant;
  row: LinkRow;
  onClose: () => void;
  onDone: () => void;
}

export function Unlink({ tenant, row, onClose, onDone }: Props) {
  const desk = useDesk();
  const name = linkName(row);
  const unlink = useMutation<null, DeskError>({
    mutationFn: () => desk.call("link_remove", { tenant: tenant.id, object: row.object, person: row.person }),
    onSuccess: onDone,
  });
  const submit = () => {
    if (!unlink.isPending) {
      unlink.mutate();
    }
  };
  useShortcuts({ primary: submit });
  return (
    <DialogBody>
      <DialogTitle>{say("links-unlink-title", { name })}</DialogTitle>
      <DialogContent className="form">
        <p>
          {say("links-unlink-meaning", {
            person: row.personName ?? row.person,
            account: row.accountName ?? row.account,
          })}
        </p>
        <p>{say("links-unlink-next")}</p>
        {unlink.error === null ? null : (
          <ErrorNote error={unlink.error} tenant={tenant.id} remedies={{ retry: submit }} />
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{say("keep-as-is")}</Button>
        <Button appearance="primary" disabled={unlink.isPending} onClick={submit}>
          {say("links-unlink-do", { name })}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
