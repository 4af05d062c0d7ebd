/** Who is told, of what, and how. */
import { Button, Field, Input, Textarea } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { DeskError, NotificationTest } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { DayInput } from "../../shared/parts/DayInput";
import { ErrorNote } from "../../shared/states/ErrorNote";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";
import { Glyphed } from "./Glyphed";
import { Card, Choice, type SectionProps } from "./SettingsFields";

interface NotifyProps extends SectionProps {
  tenant: string;
  unsaved: boolean;
  /** As typed. */
  emails: string;
  onEmails: (emails: string) => void;
}

export function NotifySettings({ tenant, draft, unsaved, emails, onChange, onEmails, onJudge }: NotifyProps) {
  const [isDay, setIsDay] = useState(true);
  return (
    <Card title="provisioning-settings-notify">
      <Field label={say("provisioning-emails")} hint={say("provisioning-emails-hint")}>
        <Textarea
          value={emails}
          rows={2}
          spellCheck={false}
          onChange={(_, { value }) => {
            onEmails(value);
          }}
        />
      </Field>
      <Choice
        label="provisioning-desktop"
        checked={draft.notify.desktop}
        onChange={(desktop) => {
          onChange({ notify: { ...draft.notify, desktop } });
        }}
      />
      <Choice
        label="provisioning-digest"
        checked={draft.notify.digest}
        onChange={(digest) => {
          onChange({ notify: { ...draft.notify, digest } });
        }}
      />
      <Field label={say("provisioning-webhook")} hint={say("provisioning-webhook-hint")}>
        <Input
          inputMode="url"
          value={draft.notify.webhook ?? ""}
          placeholder="https://"
          spellCheck={false}
          onChange={(_, { value }) => {
            onChange({ notify: { ...draft.notify, webhook: value.trim() === "" ? null : value.trim() } });
          }}
        />
      </Field>
      <Field
        label={say("provisioning-token-expires")}
        hint={say("provisioning-token-expires-hint")}
        validationState={isDay ? "none" : "error"}
        {...(isDay ? {} : { validationMessage: say("day-wrong") })}
      >
        <DayInput
          className="narrow-date"
          value={draft.notify.tokenExpires ?? ""}
          onJudge={(right) => {
            setIsDay(right);
            onJudge("token-expires", right);
          }}
          onChange={(day) => {
            onChange({ notify: { ...draft.notify, tokenExpires: day === "" ? null : day } });
          }}
        />
      </Field>
      <TryNotification tenant={tenant} unsaved={unsaved} />
    </Card>
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
