/** What of a tenant's mappings is looked at: the part of the address after the tab. */
import type { MappingProblem, ObjectKind } from "../../bridge/generated";

export type Place =
  | { view: "list"; object: ObjectKind; mapping: number | null }
  | { view: "everyone"; object: ObjectKind }
  | { view: "attributes"; object: ObjectKind; side: "source" | "target"; attribute: string | null };

/** `user`, `user:3`, `user:everyone`, `group:source`, `user:target:name.givenName`. */
export function parsePlace(item: string | null): Place {
  const [first = "", second = "", ...rest] = (item ?? "").split(":");
  const object: ObjectKind = first === "group" ? "group" : "user";
  if (second === "everyone") {
    return { view: "everyone", object };
  }
  if (second === "source" || second === "target") {
    return { view: "attributes", object, side: second, attribute: rest.length === 0 ? null : rest.join(":") };
  }
  return { view: "list", object, mapping: /^\d+$/u.test(second) ? Number(second) : null };
}

export function placeItem(place: Place): string {
  switch (place.view) {
    case "list":
      return place.mapping === null ? place.object : `${place.object}:${place.mapping}`;
    case "everyone":
      return `${place.object}:everyone`;
    case "attributes":
      return `${place.object}:${place.side}${place.attribute === null ? "" : `:${place.attribute}`}`;
  }
}

/** Where a problem is mended; `null` where that is elsewhere. */
export function placeOf(problem: MappingProblem, now: ObjectKind): Place | null {
  const object = problem.object ?? now;
  switch (problem.place.at) {
    case "mapping":
      return { view: "list", object, mapping: problem.place.index };
    case "source_attribute":
      return { view: "attributes", object, side: "source", attribute: problem.place.name };
    case "target_attribute":
      return { view: "attributes", object, side: "target", attribute: problem.place.name };
    case "whole":
      return { view: "list", object, mapping: null };
    case "filter":
      return null;
  }
}
