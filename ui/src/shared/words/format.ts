/** Numbers, times and durations as an admin reads them. */
import { useSyncExternalStore } from "react";
import { say } from "./say";

const COUNT = new Intl.NumberFormat("en");
const EXACT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });
const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });

export function count(value: number): string {
  return COUNT.format(value);
}

export function exactTime(at: string): string {
  return EXACT.format(new Date(at));
}

/** How long ago, in the largest unit that fits; beyond 30 days the date. */
export function age(at: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(at)) / 1000);
  if (seconds < 45) {
    return say("age-now");
  }
  if (seconds < 3_570) {
    return say("age-minutes", { n: Math.max(1, Math.round(seconds / 60)) });
  }
  if (seconds < 86_400) {
    return say("age-hours", { n: Math.max(1, Math.round(seconds / 3_600)) });
  }
  if (seconds < 30 * 86_400) {
    return say("age-days", { n: Math.round(seconds / 86_400) });
  }
  return DAY.format(new Date(at));
}

/** A duration in words: `184 ms`, `3.2 s`, `4 min`. */
export function duration(ms: number): string {
  if (ms < 1_000) {
    return say("duration-ms", { n: Math.round(ms) });
  }
  if (ms < 90_000) {
    return say("duration-s", { n: ms < 10_000 ? Math.round(ms / 100) / 10 : Math.round(ms / 1_000) });
  }
  return say("duration-min", { n: Math.round(ms / 60_000) });
}

// One clock for all ages on screen, so that they change together.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function tick(): void {
  now = Date.now();
  for (const listener of listeners) {
    listener();
  }
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  if (timer === undefined) {
    // Nobody looked for a while: what is read next must not be the time of then.
    now = Date.now();
    timer = setInterval(tick, 20_000);
  }
  return () => {
    listeners.delete(changed);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The present, as far as ages need it: to 20 seconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
