import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { DeskError, MappingProblem } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import type { EditedMappings } from "../../shared/desk/drafts";
import { useSettled } from "../../shared/useSettled";

const SETTLED_MS = 250;

/** What is wrong with the mappings as they are now; while it is asked, what was wrong before. */
export function useProblems(
  tenant: string,
  edited: EditedMappings,
): { problems: MappingProblem[]; error: DeskError | null } {
  const desk = useDesk();
  const mappings = useSettled(edited.mappings, SETTLED_MS);
  const { data, error } = useQuery<MappingProblem[], DeskError>({
    queryKey: ["mappings-check", tenant, mappings],
    queryFn: () => desk.call("mappings_check", { tenant, mappings }),
    enabled: edited.unsaved,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return edited.unsaved
    ? { problems: data ?? edited.held.problems, error }
    : { problems: edited.held.problems, error: null };
}
