import type { ListingSummary } from "../../bridge/generated";
import { count } from "../words/format";
import { say } from "../words/say";

/** Whether the whole list was never fetched, or is known to be more than what is here. */
export function isMissing(listing: ListingSummary | null): boolean {
  return listing === null || listing.completeness === "known_partial";
}

/** How many are held; of a part of a list no plain number, which would pass for all. */
export function heldCount(listing: ListingSummary): string {
  const held = count(listing.count);
  return isMissing(listing) ? say("count-part", { held }) : held;
}
