/** One change whole: why, what of which attribute, what it does at the app, what would be sent. */
import { Button } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useQuery } from "@tanstack/react-query";
import type { DeskError, PlanItem, PlannedAttribute, ProvisioningPlan, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { RequestView } from "../../shared/parts/RequestView";
import { routeHash, tenantRoute } from "../../shared/route";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { Note } from "../../shared/states/Note";
import { say } from "../../shared/words/say";
import { Glyphed } from "./Glyphed";
import { ACTION, ITEM_STATE, objectWord } from "./words";
import { useDecide } from "./PlanRows";

interface Props {
  tenant: Tenant;
  plan: ProvisioningPlan;
  number: number;
  onClose: () => void;
}

export function PlanItemPanel({ tenant, plan, number, onClose }: Props) {
  const desk = useDesk();
  const decide = useDecide(tenant.id);
  const { data, error, refetch } = useQuery<PlanItem, DeskError>({
    queryKey: [...keys.provisioning(tenant.id), "plan-item", plan.plan, number],
    queryFn: () => desk.call("plan_item", { plan: plan.plan, number }),
  });
  useShortcuts({ close: onClose });
  const row = data?.row;
  const title = row === undefined ? say("plan-change") : (row.personName ?? row.accountName ?? row.person ?? "");
  const toggle = (reject: boolean) => {
    decide.mutate({ plan: plan.plan, numbers: [number], object: null, action: null, reject });
  };
  return (
    <article className="detail plan-item" aria-label={title}>
      <header className="detail-head">
        <div className="detail-title">
          <h2>
            <bdi>{title}</bdi>
          </h2>
          <Button
            size="small"
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={say("detail-close")}
            onClick={onClose}
          />
        </div>
        {row === undefined ? null : (
          <p className="detail-sub">
            <Glyphed glyph={ACTION[row.action].glyph} tone={ACTION[row.action].tone}>
              {say(ACTION[row.action].word)}
            </Glyphed>
            <span>{objectWord(row.object)}</span>
            <Glyphed glyph={ITEM_STATE[row.state].glyph} tone={ITEM_STATE[row.state].tone}>
              {say(ITEM_STATE[row.state].word)}
            </Glyphed>
          </p>
        )}
      </header>
      <div className="detail-body plan-item-body" role="region" tabIndex={0} aria-label={say("plan-change")}>
        {error !== null ? (
          <ErrorNote error={error} tenant={tenant.id} remedies={{ retry: () => void refetch() }} />
        ) : data === undefined ? (
          <Loading />
        ) : (
          <>
            {data.outcome === null ? null : (
              <Note kind={data.row.state === "failed" ? "warning" : "info"}>
                <p>{data.outcome}</p>
              </Note>
            )}
            {data.log === null ? null : (
              <p>
                <a className="link" href={routeHash(tenantRoute(tenant.id, "logs", String(data.log)))}>
                  {say("log-show")}
                </a>
              </p>
            )}
            <p className="plan-effect">{data.row.effect}</p>
            <section aria-label={say("plan-reasons")}>
              <h3>{say("plan-reasons")}</h3>
              <ul>
                {data.reasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            </section>
            <AttributeDiff attributes={data.attributes} />
            {data.notes.length === 0 ? null : (
              <section aria-label={say("plan-notes")}>
                <h3>{say("plan-notes")}</h3>
                <ul>
                  {data.notes.map((note) => (
                    <li key={note}>{note}</li>
                  ))}
                </ul>
              </section>
            )}
            {data.requests.length === 0 ? null : (
              <details className="more">
                <summary>{say("plan-requests", { n: data.requests.length })}</summary>
                {data.requests.map((request, at) => (
                  <RequestView
                    // eslint-disable-next-line react/no-array-index-key -- the same request may be sent twice, in order.
                    key={at}
                    request={{ method: request.method, url: request.path, body: request.body }}
                  />
                ))}
              </details>
            )}
          </>
        )}
        {decide.error === null ? null : <ErrorNote error={decide.error} tenant={tenant.id} />}
      </div>
      {row?.state === "planned" || row?.state === "rejected" ? (
        <footer className="detail-foot">
          <Button
            disabled={decide.isPending}
            onClick={() => {
              toggle(row.state === "planned");
            }}
          >
            {say(row.state === "planned" ? "plan-take-out" : "plan-put-back")}
          </Button>
        </footer>
      ) : null}
    </article>
  );
}

/** Each attribute before and after; of members, who comes and who goes. */
export function AttributeDiff({ attributes }: { attributes: readonly PlannedAttribute[] }) {
  if (attributes.length === 0) {
    return null;
  }
  return (
    <section aria-label={say("plan-attributes")}>
      <h3>{say("plan-attributes")}</h3>
      <dl className="plan-diff">
        {attributes.map(({ target, from, to, added, removed, mapping }) => (
          <div key={target}>
            <dt>
              <span className="mono">{target}</span>
              {mapping === null ? null : <span className="muted plan-mapping">{mapping}</span>}
            </dt>
            <dd>
              {added.length === 0 && removed.length === 0 ? (
                <>
                  <Value value={from} /> <span aria-label={say("item-becomes")}>→</span>{" "}
                  <strong>
                    <Value value={to} />
                  </strong>
                </>
              ) : (
                <>
                  {added.length === 0 ? null : (
                    <Members glyph="+" word={say("plan-added", { n: added.length })} names={added} />
                  )}
                  {removed.length === 0 ? null : (
                    <Members glyph="−" word={say("plan-removed", { n: removed.length })} names={removed} />
                  )}
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Value({ value }: { value: string | null }) {
  return value === null ? <span className="muted">{say("value-none")}</span> : <bdi>{value}</bdi>;
}

const SHOWN_MEMBERS = 50;

function Members({ glyph, word, names }: { glyph: string; word: string; names: readonly string[] }) {
  return (
    <p className="plan-members">
      <span aria-hidden>{glyph} </span>
      {word}: <bdi>{names.slice(0, SHOWN_MEMBERS).join(", ")}</bdi>
      {names.length > SHOWN_MEMBERS ? ` ${say("plan-members-more", { n: names.length - SHOWN_MEMBERS })}` : ""}
    </p>
  );
}
