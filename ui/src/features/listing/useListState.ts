/** What an admin asked of one list: search, filters, order, selection. Kept while other pages are looked at. */
import { useCallback } from "react";
import type { ListQuery, ResourceKind } from "../../bridge/generated";
import { useKept } from "../../shared/kept";
import { NOTHING, type Picked } from "../../shared/table/selection";
import type { FilterAnswer } from "./useServerFilter";

export interface ListState {
  query: ListQuery;
  picked: Picked;
  /** The filter field is open. */
  filtering: boolean;
  answer: FilterAnswer | null;
  /** Grows when the search is set from elsewhere: the list and its search field begin anew. */
  turn: number;
}

const FRESH: ListState = {
  query: { search: "", active: null, sort: "name", descending: false },
  picked: NOTHING,
  filtering: false,
  answer: null,
  turn: 0,
};

export function useListState(tenant: string, kind: ResourceKind) {
  const [state, set] = useKept<ListState>(`list:${tenant}:${kind}`, FRESH);
  const change = useCallback(
    (part: Partial<ListState>) => {
      set((before) => ({ ...before, ...part }));
    },
    [set],
  );
  const ask = useCallback(
    (part: Partial<ListQuery>) => {
      set((before) => {
        const query = { ...before.query, ...part };
        const narrowed = query.search !== before.query.search || query.active !== before.query.active;
        // "All that match" means something else once the question changes; rows chosen one by one stay chosen.
        const picked = narrowed && before.picked.kind === "all_except" ? NOTHING : before.picked;
        return { ...before, query, picked };
      });
    },
    [set],
  );
  const searchAnew = useCallback(
    (search: string) => {
      set((before) => ({
        query: { ...before.query, search, active: null },
        // What was selected of a server's answer goes with the answer.
        picked: before.answer === null && before.picked.kind === "some" ? before.picked : NOTHING,
        filtering: false,
        answer: null,
        turn: before.turn + 1,
      }));
    },
    [set],
  );
  return { state, change, ask, searchAnew };
}
