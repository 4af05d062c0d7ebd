import type { TenantTab } from "../shared/route";
import type { WordKey } from "../shared/words/keys";

/** The tabs of a tenant's page, in their order. */
export const TAB_WORDS: readonly [TenantTab, WordKey][] = [
  ["overview", "tab-overview"],
  ["users", "tab-users"],
  ["groups", "tab-groups"],
  ["mappings", "tab-mappings"],
  ["scope", "tab-scope"],
  ["provisioning", "tab-provisioning"],
  ["logs", "logs"],
  ["journal", "tab-journal"],
  ["settings", "tab-settings"],
];

/** What lies under "Provisioning". */
export const PROVISIONING_TABS: readonly [TenantTab, WordKey][] = [
  ["provisioning", "tab-provisioning-status"],
  ["demand", "demand"],
  ["links", "links"],
  ["drift", "drift"],
];
