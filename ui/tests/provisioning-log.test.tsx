import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { callsOf, openWindow, rowsOf } from "./open";

describe("the provisioning log", () => {
  test("lists who, what and how it ended, and narrows to one status", async () => {
    const { user, desk } = openWindow("#/tenant/t-documo/logs");
    const rows = await rowsOf(/Provisioning log of Documo/u);
    expect(rows[0]?.textContent).toMatch(/Create|Update|Disable|Other/u);
    await user.selectOptions(screen.getByRole("combobox", { name: "Status" }), "failure");
    expect(await screen.findByText("11 records")).toBeTruthy();
    const failed = await rowsOf(/Provisioning log of Documo/u);
    expect(failed.every((row) => row.textContent.includes("EntryConflict"))).toBe(true);
    expect(callsOf(desk, "logs_page").at(-1)).toMatchObject({ tenant: "t-documo", filter: { status: "failure" } });
  });

  test("a day is asked for as it begins and ends on this computer's calendar", async () => {
    const { user, desk } = openWindow("#/tenant/t-documo/logs");
    await user.click(await screen.findByRole("button", { name: "More filters" }));
    await user.type(screen.getByLabelText("From"), "2026-03-01");
    await user.type(screen.getByLabelText("To"), "2026-03-01");
    expect(await screen.findByText("Nothing matches the filters")).toBeTruthy();
    expect(callsOf(desk, "logs_page").at(-1)).toMatchObject({
      filter: { from: new Date(2026, 2, 1).toISOString(), to: new Date(2026, 2, 2).toISOString() },
    });
    await user.click(screen.getByRole("button", { name: "Clear search and filter" }));
    expect(await screen.findByText("120 records")).toBeTruthy();
  });

  test("a record shows its steps, why it failed and what to do, its attributes, and where it was sent", async () => {
    const { user } = openWindow("#/tenant/t-documo/logs");
    await user.selectOptions(await screen.findByRole("combobox", { name: "Status" }), "failure");
    await screen.findByText("11 records");
    await user.click((await rowsOf(/Provisioning log of Documo/u))[0] ?? document.body);
    const record = await screen.findByRole("region", { name: "Record" });
    const steps = await within(record).findByRole("list", { name: "Steps" });
    expect(within(steps).getAllByRole("listitem").length).toBe(4);
    expect(within(steps).getByText("Determine whether in scope")).toBeTruthy();
    await user.click(within(record).getByRole("tab", { name: /^Troubleshooting & Recommendations/u }));
    expect(within(record).getByText(/the app answered 409/u)).toBeTruthy();
    expect(within(record).getByText(/link the account that has it/u)).toBeTruthy();
    await user.click(within(record).getByRole("tab", { name: /^Modified Properties/u }));
    expect(within(record).getByRole("row", { name: /title Trainee/u })).toBeTruthy();
    await user.click(within(record).getByRole("tab", { name: /^Summary/u }));
    expect(within(record).getByText("People of Contoso")).toBeTruthy();
  });

  test("a record leads to the person, to the account, and to another try with just them", async () => {
    const { user } = openWindow("#/tenant/t-documo/logs");
    await user.selectOptions(await screen.findByRole("combobox", { name: "Status" }), "success");
    await user.click((await rowsOf(/Provisioning log of Documo/u))[0] ?? document.body);
    const done = await screen.findByRole("region", { name: "Record" });
    const person = await within(done).findByRole("link", { name: "Show the person" });
    expect(person.getAttribute("href")).toMatch(/^#\/people\/d-people\/people\/u-/u);
    const account = within(done).getByRole("link", { name: "Show the account" });
    expect(account.getAttribute("href")).toMatch(/^#\/tenant\/t-documo\/users\/acc-u-/u);
    await user.selectOptions(screen.getByRole("combobox", { name: "Status" }), "failure");
    await screen.findByText("11 records");
    await user.click((await rowsOf(/Provisioning log of Documo/u))[0] ?? document.body);
    await user.click(await screen.findByRole("link", { name: "Try again now" }));
    const chosen = await screen.findByRole("list", { name: "Chosen" });
    expect(within(chosen).getAllByRole("listitem")).toHaveLength(1);
    await user.click(screen.getByRole("button", { name: "Dry run for 1" }));
    expect(await screen.findByText("Dry run: nothing was sent")).toBeTruthy();
  });

  test("is exported as the three files that match the filters, each copied by its name", async () => {
    const { user, desk } = openWindow("#/tenant/t-documo/logs");
    await user.selectOptions(await screen.findByRole("combobox", { name: "Status" }), "failure");
    await screen.findByText("11 records");
    await user.click(screen.getByRole("button", { name: "Export…" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(/Only the 11 records/u)).toBeTruthy();
    await user.click(await within(dialog).findByRole("tab", { name: /^ProvisioningLogs_ProvisioningSteps\.csv/u }));
    await user.click(within(dialog).getByRole("button", { name: "Copy ProvisioningLogs_ProvisioningSteps.csv" }));
    expect(desk.copied?.split("\n").length).toBe(1 + 11 * 4);
    await user.click(within(dialog).getByRole("radio", { name: "JSON, one file" }));
    await user.click(await within(dialog).findByRole("button", { name: "Copy" }));
    expect(JSON.parse(desk.copied ?? "null")).toHaveLength(11);
  });

  test("is saved as three files, or one, where the person says", async () => {
    const { user, desk } = openWindow("#/tenant/t-documo/logs");
    await screen.findByText("120 records");
    await user.click(screen.getByRole("button", { name: "Export…" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(await within(dialog).findByRole("button", { name: "Save 3 files…" }));
    expect(await within(dialog).findAllByText(/^Saved as \/home\/admin\/Documents\/ProvisioningLogs/u)).toHaveLength(3);
    expect(desk.saved.map(({ name }) => name)).toEqual([
      "ProvisioningLogs.csv",
      "ProvisioningLogs_ProvisioningSteps.csv",
      "ProvisioningLogs_ModifiedProperties.csv",
    ]);
    await user.click(within(dialog).getByRole("radio", { name: "JSON, one file" }));
    await user.click(await within(dialog).findByRole("button", { name: "Save…" }));
    await waitFor(() => {
      expect(JSON.parse(desk.saved.at(-1)?.content ?? "null")).toHaveLength(120);
    });
  });

  test("a file that cannot be written says which and what next, and one that is not wanted says nothing", async () => {
    const { user, desk } = openWindow("#/tenant/t-documo/logs");
    await screen.findByText("120 records");
    await user.click(screen.getByRole("button", { name: "Export…" }));
    const dialog = await screen.findByRole("dialog");
    desk.saving.refused = "file_not_written";
    await user.click(await within(dialog).findByRole("button", { name: "Save 3 files…" }));
    expect((await within(dialog).findByRole("alert")).textContent).toMatch(
      /ProvisioningLogs\.csv could not be written.*Choose another directory/u,
    );
    desk.saving.into = null;
    await user.click(within(dialog).getByRole("button", { name: "Save 3 files…" }));
    await waitFor(() => {
      expect(within(dialog).queryByRole("alert")).toBeNull();
    });
    expect(within(dialog).queryByText(/^Saved as/u)).toBeNull();
    expect(desk.saved).toEqual([]);
  });
});

describe("provision on demand", () => {
  test("nothing is sent before a dry run of the same people was seen", async () => {
    const { user, desk } = openWindow("#/tenant/t-documo/demand", { safety: "review" });
    const found = await screen.findByRole("group", { name: "Found" });
    const boxes = await within(found).findAllByRole("checkbox");
    await user.click(boxes.at(-1) ?? document.body);
    const real = screen.getByRole<HTMLButtonElement>("button", { name: "Provision 1 for real" });
    expect(real.disabled).toBe(true);
    await user.click(screen.getByRole("button", { name: "Dry run for 1" }));
    expect(await screen.findByText("Dry run: nothing was sent")).toBeTruthy();
    expect(screen.getByRole("list", { name: "Steps" })).toBeTruthy();
    await user.click(real);
    expect(await screen.findByText("What was done")).toBeTruthy();
    const asked = callsOf(desk, "provision_on_demand") as { people: string[]; dryRun: boolean }[];
    expect(asked.map(({ dryRun }) => dryRun)).toEqual([true, false]);
    expect(asked[0]?.people).toEqual(asked[1]?.people);
    expect(screen.getByRole("link", { name: "Show it in the log" })).toBeTruthy();
  });

  test("a read-only tenant can only be tried, and says how to change that", async () => {
    const { user } = openWindow("#/tenant/t-documo/demand", { safety: "read_only" });
    const found = await screen.findByRole("group", { name: "Found" });
    await user.click((await within(found).findAllByRole("checkbox")).at(-1) ?? document.body);
    await user.click(screen.getByRole("button", { name: "Dry run for 1" }));
    await screen.findByText("Dry run: nothing was sent");
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Provision 1 for real" }).disabled).toBe(true);
    expect(screen.getByRole("button", { name: "Change what may be sent…" })).toBeTruthy();
  });

  test("those who failed are tried again, and nobody else", async () => {
    const { user, desk } = openWindow("#/tenant/t-documo/demand");
    const search = await screen.findByRole("searchbox", { name: "Search people and groups" });
    // The fourth of the directory meets an account that has the user name.
    for (const id of ["u-000002", "u-000004"]) {
      await user.clear(search);
      await user.type(search, id);
      await user.click(await screen.findByRole("checkbox", { checked: false }));
    }
    await user.click(screen.getByRole("button", { name: "Dry run for 2" }));
    await user.click(await screen.findByRole("button", { name: "Try 1 again" }));
    await screen.findByText("1 failed");
    expect(callsOf(desk, "provision_on_demand").at(-1)).toMatchObject({ people: ["u-000004"], dryRun: true });
  });
});
