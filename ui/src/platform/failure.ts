/** Whatever was thrown, as the one error shape that the window shows. */
import type { DeskError } from "../bridge/generated";

function isDeskError(thrown: unknown): thrown is DeskError {
  return (
    typeof thrown === "object" &&
    thrown !== null &&
    "code" in thrown &&
    typeof thrown.code === "string" &&
    "message" in thrown &&
    typeof thrown.message === "string"
  );
}

export function asDeskError(thrown: unknown): DeskError {
  if (isDeskError(thrown)) {
    return thrown;
  }
  const cause = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return {
    code: "internal",
    message: "Something inside Scimdesk went wrong.",
    next: "Try again. If it happens again, report it with the evidence.",
    evidence: {
      method: null,
      url: null,
      status: null,
      headers: [],
      bodyExcerpt: null,
      attempts: 0,
      elapsedMs: null,
      cause,
    },
  };
}
