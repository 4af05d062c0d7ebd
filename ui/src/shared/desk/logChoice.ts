/** What the log of a tenant is narrowed to. It stays while the window does, and whoever leads to the log may set it. */
import { useCallback } from "react";
import type { LogFilter } from "../../bridge/generated";
import { useKept } from "../kept";

/** As the fields have it: dates are days, as the admin's calendar has them. */
export interface LogChoice {
  action: LogFilter["action"];
  status: LogFilter["status"];
  code: string;
  cycle: string;
  from: string;
  to: string;
}

export const ANY: LogChoice = { action: null, status: null, code: "", cycle: "", from: "", to: "" };

interface Narrowed {
  typed: string;
  setTyped: (typed: string) => void;
  choice: LogChoice;
  setChoice: (change: LogChoice | ((before: LogChoice) => LogChoice)) => void;
  /** Whether the filters that are seldom used are shown. */
  more: boolean;
  setMore: (more: boolean) => void;
}

export function useLogChoice(tenant: string): Narrowed {
  const [typed, setTyped] = useKept(`log-search:${tenant}`, "");
  const [choice, setChoice] = useKept<LogChoice>(`log-filter:${tenant}`, ANY);
  const [more, setMore] = useKept(`log-more:${tenant}`, false);
  return { typed, setTyped, choice, setChoice, more, setMore };
}

/** Narrows the log to exactly this, in the sight of whoever goes there: a filter that acts is never hidden. */
export function useNarrowLog(tenant: string): (wanted: Partial<LogChoice>) => void {
  const { setTyped, setChoice, setMore } = useLogChoice(tenant);
  return useCallback(
    (wanted) => {
      const choice = { ...ANY, ...wanted };
      setTyped("");
      setChoice(choice);
      setMore([choice.code, choice.cycle, choice.from, choice.to].some((one) => one !== ""));
    },
    [setTyped, setChoice, setMore],
  );
}
