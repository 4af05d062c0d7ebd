/** Rows of a list by window: the whole is never held, only the pages in view. */
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { DeskError, Page, Window } from "../../bridge/generated";

/** Rows in a page: small enough to cross the bridge in a few milliseconds. */
export const PAGE = 200;
/** The most rows that one question may ask for. */
const LARGEST_PAGE = 1_000;
/** How long a far jump must rest before its pages are asked for: a dragged scrollbar passes thousands of them. */
const REST_MS = 30;

export interface RowSource<Row> {
  /** `null` until the first answer. */
  total: number | null;
  /** At least `total` match; counting goes on. */
  counting: boolean;
  /** `undefined` while it is under way. */
  row: (index: number) => Row | undefined;
  /** The rows answer an earlier question; the answer to the present one is under way. */
  outdated: boolean;
  error: DeskError | null;
  retry: () => void;
  /** Tells which rows are in view, both ends included. */
  show: (first: number, last: number) => void;
  /** Rows `first` to `last`, both included, wherever they are. */
  fetch: (first: number, last: number) => Promise<Row[]>;
}

function pagesOf(first: number, last: number): number[] {
  const from = Math.max(0, Math.floor((first - PAGE / 4) / PAGE));
  const to = Math.max(from, Math.floor((last + PAGE / 4) / PAGE));
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

interface Shown<Row> {
  question: string;
  total: number;
  counting: boolean;
  pages: ReadonlyMap<number, Row[]>;
}

/** `queryKey` names the question; `load` answers a window of it. */
export function useRows<Row>(
  queryKey: readonly unknown[],
  load: (window: Window) => Promise<Page<Row>>,
): RowSource<Row> {
  const queries = useQueryClient();
  const question = JSON.stringify(queryKey);
  const [asked, setAsked] = useState({ question, pages: [0] });
  // Another question begins at its top.
  const pages = asked.question === question ? asked.pages : [0];
  const results = useQueries({
    queries: pages.map((page) => ({
      queryKey: [...queryKey, page],
      queryFn: () => load({ offset: page * PAGE, limit: PAGE }),
    })),
  });

  const newest = results.reduce<Page<Row> | undefined>(
    (best, { data }) => (data !== undefined && (best === undefined || data.revision > best.revision) ? data : best),
    undefined,
  );
  const kept = useRef<Shown<Row> | null>(null);
  let shown: Shown<Row> | null;
  if (newest === undefined) {
    shown = kept.current;
    if (shown?.question === question) {
      shown = { ...shown, pages: new Map() };
    }
  } else {
    // Rows of different revisions do not mix: what is older waits for its new answer.
    const current = new Map<number, Row[]>();
    for (const { data } of results) {
      if (data?.revision === newest.revision) {
        current.set(data.offset / PAGE, data.rows);
      }
    }
    shown = { question, total: newest.total, counting: newest.counting ?? false, pages: current };
  }
  useEffect(() => {
    kept.current = shown;
  });

  useEffect(() => {
    for (const result of results) {
      if (
        newest !== undefined &&
        result.data !== undefined &&
        result.data.revision < newest.revision &&
        !result.isFetching
      ) {
        void result.refetch();
      }
    }
  });

  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  const show = useCallback(
    (first: number, last: number) => {
      const wanted = pagesOf(first, last);
      clearTimeout(timer.current);
      const set = () => {
        setAsked((before) =>
          before.question === question && before.pages.join() === wanted.join() ? before : { question, pages: wanted },
        );
      };
      const near = (asked.question === question ? asked.pages : [0]).some((page) =>
        wanted.some((one) => Math.abs(one - page) <= 1),
      );
      if (near) {
        set();
      } else {
        timer.current = setTimeout(set, REST_MS);
      }
    },
    [question, asked],
  );

  const fetch = useCallback(
    async (first: number, last: number) => {
      const rows: Row[] = [];
      for (let offset = first; offset <= last; offset += LARGEST_PAGE) {
        const page = await load({ offset, limit: Math.min(LARGEST_PAGE, last - offset + 1) });
        rows.push(...page.rows);
      }
      return rows;
    },
    [load],
  );

  const failed = results.find((result) => result.error !== null);
  return useMemo(
    () => ({
      total: shown?.total ?? null,
      counting: shown?.counting ?? false,
      row: (index: number) => shown?.pages.get(Math.floor(index / PAGE))?.[index % PAGE],
      outdated: shown !== null && shown.question !== question,
      error: (failed?.error ?? null) as DeskError | null,
      retry: () => {
        void queries.invalidateQueries({ queryKey });
      },
      show,
      fetch,
    }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `question` stands for `queryKey`, whose identity changes.
    [shown?.total, shown?.counting, shown?.pages, question, failed?.error, show, fetch, queries],
  );
}

/** Rows that are all here already. */
export function useLocalRows<Row>(rows: readonly Row[]): RowSource<Row> {
  return useMemo(
    () => ({
      total: rows.length,
      counting: false,
      row: (index: number) => rows[index],
      outdated: false,
      error: null,
      retry: () => undefined,
      show: () => undefined,
      fetch: (first: number, last: number) => Promise.resolve(rows.slice(first, last + 1)),
    }),
    [rows],
  );
}
