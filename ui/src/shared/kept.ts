/** State that outlives the component that shows it, such as what was searched for in a list. Gone with the window. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

export function useKept<T>(key: string, initial: T): [T, (change: T | ((before: T) => T)) => void] {
  const queries = useQueryClient();
  const { data = initial } = useQuery<T>({
    queryKey: ["kept", key],
    queryFn: () => initial,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const set = useCallback(
    (change: T | ((before: T) => T)) => {
      queries.setQueryData<T>(["kept", key], (before) =>
        typeof change === "function" ? (change as (before: T) => T)(before ?? initial) : change,
      );
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the first value is the one that counts.
    [queries, key],
  );
  return [data, set];
}
