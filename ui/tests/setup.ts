/** What jsdom lacks: sizes, so that lists know how many rows are in view, and a few of the web view's own parts. */
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";

configure({ asyncUtilTimeout: 10_000 });

// jsdom would read thousands of style rules and ask them all again for every role: nothing here depends on looks.
CSSStyleSheet.prototype.insertRule = () => 0;

const HEIGHT = 640;
const WIDTH = 1_000;

Object.defineProperties(HTMLElement.prototype, {
  clientHeight: { configurable: true, get: () => HEIGHT },
  clientWidth: { configurable: true, get: () => WIDTH },
  offsetHeight: { configurable: true, get: () => HEIGHT },
  offsetWidth: { configurable: true, get: () => WIDTH },
});

class NoResize implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", NoResize);
  vi.stubGlobal("matchMedia", (query: string) => ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  window.history.replaceState(null, "", "/");
});

afterEach(() => {
  cleanup();
});
