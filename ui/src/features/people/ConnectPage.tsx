/** Connecting a directory that is read again and again: where from, how, a test, and a name. */
import { Button, Field, Input, Radio, RadioGroup, Select } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { ConnectDirectory, DeskError, DirectoryConnection, FileSource } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys, useTenants } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { navigate, peopleRoute, routeHash } from "../../shared/route";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";
import { DirectoryTest } from "./DirectoryTest";
import { EntraFields } from "./EntraFields";
import { LdapFields } from "./LdapFields";
import { PracticeDirectory } from "./PracticeDirectory";
import { draftOf, missingFields, secretKind, sourceOf, type SourceKind } from "./source";
import "./people.css";
import "./connect.css";

const KINDS: readonly [SourceKind, WordKey, WordKey][] = [
  ["entra_id", "source-entra", "source-entra-meaning"],
  ["ldap", "source-ldap", "source-ldap-meaning"],
  ["file", "source-file", "source-file-meaning"],
  ["tenant", "source-tenant", "source-tenant-meaning"],
];

/** `directory`: the one whose connection is changed; `null`: a new one. */
export function ConnectPage({ directory }: { directory: string | null }) {
  const desk = useDesk();
  const { data, error, refetch } = useQuery<DirectoryConnection | null, DeskError>({
    queryKey: keys.connection(directory ?? ""),
    queryFn: () => desk.call("directory_connection", { directory: directory ?? "" }),
    enabled: directory !== null,
  });
  if (error !== null) {
    return (
      <EmptyState title={say("people-failed")}>
        <ErrorNote error={error} remedies={{ retry: () => void refetch() }} />
      </EmptyState>
    );
  }
  if (directory !== null && data === undefined) {
    return <Loading lines={8} />;
  }
  return (
    <div className="scroll">
      <Form directory={directory} saved={data ?? null} />
    </div>
  );
}

function Form({ directory, saved }: { directory: string | null; saved: DirectoryConnection | null }) {
  const desk = useDesk();
  const intents = useIntents();
  const queries = useQueryClient();
  const title = useId();
  const tenants = useTenants().data ?? [];
  const [draft, setDraft] = useState(() => draftOf(saved?.source ?? null));
  const [secret, setSecret] = useState("");
  const [name, setName] = useState(saved?.name ?? "");
  const tenantId = draft.tenant === "" ? (tenants[0]?.id ?? "") : draft.tenant;
  const whole = { ...draft, tenant: tenantId };
  const held = saved?.hasSecret === true && saved.source.from === draft.from;
  const kind = secretKind(whole);
  const sent = kind === null || secret === "" ? null : secret;
  const source = sourceOf(whole);
  const missing = missingFields(whole, secret, held);
  const missingText = missing.length === 0 ? null : say("source-missing", { fields: missing.join(", ") });
  const unnamed = name.trim() === "" ? [say("directory-name")] : [];
  const unchanged = saved !== null && sent === null && JSON.stringify(source) === JSON.stringify(saved.source);
  // A secret that is only in the vault is tried with what is saved.
  const untestable = missing.length > 0 || (held && sent === null && kind !== null && !unchanged);
  const save = useMutation<DirectoryConnection, DeskError, ConnectDirectory>({
    mutationFn: (asked) => desk.call("directory_connect", asked),
    onSuccess: (connection) => {
      setSecret("");
      void queries.invalidateQueries({ queryKey: keys.directories });
      intents.announce(say("source-connected", { name: connection.name }));
      navigate(peopleRoute(connection.directory, "connection"));
    },
  });
  const ready = missing.length === 0 && name.trim() !== "" && !save.isPending;
  const submit = () => {
    if (ready) {
      save.mutate({ directory, name: name.trim(), source, secret: sent });
    }
  };
  useShortcuts({ primary: submit });
  return (
    <form
      className="import connect"
      aria-labelledby={title}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h1 id={title}>{saved === null ? say("source-title") : say("source-change-title", { name: saved.name })}</h1>
      <section className="step" aria-label={say("source-step-from")}>
        <h2>
          <span aria-hidden>1</span> {say("source-step-from")}
        </h2>
        <div className="apps" role="radiogroup" aria-label={say("source-from")}>
          {KINDS.map(([one, word, meaning]) => (
            <label key={one} className={one === draft.from ? "app chosen" : "app"}>
              <input
                type="radio"
                className="dot"
                name="from"
                value={one}
                checked={one === draft.from}
                onChange={() => {
                  setSecret("");
                  setDraft({ ...draft, from: one });
                }}
              />
              <span>
                <strong>{say(word)}</strong>
                <span className="muted">{say(meaning)}</span>
              </span>
            </label>
          ))}
        </div>
        {saved === null ? <PracticeDirectory /> : null}
      </section>
      <section className="step" aria-label={say("source-step-settings")}>
        <h2>
          <span aria-hidden>2</span> {say("source-step-settings")}
        </h2>
        <div className="form">
          {draft.from === "entra_id" ? (
            <EntraFields
              entra={draft.entra}
              secret={secret}
              held={held}
              onSecret={setSecret}
              onChange={(part) => {
                setDraft((before) => ({ ...before, entra: { ...before.entra, ...part } }));
              }}
            />
          ) : draft.from === "ldap" ? (
            <LdapFields
              ldap={draft.ldap}
              secret={secret}
              held={held}
              onSecret={setSecret}
              onChange={(part) => {
                setDraft((before) => ({ ...before, ldap: { ...before.ldap, ...part } }));
              }}
            />
          ) : draft.from === "file" ? (
            <FileFields
              file={draft.file}
              onChange={(part) => {
                setDraft((before) => ({ ...before, file: { ...before.file, ...part } }));
              }}
            />
          ) : (
            <Field label={say("source-of-tenant")}>
              <Select
                value={tenantId}
                onChange={(_, { value }) => {
                  setDraft({ ...draft, tenant: value });
                }}
              >
                {tenants.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </Select>
            </Field>
          )}
        </div>
      </section>
      <section className="step" aria-label={say("source-step-test")}>
        <h2>
          <span aria-hidden>3</span> {say("source-step-test")}
        </h2>
        <DirectoryTest
          target={
            untestable
              ? null
              : unchanged && directory !== null
                ? { of: "saved", directory }
                : { of: "draft", source, secret: sent }
          }
          missing={missingText ?? (untestable ? say("source-test-needs-secret") : null)}
          earlier={unchanged ? saved.lastTest : null}
        />
      </section>
      <section className="step" aria-label={say("source-step-save")}>
        <h2>
          <span aria-hidden>4</span> {say("source-step-save")}
        </h2>
        <div className="form">
          <Field label={say("directory-name")}>
            <Input
              value={name}
              maxLength={100}
              onChange={(_, { value }) => {
                setName(value);
              }}
            />
          </Field>
          {save.error === null ? null : <ErrorNote error={save.error} remedies={{ retry: submit }} />}
        </div>
      </section>
      <div className="add-foot">
        <Button appearance="primary" type="submit" disabled={!ready}>
          {saved === null ? say("source-save", { name: name.trim() }) : say("source-save-change")}
        </Button>
        <Button as="a" href={routeHash(peopleRoute(directory, directory === null ? "people" : "connection"))}>
          {say("cancel")}
        </Button>
        <span className="muted" role="status">
          {missing.length + unnamed.length === 0
            ? null
            : say("source-missing", { fields: [...missing, ...unnamed].join(", ") })}
        </span>
      </div>
    </form>
  );
}

function FileFields({ file, onChange }: { file: FileSource; onChange: (part: Partial<FileSource>) => void }) {
  return (
    <>
      <Field label={say("source-path")} hint={say("source-path-hint")}>
        <Input
          value={file.path}
          spellCheck={false}
          autoComplete="off"
          onChange={(_, { value }) => {
            onChange({ path: value });
          }}
        />
      </Field>
      <Field label={say("source-file-id")} hint={say("source-file-id-hint")}>
        <Input
          value={file.idAttribute ?? ""}
          spellCheck={false}
          autoComplete="off"
          onChange={(_, { value }) => {
            onChange({ idAttribute: value === "" ? null : value });
          }}
        />
      </Field>
      <Field label={say("source-absent")}>
        <RadioGroup
          value={file.absent}
          onChange={(_, { value }) => {
            onChange({ absent: value as FileSource["absent"] });
          }}
        >
          <Radio value="disabled" label={say("source-absent-disabled")} />
          <Radio value="deleted" label={say("source-absent-deleted")} />
        </RadioGroup>
      </Field>
    </>
  );
}
