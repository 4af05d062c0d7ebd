/**
 * The one list of the window: rows by window, sticky header, sorting, widths, selection, everything by keyboard.
 *
 * A grid whose focus stays on itself and names the active row (`aria-activedescendant`), so that rows may come and go
 * under it while it scrolls.
 */
import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import {
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
} from "react";
import type { SortKey } from "../../bridge/generated";
import { say } from "../words/say";
import type { ColumnChoice } from "./columns";
import { HeaderRow } from "./HeaderRow";
import { TableRow } from "./TableRow";
import { elementHeight, scale } from "./scroll";
import { EVERYTHING, isPicked, NOTHING, pickedCount, withPicked, type Picked } from "./selection";
import type { RowSource } from "./useRows";
import "./table.css";

export const ROW_HEIGHT = 32;
const HEADER_HEIGHT = 32;

export interface Sorting {
  key: SortKey;
  descending: boolean;
}

export interface TableHandle {
  focus: () => void;
  /** Goes to the first row, as the keyboard would. */
  first: () => void;
}

interface Props<Row> {
  /** The list's name for screen readers. */
  label: string;
  columns: ColumnChoice<Row>;
  /** Names what the rows answer; another question begins at its top. */
  question: string;
  source: RowSource<Row>;
  idOf: (row: Row) => string;
  nameOf: (row: Row) => string;
  sorting?: { now: Sorting; change: (to: Sorting) => void };
  selection?: { picked: Picked; change: (to: Picked) => void };
  /** The row shown beside the list. */
  openId: string | null;
  /** Enter, or a click. */
  onOpen: (row: Row) => void;
  /** The active row changed by keyboard. */
  onActive?: (row: Row) => void;
  /** `.` or the context menu. */
  onMenu?: (row: Row, element: HTMLElement) => void;
  rowClass?: (row: Row) => string | undefined;
  ref?: Ref<TableHandle>;
}

export function VirtualTable<Row>(props: Props<Row>) {
  const {
    label,
    columns,
    question,
    source,
    idOf,
    nameOf,
    sorting,
    selection,
    openId,
    onOpen,
    onActive,
    onMenu,
    rowClass,
    ref,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useId();
  const total = source.total ?? 0;
  const [active, setActive] = useState(0);
  const anchor = useRef(0);
  // What was selected before a range began: the range may shrink again.
  const base = useRef<Picked | null>(null);
  const ranges = useRef(0);
  // Whether the last to act on the list was a pointer. `:focus-visible` forgets that a key brought the focus here.
  const [pointed, setPointed] = useState(false);
  const listHeight = total * ROW_HEIGHT;

  const factor = useCallback(
    (element: HTMLElement | null) => scale(listHeight, Math.max(0, (element?.clientHeight ?? 0) - HEADER_HEIGHT)),
    [listHeight],
  );
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    observeElementRect: observeBody,
    observeElementOffset: (instance, report) => {
      const element = instance.scrollElement;
      if (element === null) {
        return undefined;
      }
      const tell = () => {
        report(element.scrollTop * factor(element), false);
      };
      tell();
      element.addEventListener("scroll", tell, { passive: true });
      return () => {
        element.removeEventListener("scroll", tell);
      };
    },
    scrollToFn: (offset, _options, instance) => {
      const element = instance.scrollElement;
      if (element !== null) {
        element.scrollTop = offset / factor(element);
      }
    },
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const { show } = source;
  const firstIndex = first?.index;
  const lastIndex = last?.index;
  useEffect(() => {
    if (firstIndex !== undefined && lastIndex !== undefined) {
      show(firstIndex, lastIndex);
    }
  }, [show, firstIndex, lastIndex]);

  const asked = useRef(question);
  useEffect(() => {
    if (asked.current !== question) {
      asked.current = question;
      setActive(0);
      anchor.current = 0;
      base.current = null;
      scroller.current?.scrollTo?.({ top: 0 });
    }
  }, [question]);

  // A shorter list must not leave the active row behind its end.
  const at = Math.min(active, Math.max(0, total - 1));
  const activeRow = source.row(at);
  const activeId = activeRow === undefined ? null : idOf(activeRow);
  const arrived = useRef<number | null>(null);
  useEffect(() => {
    // The row may come later than the key that went to it.
    if (arrived.current === at && activeRow !== undefined) {
      arrived.current = null;
      onActive?.(activeRow);
    }
  });

  const picked = selection?.picked ?? NOTHING;
  const goTo = (index: number) => {
    const next = Math.max(0, Math.min(total - 1, index));
    setActive(next);
    arrived.current = next;
    const element = scroller.current;
    if (element !== null) {
      // The nearest position that shows the whole row.
      const by = factor(element);
      const top = element.scrollTop * by;
      const lowest = (next + 1) * ROW_HEIGHT - Math.max(ROW_HEIGHT, element.clientHeight - HEADER_HEIGHT);
      const wanted = Math.max(lowest, Math.min(top, next * ROW_HEIGHT));
      if (wanted !== top) {
        element.scrollTop = wanted / by;
      }
    }
  };
  const pickRange = async (from: number, to: number) => {
    if (selection !== undefined) {
      const before = (base.current ??= selection.picked);
      const turn = (ranges.current += 1);
      const rows = await source.fetch(Math.min(from, to), Math.max(from, to));
      if (turn === ranges.current) {
        selection.change(withPicked(before, rows.map(idOf), true));
      }
    }
  };
  const setAnchor = (index: number) => {
    anchor.current = index;
    base.current = null;
    ranges.current += 1;
  };
  useImperativeHandle(ref, () => ({
    focus: () => scroller.current?.focus(),
    first: () => {
      setPointed(false);
      scroller.current?.focus();
      setAnchor(0);
      goTo(0);
    },
  }));
  const toggle = (row: Row, index: number) => {
    setAnchor(index);
    selection?.change(withPicked(picked, [idOf(row)], !isPicked(picked, idOf(row))));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || total === 0) {
      return;
    }
    setPointed(false);
    if (source.outdated && ["Enter", " ", "."].includes(event.key)) {
      // These rows answer an earlier question: what is about to stand here is another one.
      event.preventDefault();
      return;
    }
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEADER_HEIGHT) / ROW_HEIGHT) - 1);
    const to: Partial<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: total - 1,
    };
    const target = to[event.key];
    const command = event.ctrlKey || event.metaKey;
    if (target !== undefined && !event.altKey) {
      if (event.shiftKey && selection !== undefined) {
        const next = Math.max(0, Math.min(total - 1, target));
        void pickRange(anchor.current, next);
      } else {
        setAnchor(Math.max(0, Math.min(total - 1, target)));
      }
      goTo(target);
    } else if (event.key === " " && activeRow !== undefined && selection !== undefined) {
      toggle(activeRow, at);
    } else if (command && event.key.toLowerCase() === "a" && selection !== undefined) {
      selection.change(EVERYTHING);
    } else if (event.key === "Enter" && !command && activeRow !== undefined) {
      onOpen(activeRow);
    } else if (event.key === "." && activeRow !== undefined && onMenu !== undefined) {
      const element = document.getElementById(`${grid}-${at}`);
      onMenu(activeRow, element ?? event.currentTarget);
    } else if (event.key === "Escape" && selection !== undefined && pickedCount(picked, total) > 0) {
      selection.change(NOTHING);
      event.stopPropagation();
    } else {
      return;
    }
    event.preventDefault();
  };

  // The rows keep these for as long as they are on screen; what they do must always be the newest.
  const latest = useRef({ toggle, pickRange, setAnchor, onOpen, onMenu, selection });
  useEffect(() => {
    latest.current = { toggle, pickRange, setAnchor, onOpen, onMenu, selection };
  });
  const onRowClick = useCallback((row: Row, index: number, event: MouseEvent<HTMLElement>) => {
    const now = latest.current;
    setActive(index);
    scroller.current?.focus({ preventScroll: true });
    const box = event.target instanceof HTMLInputElement;
    if (event.shiftKey && now.selection !== undefined) {
      void now.pickRange(anchor.current, index);
    } else if ((box || event.ctrlKey || event.metaKey) && now.selection !== undefined) {
      now.toggle(row, index);
    } else {
      now.setAnchor(index);
      now.onOpen(row);
    }
  }, []);
  const onRowMenu = useCallback((row: Row, index: number, event: MouseEvent<HTMLElement>) => {
    const now = latest.current;
    if (now.onMenu !== undefined) {
      event.preventDefault();
      setActive(index);
      now.onMenu(row, event.currentTarget);
    }
  }, []);

  const selectable = selection !== undefined;
  const template = useMemo(
    () =>
      [
        ...(selectable ? ["36px"] : []),
        ...columns.chosen.map((column, index) =>
          index === columns.chosen.length - 1 ? `minmax(${column.shownWidth}px, 1fr)` : `${column.shownWidth}px`,
        ),
      ].join(" "),
    [columns.chosen, selectable],
  );
  const width = columns.chosen.reduce((sum, column) => sum + column.shownWidth, selectable ? 36 : 0);
  const shownTop = (scroller.current?.scrollTop ?? 0) + ((first?.start ?? 0) - (virtualizer.scrollOffset ?? 0));
  const scaled = factor(scroller.current) !== 1;

  return (
    <div
      ref={scroller}
      className={["table", source.outdated ? "outdated" : "", pointed ? "pointed" : ""].filter(Boolean).join(" ")}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={source.total === null ? -1 : total + 1}
      aria-colcount={columns.chosen.length + (selectable ? 1 : 0)}
      aria-multiselectable={selectable}
      aria-activedescendant={
        activeId !== null && first !== undefined && last !== undefined && at >= first.index && at <= last.index
          ? `${grid}-${at}`
          : undefined
      }
      aria-busy={source.total === null || source.outdated}
      style={{ "--columns": template, "--width": `${width}px` } as React.CSSProperties}
      onPointerDown={() => {
        setPointed(true);
      }}
      onKeyDown={onKeyDown}
    >
      <HeaderRow
        columns={columns}
        {...(sorting === undefined ? {} : { sorting })}
        {...(selection === undefined
          ? {}
          : {
              all: {
                count: pickedCount(picked, total),
                total,
                change: (every: boolean) => {
                  selection.change(every ? EVERYTHING : NOTHING);
                },
              },
            })}
      />
      <div className="table-body" role="presentation" style={{ height: elementHeight(listHeight) }}>
        <div
          className="table-window"
          role="rowgroup"
          aria-label={label}
          style={{ top: scaled ? shownTop : (first?.start ?? 0) }}
        >
          {items.map(({ index }) => {
            const row = source.row(index);
            const id = row === undefined ? null : idOf(row);
            return (
              <TableRow
                key={index}
                elementId={`${grid}-${index}`}
                index={index}
                row={row}
                name={row === undefined ? say("loading") : nameOf(row)}
                columns={columns.chosen}
                selectable={selectable}
                selected={id !== null && selection !== undefined && isPicked(picked, id)}
                active={index === at}
                open={id !== null && id === openId}
                className={row === undefined ? undefined : rowClass?.(row)}
                onClick={onRowClick}
                onMenu={onRowMenu}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** The size of what lies under the sticky header. */
function observeBody(
  instance: Virtualizer<HTMLDivElement, Element>,
  report: (rect: { width: number; height: number }) => void,
) {
  const element = instance.scrollElement;
  if (element === null) {
    return undefined;
  }
  const tell = () => {
    report({ width: element.clientWidth, height: Math.max(0, element.clientHeight - HEADER_HEIGHT) });
  };
  tell();
  const observer = new ResizeObserver(tell);
  observer.observe(element);
  return () => {
    observer.disconnect();
  };
}
