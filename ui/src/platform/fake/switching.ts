/** Switching accounts of the fake desk off and on, and its journal. */
import type {
  ActivationItem,
  ActivationOutcome,
  ActivationResult,
  ChangeOutcome,
  PrepareActivation,
} from "../../bridge/generated";
import type { Answer, Request } from "../platform";
import { windowOf, type FakeDesk, type Handlers } from "./desk";
import { deskError, evidence } from "./errors";
import { startJob } from "./jobs";
import { matching, summary, type FakeTenant } from "./tenants";

function review(desk: FakeDesk, asked: PrepareActivation): Answer<"activation_review"> {
  const tenant = desk.find(asked.tenant);
  const { selection } = asked;
  const chosen =
    selection.kind === "some"
      ? tenant.people.filter((person) => selection.ids.includes(person.id))
      : matching(tenant, selection.query).filter((person) => !selection.except.includes(person.id));
  if (chosen.length === 0) {
    throw deskError("selection_empty");
  }
  const items = chosen.map((person): ActivationItem => ({
    id: person.id,
    name: person.name,
    userName: person.userName,
    from: person.active,
    to: asked.active,
    already: person.active === asked.active,
    request: {
      method: "PATCH",
      url: `${tenant.tenant.url}/Users/${person.id}`,
      body: JSON.stringify(
        {
          schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
          Operations: [{ op: "replace", path: "active", value: asked.active }],
        },
        null,
        2,
      ),
    },
  }));
  const id = desk.next("review");
  desk.reviews.set(id, { asked, items, revision: tenant.revision });
  const already = items.filter((item) => item.already).length;
  const app = tenant.tenant.appName;
  const destructive = tenant.conduct === "deletes" && !asked.active;
  return {
    review: id,
    tenant: asked.tenant,
    tenantName: tenant.tenant.name,
    active: asked.active,
    count: items.length - already,
    already,
    effect: destructive
      ? `${app} deletes these ${items.length - already} accounts for good when told to deactivate.`
      : asked.active
        ? `${app} is asked to allow sign-in again. Each account is read back after.`
        : `${app} blocks sign-in for these accounts; the data stays.`,
    effectIsKnown: tenant.conduct !== "ignores",
    destructive,
    safety: tenant.tenant.safety,
    blocked:
      tenant.tenant.safety === "read_only" ? deskError("read_only_tenant", { tenant: tenant.tenant.name }) : null,
    asOf: new Date().toISOString(),
    notRead: desk.failing.resource_look === undefined ? null : deskError(desk.failing.resource_look),
    gone: [],
    items: items.slice(0, 200),
  };
}

function apply(desk: FakeDesk, { review: id }: Request<"activation_apply">): { job: string } {
  const found = desk.reviews.get(id);
  desk.reviews.delete(id);
  if (found === undefined) {
    throw deskError("review_stale");
  }
  const { asked, items } = found;
  const tenant = desk.find(asked.tenant);
  if (tenant.tenant.safety === "read_only") {
    throw deskError("read_only_tenant", { tenant: tenant.tenant.name });
  }
  return startJob(desk, asked.active ? "reactivate" : "deactivate", tenant, async (step) => {
    const results: ActivationResult[] = [];
    let running = true;
    for (const item of items) {
      running = running && (await step({ kind: "user", done: results.length, total: items.length }));
      results.push(
        running ? change(desk, tenant, item) : ended(item, "not_sent", "Not sent: cancelled before its turn."),
      );
    }
    tenant.revision += 1;
    tenant.tenant = { ...tenant.tenant, users: summary(tenant, 0) };
    desk.emit({ event: "data_changed", tenant: tenant.tenant.id });
    desk.emit({ event: "journal_changed" });
    const of = (outcome: ChangeOutcome) => results.filter((result) => result.outcome === outcome).length;
    const outcome: ActivationOutcome = {
      tenant: asked.tenant,
      active: asked.active,
      applied: of("applied"),
      acceptedNotApplied: of("accepted_not_applied"),
      vanished: of("vanished"),
      failed: of("failed"),
      unknown: of("unknown"),
      already: of("already"),
      notSent: of("not_sent"),
      results: results.toSorted(
        (left, right) => Number(left.outcome === "applied") - Number(right.outcome === "applied"),
      ),
    };
    return running ? { end: "activation_done", outcome, error: null } : { end: "cancelled", outcome };
  });
}

function ended(
  item: ActivationItem,
  outcome: ChangeOutcome,
  sentence: string,
  more: Partial<ActivationResult> = {},
): ActivationResult {
  return { id: item.id, name: item.name, outcome, sentence, next: null, evidence: null, journal: null, ...more };
}

function change(desk: FakeDesk, tenant: FakeTenant, item: ActivationItem): ActivationResult {
  const person = tenant.people.find((one) => one.id === item.id);
  if (item.already || person === undefined) {
    return ended(
      item,
      "already",
      item.to ? "Already active: nothing was sent." : "Already inactive: nothing was sent.",
    );
  }
  const app = tenant.tenant.appName;
  const before = JSON.stringify({ id: person.id, userName: person.userName, active: person.active }, null, 2);
  let outcome: ChangeOutcome = "applied";
  let sentence = item.to ? "Reactivated, and read back as active." : "Deactivated, and read back as inactive.";
  let remedy: string | null = null;
  const proof = evidence({
    method: "PATCH",
    url: item.request.url,
    status: 200,
    elapsedMs: 84,
    headers: [["content-type", "application/scim+json"]],
  });
  if (person.userName.startsWith("lost")) {
    outcome = "unknown";
    sentence = "The answer was lost, and reading back did not tell.";
    remedy = "Refresh, and look at the account before you repeat it.";
  } else if (person.userName.startsWith("refused")) {
    outcome = "failed";
    sentence = `${app} did not accept the request (400).`;
    remedy = `Give the evidence to the support of ${app}: it holds the request and the answer.`;
    proof.status = 400;
  } else if (tenant.conduct === "ignores") {
    outcome = "accepted_not_applied";
    sentence = `${app} answered 200, but the account reads back unchanged.`;
    remedy = `Look at the account in ${app}: owners and last admins are often protected.`;
  } else if (tenant.conduct === "deletes" && !item.to) {
    outcome = "vanished";
    sentence = `${app} no longer has the account: it deletes on deactivation. The journal keeps what it was.`;
    tenant.people = tenant.people.filter((one) => one !== person);
  } else {
    person.active = item.to;
    person.lastModified = new Date().toISOString();
  }
  const id = desk.journal.length + 1;
  desk.journal.unshift({
    row: {
      id,
      at: new Date().toISOString(),
      osUser: "ada",
      tenant: tenant.tenant.id,
      tenantName: tenant.tenant.name,
      change: item.to ? "reactivate" : "deactivate",
      account: item.id,
      accountName: item.name,
      outcome,
      sentence,
    },
    exchanges: [{ request: item.request, answer: proof }],
    before,
    after:
      outcome === "vanished"
        ? null
        : JSON.stringify({ id: person.id, userName: person.userName, active: person.active }, null, 2),
  });
  return ended(item, outcome, sentence, {
    next: remedy,
    evidence: outcome === "applied" ? null : proof,
    journal: id,
  });
}

export function switchingHandlers(
  desk: FakeDesk,
): Pick<Handlers, "activation_review" | "activation_items" | "activation_apply" | "journal_page" | "journal_entry"> {
  return {
    activation_review: (asked) => review(desk, asked),
    activation_items: ({ review: id, window }) => windowOf(desk.reviews.get(id)?.items ?? [], window, 1),
    activation_apply: (asked) => apply(desk, asked),
    journal_page: ({ tenant, account, window }) =>
      windowOf(
        desk.journal
          .map((entry) => entry.row)
          .filter((row) => (tenant === null || row.tenant === tenant) && (account === null || row.account === account)),
        window,
        desk.journal.length,
      ),
    journal_entry: ({ id }) => {
      const entry = desk.journal.find((one) => one.row.id === id);
      if (entry === undefined) {
        throw deskError("journal_entry_not_found");
      }
      return entry;
    },
  };
}
