import { Button, Tooltip } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { HistoryRegular } from "@fluentui/react-icons/svg/history";
import { PanelLeftContractRegular } from "@fluentui/react-icons/svg/panel-left-contract";
import { PanelLeftExpandRegular } from "@fluentui/react-icons/svg/panel-left-expand";
import { PeopleRegular } from "@fluentui/react-icons/svg/people";
import { SearchRegular } from "@fluentui/react-icons/svg/search";
import { SettingsRegular } from "@fluentui/react-icons/svg/settings";
import type { ReactElement } from "react";
import type { Tenant } from "../bridge/generated";
import { heldCount, isMissing } from "../shared/desk/listings";
import { useJobs, usePreferences, useTenants } from "../shared/desk/queries";
import { useIntents } from "../shared/intents";
import { COMMAND } from "../shared/keyboard/useShortcuts";
import { Age } from "../shared/parts/Age";
import { completenessWord, StateGlyph, stateWord } from "../shared/parts/glyphs";
import { peopleRoute, routeHash, tenantRoute, useRoute } from "../shared/route";
import { say } from "../shared/words/say";

interface Props {
  collapsed: boolean;
  /** There is room for the whole sidebar. */
  canExpand: boolean;
}

export function Sidebar({ collapsed, canExpand }: Props) {
  const intents = useIntents();
  const route = useRoute();
  const tenants = useTenants().data ?? [];
  // A preview is asked anew with every edit, and tells where it is shown how far it is.
  const running = (useJobs().data ?? []).filter(
    ({ end, kind }) => end === null && kind !== "preview_mappings" && kind !== "preview_scope",
  ).length;
  const [, change] = usePreferences();
  const fold = collapsed ? say("sidebar-expand") : say("sidebar-collapse");
  return (
    <nav className="sidebar" aria-label={say("sidebar")}>
      <button
        type="button"
        className="side-search"
        aria-keyshortcuts="Control+K"
        aria-label={say("palette-open")}
        onClick={intents.openPalette}
      >
        <SearchRegular aria-hidden />
        {collapsed ? null : (
          <>
            <span>{say("palette-open")}</span>
            <kbd aria-hidden>{`${COMMAND} K`}</kbd>
          </>
        )}
      </button>
      <div className="side-heading">
        {collapsed ? null : <h2>{say("tenants")}</h2>}
        <Tooltip content={say("add-a-tenant")} relationship="label">
          <Button as="a" href={routeHash({ page: "add" })} size="small" appearance="subtle" icon={<AddRegular />} />
        </Tooltip>
      </div>
      <ul className="side-tenants">
        {tenants.map((tenant) => (
          <li key={tenant.id}>
            <TenantLink
              tenant={tenant}
              collapsed={collapsed}
              current={route.page === "tenant" && route.tenant === tenant.id}
            />
          </li>
        ))}
      </ul>
      <div className="side-foot">
        <PageLink
          icon={<PeopleRegular />}
          label={say("people")}
          href={routeHash(peopleRoute())}
          current={route.page === "people" || route.page === "import" || route.page === "connect"}
          collapsed={collapsed}
        />
        <PageLink
          icon={<HistoryRegular />}
          label={running === 0 ? say("activity") : say("activity-running-count", { n: running })}
          href={routeHash({ page: "activity", job: null })}
          current={route.page === "activity"}
          collapsed={collapsed}
        />
        <PageLink
          icon={<SettingsRegular />}
          label={say("settings")}
          href={routeHash({ page: "settings" })}
          current={route.page === "settings"}
          collapsed={collapsed}
        />
        {canExpand ? (
          <Tooltip content={fold} relationship="label">
            <Button
              className="side-fold"
              size="small"
              appearance="subtle"
              icon={collapsed ? <PanelLeftExpandRegular /> : <PanelLeftContractRegular />}
              onClick={() => {
                change((before) => ({ ...before, sidebarCollapsed: !before.sidebarCollapsed }));
              }}
            />
          </Tooltip>
        ) : null}
      </div>
    </nav>
  );
}

function TenantLink({ tenant, collapsed, current }: { tenant: Tenant; collapsed: boolean; current: boolean }) {
  const { users } = tenant;
  return (
    <a
      className={`side-tenant ${tenant.environment}`}
      href={routeHash(tenantRoute(tenant.id))}
      aria-current={current ? "page" : undefined}
      title={collapsed ? `${tenant.name}: ${stateWord(tenant.state)}` : undefined}
    >
      <StateGlyph state={tenant.state} />
      {collapsed ? (
        <span className="side-short">
          <span aria-hidden>{initials(tenant.name)}</span>
          <span className="off-screen">{tenant.name}</span>
        </span>
      ) : (
        <span className="side-words">
          <span className="side-line">
            <bdi className="side-name">{tenant.name}</bdi>
            {users === null ? null : (
              <span
                className="side-count"
                title={isMissing(users) ? `${completenessWord(users.completeness)}: ${users.evidence}` : undefined}
              >
                {heldCount(users)}
              </span>
            )}
          </span>
          <span className="side-age">{users === null ? stateWord(tenant.state) : <Age at={users.fetchedAt} />}</span>
        </span>
      )}
    </a>
  );
}

interface PageLinkProps {
  icon: ReactElement;
  label: string;
  href: string;
  current: boolean;
  collapsed: boolean;
}

function PageLink({ icon, label, href, current, collapsed }: PageLinkProps) {
  return (
    <a
      className="side-page"
      href={href}
      aria-current={current ? "page" : undefined}
      title={collapsed ? label : undefined}
    >
      {icon}
      <span className={collapsed ? "off-screen" : undefined}>{label}</span>
    </a>
  );
}

const LETTERS = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The first two letters, as people see letters. */
function initials(name: string): string {
  return Array.from(LETTERS.segment(name), ({ segment }) => segment)
    .slice(0, 2)
    .join("");
}
