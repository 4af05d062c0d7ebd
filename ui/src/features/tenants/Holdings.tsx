import { Button } from "@fluentui/react-components";
import { ArrowClockwiseRegular } from "@fluentui/react-icons/svg/arrow-clockwise";
import type { ListingSummary, ResourceKind, Tenant } from "../../bridge/generated";
import { fetchWord, hasNoGroups } from "../../shared/desk/groups";
import { heldCount, isMissing } from "../../shared/desk/listings";
import { Age } from "../../shared/parts/Age";
import { completenessMeaning, completenessWord } from "../../shared/parts/glyphs";
import { routeHash, tenantRoute } from "../../shared/route";
import { say } from "../../shared/words/say";

interface Props {
  tenant: Tenant;
  refreshing: boolean;
  onRefresh: () => void;
}

/** What is held of a tenant: how many, how complete, how old. */
export function Holdings({ tenant, refreshing, onRefresh }: Props) {
  const missing = isMissing(tenant.users) || (tenant.groups !== null && isMissing(tenant.groups));
  return (
    <>
      <div className="holdings">
        <Holding tenant={tenant.id} kind="user" summary={tenant.users} none={say("holding-none")} />
        <Holding
          tenant={tenant.id}
          kind="group"
          summary={tenant.groups}
          none={hasNoGroups(tenant) ? say("groups-not-offered", { app: tenant.appName }) : say("holding-none")}
        />
      </div>
      <div>
        <Button icon={<ArrowClockwiseRegular />} disabled={refreshing} onClick={onRefresh}>
          {refreshing ? say("list-refreshing") : missing ? fetchWord(tenant) : say("refresh-all")}
        </Button>
      </div>
    </>
  );
}

interface HoldingProps {
  tenant: string;
  kind: ResourceKind;
  summary: ListingSummary | null;
  /** Why there is no summary. */
  none: string;
}

function Holding({ tenant, kind, summary, none }: HoldingProps) {
  const users = kind === "user";
  return (
    <a className="holding" href={routeHash(tenantRoute(tenant, users ? "users" : "groups"))}>
      <span className="holding-kind">{users ? say("tab-users") : say("tab-groups")}</span>
      <span className="holding-count">{summary === null ? "–" : heldCount(summary)}</span>
      {summary === null ? (
        <span className="muted">{none}</span>
      ) : (
        <>
          {summary.active === null || summary.inactive === null ? null : (
            <span>{say("holding-active", { active: summary.active, inactive: summary.inactive })}</span>
          )}
          <span
            className={`completeness ${summary.completeness}`}
            title={`${summary.evidence} ${completenessMeaning(summary.completeness)}`}
          >
            {completenessWord(summary.completeness)}
          </span>
          <Age at={summary.fetchedAt} className="muted" />
        </>
      )}
    </a>
  );
}
