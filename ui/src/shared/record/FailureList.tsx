import type { ObjectFailure } from "../../bridge/generated";
import { routeHash, tenantRoute } from "../route";
import { say } from "../words/say";

/** What could not be done, each with the way to its record. */
export function FailureList({ tenant, failures }: { tenant: string; failures: readonly ObjectFailure[] }) {
  return (
    <ul>
      {failures.map(({ sentence, log }) => (
        <li key={log ?? sentence}>
          {sentence}{" "}
          {log === null ? null : (
            <a className="link" href={routeHash(tenantRoute(tenant, "logs", String(log)))}>
              {say("log-show")}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
