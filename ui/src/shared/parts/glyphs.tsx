import type {
  ChangeKind,
  ChangeOutcome,
  Completeness,
  Environment,
  SafetyLevel,
  TenantState,
} from "../../bridge/generated";
import type { WordKey } from "../words/keys";
import { say } from "../words/say";
import "./parts.css";

const STATES: Record<TenantState, { glyph: string; word: WordKey }> = {
  reachable: { glyph: "●", word: "state-reachable" },
  needs_attention: { glyph: "▲", word: "state-needs-attention" },
  never_tested: { glyph: "○", word: "state-never-tested" },
};

export function stateWord(state: TenantState): string {
  return say(STATES[state].word);
}

/** A tenant's state: a shape and a colour, and a word for those who see neither. */
export function StateGlyph({ state }: { state: TenantState }) {
  return (
    <span className={`state-glyph ${state}`} role="img" aria-label={stateWord(state)}>
      {STATES[state].glyph}
    </span>
  );
}

const ENVIRONMENTS: Record<Environment, WordKey> = {
  production: "environment-production",
  test: "environment-test",
  practice: "environment-practice",
};

export function environmentWord(environment: Environment): string {
  return say(ENVIRONMENTS[environment]);
}

/** What a tenant is used for: a word on its colour. */
export function EnvironmentBadge({ environment }: { environment: Environment }) {
  return <span className={`environment ${environment}`}>{environmentWord(environment)}</span>;
}

const SAFETY: Record<SafetyLevel, { word: WordKey; meaning: WordKey }> = {
  read_only: { word: "safety-read-only", meaning: "safety-read-only-meaning" },
  review: { word: "safety-review", meaning: "safety-review-meaning" },
  trusted: { word: "safety-trusted", meaning: "safety-trusted-meaning" },
};

export function safetyWord(level: SafetyLevel): string {
  return say(SAFETY[level].word);
}

export function safetyMeaning(level: SafetyLevel): string {
  return say(SAFETY[level].meaning);
}

const COMPLETENESS: Record<Completeness, { word: WordKey; meaning: WordKey }> = {
  proven: { word: "complete-proven", meaning: "complete-proven-meaning" },
  unproven: { word: "complete-unproven", meaning: "complete-unproven-meaning" },
  known_partial: { word: "complete-partial", meaning: "complete-partial-meaning" },
};

export function completenessWord(completeness: Completeness): string {
  return say(COMPLETENESS[completeness].word);
}

export function completenessMeaning(completeness: Completeness): string {
  return say(COMPLETENESS[completeness].meaning);
}

const CHANGES: Record<ChangeKind, WordKey> = {
  deactivate: "change-deactivate",
  reactivate: "change-reactivate",
  create: "change-create",
  update: "change-update",
  restore: "change-restore",
  disable: "change-disable",
  delete: "change-delete",
  references: "change-references",
};

/** What was sent, as the journal names it. */
export function changeWord(change: ChangeKind): string {
  return say(CHANGES[change]);
}

const OUTCOMES: Record<ChangeOutcome, { glyph: string; word: WordKey; tone: string }> = {
  applied: { glyph: "✓", word: "outcome-applied", tone: "good" },
  accepted_not_applied: { glyph: "▲", word: "outcome-accepted-not-applied", tone: "warn" },
  vanished: { glyph: "▲", word: "outcome-vanished", tone: "warn" },
  failed: { glyph: "✕", word: "outcome-failed", tone: "bad" },
  unknown: { glyph: "?", word: "outcome-unknown", tone: "warn" },
  already: { glyph: "–", word: "outcome-already", tone: "calm" },
  not_sent: { glyph: "–", word: "outcome-not-sent", tone: "calm" },
};

export function outcomeWord(outcome: ChangeOutcome): string {
  return say(OUTCOMES[outcome].word);
}

/** How a change ended: a shape, a colour and the word. */
export function Outcome({ outcome }: { outcome: ChangeOutcome | null }) {
  if (outcome === null) {
    return <span className="outcome calm">{say("outcome-under-way")}</span>;
  }
  const { glyph, tone } = OUTCOMES[outcome];
  return (
    <span className={`outcome ${tone}`}>
      <span aria-hidden>{glyph}</span> {outcomeWord(outcome)}
    </span>
  );
}

/** Whether an account is active: said, not coloured alone. */
export function ActiveWord({ active }: { active: boolean | null }) {
  if (active === null) {
    return <span className="active-word unknown">{say("active-unknown")}</span>;
  }
  return active ? (
    <span className="active-word on">
      <span aria-hidden>●</span> {say("active-yes")}
    </span>
  ) : (
    <span className="active-word off">
      <span aria-hidden>○</span> {say("active-no")}
    </span>
  );
}
