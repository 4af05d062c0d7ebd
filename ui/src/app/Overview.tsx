/** A tenant at a glance: does it work, what is held of it, what was changed. */
import { Button } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import type { ConnectionReport, DeskError, Tenant } from "../bridge/generated";
import { Capabilities } from "../features/connection/Capabilities";
import { ConnectionPanel } from "../features/connection/ConnectionPanel";
import { useConnectionTest } from "../features/connection/useConnectionTest";
import { RecentChanges } from "../features/journal/RecentChanges";
import { AppSteps } from "../features/tenants/AppGuide";
import { Holdings } from "../features/tenants/Holdings";
import { useDesk } from "../shared/desk/context";
import { useMappings } from "../shared/desk/drafts";
import { keys, useApps, useJobs } from "../shared/desk/queries";
import { useIntents } from "../shared/intents";
import { navigate, tenantRoute } from "../shared/route";
import { CopyButton } from "../shared/parts/CopyButton";
import { ErrorNote } from "../shared/states/ErrorNote";
import { say } from "../shared/words/say";

export function Overview({ tenant }: { tenant: Tenant }) {
  const desk = useDesk();
  const intents = useIntents();
  const jobs = useJobs().data ?? [];
  const report = useQuery<ConnectionReport | null, DeskError>({
    queryKey: keys.report(tenant.id),
    queryFn: () => desk.call("connection_report", { tenant: tenant.id }),
  });
  const latest = jobs.find((job) => job.kind === "connection_test" && job.tenant === tenant.id);
  const test = useConnectionTest({ kind: "tenant", tenant: tenant.id }, latest?.id ?? null, () => undefined);
  const refresh = jobs.find((job) => job.kind === "refresh" && job.tenant === tenant.id);
  const failures = refresh?.end?.end === "refreshed" ? refresh.end.failures : [];
  const known = (test.running ? null : (test.report ?? report.data))?.capabilities ?? null;
  return (
    <div className="scroll">
      <div className="overview">
        <div className="overview-side">
          <section className="card overview-connection" aria-label={say("overview-connection")}>
            <h2>{say("overview-connection")}</h2>
            <p className="overview-url">
              <span className="mono">{tenant.url}</span>
              <CopyButton text={tenant.url} label={say("copy-url")} />
            </p>
            {report.error === null ? null : (
              <ErrorNote error={report.error} tenant={tenant.id} remedies={{ retry: () => void report.refetch() }} />
            )}
            <ConnectionPanel test={test} earlier={report.data ?? null} tenant={tenant.id}>
              <p className="muted">{tenant.lastTest?.sentence ?? say("overview-never-tested")}</p>
            </ConnectionPanel>
          </section>
        </div>
        <div className="overview-side">
          <section className="card" aria-label={say("overview-holdings")}>
            <h2>{say("overview-holdings")}</h2>
            <Holdings
              tenant={tenant}
              refreshing={refresh !== undefined && refresh.end === null}
              onRefresh={() => {
                intents.refresh(tenant.id);
              }}
            />
            {refresh?.end?.end === "failed" ? (
              <ErrorNote
                error={refresh.end.error}
                tenant={tenant.id}
                remedies={{
                  retry: () => {
                    intents.refresh(tenant.id);
                  },
                }}
              />
            ) : null}
            {failures.map((failure) => (
              <ErrorNote
                key={failure.kind}
                error={failure.error}
                tenant={tenant.id}
                remedies={{
                  retry: () => {
                    intents.refresh(tenant.id);
                  },
                }}
              />
            ))}
          </section>
          <SetUp tenant={tenant} />
          <section className="card" aria-label={say("overview-changes")}>
            <h2>{say("overview-changes")}</h2>
            <RecentChanges tenant={tenant.id} />
          </section>
          {known === null ? null : (
            <section className="card" aria-label={say("overview-capabilities")}>
              <h2>{say("overview-capabilities")}</h2>
              <Capabilities known={known} />
            </section>
          )}
        </div>
      </div>
    </div>
  );
}

/** What is left of setting an app up, until somebody has saved its mappings. */
function SetUp({ tenant }: { tenant: Tenant }) {
  const { edited } = useMappings(tenant.id);
  const app = useApps().data?.find((one) => one.id === tenant.app);
  if (edited === null || edited.held.version !== null) {
    return null;
  }
  const title = say("set-up", { app: tenant.appName });
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <p>{say("set-up-not-reviewed")}</p>
      <div className="set-up-ways">
        <Button
          onClick={() => {
            navigate(tenantRoute(tenant.id, "mappings"));
          }}
        >
          {say("set-up-review")}
        </Button>
        <Button
          onClick={() => {
            navigate(tenantRoute(tenant.id, "scope"));
          }}
        >
          {say("set-up-scope")}
        </Button>
      </div>
      {app === undefined || app.steps.length === 0 ? null : (
        <details className="more">
          <summary>{say("set-up-steps")}</summary>
          <AppSteps app={app} />
        </details>
      )}
    </section>
  );
}
