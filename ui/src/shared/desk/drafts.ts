/**
 * A tenant's mappings as they are being edited. The draft lives as long as the window, whatever page is looked at, and is
 * the same for all that edit a part of it.
 */
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { DeskError, Mappings, MappingVersion, TenantMappings } from "../../bridge/generated";
import { useDesk } from "./context";
import { keys } from "./queries";

interface Draft {
  /** The version that was edited; `null`: the app's defaults. */
  base: number | null;
  mappings: Mappings;
  /** The import of Entra's schema that the draft began with. */
  import: string | null;
}

class Drafts {
  readonly #held = new Map<string, Draft>();
  readonly #listeners = new Set<() => void>();

  subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => {
      this.#listeners.delete(changed);
    };
  };

  of(tenant: string): Draft | null {
    return this.#held.get(tenant) ?? null;
  }

  keep(tenant: string, draft: Draft | null): void {
    if (draft === null) {
      this.#held.delete(tenant);
    } else {
      this.#held.set(tenant, draft);
    }
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

const DRAFTS = new WeakMap<object, Drafts>();

function useDrafts(): Drafts {
  const desk = useDesk();
  let drafts = DRAFTS.get(desk);
  if (drafts === undefined) {
    drafts = new Drafts();
    DRAFTS.set(desk, drafts);
  }
  return drafts;
}

function numberOf(version: MappingVersion | null): number | null {
  return version?.number ?? null;
}

/** Whether a tenant has changes that nobody saved. */
export function useUnsaved(tenant: string): boolean {
  const drafts = useDrafts();
  return useSyncExternalStore(drafts.subscribe, () => drafts.of(tenant) !== null);
}

export interface EditedMappings {
  /** What is saved. */
  held: TenantMappings;
  /** What is shown and edited: the draft, or what is saved where there is none. */
  mappings: Mappings;
  unsaved: boolean;
  /** Another version was saved since the draft began. */
  outrun: boolean;
  import: string | null;
  /** Edits; what is as saved again is no draft any more. */
  change: (edit: (before: Mappings) => Mappings) => void;
  /** Another draft in place of this one. */
  replace: (mappings: Mappings, imported: string | null) => void;
  discard: () => void;
}

export interface MappingsAnswer {
  edited: EditedMappings | null;
  error: DeskError | null;
  retry: () => void;
}

export function useMappings(tenant: string): MappingsAnswer {
  const desk = useDesk();
  const drafts = useDrafts();
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.of(tenant));
  const {
    data: held,
    error,
    refetch,
  } = useQuery<TenantMappings, DeskError>({
    queryKey: [...keys.mappings(tenant), "newest"],
    queryFn: () => desk.call("mappings_get", { tenant }),
  });
  const retry = useCallback(() => {
    void refetch();
  }, [refetch]);
  const edited = useMemo((): EditedMappings | null => {
    if (held === undefined) {
      return null;
    }
    const newest = numberOf(held.version);
    const keep = (next: Draft) => {
      // An imported schema holds more than mappings, so it is worth saving whatever they are.
      const same =
        next.import === null && next.base === newest && JSON.stringify(next.mappings) === JSON.stringify(held.mappings);
      drafts.keep(tenant, same ? null : next);
    };
    return {
      held,
      mappings: draft?.mappings ?? held.mappings,
      unsaved: draft !== null,
      outrun: draft !== null && draft.base !== newest,
      import: draft?.import ?? null,
      change: (edit) => {
        const before = drafts.of(tenant) ?? { base: newest, mappings: held.mappings, import: null };
        keep({ ...before, mappings: edit(before.mappings) });
      },
      replace: (mappings, imported) => {
        keep({ base: newest, mappings, import: imported });
      },
      discard: () => {
        drafts.keep(tenant, null);
      },
    };
  }, [held, draft, drafts, tenant]);
  return { edited, error, retry };
}
