/** One tenant: its head, its tabs, and what lies beside a list. */
import { Button, Tab, TabList } from "@fluentui/react-components";
import { useEffect } from "react";
import type { ResourceKind, Tenant } from "../bridge/generated";
import { Detail } from "../features/detail/Detail";
import { JournalDetail, JournalList } from "../features/journal/JournalList";
import { DriftPage } from "../features/drift/DriftPage";
import { LinksPage } from "../features/links/LinksPage";
import { GroupsList } from "../features/listing/GroupsList";
import { useListState } from "../features/listing/useListState";
import { UsersList } from "../features/listing/UsersList";
import { MappingsPage } from "../features/mappings/MappingsPage";
import { ProvisioningPage } from "../features/provisioning/ProvisioningPage";
import { ProvisioningTabs } from "../features/provisioning/ProvisioningTabs";
import { AppSteps } from "../features/tenants/AppGuide";
import { OnDemandPage } from "../features/on-demand/OnDemandPage";
import { LogsPage } from "../features/provisioning-log/LogsPage";
import { TenantHead } from "../features/tenants/TenantHead";
import { TenantSettings } from "../features/tenants/TenantSettings";
import { ScopePage } from "../features/scope/ScopePage";
import { useUnsaved } from "../shared/desk/drafts";
import { useApps, usePreferences, useTenants } from "../shared/desk/queries";
import { useIntents } from "../shared/intents";
import { useShortcuts } from "../shared/keyboard/useShortcuts";
import { Beside, focusList } from "../shared/parts/Beside";
import { navigate, tenantRoute, type TenantTab } from "../shared/route";
import { isAnyPicked } from "../shared/table/selection";
import { EmptyState } from "../shared/states/EmptyState";
import { ErrorNote } from "../shared/states/ErrorNote";
import { Loading } from "../shared/states/Loading";
import { say } from "../shared/words/say";
import { Overview } from "./Overview";
import { SaveBar } from "./SaveBar";
import { PROVISIONING_TABS, TAB_WORDS } from "./tabs";

interface Props {
  id: string;
  tab: TenantTab;
  item: string | null;
}

export function TenantPage({ id, tab, item }: Props) {
  const tenants = useTenants();
  const intents = useIntents();
  const [preferences, change] = usePreferences();
  const unsaved = useUnsaved(id);
  const tenant = tenants.data?.find((one) => one.id === id);
  const known = tenant !== undefined && preferences !== undefined;
  const last = preferences?.lastTenant;
  useEffect(() => {
    if (known && last !== id) {
      change((before) => ({ ...before, lastTenant: id }));
    }
  }, [known, last, id, change]);
  useShortcuts({
    refresh: () => {
      intents.refresh(id);
    },
  });
  if (tenants.error !== null) {
    return (
      <EmptyState title={say("tenants-failed")}>
        <ErrorNote error={tenants.error} remedies={{ retry: () => void tenants.refetch() }} />
      </EmptyState>
    );
  }
  if (tenants.data === undefined) {
    return <Loading />;
  }
  if (tenant === undefined) {
    return (
      <EmptyState
        title={say("tenant-gone")}
        actions={
          <Button
            onClick={() => {
              navigate({ page: "home" });
            }}
          >
            {say("tenant-gone-home")}
          </Button>
        }
      />
    );
  }
  return (
    <div className="tenant-page">
      <TenantHead
        tenant={tenant}
        onSafety={(level) => {
          intents.changeSafety(id, level);
        }}
      />
      <TabList
        className="tenant-tabs"
        selectedValue={PROVISIONING_TABS.some(([one]) => one === tab) ? "provisioning" : tab}
        onTabSelect={(_, { value }) => {
          navigate(tenantRoute(id, value as TenantTab));
        }}
      >
        {TAB_WORDS.map(([one, word]) => (
          <Tab key={one} value={one}>
            {say(word)}
            {one === "mappings" && unsaved ? (
              <span className="tab-dot" role="img" aria-label={say("mappings-unsaved-tab")}>
                ●
              </span>
            ) : null}
          </Tab>
        ))}
      </TabList>
      <div className="tenant-body" role="tabpanel">
        {tab === "demand" || tab === "links" || tab === "drift" ? (
          <div className="provisioning-page">
            <ProvisioningTabs tenant={id} selected={tab} />
            <div className="provisioning-body" role="tabpanel">
              <Body tenant={tenant} tab={tab} item={item} />
            </div>
          </div>
        ) : (
          <Body tenant={tenant} tab={tab} item={item} />
        )}
      </div>
    </div>
  );
}

function Body({ tenant, tab, item }: { tenant: Tenant; tab: TenantTab; item: string | null }) {
  const intents = useIntents();
  const open = (id: string | null) => {
    // The list is one place, whatever row is shown beside it: going back leaves the list.
    navigate(tenantRoute(tenant.id, tab, id), item === null || id === null ? "push" : "replace");
  };
  const close = () => {
    open(null);
    focusList();
  };
  const app = useApps().data?.find((one) => one.id === tenant.app);
  const { picked } = useListState(tenant.id, "user").state;
  const detail = (kind: ResourceKind) =>
    item === null ? null : (
      <Detail
        key={kind}
        resource={{ tenant: tenant.id, kind, id: item }}
        othersSelected={kind === "user" && isAnyPicked(picked)}
        onClose={close}
      />
    );
  switch (tab) {
    case "overview":
      return <Overview tenant={tenant} />;
    case "users":
      return (
        <Beside detail={detail("user")}>
          <UsersList tenant={tenant} openId={item} onOpen={open} />
        </Beside>
      );
    case "groups":
      return (
        <Beside detail={detail("group")}>
          <GroupsList tenant={tenant} openId={item} onOpen={open} />
        </Beside>
      );
    case "mappings":
      return <MappingsPage tenant={tenant} item={item} />;
    case "scope":
      return (
        <ScopePage
          tenant={tenant}
          person={item}
          onPerson={(person) => {
            navigate(tenantRoute(tenant.id, "scope", person), item === null || person === null ? "push" : "replace");
          }}
          foot={<SaveBar tenant={tenant} />}
        />
      );
    case "provisioning":
      return (
        <ProvisioningPage
          // Nothing of one tenant's plan may stand, even for a moment, under the name of another.
          key={tenant.id}
          tenant={tenant}
          item={item}
          tutorial={app === undefined || app.steps.length === 0 ? null : <AppSteps app={app} />}
        />
      );
    case "demand":
      return <OnDemandPage tenant={tenant} />;
    case "links":
      return <LinksPage tenant={tenant} item={item} />;
    case "drift":
      return <DriftPage tenant={tenant} item={item} />;
    case "logs":
      return <LogsPage tenant={tenant} item={item} />;
    case "journal":
      return (
        <Beside detail={item === null ? null : <JournalDetail id={Number(item)} onClose={close} />}>
          <JournalList tenant={tenant.id} openId={item} onOpen={open} />
        </Beside>
      );
    case "settings":
      return (
        <div className="scroll">
          <TenantSettings
            tenant={tenant}
            part={item}
            onRemoved={() => {
              navigate({ page: "home" });
            }}
            onReplaced={() => {
              intents.announce(say("settings-credential-replaced"));
              intents.testConnection(tenant.id);
            }}
          />
        </div>
      );
  }
}
