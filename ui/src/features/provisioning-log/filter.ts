/** What the log is asked for. */
import type { LogFilter } from "../../bridge/generated";
import type { LogChoice } from "../../shared/desk/logChoice";

/** The moment a day begins, or the next one does; `null` where it is no day. */
function edge(day: string, end: boolean): string | null {
  const at = new Date(`${day}T00:00:00`);
  if (day === "" || Number.isNaN(at.getTime())) {
    return null;
  }
  if (end) {
    at.setDate(at.getDate() + 1);
  }
  return at.toISOString();
}

export function asFilter(search: string, choice: LogChoice): LogFilter {
  const cycle = Number(choice.cycle);
  return {
    search,
    action: choice.action,
    status: choice.status,
    code: choice.code.trim() === "" ? null : choice.code.trim(),
    cycle: choice.cycle !== "" && Number.isSafeInteger(cycle) && cycle > 0 ? cycle : null,
    from: edge(choice.from, false),
    to: edge(choice.to, true),
  };
}

/** How many of the filters behind "More filters" are set. */
export function furtherCount({ code, cycle, from, to }: LogFilter): number {
  return [code, cycle, from, to].filter((one) => one !== null).length;
}

export function isFiltered(filter: LogFilter): boolean {
  return filter.search !== "" || filter.action !== null || filter.status !== null || furtherCount(filter) > 0;
}
