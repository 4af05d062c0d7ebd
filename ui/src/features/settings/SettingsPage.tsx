import { Field, Radio, RadioGroup } from "@fluentui/react-components";
import type { DeskStatus, Theme, VaultKind } from "../../bridge/generated";
import { usePreferences } from "../../shared/desk/queries";
import { CopyButton } from "../../shared/parts/CopyButton";
import { say } from "../../shared/words/say";
import { MailCard } from "./MailCard";
import { PracticeCard } from "./PracticeCard";

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
      <MailCard />
      <PracticeCard />
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
