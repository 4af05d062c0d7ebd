import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
} from "@fluentui/react-components";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { AccountRow, DeskError, GroupRow, LinkRow, Page, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { useSettled } from "../../shared/useSettled";
import { say } from "../../shared/words/say";
import { linkName } from "./words";

interface Props {
  tenant: Tenant;
  row: LinkRow;
  onClose: () => void;
  onDone: () => void;
}

const SEARCH_MS = 80;
const MOST = 50;

/** Another account for the same person, among those that were fetched. */
export function Relink({ tenant, row, onClose, onDone }: Props) {
  const desk = useDesk();
  const user = row.object === "user";
  const [typed, setTyped] = useState("");
  const [account, setAccount] = useState<string | null>(null);
  const search = useSettled(typed.trim(), SEARCH_MS);
  const found = useQuery<Page<AccountRow | GroupRow>, DeskError>({
    queryKey: [...keys.rows(tenant.id, row.object), "relink", search],
    queryFn: () =>
      desk.call(user ? "accounts_page" : "groups_page", {
        tenant: tenant.id,
        query: { search, active: null, sort: "name", descending: false },
        window: { offset: 0, limit: MOST },
      }),
    placeholderData: keepPreviousData,
  });
  const link = useMutation<LinkRow, DeskError, string>({
    mutationFn: (chosen) =>
      desk.call("link_set", { tenant: tenant.id, object: row.object, person: row.person, account: chosen }),
    onSuccess: onDone,
  });
  const submit = () => {
    if (account !== null && !link.isPending) {
      link.mutate(account);
    }
  };
  useShortcuts({ primary: submit });
  const rows = found.data?.rows ?? [];
  const more = (found.data?.total ?? 0) - rows.length;
  return (
    <DialogBody>
      <DialogTitle>{say("links-relink-title", { name: linkName(row) })}</DialogTitle>
      <DialogContent className="form">
        <p>{say("links-relink-meaning")}</p>
        <Field label={say(user ? "links-relink-search" : "links-relink-search-groups")}>
          <Input
            type="search"
            value={typed}
            autoFocus
            placeholder={say("list-search-accounts-example")}
            onChange={(_, { value }) => {
              setTyped(value);
            }}
          />
        </Field>
        <div className="principals" role="radiogroup" aria-label={say("links-relink-found")}>
          {found.error !== null ? (
            <ErrorNote error={found.error} tenant={tenant.id} remedies={{ retry: () => void found.refetch() }} />
          ) : found.data === undefined ? (
            <Loading lines={4} />
          ) : rows.length === 0 ? (
            <p className="muted">{say("links-relink-none")}</p>
          ) : (
            rows.map((one) => (
              <label key={one.id} className="principal">
                <input
                  type="radio"
                  className="dot"
                  name="account"
                  checked={account === one.id}
                  disabled={one.id === row.account}
                  onChange={() => {
                    setAccount(one.id);
                  }}
                />
                <bdi className="principal-name">{one.name}</bdi>
                <span className="muted">
                  {one.id === row.account
                    ? say("links-relink-now")
                    : "userName" in one && one.userName !== null
                      ? one.userName
                      : one.id}
                </span>
              </label>
            ))
          )}
          {more > 0 ? <p className="muted">{say("links-relink-more", { n: more })}</p> : null}
        </div>
        {link.error === null ? null : <ErrorNote error={link.error} tenant={tenant.id} remedies={{ retry: submit }} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{say("cancel")}</Button>
        <Button appearance="primary" disabled={account === null || link.isPending} onClick={submit}>
          {say("links-relink-do")}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
