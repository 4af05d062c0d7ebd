/** Who would be in and out by the draft, and who would change sides: counted before anything is saved. */
import { Button, ProgressBar } from "@fluentui/react-components";
import type { ScopeRow, ScopeSide, ScopeSummary } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { fixedColumns, type Column } from "../../shared/table/columns";
import { useRows } from "../../shared/table/useRows";
import { VirtualTable } from "../../shared/table/VirtualTable";
import { count } from "../../shared/words/format";
import { say } from "../../shared/words/say";
import type { WordKey } from "../../shared/words/keys";
import type { ScopePreview } from "./useScopePreview";

const SIDES: readonly { side: ScopeSide; word: WordKey; glyph: string; of: (summary: ScopeSummary) => number }[] = [
  { side: "inside", word: "side-inside", glyph: "●", of: (summary) => summary.inside },
  { side: "outside", word: "side-outside", glyph: "○", of: (summary) => summary.outside },
  { side: "entering", word: "side-entering", glyph: "+", of: (summary) => summary.entering },
  { side: "leaving", word: "side-leaving", glyph: "−", of: (summary) => summary.leaving },
];

const COLUMNS: readonly Column<ScopeRow>[] = [
  {
    id: "name",
    label: say("column-name"),
    width: 150,
    initial: true,
    cell: (row) => <bdi>{row.name}</bdi>,
    title: (row) => row.name,
  },
  {
    id: "reason",
    label: say("scope-reason"),
    width: 230,
    initial: true,
    cell: (row) => row.reason,
    title: (row) => row.reason,
  },
];
const CHOICE = fixedColumns(COLUMNS);

/** The side to begin with: whoever changes sides matters most. */
export function firstSide(summary: ScopeSummary | null): ScopeSide {
  if (summary !== null && summary.leaving > 0) {
    return "leaving";
  }
  return summary !== null && summary.entering > 0 ? "entering" : "inside";
}

interface CountsProps {
  preview: ScopePreview;
  /** A clause is being written. */
  unfinished: boolean;
  side: ScopeSide | null;
  onSide: (side: ScopeSide) => void;
}

/** The four numbers, each the way to its people. */
export function OutcomeCounts({ preview, unfinished, side, onSide }: CountsProps) {
  const desk = useDesk();
  const { summary, outdated, running, cancelled, error } = preview;
  const stale = outdated || unfinished;
  return (
    <div className="scope-counts">
      <div className={stale ? "sides stale" : "sides"} role="group" aria-label={say("scope-outcome")} aria-busy={stale}>
        {SIDES.map((one) => (
          <button
            key={one.side}
            type="button"
            className={`side ${one.side}`}
            aria-pressed={side === one.side}
            disabled={summary === null}
            onClick={() => {
              onSide(one.side);
            }}
          >
            <span className="side-number">
              <span aria-hidden className="side-glyph">
                {one.glyph}
              </span>
              {summary === null ? "–" : count(one.of(summary))}
            </span>
            <span>{say(one.word)}</span>
          </button>
        ))}
      </div>
      <div className="scope-state" role="status">
        {unfinished ? (
          say("scope-unfinished")
        ) : running !== null ? (
          <>
            <ProgressBar
              className="scope-progress"
              aria-label={say("scope-counting")}
              {...(running.progress.total === null || running.progress.total === 0
                ? {}
                : { value: Math.min(1, running.progress.done / running.progress.total) })}
            />
            <span>
              {running.progress.total === null
                ? say("scope-counting")
                : say("scope-counting-of", { done: running.progress.done, total: running.progress.total })}
            </span>
            <Button
              size="small"
              onClick={() => {
                desk.call("job_cancel", { job: running.id }).catch(() => undefined);
              }}
            >
              {say("job-cancel")}
            </Button>
          </>
        ) : cancelled ? (
          <>
            {say("scope-cancelled")}
            <Button size="small" onClick={preview.again}>
              {say("scope-count-again")}
            </Button>
          </>
        ) : error !== null ? null : summary === null || outdated ? (
          say("scope-counting")
        ) : summary.entering + summary.leaving === 0 ? (
          say("scope-nobody-changes")
        ) : (
          say("scope-changes", { entering: summary.entering, leaving: summary.leaving })
        )}
      </div>
      {summary === null || summary.warnings === 0 ? null : (
        <p className="warn">
          <span aria-hidden>▲ </span>
          {say("scope-warnings", { n: summary.warnings })}
        </p>
      )}
    </div>
  );
}

interface RowsProps {
  tenant: string;
  summary: ScopeSummary;
  side: ScopeSide;
  openId: string | null;
  onOpen: (person: string) => void;
  /** Counts anew: what was counted is no longer kept. */
  onAgain: () => void;
}

function idOf(row: ScopeRow): string {
  return row.person;
}
function nameOf(row: ScopeRow): string {
  return row.name;
}

/** Who is on one side, and why. */
export function SideRows({ tenant, summary, side, openId, onOpen, onAgain }: RowsProps) {
  const desk = useDesk();
  const { preview } = summary;
  const source = useRows<ScopeRow>([...keys.mappings(tenant), "scope-rows", preview, side], (window) =>
    desk.call("scope_page", { preview, side, window }),
  );
  const label = say(SIDES.find((one) => one.side === side)?.word ?? "side-inside");
  if (source.error !== null && source.total === null) {
    return <ErrorNote error={source.error} tenant={tenant} remedies={{ retry: onAgain }} />;
  }
  if (source.total === null) {
    return <Loading lines={8} />;
  }
  if (source.total === 0) {
    return <p className="muted side-none">{say("side-none")}</p>;
  }
  return (
    <VirtualTable
      label={label}
      question={`${preview} ${side}`}
      columns={CHOICE}
      source={source}
      idOf={idOf}
      nameOf={nameOf}
      openId={openId}
      onOpen={(row) => {
        onOpen(row.person);
      }}
    />
  );
}
