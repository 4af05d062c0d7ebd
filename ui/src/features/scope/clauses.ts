import type { Clause, FilterGroup, FilterOperator, ObjectKind, ObjectMapping, Mappings } from "../../bridge/generated";

export function objectOf(mappings: Mappings, object: ObjectKind): ObjectMapping {
  return object === "user" ? mappings.users : mappings.groups;
}

/** `mappings` with other scoping filters for one type of objects. */
export function withScope(mappings: Mappings, object: ObjectKind, scope: FilterGroup[]): Mappings {
  return object === "user"
    ? { ...mappings, users: { ...mappings.users, scope } }
    : { ...mappings, groups: { ...mappings.groups, scope } };
}

/** Whether a clause is still being written: it cannot be asked, nor written as text. */
export function isUnfinished(clause: Clause): boolean {
  return clause.attribute.trim() === "";
}

export function hasUnfinished(filters: readonly FilterGroup[]): boolean {
  return filters.some((group) => group.clauses.length === 0 || group.clauses.some(isUnfinished));
}

/** `clause` with another operator; a value stays for the way back to one that takes it. */
export function withOperator(clause: Clause, operator: FilterOperator, takesValue: boolean): Clause {
  return { ...clause, operator, value: takesValue ? (clause.value ?? "") : null };
}

export const NEW_CLAUSE: Clause = { attribute: "", operator: "EQUALS", value: "" };
