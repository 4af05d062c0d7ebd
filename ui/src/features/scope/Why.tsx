/** Why one person, or one group, is in scope or not: question by question. */
import { Button } from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons/svg/arrow-left";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { DeskError, ObjectKind, ScopeExplanation, ScopeStep } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { into } from "../../shared/into";
import { useIntents } from "../../shared/intents";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { DemandButton } from "../../shared/parts/DemandButton";
import { peopleRoute, routeHash } from "../../shared/route";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { useSettled } from "../../shared/useSettled";
import { say } from "../../shared/words/say";
import { objectOf } from "./clauses";
import type { ScopeDraft } from "./draft";

interface Props {
  tenant: string;
  directory: string;
  object: ObjectKind;
  person: string;
  draft: ScopeDraft;
  /** Changes where the answer may have changed by something else than the draft. */
  circumstances: string;
  onClose: () => void;
}

export function Why({ tenant, directory, object, person, draft, circumstances, onClose }: Props) {
  const desk = useDesk();
  const intents = useIntents();
  const { mappings } = draft;
  const question = useSettled(
    JSON.stringify([objectOf(mappings, object).scope, mappings.assignment, circumstances]),
    200,
  );
  const { data, error, refetch } = useQuery<ScopeExplanation, DeskError>({
    queryKey: [...keys.mappings(tenant), "why", object, person, question],
    queryFn: () => desk.call("scope_explain", { tenant, object, person, mappings }),
    placeholderData: (before) => (before?.person === person ? before : undefined),
  });
  useShortcuts({ close: onClose });
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The row that was opened is gone: the way back to it takes its place.
    back.current?.focus();
  }, []);
  return (
    <section className="why" aria-label={say("why")}>
      <div className="why-bar">
        <Button ref={into(back)} size="small" appearance="subtle" icon={<ArrowLeftRegular />} onClick={onClose}>
          {say("why-back")}
        </Button>
        <span className="grow" />
        {data === undefined || object !== "user" ? null : (
          <Button as="a" size="small" href={routeHash(peopleRoute(directory, "people", data.person))}>
            {say("why-person")}
          </Button>
        )}
        {data === undefined ? null : (
          <DemandButton tenant={tenant} size="small" people={[{ object, id: data.person, name: data.name }]} />
        )}
        {data === undefined ? null : (
          <Button
            size="small"
            onClick={() => {
              intents.showRequests({ tenant, object, person: data.person, mappings, profile: null }, data.name);
            }}
          >
            {say("requests-ask")}
          </Button>
        )}
      </div>
      {error !== null ? (
        <ErrorNote error={error} tenant={tenant} remedies={{ retry: () => void refetch() }} />
      ) : data === undefined ? (
        <Loading />
      ) : (
        <div className="why-body" role="region" tabIndex={0} aria-label={say("why")}>
          <h3>
            <bdi>{data.name}</bdi>
          </h3>
          <p className={data.inScope ? "why-sum in" : "why-sum out"} role="status">
            <span aria-hidden>{data.inScope ? "● " : "○ "}</span>
            {data.sentence}
          </p>
          <ol className="why-steps">
            {data.steps.map((step, at) => (
              <Step key={at} step={step} />
            ))}
          </ol>
        </div>
      )}
    </section>
  );
}

function Answer({ passed }: { passed: boolean | null }) {
  const [glyph, word, tone] =
    passed === null
      ? (["–", "why-not-asked", "calm"] as const)
      : passed
        ? (["✓", "why-yes", "good"] as const)
        : (["✕", "why-no", "bad"] as const);
  return (
    <span className={`outcome ${tone}`}>
      <span aria-hidden>{glyph}</span> <span className="off-screen">{say(word)}</span>
    </span>
  );
}

function Step({ step }: { step: ScopeStep }) {
  return (
    <li className="why-step">
      <Answer passed={step.passed} />
      <div>
        <strong>
          <bdi>{step.title}</bdi>
        </strong>
        <p>{step.sentence}</p>
        {step.clauses.length === 0 ? null : (
          <ul className="why-clauses">
            {step.clauses.map((clause, at) => (
              <li key={at}>
                <Answer passed={clause.passed} />
                <div>
                  <code className="mono">{clause.clause}</code>
                  <p className="muted">{clause.sentence}</p>
                </div>
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}
