import type { DriftKind, DriftRemedy } from "../../bridge/generated";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";

const KINDS: Record<DriftKind, { word: WordKey; meaning: WordKey }> = {
  local: { word: "drift-kind-local", meaning: "drift-kind-local-meaning" },
  unassigned: { word: "drift-kind-unassigned", meaning: "drift-kind-unassigned-meaning" },
  unlinked: { word: "drift-kind-unlinked", meaning: "drift-kind-unlinked-meaning" },
  changed: { word: "drift-kind-changed", meaning: "drift-kind-changed-meaning" },
  disabled_orphan: { word: "drift-kind-disabled-orphan", meaning: "drift-kind-disabled-orphan-meaning" },
  duplicate: { word: "drift-kind-duplicate", meaning: "drift-kind-duplicate-meaning" },
  missing: { word: "drift-kind-missing", meaning: "drift-kind-missing-meaning" },
};

export const DRIFT_KINDS = Object.keys(KINDS) as readonly DriftKind[];

export function driftKindText(kind: DriftKind): string {
  return say(KINDS[kind].word);
}

export function driftKindMeaning(kind: DriftKind): string {
  return say(KINDS[kind].meaning);
}

export const REMEDIES: readonly DriftRemedy[] = ["adopt", "repair", "accept", "ignore"];

/** A remedy's words: what asks for it, the dialog's title, what it means, and the button that does it. */
export const REMEDY: Record<DriftRemedy, { ask: WordKey; title: WordKey; meaning: WordKey; do: WordKey }> = {
  adopt: { ask: "drift-adopt", title: "drift-adopt-title", meaning: "drift-adopt-meaning", do: "drift-adopt-do" },
  repair: { ask: "drift-repair", title: "drift-repair-title", meaning: "drift-repair-meaning", do: "drift-repair-do" },
  accept: { ask: "drift-accept", title: "drift-accept-title", meaning: "drift-accept-meaning", do: "drift-accept-do" },
  ignore: { ask: "drift-ignore", title: "drift-ignore-title", meaning: "drift-ignore-meaning", do: "drift-ignore-do" },
};
