/** When cycles run, what they check, and when they are too many failures. */
import type { DriftPolicy, ReadBack } from "../../bridge/generated";
import { say } from "../../shared/words/say";
import { Alternatives, Amount, Card, Choice, Optional, type SectionProps } from "./SettingsFields";

export function ScheduleSettings({ draft, onChange, onJudge }: SectionProps) {
  return (
    <Card title="provisioning-settings-schedule">
      <Amount
        id="interval"
        label="provisioning-interval"
        hint="provisioning-interval-hint"
        value={draft.intervalMinutes}
        min={1}
        max={10_080}
        onJudge={onJudge}
        onChange={(value) => {
          onChange({ intervalMinutes: value });
        }}
      />
      <Choice
        label="provisioning-on-change"
        checked={draft.onChange}
        onChange={(checked) => {
          onChange({ onChange: checked });
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
        onJudge={onJudge}
        onChange={(relistHours) => {
          onChange({ relistHours });
        }}
      />
    </Card>
  );
}

export function CheckSettings({ draft, onChange, onJudge }: SectionProps) {
  return (
    <Card title="provisioning-settings-checks">
      <Alternatives<ReadBack>
        label="provisioning-read-back"
        value={draft.readBack}
        options={[
          ["answer", "provisioning-read-back-answer"],
          ["always", "provisioning-read-back-always"],
        ]}
        onChange={(readBack) => {
          onChange({ readBack });
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
          onChange({ drift });
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
        onJudge={onJudge}
        onChange={(logDays) => {
          onChange({ logDays });
        }}
      />
    </Card>
  );
}

export function QuarantineSettings({ draft, onChange, onJudge }: SectionProps) {
  return (
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
            onJudge={onJudge}
            onChange={(value) => {
              onChange({ quarantine: { ...draft.quarantine, [field]: value } });
            }}
          />
        ))}
      </div>
    </Card>
  );
}
