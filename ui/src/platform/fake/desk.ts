/** What the fake desk holds, and what its commands share. */
import type {
  ActivationItem,
  AssignmentRow,
  DeskEvent,
  DeskStatus,
  DirectoryConnection,
  DriftRule,
  ErrorCode,
  Job,
  JournalEntry,
  LinkRow,
  LogRecord,
  MailServer,
  Page,
  PrepareActivation,
  Preferences,
  PreviewRow,
} from "../../bridge/generated";
import type { Answer, CommandName, Request } from "../platform";
import type { FakeDirectory } from "./directory";
import type { FakeDrift } from "./drift";
import { deskError } from "./errors";
import type { FakeMappings } from "./mappings";
import type { FakeReading } from "./reading";
import type { FakeSides } from "./scope";
import type { FakeTenant } from "./tenants";

/** What answers each command. */
export type Handlers = { [K in CommandName]: (request: Request<K>) => Answer<K> | Promise<Answer<K>> };

export interface FakeJob {
  job: Job;
  cancelled: boolean;
  /** Ends the wait between two steps. */
  wake: () => void;
}

export interface Review {
  asked: PrepareActivation;
  items: ActivationItem[];
  revision: number;
}

export class FakeDesk {
  /** Milliseconds between the steps of a job. */
  readonly tick: number;
  readonly tenants: FakeTenant[];
  status: DeskStatus;
  preferences: Preferences;
  readonly listeners = new Set<(event: DeskEvent) => void>();
  readonly jobs = new Map<string, FakeJob>();
  readonly reviews = new Map<string, Review>();
  /** Commands that fail, and how. */
  readonly failing: Partial<Record<CommandName, ErrorCode>>;
  /** Newest first. */
  readonly journal: JournalEntry[] = [];
  /** The ids of the practice tenants. */
  practice: string[] = [];
  /** By tenant. */
  readonly mappings = new Map<string, FakeMappings>();
  readonly previews = new Map<string, PreviewRow[]>();
  readonly directories: FakeDirectory[] = [];
  /** Files of people that were looked at. */
  readonly readings = new Map<string, FakeReading>();
  /** By preview: who is on which side. */
  readonly sides = new Map<string, FakeSides>();
  /** By tenant: the directory that its people are from. */
  readonly chosen = new Map<string, string>();
  /** By tenant. */
  readonly assignments = new Map<string, AssignmentRow[]>();
  /** By tenant, newest first. */
  readonly logs = new Map<string, LogRecord[]>();
  /** By tenant. */
  readonly accountLinks = new Map<string, LinkRow[]>();
  readonly drift = new Map<string, FakeDrift>();
  readonly driftRules = new Map<string, DriftRule[]>();
  /** By directory: how it is read again and again. */
  readonly connections = new Map<string, DirectoryConnection>();
  /** Somebody typed the code in a browser. */
  signedIn = false;
  mailServer: MailServer = { host: "", port: 0, security: "tls", user: null, from: "", extraCa: null };
  #counter = 0;

  constructor(
    tick: number,
    tenants: FakeTenant[],
    status: DeskStatus,
    preferences: Preferences,
    failing: Partial<Record<CommandName, ErrorCode>>,
  ) {
    this.tick = tick;
    this.tenants = tenants;
    this.status = status;
    this.preferences = preferences;
    this.failing = { ...failing };
  }

  next(prefix: string): string {
    this.#counter += 1;
    return `${prefix}-${this.#counter}`;
  }

  emit(event: DeskEvent): void {
    for (const listener of this.listeners) {
      listener(event);
    }
  }

  find(id: string): FakeTenant {
    const found = this.tenants.find((one) => one.tenant.id === id);
    if (found === undefined) {
      throw deskError("tenant_not_found");
    }
    return found;
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function windowOf<T>(all: readonly T[], window: { offset: number; limit: number }, revision: number): Page<T> {
  return {
    rows: all.slice(window.offset, window.offset + window.limit),
    total: all.length,
    offset: window.offset,
    revision,
  };
}
