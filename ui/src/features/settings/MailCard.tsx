/** The server that sends e-mail for all tenants, and a message to see whether it arrives. */
import { Button, Field, Input, Select, Textarea } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DeskError, MailSecurity, MailServer, NotificationTest, SaveMailServer } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys, useTenants } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { say } from "../../shared/words/say";
import "./mail.css";

const PORTS: Record<MailSecurity, number> = { tls: 465, start_tls: 587, none: 25 };

export function MailCard() {
  const desk = useDesk();
  const { data, error, refetch } = useQuery<MailServer, DeskError>({
    queryKey: keys.mailServer,
    queryFn: () => desk.call("mail_server_get", null),
  });
  return (
    <section className="card form" aria-label={say("mail-server")}>
      <h2>{say("mail-server")}</h2>
      <p className="muted">{say("mail-meaning")}</p>
      {error !== null ? (
        <>
          <p>{say("mail-load-failed")}</p>
          <ErrorNote error={error} remedies={{ retry: () => void refetch() }} />
        </>
      ) : data === undefined ? (
        <Loading lines={4} />
      ) : (
        <>
          <Server saved={data} />
          {data.host === "" ? null : <Test />}
        </>
      )}
    </section>
  );
}

function Server({ saved }: { saved: MailServer }) {
  const desk = useDesk();
  const intents = useIntents();
  const queries = useQueryClient();
  const [server, setServer] = useState<MailServer>(
    saved.host === "" && saved.port === 0 ? { ...saved, port: PORTS[saved.security] } : saved,
  );
  const [password, setPassword] = useState("");
  const save = useMutation<MailServer, DeskError, SaveMailServer>({
    mutationFn: (asked) => desk.call("mail_server_save", asked),
    onSuccess: (kept) => {
      queries.setQueryData(keys.mailServer, kept);
      setServer(kept);
      setPassword("");
      intents.announce(say("mail-saved"));
    },
  });
  const change = (part: Partial<MailServer>) => {
    setServer((before) => ({ ...before, ...part }));
  };
  const ready =
    server.host.trim() !== "" &&
    server.from.trim() !== "" &&
    server.port > 0 &&
    server.port < 65_536 &&
    !save.isPending;
  const submit = () => {
    if (ready) {
      save.mutate({
        server: { ...server, host: server.host.trim(), from: server.from.trim() },
        password: password === "" ? null : password,
      });
    }
  };
  return (
    <form
      className="form"
      aria-label={say("mail-server")}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="mail-host">
        <Field label={say("mail-host")}>
          <Input
            value={server.host}
            placeholder="smtp.example.com"
            spellCheck={false}
            onChange={(_, { value }) => {
              change({ host: value });
            }}
          />
        </Field>
        <Field label={say("mail-security")}>
          <Select
            value={server.security}
            onChange={(_, { value }) => {
              const security = value as MailSecurity;
              // A port that was never chosen follows.
              change(server.port === PORTS[server.security] ? { security, port: PORTS[security] } : { security });
            }}
          >
            <option value="tls">{say("mail-tls")}</option>
            <option value="start_tls">{say("mail-starttls")}</option>
            <option value="none">{say("mail-plain")}</option>
          </Select>
        </Field>
        <Field label={say("mail-port")}>
          <Input
            type="number"
            min={1}
            max={65_535}
            value={String(server.port)}
            onChange={(_, { value }) => {
              change({ port: Math.max(0, Math.round(Number(value))) });
            }}
          />
        </Field>
      </div>
      <Field label={say("mail-from")}>
        <Input
          type="email"
          value={server.from}
          placeholder={say("mail-from-example")}
          spellCheck={false}
          onChange={(_, { value }) => {
            change({ from: value });
          }}
        />
      </Field>
      <div className="mail-pair">
        <Field label={say("mail-user")} hint={say("mail-user-hint")}>
          <Input
            value={server.user ?? ""}
            spellCheck={false}
            autoComplete="off"
            onChange={(_, { value }) => {
              change({ user: value === "" ? null : value });
            }}
          />
        </Field>
        <Field label={say("mail-password")} hint={say("mail-password-hint")}>
          <Input
            type="password"
            value={password}
            autoComplete="off"
            onChange={(_, { value }) => {
              setPassword(value);
            }}
          />
        </Field>
      </div>
      <details className="more" open={saved.extraCa !== null}>
        <summary>{say("mail-authority")}</summary>
        <Field label={say("mail-authority")} hint={say("mail-authority-hint")}>
          <Textarea
            rows={4}
            spellCheck={false}
            value={server.extraCa ?? ""}
            placeholder="-----BEGIN CERTIFICATE-----"
            onChange={(_, { value }) => {
              change({ extraCa: value === "" ? null : value });
            }}
          />
        </Field>
      </details>
      {save.error === null ? null : <ErrorNote error={save.error} remedies={{ retry: submit }} />}
      <div>
        <Button type="submit" appearance="primary" disabled={!ready}>
          {say("mail-save")}
        </Button>
      </div>
    </form>
  );
}

const WAYS = { email: "mail-way-email", desktop: "mail-way-desktop", webhook: "mail-way-webhook" } as const;

function wayText(way: string): string {
  return way in WAYS ? say(WAYS[way as keyof typeof WAYS]) : way;
}

function Test() {
  const desk = useDesk();
  const tenants = useTenants().data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const tenant = tenants.find((one) => one.id === chosen) ?? tenants[0];
  const test = useMutation<NotificationTest, DeskError, string>({
    mutationFn: (id) => desk.call("notification_test", { tenant: id }),
  });
  if (tenant === undefined) {
    return null;
  }
  const send = () => {
    test.mutate(tenant.id);
  };
  return (
    <div className="form mail-test">
      <h3>{say("mail-test")}</h3>
      <p className="muted">{say("mail-test-meaning")}</p>
      <Field label={say("mail-test-tenant")}>
        <Select
          value={tenant.id}
          onChange={(_, { value }) => {
            test.reset();
            setChosen(value);
          }}
        >
          {tenants.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </Select>
      </Field>
      <div>
        <Button disabled={test.isPending} onClick={send}>
          {say("mail-test-do")}
        </Button>
      </div>
      <div role="status">
        {test.data?.ways.length === 0 ? <p>{say("mail-test-none", { tenant: tenant.name })}</p> : null}
        {test.data?.ways.map(({ way, error }) =>
          error === null ? (
            <p key={way} className="mail-sent">
              <span aria-hidden>✓ </span>
              {say("mail-test-sent", { way: wayText(way) })}
            </p>
          ) : (
            <div key={way}>
              <p>{wayText(way)}</p>
              <ErrorNote error={error} remedies={{ retry: send }} />
            </div>
          ),
        )}
      </div>
      {test.error === null ? null : <ErrorNote error={test.error} remedies={{ retry: send }} />}
    </div>
  );
}
