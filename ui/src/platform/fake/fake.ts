/**
 * A desk that lives in the page: the same commands, made-up people, jobs that go on, errors on request. Tests and
 * previews stand on it; production builds do not carry it.
 *
 * In a browser the address chooses: `?start=keyring|passphrase|keylost|unusable`, `?tenants=none`, `?accounts=N`,
 * `?safety=review|trusted`, `?theme=dark`, `?tick=MS`, `?fail=command:code,…`.
 */
import type {
  ActivationItem,
  ActivationOutcome,
  ActivationResult,
  ChangeOutcome,
  Commands,
  DeskError,
  DeskEvent,
  DeskStatus,
  ErrorCode,
  Job,
  JobEnd,
  JobKind,
  JournalEntry,
  Page,
  PrepareActivation,
  Preferences,
  SafetyLevel,
  Stage,
  TestTarget,
  Theme,
  UrlAdvice,
} from "../../bridge/generated";
import { copyText } from "../clipboard";
import type { Answer, CommandName, Platform, Request } from "../platform";
import { APPS } from "./apps";
import { deskError, evidence } from "./errors";
import { detailOf, linksOf } from "./detail";
import { people } from "./people";
import { runTest } from "./test";
import { accountRow, groupRow, groupSummary, makeTenant, matching, PLANS, summary, type FakeTenant } from "./tenants";

export interface FakeOptions {
  start?: "open" | "keyring" | "passphrase" | "keylost" | "unusable";
  tenants?: "all" | "none";
  /** How many accounts the first tenant has. */
  accounts?: number;
  safety?: SafetyLevel;
  theme?: Theme;
  /** Milliseconds between the steps of a job, and before an answer. */
  tick?: number;
  fail?: Partial<Record<CommandName, ErrorCode>>;
}

export interface FakePlatform extends Platform {
  /** Every call so far, oldest first. */
  readonly calls: { name: CommandName; request: unknown }[];
  /** What was put on the clipboard last. */
  copied: string | null;
  /** Makes a command fail from now on, or work again. */
  fail(name: CommandName, code: ErrorCode | null): void;
  /** Withholds every answer of a command until the returned function is called. */
  hold(name: CommandName): () => void;
  /** Lets the next answer of a command be made up at once, and come only when the returned function is called. */
  delay(name: CommandName): () => void;
  tenant(id: string): FakeTenant;
  emit(event: DeskEvent): void;
}

export function optionsFromUrl(search: string): FakeOptions {
  const asked = new URLSearchParams(search);
  const fail: Partial<Record<string, string>> = {};
  for (const pair of asked.get("fail")?.split(",") ?? []) {
    const [name, code] = pair.split(":");
    if (name !== undefined) {
      fail[name] = code ?? "internal";
    }
  }
  return {
    start: (asked.get("start") ?? "open") as NonNullable<FakeOptions["start"]>,
    tenants: asked.get("tenants") === "none" ? "none" : "all",
    accounts: Number(asked.get("accounts") ?? "412"),
    safety: (asked.get("safety") ?? "read_only") as SafetyLevel,
    theme: (asked.get("theme") ?? "system") as Theme,
    tick: Number(asked.get("tick") ?? "90"),
    fail,
  };
}

interface Review {
  asked: PrepareActivation;
  items: ActivationItem[];
  revision: number;
}

type Handlers = { [K in CommandName]: (request: Request<K>) => Answer<K> | Promise<Answer<K>> };

const OPEN: Extract<DeskStatus, { state: "open" }> = {
  state: "open",
  vault: "keyring",
  dataDir: "/home/ada/.local/share/scimdesk",
  version: "0.1.0",
};

function startStatus(start: NonNullable<FakeOptions["start"]>): DeskStatus {
  switch (start) {
    case "open":
      return OPEN;
    case "keyring":
      return { state: "keyring_unavailable", problem: deskError("keyring_missing"), hasCache: false };
    case "passphrase":
      return { state: "passphrase_needed", problem: null };
    case "keylost":
      return { state: "cache_key_lost", problem: deskError("cache_key_lost") };
    case "unusable":
      return { state: "cache_unusable", problem: deskError("cache_newer") };
  }
}

function windowOf<T>(all: readonly T[], window: { offset: number; limit: number }, revision: number): Page<T> {
  return {
    rows: all.slice(window.offset, window.offset + window.limit),
    total: all.length,
    offset: window.offset,
    revision,
  };
}

/** Passed once it is opened. */
function gate(): { passed: Promise<void>; open: () => void } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

export function fakePlatform(options: FakeOptions = {}): FakePlatform {
  const tick = options.tick ?? 0;
  const listeners = new Set<(event: DeskEvent) => void>();
  const failing: Partial<Record<CommandName, ErrorCode>> = { ...options.fail };
  const held = new Map<CommandName, Promise<void>>();
  const delayed = new Map<CommandName, Promise<void>>();
  const tenants: FakeTenant[] =
    options.tenants === "none"
      ? []
      : PLANS.map((plan, at) =>
          makeTenant(
            {
              ...plan,
              ...(at === 0 ? { count: options.accounts ?? plan.count } : {}),
              ...(options.safety === undefined ? {} : { safety: options.safety }),
            },
            at + 1,
          ),
        );
  const jobs = new Map<string, { job: Job; cancelled: boolean }>();
  const reviews = new Map<string, Review>();
  const journal: JournalEntry[] = [];
  let status = startStatus(options.start ?? "open");
  let practice: string[] = [];
  let preferences: Preferences = {
    vault: null,
    theme: options.theme ?? "system",
    columns: {},
    lastTenant: null,
    sidebarCollapsed: false,
  };
  let counter = 0;

  const next = (prefix: string) => `${prefix}-${(counter += 1)}`;
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const emit = (event: DeskEvent) => {
    for (const listener of listeners) {
      listener(event);
    }
  };
  const find = (id: string): FakeTenant => {
    const found = tenants.find((one) => one.tenant.id === id);
    if (found === undefined) {
      throw deskError("tenant_not_found");
    }
    return found;
  };

  /** Runs `work` as a job: it reports through `step`, and `step` throws once the job is cancelled. */
  function startJob(
    kind: JobKind,
    tenant: FakeTenant | null,
    work: (step: (change: Partial<Job["progress"]>) => Promise<boolean>, id: string) => Promise<JobEnd>,
  ): { job: string } {
    const id = next("job");
    const started = Date.now();
    const entry: { job: Job; cancelled: boolean } = {
      cancelled: false,
      job: {
        id,
        kind,
        tenant: tenant?.tenant.id ?? null,
        tenantName: tenant?.tenant.name ?? null,
        startedAt: new Date(started).toISOString(),
        progress: { kind: null, done: 0, total: null, pages: 0, rate: null, timeLeftMs: null, waitingMs: null },
        end: null,
      },
    };
    jobs.set(id, entry);
    const report = (part: Partial<Job>) => {
      entry.job = { ...entry.job, ...part };
      emit({ event: "job_changed", job: entry.job });
    };
    const step = async (part: Partial<Job["progress"]>): Promise<boolean> => {
      const progress = { ...entry.job.progress, ...part };
      const seconds = Math.max(0.001, (Date.now() - started) / 1000);
      progress.rate = progress.done / seconds;
      progress.timeLeftMs =
        progress.total === null ? null : ((progress.total - progress.done) / Math.max(1, progress.rate)) * 1000;
      report({ progress });
      await pause(tick);
      return !entry.cancelled;
    };
    void (async () => {
      await pause(0);
      report({});
      try {
        report({ end: await work(step, id) });
      } catch (error) {
        report({ end: { end: "failed", error: error as DeskError } });
      }
    })();
    return { job: id };
  }

  function connectionTest(target: TestTarget): { job: string } {
    const tenant = target.kind === "tenant" ? find(target.tenant) : null;
    const app =
      APPS.find((one) => one.id === (target.kind === "draft" ? target.app : tenant?.tenant.app))?.name ?? "the app";
    const url = target.kind === "draft" ? target.url : (tenant?.tenant.url ?? "");
    const accepted =
      target.kind === "draft"
        ? !target.token.includes("wrong")
        : (tenant?.token ?? "") !== "wrong" && tenant?.tenant.state !== "needs_attention";
    return startJob("connection_test", tenant, async (step, job) => {
      const report = await runTest(
        { app, url, accepted, users: tenant?.people.length ?? 412, groups: tenant?.groups.length ?? 0 },
        async (stage: Stage) => {
          emit({ event: "stage_changed", job, stage });
          return await step({});
        },
      );
      if (report === null) {
        return { end: "cancelled", outcome: null };
      }
      if (tenant !== null) {
        tenant.report = report;
        tenant.tenant = {
          ...tenant.tenant,
          state: report.verdict === "fails" ? "needs_attention" : "reachable",
          lastTest: { at: report.at, verdict: report.verdict, sentence: report.sentence },
        };
        emit({ event: "tenants_changed" });
      }
      return { end: "connection_tested", report };
    });
  }

  function refresh({ tenant: id, kinds }: Request<"refresh">): { job: string } {
    const tenant = find(id);
    if ([...jobs.values()].some(({ job }) => job.tenant === id && job.kind === "refresh" && job.end === null)) {
      throw deskError("already_running", { tenant: tenant.tenant.name });
    }
    return startJob("refresh", tenant, async (step) => {
      if (tenant.token === "wrong") {
        const error = deskError(
          "token_refused",
          { app: tenant.tenant.appName },
          evidence({ method: "GET", url: `${tenant.tenant.url}/Users`, status: 401 }),
        );
        return { end: "refreshed", outcomes: [], failures: [{ kind: "user", error }] };
      }
      const started = Date.now();
      if (tenant.people.length === 0) {
        tenant.people = people(120, 9, `${tenant.tenant.app}.example`);
      }
      const total = tenant.people.length;
      const stride = Math.max(20, Math.ceil(total / 25));
      for (let done = 0; done < total; done += stride) {
        if (!(await step({ kind: "user", done, total, pages: done / stride }))) {
          return { end: "cancelled", outcome: null };
        }
      }
      if (kinds.length === 0 || kinds.includes("user")) {
        tenant.tenant = { ...tenant.tenant, users: summary(tenant, 0), state: "reachable" };
      }
      if (tenant.groups.length > 0 && (kinds.length === 0 || kinds.includes("group"))) {
        tenant.tenant = { ...tenant.tenant, groups: groupSummary(tenant, 0) };
      }
      tenant.revision += 1;
      tenant.seenAt = new Date().toISOString();
      emit({ event: "tenants_changed" });
      emit({ event: "data_changed", tenant: id });
      return {
        end: "refreshed",
        outcomes: [
          {
            kind: "user",
            count: total,
            pages: Math.ceil(total / stride),
            completeness: "proven",
            evidence: tenant.tenant.users?.evidence ?? "",
            added: 0,
            changed: 0,
            vanished: 0,
            notSeen: 0,
            elapsedMs: Date.now() - started,
          },
        ],
        failures: [],
      };
    });
  }

  function review(asked: PrepareActivation): Answer<"activation_review"> {
    const tenant = find(asked.tenant);
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
    const id = next("review");
    reviews.set(id, { asked, items, revision: tenant.revision });
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
      notRead: failing.resource_look === undefined ? null : deskError(failing.resource_look),
      gone: [],
      items: items.slice(0, 200),
    };
  }

  function apply({ review: id }: Request<"activation_apply">): { job: string } {
    const found = reviews.get(id);
    reviews.delete(id);
    if (found === undefined) {
      throw deskError("review_stale");
    }
    const { asked, items } = found;
    const tenant = find(asked.tenant);
    if (tenant.tenant.safety === "read_only") {
      throw deskError("read_only_tenant", { tenant: tenant.tenant.name });
    }
    return startJob(asked.active ? "reactivate" : "deactivate", tenant, async (step) => {
      const results: ActivationResult[] = [];
      let running = true;
      for (const item of items) {
        running = running && (await step({ kind: "user", done: results.length, total: items.length }));
        results.push(running ? change(tenant, item) : ended(item, "not_sent", "Not sent: cancelled before its turn."));
      }
      tenant.revision += 1;
      tenant.tenant = { ...tenant.tenant, users: summary(tenant, 0) };
      emit({ event: "data_changed", tenant: tenant.tenant.id });
      emit({ event: "journal_changed" });
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

  function change(tenant: FakeTenant, item: ActivationItem): ActivationResult {
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
    const id = journal.length + 1;
    journal.unshift({
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

  const handlers: Handlers = {
    desk_status: () => status,
    desk_open: ({ vault, passphrase }) => {
      if (vault === "session") {
        status = { ...OPEN, vault: "session" };
      } else if (vault === "file" || (vault === null && status.state === "passphrase_needed")) {
        status =
          passphrase === "wrong"
            ? { state: "passphrase_needed", problem: deskError("passphrase_wrong") }
            : { ...OPEN, vault: "file" };
      }
      return status;
    },
    desk_start_anew: () => {
      status = OPEN;
      return status;
    },
    apps_list: () => APPS,
    url_check: ({ url }): UrlAdvice => {
      if (!URL.canParse(url)) {
        return { normalised: null, suggestion: null, notes: [], problem: "This is not a usable URL." };
      }
      const parsed = new URL(url);
      if (parsed.protocol !== "https:" && parsed.hostname !== "127.0.0.1") {
        return {
          normalised: null,
          suggestion: url.replace("http:", "https:"),
          notes: [],
          problem: "The URL begins with http://, so the token would travel unprotected.",
        };
      }
      const notes: string[] = [];
      let suggestion: string | null = null;
      if (!parsed.pathname.includes("/scim")) {
        suggestion = `${parsed.origin}/scim/v2`;
        notes.push("Tenant URLs of this app end in /scim/v2.");
      }
      if (parsed.search !== "") {
        notes.push(`What follows the question mark (${parsed.search}) is meant for Entra and is left out.`);
      }
      return { normalised: `${parsed.origin}${parsed.pathname.replace(/\/$/u, "")}`, suggestion, notes, problem: null };
    },
    filter_check: ({ filter }) => {
      const text = filter.trim();
      const match = /^(\w[\w.]*) (eq|co|sw|ew|ne) "([^"]*)"$/u.exec(text);
      if (match !== null || /^\w[\w.]* pr$/u.test(text)) {
        return { canonical: text, problem: null, column: null };
      }
      const first = text.indexOf(" ");
      return {
        canonical: null,
        problem: first === -1 ? "an operator is missing" : "a value in quotes is missing",
        column: text.length + 1,
      };
    },
    tenants_list: () =>
      tenants.map((one) => one.tenant).toSorted((left, right) => left.name.localeCompare(right.name, "en")),
    tenant_add: (asked) => {
      if (tenants.some((one) => one.tenant.name.toLowerCase() === asked.name.toLowerCase())) {
        throw deskError("tenant_name_taken", { tenant: asked.name });
      }
      const made = makeTenant(
        {
          id: next("t"),
          name: asked.name,
          app: asked.app,
          count: 0,
          state: "never_tested",
          environment: asked.environment ?? "production",
        },
        tenants.length + 10,
      );
      made.token = asked.token.includes("wrong") ? "wrong" : "right";
      made.tenant = { ...made.tenant, url: asked.url, extraCa: asked.extraCa };
      tenants.push(made);
      emit({ event: "tenants_changed" });
      return made.tenant;
    },
    tenant_update: (asked) => {
      const found = find(asked.id);
      found.tenant = {
        ...found.tenant,
        name: asked.name ?? found.tenant.name,
        safety: asked.safety ?? found.tenant.safety,
        environment: asked.environment ?? found.tenant.environment,
        rate: asked.rate ?? found.tenant.rate,
        extraCa: asked.extraCa === null ? found.tenant.extraCa : asked.extraCa === "" ? null : asked.extraCa,
      };
      emit({ event: "tenants_changed" });
      return found.tenant;
    },
    tenant_replace_credential: ({ tenant, url, token }) => {
      const found = find(tenant);
      found.token = token.includes("wrong") ? "wrong" : "right";
      found.tenant = { ...found.tenant, url: url ?? found.tenant.url, state: "never_tested", lastTest: null };
      emit({ event: "tenants_changed" });
      return found.tenant;
    },
    tenant_remove: ({ tenant }) => {
      tenants.splice(tenants.indexOf(find(tenant)), 1);
      emit({ event: "tenants_changed" });
      return null;
    },
    connection_test: connectionTest,
    connection_report: ({ tenant }) => find(tenant).report,
    refresh,
    accounts_page: ({ tenant, query, window }) => {
      const found = find(tenant);
      const page = windowOf(matching(found, query), window, found.revision);
      return { ...page, rows: page.rows.map((person) => accountRow(found, person)) };
    },
    groups_page: ({ tenant, query, window }) => {
      const found = find(tenant);
      const needle = query.search.toLowerCase();
      const rows = found.groups
        .filter((group) => group.name.toLowerCase().includes(needle))
        .map((group) => groupRow(found, group));
      rows.sort((left, right) =>
        query.sort === "members"
          ? (left.members ?? -1) - (right.members ?? -1)
          : left.name.localeCompare(right.name, "en"),
      );
      if (query.descending) {
        rows.reverse();
      }
      return windowOf(rows, window, found.revision);
    },
    resource_detail: (asked) => detailOf(find(asked.tenant), asked),
    resource_look: (asked) => ({ ...detailOf(find(asked.tenant), asked), lastSeen: new Date().toISOString() }),
    resource_links: ({ resource, window }) => {
      const found = find(resource.tenant);
      return windowOf(linksOf(found, resource) ?? [], window, found.revision);
    },
    server_filter: ({ tenant, kind, filter }) => {
      const found = find(tenant);
      const match = /^(\w+) (eq|co|sw) "([^"]*)"$/u.exec(filter.trim());
      const value = (match?.[3] ?? "").toLowerCase();
      const hits =
        kind === "user" ? found.people.filter((person) => person.userName.toLowerCase().includes(value)) : [];
      return {
        accounts: hits.map((person) => accountRow(found, person)),
        groups:
          kind === "group"
            ? found.groups
                .filter((group) => group.name.toLowerCase().includes(value))
                .map((group) => groupRow(found, group))
            : [],
        serverTotal: hits.length,
        notMatching: 0,
        completeness: "proven",
        evidence: `${hits.length} arrived, ${hits.length} stated, and nothing came after the end.`,
        elapsedMs: 132,
      };
    },
    activation_review: review,
    activation_items: ({ review: id, window }) => windowOf(reviews.get(id)?.items ?? [], window, 1),
    activation_apply: apply,
    journal_page: ({ tenant, account, window }) =>
      windowOf(
        journal
          .map((entry) => entry.row)
          .filter((row) => (tenant === null || row.tenant === tenant) && (account === null || row.account === account)),
        window,
        journal.length,
      ),
    journal_entry: ({ id }) => {
      const entry = journal.find((one) => one.row.id === id);
      if (entry === undefined) {
        throw deskError("journal_entry_not_found");
      }
      return entry;
    },
    jobs_list: () => [...jobs.values()].map(({ job }) => job).toReversed(),
    job_cancel: ({ job }) => {
      const entry = jobs.get(job);
      if (entry === undefined) {
        throw deskError("job_not_found");
      }
      entry.cancelled = true;
      return null;
    },
    practice_status: () => ({ running: practice.length > 0, tenants: practice }),
    practice_start: async () => {
      await pause(tick * 5);
      practice = PLANS.map((plan, at) => {
        const made = makeTenant(
          {
            ...plan,
            id: `p-${plan.app}`,
            name: `${plan.name} practice`,
            environment: "practice",
            count: Math.max(plan.count, 150),
            state: "never_tested",
            conduct: "deactivates",
          },
          at + 30,
        );
        made.tenant = { ...made.tenant, users: null, groups: null, lastTest: null };
        tenants.push(made);
        return made.tenant.id;
      });
      emit({ event: "tenants_changed" });
      return { running: true, tenants: practice };
    },
    practice_stop: () => {
      for (const id of practice) {
        tenants.splice(tenants.indexOf(find(id)), 1);
      }
      practice = [];
      emit({ event: "tenants_changed" });
      return { running: false, tenants: [] };
    },
    preferences_get: () => preferences,
    preferences_set: (asked) => {
      preferences = asked;
      return preferences;
    },
  };

  const fake: FakePlatform = {
    calls: [],
    copied: null,
    async call<K extends CommandName>(name: K, request: Request<K>): Promise<Answer<K>> {
      fake.calls.push({ name, request: structuredClone(request) });
      await pause(tick === 0 ? 0 : Math.min(tick, 30));
      await held.get(name);
      const code = failing[name];
      if (code !== undefined) {
        throw deskError(code, {}, evidence({ cause: `the fake was told to fail ${name}` }));
      }
      const handler: (asked: Commands[K][0]) => Answer<K> | Promise<Answer<K>> = handlers[name];
      const answer = structuredClone(await handler(request));
      const late = delayed.get(name);
      delayed.delete(name);
      await late;
      return answer;
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    async copyText(text) {
      fake.copied = text;
      await copyText(text).catch(() => undefined);
    },
    fail(name, code) {
      if (code === null) {
        delete failing[name];
      } else {
        failing[name] = code;
      }
    },
    hold(name) {
      const { passed, open } = gate();
      held.set(name, passed);
      return () => {
        held.delete(name);
        open();
      };
    },
    delay(name) {
      const { passed, open } = gate();
      delayed.set(name, passed);
      return open;
    },
    tenant: find,
    emit,
  };
  return fake;
}
