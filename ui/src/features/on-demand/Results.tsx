import { Button } from "@fluentui/react-components";
import type { BuiltRequest, OnDemandResult, PlannedAttribute, Tenant } from "../../bridge/generated";
import { RequestView } from "../../shared/parts/RequestView";
import { ErrorReason } from "../../shared/record/ErrorReason";
import { StepList } from "../../shared/record/StepList";
import { LogStatusWord, plannedActionText } from "../../shared/record/words";
import { routeHash, tenantRoute } from "../../shared/route";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { say } from "../../shared/words/say";
import type { OnDemand } from "./useOnDemand";

interface Props {
  tenant: Tenant;
  run: OnDemand;
}

/** What came of the last run: one entry for each person or group. */
export function Results({ tenant, run }: Props) {
  const { asked, outcome, error } = run;
  const retry = () => {
    if (asked !== null) {
      run.start(asked);
    }
  };
  if (run.running) {
    return (
      <div className="demand-running">
        <p role="status">{asked?.dryRun === false ? say("demand-running-real") : say("demand-running-dry")}</p>
        <Button onClick={run.cancel}>{say("demand-cancel")}</Button>
        <Loading lines={6} />
      </div>
    );
  }
  if (error !== null) {
    return <ErrorNote error={error} tenant={tenant.id} remedies={{ retry }} />;
  }
  if (run.cancelled) {
    return <p role="status">{say("job-cancelled")}</p>;
  }
  if (outcome === null) {
    return (
      <EmptyState title={say("demand-no-results")}>
        <p>{say("demand-no-results-meaning")}</p>
      </EmptyState>
    );
  }
  const failed = outcome.results.filter((one) => one.status === "failure");
  return (
    <>
      <header className="demand-results-head">
        <h2 role="status">{outcome.dryRun ? say("demand-dry-title") : say("demand-real-title")}</h2>
        {failed.length === 0 ? null : (
          <>
            <span className="bad">{say("demand-failed-count", { n: failed.length })}</span>
            <Button
              size="small"
              onClick={() => {
                const ids = (object: OnDemandResult["object"]) =>
                  failed.filter((one) => one.object === object).map((one) => one.person);
                run.start({ tenant: tenant.id, people: ids("user"), groups: ids("group"), dryRun: outcome.dryRun });
              }}
            >
              {say("demand-retry", { n: failed.length })}
            </Button>
          </>
        )}
      </header>
      <ul className="demand-list">
        {outcome.results.map((result) => (
          <li key={`${result.object} ${result.person}`}>
            <Result tenant={tenant} result={result} open={outcome.results.length === 1} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Result({ tenant, result, open }: { tenant: Tenant; result: OnDemandResult; open: boolean }) {
  return (
    <details className="demand-result" open={open}>
      <summary>
        <span className="demand-result-line">
          <strong>
            <bdi>{result.name}</bdi>
          </strong>
          {result.action === null ? null : <span>{plannedActionText(result.action)}</span>}
          <LogStatusWord status={result.status} />
        </span>
        <span className="demand-sentence">{result.sentence}</span>
      </summary>
      <div className="demand-body">
        {result.error === null ? null : <ErrorReason error={result.error} />}
        <StepList steps={result.steps} />
        <section aria-label={say("demand-attributes")}>
          <h3>{say("demand-attributes")}</h3>
          {result.attributes.length === 0 ? (
            <p className="muted">{say("demand-no-attributes")}</p>
          ) : (
            <Attributes attributes={result.attributes} />
          )}
        </section>
        {result.requests.length === 0 ? null : (
          <details className="demand-requests">
            <summary>{say("demand-requests", { n: result.requests.length })}</summary>
            {result.requests.map((request, at) => (
              <RequestView key={at} request={asPreview(request)} />
            ))}
          </details>
        )}
        {result.log === null ? null : (
          <p>
            <a className="link" href={routeHash(tenantRoute(tenant.id, "logs", String(result.log)))}>
              {say("log-show")}
            </a>
          </p>
        )}
      </div>
    </details>
  );
}

function asPreview({ method, path, body }: BuiltRequest) {
  return { method, url: path, body };
}

function Attributes({ attributes }: { attributes: readonly PlannedAttribute[] }) {
  const value = (text: string | null) =>
    text === null ? <span className="muted">{say("log-value-none")}</span> : <bdi>{text}</bdi>;
  return (
    <table className="record-properties" aria-label={say("demand-attributes")}>
      <thead>
        <tr>
          <th scope="col">{say("log-property")}</th>
          <th scope="col">{say("demand-before")}</th>
          <th scope="col">{say("demand-after")}</th>
          <th scope="col">{say("demand-mapping")}</th>
        </tr>
      </thead>
      <tbody>
        {attributes.map((one) => (
          <tr key={one.target}>
            <th scope="row">
              <bdi>{one.target}</bdi>
            </th>
            {one.added.length + one.removed.length > 0 ? (
              <td colSpan={2}>
                {one.added.length === 0 ? null : <div>{say("demand-added", { names: one.added.join(", ") })}</div>}
                {one.removed.length === 0 ? null : (
                  <div>{say("demand-removed", { names: one.removed.join(", ") })}</div>
                )}
              </td>
            ) : (
              <>
                <td>{value(one.from)}</td>
                <td>{value(one.to)}</td>
              </>
            )}
            <td>{one.mapping === null ? null : <span className="mono">{one.mapping}</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
