/** One account or group, whole: what it is, what it belongs to, what was done to it, and the server's own JSON. */
import { Button, Tab, TabList, Tooltip } from "@fluentui/react-components";
import { ArrowClockwiseRegular } from "@fluentui/react-icons/svg/arrow-clockwise";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { DeskError, ResourceDetail, ResourceId } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { useKept } from "../../shared/kept";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { Age } from "../../shared/parts/Age";
import { CopyButton } from "../../shared/parts/CopyButton";
import { ActiveWord } from "../../shared/parts/glyphs";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { Named } from "../../shared/words/Named";
import { say } from "../../shared/words/say";
import { Attributes } from "./Attributes";
import { History } from "./History";
import { Links } from "./Links";
import "./detail.css";

type DetailTab = "attributes" | "links" | "history" | "raw";

interface Props {
  resource: ResourceId;
  /** Others are selected beside it, with buttons of their own: these must say whom they are for. */
  othersSelected?: boolean;
  onClose: () => void;
}

export function Detail({ resource, othersSelected = false, onClose }: Props) {
  const desk = useDesk();
  const intents = useIntents();
  const [tab, setTab] = useKept<DetailTab>(`detail-tab:${resource.kind}`, "attributes");
  const { data, error, refetch } = useQuery<ResourceDetail, DeskError>({
    queryKey: keys.detail(resource),
    queryFn: () => desk.call("resource_detail", resource),
  });
  const queries = useQueryClient();
  const look = useMutation<ResourceDetail, DeskError>({
    mutationFn: () => desk.call("resource_look", resource),
    onSuccess: (read) => {
      queries.setQueryData(keys.detail(resource), read);
      intents.announce(say("detail-looked"));
    },
  });
  useShortcuts({ close: onClose });
  const user = resource.kind === "user";
  const review = (active: boolean) => {
    intents.reviewActivation({ tenant: resource.tenant, selection: { kind: "some", ids: [resource.id] }, active });
  };
  return (
    <section className="detail" aria-label={say("detail")}>
      <header className="detail-head">
        <div className="detail-title">
          <h2>
            <bdi>{data?.name ?? ""}</bdi>
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
            {data.userName === null ? null : <bdi>{data.userName}</bdi>}
            {user ? <ActiveWord active={data.active} /> : null}
            <span>
              {say("detail-last-seen")} <Age at={data.lastSeen} />
            </span>
            <Tooltip content={say("detail-look")} relationship="label">
              <Button
                size="small"
                appearance="subtle"
                icon={<ArrowClockwiseRegular />}
                disabled={look.isPending}
                onClick={() => {
                  look.mutate();
                }}
              />
            </Tooltip>
            {data.notSeen ? <span className="warn">{say("detail-not-seen")}</span> : null}
          </div>
        )}
      </header>
      <TabList
        className="detail-tabs"
        size="small"
        selectedValue={tab}
        onTabSelect={(_, { value }) => {
          setTab(value as DetailTab);
        }}
      >
        <Tab value="attributes">{say("detail-attributes")}</Tab>
        <Tab value="links">{user ? say("detail-groups") : say("detail-members")}</Tab>
        {user ? <Tab value="history">{say("detail-history")}</Tab> : null}
        <Tab value="raw">{say("detail-raw")}</Tab>
      </TabList>
      <div className="detail-body" role="tabpanel" tabIndex={0} aria-label={say("detail")}>
        {look.error === null || error !== null ? null : (
          <ErrorNote
            error={look.error}
            tenant={resource.tenant}
            remedies={{
              retry: () => {
                look.mutate();
              },
            }}
          />
        )}
        {error !== null ? (
          <EmptyState title={say("detail-failed")}>
            <ErrorNote error={error} tenant={resource.tenant} remedies={{ retry: () => void refetch() }} />
          </EmptyState>
        ) : data === undefined ? (
          <Loading />
        ) : tab === "links" ? (
          <Links resource={resource} detail={data} />
        ) : tab === "history" && user ? (
          <History resource={resource} />
        ) : tab === "raw" ? (
          <div className="raw">
            <CopyButton text={data.raw} label={say("detail-copy-raw")} />
            <pre className="code">{data.raw}</pre>
          </div>
        ) : (
          <Attributes groups={data.attributes} />
        )}
      </div>
      {user && data !== undefined ? (
        <footer className="detail-foot">
          {data.active === false ? null : (
            <Button
              onClick={() => {
                review(false);
              }}
            >
              {othersSelected ? <Named word="deactivate-ask-named" name={data.name} /> : say("deactivate-ask")}
            </Button>
          )}
          {data.active === true ? null : (
            <Button
              onClick={() => {
                review(true);
              }}
            >
              {othersSelected ? <Named word="reactivate-ask-named" name={data.name} /> : say("reactivate-ask")}
            </Button>
          )}
        </footer>
      ) : null}
    </section>
  );
}
