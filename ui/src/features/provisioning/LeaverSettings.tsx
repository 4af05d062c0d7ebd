/** What becomes of those who leave, and what keeps too many from leaving by accident. */
import { Field, Textarea } from "@fluentui/react-components";
import type { MissingAccount } from "../../bridge/generated";
import { say } from "../../shared/words/say";
import { Alternatives, Card, Choice, Optional, type SectionProps } from "./SettingsFields";

interface GuardProps extends SectionProps {
  /** As typed. */
  patterns: string;
  onPatterns: (patterns: string) => void;
}

export function GuardSettings({ draft, patterns, onChange, onPatterns, onJudge }: GuardProps) {
  return (
    <Card title="provisioning-settings-guard">
      <Choice
        label="provisioning-guard"
        checked={draft.guard.enabled}
        onChange={(enabled) => {
          onChange({ guard: { ...draft.guard, enabled } });
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
            onJudge={onJudge}
            onChange={(value) => {
              onChange({ guard: { ...draft.guard, count: value } });
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
            onJudge={onJudge}
            onChange={(share) => {
              onChange({ guard: { ...draft.guard, share } });
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
            onPatterns(value);
          }}
        />
      </Field>
    </Card>
  );
}

export function LeavingSettings({ draft, onChange, onJudge }: SectionProps) {
  return (
    <Card title="provisioning-settings-leaving">
      <Choice
        label="provisioning-skip-leavers"
        checked={draft.skipOutOfScopeDeletions}
        onChange={(skipOutOfScopeDeletions) => {
          onChange({ skipOutOfScopeDeletions });
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
        onJudge={onJudge}
        onChange={(deleteAfterDays) => {
          onChange({ deleteAfterDays });
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
          onChange({ missingAccount });
        }}
      />
    </Card>
  );
}
