/** Who is meant by a count of a preview: a window of the people, and one of them whole. */
import type { PreviewOutcome, PreviewRow } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { PREVIEW_WORD } from "../../shared/parts/outcomes";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { fixedColumns, type Column } from "../../shared/table/columns";
import { useRows } from "../../shared/table/useRows";
import { VirtualTable } from "../../shared/table/VirtualTable";
import { say } from "../../shared/words/say";
import { MappedValue } from "./LiveResult";
import { valueText } from "./words";

export const GLYPHS: Record<PreviewOutcome, { glyph: string; tone: string }> = {
  failed: { glyph: "✕", tone: "bad" },
  duplicate: { glyph: "▲", tone: "warn" },
  too_long: { glyph: "▲", tone: "warn" },
  new: { glyph: "+", tone: "new" },
  changed: { glyph: "→", tone: "changed" },
  not_compared: { glyph: "?", tone: "calm" },
  not_sent: { glyph: "–", tone: "calm" },
  empty: { glyph: "○", tone: "calm" },
  equal: { glyph: "=", tone: "calm" },
};

function OutcomeWord({ outcome }: { outcome: PreviewOutcome }) {
  return (
    <span className={`row-state ${GLYPHS[outcome].tone}`}>
      <span aria-hidden>{GLYPHS[outcome].glyph}</span> {say(PREVIEW_WORD[outcome])}
    </span>
  );
}
/** Nobody looks for these first. */
export const PLAIN: ReadonlySet<PreviewOutcome> = new Set(["equal", "empty"]);

function changeText(row: PreviewRow): string {
  return row.attributes
    .flatMap(({ target, from, to, reason }) => [
      `${target}: ${from === null ? "–" : valueText(from)} → ${to === null ? "–" : valueText(to)}`,
      ...(reason === null ? [] : [reason]),
    ])
    .join("\n");
}

const PERSON: Column<PreviewRow> = {
  id: "person",
  label: say("column-person"),
  width: 140,
  initial: true,
  cell: (row) => <bdi>{row.name}</bdi>,
  title: (row) => row.name,
};
const OUTCOME: Column<PreviewRow> = {
  id: "outcome",
  label: say("column-outcome"),
  width: 96,
  initial: true,
  cell: (row) => <OutcomeWord outcome={row.outcome} />,
};

function changeCell(row: PreviewRow, single: boolean) {
  const [first] = row.attributes;
  if (first === undefined) {
    return "";
  }
  const same = PLAIN.has(row.outcome) || JSON.stringify(first.from) === JSON.stringify(first.to);
  return (
    <>
      {single ? null : <span className="muted">{first.target} </span>}
      {first.reason === null ? null : <span>{first.reason} </span>}
      {same ? null : (
        <>
          <MappedValue value={first.from} />
          <span aria-label={say("item-becomes")}> → </span>
        </>
      )}
      <MappedValue value={first.to} />
      {row.attributes.length > 1 ? (
        <span className="muted"> {say("outcome-more", { n: row.attributes.length - 1 })}</span>
      ) : null}
    </>
  );
}

const SINGLE = fixedColumns<PreviewRow>([
  PERSON,
  OUTCOME,
  {
    id: "change",
    label: say("column-change"),
    width: 190,
    initial: true,
    cell: (row) => changeCell(row, true),
    title: changeText,
  },
]);
const ALL = fixedColumns<PreviewRow>([
  PERSON,
  OUTCOME,
  {
    id: "change",
    label: say("column-change"),
    width: 190,
    initial: true,
    cell: (row) => changeCell(row, false),
    title: changeText,
  },
]);

interface RowsProps {
  preview: string;
  groups: boolean;
  single: boolean;
  outcome: PreviewOutcome | null;
  openId: string | null;
  /** A preview is not kept for ever. */
  onAgain: () => void;
  onOpen: (row: PreviewRow) => void;
}

export function OutcomeRows({ preview, groups, single, outcome, openId, onAgain, onOpen }: RowsProps) {
  const desk = useDesk();
  const source = useRows<PreviewRow>(["preview-rows", preview, outcome], (window) =>
    desk.call("preview_page", { preview, outcome, window }),
  );
  if (source.error !== null && source.total === null) {
    return <ErrorNote error={source.error} remedies={{ retry: onAgain }} />;
  }
  return (
    <div className="outcome-rows">
      <VirtualTable
        label={groups ? say("outcome-groups") : say("outcome-people")}
        question={`${preview} ${outcome ?? ""}`}
        columns={single ? SINGLE : ALL}
        source={source}
        idOf={(row) => row.person}
        nameOf={(row) => row.name}
        openId={openId}
        onOpen={onOpen}
        onActive={(row) => {
          if (openId !== null) {
            onOpen(row);
          }
        }}
      />
    </div>
  );
}

/** One person of the list, with every attribute that matters. */
export function OpenedRow({ row }: { row: PreviewRow }) {
  return (
    <section className="outcome-opened" aria-label={row.name}>
      <h4>
        <bdi>{row.name}</bdi> <OutcomeWord outcome={row.outcome} />
      </h4>
      <dl>
        {row.attributes.map((one) => (
          <div key={one.target}>
            <dt className="mono">{one.target}</dt>
            <dd>
              {JSON.stringify(one.from) === JSON.stringify(one.to) ? null : (
                <>
                  <MappedValue value={one.from} />
                  <span aria-label={say("item-becomes")}> → </span>
                </>
              )}
              <MappedValue value={one.to} />
              {one.reason === null ? null : <p className="muted">{one.reason}</p>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
