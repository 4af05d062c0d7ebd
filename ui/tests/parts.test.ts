import { describe, expect, test } from "vitest";
import type { ChangeKind, Job } from "../src/bridge/generated";
import { found } from "../src/features/palette/search";
import { changeWord } from "../src/shared/parts/glyphs";
import { withJob } from "../src/shared/desk/queries";
import { parseRoute, routeHash, type Route } from "../src/shared/route";
import { elementHeight, scale, TALLEST } from "../src/shared/table/scroll";
import { asSelection, EVERYTHING, isPicked, NOTHING, pickedCount, withPicked } from "../src/shared/table/selection";
import { age } from "../src/shared/words/format";

describe("scrolling a list taller than an element may be", () => {
  test("a list that fits is not scaled", () => {
    expect(scale(1_000_000 * 32, 600)).toBe(1);
    expect(elementHeight(1_000_000 * 32)).toBe(32_000_000);
  });

  test.each([1_100_000, 3_000_000, 50_000_000])("the ends of %d rows meet the ends of the scrollbar", (rows) => {
    const list = rows * 32;
    const viewport = 600;
    const element = elementHeight(list);
    expect(element).toBe(TALLEST);
    const lowest = element - viewport;
    expect(lowest * scale(list, viewport)).toBeCloseTo(list - viewport, 3);
  });
});

describe("a selection", () => {
  const query = { search: "", active: null, sort: "name", descending: false } as const;

  test("of some grows and shrinks by id", () => {
    const two = withPicked(NOTHING, ["a", "b"], true);
    expect(pickedCount(two, 10)).toBe(2);
    expect(isPicked(withPicked(two, ["a"], false), "a")).toBe(false);
  });

  test("of everything keeps only what is left out", () => {
    const most = withPicked(EVERYTHING, ["a", "b"], false);
    expect(pickedCount(most, 1_000_000)).toBe(999_998);
    expect(isPicked(most, "a")).toBe(false);
    expect(isPicked(most, "z")).toBe(true);
    expect(asSelection(withPicked(most, ["a"], true), query)).toEqual({ kind: "all_except", query, except: ["b"] });
  });
});

describe("places", () => {
  const routes: Route[] = [
    { page: "home" },
    { page: "add" },
    { page: "settings" },
    { page: "activity", job: null },
    { page: "activity", job: "job-1" },
    { page: "tenant", tenant: "a/b c", tab: "users", item: null },
    { page: "tenant", tenant: "t", tab: "groups", item: "urn:x/y?z#ü" },
  ];

  test.each(routes)("$page survives the address", (route) => {
    expect(parseRoute(routeHash(route))).toEqual(route);
  });

  test.each(["#/nowhere", "#/tenant", "#%E0%A4%A", ""])("%s leads home", (hash) => {
    expect(parseRoute(hash)).toEqual({ page: "home" });
  });
});

describe("the palette", () => {
  const entries = ["Workgrid", "Settings", "Amélie"].map((label) => ({
    id: label,
    label,
    hint: "",
    run: () => undefined,
  }));

  test("finds without accents and by parts, what begins so first", () => {
    expect(found(entries, "ame").map((entry) => entry.label)).toEqual(["Amélie"]);
    expect(found(entries, "").length).toBe(3);
    expect(found(entries, "zzz")).toEqual([]);
  });
});

describe("jobs", () => {
  const job = (id: string, end: Job["end"]): Job => ({
    id,
    kind: "refresh",
    tenant: null,
    tenantName: null,
    startedAt: "2026-01-01T00:00:00Z",
    progress: { kind: null, done: 0, total: null, pages: 0, rate: null, timeLeftMs: null, waitingMs: null },
    end,
  });

  test("one that ended is never taken back to running by a late event", () => {
    const ended = [job("a", { end: "cancelled", outcome: null })];
    expect(withJob(ended, job("a", null))).toBe(ended);
    expect(withJob(ended, job("b", null)).map((one) => one.id)).toEqual(["b", "a"]);
  });
});

describe("ages", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");

  test.each([
    ["2026-11-21T11:59:50Z", "just now"],
    ["2026-11-21T12:00:30Z", "just now"],
    ["2026-11-21T11:56:00Z", "4 min ago"],
    ["2026-11-21T11:00:20Z", "1 h ago"],
    ["2026-11-20T10:00:00Z", "1 day ago"],
    ["2026-11-11T10:00:00Z", "10 days ago"],
    ["2026-01-02T10:00:00Z", "2 Jan 2026"],
  ])("%s is %s", (at, said) => {
    expect(age(at, now)).toBe(said);
  });
});

test("each kind of change is named by its own word", () => {
  const kinds: ChangeKind[] = [
    "deactivate",
    "reactivate",
    "create",
    "update",
    "restore",
    "disable",
    "delete",
    "references",
  ];
  expect(new Set(kinds.map(changeWord)).size).toBe(kinds.length);
});
