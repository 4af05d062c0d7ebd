import { Button } from "@fluentui/react-components";
import { useState } from "react";
import type { ActivationOutcome, ActivationResult, ChangeOutcome, PrepareActivation } from "../../bridge/generated";
import { Outcome } from "../../shared/parts/glyphs";
import { routeHash, tenantRoute } from "../../shared/route";
import { EvidenceDetails } from "../../shared/states/Evidence";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";
import "./activation.css";

const AT_ONCE = 100;

const COUNTS: readonly [
  keyof ActivationOutcome &
    ("applied" | "acceptedNotApplied" | "vanished" | "failed" | "unknown" | "already" | "notSent"),
  ChangeOutcome,
  WordKey,
][] = [
  ["applied", "applied", "results-applied"],
  ["acceptedNotApplied", "accepted_not_applied", "results-accepted-not-applied"],
  ["vanished", "vanished", "results-vanished"],
  ["failed", "failed", "results-failed"],
  ["unknown", "unknown", "results-unknown"],
  ["already", "already", "results-already"],
  ["notSent", "not_sent", "results-not-sent"],
];

interface Props {
  outcome: ActivationOutcome;
  onUndo: (asked: PrepareActivation) => void;
}

/** What came of each change; what did not go well first. */
export function ActivationResults({ outcome, onUndo }: Props) {
  const [limit, setLimit] = useState(AT_ONCE);
  const applied = outcome.results.filter((result) => result.outcome === "applied").map((result) => result.id);
  const total = COUNTS.reduce((sum, [field]) => sum + outcome[field], 0);
  return (
    <div className="results">
      <p className="results-counts" role="status">
        {COUNTS.filter(([field]) => outcome[field] > 0).map(([field, kind, word]) => (
          <span key={kind} className={`results-count ${kind}`}>
            {say(word, { n: outcome[field] })}
          </span>
        ))}
      </p>
      <ul className="results-list" aria-label={say("results")}>
        {outcome.results.slice(0, limit).map((result) => (
          <Result key={result.id} result={result} tenant={outcome.tenant} />
        ))}
      </ul>
      {outcome.results.length > limit ? (
        <Button
          size="small"
          onClick={() => {
            setLimit(limit + AT_ONCE);
          }}
        >
          {say("results-more", { n: Math.min(AT_ONCE, outcome.results.length - limit) })}
        </Button>
      ) : null}
      {total > outcome.results.length ? (
        <p className="muted">{say("results-rest", { n: total - outcome.results.length })}</p>
      ) : null}
      {applied.length === 0 ? null : (
        <div className="results-undo">
          <Button
            size="small"
            onClick={() => {
              onUndo({ tenant: outcome.tenant, selection: { kind: "some", ids: applied }, active: !outcome.active });
            }}
          >
            {say("undo-ask")}
          </Button>
          <span className="muted">{say("undo-meaning", { n: applied.length })}</span>
        </div>
      )}
    </div>
  );
}

function Result({ result, tenant }: { result: ActivationResult; tenant: string }) {
  return (
    <li>
      <div className="result-line">
        <bdi className="result-name">{result.name}</bdi>
        <Outcome outcome={result.outcome} />
        {result.journal === null ? null : (
          <a href={routeHash(tenantRoute(tenant, "journal", String(result.journal)))}>{say("history-open")}</a>
        )}
      </div>
      <p>{result.sentence}</p>
      {result.next === null ? null : <p className="muted">{result.next}</p>}
      {result.evidence === null ? null : <EvidenceDetails evidence={result.evidence} />}
    </li>
  );
}
