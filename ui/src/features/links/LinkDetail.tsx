import { Button } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DeskError, LinkRow, ObjectKind, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useMappings } from "../../shared/desk/drafts";
import { keys } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { Age } from "../../shared/parts/Age";
import { CopyButton } from "../../shared/parts/CopyButton";
import { DemandButton } from "../../shared/parts/DemandButton";
import { Modal } from "../../shared/parts/Modal";
import { objectText } from "../../shared/record/words";
import { peopleRoute, routeHash, tenantRoute } from "../../shared/route";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { say } from "../../shared/words/say";
import { Relink } from "./Relink";
import { Unlink } from "./Unlink";
import { linkKey, linkName, linkStateMeaning, linkStateText, originText } from "./words";

interface Props {
  tenant: Tenant;
  /** `user:ID` or `group:ID`, by the id in the directory. */
  link: string;
  onClose: () => void;
}

export function LinkDetail({ tenant, link, onClose }: Props) {
  const desk = useDesk();
  const queries = useQueryClient();
  const intents = useIntents();
  const [asking, setAsking] = useState<"unlink" | "relink" | null>(null);
  const object: ObjectKind = link.startsWith("group:") ? "group" : "user";
  const person = link.slice(link.indexOf(":") + 1);
  const { data, error, refetch } = useQuery<LinkRow | null, DeskError>({
    queryKey: [...keys.provisioning(tenant.id), "link", link],
    queryFn: async () => {
      const window = { offset: 0, limit: 200 };
      const page = await desk.call("links_page", { tenant: tenant.id, object, state: null, search: person, window });
      return page.rows.find((row) => linkKey(row) === link) ?? null;
    },
  });
  useShortcuts({ close: onClose });
  const changed = () => {
    void queries.invalidateQueries({ queryKey: keys.provisioning(tenant.id) });
  };
  const dismiss = () => {
    setAsking(null);
  };
  return (
    <section className="detail" aria-label={say("links-link")}>
      <header className="detail-head">
        <div className="detail-title">
          <h2>
            <bdi>{data === undefined || data === null ? say("links-link") : linkName(data)}</bdi>
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
            <span>{linkStateText(data.state)}</span>
          </div>
        )}
      </header>
      <div className="detail-body" role="region" tabIndex={0} aria-label={say("log-details")}>
        {error !== null ? (
          <EmptyState title={say("detail-failed")}>
            <ErrorNote error={error} tenant={tenant.id} remedies={{ retry: () => void refetch() }} />
          </EmptyState>
        ) : data === undefined ? (
          <Loading />
        ) : data === null ? (
          <EmptyState title={say("links-gone")} />
        ) : (
          <Facts tenant={tenant} row={data} />
        )}
      </div>
      {data === undefined || data === null ? null : (
        <>
          <footer className="detail-foot link-foot">
            <DemandButton
              tenant={tenant.id}
              people={[{ object: data.object, id: data.person, name: data.personName ?? data.person }]}
            />
            <Button
              onClick={() => {
                setAsking("relink");
              }}
            >
              {say("links-relink")}
            </Button>
            <Button
              onClick={() => {
                setAsking("unlink");
              }}
            >
              {say("links-unlink")}
            </Button>
          </footer>
          <Modal open={asking === "unlink"} onClose={dismiss}>
            {asking === "unlink" ? (
              <Unlink
                tenant={tenant}
                row={data}
                onClose={dismiss}
                onDone={() => {
                  intents.announce(say("links-unlinked", { name: linkName(data) }));
                  changed();
                  onClose();
                }}
              />
            ) : null}
          </Modal>
          <Modal open={asking === "relink"} onClose={dismiss}>
            {asking === "relink" ? (
              <Relink
                tenant={tenant}
                row={data}
                onClose={dismiss}
                onDone={() => {
                  intents.announce(say("links-relinked", { name: linkName(data) }));
                  changed();
                  dismiss();
                }}
              />
            ) : null}
          </Modal>
        </>
      )}
    </section>
  );
}

function Facts({ tenant, row }: { tenant: Tenant; row: LinkRow }) {
  const directory = useMappings(tenant.id).edited?.held.directory ?? null;
  const user = row.object === "user";
  return (
    <>
      <p>{linkStateMeaning(row.state)}</p>
      <dl className="facts">
        <div>
          <dt>{say("links-column-person")}</dt>
          <dd>
            {row.personName === null ? (
              <span className="muted">{say("links-nobody")}</span>
            ) : directory !== null && user ? (
              <a className="link" href={routeHash(peopleRoute(directory, "people", row.person))}>
                <bdi>{row.personName}</bdi>
              </a>
            ) : (
              <bdi>{row.personName}</bdi>
            )}
          </dd>
        </div>
        <div>
          <dt>{say("links-person-id")}</dt>
          <dd>
            <span className="mono">{row.person}</span> <CopyButton text={row.person} label={say("row-copy-id")} />
          </dd>
        </div>
        <div>
          <dt>{say("links-column-account")}</dt>
          <dd>
            {row.accountName === null ? (
              <span className="muted">{say("links-no-account")}</span>
            ) : (
              <a className="link" href={routeHash(tenantRoute(tenant.id, user ? "users" : "groups", row.account))}>
                <bdi>{row.accountName}</bdi>
              </a>
            )}
          </dd>
        </div>
        <div>
          <dt>{say("links-account-id")}</dt>
          <dd>
            <span className="mono">{row.account}</span> <CopyButton text={row.account} label={say("row-copy-id")} />
          </dd>
        </div>
        <div>
          <dt>{say("links-column-origin")}</dt>
          <dd>{originText(row)}</dd>
        </div>
        <div>
          <dt>{say("links-column-since")}</dt>
          <dd>
            <Age at={row.since} />
          </dd>
        </div>
        <div>
          <dt>{say("links-column-changed")}</dt>
          <dd>
            {row.changedAt === null ? (
              <span className="muted">{say("links-never-changed")}</span>
            ) : (
              <Age at={row.changedAt} />
            )}
          </dd>
        </div>
      </dl>
    </>
  );
}
