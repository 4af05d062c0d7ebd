/** What can be changed of a tenant, each group saved by itself. */
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
  SpinButton,
  Textarea,
} from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { DeskError, Environment, Tenant, UpdateTenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useApps } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { environmentWord } from "../../shared/parts/glyphs";
import { Modal } from "../../shared/parts/Modal";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { into } from "../../shared/into";
import { say } from "../../shared/words/say";
import { UNCHANGED } from "./unchanged";
import { LabelPair, UrlField, useUrlAdvice } from "./UrlField";
import "./tenants.css";

interface Props {
  tenant: Tenant;
  /** The part to begin in: `credential` or `authority`. */
  part: string | null;
  onRemoved: () => void;
  /** URL and token were replaced. */
  onReplaced: () => void;
}

export function TenantSettings({ tenant, part, onRemoved, onReplaced }: Props) {
  return (
    <div className="settings">
      <General key={`${tenant.name} ${tenant.environment} ${tenant.rate}`} tenant={tenant} />
      <Credential tenant={tenant} focused={part === "credential"} onReplaced={onReplaced} />
      <Authority key={tenant.extraCa ?? ""} tenant={tenant} focused={part === "authority"} />
      <Removal tenant={tenant} onRemoved={onRemoved} />
    </div>
  );
}

function useUpdate(tenant: Tenant) {
  const desk = useDesk();
  const intents = useIntents();
  return useMutation<Tenant, DeskError, Partial<UpdateTenant>>({
    mutationFn: (change) => desk.call("tenant_update", { ...UNCHANGED, id: tenant.id, ...change }),
    onSuccess: () => {
      intents.announce(say("saved"));
    },
  });
}

function General({ tenant }: { tenant: Tenant }) {
  const [name, setName] = useState(tenant.name);
  const [environment, setEnvironment] = useState(tenant.environment);
  const [rate, setRate] = useState<number | null>(tenant.rate);
  const save = useUpdate(tenant);
  const same = name === tenant.name && environment === tenant.environment && rate === tenant.rate;
  const submit = () => {
    if (rate !== null) {
      save.mutate({
        name: name === tenant.name ? null : name.trim(),
        environment: environment === tenant.environment ? null : environment,
        rate: rate === tenant.rate ? null : rate,
      });
    }
  };
  return (
    <form
      className="form card"
      aria-label={say("settings-general")}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{say("settings-general")}</h2>
      <Field label={say("tenant-name")}>
        <Input
          value={name}
          maxLength={100}
          onChange={(_, { value }) => {
            setName(value);
          }}
        />
      </Field>
      <Field label={say("tenant-environment")}>
        <RadioGroup
          layout="horizontal"
          value={environment}
          onChange={(_, { value }) => {
            setEnvironment(value as Environment);
          }}
        >
          {(["production", "test", "practice"] as const).map((one) => (
            <Radio key={one} value={one} label={environmentWord(one)} />
          ))}
        </RadioGroup>
      </Field>
      <Field
        label={say("tenant-rate")}
        hint={say("tenant-rate-hint")}
        validationState={rate === null ? "error" : "none"}
        {...(rate === null ? { validationMessage: say("tenant-rate-wrong") } : {})}
      >
        <SpinButton
          className="narrow"
          value={rate}
          min={0.1}
          max={1000}
          step={1}
          onChange={(_, { value, displayValue }) => {
            const asked = value ?? Number((displayValue ?? "").replace(",", "."));
            setRate(Number.isFinite(asked) && asked >= 0.1 && asked <= 1_000 ? asked : null);
          }}
        />
      </Field>
      {save.error === null ? null : <ErrorNote error={save.error} tenant={tenant.id} remedies={{ retry: submit }} />}
      <div>
        <Button type="submit" disabled={same || rate === null || name.trim() === "" || save.isPending}>
          {say("save")}
        </Button>
      </div>
    </form>
  );
}

function Credential({ tenant, focused, onReplaced }: { tenant: Tenant; focused: boolean; onReplaced: () => void }) {
  const desk = useDesk();
  const app = useApps().data?.find((one) => one.id === tenant.app);
  const [url, setUrl] = useState(tenant.url);
  const [token, setToken] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const advice = useUrlAdvice(tenant.app, url);
  useEffect(() => {
    if (focused) {
      field.current?.focus();
      field.current?.scrollIntoView?.({ block: "center" });
    }
  }, [focused]);
  const save = useMutation<Tenant, DeskError>({
    mutationFn: () =>
      desk.call("tenant_replace_credential", {
        tenant: tenant.id,
        url: url.trim() === tenant.url ? null : url.trim(),
        token,
      }),
    onSuccess: () => {
      setToken("");
      onReplaced();
    },
  });
  const submit = () => {
    save.mutate();
  };
  return (
    <form
      className="form card"
      aria-label={say("settings-credential")}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{say("settings-credential")}</h2>
      <p className="muted">{say("settings-credential-meaning")}</p>
      {app === undefined ? null : <p className="where">{app.whereToFind}</p>}
      <UrlField
        label={app?.urlLabel ?? say("word-tenant-url")}
        url={url}
        example={app?.urlExample ?? null}
        advice={advice}
        onChange={setUrl}
      />
      <Field
        label={<LabelPair own={app?.tokenLabel ?? say("word-secret-token")} ours={say("word-secret-token")} />}
        hint={say("token-hint")}
      >
        <Input
          ref={into(field)}
          type="password"
          value={token}
          autoComplete="off"
          spellCheck={false}
          onChange={(_, { value }) => {
            setToken(value);
          }}
        />
      </Field>
      {save.error === null ? null : (
        <ErrorNote
          error={save.error}
          tenant={tenant.id}
          remedies={{ retry: submit, replace_credential: () => field.current?.focus() }}
        />
      )}
      <div>
        <Button
          type="submit"
          disabled={token === "" || url.trim() === "" || Boolean(advice?.problem) || save.isPending}
        >
          {say("settings-credential-replace")}
        </Button>
      </div>
    </form>
  );
}

function Authority({ tenant, focused }: { tenant: Tenant; focused: boolean }) {
  const [pem, setPem] = useState(tenant.extraCa ?? "");
  const field = useRef<HTMLTextAreaElement>(null);
  const save = useUpdate(tenant);
  useEffect(() => {
    if (focused) {
      field.current?.focus();
      field.current?.scrollIntoView?.({ block: "center" });
    }
  }, [focused]);
  const submit = () => {
    save.mutate({ extraCa: pem.trim() });
  };
  return (
    <form
      className="form card"
      aria-label={say("settings-authority")}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{say("settings-authority")}</h2>
      <Field label={say("authority-label")} hint={say("authority-hint")}>
        <Textarea
          ref={into(field)}
          rows={5}
          spellCheck={false}
          value={pem}
          placeholder="-----BEGIN CERTIFICATE-----"
          onChange={(_, { value }) => {
            setPem(value);
          }}
        />
      </Field>
      {save.error === null ? null : <ErrorNote error={save.error} tenant={tenant.id} remedies={{ retry: submit }} />}
      <div>
        <Button type="submit" disabled={pem.trim() === (tenant.extraCa ?? "").trim() || save.isPending}>
          {pem.trim() === "" && tenant.extraCa !== null ? say("authority-remove") : say("save")}
        </Button>
      </div>
    </form>
  );
}

function Removal({ tenant, onRemoved }: { tenant: Tenant; onRemoved: () => void }) {
  const desk = useDesk();
  const [asking, setAsking] = useState(false);
  const remove = useMutation<null, DeskError>({
    mutationFn: () => desk.call("tenant_remove", { tenant: tenant.id }),
    onSuccess: onRemoved,
  });
  return (
    <section className="form card" aria-label={say("settings-remove")}>
      <h2>{say("settings-remove")}</h2>
      <p>{say("remove-meaning", { app: tenant.appName })}</p>
      <div>
        <Button
          onClick={() => {
            setAsking(true);
          }}
        >
          {say("remove-ask")}
        </Button>
      </div>
      <Modal
        open={asking}
        onClose={() => {
          setAsking(false);
        }}
      >
        <DialogBody>
          <DialogTitle>{say("remove-title", { tenant: tenant.name })}</DialogTitle>
          <DialogContent className="form">
            <p>{say("remove-forgotten")}</p>
            <p>{say("remove-stays", { app: tenant.appName })}</p>
            {remove.error === null ? null : (
              <ErrorNote
                error={remove.error}
                tenant={tenant.id}
                remedies={{
                  retry: () => {
                    remove.mutate();
                  },
                }}
              />
            )}
          </DialogContent>
          <DialogActions>
            <Button
              onClick={() => {
                setAsking(false);
              }}
            >
              {say("keep-as-is")}
            </Button>
            <Button
              className="danger"
              appearance="primary"
              disabled={remove.isPending}
              onClick={() => {
                remove.mutate();
              }}
            >
              {say("remove-do", { tenant: tenant.name })}
            </Button>
          </DialogActions>
        </DialogBody>
      </Modal>
    </section>
  );
}
