/** People and groups of a directory, found by a few letters. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { DeskError, DirectoryGroupRow, Page, PersonRow, PrincipalKind } from "../../bridge/generated";
import { useDesk } from "./context";
import { keys } from "./queries";
import { useSettled } from "../useSettled";

export interface Found {
  kind: PrincipalKind;
  id: string;
  name: string;
  /** Tells namesakes apart: a user name, or how many are in a group. */
  userName: string | null;
  members: number | null;
}

const SEARCH_MS = 80;
const MOST = 50;

interface Answer {
  found: Found[];
  /** More match than are here. */
  more: number;
  error: DeskError | null;
  waiting: boolean;
  retry: () => void;
}

/** Up to 50 people, 50 groups, or both; groups first, since there are fewer. */
export function usePrincipals(directory: string, typed: string, wanted: readonly PrincipalKind[]): Answer {
  const desk = useDesk();
  const search = useSettled(typed.trim(), SEARCH_MS);
  const window = { offset: 0, limit: MOST };
  const people = useQuery<Page<PersonRow>, DeskError>({
    queryKey: [...keys.people(directory), search, "found"],
    queryFn: () => desk.call("people_page", { directory, search, window }),
    enabled: wanted.includes("person"),
    // While more is typed, what was found stays in place.
    placeholderData: keepPreviousData,
  });
  const groups = useQuery<Page<DirectoryGroupRow>, DeskError>({
    queryKey: [...keys.directoryGroups(directory), search, "found"],
    queryFn: () => desk.call("directory_groups_page", { directory, search, window }),
    enabled: wanted.includes("group"),
    placeholderData: keepPreviousData,
  });
  const asked = [groups, people].filter((_, at) => wanted.includes(at === 0 ? "group" : "person"));
  const found: Found[] = [
    ...(groups.data?.rows ?? []).map(({ id, name, members }): Found => ({
      kind: "group",
      id,
      name,
      userName: null,
      members,
    })),
    ...(people.data?.rows ?? []).map(({ id, name, userName }): Found => ({
      kind: "person",
      id,
      name,
      userName,
      members: null,
    })),
  ];
  const total = asked.reduce((sum, { data }) => sum + (data?.total ?? 0), 0);
  return {
    found,
    more: Math.max(0, total - found.length),
    error: asked.find(({ error }) => error !== null)?.error ?? null,
    waiting: asked.some(({ data, error }) => data === undefined && error === null),
    retry: () => {
      for (const query of asked) {
        void query.refetch();
      }
    },
  };
}
