import { Button, Field, Radio, RadioGroup } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { DeskError, DeskStatus, PracticeStatus, Theme, VaultKind } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys, usePreferences } from "../../shared/desk/queries";
import { CopyButton } from "../../shared/parts/CopyButton";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { say } from "../../shared/words/say";

const THEMES: readonly [Theme, Parameters<typeof say>[0]][] = [
  ["system", "theme-system"],
  ["light", "theme-light"],
  ["dark", "theme-dark"],
  ["high_contrast", "theme-high-contrast"],
];

const VAULTS: Record<VaultKind, Parameters<typeof say>[0]> = {
  keyring: "vault-keyring-in-use",
  file: "vault-file-in-use",
  session: "vault-session-in-use",
};

interface Props {
  status: Extract<DeskStatus, { state: "open" }>;
}

export function SettingsPage({ status }: Props) {
  const [preferences, change] = usePreferences();
  return (
    <div className="page-settings settings">
      <h1>{say("settings")}</h1>
      <section className="card form" aria-label={say("settings-look")}>
        <h2>{say("settings-look")}</h2>
        <Field label={say("theme")}>
          <RadioGroup
            layout="horizontal"
            value={preferences?.theme ?? "system"}
            onChange={(_, { value }) => {
              change((before) => ({ ...before, theme: value as Theme }));
            }}
          >
            {THEMES.map(([theme, word]) => (
              <Radio key={theme} value={theme} label={say(word)} />
            ))}
          </RadioGroup>
        </Field>
      </section>
      <section className="card form" aria-label={say("settings-secrets")}>
        <h2>{say("settings-secrets")}</h2>
        <p>{say(VAULTS[status.vault])}</p>
      </section>
      <Practice />
      <section className="card form" aria-label={say("settings-about")}>
        <h2>{say("settings-about")}</h2>
        <dl className="facts">
          <div>
            <dt>{say("about-version")}</dt>
            <dd>{status.version}</dd>
          </div>
          <div>
            <dt>{say("about-data")}</dt>
            <dd className="mono">
              {status.dataDir} <CopyButton text={status.dataDir} label={say("about-copy-data")} />
            </dd>
          </div>
        </dl>
      </section>
    </div>
  );
}

function Practice() {
  const desk = useDesk();
  const queries = useQueryClient();
  const status = useQuery<PracticeStatus, DeskError>({
    queryKey: keys.practice,
    queryFn: () => desk.call("practice_status", null),
  });
  const after = (answer: PracticeStatus) => {
    queries.setQueryData(keys.practice, answer);
  };
  const start = useMutation<PracticeStatus, DeskError>({
    mutationFn: () => desk.call("practice_start", { app: null, accounts: null }),
    onSuccess: after,
  });
  const stop = useMutation<PracticeStatus, DeskError>({
    mutationFn: () => desk.call("practice_stop", null),
    onSuccess: after,
  });
  const error = start.error ?? stop.error ?? status.error;
  return (
    <section className="card form" aria-label={say("practice")}>
      <h2>{say("practice")}</h2>
      <p>{say("practice-meaning")}</p>
      {error === null ? null : <ErrorNote error={error} remedies={{ retry: () => void status.refetch() }} />}
      {status.data === undefined ? null : (
        <div>
          {status.data.running ? (
            <Button
              disabled={stop.isPending}
              onClick={() => {
                stop.mutate();
              }}
            >
              {say("practice-stop", { n: status.data.tenants.length })}
            </Button>
          ) : (
            <Button
              disabled={start.isPending}
              onClick={() => {
                start.mutate();
              }}
            >
              {start.isPending ? say("practice-starting") : say("practice-start")}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
