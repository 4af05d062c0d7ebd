/** What the desk names by code, in words. */
import type {
  CycleCounts,
  CycleKind,
  CycleState,
  ObjectKind,
  PlanItemState,
  PlannedAction,
  ProvisioningCode,
} from "../../bridge/generated";
import type { WordKey } from "../../shared/words/keys";
import { duration } from "../../shared/words/format";
import { say } from "../../shared/words/say";

type Tone = "good" | "warn" | "bad" | "calm";

export const CODE: Record<ProvisioningCode, { glyph: string; word: WordKey; tone: Tone }> = {
  not_configured: { glyph: "○", word: "provisioning-code-not-configured", tone: "calm" },
  off: { glyph: "○", word: "provisioning-code-off", tone: "calm" },
  not_run: { glyph: "●", word: "provisioning-code-not-run", tone: "good" },
  active: { glyph: "●", word: "provisioning-code-active", tone: "good" },
  paused: { glyph: "‖", word: "provisioning-code-paused", tone: "warn" },
  quarantine: { glyph: "▲", word: "provisioning-code-quarantine", tone: "bad" },
  disabled: { glyph: "✕", word: "provisioning-code-disabled", tone: "bad" },
};

export const CYCLE_KIND: Record<CycleKind, WordKey> = {
  initial: "provisioning-cycle-initial",
  incremental: "provisioning-cycle-incremental",
  plan: "provisioning-cycle-plan",
  on_demand: "provisioning-cycle-on-demand",
};

export const CYCLE_STATE: Record<CycleState, { glyph: string; word: WordKey; tone: Tone }> = {
  running: { glyph: "●", word: "provisioning-state-running", tone: "calm" },
  succeeded: { glyph: "✓", word: "provisioning-state-succeeded", tone: "good" },
  some_failed: { glyph: "▲", word: "provisioning-state-some-failed", tone: "warn" },
  failed: { glyph: "✕", word: "provisioning-state-failed", tone: "bad" },
  stopped: { glyph: "‖", word: "provisioning-state-stopped", tone: "warn" },
  interrupted: { glyph: "▲", word: "provisioning-state-interrupted", tone: "warn" },
};

export const ACTIONS: readonly PlannedAction[] = [
  "create",
  "link",
  "update",
  "restore",
  "disable",
  "delete",
  "unlink",
  "members",
];

export const ACTION: Record<PlannedAction, { glyph: string; word: WordKey; count: WordKey; tone: Tone }> = {
  create: { glyph: "+", word: "plan-create", count: "plan-count-create", tone: "good" },
  link: { glyph: "⇄", word: "plan-link", count: "plan-count-link", tone: "calm" },
  update: { glyph: "~", word: "plan-update", count: "plan-count-update", tone: "calm" },
  restore: { glyph: "↺", word: "plan-restore", count: "plan-count-restore", tone: "good" },
  disable: { glyph: "○", word: "plan-disable", count: "plan-count-disable", tone: "warn" },
  delete: { glyph: "✕", word: "plan-delete", count: "plan-count-delete", tone: "bad" },
  unlink: { glyph: "⇹", word: "plan-unlink", count: "plan-count-unlink", tone: "calm" },
  members: { glyph: "±", word: "plan-members", count: "plan-count-members", tone: "calm" },
};

export const ITEM_STATES: readonly PlanItemState[] = ["planned", "rejected", "withheld", "applied", "failed", "stale"];

export const ITEM_STATE: Record<PlanItemState, { glyph: string; word: WordKey; tone: Tone }> = {
  planned: { glyph: "●", word: "plan-state-planned", tone: "calm" },
  rejected: { glyph: "–", word: "plan-state-rejected", tone: "calm" },
  withheld: { glyph: "▲", word: "plan-state-withheld", tone: "warn" },
  applied: { glyph: "✓", word: "plan-state-applied", tone: "good" },
  failed: { glyph: "✕", word: "plan-state-failed", tone: "bad" },
  stale: { glyph: "▲", word: "plan-state-stale", tone: "warn" },
};

export function objectWord(object: ObjectKind): string {
  return say(object === "user" ? "plan-user" : "plan-group");
}

/** What a cycle did, in the order in which it is told. */
export const COUNTS: readonly (readonly [keyof CycleCounts, WordKey, string, Tone])[] = [
  ["created", "provisioning-created", "✓", "good"],
  ["linked", "provisioning-linked", "✓", "good"],
  ["updated", "provisioning-updated", "✓", "good"],
  ["restored", "provisioning-restored", "✓", "good"],
  ["disabled", "provisioning-disabled", "✓", "good"],
  ["deleted", "provisioning-deleted", "✓", "good"],
  ["memberships", "provisioning-memberships", "✓", "good"],
  ["staged", "provisioning-staged", "▲", "warn"],
  ["failed", "provisioning-failed", "✕", "bad"],
];

/** How long until then: "in 20 min", "in 6 h". */
export function until(at: string, now: number): string {
  const ms = Date.parse(at) - now;
  if (ms <= 0) {
    return say("provisioning-due");
  }
  return ms < 5_400_000
    ? say("provisioning-in", { time: duration(Math.max(60_000 * 1.5, ms)) })
    : ms < 129_600_000
      ? say("provisioning-in-hours", { n: Math.round(ms / 3_600_000) })
      : say("provisioning-in-days", { n: Math.round(ms / 86_400_000) });
}
