/** The last cycles: a chart for the eye, the same as a table for everyone. */
import { useState, type KeyboardEvent } from "react";
import type { CycleCounts, CycleRow } from "../../bridge/generated";
import { useNarrowLog, type LogChoice } from "../../shared/desk/logChoice";
import { Age } from "../../shared/parts/Age";
import { LogLink } from "../../shared/record/LogLink";
import { navigate, tenantRoute } from "../../shared/route";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { count, exactTime } from "../../shared/words/format";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";
import { Glyphed } from "./Glyphed";
import { CYCLES_SHOWN, useCycles } from "./useProvisioning";
import { COUNTS, CYCLE_KIND, CYCLE_STATE } from "./words";

const SERIES: readonly { id: string; label: WordKey; of: (counts: CycleCounts) => number }[] = [
  {
    id: "created",
    label: "provisioning-series-created",
    of: (counts) => counts.created,
  },
  {
    id: "updated",
    label: "provisioning-series-updated",
    of: (counts) => counts.updated + counts.linked + counts.restored + counts.memberships,
  },
  {
    id: "disabled",
    label: "provisioning-series-disabled",
    of: (counts) => counts.disabled + counts.deleted,
  },
  { id: "failed", label: "provisioning-series-failed", of: (counts) => counts.failed },
];

const WIDTH = 480;
const HEIGHT = 120;
const SLOT = WIDTH / CYCLES_SHOWN;
const BAR = SLOT - 6;

/** A root, so that a first cycle of thousands does not press all later ones flat. */
function heightOf(value: number, most: number): number {
  return value === 0 ? 0 : Math.max(3, (Math.sqrt(value) / Math.sqrt(most)) * HEIGHT);
}

export function summaryOf(cycle: CycleRow): string {
  const texts = COUNTS.filter(([field]) => cycle.counts[field] > 0).map(([field, word]) =>
    say(word, { n: cycle.counts[field] }),
  );
  if (cycle.state !== "succeeded" && cycle.state !== "some_failed") {
    texts.unshift(say(CYCLE_STATE[cycle.state].word));
  }
  return texts.length === 0 ? say("provisioning-nothing-changed") : texts.join(" · ");
}

export function failuresOf({ number }: CycleRow): Partial<LogChoice> {
  return { status: "failure", cycle: String(number) };
}

export function CyclesCard({ tenant }: { tenant: string }) {
  const { data, error, refetch } = useCycles(tenant);
  return (
    <section className="card provisioning-card" aria-label={say("provisioning-cycles")}>
      <h2>{say("provisioning-cycles")}</h2>
      {error !== null ? (
        <ErrorNote error={error} tenant={tenant} remedies={{ retry: () => void refetch() }} />
      ) : data === undefined ? (
        <Loading lines={4} />
      ) : data.rows.length === 0 ? (
        <p className="muted">{say("provisioning-cycles-none")}</p>
      ) : (
        <>
          <Chart tenant={tenant} cycles={data.rows.toReversed()} />
          <details className="more">
            <summary>{say("provisioning-cycles-table")}</summary>
            <CyclesTable tenant={tenant} cycles={data.rows} />
          </details>
        </>
      )}
    </section>
  );
}

interface CyclesProps {
  tenant: string;
  cycles: readonly CycleRow[];
}

/**
 * Oldest first. One stop for the keyboard; arrows go from cycle to cycle, and each is told in words below. Enter opens the
 * log of the cycle at hand, as a click on it does.
 */
function Chart({ tenant, cycles }: CyclesProps) {
  const narrow = useNarrowLog(tenant);
  const [at, setAt] = useState<number | null>(null);
  const most = Math.max(1, ...cycles.map(({ counts }) => SERIES.reduce((sum, { of }) => Math.max(sum, of(counts)), 0)));
  const shown = cycles[at ?? cycles.length - 1];
  const open = (cycle: CycleRow) => {
    narrow({ cycle: String(cycle.number) });
    navigate(tenantRoute(tenant, "logs"));
  };
  const move = (event: KeyboardEvent) => {
    if (event.key === "Enter" && shown !== undefined) {
      event.preventDefault();
      open(shown);
      return;
    }
    const now = at ?? cycles.length - 1;
    const to: Partial<Record<string, number>> = {
      ArrowLeft: now - 1,
      ArrowRight: now + 1,
      Home: 0,
      End: cycles.length - 1,
    };
    const target = to[event.key];
    if (target !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(cycles.length - 1, target)));
    }
  };
  return (
    <figure className="cycles-chart">
      <div
        className="cycles-plot"
        role="slider"
        tabIndex={0}
        aria-label={say("provisioning-chart")}
        aria-valuemin={1}
        aria-valuemax={cycles.length}
        aria-valuenow={(at ?? cycles.length - 1) + 1}
        aria-valuetext={
          shown === undefined ? "" : `${say("provisioning-cycle-number", { n: shown.number })}: ${summaryOf(shown)}`
        }
        onKeyDown={move}
      >
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 4}`} preserveAspectRatio="none" aria-hidden>
          {cycles.map((cycle, index) => (
            <g
              key={cycle.number}
              className={cycle === shown ? "cycle-slot shown" : "cycle-slot"}
              onPointerEnter={() => {
                setAt(index);
              }}
              onClick={() => {
                open(cycle);
              }}
            >
              <rect className="cycle-ground" x={index * SLOT} y={0} width={SLOT} height={HEIGHT + 4} />
              {cycle.state === "failed" ? (
                <rect className="cycle-bar failed" x={index * SLOT + 3} y={HEIGHT - 4} width={BAR} height={6} />
              ) : null}
              {SERIES.map(({ id, of }, series) => {
                const height = heightOf(of(cycle.counts), most);
                return (
                  <rect
                    key={id}
                    className={`cycle-bar ${id}`}
                    x={index * SLOT + 3 + (series * BAR) / SERIES.length}
                    y={HEIGHT + 2 - height}
                    width={BAR / SERIES.length - 0.5}
                    height={height}
                  />
                );
              })}
            </g>
          ))}
          <line className="cycle-axis" x1={0} x2={WIDTH} y1={HEIGHT + 2} y2={HEIGHT + 2} />
        </svg>
      </div>
      <ul className="cycles-legend">
        {SERIES.map(({ id, label }) => (
          <li key={id}>
            <span className={`cycle-key ${id}`} aria-hidden /> {say(label)}
          </li>
        ))}
      </ul>
      {shown === undefined ? null : (
        <figcaption>
          <strong>{say("provisioning-cycle-number", { n: shown.number })}</strong> {say(CYCLE_KIND[shown.kind])} ·{" "}
          {exactTime(shown.endedAt ?? shown.beganAt)} · {summaryOf(shown)}{" "}
          <LogLink tenant={tenant} choice={{ cycle: String(shown.number) }}>
            {say("provisioning-show-log")}
          </LogLink>
        </figcaption>
      )}
    </figure>
  );
}

function CyclesTable({ tenant, cycles }: CyclesProps) {
  return (
    <div className="cycles-table" role="region" tabIndex={0} aria-label={say("provisioning-cycles-table")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("provisioning-column-number")}</th>
            <th scope="col">{say("provisioning-cycle-type")}</th>
            <th scope="col">{say("provisioning-cycle-state")}</th>
            <th scope="col">{say("provisioning-cycle-at")}</th>
            {SERIES.map(({ id, label }) => (
              <th key={id} scope="col" className="end">
                {say(label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cycles.map((cycle) => (
            <tr key={cycle.number}>
              <th scope="row">
                <LogLink
                  tenant={tenant}
                  choice={{ cycle: String(cycle.number) }}
                  label={say("provisioning-show-log-of", { n: cycle.number })}
                >
                  {cycle.number}
                </LogLink>
              </th>
              <td>{say(CYCLE_KIND[cycle.kind])}</td>
              <td>
                <Glyphed glyph={CYCLE_STATE[cycle.state].glyph} tone={CYCLE_STATE[cycle.state].tone}>
                  {say(CYCLE_STATE[cycle.state].word)}
                </Glyphed>
              </td>
              <td>
                <Age at={cycle.endedAt ?? cycle.beganAt} />
              </td>
              {SERIES.map(({ id, of }) => (
                <td key={id} className="end">
                  {id === "failed" && cycle.counts.failed > 0 ? (
                    <LogLink
                      tenant={tenant}
                      choice={failuresOf(cycle)}
                      label={say("provisioning-show-failures", { n: cycle.counts.failed })}
                    >
                      {count(cycle.counts.failed)}
                    </LogLink>
                  ) : (
                    count(of(cycle.counts))
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
