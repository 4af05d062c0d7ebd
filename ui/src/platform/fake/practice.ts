/** The practice tenants of the fake desk. */
import { pause, type FakeDesk, type Handlers } from "./desk";
import { makeTenant, PLANS } from "./tenants";

export function practiceHandlers(
  desk: FakeDesk,
): Pick<Handlers, "practice_status" | "practice_start" | "practice_stop"> {
  return {
    practice_status: () => ({ running: desk.practice.length > 0, tenants: desk.practice }),
    practice_start: async ({ accounts }) => {
      await pause(desk.tick * 5);
      if (desk.practice.length > 0 && accounts === null) {
        return { running: true, tenants: desk.practice };
      }
      desk.practice = PLANS.map((plan, at) => {
        const made = makeTenant(
          {
            ...plan,
            id: `p-${plan.app}`,
            name: `${plan.name} practice`,
            environment: "practice",
            count: accounts ?? Math.max(plan.count, 150),
            state: "never_tested",
            conduct: "deactivates",
          },
          at + 30,
        );
        made.tenant = { ...made.tenant, users: null, groups: null, lastTest: null };
        const before = desk.tenants.find((one) => one.tenant.id === made.tenant.id);
        if (before === undefined) {
          desk.tenants.push(made);
        } else {
          // As the desk: a fresh server behind the same tenant.
          Object.assign(before, { people: made.people, groups: made.groups });
        }
        return made.tenant.id;
      });
      desk.emit({ event: "tenants_changed" });
      return { running: true, tenants: desk.practice };
    },
    practice_stop: () => {
      for (const id of desk.practice) {
        desk.tenants.splice(desk.tenants.indexOf(desk.find(id)), 1);
      }
      desk.practice = [];
      desk.emit({ event: "tenants_changed" });
      return { running: false, tenants: [] };
    },
  };
}
