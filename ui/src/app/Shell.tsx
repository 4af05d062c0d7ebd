/** The open window: tenants on the left, a page beside them, long work below. */
import { useEffect } from "react";
import type { DeskStatus } from "../bridge/generated";
import { ActivationResults } from "../features/activation/ActivationResults";
import { ActivityPage } from "../features/jobs/ActivityPage";
import { JobsStrip } from "../features/jobs/JobsStrip";
import { ConnectPage } from "../features/people/ConnectPage";
import { DirectoriesPage } from "../features/people/DirectoriesPage";
import { DirectoryPage } from "../features/people/DirectoryPage";
import { ImportPage } from "../features/people/ImportPage";
import { SettingsPage } from "../features/settings/SettingsPage";
import { FirstStart } from "../features/welcome/FirstStart";
import { usePreferences, useTenants } from "../shared/desk/queries";
import { useIntents } from "../shared/intents";
import { useShortcuts } from "../shared/keyboard/useShortcuts";
import { navigate, tenantRoute, useRoute } from "../shared/route";
import { EmptyState } from "../shared/states/EmptyState";
import { ErrorNote } from "../shared/states/ErrorNote";
import { Loading } from "../shared/states/Loading";
import { useMedia } from "../shared/useMedia";
import { say } from "../shared/words/say";
import { AddPage } from "./AddPage";
import { Boundary } from "./Boundary";
import { Sidebar } from "./Sidebar";
import { TenantPage } from "./TenantPage";

interface Props {
  status: Extract<DeskStatus, { state: "open" }>;
}

export function Shell({ status }: Props) {
  const route = useRoute();
  const tenants = useTenants().data;
  const [preferences] = usePreferences();
  const narrow = useMedia("(max-width: 899px)");
  const collapsed = narrow || preferences?.sidebarCollapsed === true;
  useShortcuts({
    tenant: (n) => {
      const tenant = tenants?.[n - 1];
      if (tenant !== undefined) {
        navigate(tenantRoute(tenant.id, route.page === "tenant" ? route.tab : "overview"));
      }
    },
  });
  return (
    <div className={collapsed ? "shell collapsed" : "shell"}>
      <Sidebar collapsed={collapsed} canExpand={!narrow} />
      <main className="page" id="page" tabIndex={-1}>
        <Boundary
          // Another place is another chance.
          key={route.page === "tenant" ? `${route.tenant} ${route.tab}` : route.page}
          fallback={(error, again) => (
            <EmptyState title={say("page-broken")}>
              <ErrorNote error={error} remedies={{ retry: again }} />
            </EmptyState>
          )}
        >
          <Page status={status} />
        </Boundary>
      </main>
      <JobsStrip />
    </div>
  );
}

function Page({ status }: Props) {
  const route = useRoute();
  const intents = useIntents();
  switch (route.page) {
    case "home":
      return <Home />;
    case "add":
      return <AddPage />;
    case "activity":
      return (
        <div className="scroll">
          <ActivityPage
            openId={route.job}
            results={(outcome) => <ActivationResults outcome={outcome} onUndo={intents.reviewActivation} />}
          />
        </div>
      );
    case "people":
      return route.directory === null ? (
        <DirectoriesPage />
      ) : (
        <DirectoryPage key={route.directory} id={route.directory} part={route.part} item={route.item} />
      );
    case "import":
      return <ImportPage key={route.directory ?? ""} directory={route.directory} />;
    case "connect":
      return <ConnectPage key={route.directory ?? ""} directory={route.directory} />;
    case "settings":
      return (
        <div className="scroll">
          <SettingsPage status={status} />
        </div>
      );
    case "tenant":
      return <TenantPage key={route.tenant} id={route.tenant} tab={route.tab} item={route.item} />;
  }
}

/** The tenant looked at last; without any, the two ways to begin. */
function Home() {
  const tenants = useTenants();
  const [preferences] = usePreferences();
  const last = tenants.data?.find((tenant) => tenant.id === preferences?.lastTenant) ?? tenants.data?.[0];
  const target = preferences === undefined ? undefined : last?.id;
  useEffect(() => {
    if (target !== undefined) {
      navigate(tenantRoute(target), "replace");
    }
  }, [target]);
  if (tenants.error !== null) {
    return (
      <EmptyState title={say("tenants-failed")}>
        <ErrorNote error={tenants.error} remedies={{ retry: () => void tenants.refetch() }} />
      </EmptyState>
    );
  }
  if (tenants.data === undefined || tenants.data.length > 0) {
    return <Loading />;
  }
  return (
    <div className="scroll">
      <FirstStart
        onAdd={() => {
          navigate({ page: "add" });
        }}
        onPractice={(first) => {
          navigate(first === null ? { page: "home" } : tenantRoute(first));
        }}
      />
    </div>
  );
}
