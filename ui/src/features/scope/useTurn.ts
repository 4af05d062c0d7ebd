import { useQuery } from "@tanstack/react-query";
import { keys } from "../../shared/desk/queries";

/**
 * Another number after each change that the desk tells of a tenant's mappings, whoever made it: a saved version, another
 * directory, other assignments.
 */
export function useTurn(tenant: string): number {
  return useQuery({
    queryKey: [...keys.mappings(tenant), "turn"],
    queryFn: () => performance.now(),
    initialData: 0,
  }).data;
}
