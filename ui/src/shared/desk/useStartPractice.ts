import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { DeskError, PracticeStatus } from "../../bridge/generated";
import { useDesk } from "./context";
import { keys } from "./queries";

/** Starts the practice tenants of all apps; given a number, also those that run, afresh and with so many people each. */
export function useStartPractice(onStarted?: (status: PracticeStatus) => void) {
  const desk = useDesk();
  const queries = useQueryClient();
  return useMutation<PracticeStatus, DeskError, number | null>({
    mutationFn: (accounts) => desk.call("practice_start", { app: null, accounts }),
    onSuccess: async (status) => {
      queries.setQueryData(keys.practice, status);
      await queries.invalidateQueries({ queryKey: keys.tenants });
      onStarted?.(status);
    },
  });
}
