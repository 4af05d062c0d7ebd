/** Which rows are selected: some, or all that match except some. Never a list of everything. */
import type { ListQuery, Selection } from "../../bridge/generated";

export type Picked = { kind: "some"; ids: ReadonlySet<string> } | { kind: "all_except"; except: ReadonlySet<string> };

export const NOTHING: Picked = { kind: "some", ids: new Set() };
export const EVERYTHING: Picked = { kind: "all_except", except: new Set() };

export function isPicked(picked: Picked, id: string): boolean {
  return picked.kind === "some" ? picked.ids.has(id) : !picked.except.has(id);
}

/** Whether anything may be selected, however many match. */
export function isAnyPicked(picked: Picked): boolean {
  return picked.kind === "all_except" || picked.ids.size > 0;
}

/** How many of `total` matching rows are selected. */
export function pickedCount(picked: Picked, total: number): number {
  return picked.kind === "some" ? picked.ids.size : Math.max(0, total - picked.except.size);
}

/** `picked` with each of `ids` selected or not. */
export function withPicked(picked: Picked, ids: Iterable<string>, selected: boolean): Picked {
  const stored = new Set(picked.kind === "some" ? picked.ids : picked.except);
  // What is stored is the selected ones or the left-out ones.
  const store = selected === (picked.kind === "some");
  for (const id of ids) {
    if (store) {
      stored.add(id);
    } else {
      stored.delete(id);
    }
  }
  return picked.kind === "some" ? { kind: "some", ids: stored } : { kind: "all_except", except: stored };
}

/** As the desk wants it. */
export function asSelection(picked: Picked, query: ListQuery): Selection {
  return picked.kind === "some"
    ? { kind: "some", ids: [...picked.ids] }
    : { kind: "all_except", query, except: [...picked.except] };
}
