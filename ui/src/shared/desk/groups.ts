import type { Tenant } from "../../bridge/generated";
import { say } from "../words/say";

/** Whether the tenant's app is known to have no groups over SCIM; groups that were fetched prove otherwise. */
export function hasNoGroups(tenant: Tenant): boolean {
  return tenant.groups === null && tenant.groupsOffered === false;
}

/** The button that fetches for the first time: it says what the app has. */
export function fetchWord(tenant: Tenant): string {
  return hasNoGroups(tenant) ? say("list-fetch-accounts") : say("list-fetch");
}
