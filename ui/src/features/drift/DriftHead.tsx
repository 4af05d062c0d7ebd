import { ToggleButton } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { DriftKind, DriftSummary } from "../../bridge/generated";
import { useKept } from "../../shared/kept";
import { Age } from "../../shared/parts/Age";
import { completenessMeaning, completenessWord } from "../../shared/parts/glyphs";
import { count } from "../../shared/words/format";
import { say } from "../../shared/words/say";
import { DRIFT_KINDS, driftKindMeaning, driftKindText } from "./words";

interface Props {
  tenant: string;
  summary: DriftSummary;
  running: boolean;
  ways: ReactNode;
  failed: ReactNode;
}

/** What the last search found, by kind; a kind is also the filter of the rows below. */
export function DriftHead({ tenant, summary, running, ways, failed }: Props) {
  const [kind, setKind] = useKept<DriftKind | null>(`drift-kind:${tenant}`, null);
  const countOf = (one: DriftKind) =>
    summary.counts.filter((entry) => entry.kind === one).reduce((sum, entry) => sum + entry.count, 0);
  const all = summary.counts.reduce((sum, entry) => sum + entry.count, 0);
  return (
    <header className="drift-head">
      <div className="drift-line">
        <p role="status">
          {running ? (
            say("drift-finding")
          ) : (
            <>
              {say("drift-summary", { accounts: summary.accounts, managed: summary.managed })}
              {summary.ignored === 0 ? null : ` · ${say("drift-ignored", { n: summary.ignored })}`}
              {summary.completeness === null ? null : (
                <>
                  {" · "}
                  <span
                    className={`foot-word ${summary.completeness}`}
                    title={completenessMeaning(summary.completeness)}
                  >
                    {completenessWord(summary.completeness)}
                  </span>
                </>
              )}
              {" · "}
              <Age at={summary.at} className="muted" />
            </>
          )}
        </p>
        <div className="drift-ways">{ways}</div>
      </div>
      {failed}
      {summary.completeness === null || summary.completeness === "proven" ? null : (
        <p className="warn">
          <span aria-hidden>▲ </span>
          {say("drift-unproven")}
        </p>
      )}
      <div className="drift-kinds" role="group" aria-label={say("drift-kinds")}>
        <ToggleButton
          size="small"
          shape="circular"
          checked={kind === null}
          onClick={() => {
            setKind(null);
          }}
        >
          {say("drift-all")} {count(all)}
        </ToggleButton>
        {DRIFT_KINDS.filter((one) => countOf(one) > 0 || one === kind).map((one) => (
          <ToggleButton
            key={one}
            size="small"
            shape="circular"
            title={driftKindMeaning(one)}
            checked={kind === one}
            onClick={() => {
              setKind(kind === one ? null : one);
            }}
          >
            {driftKindText(one)} {count(countOf(one))}
          </ToggleButton>
        ))}
      </div>
    </header>
  );
}
