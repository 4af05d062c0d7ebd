/** How a tenant is provisioned: saved as a whole, in one act. */
import { Button, Field, Input, Radio, RadioGroup, SpinButton, Switch, Textarea } from "@fluentui/react-components";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type {
  DeskError,
  DriftPolicy,
  MissingAccount,
  NotificationTest,
  Provisioning,
  ProvisioningSettings,
  ReadBack,
  Tenant,
} from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { ErrorNote } from "../../shared/states/ErrorNote";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";
import { Glyphed } from "./Glyphed";

interface Props {
  tenant: Tenant;
  settings: ProvisioningSettings;
}

/** One entry a line; empty lines are none. */
function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

export function SettingsPart({ tenant, settings: saved }: Props) {
  const desk = useDesk();
  const intents = useIntents();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(saved);
  // As typed: what is being written need not be lines yet.
  const [patterns, setPatterns] = useState(saved.guard.protected.join("\n"));
  const [emails, setEmails] = useState(saved.notify.emails.join("\n"));
  const settings: ProvisioningSettings = {
    ...draft,
    guard: { ...draft.guard, protected: linesOf(patterns) },
    notify: { ...draft.notify, emails: linesOf(emails) },
  };
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const save = useMutation<Provisioning, DeskError>({
    mutationFn: () => desk.call("provisioning_save", { tenant: tenant.id, settings }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: keys.provisioning(tenant.id) });
      intents.announce(say("saved"));
    },
  });
  const same = JSON.stringify(settings) === JSON.stringify(saved);
  const submit = () => {
    if (!same && wrong.size === 0 && !save.isPending) {
      save.mutate();
    }
  };
  useShortcuts({ save: submit });
  const change = (part: Partial<ProvisioningSettings>) => {
    setDraft((before) => ({ ...before, ...part }));
  };
  const guard = (part: Partial<ProvisioningSettings["guard"]>) => {
    setDraft((before) => ({ ...before, guard: { ...before.guard, ...part } }));
  };
  const quarantine = (part: Partial<ProvisioningSettings["quarantine"]>) => {
    setDraft((before) => ({ ...before, quarantine: { ...before.quarantine, ...part } }));
  };
  const notify = (part: Partial<ProvisioningSettings["notify"]>) => {
    setDraft((before) => ({ ...before, notify: { ...before.notify, ...part } }));
  };
  const judge = (id: string, right: boolean) => {
    setWrong((before) => {
      const after = new Set(before);
      if (right) {
        after.delete(id);
      } else {
        after.add(id);
      }
      return after;
    });
  };
  return (
    <form
      className="provisioning-settings"
      aria-label={say("provisioning-part-settings")}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div
        className="provisioning-settings-body"
        role="region"
        tabIndex={0}
        aria-label={say("provisioning-part-settings")}
      >
        <div className="provisioning-settings-cards">
          <Card title="provisioning-settings-schedule">
            <Amount
              id="interval"
              label="provisioning-interval"
              hint="provisioning-interval-hint"
              value={draft.intervalMinutes}
              min={1}
              max={10_080}
              onJudge={judge}
              onChange={(value) => {
                change({ intervalMinutes: value });
              }}
            />
            <Choice
              label="provisioning-on-change"
              checked={draft.onChange}
              onChange={(onChange) => {
                change({ onChange });
              }}
            />
            <Optional
              id="relist"
              label="provisioning-relist"
              amount="provisioning-relist-hours"
              meaning="provisioning-relist-meaning"
              value={draft.relistHours}
              initial={24}
              max={8_760}
              onJudge={judge}
              onChange={(relistHours) => {
                change({ relistHours });
              }}
            />
          </Card>
          <Card title="provisioning-settings-guard">
            <Choice
              label="provisioning-guard"
              checked={draft.guard.enabled}
              onChange={(enabled) => {
                guard({ enabled });
              }}
            />
            <p className="muted">{say("provisioning-guard-meaning")}</p>
            {draft.guard.enabled ? (
              <>
                <Optional
                  id="guard-count"
                  label="provisioning-guard-by-count"
                  amount="provisioning-guard-count"
                  value={draft.guard.count}
                  initial={500}
                  min={0}
                  max={1_000_000}
                  onJudge={judge}
                  onChange={(value) => {
                    guard({ count: value });
                  }}
                />
                <Optional
                  id="guard-share"
                  label="provisioning-guard-by-share"
                  amount="provisioning-guard-share"
                  value={draft.guard.share}
                  initial={20}
                  min={0}
                  max={100}
                  onJudge={judge}
                  onChange={(share) => {
                    guard({ share });
                  }}
                />
              </>
            ) : null}
            <Field label={say("provisioning-protected")} hint={say("provisioning-protected-hint")}>
              <Textarea
                value={patterns}
                rows={3}
                spellCheck={false}
                onChange={(_, { value }) => {
                  setPatterns(value);
                }}
              />
            </Field>
          </Card>
          <Card title="provisioning-settings-leaving">
            <Choice
              label="provisioning-skip-leavers"
              checked={draft.skipOutOfScopeDeletions}
              onChange={(skipOutOfScopeDeletions) => {
                change({ skipOutOfScopeDeletions });
              }}
            />
            <Optional
              id="delete-after"
              label="provisioning-delete-after"
              amount="provisioning-delete-after-days"
              meaning="provisioning-delete-after-meaning"
              value={draft.deleteAfterDays}
              initial={30}
              max={3_650}
              onJudge={judge}
              onChange={(deleteAfterDays) => {
                change({ deleteAfterDays });
              }}
            />
            <Alternatives<MissingAccount>
              label="provisioning-missing"
              value={draft.missingAccount}
              options={[
                ["report", "provisioning-missing-report"],
                ["recreate", "provisioning-missing-recreate"],
              ]}
              onChange={(missingAccount) => {
                change({ missingAccount });
              }}
            />
          </Card>
          <Card title="provisioning-settings-notify">
            <Field label={say("provisioning-emails")} hint={say("provisioning-emails-hint")}>
              <Textarea
                value={emails}
                rows={2}
                spellCheck={false}
                onChange={(_, { value }) => {
                  setEmails(value);
                }}
              />
            </Field>
            <Choice
              label="provisioning-desktop"
              checked={draft.notify.desktop}
              onChange={(desktop) => {
                notify({ desktop });
              }}
            />
            <Choice
              label="provisioning-digest"
              checked={draft.notify.digest}
              onChange={(digest) => {
                notify({ digest });
              }}
            />
            <Field label={say("provisioning-webhook")} hint={say("provisioning-webhook-hint")}>
              <Input
                inputMode="url"
                value={draft.notify.webhook ?? ""}
                placeholder="https://"
                spellCheck={false}
                onChange={(_, { value }) => {
                  notify({ webhook: value.trim() === "" ? null : value.trim() });
                }}
              />
            </Field>
            <Field label={say("provisioning-token-expires")} hint={say("provisioning-token-expires-hint")}>
              <Input
                type="date"
                className="narrow-date"
                value={draft.notify.tokenExpires ?? ""}
                onChange={(_, { value }) => {
                  notify({ tokenExpires: value === "" ? null : value });
                }}
              />
            </Field>
            <TryNotification tenant={tenant.id} unsaved={!same} />
          </Card>
          <Card title="provisioning-settings-checks">
            <Alternatives<ReadBack>
              label="provisioning-read-back"
              value={draft.readBack}
              options={[
                ["answer", "provisioning-read-back-answer"],
                ["always", "provisioning-read-back-always"],
              ]}
              onChange={(readBack) => {
                change({ readBack });
              }}
            />
            <Alternatives<DriftPolicy>
              label="provisioning-drift"
              value={draft.drift}
              options={[
                ["report", "provisioning-drift-report"],
                ["repair", "provisioning-drift-repair"],
              ]}
              onChange={(drift) => {
                change({ drift });
              }}
            />
            <Optional
              id="log-days"
              label="provisioning-log-limit"
              amount="provisioning-log-days"
              meaning="provisioning-log-meaning"
              value={draft.logDays}
              initial={365}
              max={36_500}
              onJudge={judge}
              onChange={(logDays) => {
                change({ logDays });
              }}
            />
          </Card>
          <Card title="provisioning-settings-quarantine">
            <p className="muted">{say("provisioning-thresholds-meaning")}</p>
            <div className="mapping-grid">
              {(
                [
                  ["evaluateFrom", "provisioning-threshold-from", 1_000_000],
                  ["share", "provisioning-threshold-share", 100],
                  ["base", "provisioning-threshold-base", 10_000_000],
                  ["total", "provisioning-threshold-total", 10_000_000],
                ] as const
              ).map(([field, label, max]) => (
                <Amount
                  key={field}
                  id={field}
                  label={label}
                  value={draft.quarantine[field]}
                  min={1}
                  max={max}
                  onJudge={judge}
                  onChange={(value) => {
                    quarantine({ [field]: value });
                  }}
                />
              ))}
            </div>
          </Card>
        </div>
      </div>
      <footer className="provisioning-settings-foot">
        {save.error === null ? null : <ErrorNote error={save.error} tenant={tenant.id} remedies={{ retry: submit }} />}
        <div className="provisioning-settings-acts">
          <span className="muted grow" role="status">
            {wrong.size > 0 ? say("provisioning-settings-wrong") : same ? "" : say("provisioning-settings-unsaved")}
          </span>
          <Button
            disabled={same || save.isPending}
            onClick={() => {
              setDraft(saved);
              setPatterns(saved.guard.protected.join("\n"));
              setEmails(saved.notify.emails.join("\n"));
              setWrong(new Set());
            }}
          >
            {say("mappings-discard")}
          </Button>
          <Button type="submit" appearance="primary" disabled={same || wrong.size > 0 || save.isPending}>
            {say("save")}
          </Button>
        </div>
      </footer>
    </form>
  );
}

function Card({ title, children }: { title: WordKey; children: ReactNode }) {
  return (
    <section className="card form provisioning-card" aria-label={say(title)}>
      <h2>{say(title)}</h2>
      {children}
    </section>
  );
}

interface ChoiceProps {
  label: WordKey;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

function Choice({ label, checked, onChange }: ChoiceProps) {
  return (
    <Switch
      label={say(label)}
      checked={checked}
      onChange={(_, data) => {
        onChange(data.checked);
      }}
    />
  );
}

interface AmountProps {
  id: string;
  label: WordKey;
  hint?: WordKey;
  value: number;
  min?: number;
  max: number;
  /** Whether what stands there is a number that will do. */
  onJudge: (id: string, right: boolean) => void;
  onChange: (value: number) => void;
}

function Amount({ id, label, hint, value, min = 1, max, onJudge, onChange }: AmountProps) {
  const [right, setRight] = useState(true);
  return (
    <Field
      label={say(label)}
      {...(hint === undefined ? {} : { hint: say(hint) })}
      validationState={right ? "none" : "error"}
      {...(right ? {} : { validationMessage: say("provisioning-amount-wrong", { min, max }) })}
    >
      <SpinButton
        className="narrow"
        value={value}
        min={min}
        max={max}
        onChange={(_, data) => {
          const typed = data.value ?? Number((data.displayValue ?? "").replace(",", "."));
          const fits =
            Number.isFinite(typed) && typed >= min && typed <= max && (data.displayValue ?? "0").trim() !== "";
          setRight(fits);
          onJudge(id, fits);
          if (fits) {
            onChange(typed);
          }
        }}
      />
    </Field>
  );
}

interface OptionalProps extends Omit<AmountProps, "value" | "onChange" | "hint"> {
  amount: WordKey;
  meaning?: WordKey;
  value: number | null;
  /** What it begins with when it is switched on. */
  initial: number;
  onChange: (value: number | null) => void;
}

/** A limit that may be none. */
function Optional({ id, label, amount, meaning, value, initial, min = 1, max, onJudge, onChange }: OptionalProps) {
  return (
    <div className="provisioning-optional">
      <Choice
        label={label}
        checked={value !== null}
        onChange={(checked) => {
          onJudge(id, true);
          onChange(checked ? initial : null);
        }}
      />
      {meaning === undefined ? null : <p className="muted">{say(meaning)}</p>}
      {value === null ? null : (
        <Amount id={id} label={amount} value={value} min={min} max={max} onJudge={onJudge} onChange={onChange} />
      )}
    </div>
  );
}

interface AlternativesProps<T extends string> {
  label: WordKey;
  value: T;
  options: readonly (readonly [T, WordKey])[];
  onChange: (value: T) => void;
}

function Alternatives<T extends string>({ label, value, options, onChange }: AlternativesProps<T>) {
  return (
    <Field label={say(label)}>
      <RadioGroup
        value={value}
        onChange={(_, data) => {
          onChange(data.value as T);
        }}
      >
        {options.map(([one, word]) => (
          <Radio key={one} value={one} label={say(word)} />
        ))}
      </RadioGroup>
    </Field>
  );
}

const WAYS: Partial<Record<string, WordKey>> = {
  email: "provisioning-way-email",
  desktop: "provisioning-way-desktop",
  webhook: "provisioning-way-webhook",
};

/** Sends a message by every way that is saved, to see whether it arrives. */
function TryNotification({ tenant, unsaved }: { tenant: string; unsaved: boolean }) {
  const desk = useDesk();
  const attempt = useMutation<NotificationTest, DeskError>({
    mutationFn: () => desk.call("notification_test", { tenant }),
  });
  return (
    <div className="provisioning-try">
      <Button
        disabled={unsaved || attempt.isPending}
        onClick={() => {
          attempt.mutate();
        }}
      >
        {say("provisioning-try")}
      </Button>
      {unsaved ? <span className="muted">{say("provisioning-try-unsaved")}</span> : null}
      {attempt.error === null ? null : <ErrorNote error={attempt.error} tenant={tenant} />}
      {attempt.data === undefined ? null : attempt.data.ways.length === 0 ? (
        <p role="status">{say("provisioning-try-none")}</p>
      ) : (
        <ul role="status">
          {attempt.data.ways.map(({ way, error }) => {
            const word = WAYS[way];
            return (
              <li key={way}>
                <Glyphed glyph={error === null ? "✓" : "✕"} tone={error === null ? "good" : "bad"}>
                  {word === undefined ? way : say(word)}
                </Glyphed>
                {error === null ? null : `: ${error.message} ${error.next ?? ""}`}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
