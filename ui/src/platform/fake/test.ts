/** The connection test of the fake desk: stages that fill in one by one. */
import type { ConnectionReport, ErrorCode, Stage, StageId, StageOutcome } from "../../bridge/generated";
import { deskError, evidence } from "./errors";

const TITLES: [StageId, string][] = [
  ["url", "The URL makes sense"],
  ["name", "The name resolves"],
  ["tcp", "The server can be reached"],
  ["tls", "The connection is secure"],
  ["token", "The token is accepted"],
  ["empty_match", "A search for nobody finds nobody"],
  ["users", "Users"],
  ["groups", "Groups"],
  ["service_provider_config", "What the server says it supports"],
  ["resource_types", "Resource types"],
  ["schemas", "Schemas"],
  ["open_door", "Nothing answers without a token"],
];

interface Subject {
  app: string;
  url: string;
  accepted: boolean;
  users: number;
  groups: number;
}

/** Runs through the stages; `report` answers false once the test is cancelled. */
export async function runTest(
  subject: Subject,
  report: (stage: Stage) => Promise<boolean>,
): Promise<ConnectionReport | null> {
  const started = Date.now();
  const host = URL.canParse(subject.url) ? new URL(subject.url).host : subject.url;
  const failing: [StageId, ErrorCode] | null = !URL.canParse(subject.url)
    ? ["url", "url_invalid"]
    : host.includes("nowhere")
      ? ["name", "name_not_found"]
      : subject.accepted
        ? null
        : ["token", "token_refused"];
  const said: Partial<Record<StageId, string>> = {
    name: `${host} is at 203.0.113.7.`,
    tls: `TLS 1.3; the certificate is for ${host} and good for 61 more days.`,
    token: `${subject.app} answered 200.`,
    empty_match: "200 and an empty list, as Entra's own test asks.",
    users: `${subject.users.toLocaleString("en")} users are stated.`,
    groups: subject.groups === 0 ? "Groups are not offered (404)." : `${subject.groups} groups are stated.`,
    service_provider_config: "PATCH, filter and sort; no bulk.",
    open_door: "401 without a token, as it should be.",
  };
  const stages: Stage[] = [];
  let failed: ErrorCode | null = null;
  for (const [id, title] of TITLES) {
    if (failed !== null) {
      const skipped: Stage = { id, title, outcome: "skipped", elapsedMs: null, sentence: null, evidence: null };
      stages.push(skipped);
      await report(skipped);
      continue;
    }
    if (!(await report({ id, title, outcome: "running", elapsedMs: null, sentence: null, evidence: null }))) {
      return null;
    }
    const breaks = failing?.[0] === id ? failing[1] : null;
    const outcome: StageOutcome =
      breaks !== null ? "failed" : id === "groups" && subject.groups === 0 ? "not_offered" : "passed";
    const stage: Stage = {
      id,
      title,
      outcome,
      elapsedMs: 12 + id.length * 9,
      sentence: breaks === null ? (said[id] ?? null) : deskError(breaks, { app: subject.app, host }).message,
      evidence: evidence({
        method: "GET",
        url: `${subject.url}/Users?startIndex=1&count=1`,
        status: breaks === "token_refused" ? 401 : breaks === null ? 200 : null,
        headers: [["content-type", "application/scim+json"]],
        bodyExcerpt: breaks === "token_refused" ? '{"detail":"invalid token","status":"401"}' : '{"totalResults":412}',
        elapsedMs: 84,
      }),
    };
    failed = breaks;
    stages.push(stage);
    if (!(await report(stage))) {
      return null;
    }
  }
  const error = failed === null ? null : deskError(failed, { app: subject.app, host });
  return {
    at: new Date().toISOString(),
    verdict: error === null ? "works" : "fails",
    sentence:
      error?.message ??
      `It works. ${subject.app} answered in 180 ms and knows ${subject.users.toLocaleString("en")} users. ${subject.groups === 0 ? "Groups are not offered." : `It knows ${subject.groups} groups.`}`,
    next: error?.next ?? null,
    code: failed,
    suggestedUrl: null,
    warnings: [],
    stages,
    capabilities: {
      users: error === null ? subject.users : null,
      groups: error === null && subject.groups > 0 ? subject.groups : null,
      groupsOffered: error === null ? subject.groups > 0 : null,
      patch: error === null ? true : null,
      filter: error === null ? true : null,
      sort: error === null ? true : null,
      etag: error === null ? false : null,
      bulk: error === null ? false : null,
      maxResults: error === null ? 200 : null,
      schemas: error === null ? ["urn:ietf:params:scim:schemas:core:2.0:User"] : [],
    },
    elapsedMs: Date.now() - started,
  };
}
