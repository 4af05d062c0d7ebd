/** Opens the window on the fake desk, at a place. */
import { render, screen, within, type RenderResult } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { App } from "../src/app/App";
import { Providers } from "../src/app/Providers";
import { fakePlatform, type FakeOptions, type FakePlatform } from "../src/platform/fake/fake";
import { deskQueries } from "../src/shared/desk/queries";

export interface OpenWindow extends RenderResult {
  desk: FakePlatform;
  user: UserEvent;
}

export function openWindow(place = "#/", options: FakeOptions = {}): OpenWindow {
  window.history.replaceState(null, "", place);
  const desk = fakePlatform(options);
  const shown = render(
    <Providers platform={desk} queries={deskQueries()}>
      <App />
    </Providers>,
  );
  return { ...shown, desk, user: userEvent.setup() };
}

/** The rows of the grid `name` that are on screen, header left out. */
export async function rowsOf(name: RegExp): Promise<HTMLElement[]> {
  const grid = await screen.findByRole("grid", { name });
  return within(grid).getAllByRole("row").slice(1);
}

/** The calls of one command so far, oldest first. */
export function callsOf(desk: FakePlatform, name: string): unknown[] {
  return desk.calls.filter((call) => call.name === name).map((call) => call.request);
}
