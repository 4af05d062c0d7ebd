/** What there is about a tenant's provisioning: the parts of its page, and the lists that are pages of their own. */
import { Tab, TabList } from "@fluentui/react-components";
import { navigate, tenantRoute } from "../../shared/route";
import type { WordKey } from "../../shared/words/keys";
import { count } from "../../shared/words/format";
import { say } from "../../shared/words/say";
import { itemOf, PARTS, type Part } from "./place";
import { useProvisioning } from "./useProvisioning";

const PAGES = ["demand", "links", "drift"] as const;
type Selected = Part | (typeof PAGES)[number];

const TABS: readonly [Selected, WordKey][] = [
  ["status", "provisioning-part-status"],
  ["plan", "provisioning-part-plan"],
  ["waiting", "provisioning-part-waiting"],
  ["demand", "demand"],
  ["links", "links"],
  ["drift", "drift"],
  ["setup", "provisioning-part-setup"],
  ["settings", "provisioning-part-settings"],
];

export function ProvisioningTabs({ tenant, selected }: { tenant: string; selected: Selected }) {
  const staged = useProvisioning(tenant).data?.staged ?? 0;
  return (
    <TabList
      size="small"
      className="provisioning-parts"
      aria-label={say("tab-provisioning")}
      selectedValue={selected}
      onTabSelect={(_, { value }) => {
        const part = PARTS.find((one) => one === value);
        const page = PAGES.find((one) => one === value);
        if (part !== undefined) {
          navigate(tenantRoute(tenant, "provisioning", itemOf({ part, number: null })));
        } else if (page !== undefined) {
          navigate(tenantRoute(tenant, page));
        }
      }}
    >
      {TABS.map(([one, word]) => (
        <Tab key={one} value={one}>
          {one === "waiting" && staged > 0 ? say("provisioning-part-waiting-count", { n: count(staged) }) : say(word)}
        </Tab>
      ))}
    </TabList>
  );
}
