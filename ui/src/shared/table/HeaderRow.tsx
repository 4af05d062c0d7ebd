import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from "react";
import { say } from "../words/say";
import type { ChosenColumn, ColumnChoice } from "./columns";
import type { Sorting } from "./VirtualTable";

interface Props<Row> {
  columns: ColumnChoice<Row>;
  sorting?: { now: Sorting; change: (to: Sorting) => void };
  all?: { count: number; total: number; change: (every: boolean) => void };
}

export function HeaderRow<Row>({ columns, sorting, all }: Props<Row>) {
  const offset = all === undefined ? 1 : 2;
  return (
    <div className="table-header" role="row" aria-rowindex={1}>
      {all === undefined ? null : <AllBox {...all} />}
      {columns.chosen.map((column, at) => (
        <HeaderCell
          key={column.id}
          column={column}
          index={at + offset}
          resize={columns.resize}
          {...(sorting === undefined ? {} : { sorting })}
        />
      ))}
    </div>
  );
}

function AllBox({ count, total, change }: NonNullable<Props<never>["all"]>) {
  const box = useRef<HTMLInputElement>(null);
  const some = count > 0 && count < total;
  useEffect(() => {
    if (box.current !== null) {
      box.current.indeterminate = some;
    }
  }, [some]);
  return (
    <div role="columnheader" aria-colindex={1} className="table-check">
      <input
        ref={box}
        type="checkbox"
        className="tick"
        aria-label={say("table-select-all")}
        checked={total > 0 && count === total}
        onChange={(event) => {
          change(event.target.checked);
        }}
      />
    </div>
  );
}

interface CellProps<Row> {
  column: ChosenColumn<Row>;
  index: number;
  resize: (id: string, width: number) => void;
  sorting?: { now: Sorting; change: (to: Sorting) => void };
}

const STEP = 16;

function HeaderCell<Row>({ column, index, resize, sorting }: CellProps<Row>) {
  const drag = useRef<{ from: number; width: number } | null>(null);
  const { sort } = column;
  const sorted = sort !== undefined && sorting?.now.key === sort ? sorting.now : null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      event.preventDefault();
      resize(column.id, column.shownWidth + (event.key === "ArrowLeft" ? -STEP : STEP));
    }
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { from: event.clientX, width: column.shownWidth };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (drag.current !== null) {
      resize(column.id, drag.current.width + event.clientX - drag.current.from);
    }
  };
  return (
    <div
      role="columnheader"
      aria-colindex={index}
      aria-sort={
        sort === undefined || sorting === undefined
          ? undefined
          : sorted === null
            ? "none"
            : sorted.descending
              ? "descending"
              : "ascending"
      }
      className={column.align === "end" ? "table-head end" : "table-head"}
    >
      {sort === undefined || sorting === undefined ? (
        <span className="table-sort">{column.label}</span>
      ) : (
        <button
          type="button"
          className="table-sort"
          aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
          title={say("table-sort-by", { column: column.label })}
          onKeyDown={onKeyDown}
          onClick={() => {
            sorting.change({ key: sort, descending: sorted !== null && !sorted.descending });
          }}
        >
          <span>{column.label}</span>
          {sorted === null ? null : <span aria-hidden>{sorted.descending ? "▼" : "▲"}</span>}
        </button>
      )}
      <span
        className="table-resize"
        aria-hidden
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          drag.current = null;
        }}
        onDoubleClick={() => {
          resize(column.id, column.width);
        }}
      />
    </div>
  );
}
