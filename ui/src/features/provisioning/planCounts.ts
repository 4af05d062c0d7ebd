/** How many changes of a plan there are, by what they do and how they stand. */
import type { PlanItemState, PlannedAction, ProvisioningPlan } from "../../bridge/generated";
import { ACTIONS } from "./words";

export function countOf(
  { counts }: ProvisioningPlan,
  wanted: { action?: PlannedAction; state?: PlanItemState },
): number {
  return counts
    .filter(
      ({ action, state }) =>
        (wanted.action === undefined || action === wanted.action) &&
        (wanted.state === undefined || state === wanted.state),
    )
    .reduce((sum, { count }) => sum + count, 0);
}

/** What applying the plan would send. */
export function plannedCount(plan: ProvisioningPlan): number {
  return countOf(plan, { state: "planned" });
}

/** The actions that the plan has, and how often; `state` narrows. */
export function byAction(plan: ProvisioningPlan, state?: PlanItemState): { action: PlannedAction; count: number }[] {
  return ACTIONS.map((action) => ({
    action,
    count: countOf(plan, state === undefined ? { action } : { action, state }),
  })).filter(({ count }) => count > 0);
}
