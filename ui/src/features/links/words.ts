import type { LinkRow, LinkState } from "../../bridge/generated";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";

export const LINK_STATES: readonly LinkState[] = ["managed", "disabled", "departed"];

const STATES: Record<LinkState, { word: WordKey; meaning: WordKey }> = {
  managed: { word: "links-state-managed", meaning: "links-state-managed-meaning" },
  disabled: { word: "links-state-disabled", meaning: "links-state-disabled-meaning" },
  departed: { word: "links-state-departed", meaning: "links-state-departed-meaning" },
};

export function linkStateText(state: LinkState): string {
  return say(STATES[state].word);
}

export function linkStateMeaning(state: LinkState): string {
  return say(STATES[state].meaning);
}

/** How a link came about. */
export function originText({ origin }: LinkRow): string {
  switch (origin) {
    case "created":
      return say("links-origin-created");
    case "matched":
      return say("links-origin-matched");
    case "by_hand":
      return say("links-origin-by-hand");
    default:
      return origin;
  }
}

/** Whom a link is about, as far as anybody knows a name. */
export function linkName({ personName, accountName, person }: LinkRow): string {
  return personName ?? accountName ?? person;
}

/** Names a link within its tenant. */
export function linkKey({ object, person }: Pick<LinkRow, "object" | "person">): string {
  return `${object}:${person}`;
}
