/** A new tenant on one screen: the app, its URL and token, a test, and its name. */
import { Button, Field, Input, Radio, RadioGroup, Textarea } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useId, useRef, useState, type ReactNode } from "react";
import type {
  AddTenant as Asked,
  AppSummary,
  DeskError,
  Environment,
  Tenant,
  TestTarget,
} from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useApps, useTenants } from "../../shared/desk/queries";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { environmentWord } from "../../shared/parts/glyphs";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { into } from "../../shared/into";
import { say } from "../../shared/words/say";
import { AppGuide } from "./AppGuide";
import { LabelPair, UrlField, useUrlAdvice } from "./UrlField";
import "./tenants.css";

export interface DraftTest {
  /** `null` while URL or token are missing. */
  target: TestTarget | null;
  useUrl: (url: string) => void;
  focusToken: () => void;
}

interface Props {
  /** The connection test of what was entered so far. */
  test: (draft: DraftTest) => ReactNode;
  /** How the test of exactly this draft ended. */
  tested: (target: TestTarget | null) => "good" | "bad" | "not";
  onSaved: (tenant: Tenant) => void;
  onCancel: () => void;
}

const ENVIRONMENTS: readonly Environment[] = ["production", "test", "practice"];

/** The app's name, with a number where a tenant has it already. */
function freeName(app: AppSummary, tenants: readonly Tenant[]): string {
  if (app.id === "custom") {
    return "";
  }
  const taken = new Set(tenants.map((tenant) => tenant.name.toLowerCase()));
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? app.name : `${app.name} ${n}`;
    if (!taken.has(name.toLowerCase())) {
      return name;
    }
  }
}

/** A URL that is right for most; that of "any SCIM app" only shows what one looks like. */
function knownUrl(app: AppSummary): string {
  return app.id === "custom" ? "" : (app.urlExample ?? "");
}

export function AddTenant({ test, tested, onSaved, onCancel }: Props) {
  const desk = useDesk();
  const apps = useApps();
  const tenants = useTenants().data ?? [];
  const [appId, setAppId] = useState<string | null>(null);
  const [url, setUrl] = useState("");
  const [token, setToken] = useState("");
  const [authority, setAuthority] = useState("");
  const [name, setName] = useState<string | null>(null);
  const [environment, setEnvironment] = useState<Environment>("production");
  const tokenField = useRef<HTMLInputElement>(null);
  const title = useId();
  const app = apps.data?.find((one) => one.id === appId);
  const advice = useUrlAdvice(appId ?? "custom", url);
  const shownName = name ?? (app === undefined ? "" : freeName(app, tenants));
  const extraCa = authority.trim() === "" ? null : authority;

  const save = useMutation<Tenant, DeskError, Asked>({
    mutationFn: (asked) => desk.call("tenant_add", asked),
    onSuccess: onSaved,
  });
  const missing =
    app === undefined
      ? say("add-missing-app")
      : url.trim() === "" || advice?.problem
        ? say("add-missing-url")
        : token === ""
          ? say("add-missing-token")
          : shownName.trim() === ""
            ? say("add-missing-name")
            : null;
  const submit = () => {
    if (missing === null && app !== undefined && !save.isPending) {
      save.mutate({ name: shownName.trim(), app: app.id, url: url.trim(), token, safety: null, environment, extraCa });
    }
  };
  useShortcuts({ primary: submit });
  const focusToken = () => {
    tokenField.current?.focus();
    tokenField.current?.select();
  };
  if (apps.error !== null) {
    return <ErrorNote error={apps.error} remedies={{ retry: () => void apps.refetch() }} />;
  }
  if (apps.data === undefined) {
    return <Loading />;
  }
  const target: TestTarget | null =
    app === undefined || url.trim() === "" || token === ""
      ? null
      : { kind: "draft", app: app.id, url: url.trim(), token, extraCa };
  const state = tested(target);
  return (
    <form
      className={app === undefined ? "add" : "add guided"}
      aria-labelledby={title}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h1 id={title}>{say("add-title")}</h1>
      <section className="step" aria-label={say("add-step-app")}>
        <h2>
          <span aria-hidden>1</span> {say("add-step-app")}
        </h2>
        <div className="apps" role="radiogroup" aria-label={say("add-step-app")}>
          {apps.data.map((one) => (
            <label key={one.id} className={one.id === appId ? "app chosen" : "app"}>
              <input
                type="radio"
                className="dot"
                name="app"
                value={one.id}
                checked={one.id === appId}
                onChange={() => {
                  setAppId(one.id);
                  if (url === "" || apps.data.some((other) => knownUrl(other) === url)) {
                    setUrl(knownUrl(one));
                  }
                }}
              />
              <span>
                <strong>{one.name}</strong>
                <span className="muted">{one.id === "custom" ? say("add-any-app") : one.vendor}</span>
              </span>
            </label>
          ))}
        </div>
      </section>
      {app === undefined ? (
        <p className="muted">{say("add-choose-app")}</p>
      ) : (
        <>
          <AppGuide key={app.id} app={app} />
          <section className="step" aria-label={say("add-step-credential")}>
            <h2>
              <span aria-hidden>2</span> {say("add-step-credential")}
            </h2>
            <div className="form">
              <p className="where">{app.whereToFind}</p>
              <UrlField label={app.urlLabel} url={url} example={app.urlExample} advice={advice} onChange={setUrl} />
              <Field
                label={<LabelPair own={app.tokenLabel} ours={say("word-secret-token")} />}
                hint={say("token-hint")}
              >
                <Input
                  ref={into(tokenField)}
                  type="password"
                  value={token}
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(_, { value }) => {
                    setToken(value);
                  }}
                />
              </Field>
              <details className="more">
                <summary>{say("authority-own")}</summary>
                <Field label={say("authority-label")} hint={say("authority-hint")}>
                  <Textarea
                    rows={4}
                    spellCheck={false}
                    value={authority}
                    placeholder="-----BEGIN CERTIFICATE-----"
                    onChange={(_, { value }) => {
                      setAuthority(value);
                    }}
                  />
                </Field>
              </details>
            </div>
          </section>
          <section className="step" aria-label={say("add-step-test")}>
            <h2>
              <span aria-hidden>3</span> {say("add-step-test")}
            </h2>
            {test({ target, useUrl: setUrl, focusToken })}
          </section>
          <section className="step" aria-label={say("add-step-save")}>
            <h2>
              <span aria-hidden>4</span> {say("add-step-save")}
            </h2>
            <div className="form">
              <Field label={say("tenant-name")}>
                <Input
                  value={shownName}
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
                  {ENVIRONMENTS.map((one) => (
                    <Radio key={one} value={one} label={environmentWord(one)} />
                  ))}
                </RadioGroup>
              </Field>
              <p className="muted">{say("add-read-only")}</p>
              {save.error === null ? null : (
                <ErrorNote error={save.error} remedies={{ retry: submit, replace_credential: focusToken }} />
              )}
            </div>
          </section>
        </>
      )}
      <div className="add-foot">
        <Button appearance="primary" type="submit" disabled={missing !== null || save.isPending}>
          {shownName.trim() === "" ? say("add-save") : say("add-save-named", { name: shownName.trim() })}
        </Button>
        <Button onClick={onCancel}>{say("cancel")}</Button>
        <span className="muted" role="status">
          {missing ??
            (state === "good"
              ? say("add-tested-good")
              : state === "bad"
                ? say("add-tested-bad")
                : say("add-tested-not"))}
        </span>
      </div>
    </form>
  );
}
