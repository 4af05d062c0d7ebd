import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { DecidePlan, DecideStaged, SaveProvisioning } from "../src/bridge/generated";
import { navigate, tenantRoute } from "../src/shared/route";
import { callsOf, openWindow, rowsOf, type OpenWindow } from "./open";

const PAGE = "#/tenant/t-documo/provisioning";

function card(name: string): HTMLElement {
  return screen.getByRole("region", { name });
}

async function ask({ user }: OpenWindow, button: string): Promise<HTMLElement> {
  await user.click(await screen.findByRole("button", { name: button }));
  return screen.findByRole("dialog");
}

async function planned(open: OpenWindow): Promise<void> {
  const dialog = await ask(open, "Make a plan…");
  await open.user.click(within(dialog).getByRole("button", { name: "Make the plan" }));
  await screen.findByRole("list", { name: "Changes by action" });
}

describe("how provisioning stands", () => {
  test("a tenant without a directory is told what is missing, and the way to the set-up", async () => {
    const { user } = openWindow(PAGE, { directory: "none" });
    expect(await screen.findByText("No directory is chosen: nobody can be in scope.")).toBeTruthy();
    expect(within(card("Provisioning status")).getByText("Not configured")).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Run a cycle now" }).disabled).toBe(true);
    await user.click(screen.getByRole("link", { name: "Go on with the set-up" }));
    expect(await screen.findByText("Set up provisioning to Documo")).toBeTruthy();
  });

  test("starting says what it does, and then it is on", async () => {
    const open = openWindow(PAGE, { safety: "review" });
    const dialog = await ask(open, "Start…");
    expect(within(dialog).getByText(/A cycle begins now, then one 40 min after/u)).toBeTruthy();
    expect(within(dialog).getByText(/Switching cycles on is that review/u)).toBeTruthy();
    expect(callsOf(open.desk, "provisioning_start")).toEqual([]);
    await open.user.click(within(dialog).getByRole("button", { name: "Start provisioning" }));
    expect(await screen.findByText("On. No cycle has run yet.")).toBeTruthy();
    expect(callsOf(open.desk, "provisioning_start")).toEqual([{ tenant: "t-documo" }]);
  });

  test("a read-only tenant cannot be started until changes are allowed", async () => {
    const open = openWindow(PAGE, { safety: "read_only" });
    const dialog = await ask(open, "Start…");
    expect(within(dialog).getByText(/Documo is read-only/u)).toBeTruthy();
    expect(within(dialog).getByRole<HTMLButtonElement>("button", { name: "Start provisioning" }).disabled).toBe(true);
    expect(within(dialog).getByRole("button", { name: "Allow changes…" })).toBeTruthy();
  });

  test("pausing and stopping need no leave", async () => {
    const open = openWindow(PAGE, { provisioning: "active", safety: "read_only" });
    const pause = await ask(open, "Pause…");
    await open.user.click(within(pause).getByRole("button", { name: "Pause provisioning" }));
    expect(await screen.findByText(/^Paused\. No cycle begins/u)).toBeTruthy();
    const stop = await ask(open, "Stop…");
    await open.user.click(within(stop).getByRole("button", { name: "Stop provisioning" }));
    expect(await screen.findByText("Off. Nothing is sent by itself.")).toBeTruthy();
  });

  test("a restart keeps the links unless they are to be forgotten", async () => {
    const open = openWindow(PAGE, { provisioning: "active", safety: "review" });
    const dialog = await ask(open, "Restart…");
    await open.user.click(within(dialog).getByRole("radio", { name: "Forget the links and match everybody anew" }));
    await open.user.click(within(dialog).getByRole("button", { name: "Restart provisioning" }));
    await waitFor(() => {
      expect(card("Statistics to date").textContent).toContain("0 users linked");
    });
    expect(callsOf(open.desk, "provisioning_restart")).toEqual([{ tenant: "t-documo", forgetLinks: true }]);
  });

  test("a refused start says why and what next, and changes nothing", async () => {
    const open = openWindow(PAGE, { safety: "review", fail: { provisioning_start: "token_refused" } });
    const dialog = await ask(open, "Start…");
    await open.user.click(within(dialog).getByRole("button", { name: "Start provisioning" }));
    expect(await within(dialog).findByRole("alert")).toBeTruthy();
    expect(screen.getByText("Off. Nothing is sent by itself.")).toBeTruthy();
  });

  test("a cycle run now tells how far it is in objects, and can be cancelled", async () => {
    const open = openWindow(PAGE, { provisioning: "active", safety: "review", tick: 400 });
    await open.user.click(await screen.findByRole("button", { name: "Run a cycle now" }));
    const progress = await within(card("Current cycle")).findByRole("group", { name: "Cycle" });
    await waitFor(() => {
      expect(progress.textContent).toMatch(/of 391 objects/u);
    });
    await open.user.click(within(progress).getByRole("button", { name: "Cancel" }));
    expect(await within(card("Current cycle")).findByText("Stopped")).toBeTruthy();
  });

  test("while cycles are off, a cycle says what it does before it is run", async () => {
    const open = openWindow(PAGE, { safety: "review", tick: 400 });
    const dialog = await ask(open, "Run a cycle now");
    expect(dialog.textContent).toContain("is sent without asking again");
    await open.user.click(within(dialog).getByRole("button", { name: "Keep as it is" }));
    expect(callsOf(open.desk, "cycle_run")).toEqual([]);
    await open.user.click(within(await ask(open, "Run a cycle now")).getByRole("button", { name: "Run the cycle" }));
    await waitFor(() => {
      expect(callsOf(open.desk, "cycle_run")).toEqual([{ tenant: "t-documo", reviewed: true }]);
    });
  });

  test("quarantine tells reason, since when, the next attempt and what to do", async () => {
    openWindow(PAGE, { provisioning: "quarantine" });
    const quarantine = await screen.findByRole("region", { name: "In quarantine" });
    expect(quarantine.textContent).toContain("Documo refused the token (401) in three cycles.");
    expect(quarantine.textContent).toContain("Make a new API key in Documo");
    expect(quarantine.textContent).toContain("encountered_quarantine_exception");
    expect(quarantine.textContent).toMatch(/Since1 day ago/u);
    expect(quarantine.textContent).toMatch(/Next attemptin 6 h/u);
  });

  test("the chart is told in words cycle by cycle, and stands as a table too", async () => {
    const { user } = openWindow(PAGE, { provisioning: "active" });
    const chart = await screen.findByRole("slider", { name: "Changes by cycle" });
    expect(chart.getAttribute("aria-valuetext")).toBe("Cycle 20: 1 created · 7 updated");
    chart.focus();
    await user.keyboard("{Home}");
    expect(chart.getAttribute("aria-valuetext")).toBe(
      "Cycle 1: 371 created · 14 linked · 14 updated · 6 changed in members · 2 failed",
    );
    await user.keyboard("{ArrowRight}");
    expect(chart.getAttribute("aria-valuenow")).toBe("2");
    const table = within(card("As a table")).getByRole("table");
    expect(within(table).getAllByRole("row")).toHaveLength(21);
  });

  test("the last error leads to the failures of its cycle in the log, and the filter that acts is shown", async () => {
    const { user, desk } = openWindow(PAGE, { provisioning: "some_failed" });
    await screen.findByText("Last error");
    const last = within(card("Current cycle"));
    await user.click(await last.findByRole("link", { name: "Show the failure in the log" }));
    expect(await screen.findByText("1 record")).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>("spinbutton", { name: "Cycle" }).value).toBe("21");
    expect(screen.getByRole<HTMLSelectElement>("combobox", { name: "Status" }).value).toBe("failure");
    expect(callsOf(desk, "logs_page").at(-1)).toMatchObject({ filter: { status: "failure", cycle: 21, search: "" } });
  });

  test("an error that came to nobody leads to what was sent", async () => {
    openWindow(PAGE, { provisioning: "quarantine" });
    expect(await screen.findByRole("link", { name: "Show the journal" })).toBeTruthy();
  });

  test("each cycle leads to its log, from the chart by keyboard and from the table", async () => {
    const { user, desk } = openWindow(PAGE, { provisioning: "active" });
    (await screen.findByRole("slider", { name: "Changes by cycle" })).focus();
    await user.keyboard("{Home}{Enter}");
    expect(await screen.findByText("60 records")).toBeTruthy();
    expect(callsOf(desk, "logs_page").at(-1)).toMatchObject({ filter: { status: null, cycle: 1 } });
    act(() => {
      navigate(tenantRoute("t-documo", "provisioning"));
    });
    await user.click(await screen.findByText("As a table"));
    await user.click(screen.getByRole("link", { name: "Show the 2 failures in the log" }));
    expect(await screen.findByText("6 records")).toBeTruthy();
    expect(callsOf(desk, "logs_page").at(-1)).toMatchObject({ filter: { status: "failure", cycle: 1 } });
    act(() => {
      navigate(tenantRoute("t-documo", "provisioning"));
    });
    await user.click(await screen.findByText("As a table"));
    await user.click(screen.getByRole("link", { name: "Show the log of cycle 2" }));
    expect(await screen.findByText("60 records")).toBeTruthy();
    expect(callsOf(desk, "logs_page").at(-1)).toMatchObject({ filter: { status: null, cycle: 2 } });
  });

  test("what cannot be read says so and is asked again", async () => {
    const { user, desk } = openWindow(PAGE, { fail: { provisioning_get: "cache_failed" } });
    expect(await screen.findByText("How provisioning stands could not be read")).toBeTruthy();
    desk.fail("provisioning_get", null);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Off. Nothing is sent by itself.")).toBeTruthy();
  });
});

describe("what waits for a person", () => {
  const WAITING = `${PAGE}/waiting`;

  test("one is allowed: only it is decided", async () => {
    const open = openWindow(WAITING, { provisioning: "active" });
    const rows = await rowsOf(/^Waiting$/u);
    expect(rows).toHaveLength(6);
    await open.user.click(within(rows[1] ?? document.body).getByRole("checkbox"));
    const dialog = await ask(open, "Allow…");
    expect(within(dialog).getByText("Allow 1 disable or deletion?")).toBeTruthy();
    await open.user.click(within(dialog).getByRole("button", { name: "Allow 1" }));
    expect(await screen.findByRole("tab", { name: "Waiting (5)" })).toBeTruthy();
    expect(callsOf(open.desk, "staged_decide")).toEqual([
      { tenant: "t-documo", numbers: [2], decision: "allowed" } satisfies DecideStaged,
    ]);
  });

  test("all that wait are denied at once", async () => {
    const open = openWindow(WAITING, { provisioning: "active" });
    const dialog = await ask(open, "Deny all…");
    await open.user.click(within(dialog).getByRole("button", { name: "Deny 6" }));
    expect(await screen.findByRole("tab", { name: "Waiting" })).toBeTruthy();
    expect(await screen.findAllByText("Denied")).toHaveLength(6);
  });
});

describe("the settings", () => {
  const SETTINGS = `${PAGE}/settings`;

  test("are saved as a whole, addresses and patterns one a line", async () => {
    const { user, desk } = openWindow(SETTINGS);
    await user.type(
      await screen.findByRole("textbox", { name: "E-mail to" }),
      "ops@contoso.example\n\nit@contoso.example",
    );
    await user.type(screen.getByRole("textbox", { name: "Never disabled or deleted" }), "admin*");
    await user.click(
      screen.getByRole("switch", { name: "Delete accounts some time after their people left the scope" }),
    );
    await user.click(screen.getByRole("radio", { name: "Bring them back in line with the next cycle" }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => {
      expect(callsOf(desk, "provisioning_save")).toHaveLength(1);
    });
    const { settings } = callsOf(desk, "provisioning_save")[0] as SaveProvisioning;
    expect(settings.notify.emails).toEqual(["ops@contoso.example", "it@contoso.example"]);
    expect(settings.guard.protected).toEqual(["admin*"]);
    expect(settings.deleteAfterDays).toBe(30);
    expect(settings.drift).toBe("repair");
    expect(settings.intervalMinutes).toBe(40);
  });

  test("a number that does not fit is said and not saved", async () => {
    const { user, desk } = openWindow(SETTINGS);
    const interval = await screen.findByRole("spinbutton", { name: "Minutes between two cycles" });
    await user.clear(interval);
    await user.type(interval, "0");
    await user.tab();
    expect(await screen.findByText("A number from 1 to 10,080.")).toBeTruthy();
    await user.type(screen.getByRole("textbox", { name: "E-mail to" }), "ops@contoso.example");
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
    expect(callsOf(desk, "provisioning_save")).toEqual([]);
  });

  test("a day that is none is said and not saved, and none is shown where none is set", async () => {
    const { user, desk } = openWindow(SETTINGS);
    const expires = await screen.findByRole<HTMLInputElement>("textbox", { name: "The token expires on" });
    expect(expires.value).toBe("");
    await user.type(expires, "2027-02-30");
    expect(await screen.findByText("Write the day as 2027-06-30.")).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
    await user.clear(expires);
    await user.type(expires, "2027-02-28");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => {
      expect(callsOf(desk, "provisioning_save")).toHaveLength(1);
    });
    const { settings } = callsOf(desk, "provisioning_save")[0] as SaveProvisioning;
    expect(settings.notify.tokenExpires).toBe("2027-02-28");
    await screen.findByText("Saved.");
    expect(screen.getByRole("textbox", { name: "The token expires on" })).toBe(expires);
  });

  test("discarding gives back what is saved", async () => {
    const { user } = openWindow(SETTINGS);
    const webhook = await screen.findByRole<HTMLInputElement>("textbox", { name: "Webhook" });
    await user.type(webhook, "https://hooks.contoso.example/scim");
    await user.click(screen.getByRole("button", { name: "Discard changes" }));
    expect(webhook.value).toBe("");
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
  });
});

describe("the plan", () => {
  const PLAN = `${PAGE}/plan`;

  test("is made on request, with counts by action and what stands against it", async () => {
    const open = openWindow(PLAN);
    expect(await screen.findByText("No plan yet")).toBeTruthy();
    await planned(open);
    expect(callsOf(open.desk, "plan_make")).toEqual([{ tenant: "t-documo", extent: "all", only: [], refresh: true }]);
    const counts = screen.getByRole("list", { name: "Changes by action" }).textContent;
    expect(counts).toContain("40 to create");
    expect(counts).toContain("3 groups change members");
    expect(screen.getByText(/^1 deletion is withheld/u)).toBeTruthy();
  });

  test("is filtered by action, object, state and name, and says when nothing matches", async () => {
    const open = openWindow(PLAN);
    await planned(open);
    await open.user.selectOptions(screen.getByRole("combobox", { name: "Action" }), "members");
    await waitFor(async () => {
      expect(await rowsOf(/Planned changes/u)).toHaveLength(3);
    });
    await open.user.selectOptions(screen.getByRole("combobox", { name: "State" }), "failed");
    expect(await screen.findByText("No change matches")).toBeTruthy();
    await open.user.click(screen.getByRole("button", { name: "Clear search and filter" }));
    await waitFor(async () => {
      expect((await rowsOf(/Planned changes/u)).length).toBeGreaterThan(3);
    });
    expect(screen.getByRole<HTMLSelectElement>("combobox", { name: "Action" }).value).toBe("");
  });

  test("a change shows reasons, each attribute before and after, and the request, beside the list", async () => {
    const open = openWindow(PLAN);
    await planned(open);
    const rows = await rowsOf(/Planned changes/u);
    await open.user.click(rows[2] ?? document.body);
    expect(window.location.hash).toBe("#/tenant/t-documo/provisioning/plan%3A3");
    const panel = await screen.findByRole("article");
    expect(await within(panel).findByText("title changed in the directory.")).toBeTruthy();
    expect(within(panel).getByText("jobTitle")).toBeTruthy();
    expect(within(panel).getByText("Analyst")).toBeTruthy();
    expect(within(panel).getByLabelText("Request").textContent).toMatch(/^PATCH \/Users\/a-3/u);
    await open.user.click(within(panel).getByRole("button", { name: "Take out of the plan" }));
    expect(await within(panel).findByText("Taken out")).toBeTruthy();
    await open.user.keyboard("{Escape}");
    await waitFor(() => {
      expect(screen.queryByRole("article")).toBeNull();
    });
  });

  test("a group's change names who comes and who goes", async () => {
    const open = openWindow(PLAN);
    await planned(open);
    await open.user.selectOptions(screen.getByRole("combobox", { name: "Object" }), "group");
    await waitFor(async () => {
      expect(await rowsOf(/Planned changes/u)).toHaveLength(3);
    });
    await open.user.click((await rowsOf(/Planned changes/u))[0] ?? document.body);
    const panel = await screen.findByRole("article");
    expect((await within(panel).findByText(/2 come/u)).textContent).toBe("+ 2 come: Amélie Okoro, Łukasz Kowalski");
    expect(within(panel).getByText(/1 goes/u).textContent).toBe("− 1 goes: Ingrid Åström");
  });

  test("all but one of what is filtered are taken out together, and put back", async () => {
    const open = openWindow(PLAN);
    await planned(open);
    await open.user.selectOptions(screen.getByRole("combobox", { name: "Action" }), "disable");
    await waitFor(async () => {
      expect(await rowsOf(/Planned changes/u)).toHaveLength(8);
    });
    const grid = screen.getByRole("grid", { name: "Planned changes" });
    grid.focus();
    await open.user.keyboard("{Control>}a{/Control} ");
    expect(screen.getByText("7 selected")).toBeTruthy();
    await open.user.click(screen.getByRole("button", { name: "Take out of the plan" }));
    await waitFor(() => {
      expect(screen.getAllByText("Taken out")).toHaveLength(7);
    });
    const asked = callsOf(open.desk, "plan_decide")[0] as DecidePlan;
    expect(asked.numbers).toHaveLength(7);
    expect(asked.reject).toBe(true);
  });

  test("is not applied to a read-only tenant, and says how to allow it", async () => {
    const open = openWindow(PLAN);
    await planned(open);
    const dialog = await ask(open, "Apply 172 changes…");
    expect(within(dialog).getByText(/Documo is read-only/u)).toBeTruthy();
    expect(within(dialog).getByRole<HTMLButtonElement>("button", { name: "Apply 172 changes" }).disabled).toBe(true);
  });

  test("says what it does in this app before it is sent, asks about leavers, and tells each failure", async () => {
    const open = openWindow(PLAN, { safety: "review" });
    await planned(open);
    const dialog = await ask(open, "Apply 172 changes…");
    const deeds = within(dialog).getByRole("list", { name: "What happens" });
    expect(await within(deeds).findByText("Documo blocks sign-in; data stays.")).toBeTruthy();
    expect(within(dialog).getByText("1 is withheld and is not sent.")).toBeTruthy();
    const send = within(dialog).getByRole<HTMLButtonElement>("button", { name: "Apply 172 changes" });
    expect(send.disabled).toBe(true);
    await open.user.click(within(dialog).getByRole("checkbox", { name: /disabled \(8\) and deleted \(0\)/u }));
    await open.user.click(send);
    expect(await within(dialog).findByText("1 failed")).toBeTruthy();
    expect(within(dialog).getByText(/title was refused \(400\): longer than 40 characters/u)).toBeTruthy();
    expect(callsOf(open.desk, "plan_apply")).toHaveLength(1);
    await open.user.click(within(dialog).getByRole("link", { name: "Show it in the log" }));
    const record = await screen.findByRole("region", { name: "Record" });
    expect(await within(record).findByRole("link", { name: "Try again now" })).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("a change that was sent leads to its record in the log", async () => {
    const open = openWindow(PLAN, { safety: "review" });
    await planned(open);
    const dialog = await ask(open, "Apply 172 changes…");
    await open.user.click(within(dialog).getByRole("checkbox"));
    await open.user.click(within(dialog).getByRole("button", { name: "Apply 172 changes" }));
    await open.user.click(await within(dialog).findByRole("button", { name: "Close" }));
    await open.user.click((await rowsOf(/Planned changes/u))[0] ?? document.body);
    const change = await screen.findByRole("article");
    const name = within(change).getByRole("heading", { level: 2 }).textContent;
    await open.user.click(await within(change).findByRole("link", { name: "Show it in the log" }));
    const record = await screen.findByRole("region", { name: "Record" });
    expect(await within(record).findByRole("heading", { name })).toBeTruthy();
  });

  test("is exported as a file and by the clipboard, and imported from what was pasted", async () => {
    const open = openWindow(PLAN);
    await planned(open);
    await open.user.click(screen.getByRole("button", { name: "Export or import" }));
    await open.user.click(await screen.findByRole("menuitem", { name: "Export…" }));
    const exporting = await screen.findByRole("dialog");
    await open.user.click(within(exporting).getByRole("radio", { name: "JSON" }));
    await within(exporting).findByRole("region", { name: "documo-plan.json" });
    await open.user.click(within(exporting).getByRole("button", { name: "Copy" }));
    await waitFor(() => {
      expect(open.desk.copied).toContain('"rows"');
    });
    await open.user.click(within(exporting).getByRole("button", { name: "Save…" }));
    expect(await within(exporting).findByText("Saved as /home/admin/Documents/documo-plan.json")).toBeTruthy();
    expect(open.desk.saved).toEqual([{ name: "documo-plan.json", content: open.desk.copied }]);
    await open.user.click(within(exporting).getByRole("button", { name: "Close" }));
    await open.user.click(await screen.findByRole("button", { name: "Export or import" }));
    await open.user.click(await screen.findByRole("menuitem", { name: "Import…" }));
    const importing = await screen.findByRole("dialog");
    await open.user.click(within(importing).getByRole("textbox", { name: "Or paste it" }));
    await open.user.paste("this is no plan");
    await open.user.click(within(importing).getByRole("button", { name: "Import the plan" }));
    expect(await within(importing).findByRole("alert")).toBeTruthy();
    const field = within(importing).getByRole("textbox", { name: "Or paste it" });
    await open.user.clear(field);
    await open.user.click(field);
    await open.user.paste(open.desk.copied ?? "");
    await open.user.click(within(importing).getByRole("button", { name: "Import the plan" }));
    await waitFor(() => {
      expect(screen.queryByRole("dialog")).toBeNull();
    });
  });
});

describe("setting provisioning up", () => {
  const SETUP = `${PAGE}/setup`;

  test("tells what is done by what the desk holds, and leads to what is next", async () => {
    const { user } = openWindow(SETUP, { directory: "none" });
    const step = await screen.findByRole("listitem", { name: "Directory" });
    expect(step.getAttribute("aria-current")).toBe("step");
    expect(
      within(screen.getByRole("listitem", { name: "Admin credentials" })).getByRole("img", { name: "Done" }),
    ).toBeTruthy();
    await user.click(within(step).getByRole("link", { name: "Choose a directory" }));
    expect(window.location.hash).toBe("#/tenant/t-documo/scope");
  });

  test("the pilot sends only what was looked at before, and only for who was named", async () => {
    const { user, desk } = openWindow(SETUP, { safety: "review" });
    const pilot = await screen.findByRole("group", { name: "Pilot" });
    expect(within(pilot).getByRole<HTMLButtonElement>("button", { name: "Dry run" }).disabled).toBe(true);
    await user.click(within(pilot).getByRole("combobox", { name: "Choose a person" }));
    await user.click((await screen.findAllByRole("option"))[1] ?? document.body);
    expect(within(pilot).getByRole<HTMLButtonElement>("button", { name: "Provision 1 person" }).disabled).toBe(true);
    await user.click(within(pilot).getByRole("button", { name: "Dry run" }));
    expect(await within(pilot).findByText("Dry run: nothing was sent.")).toBeTruthy();
    await user.click(within(pilot).getByRole("button", { name: "Provision 1 person" }));
    expect(await within(pilot).findByText("Sent.")).toBeTruthy();
    expect(callsOf(desk, "provision_on_demand")).toEqual([
      { tenant: "t-documo", people: ["u-000218"], groups: [], dryRun: true },
      { tenant: "t-documo", people: ["u-000218"], groups: [], dryRun: false },
    ]);
    expect(await screen.findByText("1 account is linked.")).toBeTruthy();
  });

  test("the people of the pilot are taken along to provisioning on demand", async () => {
    const { user, desk } = openWindow(SETUP);
    const pilot = await screen.findByRole("group", { name: "Pilot" });
    for (const at of [1, 2]) {
      await user.click(within(pilot).getByRole("combobox", { name: "Choose a person" }));
      await user.click((await screen.findAllByRole("option"))[at] ?? document.body);
    }
    await user.click(within(pilot).getByRole("link", { name: "See each step on demand" }));
    await user.click(await screen.findByRole("button", { name: "Dry run for 2" }));
    expect(await screen.findByText("Dry run: nothing was sent")).toBeTruthy();
    const [asked] = callsOf(desk, "provision_on_demand") as { people: string[] }[];
    expect(new Set(asked?.people).size).toBe(2);
  });

  test("a read-only tenant tries dry only", async () => {
    const { user } = openWindow(SETUP);
    const pilot = await screen.findByRole("group", { name: "Pilot" });
    await user.click(within(pilot).getByRole("combobox", { name: "Choose a person" }));
    await user.click((await screen.findAllByRole("option"))[1] ?? document.body);
    await user.click(within(pilot).getByRole("button", { name: "Dry run" }));
    expect(await within(pilot).findByText(/Documo is read-only/u)).toBeTruthy();
    expect(within(pilot).getByRole<HTMLButtonElement>("button", { name: "Provision 1 person" }).disabled).toBe(true);
  });
});
