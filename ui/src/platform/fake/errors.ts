/** Errors as the desk words them: the sentences are the desk's own, so that previews and tests show what admins read. */
import { FluentBundle, FluentResource } from "@fluent/bundle";
import source from "../../../../words/en/desk.ftl?raw";
import provisioning from "../../../../words/en/provisioning.ftl?raw";
import type { DeskError, ErrorCode, Evidence } from "../../bridge/generated";

const bundle = new FluentBundle("en", { useIsolating: false });
bundle.addResource(new FluentResource(source));
bundle.addResource(new FluentResource(provisioning));

const WORDS = {
  owner: "none",
  app: "Documo",
  host: "api.documo.com",
  tenant: "Documo",
  detail: "none",
  status: "401",
  column: 7,
};

export function evidence(change: Partial<Evidence>): Evidence {
  return {
    method: null,
    url: null,
    status: null,
    headers: [],
    bodyExcerpt: null,
    attempts: 1,
    elapsedMs: null,
    cause: null,
    ...change,
  };
}

export function deskError(
  code: ErrorCode,
  words: Partial<typeof WORDS> = {},
  proof: Evidence | null = null,
): DeskError {
  const message = bundle.getMessage(`error-${code.replaceAll("_", "-")}`);
  const args = { ...WORDS, ...words };
  const next = message?.attributes["next"];
  return {
    code,
    message: message?.value ? bundle.formatPattern(message.value, args) : code,
    next: next === undefined ? null : bundle.formatPattern(next, args),
    evidence: proof,
  };
}
