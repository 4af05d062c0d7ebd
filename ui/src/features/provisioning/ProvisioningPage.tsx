/** A tenant's provisioning: how it stands, its plan, what waits for a person, its set-up and its settings. */
import type { ReactNode } from "react";
import type { Tenant } from "../../bridge/generated";
import { navigate, tenantRoute } from "../../shared/route";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";
import { itemOf, placeOf, type Part } from "./place";
import { PlanPart } from "./PlanPart";
import { ProvisioningTabs } from "./ProvisioningTabs";
import { SettingsPart } from "./SettingsPart";
import { SetUpPart } from "./SetUpPart";
import { StatusPart } from "./StatusPart";
import { useProvisioning } from "./useProvisioning";
import { WaitingPart } from "./WaitingPart";
import "./provisioning.css";

const PART_WORDS: Record<Part, WordKey> = {
  status: "provisioning-part-status",
  plan: "provisioning-part-plan",
  waiting: "provisioning-part-waiting",
  setup: "provisioning-part-setup",
  settings: "provisioning-part-settings",
};

interface Props {
  tenant: Tenant;
  item: string | null;
  /** The steps of the app's tutorial. */
  tutorial: ReactNode;
}

export function ProvisioningPage({ tenant, item, tutorial }: Props) {
  const { data, error, refetch } = useProvisioning(tenant.id);
  const place = placeOf(item);
  if (error !== null) {
    return (
      <EmptyState title={say("provisioning-unread")}>
        <ErrorNote error={error} tenant={tenant.id} remedies={{ retry: () => void refetch() }} />
      </EmptyState>
    );
  }
  if (data === undefined) {
    return <Loading />;
  }
  const go = (part: Part, number: number | null = null, how: "push" | "replace" = "push") => {
    navigate(tenantRoute(tenant.id, "provisioning", itemOf({ part, number })), how);
  };
  return (
    <div className="provisioning-page">
      <ProvisioningTabs tenant={tenant.id} selected={place.part} />
      <div className="provisioning-body" role="tabpanel" aria-label={say(PART_WORDS[place.part])}>
        {place.part === "status" ? (
          <StatusPart tenant={tenant} provisioning={data} />
        ) : place.part === "plan" ? (
          <PlanPart
            tenant={tenant}
            number={place.number}
            onNumber={(number) => {
              go("plan", number, place.number === null || number === null ? "push" : "replace");
            }}
          />
        ) : place.part === "waiting" ? (
          <WaitingPart tenant={tenant} provisioning={data} />
        ) : place.part === "setup" ? (
          <SetUpPart tenant={tenant} provisioning={data} tutorial={tutorial} />
        ) : (
          <SettingsPart tenant={tenant} settings={data.settings} />
        )}
      </div>
    </div>
  );
}
