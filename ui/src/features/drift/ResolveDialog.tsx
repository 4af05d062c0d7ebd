import { Button, DialogActions, DialogBody, DialogContent, DialogTitle } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import type { DeskError, DriftRemedy, DriftRow, DriftSummary, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { Note } from "../../shared/states/Note";
import { say } from "../../shared/words/say";
import { REMEDY } from "./words";

/** Names shown; the number says the rest. */
const SHOWN = 8;

interface Props {
  tenant: Tenant;
  remedy: DriftRemedy;
  /** Whom it was asked for. */
  rows: () => Promise<DriftRow[]>;
  onClose: () => void;
  onDone: (left: DriftSummary, count: number) => void;
}

/** Settles findings in one way, after saying for whom and what it means. */
export function ResolveDialog({ tenant, remedy, rows, onClose, onDone }: Props) {
  const desk = useDesk();
  const queries = useQueryClient();
  const turn = useId();
  const { data, error, refetch } = useQuery<DriftRow[], DeskError>({
    queryKey: ["drift asked", turn],
    queryFn: rows,
    gcTime: 0,
  });
  const fitting = (data ?? []).filter((row) => row.remedies.includes(remedy));
  const leftOut = (data?.length ?? 0) - fitting.length;
  const n = fitting.length;
  const resolve = useMutation<DriftSummary, DeskError>({
    mutationFn: () =>
      desk.call("drift_resolve", { tenant: tenant.id, numbers: fitting.map((row) => row.number), remedy }),
    onSuccess: (left) => {
      void queries.invalidateQueries({ queryKey: keys.provisioning(tenant.id) });
      onDone(left, n);
    },
  });
  const submit = () => {
    if (n > 0 && !resolve.isPending) {
      resolve.mutate();
    }
  };
  useShortcuts({ primary: submit });
  const words = REMEDY[remedy];
  return (
    <DialogBody>
      <DialogTitle>{say(words.title, { n })}</DialogTitle>
      <DialogContent className="form">
        <p>{say(words.meaning)}</p>
        {error !== null ? (
          <ErrorNote error={error} tenant={tenant.id} remedies={{ retry: () => void refetch() }} />
        ) : data === undefined ? (
          <Loading lines={3} />
        ) : n === 0 ? (
          <Note kind="warning">
            <p>{say("drift-nothing-fits")}</p>
          </Note>
        ) : (
          <>
            <ul className="plain drift-names">
              {fitting.slice(0, SHOWN).map((row) => (
                <li key={row.number}>
                  <bdi>{row.accountName}</bdi>
                  {row.personName === null || row.personName === row.accountName ? null : (
                    <>
                      {" · "}
                      <bdi className="muted">{row.personName}</bdi>
                    </>
                  )}
                </li>
              ))}
              {n > SHOWN ? <li className="muted">{say("drift-names-more", { n: n - SHOWN })}</li> : null}
            </ul>
            {leftOut === 0 ? null : (
              <Note kind="warning">
                <p>{say("drift-left-out", { n: leftOut })}</p>
              </Note>
            )}
          </>
        )}
        {resolve.error === null ? null : (
          <ErrorNote error={resolve.error} tenant={tenant.id} remedies={{ retry: submit }} />
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{say("keep-as-is")}</Button>
        <Button appearance="primary" disabled={n === 0 || resolve.isPending} onClick={submit}>
          {say(words.do, { n })}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
