/** What comes of people in a preview, in words. */
import type { PreviewOutcome } from "../../bridge/generated";
import type { WordKey } from "../words/keys";

/** "3 changed". */
export const PREVIEW_COUNT: Record<PreviewOutcome, WordKey> = {
  failed: "preview-count-failed",
  duplicate: "preview-count-duplicate",
  too_long: "preview-count-too-long",
  new: "preview-count-new",
  changed: "preview-count-changed",
  not_compared: "preview-count-not-compared",
  not_sent: "preview-count-not-sent",
  empty: "preview-count-empty",
  equal: "preview-count-equal",
};

/** "Changed". */
export const PREVIEW_WORD: Record<PreviewOutcome, WordKey> = {
  failed: "preview-failed",
  duplicate: "preview-duplicate",
  too_long: "preview-too-long",
  new: "preview-new",
  changed: "preview-changed",
  not_compared: "preview-not-compared",
  not_sent: "preview-not-sent",
  empty: "preview-empty",
  equal: "preview-equal",
};
