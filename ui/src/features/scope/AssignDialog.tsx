import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
  Radio,
  RadioGroup,
} from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { AssignPrincipals, DeskError } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { Modal } from "../../shared/parts/Modal";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { say } from "../../shared/words/say";
import { usePrincipals, type Found } from "../../shared/desk/principals";

interface Props {
  open: boolean;
  tenant: string;
  directory: string;
  app: string;
  onClose: () => void;
  onAssigned: (count: number) => void;
}

const KINDS = ["group", "person"] as const;

function keyOf({ kind, id }: Found): string {
  return `${kind}:${id}`;
}

/** People and groups to assign, with one role for all of them. */
export function AssignDialog({ open, ...rest }: Props) {
  return (
    <Modal open={open} onClose={rest.onClose}>
      {open ? <Assigning {...rest} /> : null}
    </Modal>
  );
}

function Assigning({ tenant, directory, app, onClose, onAssigned }: Omit<Props, "open">) {
  const desk = useDesk();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<ReadonlyMap<string, Found>>(new Map());
  const [role, setRole] = useState<"default" | "named">("default");
  const [value, setValue] = useState("");
  const [displayName, setDisplayName] = useState("");
  const { found, more, error, waiting, retry } = usePrincipals(directory, typed, KINDS);
  const assign = useMutation<null, DeskError, AssignPrincipals>({
    mutationFn: (asked) => desk.call("assign", asked),
    onSuccess: () => {
      onAssigned(chosen.size);
    },
  });
  const missing = chosen.size === 0 || (role === "named" && value.trim() === "" && displayName.trim() === "");
  const submit = () => {
    if (!missing && !assign.isPending) {
      const named = (text: string) => (text.trim() === "" ? null : text.trim());
      assign.mutate({
        tenant,
        principals: [...chosen.values()].map(({ kind, id }) => ({ kind, id })),
        role: role === "default" ? null : { id: null, value: named(value), displayName: named(displayName) },
      });
    }
  };
  useShortcuts({ primary: submit });
  // Who is chosen stays in sight, whatever is searched for next.
  const shown = [
    ...[...chosen.values()].filter((one) => !found.some((other) => keyOf(other) === keyOf(one))),
    ...found,
  ];
  return (
    <DialogBody>
      <DialogTitle>{say("assign-title", { app })}</DialogTitle>
      <DialogContent className="form">
        <Field label={say("assign-search")}>
          <Input
            type="search"
            value={typed}
            autoFocus
            placeholder={say("assign-search-example")}
            onChange={(_, { value: text }) => {
              setTyped(text);
            }}
          />
        </Field>
        <div className="principals" role="group" aria-label={say("assign-found")}>
          {error !== null ? (
            <ErrorNote error={error} remedies={{ retry }} />
          ) : waiting ? (
            <Loading lines={4} />
          ) : shown.length === 0 ? (
            <p className="muted">{say("list-none-match-search", { search: typed.trim() })}</p>
          ) : (
            shown.map((one) => (
              <label key={keyOf(one)} className="principal">
                <input
                  type="checkbox"
                  className="tick"
                  checked={chosen.has(keyOf(one))}
                  onChange={(event) => {
                    const next = new Map(chosen);
                    if (event.target.checked) {
                      next.set(keyOf(one), one);
                    } else {
                      next.delete(keyOf(one));
                    }
                    setChosen(next);
                  }}
                />
                <bdi className="principal-name">{one.name}</bdi>
                <span className="muted">
                  {one.kind === "group" ? say("assignment-group-members", { n: one.members ?? 0 }) : one.userName}
                </span>
              </label>
            ))
          )}
          {more > 0 ? <p className="muted">{say("assign-more", { n: more })}</p> : null}
        </div>
        <Field label={say("assignment-role")}>
          <RadioGroup
            layout="horizontal"
            value={role}
            onChange={(_, { value: next }) => {
              setRole(next as "default" | "named");
            }}
          >
            <Radio value="default" label={say("role-default")} />
            <Radio value="named" label={say("role-named")} />
          </RadioGroup>
        </Field>
        {role === "named" ? (
          <div className="role-fields">
            <Field label={say("role-value")} hint={say("role-value-hint")}>
              <Input
                value={value}
                spellCheck={false}
                autoComplete="off"
                onChange={(_, { value: text }) => {
                  setValue(text);
                }}
              />
            </Field>
            <Field label={say("role-name")}>
              <Input
                value={displayName}
                autoComplete="off"
                onChange={(_, { value: text }) => {
                  setDisplayName(text);
                }}
              />
            </Field>
          </div>
        ) : null}
        {assign.error === null ? null : <ErrorNote error={assign.error} tenant={tenant} remedies={{ retry: submit }} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{say("cancel")}</Button>
        <Button appearance="primary" disabled={missing || assign.isPending} onClick={submit}>
          {say("assign-do", { n: chosen.size })}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
