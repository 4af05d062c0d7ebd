/** What jsdom lacks: sizes, so that lists know how many rows are in view, and a few of the web view's own parts. */
import { cleanup, configure, fireEvent } from "@testing-library/react";
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
  // Dialogs give the focus only to what has a place on the page.
  offsetParent: {
    configurable: true,
    get(this: HTMLElement) {
      return this.parentElement;
    },
  },
});
Element.prototype.getBoundingClientRect = () => new DOMRect(0, 0, WIDTH, HEIGHT);

// Setting the position scrolls, as in a web view.
const positions = new WeakMap<Element, number>();
Object.defineProperty(Element.prototype, "scrollTop", {
  configurable: true,
  get(this: Element) {
    return positions.get(this) ?? 0;
  },
  set(this: Element, top: number) {
    positions.set(this, top);
    this.dispatchEvent(new Event("scroll"));
  },
});

// The editor of expressions measures its text.
Range.prototype.getClientRects = () => document.createElement("span").getClientRects();
Range.prototype.getBoundingClientRect = () => new DOMRect(0, 0, 0, 20);

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
  // Dialogs know of each other beyond one page: what is open must be closed, not torn away.
  for (const dialog of document.querySelectorAll("[role=dialog]")) {
    fireEvent.keyDown(dialog, { key: "Escape" });
  }
  cleanup();
});
