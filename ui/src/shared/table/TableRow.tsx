import { memo, type MouseEvent } from "react";
import { say } from "../words/say";
import type { ChosenColumn } from "./columns";

interface Props<Row> {
  elementId: string;
  index: number;
  /** `undefined` while it is under way. */
  row: Row | undefined;
  name: string;
  columns: readonly ChosenColumn<Row>[];
  selectable: boolean;
  selected: boolean;
  active: boolean;
  open: boolean;
  className: string | undefined;
  onClick: (row: Row, index: number, event: MouseEvent<HTMLElement>) => void;
  onMenu: (row: Row, index: number, event: MouseEvent<HTMLElement>) => void;
}

function TableRowPlain<Row>(props: Props<Row>) {
  const { elementId, index, row, name, columns, selectable, selected, active, open, className, onClick, onMenu } =
    props;
  const classes = [
    "table-row",
    active ? "active" : "",
    open ? "open" : "",
    selected ? "selected" : "",
    className ?? "",
  ];
  return (
    <div
      id={elementId}
      className={classes.filter((one) => one !== "").join(" ")}
      role="row"
      // The header is row 1.
      aria-rowindex={index + 2}
      aria-selected={selectable ? selected : undefined}
      onClick={(event) => {
        if (row !== undefined) {
          onClick(row, index, event);
        }
      }}
      onContextMenu={(event) => {
        if (row !== undefined) {
          onMenu(row, index, event);
        }
      }}
    >
      {selectable ? (
        <div role="gridcell" aria-colindex={1} className="table-check">
          <input
            type="checkbox"
            className="tick"
            tabIndex={-1}
            checked={selected}
            disabled={row === undefined}
            aria-label={say("table-select-row", { name })}
            // The row's click decides; the box only shows it.
            onChange={() => undefined}
          />
        </div>
      ) : null}
      {columns.map((column, at) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={at + (selectable ? 2 : 1)}
          className={column.align === "end" ? "table-cell end" : "table-cell"}
          title={row === undefined ? undefined : (column.title?.(row) ?? undefined)}
        >
          {row === undefined ? <span className="table-wait" /> : column.cell(row)}
        </div>
      ))}
    </div>
  );
}

export const TableRow = memo(TableRowPlain) as typeof TableRowPlain;
