/** The parts of the page, as its address names them. */
import { routeHash, tenantRoute } from "../../shared/route";

export const PARTS = ["status", "plan", "waiting", "setup", "settings"] as const;
export type Part = (typeof PARTS)[number];

export interface Place {
  part: Part;
  /** The change of a plan that is shown beside it. */
  number: number | null;
}

/** `plan:12` is the twelfth change of the plan. */
export function placeOf(item: string | null): Place {
  const [name, number] = (item ?? "").split(":");
  const part = PARTS.find((one) => one === name) ?? "status";
  const asked = Number(number);
  return { part, number: part === "plan" && Number.isInteger(asked) && asked > 0 ? asked : null };
}

export function itemOf({ part, number }: Place): string | null {
  return part === "status" ? null : number === null ? part : `${part}:${number}`;
}

export function partHash(tenant: string, part: Part): string {
  return routeHash(tenantRoute(tenant, "provisioning", itemOf({ part, number: null })));
}
