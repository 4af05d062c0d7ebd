/** Provision on demand: people and groups of one's choice, as a dry run first, step by step. */
import { Button } from "@fluentui/react-components";
import { useId } from "react";
import type { ProvisionOnDemand, Tenant } from "../../bridge/generated";
import { useDemandChosen } from "../../shared/desk/demand";
import type { Found } from "../../shared/desk/principals";
import { useMappings } from "../../shared/desk/drafts";
import { useIntents } from "../../shared/intents";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { routeHash, tenantRoute } from "../../shared/route";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { Note } from "../../shared/states/Note";
import { say } from "../../shared/words/say";
import { Chooser } from "./Chooser";
import { Results } from "./Results";
import { useOnDemand } from "./useOnDemand";
import "./on-demand.css";

export function OnDemandPage({ tenant }: { tenant: Tenant }) {
  const { edited, error, retry } = useMappings(tenant.id);
  if (error !== null) {
    return (
      <EmptyState title={say("list-failed")}>
        <ErrorNote error={error} tenant={tenant.id} remedies={{ retry }} />
      </EmptyState>
    );
  }
  if (edited === null) {
    return <Loading lines={8} />;
  }
  const directory = edited.held.directory;
  if (directory === null) {
    return (
      <EmptyState
        title={say("demand-directory-missing", { tenant: tenant.name })}
        actions={
          <Button as="a" appearance="primary" href={routeHash(tenantRoute(tenant.id, "scope"))}>
            {say("demand-choose-directory")}
          </Button>
        }
      >
        <p>{say("demand-directory-missing-meaning")}</p>
      </EmptyState>
    );
  }
  return <Demand tenant={tenant} directory={directory} />;
}

function askedFor(tenant: string, chosen: readonly Found[], dryRun: boolean): ProvisionOnDemand {
  const ids = (kind: Found["kind"]) => chosen.filter((one) => one.kind === kind).map((one) => one.id);
  return { tenant, people: ids("person"), groups: ids("group"), dryRun };
}

function sameObjects(left: ProvisionOnDemand, right: ProvisionOnDemand): boolean {
  const names = ({ people, groups }: ProvisionOnDemand) => JSON.stringify([people.toSorted(), groups.toSorted()]);
  return names(left) === names(right);
}

function Demand({ tenant, directory }: { tenant: Tenant; directory: string }) {
  const intents = useIntents();
  const title = useId();
  const [chosen, setChosen] = useDemandChosen(tenant.id);
  const run = useOnDemand(tenant.id);
  const dry = askedFor(tenant.id, chosen, true);
  // Only what was seen as a dry run is sent.
  const seen = run.outcome?.dryRun === true && run.asked !== null && sameObjects(run.asked, dry);
  const readOnly = tenant.safety === "read_only";
  const nobody = chosen.length === 0;
  const real = () => {
    if (seen && !readOnly && !run.running) {
      run.start({ ...dry, dryRun: false });
    }
  };
  const dryRun = () => {
    if (!nobody && !run.running) {
      run.start(dry);
    }
  };
  useShortcuts({ primary: seen && !readOnly ? real : dryRun });
  return (
    <div className="demand">
      <section className="demand-choice" aria-labelledby={title}>
        <h2 id={title} className="off-screen">
          {say("demand")}
        </h2>
        <div className="demand-pick">
          <p className="muted">{say("demand-meaning")}</p>
          <Chooser directory={directory} chosen={chosen} onChange={setChosen} />
          {chosen.some((one) => one.kind === "group") ? <p className="muted">{say("demand-group-note")}</p> : null}
          {readOnly ? (
            <Note>
              <p>{say("demand-read-only", { tenant: tenant.name })}</p>
              <Button
                size="small"
                onClick={() => {
                  intents.changeSafety(tenant.id);
                }}
              >
                {say("demand-change-safety")}
              </Button>
            </Note>
          ) : null}
        </div>
        <div className="demand-actions">
          <Button
            appearance={seen && !readOnly ? "secondary" : "primary"}
            disabled={nobody || run.running}
            onClick={dryRun}
          >
            {say("demand-dry-run", { n: chosen.length })}
          </Button>
          <Button
            appearance={seen && !readOnly ? "primary" : "secondary"}
            disabled={!seen || readOnly || run.running}
            onClick={real}
          >
            {say("demand-for-real", { n: chosen.length })}
          </Button>
          {seen || readOnly ? null : <p className="muted">{say("demand-after-dry-run")}</p>}
        </div>
      </section>
      <section className="demand-results" aria-label={say("demand-results")}>
        <Results tenant={tenant} run={run} />
      </section>
    </div>
  );
}
