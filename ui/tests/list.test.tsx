import { readFileSync } from "node:fs";
import { join } from "node:path";
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { ListPage } from "../src/bridge/generated";
import { matching } from "../src/platform/fake/tenants";
import { callsOf, openWindow, rowsOf } from "./open";

const USERS = "#/tenant/t-documo/users";
const GRID = /Users of Documo/u;

const TABLE_CSS = readFileSync(join(import.meta.dirname, "../src/shared/table/table.css"), "utf8");

/** The row with the ring, by the rule of the style sheet: nothing here depends on looks, and this does. */
function ringed(grid: HTMLElement): Element | null {
  const rule = /^(?<selector>[^{}\n]*\.active) \{\n {2}outline:/mu.exec(TABLE_CSS)?.groups?.["selector"];
  return rule === undefined ? null : (grid.parentElement?.querySelector(rule) ?? null);
}

function windows(asked: unknown[]): number[] {
  return asked.map((request) => (request as ListPage).window.offset);
}

describe("the list of users", () => {
  test("shows a window of the rows, says how many there are, and never asks for all", async () => {
    const { desk } = openWindow(USERS, { accounts: 5_000 });
    const rows = await rowsOf(GRID);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.length).toBeLessThan(60);
    expect(screen.getByRole("grid", { name: GRID }).getAttribute("aria-rowcount")).toBe("5001");
    expect(screen.getByText("5,000 accounts")).toBeTruthy();
    expect(windows(callsOf(desk, "accounts_page"))).toEqual([0]);
  });

  test("the End key goes to the last row and fetches the pages around it", async () => {
    const { user, desk } = openWindow(USERS, { accounts: 5_000 });
    await rowsOf(GRID);
    screen.getByRole("grid", { name: GRID }).focus();
    await user.keyboard("{End}");
    await waitFor(() => {
      expect(windows(callsOf(desk, "accounts_page"))).toContain(4_800);
    });
    const grid = screen.getByRole("grid", { name: GRID });
    await waitFor(() => {
      expect(within(grid).getAllByRole("row").at(-1)?.getAttribute("aria-rowindex")).toBe("5001");
    });
    await waitFor(() => {
      const active = document.getElementById(grid.getAttribute("aria-activedescendant") ?? "");
      expect(active?.getAttribute("aria-rowindex")).toBe("5001");
    });
  });

  test("a header sorts, a second press turns the order around, and the grid says so", async () => {
    const { user, desk } = openWindow(USERS);
    await rowsOf(GRID);
    const header = screen.getByRole("columnheader", { name: /User name/u });
    expect(header.getAttribute("aria-sort")).toBe("none");
    await user.click(within(header).getByRole("button"));
    await waitFor(() => {
      expect(screen.getByRole("columnheader", { name: /User name/u }).getAttribute("aria-sort")).toBe("ascending");
    });
    await user.click(within(screen.getByRole("columnheader", { name: /User name/u })).getByRole("button"));
    await waitFor(() => {
      expect(callsOf(desk, "accounts_page").at(-1)).toMatchObject({ query: { sort: "user_name", descending: true } });
    });
  });

  test("search answers while it is typed, and an answer to an earlier text is dropped", async () => {
    const { user, desk } = openWindow(USERS);
    await rowsOf(GRID);
    await user.type(screen.getByRole("searchbox", { name: "Search users" }), "okoro");
    await waitFor(() => {
      expect(callsOf(desk, "accounts_page").at(-1)).toMatchObject({ query: { search: "okoro" } });
    });
    await waitFor(async () => {
      for (const row of await rowsOf(GRID)) {
        expect(row.textContent).toMatch(/okoro/iu);
      }
    });
    expect(screen.getByText(/^\d+ of 412 accounts$/u)).toBeTruthy();
  });

  test("a search that finds nothing says what was searched for and offers to clear it", async () => {
    const { user } = openWindow(USERS);
    await rowsOf(GRID);
    await user.type(screen.getByRole("searchbox", { name: "Search users" }), "nobody at all");
    expect(await screen.findByText("Nothing holds “nobody at all”.")).toBeTruthy();
    expect(screen.queryByText(/may still have an account/u), "of a proven list there are no others").toBeNull();
    await user.click(screen.getByRole("button", { name: "Clear search and filter" }));
    expect((await rowsOf(GRID)).length).toBeGreaterThan(10);
  });

  test("the filter for inactive accounts is a switch", async () => {
    const { user, desk } = openWindow(USERS);
    await rowsOf(GRID);
    const chip = screen.getByRole("button", { name: "Inactive" });
    await user.click(chip);
    expect(chip.getAttribute("aria-pressed")).toBe("true");
    await waitFor(() => {
      expect(callsOf(desk, "accounts_page").at(-1)).toMatchObject({ query: { active: false } });
    });
    await user.click(chip);
    expect(chip.getAttribute("aria-pressed")).toBe("false");
  });

  test("a list that was never fetched says what fetching does, and does it", async () => {
    const { user } = openWindow("#/tenant/t-workteam/users");
    expect(await screen.findByRole("heading", { name: "No accounts fetched yet" })).toBeTruthy();
    expect(screen.getByRole("contentinfo").textContent).toBe("Not fetched yet");
    await user.click(screen.getByRole("button", { name: "Fetch accounts and groups" }));
    expect((await rowsOf(/Users of Workteam/u)).length).toBeGreaterThan(10);
    expect(await screen.findByText("120 accounts")).toBeTruthy();
  });

  test("a list that holds only what was looked up says so everywhere, and is still to be fetched", async () => {
    const { user, desk } = openWindow("#/tenant/t-workteam/overview");
    const workteam = desk.tenant("t-workteam");
    const evidence = "Only what was looked up one by one is here.";
    workteam.people = desk.tenant("t-documo").people.slice(0, 1);
    workteam.tenant = {
      ...workteam.tenant,
      users: {
        count: 1,
        active: 1,
        inactive: 0,
        notSeen: 0,
        fetchedAt: new Date().toISOString(),
        completeness: "known_partial",
        evidence,
      },
    };
    desk.emit({ event: "tenants_changed" });
    const side = await screen.findByRole("navigation", { name: "Tenants and pages" });
    expect(await within(side).findByText("1+")).toHaveProperty("title", `part of it: ${evidence}`);
    const held = await screen.findByRole("region", { name: "What is held here" });
    expect(within(held).getByText("1+")).toBeTruthy();
    expect(within(held).getByText("part of it")).toBeTruthy();
    expect(within(held).getByRole("button", { name: "Fetch accounts and groups" })).toBeTruthy();
    await user.click(screen.getByRole("tab", { name: /^Users/u }));
    expect(await rowsOf(/Users of Workteam/u)).toHaveLength(1);
    const foot = screen.getByRole("contentinfo");
    expect(foot.textContent).toContain("at least 1 account");
    await user.type(screen.getByRole("searchbox", { name: "Search users" }), "nobody at all");
    await screen.findByText("Nothing holds “nobody at all”.");
    expect(screen.getByText(/Whoever is not in it may still have an account/u)).toBeTruthy();
    await user.click(within(foot).getByRole("button", { name: "Fetch accounts and groups" }));
    await user.clear(screen.getByRole("searchbox", { name: "Search users" }));
    expect(await within(foot).findByText("1 account")).toBeTruthy();
    expect(within(side).queryByText("1+")).toBeNull();
  });

  test("a part of a list that holds nobody says neither that there are none nor a plain 0", async () => {
    const { desk } = openWindow("#/tenant/t-workteam/users");
    const workteam = desk.tenant("t-workteam");
    const { users } = desk.tenant("t-workgrid").tenant;
    workteam.tenant = { ...workteam.tenant, users: users === null ? null : { ...users, count: 0 } };
    desk.emit({ event: "tenants_changed" });
    expect(await screen.findByRole("heading", { name: "No account is here yet" })).toBeTruthy();
    expect(screen.getByRole("contentinfo").textContent).toContain("at least 0 accounts");
    expect(screen.getByRole("button", { name: "Fetch accounts and groups" })).toBeTruthy();
    expect(screen.queryByText("0 accounts")).toBeNull();
  });

  test("a list that cannot be read shows the error and can be asked again", async () => {
    const { user, desk } = openWindow(USERS, { fail: { accounts_page: "cache_failed" } });
    expect(await screen.findByText("The cache could not be read or written.")).toBeTruthy();
    desk.fail("accounts_page", null);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect((await rowsOf(GRID)).length).toBeGreaterThan(10);
  });

  test("an unproven list says why at its foot, and an old one says that it is old", async () => {
    const { user } = openWindow("#/tenant/t-ideo/users");
    await user.click(await screen.findByRole("button", { name: "unproven" }));
    expect(await screen.findByText("The server stopped after 403 without saying why.")).toBeTruthy();
    expect(screen.getByText(/older than a day/u)).toBeTruthy();
  });

  test("a refresh that fails keeps the list, and says why and what to do", async () => {
    const { user, desk } = openWindow(USERS);
    await rowsOf(GRID);
    desk.tenant("t-documo").token = "wrong";
    await user.keyboard("{F5}");
    const error = await screen.findByRole("alert");
    expect(within(error).getByText("The token was refused (401).")).toBeTruthy();
    expect((await rowsOf(GRID)).length).toBeGreaterThan(10);
    expect(screen.getByText(/the last refresh failed/u)).toBeTruthy();
  });

  test("opened again after a change elsewhere, it does not show the row as it was", async () => {
    const { desk } = openWindow(USERS);
    await rowsOf(GRID);
    window.location.hash = "#/tenant/t-documo/overview";
    await screen.findByRole("region", { name: "Connection" });
    const release = desk.hold("accounts_page");
    const documo = desk.tenant("t-documo");
    const [first] = documo.people.toSorted((left, right) => left.name.localeCompare(right.name, "en"));
    const was = first?.name ?? "";
    Object.assign(first ?? {}, { name: `A ${was}` });
    documo.revision += 1;
    desk.emit({ event: "data_changed", tenant: "t-documo" });
    window.location.hash = USERS;
    await screen.findByRole("searchbox", { name: "Search users" });
    expect(screen.queryAllByText(was)).toEqual([]);
    release();
    expect(await screen.findByText(`A ${was}`)).toBeTruthy();
  });

  test("a change that overtakes the first answer is not lost", async () => {
    const { desk } = openWindow("#/tenant/t-documo/overview");
    await screen.findByRole("region", { name: "Connection" });
    const documo = desk.tenant("t-documo");
    const people = documo.people;
    documo.people = [];
    // The answer is made up before the change, and comes after it.
    const late = desk.delay("accounts_page");
    window.location.hash = USERS;
    await waitFor(() => {
      expect(callsOf(desk, "accounts_page")).toHaveLength(1);
    });
    documo.people = people;
    documo.revision += 1;
    desk.emit({ event: "data_changed", tenant: "t-documo" });
    late();
    expect((await rowsOf(GRID)).length).toBeGreaterThan(10);
  });

  test("columns are chosen and remembered", async () => {
    const { user, desk } = openWindow(USERS);
    await rowsOf(GRID);
    await user.click(screen.getByRole("button", { name: "Columns" }));
    await user.click(await screen.findByRole("menuitemcheckbox", { name: "E-mail" }));
    expect(await screen.findByRole("columnheader", { name: /E-mail/u, hidden: true })).toBeTruthy();
    const kept = callsOf(desk, "preferences_set").at(-1);
    expect(JSON.stringify(kept)).toContain('"email"');
  });

  test("a column is made wider by keyboard on its header", async () => {
    const { user, desk } = openWindow(USERS);
    await rowsOf(GRID);
    within(screen.getByRole("columnheader", { name: /^Name/u }))
      .getByRole("button")
      .focus();
    await user.keyboard("{Alt>}{ArrowRight}{/Alt}");
    await waitFor(() => {
      expect(callsOf(desk, "preferences_set").at(-1)).toMatchObject({
        columns: { users: [{ id: "name", width: 216 }, { id: "user_name" }, {}, {}, {}, {}] },
      });
    });
  });
});

describe("the keyboard in the list", () => {
  test("arrows move, Enter opens beside the list, and the details follow the arrows", async () => {
    const { user } = openWindow(USERS);
    const rows = await rowsOf(GRID);
    const [first, second] = rows.map((row) => within(row).getAllByRole("gridcell")[2]?.textContent ?? "");
    const grid = screen.getByRole("grid", { name: GRID });
    grid.focus();
    await user.keyboard("{Enter}");
    const detail = await screen.findByRole("region", { name: "Details" });
    await within(detail).findAllByText(first ?? "");
    await user.keyboard("{ArrowDown}");
    await within(detail).findAllByText(second ?? "");
    expect(document.activeElement, "the list keeps the focus").toBe(grid);
    expect(window.location.hash).toMatch(/^#\/tenant\/t-documo\/users\/u-/u);
    await user.keyboard("{Escape}");
    await waitFor(() => {
      expect(screen.queryByRole("region", { name: "Details" })).toBeNull();
    });
  });

  test("a slash goes to the search field, an arrow from there into the list", async () => {
    const { user } = openWindow(USERS);
    await rowsOf(GRID);
    screen.getByRole("grid", { name: GRID }).focus();
    await user.keyboard("/");
    const search = screen.getByRole("searchbox", { name: "Search users" });
    expect(document.activeElement).toBe(search);
    await user.keyboard("{ArrowDown}");
    const grid = screen.getByRole("grid", { name: GRID });
    expect(document.activeElement).toBe(grid);
    expect(grid.getAttribute("aria-activedescendant")).toBe((await rowsOf(GRID))[0]?.id);
    expect(screen.queryByRole("region", { name: "Details" }), "an arrow opens nothing").toBeNull();
  });

  test("the row that the keyboard is at is ringed, however the focus came; one that a pointer chose is not", async () => {
    const { user } = openWindow(USERS);
    const rows = await rowsOf(GRID);
    const grid = screen.getByRole("grid", { name: GRID });
    await user.click(rows[2] ?? document.body);
    expect(ringed(grid)).toBeNull();
    await user.type(screen.getByRole("searchbox", { name: "Search users" }), "{ArrowDown}");
    expect(ringed(grid)?.id).toBe(rows[0]?.id);
  });

  test("space selects, shift extends and shrinks again, Escape clears", async () => {
    const { user } = openWindow(USERS);
    await rowsOf(GRID);
    screen.getByRole("grid", { name: GRID }).focus();
    await user.keyboard(" ");
    expect(await screen.findByText("1 selected")).toBeTruthy();
    await user.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
    expect(await screen.findByText("3 selected")).toBeTruthy();
    await user.keyboard("{Shift>}{ArrowUp}{/Shift}");
    expect(await screen.findByText("2 selected")).toBeTruthy();
    await user.keyboard("{Escape}");
    await waitFor(() => {
      expect(screen.queryByText(/selected$/u)).toBeNull();
    });
  });

  test("Enter in the search opens the first match and goes to its row, as soon as the answer is there", async () => {
    const { user, desk } = openWindow(USERS);
    await rowsOf(GRID);
    const release = desk.hold("accounts_page");
    const search = screen.getByRole("searchbox", { name: "Search users" });
    await user.type(search, "okoro{Enter}");
    expect(document.activeElement, "nothing to go to yet").toBe(search);
    expect(screen.queryByRole("region", { name: "Details" }), "nothing of an earlier search").toBeNull();
    release();
    const detail = await screen.findByRole("region", { name: "Details" });
    await within(detail).findAllByText(/okoro/iu);
    const grid = screen.getByRole("grid", { name: GRID });
    expect(document.activeElement).toBe(grid);
    const rows = await rowsOf(GRID);
    // Two of them have one name: the id tells who is open.
    const documo = desk.tenant("t-documo");
    const found = matching(documo, { search: "okoro", active: null, sort: "name", descending: false });
    expect(window.location.hash).toBe(`${USERS}/${found[0]?.id}`);
    expect(grid.getAttribute("aria-activedescendant")).toBe(rows[0]?.id);
    await user.keyboard("{ArrowDown}");
    expect(grid.getAttribute("aria-activedescendant")).toBe(rows[1]?.id);
    await within(detail).findByText(found[1]?.id ?? "");
  });

  test("the details follow a search: to the first match on Enter, and away where there is none", async () => {
    const { user } = openWindow(USERS);
    const [row] = await rowsOf(GRID);
    await user.click(row ?? document.body);
    const earlier = within(row ?? document.body).getAllByRole("gridcell")[1]?.textContent ?? "";
    await screen.findByRole("heading", { name: earlier });
    const search = screen.getByRole("searchbox", { name: "Search users" });
    await user.type(search, "okoro{Enter}");
    await screen.findByRole("heading", { name: /okoro/iu });
    expect(screen.queryByRole("heading", { name: earlier })).toBeNull();
    await user.clear(search);
    await user.type(search, "nobody at all{Enter}");
    expect(await screen.findByText("Nothing holds “nobody at all”.")).toBeTruthy();
    await waitFor(() => {
      expect(screen.queryByRole("region", { name: "Details" })).toBeNull();
    });
  });

  test("Enter in the search opens nothing where typing goes on before the answer", async () => {
    const { user, desk } = openWindow(USERS);
    await rowsOf(GRID);
    const release = desk.hold("accounts_page");
    const search = screen.getByRole("searchbox", { name: "Search users" });
    await user.type(search, "oko{Enter}ro");
    release();
    await waitFor(async () => {
      for (const row of await rowsOf(GRID)) {
        expect(row.textContent).toMatch(/okoro/iu);
      }
    });
    expect(screen.queryByRole("region", { name: "Details" })).toBeNull();
    expect(document.activeElement).toBe(search);
    await user.keyboard("{Enter}");
    await within(await screen.findByRole("region", { name: "Details" })).findAllByText(/okoro/iu);
  });

  test("in rows of an earlier search, Enter opens nothing and space selects nothing", async () => {
    const { user, desk } = openWindow(USERS);
    await rowsOf(GRID);
    const release = desk.hold("accounts_page");
    await user.type(screen.getByRole("searchbox", { name: "Search users" }), "okoro");
    await waitFor(() => {
      expect(screen.getByRole("grid", { name: GRID }).getAttribute("aria-busy")).toBe("true");
    });
    screen.getByRole("grid", { name: GRID }).focus();
    await user.keyboard("{Enter} ");
    release();
    await waitFor(async () => {
      for (const row of await rowsOf(GRID)) {
        expect(row.textContent).toMatch(/okoro/iu);
      }
    });
    expect(screen.queryByRole("region", { name: "Details" })).toBeNull();
    expect(screen.queryByText(/selected$/u)).toBeNull();
  });

  test("a full stop opens what can be done to the row", async () => {
    const { user } = openWindow(USERS);
    await rowsOf(GRID);
    screen.getByRole("grid", { name: GRID }).focus();
    await user.keyboard(".");
    expect(await screen.findByRole("menuitem", { name: "Copy user name" })).toBeTruthy();
  });

  test("everything selected but two is said to the desk as that, never as a list of ids", async () => {
    const { user, desk } = openWindow(USERS, { accounts: 5_000 });
    await rowsOf(GRID);
    screen.getByRole("grid", { name: GRID }).focus();
    await user.keyboard("{Control>}a{/Control}");
    expect(await screen.findByText("5,000 selected")).toBeTruthy();
    await user.keyboard(" {ArrowDown} ");
    expect(await screen.findByText("4,998 selected")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Deactivate…" }));
    await waitFor(() => {
      expect(callsOf(desk, "activation_review").at(-1)).toMatchObject({
        selection: { kind: "all_except", except: [expect.any(String), expect.any(String)] },
      });
    });
  });
});

describe("a filter that the server runs", () => {
  test("is checked while it is typed, with the column of what is wrong", async () => {
    const { user } = openWindow(USERS);
    await rowsOf(GRID);
    await user.click(screen.getByRole("button", { name: "Server filter" }));
    await user.type(screen.getByRole("textbox", { name: "SCIM filter" }), "userName xx");
    expect(await screen.findByText(/^At column \d+: /u)).toBeTruthy();
  });

  test("shows its answer as a list of its own, with the evidence and a way back", async () => {
    const { user } = openWindow(USERS);
    await rowsOf(GRID);
    await user.click(screen.getByRole("button", { name: "Server filter" }));
    await user.type(screen.getByRole("textbox", { name: "SCIM filter" }), 'userName co "okoro"{Enter}');
    expect(await screen.findByText(/^The server answered with \d+\.$/u)).toBeTruthy();
    expect(screen.getByText(/and nothing came after the end/u)).toBeTruthy();
    for (const row of await rowsOf(GRID)) {
      expect(row.textContent).toMatch(/okoro/iu);
    }
    await user.click(screen.getByRole("button", { name: "Back to the list" }));
    expect(await screen.findByText("412 accounts")).toBeTruthy();
  });

  test("is asked again after a change, keeps what is selected of it, and says when it was asked", async () => {
    const { user, desk } = openWindow(USERS, { safety: "review" });
    await rowsOf(GRID);
    await user.click(screen.getByRole("button", { name: "Server filter" }));
    await user.type(screen.getByRole("textbox", { name: "SCIM filter" }), 'userName co "okoro"{Enter}');
    await screen.findByText(/^The server answered with \d+\.$/u);
    const rows = await rowsOf(GRID);
    const foot = screen.getByRole("contentinfo");
    expect(foot.textContent).toContain(`${rows.length} accounts`);
    expect(foot.textContent).toContain("asked just now");
    expect(foot.textContent, "the foot is not the cache's").not.toContain("412");

    const active = rows.filter((row) => !row.textContent?.includes("Inactive"));
    const [first, second] = active.map((row) => within(row).getByRole("checkbox"));
    await user.click(second ?? document.body);
    await user.click(active[0] ?? document.body);
    const detail = await screen.findByRole("region", { name: "Details" });
    await user.click(await within(detail).findByRole("button", { name: /^Deactivate .+…$/u }));
    const release = desk.hold("server_filter");
    await user.click(await screen.findByRole("button", { name: "Deactivate 1 account" }));
    await screen.findByText("Deactivated, and read back as inactive.");
    await user.click(screen.getByRole("button", { name: "Close" }));
    await waitFor(() => {
      expect(callsOf(desk, "server_filter")).toHaveLength(2);
    });
    // What was read back is shown at once, however long the server takes to answer again.
    const name = first?.getAttribute("aria-label")?.replace("Select ", "") ?? "";
    const row = () => screen.getAllByRole("row").find((one) => one.textContent?.includes(name));
    expect(await screen.findByText(/asking again/u)).toBeTruthy();
    expect(row()?.textContent).toContain("Inactive");
    release();
    await waitFor(() => {
      expect(screen.queryByText(/asking again/u)).toBeNull();
    });
    expect(row()?.textContent).toContain("Inactive");
    expect(screen.getByText("1 selected")).toBeTruthy();
    expect(screen.getByRole("checkbox", { name: second?.getAttribute("aria-label") ?? "" })).toHaveProperty(
      "checked",
      true,
    );
    expect(callsOf(desk, "server_filter"), "and not more often than that").toHaveLength(2);
  });

  test("does not come back when it answers again after the admin went back to the list", async () => {
    const { user, desk } = openWindow(USERS);
    await rowsOf(GRID);
    await user.click(screen.getByRole("button", { name: "Server filter" }));
    await user.type(screen.getByRole("textbox", { name: "SCIM filter" }), 'userName co "okoro"{Enter}');
    await screen.findByText(/^The server answered with \d+\.$/u);
    const release = desk.hold("server_filter");
    await user.click(screen.getByRole("button", { name: "Ask the server again" }));
    await user.click(screen.getByRole("button", { name: "Back to the list" }));
    release();
    expect(await screen.findByRole("button", { name: "Ask the server" })).toBeTruthy();
    await waitFor(() => {
      expect(screen.queryByRole("button", { name: "Asking" })).toBeNull();
    });
    expect(screen.getByText("412 accounts")).toBeTruthy();
    expect(screen.queryByText(/^The server answered/u)).toBeNull();
  });

  test("that fails when it is asked again stays as it was, says so, and is asked again by one press", async () => {
    const { user, desk } = openWindow(USERS);
    await rowsOf(GRID);
    await user.click(screen.getByRole("button", { name: "Server filter" }));
    await user.type(screen.getByRole("textbox", { name: "SCIM filter" }), 'userName co "okoro"{Enter}');
    await screen.findByText(/^The server answered with \d+\.$/u);
    const rows = (await rowsOf(GRID)).length;
    desk.fail("server_filter", "server_failed");
    await user.click(screen.getByRole("button", { name: "Ask the server again" }));
    expect(await screen.findByText(/asking again failed/u)).toBeTruthy();
    expect(await rowsOf(GRID)).toHaveLength(rows);
    desk.fail("server_filter", null);
    await user.click(screen.getByRole("button", { name: "Ask the server again" }));
    await waitFor(() => {
      expect(screen.queryByText(/asking again failed/u)).toBeNull();
    });
    expect(callsOf(desk, "server_filter")).toHaveLength(3);
  });

  test("that the server refuses leaves the list as it was and says why", async () => {
    const { user } = openWindow(USERS, { fail: { server_filter: "not_supported" } });
    await rowsOf(GRID);
    await user.click(screen.getByRole("button", { name: "Server filter" }));
    await user.type(screen.getByRole("textbox", { name: "SCIM filter" }), "title pr{Enter}");
    expect(await screen.findByText(/Documo does not offer this/u)).toBeTruthy();
    expect((await rowsOf(GRID)).length).toBeGreaterThan(10);
  });
});

describe("groups", () => {
  test("that an app does not offer are said so, where a refresh would bring none", async () => {
    openWindow("#/tenant/t-documo/groups");
    expect(await screen.findByRole("heading", { name: "Documo does not offer groups" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Fetch/u })).toBeNull();
    window.location.hash = "#/tenant/t-documo/overview";
    const held = await screen.findByRole("region", { name: "What is held here" });
    expect(within(held).getByText("Documo does not offer groups")).toBeTruthy();
    expect(within(held).queryByText("Not fetched yet")).toBeNull();
  });

  test("that a refresh found not to be offered are not asked for again by the page", async () => {
    const { user, desk } = openWindow("#/tenant/t-workteam/groups");
    const workteam = desk.tenant("t-workteam");
    workteam.tenant = { ...workteam.tenant, groupsOffered: null };
    desk.emit({ event: "tenants_changed" });
    await user.click(await screen.findByRole("button", { name: "Fetch accounts and groups" }));
    expect(await screen.findByRole("heading", { name: "Workteam does not offer groups" })).toBeTruthy();
  });

  test("link to their members and back", async () => {
    const { user } = openWindow("#/tenant/t-wedo/groups");
    const rows = await rowsOf(/Groups of WEDO/u);
    const nurses = rows.find((row) => row.textContent?.includes("Nurses"));
    await user.click(nurses ?? document.body);
    await user.click(await screen.findByRole("tab", { name: /^Members/u }));
    const detail = screen.getByRole("region", { name: "Details" });
    const member = (await within(detail).findAllByRole("link"))[0];
    const name = member?.textContent ?? "";
    await user.click(member ?? document.body);
    await waitFor(() => {
      expect(window.location.hash).toContain("/users/");
    });
    expect((await screen.findAllByRole("heading", { name })).length).toBeGreaterThan(0);
  });

  test("whose members the server did not return say so, and not that there are none", async () => {
    const { user } = openWindow("#/tenant/t-wedo/groups/g-5");
    await user.click(await screen.findByRole("tab", { name: /^Members/u }));
    expect(await screen.findByText("Not known: the server did not return the members.")).toBeTruthy();
  });
});
