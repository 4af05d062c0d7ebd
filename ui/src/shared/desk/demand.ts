/** Who is chosen for provisioning on demand, kept while the window is open: whoever leads there may fill it in. */
import { useKept } from "../kept";
import type { Found } from "./principals";

const NOBODY: readonly Found[] = [];

export function useDemandChosen(tenant: string): [readonly Found[], (chosen: readonly Found[]) => void] {
  return useKept<readonly Found[]>(`demand-chosen:${tenant}`, NOBODY);
}
