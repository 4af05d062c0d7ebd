/** The practice tenants of the fake desk. */
import { pause, type FakeDesk, type Handlers } from "./desk";
import { makeTenant, PLANS } from "./tenants";

export function practiceHandlers(
  desk: FakeDesk,
): Pick<Handlers, "practice_status" | "practice_start" | "practice_stop"> {
  return {
    practice_status: () => ({ running: desk.practice.length > 0, tenants: desk.practice }),
    practice_start: async () => {
      await pause(desk.tick * 5);
      desk.practice = PLANS.map((plan, at) => {
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
        desk.tenants.push(made);
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
