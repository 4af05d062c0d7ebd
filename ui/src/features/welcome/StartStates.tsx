/** The desk is not open: why, and what the admin may choose. */
import { Button, Field, Input, Radio, RadioGroup } from "@fluentui/react-components";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { DeskError, DeskStatus, OpenDesk, VaultKind } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { say } from "../../shared/words/say";
import "./welcome.css";

type Closed = Exclude<DeskStatus, { state: "open" }>;

export function StartState({ status }: { status: Closed }) {
  const desk = useDesk();
  const queries = useQueryClient();
  const done = async (next: DeskStatus) => {
    queries.setQueryData(keys.status, next);
    if (next.state === "open") {
      await queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== keys.status[0] });
    }
  };
  const open = useMutation<DeskStatus, DeskError, OpenDesk>({
    mutationFn: (asked) => desk.call("desk_open", asked),
    onSuccess: done,
  });
  const anew = useMutation<DeskStatus, DeskError>({
    mutationFn: () => desk.call("desk_start_anew", null),
    onSuccess: done,
  });
  const retry = () => {
    open.mutate({ vault: null, passphrase: null });
  };
  const busy = open.isPending || anew.isPending;
  const error = open.error ?? anew.error;
  switch (status.state) {
    case "keyring_unavailable":
      return (
        <Page title={say("start-keyring")} error={error} retry={retry}>
          <ErrorNote error={status.problem} remedies={{ retry }} />
          {status.hasCache ? (
            <p>{say("start-keyring-has-cache")}</p>
          ) : (
            <ChooseVault
              busy={busy}
              onChoose={(vault, passphrase) => {
                open.mutate({ vault, passphrase });
              }}
            />
          )}
        </Page>
      );
    case "passphrase_needed":
      return (
        <Page title={say("start-passphrase")} error={error} retry={retry}>
          <Passphrase
            busy={busy}
            problem={status.problem}
            onEnter={(passphrase) => {
              open.mutate({ vault: null, passphrase });
            }}
          />
        </Page>
      );
    case "cache_key_lost":
      return (
        <Page title={say("start-key-lost")} error={error} retry={retry}>
          <ErrorNote error={status.problem} remedies={{ retry }} />
          <StartAnew
            busy={busy}
            onStart={() => {
              anew.mutate();
            }}
          />
        </Page>
      );
    case "cache_unusable":
      return (
        <Page title={say("start-unusable")} error={error} retry={retry}>
          <ErrorNote error={status.problem} remedies={{ retry }} />
          {/* A cache that a newer version made is whole: it is not offered to be set aside. */}
          {status.problem.code === "cache_broken" ? (
            <StartAnew
              busy={busy}
              onStart={() => {
                anew.mutate();
              }}
            />
          ) : null}
        </Page>
      );
  }
}

function Page({
  title,
  error,
  retry,
  children,
}: {
  title: string;
  error: DeskError | null;
  retry: () => void;
  children: ReactNode;
}) {
  return (
    <main className="start">
      <div className="start-card">
        <h1>{title}</h1>
        {children}
        {error === null ? null : <ErrorNote error={error} remedies={{ retry }} />}
      </div>
    </main>
  );
}

function StartAnew({ busy, onStart }: { busy: boolean; onStart: () => void }) {
  return (
    <section className="start-choice" aria-label={say("start-anew")}>
      <p>{say("start-anew-meaning")}</p>
      <div>
        <Button disabled={busy} onClick={onStart}>
          {say("start-anew")}
        </Button>
      </div>
    </section>
  );
}

function ChooseVault({
  busy,
  onChoose,
}: {
  busy: boolean;
  onChoose: (vault: VaultKind, passphrase: string | null) => void;
}) {
  const [vault, setVault] = useState<"file" | "session">("file");
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const differs = again !== "" && again !== passphrase;
  const ready = !busy && (vault === "session" || (passphrase !== "" && passphrase === again));
  const submit = () => {
    if (ready) {
      onChoose(vault, vault === "file" ? passphrase : null);
    }
  };
  useShortcuts({ primary: submit });
  return (
    <form
      className="start-choice form"
      aria-label={say("start-vault")}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{say("start-vault")}</h2>
      <RadioGroup
        value={vault}
        aria-label={say("start-vault")}
        onChange={(_, { value }) => {
          setVault(value as "file" | "session");
        }}
      >
        <Radio
          value="file"
          label={
            <>
              <strong>{say("vault-file")}</strong>
              <br />
              {say("vault-file-meaning")}
            </>
          }
        />
        <Radio
          value="session"
          label={
            <>
              <strong>{say("vault-session")}</strong>
              <br />
              {say("vault-session-meaning")}
            </>
          }
        />
      </RadioGroup>
      {vault === "file" ? (
        <>
          <Field label={say("passphrase-new")} hint={say("passphrase-hint")}>
            <Input
              type="password"
              value={passphrase}
              autoComplete="off"
              onChange={(_, { value }) => {
                setPassphrase(value);
              }}
            />
          </Field>
          <Field
            label={say("passphrase-again")}
            validationState={differs ? "error" : "none"}
            {...(differs ? { validationMessage: say("passphrase-differs") } : {})}
          >
            <Input
              type="password"
              value={again}
              autoComplete="off"
              onChange={(_, { value }) => {
                setAgain(value);
              }}
            />
          </Field>
        </>
      ) : null}
      <div>
        <Button type="submit" appearance="primary" disabled={!ready}>
          {vault === "file" ? say("vault-file-use") : say("vault-session-use")}
        </Button>
      </div>
    </form>
  );
}

function Passphrase({
  busy,
  problem,
  onEnter,
}: {
  busy: boolean;
  problem: DeskError | null;
  onEnter: (passphrase: string) => void;
}) {
  const [passphrase, setPassphrase] = useState("");
  return (
    <form
      className="start-choice form"
      onSubmit={(event) => {
        event.preventDefault();
        if (passphrase !== "" && !busy) {
          onEnter(passphrase);
        }
      }}
    >
      <p>{say("start-passphrase-meaning")}</p>
      <Field label={say("passphrase")}>
        <Input
          type="password"
          value={passphrase}
          autoComplete="off"
          // The only thing to do here.
          autoFocus
          onChange={(_, { value }) => {
            setPassphrase(value);
          }}
        />
      </Field>
      {problem === null ? null : <ErrorNote error={problem} />}
      <div>
        <Button type="submit" appearance="primary" disabled={passphrase === "" || busy}>
          {say("start-open")}
        </Button>
      </div>
    </form>
  );
}
