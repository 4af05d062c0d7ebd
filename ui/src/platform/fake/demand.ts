/** Provisioning on demand in the fake desk: the same people fail each time. */
import type { OnDemandResult, ProvisionOnDemand } from "../../bridge/generated";
import type { FakeDesk, Handlers } from "./desk";
import { directoryOf } from "./directory";
import { deskError } from "./errors";
import { startJob } from "./jobs";
import type { FakeProvisioned } from "./provisioning";
import { keepRecord, makeChange, stepsOf } from "./log";

function provision(desk: FakeDesk, provisioned: FakeProvisioned, asked: ProvisionOnDemand): { job: string } {
  const tenant = desk.find(asked.tenant);
  const directory = directoryOf(desk, asked.tenant);
  if (!asked.dryRun && tenant.tenant.safety === "read_only") {
    throw deskError("read_only_tenant", { tenant: tenant.tenant.name });
  }
  const people = asked.people.map((id) => {
    const at = directory.people.findIndex((one) => one.id === id);
    const person = directory.people[at];
    if (person === undefined) {
      throw deskError("person_not_found", { detail: id });
    }
    return { person, at };
  });
  const groups = directory.groups.filter(({ id }) => asked.groups.includes(id));
  const total = people.length + groups.length;
  return startJob(desk, "on_demand", tenant, async (step) => {
    const results: OnDemandResult[] = [];
    for (const { person, at } of people) {
      if (!(await step({ done: results.length, total }))) {
        return { end: "cancelled", outcome: null };
      }
      const change = makeChange(person, at);
      const now = new Date().toISOString();
      const steps = stepsOf(change, now);
      const sends = change.status !== "skipped";
      results.push({
        object: "user",
        person: person.id,
        name: person.name,
        status: change.status,
        action: sends ? (change.action === "create" ? "create" : "update") : null,
        sentence:
          asked.dryRun && change.status === "success" ? `${person.name} would be provisioned.` : change.sentence,
        steps,
        attributes: change.modified.map((one) => ({
          target: one.name,
          from: one.oldValue,
          to: one.newValue,
          added: [],
          removed: [],
          mapping: one.name === "displayName" ? "displayName" : "jobTitle",
        })),
        requests: sends
          ? [{ method: "POST", path: "/Users", body: JSON.stringify({ userName: person.userName }, null, 2) }]
          : [],
        error: change.error,
        log: asked.dryRun ? null : keepRecord(desk, asked.tenant, change, { at: now, cycle: null, steps }),
      });
    }
    for (const group of groups) {
      if (!(await step({ done: results.length, total }))) {
        return { end: "cancelled", outcome: null };
      }
      results.push({
        object: "group",
        person: group.id,
        name: group.name,
        status: "success",
        action: "members",
        sentence: `2 members of ${group.name} come, 1 goes.`,
        steps: [],
        attributes: [
          {
            target: "members",
            from: null,
            to: null,
            added: ["Mei Kim", "Olu Dubois"],
            removed: ["Wei Rossi"],
            mapping: "members",
          },
        ],
        requests: [{ method: "PATCH", path: `/Groups/${group.id}`, body: "{}" }],
        error: null,
        log: null,
      });
    }
    if (!asked.dryRun) {
      provisioned.of(asked.tenant).users += results.filter(({ action }) => action === "create").length;
      desk.emit({ event: "provisioning_changed", tenant: asked.tenant });
    }
    return { end: "provisioned_on_demand", outcome: { dryRun: asked.dryRun, results } };
  });
}

export function demandHandlers(desk: FakeDesk, provisioned: FakeProvisioned): Pick<Handlers, "provision_on_demand"> {
  return { provision_on_demand: (asked) => provision(desk, provisioned, asked) };
}
