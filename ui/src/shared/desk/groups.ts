import type { Tenant } from "../../bridge/generated";

/** Whether the tenant's app is known to have no groups over SCIM; groups that were fetched prove otherwise. */
export function hasNoGroups(tenant: Tenant): boolean {
  return tenant.groups === null && tenant.groupsOffered === false;
}
