/** Provisioning in the fake desk: how a tenant stands, its cycles, and what waits for a person. */
import type {
  CycleCounts,
  CycleKind,
  CycleRow,
  Provisioning,
  ProvisioningCode,
  ProvisioningSettings,
  StagedRow,
} from "../../bridge/generated";
import { windowOf, type FakeDesk, type Handlers } from "./desk";
import { findDirectory } from "./directory";
import { deskError } from "./errors";
import { startJob } from "./jobs";
import { keepRecord, makeChange } from "./log";

export type ProvisioningStart = "off" | "active" | "some_failed" | "quarantine";

const SETTINGS: ProvisioningSettings = {
  intervalMinutes: 40,
  onChange: true,
  guard: { enabled: true, count: 500, share: 20, protected: [] },
  quarantine: { evaluateFrom: 50, share: 40, base: 5_000, total: 60_000 },
  notify: { emails: [], desktop: true, webhook: null, digest: false, tokenExpires: null },
  skipOutOfScopeDeletions: false,
  deleteAfterDays: null,
  missingAccount: "report",
  readBack: "answer",
  drift: "report",
  logDays: 365,
  relistHours: 24,
};

export const NO_COUNTS: CycleCounts = {
  imported: 0,
  evaluated: 0,
  created: 0,
  linked: 0,
  updated: 0,
  restored: 0,
  disabled: 0,
  deleted: 0,
  memberships: 0,
  skipped: 0,
  failed: 0,
  failedReferences: 0,
  staged: 0,
  requests: 0,
};

interface State {
  code: Exclude<ProvisioningCode, "not_configured">;
  settings: ProvisioningSettings;
  /** Newest first. */
  cycles: CycleRow[];
  staged: StagedRow[];
  retries: number;
  users: number;
  groups: number;
  job: string | null;
  quarantine: Provisioning["quarantine"];
  lastError: string | null;
}

const SENTENCES: Record<ProvisioningCode, string> = {
  not_configured: "Something is missing before it can be switched on.",
  off: "Off. Nothing is sent by itself.",
  not_run: "On. No cycle has run yet.",
  active: "On. A cycle runs every 40 minutes.",
  paused: "Paused. No cycle begins until it is started again.",
  quarantine: "In quarantine. Cycles are tried again less and less often.",
  disabled: "Switched off after four weeks in quarantine.",
};

/** What the fake desk remembers of provisioning. */
export class FakeProvisioned {
  readonly #desk: FakeDesk;
  readonly #states = new Map<string, State>();

  constructor(desk: FakeDesk) {
    this.#desk = desk;
  }

  begin(tenant: string, start: ProvisioningStart): void {
    const state = this.of(tenant);
    if (start === "off") {
      return;
    }
    const hour = 3_600_000;
    state.code = start === "some_failed" ? "active" : start;
    state.users = 385;
    state.groups = 6;
    for (let at = 20; at > 0; at -= 1) {
      const first = at === 20;
      this.ran(
        tenant,
        first ? "initial" : "incremental",
        first
          ? { created: 371, linked: 14, updated: 14, memberships: 6, failed: 2, requests: 786 }
          : { updated: (at * 7) % 13, created: at % 4, disabled: at % 5 === 0 ? 2 : 0, failed: at % 9 === 0 ? 1 : 0 },
        Date.now() - at * hour,
      );
    }
    if (start === "some_failed") {
      const [person] = findDirectory(this.#desk, this.#desk.chosen.get(tenant) ?? "").people.slice(3);
      if (person !== undefined) {
        const cycle = this.ran(tenant, "incremental", { updated: 4, failed: 1 });
        const change = makeChange(person, 3);
        keepRecord(this.#desk, tenant, change, { at: new Date().toISOString(), cycle: cycle.number });
        state.retries = 1;
        state.lastError = change.error?.reason ?? change.sentence;
        // A plan that a person sent later has no part in it.
        this.ran(tenant, "plan", { created: 2 });
      }
    }
    if (start === "quarantine") {
      state.retries = 3;
      state.lastError = "The token was refused (401).";
      state.quarantine = {
        reason: "encountered_quarantine_exception",
        sentence: "Documo refused the token (401) in three cycles.",
        next: "Make a new API key in Documo, replace the token in this tenant's settings, then start.",
        since: new Date(Date.now() - 26 * hour).toISOString(),
        nextAttempt: new Date(Date.now() + 6 * hour).toISOString(),
        attempts: 3,
      };
    }
    const people = findDirectory(this.#desk, this.#desk.chosen.get(tenant) ?? "").people.slice(20, 26);
    state.staged = people.map((person, at) => ({
      number: at + 1,
      object: "user",
      action: at < 4 ? "disable" : "delete",
      person: person.id,
      name: person.name,
      account: `a-${at + 1}`,
      why: "No longer assigned: left the group Sales.",
      effect: at < 4 ? "Documo blocks sign-in; data stays." : "Documo deletes the user for good.",
      since: new Date(Date.now() - 2 * hour).toISOString(),
      decision: "waiting",
    }));
  }

  of(tenant: string): State {
    const held = this.#states.get(tenant) ?? {
      code: "off" as const,
      settings: SETTINGS,
      cycles: [],
      staged: [],
      retries: 0,
      users: 0,
      groups: 0,
      job: null,
      quarantine: null,
      lastError: null,
    };
    this.#states.set(tenant, held);
    return held;
  }

  told(tenant: string): Provisioning {
    const state = this.of(tenant);
    const missing = this.#desk.chosen.has(tenant) ? [] : ["No directory is chosen: nobody can be in scope."];
    const code = missing.length > 0 ? "not_configured" : state.code;
    const [last = null] = state.cycles;
    const on = code === "active" || code === "not_run";
    return {
      tenant,
      code,
      sentence: SENTENCES[code],
      missing,
      settings: state.settings,
      job: state.job,
      owner: null,
      lastCycle: last,
      nextAt: state.quarantine?.nextAttempt ?? (on ? new Date(Date.now() + 20 * 60_000).toISOString() : null),
      quarantine: state.quarantine,
      staged: state.staged.filter(({ decision }) => decision === "waiting").length,
      retries: state.retries,
      statistics: {
        users: state.users,
        groups: state.groups,
        cycles: state.cycles.length,
        lastSuccess: state.cycles.find((cycle) => cycle.state === "succeeded")?.endedAt ?? null,
        initialCompleted: state.cycles.find((cycle) => cycle.kind === "initial")?.endedAt ?? null,
        lastDurationMs: last === null ? null : 84_000,
      },
      lastError: state.lastError,
    };
  }

  changed(tenant: string): void {
    this.#desk.emit({ event: "provisioning_changed", tenant });
  }

  /** Puts a run that ended on top. */
  ran(tenant: string, kind: CycleKind, counts: Partial<CycleCounts>, ended = Date.now()): CycleRow {
    const state = this.of(tenant);
    const row: CycleRow = {
      number: state.cycles.length + 1,
      kind,
      state: (counts.failed ?? 0) > 0 ? "some_failed" : "succeeded",
      beganAt: new Date(ended - 84_000).toISOString(),
      endedAt: new Date(ended).toISOString(),
      counts: { ...NO_COUNTS, imported: 640, evaluated: 391, ...counts },
      error: null,
    };
    state.cycles.unshift(row);
    return row;
  }

  /** Refuses what would send something to a tenant that is read-only. */
  guard(tenant: string): void {
    const { tenant: told } = this.#desk.find(tenant);
    if (told.safety === "read_only") {
      throw deskError("read_only_tenant", { tenant: told.name });
    }
  }
}

type Names =
  | "provisioning_get"
  | "provisioning_save"
  | "provisioning_start"
  | "provisioning_pause"
  | "provisioning_stop"
  | "provisioning_restart"
  | "cycle_run"
  | "cycles_page"
  | "staged_page"
  | "staged_decide";

/** The host alone: the URL may be a secret, and the vault keeps it. */
function shownWebhook(entered: string | null): string | null {
  return entered !== null && URL.canParse(entered) ? new URL(entered).host : entered;
}

export function provisioningHandlers(desk: FakeDesk, held: FakeProvisioned): Pick<Handlers, Names> {
  const turn = (tenant: string, change: (state: State) => void) => {
    change(held.of(tenant));
    held.changed(tenant);
    return held.told(tenant);
  };
  return {
    provisioning_get: ({ tenant }) => held.told(tenant),
    provisioning_save: ({ tenant, settings }) =>
      turn(tenant, (state) => {
        state.settings = {
          ...settings,
          notify: { ...settings.notify, webhook: shownWebhook(settings.notify.webhook) },
        };
      }),
    provisioning_start: ({ tenant }) => {
      held.guard(tenant);
      return turn(tenant, (state) => {
        state.code = state.cycles.length === 0 ? "not_run" : "active";
        state.quarantine = null;
        state.lastError = null;
      });
    },
    provisioning_pause: ({ tenant }) =>
      turn(tenant, (state) => {
        state.code = "paused";
      }),
    provisioning_stop: ({ tenant }) =>
      turn(tenant, (state) => {
        state.code = "off";
      }),
    provisioning_restart: ({ tenant, forgetLinks }) => {
      held.guard(tenant);
      return turn(tenant, (state) => {
        state.code = "not_run";
        state.quarantine = null;
        state.retries = 0;
        if (forgetLinks) {
          state.users = 0;
          state.groups = 0;
        }
      });
    },
    cycle_run: ({ tenant }) => {
      held.guard(tenant);
      const state = held.of(tenant);
      const started = startJob(desk, "cycle", desk.find(tenant), async (step) => {
        const total = 391;
        let going = true;
        for (let done = 0; done < total && going; done += 40) {
          going = await step({ kind: "user", done, total });
        }
        state.job = null;
        const cycle = held.ran(tenant, state.cycles.length === 0 ? "initial" : "incremental", {
          created: going ? 3 : 1,
          updated: going ? 9 : 2,
          requests: 14,
        });
        if (going) {
          state.users = Math.max(state.users, 385);
          if (state.code === "not_run") {
            state.code = "active";
          }
        } else {
          cycle.state = "stopped";
        }
        held.changed(tenant);
        return { end: "provisioned", outcome: { cycle, stale: 0, failures: [] } };
      });
      state.job = started.job;
      held.changed(tenant);
      return started;
    },
    cycles_page: ({ tenant, window }) => windowOf(held.of(tenant).cycles, window, held.of(tenant).cycles.length),
    staged_page: ({ tenant, window }) => windowOf(held.of(tenant).staged, window, held.of(tenant).staged.length),
    staged_decide: ({ tenant, numbers, decision }) =>
      turn(tenant, (state) => {
        state.staged = state.staged.map((row) =>
          (numbers.length === 0 ? row.decision === "waiting" : numbers.includes(row.number))
            ? { ...row, decision }
            : row,
        );
      }),
  };
}
