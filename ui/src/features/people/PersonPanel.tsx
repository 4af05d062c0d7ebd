import { Button } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useQuery } from "@tanstack/react-query";
import type { DeskError, Directory, PersonAttribute, PersonDetail, PersonRow } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys, useTenants } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { CopyButton } from "../../shared/parts/CopyButton";
import { ActiveWord } from "../../shared/parts/glyphs";
import { routeHash, tenantRoute } from "../../shared/route";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { count } from "../../shared/words/format";
import { say } from "../../shared/words/say";

interface Props {
  directory: Directory;
  person: string;
  onClose: () => void;
}

/** One person of a directory: attributes, groups, and what each tenant that takes people from it would do. */
export function PersonPanel({ directory, person, onClose }: Props) {
  const desk = useDesk();
  const { data, error, refetch } = useQuery<PersonDetail, DeskError>({
    queryKey: keys.person(directory.id, person),
    queryFn: () => desk.call("person_detail", { directory: directory.id, person }),
  });
  useShortcuts({ close: onClose });
  return (
    <section className="detail person" aria-label={say("person")}>
      <header className="detail-head">
        <div className="detail-title">
          <h2>
            <bdi>{data?.row.name ?? ""}</bdi>
          </h2>
          <Button
            size="small"
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={say("detail-close")}
            onClick={onClose}
          />
        </div>
        {data === undefined ? null : (
          <div className="detail-sub">
            {data.row.userName === null ? null : <bdi>{data.row.userName}</bdi>}
            <ActiveWord active={data.row.enabled} />
          </div>
        )}
      </header>
      <div className="detail-body" role="region" tabIndex={0} aria-label={say("person")}>
        {error !== null ? (
          <EmptyState title={say("detail-failed")}>
            <ErrorNote error={error} remedies={{ retry: () => void refetch() }} />
          </EmptyState>
        ) : data === undefined ? (
          <Loading />
        ) : (
          <>
            <Uses directory={directory} person={data.row} />
            <Attributes attributes={data.attributes} />
            <section aria-label={say("detail-groups")}>
              <h3>{say("detail-groups")}</h3>
              {data.groups.length === 0 ? (
                <p className="muted">{say("links-no-groups")}</p>
              ) : (
                <ul className="links">
                  {data.groups.map((group) => (
                    <li key={group.id}>
                      <bdi>{group.name}</bdi> <span className="muted">{count(group.members)}</span>
                    </li>
                  ))}
                </ul>
              )}
            </section>
          </>
        )}
      </div>
    </section>
  );
}

/** What can be asked about this person, for each tenant that takes its people from this directory. */
function Uses({ directory, person }: { directory: Directory; person: PersonRow }) {
  const intents = useIntents();
  const using = (useTenants().data ?? []).filter((tenant) => directory.tenants.includes(tenant.name));
  if (using.length === 0) {
    return null;
  }
  return (
    <section className="person-uses" aria-label={say("person-uses")}>
      <h3>{say("person-uses")}</h3>
      <ul className="plain">
        {using.map((tenant) => (
          <li key={tenant.id} className="person-use">
            <bdi className="person-tenant">{tenant.name}</bdi>
            <Button as="a" size="small" href={routeHash(tenantRoute(tenant.id, "scope", person.id))}>
              {say("person-why")}
            </Button>
            <Button
              size="small"
              onClick={() => {
                intents.showRequests(
                  { tenant: tenant.id, object: "user", person: person.id, mappings: null, profile: null },
                  person.name,
                );
              }}
            >
              {say("requests-ask")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Attributes({ attributes }: { attributes: readonly PersonAttribute[] }) {
  return (
    <div className="attributes">
      <section aria-label={say("detail-attributes")}>
        <h3>{say("detail-attributes")}</h3>
        <dl>
          {attributes.map(({ name, values }) => {
            const text = values.join("\n");
            return (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  {text === "" ? <span className="muted">{say("person-empty")}</span> : <bdi>{text}</bdi>}
                  {text === "" ? null : <CopyButton text={text} label={say("detail-copy", { attribute: name })} />}
                </dd>
              </div>
            );
          })}
        </dl>
      </section>
    </div>
  );
}
