/** The columns of a list: what they show, which are chosen, how wide they are. */
import { useCallback, useMemo, type ReactNode } from "react";
import type { ColumnPreference, SortKey } from "../../bridge/generated";
import { usePreferences } from "../desk/queries";

export interface Column<Row> {
  id: string;
  label: string;
  /** Present where the list can be sorted by it. */
  sort?: SortKey;
  /** Width in pixels before the admin changes it. */
  width: number;
  /** Shown before the admin chooses. */
  initial: boolean;
  align?: "end";
  /** What the cell shows; server values as text only. */
  cell: (row: Row) => ReactNode;
  /** The whole value on hover. */
  title?: (row: Row) => string | null;
}

export interface ChosenColumn<Row> extends Column<Row> {
  shownWidth: number;
}

export const NARROWEST = 56;
const WIDEST = 1_200;

export interface ColumnChoice<Row> {
  all: readonly Column<Row>[];
  /** In the order shown; never empty. */
  chosen: readonly ChosenColumn<Row>[];
  resize: (id: string, width: number) => void;
  toggle: (id: string) => void;
  reset: () => void;
}

function applied<Row>(all: readonly Column<Row>[], kept: readonly ColumnPreference[] | undefined): ChosenColumn<Row>[] {
  const chosen = (kept ?? []).flatMap(({ id, width }) => {
    const column = all.find((one) => one.id === id);
    return column === undefined ? [] : [{ ...column, shownWidth: width }];
  });
  return chosen.length > 0
    ? chosen
    : all.filter((column) => column.initial).map((column) => ({ ...column, shownWidth: column.width }));
}

/** The columns of the list `list`, as chosen and remembered. */
export function useColumns<Row>(list: string, all: readonly Column<Row>[]): ColumnChoice<Row> {
  const [preferences, change] = usePreferences();
  const kept = preferences?.columns[list];
  const chosen = useMemo(() => applied(all, kept), [all, kept]);
  const keep = useCallback(
    (next: (before: ChosenColumn<Row>[]) => ColumnPreference[]) => {
      change((before) => ({
        ...before,
        columns: { ...before.columns, [list]: next(applied(all, before.columns[list])) },
      }));
    },
    [change, list, all],
  );
  const resize = useCallback(
    (id: string, width: number) => {
      const fit = Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
      keep((before) => before.map((column) => ({ id: column.id, width: column.id === id ? fit : column.shownWidth })));
    },
    [keep],
  );
  const toggle = useCallback(
    (id: string) => {
      keep((before) => {
        const shown = before.map((column) => ({ id: column.id, width: column.shownWidth }));
        if (shown.some((column) => column.id === id)) {
          return shown.length === 1 ? shown : shown.filter((column) => column.id !== id);
        }
        const order = all.map((column) => column.id);
        const added = all.find((column) => column.id === id);
        return added === undefined
          ? shown
          : [...shown, { id, width: added.width }].toSorted(
              (left, right) => order.indexOf(left.id) - order.indexOf(right.id),
            );
      });
    },
    [keep, all],
  );
  const reset = useCallback(() => {
    keep(() => []);
  }, [keep]);
  return useMemo(() => ({ all, chosen, resize, toggle, reset }), [all, chosen, resize, toggle, reset]);
}

/** Columns that nobody chooses: those of a short-lived list. */
export function fixedColumns<Row>(all: readonly Column<Row>[]): ColumnChoice<Row> {
  return {
    all,
    chosen: all.map((column) => ({ ...column, shownWidth: column.width })),
    resize: () => undefined,
    toggle: () => undefined,
    reset: () => undefined,
  };
}
