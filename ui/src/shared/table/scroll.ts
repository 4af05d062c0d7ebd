/**
 * Scrolling through lists that are taller than an element may be.
 *
 * WebKitGTK and Chromium clamp an element at 33,554,428 px: about 1,048,000 rows of 32 px. Beyond that the element stays
 * at its limit and its scroll position stands for a proportional one in the whole list.
 */
export const TALLEST = 33_000_000;

/** By what a scroll position is multiplied to get the position in the list; 1 for every list that fits. */
export function scale(listHeight: number, viewport: number): number {
  if (listHeight <= TALLEST || viewport >= TALLEST) {
    return 1;
  }
  // Both ends must meet: the last scroll position shows the last row.
  return (listHeight - viewport) / (TALLEST - viewport);
}

/** The element's height for a list of `listHeight`. */
export function elementHeight(listHeight: number): number {
  return Math.min(listHeight, TALLEST);
}
