/** One record of the log, whole. Records never change. */
import { Button, Tab, TabList } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useQuery } from "@tanstack/react-query";
import type { DeskError, LogRecord, LogRow, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useMappings } from "../../shared/desk/drafts";
import { keys } from "../../shared/desk/queries";
import { useKept } from "../../shared/kept";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { Age } from "../../shared/parts/Age";
import { CopyButton } from "../../shared/parts/CopyButton";
import { DemandButton } from "../../shared/parts/DemandButton";
import { ErrorReason } from "../../shared/record/ErrorReason";
import { PropertyTable } from "../../shared/record/PropertyTable";
import { StepList } from "../../shared/record/StepList";
import { logActionText, LogStatusWord, objectText } from "../../shared/record/words";
import { peopleRoute, routeHash, tenantRoute } from "../../shared/route";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { duration, exactTime } from "../../shared/words/format";
import { say } from "../../shared/words/say";
import type { WordKey } from "../../shared/words/keys";
import "./log.css";

const TABS = [
  ["steps", "log-steps"],
  ["troubleshooting", "log-tab-troubleshooting"],
  ["modified", "log-tab-modified"],
  ["summary", "log-tab-summary"],
] as const satisfies readonly (readonly [string, WordKey])[];
type RecordTab = (typeof TABS)[number][0];

interface Props {
  tenant: Tenant;
  id: number;
  onClose: () => void;
}

export function LogDetail({ tenant, id, onClose }: Props) {
  const desk = useDesk();
  const [tab, setTab] = useKept<RecordTab>("log-tab", "steps");
  const { data, error, refetch } = useQuery<LogRecord, DeskError>({
    queryKey: [...keys.provisioning(tenant.id), "record", id],
    queryFn: () => desk.call("log_record", { tenant: tenant.id, id }),
  });
  useShortcuts({ close: onClose });
  return (
    <section className="detail" aria-label={say("log-record")}>
      <header className="detail-head">
        <div className="detail-title">
          <h2>
            <bdi>{data?.row.name ?? say("log-record")}</bdi>
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
            <span>{logActionText(data.row.action)}</span>
            <LogStatusWord status={data.row.status} />
            <Age at={data.row.at} />
          </div>
        )}
      </header>
      <TabList
        className="detail-tabs log-tabs"
        size="small"
        selectedValue={tab}
        onTabSelect={(_, { value }) => {
          setTab(value as RecordTab);
        }}
      >
        {TABS.map(([one, word]) => (
          <Tab key={one} value={one}>
            {say(word)}
          </Tab>
        ))}
      </TabList>
      <div className="detail-body" role="tabpanel" tabIndex={0} aria-label={say("log-record")}>
        {error !== null ? (
          <EmptyState title={say("detail-failed")}>
            <ErrorNote error={error} tenant={tenant.id} remedies={{ retry: () => void refetch() }} />
          </EmptyState>
        ) : data === undefined ? (
          <Loading />
        ) : tab === "steps" ? (
          <StepList steps={data.steps} />
        ) : tab === "troubleshooting" ? (
          data.error === null ? (
            <p className="muted">{say("log-nothing-wrong")}</p>
          ) : (
            <ErrorReason error={data.error} />
          )
        ) : tab === "modified" ? (
          data.modified.length === 0 ? (
            <p className="muted">{say("log-nothing-modified")}</p>
          ) : (
            <PropertyTable label={say("log-tab-modified")} properties={data.modified} />
          )
        ) : (
          <Summary tenant={tenant} record={data} />
        )}
      </div>
      {data === undefined ? null : <Ways tenant={tenant} row={data.row} />}
    </section>
  );
}

/** From a record to whom it is about, and to another try. */
function Ways({ tenant, row }: { tenant: Tenant; row: LogRow }) {
  const directory = useMappings(tenant.id).edited?.held.directory ?? null;
  const { person, account, object, name } = row;
  if (person === null && account === null) {
    return null;
  }
  const again = row.status === "failure" || row.status === "warning";
  return (
    <footer className="detail-foot log-foot">
      {person === null ? null : (
        <DemandButton tenant={tenant.id} people={[{ object, id: person, name }]}>
          {say(again ? "log-try-again" : "log-empty-demand")}
        </DemandButton>
      )}
      {person === null || directory === null || object !== "user" ? null : (
        <Button as="a" href={routeHash(peopleRoute(directory, "people", person))}>
          {say("log-open-person")}
        </Button>
      )}
      {account === null ? null : (
        <Button as="a" href={routeHash(tenantRoute(tenant.id, object === "user" ? "users" : "groups", account))}>
          {say(object === "user" ? "log-open-account" : "log-open-group")}
        </Button>
      )}
    </footer>
  );
}

function Summary({ tenant, record }: { tenant: Tenant; record: LogRecord }) {
  const { row } = record;
  const id = (text: string | null) =>
    text === null ? (
      <span className="muted">{say("log-value-none")}</span>
    ) : (
      <>
        <span className="mono">{text}</span> <CopyButton text={text} label={say("row-copy-id")} />
      </>
    );
  return (
    <dl className="facts log-summary">
      <div>
        <dt>{say("log-summary-sentence")}</dt>
        <dd>{row.sentence}</dd>
      </div>
      <div>
        <dt>{say("log-column-time")}</dt>
        <dd>{exactTime(row.at)}</dd>
      </div>
      <div>
        <dt>{say("log-column-object")}</dt>
        <dd>{objectText(row.object)}</dd>
      </div>
      <div>
        <dt>{say("log-summary-source")}</dt>
        <dd>
          <bdi>{record.sourceSystem}</bdi>
        </dd>
      </div>
      <div>
        <dt>{say("log-column-person")}</dt>
        <dd>{id(row.person)}</dd>
      </div>
      <div>
        <dt>{say("log-summary-target")}</dt>
        <dd>
          <bdi>{record.targetSystem}</bdi>
        </dd>
      </div>
      <div>
        <dt>{say("log-column-account")}</dt>
        <dd>{id(row.account)}</dd>
      </div>
      <div>
        <dt>{say("log-column-cycle")}</dt>
        <dd>{row.cycle ?? <span className="muted">{say("log-value-none")}</span>}</dd>
      </div>
      <div>
        <dt>{say("log-summary-change")}</dt>
        <dd>{id(record.changeId)}</dd>
      </div>
      <div>
        <dt>{say("log-summary-took")}</dt>
        <dd>{duration(row.durationMs)}</dd>
      </div>
      {record.journal === null ? null : (
        <div>
          <dt>{say("log-summary-journal")}</dt>
          <dd>
            <a className="link" href={routeHash(tenantRoute(tenant.id, "journal", String(record.journal)))}>
              {say("log-open-journal")}
            </a>
          </dd>
        </div>
      )}
    </dl>
  );
}
