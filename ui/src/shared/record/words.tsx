/** What became of a person or group, in words: in the log, on demand, and wherever else it is told. */
import type { LogAction, LogStatus, ObjectKind, PlannedAction, StepKind } from "../../bridge/generated";
import type { WordKey } from "../words/keys";
import { say } from "../words/say";
import "./record.css";

const STATUSES: Record<LogStatus, { glyph: string; tone: string; word: WordKey }> = {
  success: { glyph: "✓", tone: "good", word: "log-status-success" },
  failure: { glyph: "✕", tone: "bad", word: "log-status-failure" },
  warning: { glyph: "▲", tone: "warn", word: "log-status-warning" },
  skipped: { glyph: "–", tone: "calm", word: "log-status-skipped" },
};

export const LOG_STATUSES: readonly LogStatus[] = ["success", "failure", "warning", "skipped"];

export function logStatusText(status: LogStatus): string {
  return say(STATUSES[status].word);
}

/** How it ended: a shape, a colour and the word. */
export function LogStatusWord({ status }: { status: LogStatus }) {
  const { glyph, tone } = STATUSES[status];
  return (
    <span className={`outcome ${tone}`}>
      <span aria-hidden>{glyph}</span> {logStatusText(status)}
    </span>
  );
}

const ACTIONS: Record<LogAction, WordKey> = {
  create: "log-action-create",
  update: "log-action-update",
  disable: "log-action-disable",
  delete: "log-action-delete",
  staged_delete: "log-action-staged-delete",
  other: "log-action-other",
};

export const LOG_ACTIONS: readonly LogAction[] = ["create", "update", "disable", "delete", "staged_delete", "other"];

export function logActionText(action: LogAction): string {
  return say(ACTIONS[action]);
}

const PLANNED: Record<PlannedAction, WordKey> = {
  create: "log-planned-create",
  link: "log-planned-link",
  update: "log-planned-update",
  restore: "log-planned-restore",
  disable: "log-planned-disable",
  delete: "log-planned-delete",
  unlink: "log-planned-unlink",
  members: "log-planned-members",
};

export function plannedActionText(action: PlannedAction): string {
  return say(PLANNED[action]);
}

const STEPS: Record<StepKind, WordKey> = {
  connection: "log-step-connection",
  import: "log-step-import",
  scoping: "log-step-scoping",
  matching: "log-step-matching",
  processing: "log-step-processing",
  reference_resolution: "log-step-references",
  export: "log-step-export",
};

export function stepText(kind: StepKind): string {
  return say(STEPS[kind]);
}

export function objectText(object: ObjectKind): string {
  return object === "user" ? say("log-object-user") : say("log-object-group");
}
