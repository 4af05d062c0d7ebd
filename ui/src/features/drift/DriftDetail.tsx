import { Button } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useQuery } from "@tanstack/react-query";
import type { DeskError, DriftRemedy, DriftRow, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { ActiveWord } from "../../shared/parts/glyphs";
import { PropertyTable } from "../../shared/record/PropertyTable";
import { objectText } from "../../shared/record/words";
import { routeHash, tenantRoute } from "../../shared/route";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { say } from "../../shared/words/say";
import { driftKindMeaning, driftKindText, REMEDIES, REMEDY } from "./words";

/** Rows in one question. */
const PAGE = 1_000;

interface Props {
  tenant: Tenant;
  number: number;
  onClose: () => void;
  onRemedy: (remedy: DriftRemedy, row: DriftRow) => void;
}

export function DriftDetail({ tenant, number, onClose, onRemedy }: Props) {
  const desk = useDesk();
  const { data, error, refetch } = useQuery<DriftRow | null, DeskError>({
    queryKey: [...keys.provisioning(tenant.id), "finding", number],
    queryFn: async () => {
      for (let offset = 0; ; offset += PAGE) {
        const page = await desk.call("drift_page", {
          tenant: tenant.id,
          object: null,
          kind: null,
          search: "",
          window: { offset, limit: PAGE },
        });
        const found = page.rows.find((row) => row.number === number);
        if (found !== undefined || offset + PAGE >= page.total) {
          return found ?? null;
        }
      }
    },
  });
  useShortcuts({ close: onClose });
  const tab = data?.object === "group" ? "groups" : "users";
  return (
    <section className="detail" aria-label={say("drift-finding-one")}>
      <header className="detail-head">
        <div className="detail-title">
          <h2>
            <bdi>{data?.accountName ?? say("drift-finding-one")}</bdi>
          </h2>
          <Button
            size="small"
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={say("detail-close")}
            onClick={onClose}
          />
        </div>
        {data === undefined || data === null ? null : (
          <div className="detail-sub">
            <span>{objectText(data.object)}</span>
            <span>{driftKindText(data.kind)}</span>
            {data.object === "user" ? <ActiveWord active={data.active} /> : null}
          </div>
        )}
      </header>
      <div className="detail-body drift-detail" role="region" tabIndex={0} aria-label={say("log-details")}>
        {error !== null ? (
          <EmptyState title={say("detail-failed")}>
            <ErrorNote error={error} tenant={tenant.id} remedies={{ retry: () => void refetch() }} />
          </EmptyState>
        ) : data === undefined ? (
          <Loading />
        ) : data === null ? (
          <EmptyState title={say("drift-gone")} />
        ) : (
          <>
            <p>{data.sentence}</p>
            <p className="muted">{driftKindMeaning(data.kind)}</p>
            {data.personName === null ? null : (
              <dl className="facts">
                <div>
                  <dt>{say("drift-column-person")}</dt>
                  <dd>
                    <bdi>{data.personName}</bdi>
                  </dd>
                </div>
              </dl>
            )}
            {data.attributes.length === 0 ? null : (
              <PropertyTable
                label={say("drift-column-attributes")}
                properties={data.attributes}
                sides={[say("drift-written"), say("drift-now")]}
              />
            )}
            {data.kind === "missing" ? null : (
              <p>
                <a className="link" href={routeHash(tenantRoute(tenant.id, tab, data.account))}>
                  {data.object === "group" ? say("log-open-group") : say("log-open-account")}
                </a>
              </p>
            )}
          </>
        )}
      </div>
      {data === undefined || data === null || data.remedies.length === 0 ? null : (
        <footer className="detail-foot drift-remedies" role="group" aria-label={say("drift-remedies")}>
          {REMEDIES.filter((remedy) => data.remedies.includes(remedy)).map((remedy) => (
            <Button
              key={remedy}
              onClick={() => {
                onRemedy(remedy, data);
              }}
            >
              {say(REMEDY[remedy].ask)}
            </Button>
          ))}
        </footer>
      )}
    </section>
  );
}
