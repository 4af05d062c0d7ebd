/** One or two named people before everybody: first what would be done, then for real. */
import { Button, Combobox, Option } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { DeskError, JobId, LogStatus, OnDemandOutcome, Page, PersonRow, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys, useJob } from "../../shared/desk/queries";
import { useKept } from "../../shared/kept";
import { DemandButton } from "../../shared/parts/DemandButton";
import { RequestView } from "../../shared/parts/RequestView";
import { routeHash, tenantRoute } from "../../shared/route";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { useSettled } from "../../shared/useSettled";
import { say } from "../../shared/words/say";
import { ReadOnly } from "./Controls";
import { Glyphed } from "./Glyphed";
import { AttributeDiff } from "./PlanItemPanel";
import { Progress } from "./Progress";

const MOST = 2;
const OFFERED = 20;
const TYPED_MS = 150;

interface Chosen {
  id: string;
  name: string;
}

export function Pilot({ tenant, directory }: { tenant: Tenant; directory: string }) {
  const desk = useDesk();
  const [people, setPeople] = useKept<readonly Chosen[]>(`pilot:${tenant.id}:${directory}`, []);
  const [id, setId] = useKept<string | null>(`pilot-job:${tenant.id}:${directory}`, null);
  const job = useJob(id);
  const provision = useMutation<JobId, DeskError, boolean>({
    mutationFn: (dryRun) =>
      desk.call("provision_on_demand", {
        tenant: tenant.id,
        people: people.map((one) => one.id),
        groups: [],
        dryRun,
      }),
    onSuccess: ({ job: started }) => {
      setId(started);
    },
  });
  const choose = (next: readonly Chosen[]) => {
    setPeople(next);
    // What came of others says nothing of these.
    setId(null);
    provision.reset();
  };
  const running = job !== undefined && job.end === null;
  const outcome = job?.end?.end === "provisioned_on_demand" ? job.end.outcome : null;
  // For real only what was looked at before.
  const looked = outcome !== null && outcome.dryRun && outcome.results.every(({ status }) => status !== "failure");
  const readOnly = tenant.safety === "read_only";
  return (
    <div className="pilot" role="group" aria-label={say("setup-pilot")}>
      {people.length === 0 ? null : (
        <ul className="pilot-people" aria-label={say("setup-pilot-people")}>
          {people.map((one) => (
            <li key={one.id}>
              <bdi>{one.name}</bdi>
              <Button
                size="small"
                appearance="subtle"
                icon={<DismissRegular />}
                disabled={running}
                aria-label={say("setup-pilot-remove", { name: one.name })}
                onClick={() => {
                  choose(people.filter((other) => other.id !== one.id));
                }}
              />
            </li>
          ))}
        </ul>
      )}
      {people.length >= MOST ? null : (
        <Choose
          directory={directory}
          chosen={people}
          onChoose={(one) => {
            choose([...people, one]);
          }}
        />
      )}
      <div className="provisioning-controls">
        <Button
          disabled={people.length === 0 || running || provision.isPending}
          onClick={() => {
            provision.mutate(true);
          }}
        >
          {say("setup-pilot-dry")}
        </Button>
        <Button
          disabled={!looked || readOnly || running || provision.isPending}
          onClick={() => {
            provision.mutate(false);
          }}
        >
          {say("setup-pilot-real", { n: people.length })}
        </Button>
        {people.length === 0 ? null : (
          <DemandButton
            tenant={tenant.id}
            people={people.map(({ id: person, name }) => ({ object: "user", id: person, name }))}
          >
            {say("setup-pilot-steps")}
          </DemandButton>
        )}
      </div>
      {looked && readOnly ? <ReadOnly tenant={tenant} /> : null}
      {provision.error === null ? null : <ErrorNote error={provision.error} tenant={tenant.id} />}
      {running ? <Progress job={job} label={say("setup-pilot")} /> : null}
      {job?.end?.end === "failed" ? <ErrorNote error={job.end.error} tenant={tenant.id} /> : null}
      {outcome === null ? null : <PilotResult tenant={tenant.id} outcome={outcome} />}
    </div>
  );
}

interface ChooseProps {
  directory: string;
  chosen: readonly Chosen[];
  onChoose: (one: Chosen) => void;
}

function Choose({ directory, chosen, onChoose }: ChooseProps) {
  const desk = useDesk();
  const [typed, setTyped] = useState("");
  const search = useSettled(typed.trim(), TYPED_MS);
  const { data } = useQuery<Page<PersonRow>, DeskError>({
    queryKey: [...keys.people(directory), "pilot", search],
    queryFn: () => desk.call("people_page", { directory, search, window: { offset: 0, limit: OFFERED } }),
    placeholderData: (before) => before,
  });
  const found = (data?.rows ?? []).filter(({ id }) => !chosen.some((one) => one.id === id));
  return (
    <Combobox
      size="small"
      className="pilot-choose"
      aria-label={say("setup-pilot-choose")}
      placeholder={say("setup-pilot-choose")}
      value={typed}
      selectedOptions={[]}
      autoComplete="off"
      onChange={(event) => {
        setTyped(event.target.value);
      }}
      onOptionSelect={(_, { optionValue }) => {
        const person = found.find(({ id }) => id === optionValue);
        if (person !== undefined) {
          setTyped("");
          onChoose({ id: person.id, name: person.name });
        }
      }}
    >
      {found.map((one) => (
        <Option key={one.id} value={one.id} text={one.name}>
          <span className="ask-option">
            <bdi>{one.name}</bdi>
            <span className="muted">{one.userName ?? ""}</span>
          </span>
        </Option>
      ))}
      {found.length === 0 ? (
        <Option key=" " value=" " text="" disabled>
          {say("list-none-match-search", { search })}
        </Option>
      ) : null}
    </Combobox>
  );
}

const STATUS: Record<LogStatus, { glyph: string; tone: string }> = {
  success: { glyph: "✓", tone: "good" },
  failure: { glyph: "✕", tone: "bad" },
  skipped: { glyph: "–", tone: "calm" },
  warning: { glyph: "▲", tone: "warn" },
};

function PilotResult({ tenant, outcome }: { tenant: string; outcome: OnDemandOutcome }) {
  return (
    <div className="pilot-results" role="status">
      <p className="muted">{say(outcome.dryRun ? "setup-pilot-was-dry" : "setup-pilot-was-real")}</p>
      {outcome.results.map((result) => (
        <section key={`${result.object} ${result.person}`} aria-label={result.name}>
          <p>
            <Glyphed glyph={STATUS[result.status].glyph} tone={STATUS[result.status].tone}>
              <strong>
                <bdi>{result.name}</bdi>
              </strong>
            </Glyphed>{" "}
            {result.sentence}
          </p>
          {result.error === null ? null : (
            <p>
              {result.error.reason} {result.error.recommendedAction ?? ""}
            </p>
          )}
          <details className="more">
            <summary>{say("setup-pilot-details")}</summary>
            <AttributeDiff attributes={result.attributes} />
            {result.requests.map((request, at) => (
              <RequestView
                // eslint-disable-next-line react/no-array-index-key -- the same request may be sent twice, in order.
                key={at}
                request={{ method: request.method, url: request.path, body: request.body }}
              />
            ))}
          </details>
          {result.log === null ? null : (
            <p>
              <a className="link" href={routeHash(tenantRoute(tenant, "logs", String(result.log)))}>
                {say("log-show")}
              </a>
            </p>
          )}
        </section>
      ))}
    </div>
  );
}
