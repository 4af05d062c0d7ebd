import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { JobEnd } from "../src/bridge/generated";
import { callsOf, openWindow, rowsOf, type OpenWindow } from "./open";

/** Opens the details of the first active account of a tenant and asks to deactivate it. */
async function askForFirst({ user }: OpenWindow, tenant: string): Promise<{ name: string }> {
  await user.click(await screen.findByRole("button", { name: "Active" }));
  const row = (await rowsOf(new RegExp(`Users of ${tenant}`, "u")))[0];
  const name = within(row ?? document.body).getAllByRole("gridcell")[1]?.textContent ?? "";
  await user.click(row ?? document.body);
  const detail = await screen.findByRole("region", { name: "Details" });
  await user.click(await within(detail).findByRole("button", { name: "Deactivate…" }));
  return { name };
}

describe("switching accounts off", () => {
  test("shows what changes for whom, then sends it, then what came of it", async () => {
    const open = openWindow("#/tenant/t-documo/users", { safety: "review" });
    const { name } = await askForFirst(open, "Documo");
    const dialog = await screen.findByRole("dialog", { name: "Deactivate 1 account in Documo?" });
    expect(within(dialog).getByText("Documo blocks sign-in for these accounts; the data stays.")).toBeTruthy();
    const grid = await within(dialog).findByRole("grid", { name: "Accounts to be changed" });
    expect(await within(grid).findByText(name)).toBeTruthy();
    expect(grid.textContent).toContain("Active");
    expect(grid.textContent).toContain("Inactive");
    expect(callsOf(open.desk, "activation_apply"), "nothing is sent by looking").toEqual([]);
    await open.user.click(within(dialog).getByText("Requests"));
    expect(dialog.textContent).toContain("PATCH https://api.documo.com/scim/v2/Users/");
    await open.user.click(within(dialog).getByRole("button", { name: "Deactivate 1 account" }));
    expect(await screen.findByText("Deactivated, and read back as inactive.")).toBeTruthy();
    expect(screen.getByText("1 applied and confirmed", { selector: ".results-count" })).toBeTruthy();
  });

  test("beside a selection, the button of the details names whom it is for", async () => {
    const { user, desk } = openWindow("#/tenant/t-documo/users", { safety: "review" });
    const [opened, ticked] = desk.tenant("t-documo").people.filter((person) => person.active === true);
    Object.assign(opened ?? {}, { name: "AAA Opened" });
    Object.assign(ticked ?? {}, { name: "AAB Ticked" });
    await user.click(await screen.findByText("AAA Opened"));
    const detail = await screen.findByRole("region", { name: "Details" });
    expect(await within(detail).findByRole("button", { name: "Deactivate…" })).toBeTruthy();
    await user.click(screen.getByRole("checkbox", { name: "Select AAB Ticked" }));
    await user.click(await within(detail).findByRole("button", { name: "Deactivate AAA Opened…" }));
    await screen.findByRole("dialog", { name: "Deactivate 1 account in Documo?" });
    expect(callsOf(desk, "activation_review")).toMatchObject([{ selection: { kind: "some", ids: [opened?.id] } }]);
  });

  test("Ctrl and Enter press the primary button, and Undo opens the opposite review", async () => {
    const open = openWindow("#/tenant/t-documo/users", { safety: "review" });
    await askForFirst(open, "Documo");
    const send = await screen.findByRole("button", { name: "Deactivate 1 account" });
    expect(send).toHaveProperty("disabled", false);
    await open.user.keyboard("{Control>}{Enter}{/Control}");
    await open.user.click(await screen.findByRole("button", { name: "Undo…" }));
    await open.user.click(await screen.findByRole("button", { name: "Reactivate 1 account" }));
    expect(await screen.findByText("Reactivated, and read back as active.")).toBeTruthy();
    expect(callsOf(open.desk, "activation_apply")).toHaveLength(2);
  });

  test("the result is told when the list shows it, not over the old state of the row", async () => {
    const open = openWindow("#/tenant/t-documo/users", { safety: "review" });
    const { name } = await askForFirst(open, "Documo");
    const send = await screen.findByRole("button", { name: "Deactivate 1 account" });
    await open.user.click(screen.getByRole("button", { name: "Active", hidden: true }));
    const ends: JobEnd[] = [];
    open.desk.onEvent((event) => {
      if (event.event === "job_changed" && event.job.end !== null) {
        ends.push(event.job.end);
      }
    });
    const release = open.desk.hold("accounts_page");
    await open.user.click(send);
    await waitFor(() => {
      expect(ends).toMatchObject([{ end: "activation_done", outcome: { applied: 1 } }]);
    });
    // One more round to the desk and back: whatever the end draws is drawn by then.
    await act(async () => {
      await open.desk.call("desk_status", null);
    });
    expect(screen.queryByText("Deactivated, and read back as inactive.")).toBeNull();
    release();
    await screen.findByText("Deactivated, and read back as inactive.");
    const row = screen.getAllByRole("row", { hidden: true }).find((one) => one.textContent?.includes(name));
    expect(row?.textContent).toContain("Inactive");
  });

  test("while the states are read it says so, and names no number yet; the tenant's use stands beside the title", async () => {
    const open = openWindow("#/tenant/t-documo/users", { safety: "review" });
    const release = open.desk.hold("activation_review");
    await askForFirst(open, "Documo");
    const dialog = await screen.findByRole("dialog", { name: "Deactivate" });
    expect(within(dialog).getByText(/^The states are being read/u)).toBeTruthy();
    expect(within(dialog).getByText("Production")).toBeTruthy();
    expect(within(dialog).getByRole("button", { name: "Deactivate" })).toHaveProperty("disabled", true);
    expect(dialog.textContent).not.toContain("0 accounts");
    release();
    expect(await within(dialog).findByRole("button", { name: "Deactivate 1 account" })).toHaveProperty(
      "disabled",
      false,
    );
    expect(within(dialog).queryByText(/^The states are being read/u)).toBeNull();
    expect(within(dialog).getByText("Production")).toBeTruthy();
  });

  test("a read-only tenant blocks it, says why, and one deliberate step allows it", async () => {
    const open = openWindow("#/tenant/t-documo/users");
    await askForFirst(open, "Documo");
    expect(await screen.findByText("Documo is read-only: nothing that changes anything is sent.")).toBeTruthy();
    expect(await screen.findByRole("button", { name: "Deactivate 1 account" })).toHaveProperty("disabled", true);
    await open.user.click(screen.getByRole("button", { name: "Allow changes…" }));
    expect(await screen.findByText("This is a production tenant: changes reach real people.")).toBeTruthy();
    await open.user.click(screen.getByRole("button", { name: "Set to Review before sending" }));
    const send = await screen.findByRole("button", { name: "Deactivate 1 account" });
    await waitFor(() => {
      expect(send).toHaveProperty("disabled", false);
    });
    await open.user.click(send);
    expect(await screen.findByText("Deactivated, and read back as inactive.")).toBeTruthy();
  });

  test("an app that deletes is said in red and confirmed explicitly", async () => {
    const open = openWindow("#/tenant/t-workgrid/users", { safety: "review" });
    await askForFirst(open, "Workgrid");
    expect(await screen.findByText(/Workgrid deletes these 1 accounts for good/u)).toBeTruthy();
    const send = await screen.findByRole("button", { name: "Deactivate 1 account" });
    expect(send).toHaveProperty("disabled", true);
    await open.user.click(
      screen.getByRole("checkbox", { name: /I know that Workgrid deletes this account for good/u }),
    );
    expect(send).toHaveProperty("disabled", false);
    await open.user.click(send);
    expect(await screen.findByText(/it deletes on deactivation/u)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Undo…" }), "what is deleted cannot be undone").toBeNull();
  });

  test("an app that accepts and changes nothing is caught, with what to do next", async () => {
    const open = openWindow("#/tenant/t-wedo/users", { safety: "review" });
    await askForFirst(open, "WEDO");
    await open.user.click(await screen.findByRole("button", { name: "Deactivate 1 account" }));
    expect(await screen.findByText("WEDO answered 200, but the account reads back unchanged.")).toBeTruthy();
    expect(screen.getByText(/owners and last admins are often protected/u)).toBeTruthy();
    expect(screen.getByText("1 accepted, not applied", { selector: ".results-count" })).toBeTruthy();
  });

  test("an unknown outcome says to look it up, and a failure has its evidence", async () => {
    const open = openWindow("#/tenant/t-documo/users", { safety: "review" });
    const [lost, refused] = open.desk.tenant("t-documo").people.filter((person) => person.active === true);
    Object.assign(lost ?? {}, { name: "AAA Lost", userName: "lost@documo.example" });
    Object.assign(refused ?? {}, { name: "AAB Refused", userName: "refused@documo.example" });
    await open.user.click(await screen.findByRole("checkbox", { name: "Select AAA Lost" }));
    await open.user.click(screen.getByRole("checkbox", { name: "Select AAB Refused" }));
    await open.user.click(screen.getByRole("button", { name: "Deactivate…" }));
    await open.user.click(await screen.findByRole("button", { name: "Deactivate 2 accounts" }));
    const results = await screen.findByRole("list", { name: "Results" });
    expect(within(results).getByText(/Unknown: look it up/u)).toBeTruthy();
    expect(within(results).getByText("Refresh, and look at the account before you repeat it.")).toBeTruthy();
    expect(within(results).getByText("Documo did not accept the request (400).")).toBeTruthy();
    expect(within(results).getAllByText("Evidence").length).toBeGreaterThan(0);
  });

  test("the states are dated, and a server that does not tell them is said to", async () => {
    const open = openWindow("#/tenant/t-documo/users", { safety: "review" });
    open.desk.fail("resource_look", "token_refused");
    await askForFirst(open, "Documo");
    const dialog = await screen.findByRole("dialog", { name: "Deactivate 1 account in Documo?" });
    expect(within(dialog).getByText(/^States read/u)).toBeTruthy();
    expect(within(dialog).getByText(/could not be read now/u)).toBeTruthy();
    expect(within(dialog).getByText("The token was refused (401).")).toBeTruthy();
    expect(within(dialog).getByRole("button", { name: "Deactivate 1 account" })).toHaveProperty("disabled", false);
  });

  test("one press reads an account from the server, and says why where that fails", async () => {
    const open = openWindow("#/tenant/t-documo/users");
    await open.user.click((await rowsOf(/Users of Documo/u))[0] ?? document.body);
    const detail = await screen.findByRole("region", { name: "Details" });
    const look = await within(detail).findByRole("button", { name: "Read from the server now" });
    open.desk.fail("resource_look", "name_not_found");
    await open.user.click(look);
    expect(await within(detail).findByText(/is not known to this network/u)).toBeTruthy();
    open.desk.fail("resource_look", null);
    await open.user.click(look);
    await waitFor(() => {
      expect(within(detail).queryByText(/is not known to this network/u)).toBeNull();
    });
    expect(callsOf(open.desk, "resource_look")).toHaveLength(2);
  });

  test("who is as wanted already is named, and nothing is sent for them", async () => {
    const open = openWindow("#/tenant/t-documo/users", { safety: "review" });
    await rowsOf(/Users of Documo/u);
    screen.getByRole("grid", { name: /Users of Documo/u }).focus();
    await open.user.keyboard("{Control>}a{/Control}");
    await open.user.click(await screen.findByRole("button", { name: "Deactivate…" }));
    expect(await screen.findByText(/of the selected are inactive already: nothing is sent for them/u)).toBeTruthy();
  });

  test("a review that is no longer good is asked for again", async () => {
    const open = openWindow("#/tenant/t-documo/users", { safety: "review" });
    await askForFirst(open, "Documo");
    open.desk.fail("activation_apply", "review_stale");
    await open.user.click(await screen.findByRole("button", { name: "Deactivate 1 account" }));
    const again = await screen.findByRole("button", { name: "Review again" });
    open.desk.fail("activation_apply", null);
    await open.user.click(again);
    const send = await screen.findByRole("button", { name: "Deactivate 1 account" });
    await waitFor(() => {
      expect(send).toHaveProperty("disabled", false);
    });
    expect(callsOf(open.desk, "activation_review")).toHaveLength(2);
  });

  test("the journal holds the request, the answer and the account before", async () => {
    const open = openWindow("#/tenant/t-documo/users", { safety: "review" });
    const { name } = await askForFirst(open, "Documo");
    await open.user.click(await screen.findByRole("button", { name: "Deactivate 1 account" }));
    await open.user.click(await screen.findByRole("link", { name: "Journal entry" }));
    await open.user.click(screen.getByRole("button", { name: "Close" }));
    const entry = await screen.findAllByRole("region", { name: "Journal entry" });
    await waitFor(() => {
      expect(entry[0]?.textContent).toContain(`Deactivate ${name}`);
    });
    expect(entry[0]?.textContent).toContain('"active": true');
    expect(entry[0]?.textContent).toContain("by ada");
  });
});
