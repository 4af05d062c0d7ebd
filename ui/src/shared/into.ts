import type { RefObject } from "react";

/** A callback that keeps an element in `ref`. Some Fluent fields type their `ref` so that only a callback fits. */
export function into<T>(ref: RefObject<T | null>): (element: T | null) => void {
  return (element) => {
    ref.current = element;
  };
}
