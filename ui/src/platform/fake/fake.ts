/**
 * A desk that lives in the page: the same commands, made-up people, jobs that go on, errors on request. Tests and
 * previews stand on it; production builds do not carry it.
 *
 * In a browser the address chooses: `?start=keyring|passphrase|keylost|unusable`, `?tenants=none`, `?accounts=N`,
 * `?safety=review|trusted`, `?theme=dark`, `?tick=MS`, `?directory=none`, `?provisioning=off|active|quarantine`,
 * `?fail=command:code,…`.
 */
import type { Commands, DeskEvent, ErrorCode, ExportedFile, SafetyLevel, Theme } from "../../bridge/generated";
import { copyText } from "../clipboard";
import type { Answer, CommandName, Platform, Request } from "../platform";
import { connectingHandlers } from "./connecting";
import { FakeDesk, pause, type Handlers } from "./desk";
import { deskError, evidence } from "./errors";
import { assignment, directoryHandlers, makeDirectory } from "./directory";
import { demandHandlers } from "./demand";
import { driftHandlers } from "./drift";
import { jobHandlers } from "./jobs";
import { linkHandlers, makeLinks } from "./links";
import { logHandlers, makeLog } from "./log";
import { lookingHandlers } from "./looking";
import { mappingHandlers } from "./mappings";
import { mailHandlers } from "./mail";
import { practiceHandlers } from "./practice";
import { planHandlers } from "./provisioning-plan";
import { FakeProvisioned, provisioningHandlers, type ProvisioningStart } from "./provisioning";
import { scopeHandlers } from "./scope";
import { sourceHandlers } from "./sources";
import { startHandlers, startStatus, type Start } from "./start";
import { switchingHandlers } from "./switching";
import { makeTenant, PLANS, type FakeTenant } from "./tenants";

export interface FakeOptions {
  start?: Start;
  tenants?: "all" | "none";
  /** How many accounts the first tenant has. */
  accounts?: number;
  safety?: SafetyLevel;
  theme?: Theme;
  /** How many people the directory has. */
  people?: number;
  /** Whether there is a directory and the first tenant takes its people from it. */
  directory?: "chosen" | "none";
  /** How the first tenant is provisioned at first. */
  provisioning?: ProvisioningStart;
  /** Milliseconds between the steps of a job, and before an answer. */
  tick?: number;
  fail?: Partial<Record<CommandName, ErrorCode>>;
}

export interface FakePlatform extends Platform {
  /** Every call so far, oldest first. */
  readonly calls: { name: CommandName; request: unknown }[];
  /** What was put on the clipboard last. */
  copied: string | null;
  /** Every file that was saved, oldest first. */
  saved: ExportedFile[];
  /** What comes of the dialog that asks where to save: a directory, nothing, or a refusal. */
  saving: { into: string | null; refused: ErrorCode | null };
  /** Makes a command fail from now on, or work again. */
  fail(name: CommandName, code: ErrorCode | null): void;
  /** Withholds every answer of a command until the returned function is called. */
  hold(name: CommandName): () => void;
  /** Lets the next answer of a command be made up at once, and come only when the returned function is called. */
  delay(name: CommandName): () => void;
  /** Somebody types the code of a sign-in in a browser. */
  signIn(): void;
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
    start: (asked.get("start") ?? "open") as Start,
    tenants: asked.get("tenants") === "none" ? "none" : "all",
    accounts: Number(asked.get("accounts") ?? "412"),
    safety: (asked.get("safety") ?? "read_only") as SafetyLevel,
    theme: (asked.get("theme") ?? "system") as Theme,
    directory: asked.get("directory") === "none" ? "none" : "chosen",
    provisioning: (asked.get("provisioning") ?? "off") as ProvisioningStart,
    tick: Number(asked.get("tick") ?? "90"),
    fail,
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
  const held = new Map<CommandName, Promise<void>>();
  const delayed = new Map<CommandName, Promise<void>>();
  const tenants =
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
  const preferences = {
    vault: null,
    theme: options.theme ?? "system",
    columns: {},
    lastTenant: null,
    sidebarCollapsed: false,
  };
  const desk = new FakeDesk(tick, tenants, startStatus(options.start ?? "open"), preferences, options.fail ?? {});
  const first = tenants[0]?.tenant;
  if (options.directory !== "none" && first !== undefined) {
    const directory = makeDirectory("d-people", "People of Contoso", options.people ?? 640);
    desk.directories.push(directory);
    makeLog(desk, first.id, directory.people.slice(0, 120));
    desk.accountLinks.set(first.id, makeLinks(desk.find(first.id), directory, 90));
    desk.chosen.set(first.id, "d-people");
    desk.assignments.set(first.id, [
      assignment(desk, first.id, { principal: { kind: "group", id: "dg-1" }, role: null }),
      assignment(desk, first.id, {
        principal: { kind: "group", id: "dg-4" },
        role: { id: null, value: "Member", displayName: "Member" },
      }),
      assignment(desk, first.id, {
        principal: { kind: "person", id: "u-000002" },
        role: { id: null, value: "Admin", displayName: "Administrator" },
      }),
    ]);
  }
  const provisioned = new FakeProvisioned(desk);
  if (first !== undefined) {
    provisioned.begin(first.id, options.provisioning ?? "off");
  }
  const handlers: Handlers = {
    ...startHandlers(desk),
    ...connectingHandlers(desk),
    ...lookingHandlers(desk),
    ...switchingHandlers(desk),
    ...jobHandlers(desk),
    ...practiceHandlers(desk),
    ...mappingHandlers(desk),
    ...directoryHandlers(desk),
    ...scopeHandlers(desk),
    ...provisioningHandlers(desk, provisioned),
    ...planHandlers(desk, provisioned),
    ...logHandlers(desk),
    ...demandHandlers(desk, provisioned),
    ...linkHandlers(desk),
    ...driftHandlers(desk),
    ...sourceHandlers(desk),
    ...mailHandlers(desk),
  };

  const fake: FakePlatform = {
    calls: [],
    copied: null,
    saved: [],
    saving: { into: "/home/admin/Documents", refused: null },
    async call<K extends CommandName>(name: K, request: Request<K>): Promise<Answer<K>> {
      fake.calls.push({ name, request: structuredClone(request) });
      await pause(tick === 0 ? 0 : Math.min(tick, 30));
      await held.get(name);
      const code = desk.failing[name];
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
      desk.listeners.add(listener);
      return () => {
        desk.listeners.delete(listener);
      };
    },
    async saveFile(file) {
      await pause(tick === 0 ? 0 : Math.min(tick, 30));
      const { into, refused } = fake.saving;
      if (into === null) {
        return null;
      }
      const path = `${into}/${file.name}`;
      if (refused !== null) {
        throw deskError(refused, { detail: path });
      }
      fake.saved.push(structuredClone(file));
      return path;
    },
    async copyText(text) {
      fake.copied = text;
      await copyText(text).catch(() => undefined);
    },
    fail(name, code) {
      if (code === null) {
        delete desk.failing[name];
      } else {
        desk.failing[name] = code;
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
    signIn: () => {
      desk.signedIn = true;
    },
    tenant: (id) => desk.find(id),
    emit: (event) => {
      desk.emit(event);
    },
  };
  return fake;
}
