import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { callsOf, openWindow, rowsOf } from "./open";

describe("the window", () => {
  test("Ctrl K finds a tenant by a few letters and opens it", async () => {
    const { user } = openWindow();
    await screen.findByRole("heading", { level: 1, name: "Documo" });
    await user.keyboard("{Control>}k{/Control}");
    const field = await screen.findByRole("combobox", { name: "Go to or do" });
    await user.type(field, "workg");
    const list = screen.getByRole("listbox", { name: "Go to or do" });
    expect(
      within(list)
        .getAllByRole("option")
        .map((option) => option.textContent),
    ).toEqual(["WorkgridProduction", "Search users of Documo for “workg”Users"]);
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "Workgrid" })).toBeTruthy();
  });

  test("Ctrl K says that it knows no accounts, and searches the users of the open tenant", async () => {
    const { user, desk } = openWindow("#/tenant/t-documo/users");
    await user.click((await rowsOf(/Users of Documo/u))[0] ?? document.body);
    await user.click(screen.getAllByRole("checkbox", { name: /^Select (?!everything)/u })[0] ?? document.body);
    await user.click(screen.getByRole("button", { name: "Inactive" }));
    await screen.findByRole("region", { name: "Details" });
    await user.keyboard("{Control>}k{/Control}");
    const field = await screen.findByRole("combobox", { name: "Go to or do" });
    expect(field.getAttribute("placeholder")).toBe("Go to a tenant, a page, an action");
    await user.type(field, "okoro");
    expect(screen.getByText("No tenant, page or action has that name.")).toBeTruthy();
    await user.keyboard("{Enter}");
    await waitFor(() => {
      expect(callsOf(desk, "accounts_page").at(-1)).toMatchObject({ query: { search: "okoro", active: null } });
    });
    expect(await screen.findByRole("searchbox", { name: "Search users" })).toHaveProperty("value", "okoro");
    for (const row of await rowsOf(/Users of Documo/u)) {
      expect(row.textContent).toMatch(/okoro/iu);
    }
    expect(screen.queryByRole("region", { name: "Details" }), "of nobody the search may not find").toBeNull();
    expect(screen.getByText("1 selected"), "rows chosen one by one stay chosen").toBeTruthy();
  });

  test("Ctrl K without an open tenant says where accounts are searched", async () => {
    const { user } = openWindow("#/settings");
    await screen.findByRole("heading", { level: 1, name: "Settings" });
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox", { name: "Go to or do" }), "carter");
    expect(within(screen.getByRole("listbox", { name: "Go to or do" })).queryByRole("option")).toBeNull();
    expect(
      screen.getByText(
        "No tenant, page or action has that name. Accounts are searched in the users of a tenant: open one first.",
      ),
    ).toBeTruthy();
  });

  test("Ctrl and a number open the tenant of that place", async () => {
    const { user } = openWindow();
    await screen.findByRole("heading", { level: 1, name: "Documo" });
    await user.keyboard("{Control>}2{/Control}");
    expect(await screen.findByRole("heading", { level: 1, name: "IDEO" })).toBeTruthy();
  });

  test("a question mark lists the shortcuts, and Escape closes them", async () => {
    const { user } = openWindow();
    await screen.findByRole("heading", { level: 1, name: "Documo" });
    await user.keyboard("?");
    expect(await screen.findByRole("dialog", { name: "Keyboard shortcuts" })).toBeTruthy();
    await user.keyboard("{Escape}");
    await waitFor(() => {
      expect(screen.queryByRole("dialog")).toBeNull();
    });
    expect(await screen.findByRole("heading", { level: 1, name: "Documo" }), "nothing stays hidden").toBeTruthy();
  });

  test("the state of each tenant is a word, not only a colour", async () => {
    openWindow();
    const side = await screen.findByRole("navigation", { name: "Tenants and pages" });
    expect(await within(side).findByRole("img", { name: "Needs attention" })).toBeTruthy();
    expect(within(side).getByRole("img", { name: "Never tested" })).toBeTruthy();
    expect(within(side).getByText("2,380+"), "a part of a list does not pass for all").toHaveProperty(
      "title",
      "part of it: 2,380 of 2,412 arrived.",
    );
    expect(within(side).getByText("412")).toBeTruthy();
  });

  test("what ended before does not come back when the end of the newest is dismissed", async () => {
    const { user } = openWindow("#/tenant/t-documo/overview");
    await user.click(await screen.findByRole("button", { name: /^Test/u }));
    const strip = await screen.findByRole("complementary", { name: "Work under way" });
    await within(strip).findByText("Test of Documo");
    await user.click(screen.getByRole("button", { name: "Refresh" }));
    await within(strip).findByText("Refresh of Documo");
    await user.click(within(strip).getByRole("button", { name: "Dismiss" }));
    expect(screen.queryByRole("complementary", { name: "Work under way" })).toBeNull();
  });

  test("long work shows how far it is in the strip and can be cancelled there", async () => {
    const { user, desk } = openWindow("#/tenant/t-workgrid/overview", { tick: 400 });
    await user.click(await screen.findByRole("button", { name: "Fetch accounts and groups" }));
    const strip = await screen.findByRole("complementary", { name: "Work under way" });
    const job = await within(strip).findByRole("group", { name: "Refreshing Workgrid" });
    await waitFor(() => {
      expect(job.textContent).toMatch(/of 2,380 accounts/u);
    });
    await user.click(within(job).getByRole("button", { name: "Cancel" }));
    expect(await within(strip).findByText("Cancelled. What was there before is untouched.")).toBeTruthy();
    expect(callsOf(desk, "job_cancel")).toHaveLength(1);
  });

  test("a refresh asked for twice says that it is under way, and where", async () => {
    const { user } = openWindow("#/tenant/t-workgrid/users", { tick: 400 });
    await screen.findByRole("grid", { name: /Users of Workgrid/u });
    await user.keyboard("{F5}");
    await screen.findByRole("group", { name: "Refreshing Workgrid" });
    await user.keyboard("{F5}");
    const error = await screen.findByRole("alert");
    expect(within(error).getByText("The same work is already under way for Workgrid.")).toBeTruthy();
    await user.click(within(error).getByRole("button", { name: "Show activity" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Activity" })).toBeTruthy();
  });

  test("a refresh that ended is announced", async () => {
    const { user } = openWindow("#/tenant/t-documo/overview");
    await user.click(await screen.findByRole("button", { name: "Refresh" }));
    expect(await screen.findByText("Refresh of Documo: 412 accounts")).toBeTruthy();
  });

  test("the theme that was chosen is remembered", async () => {
    const { user, desk } = openWindow("#/settings");
    await user.click(await screen.findByRole("radio", { name: "Dark" }));
    expect(callsOf(desk, "preferences_set").at(-1)).toMatchObject({ theme: "dark" });
    expect(document.documentElement.style.colorScheme).toBe("dark");
  });

  test("removing a tenant says what is forgotten and what stays, before it does", async () => {
    const { user, desk } = openWindow("#/tenant/t-wedo/settings");
    await user.click(await screen.findByRole("button", { name: "Remove this tenant…" }));
    const dialog = await screen.findByRole("dialog", { name: "Remove WEDO?" });
    expect(dialog.textContent).toContain("the journal of what was changed, and everything in WEDO itself");
    expect(callsOf(desk, "tenant_remove")).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Remove WEDO" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Documo" })).toBeTruthy();
    expect(callsOf(desk, "tenant_remove")).toEqual([{ tenant: "t-wedo" }]);
  });

  test("settings of a tenant send only what was changed", async () => {
    const { user, desk } = openWindow("#/tenant/t-wedo/settings");
    const form = await screen.findByRole("form", { name: "Name and use" });
    const name = within(form).getByLabelText("Name");
    await user.clear(name);
    await user.type(name, "WEDO Bern");
    await user.click(within(form).getByRole("button", { name: "Save" }));
    expect(await screen.findByRole("heading", { level: 1, name: "WEDO Bern" })).toBeTruthy();
    expect(callsOf(desk, "tenant_update")).toEqual([
      { id: "t-wedo", name: "WEDO Bern", safety: null, environment: null, rate: null, extraCa: null },
    ]);
  });

  test("a token typed into the window is in no call but the one that saves it", async () => {
    const { user, desk } = openWindow("#/tenant/t-documo/settings");
    await user.type(await screen.findByLabelText(/API Key/u), "canary-token-7f3a");
    await user.click(screen.getByRole("button", { name: "Replace URL and token" }));
    await screen.findByRole("tab", { name: "Overview", selected: true });
    const carrying = desk.calls.filter((call) => JSON.stringify(call.request).includes("canary-token-7f3a"));
    expect(carrying.map((call) => call.name)).toEqual(["tenant_replace_credential"]);
    expect(document.body.innerHTML).not.toContain("canary-token-7f3a");
  });

  test("a value from a server is shown as text, whatever it looks like", async () => {
    const { desk, container } = openWindow("#/tenant/t-documo/users");
    const person = desk.tenant("t-documo").people[0];
    Object.assign(person ?? {}, { name: ' <img src="x" onerror="alert(1)">' });
    expect(await screen.findByText('<img src="x" onerror="alert(1)">')).toBeTruthy();
    expect(container.querySelector("img")).toBeNull();
  });
});
