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
  ["journal", "tab-journal"],
  ["settings", "tab-settings"],
];
