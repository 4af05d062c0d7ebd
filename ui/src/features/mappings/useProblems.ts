import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { DeskError, MappingProblem } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import type { EditedMappings } from "../../shared/desk/drafts";
import { useSettled } from "../../shared/useSettled";

const SETTLED_MS = 250;

export interface Checked {
  problems: MappingProblem[];
  /** They are of the mappings as they are now, not of a moment ago. */
  current: boolean;
  error: DeskError | null;
}

/** What is wrong with the mappings as they are now; while it is asked, what was wrong before. */
export function useProblems(tenant: string, edited: EditedMappings): Checked {
  const desk = useDesk();
  const mappings = useSettled(edited.mappings, SETTLED_MS);
  const { data, error, isPlaceholderData } = useQuery<MappingProblem[], DeskError>({
    queryKey: ["mappings-check", tenant, mappings],
    queryFn: () => desk.call("mappings_check", { tenant, mappings }),
    enabled: edited.unsaved,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return edited.unsaved
    ? {
        problems: data ?? edited.held.problems,
        current: data !== undefined && !isPlaceholderData && mappings === edited.mappings,
        error,
      }
    : { problems: edited.held.problems, current: true, error: null };
}
