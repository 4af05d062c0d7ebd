import { screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { callsOf, openWindow } from "./open";

describe("the start", () => {
  test("without a tenant there are two ways to begin, and practice tenants open on the first", async () => {
    const { user } = openWindow("#/", { tenants: "none" });
    expect(await screen.findByRole("heading", { name: "Welcome to Scimdesk" })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Start practice tenants" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Documo practice" })).toBeTruthy();
    expect(screen.getAllByText("Practice").length).toBeGreaterThan(0);
  });

  test("practice tenants begin with some hundred people, or with a number that is chosen beside the button", async () => {
    const first = openWindow("#/", { tenants: "none" });
    await first.user.click(await screen.findByRole("button", { name: "Start practice tenants" }));
    await screen.findByRole("heading", { level: 1, name: "Documo practice" });
    expect(callsOf(first.desk, "practice_start")).toEqual([{ app: null, accounts: null }]);
    first.unmount();

    const second = openWindow("#/", { tenants: "none" });
    await second.user.selectOptions(await screen.findByLabelText("people in each"), "10,000");
    await second.user.click(screen.getByRole("button", { name: "Start practice tenants" }));
    await screen.findByRole("heading", { level: 1, name: "Documo practice" });
    expect(callsOf(second.desk, "practice_start")).toEqual([{ app: null, accounts: 10_000 }]);
  });

  test("practice tenants that run are started afresh with another number, and what that forgets is said", async () => {
    const { user, desk } = openWindow("#/settings", { tenants: "none" });
    await user.click(await screen.findByRole("button", { name: "Start practice tenants" }));
    const afresh = await screen.findByRole("button", { name: "Start afresh" });
    expect(screen.getByText(/Starting afresh forgets what was changed in them/u)).toBeTruthy();
    expect(screen.queryByRole("option", { name: "Some hundred" }), "only a number makes a new start").toBeNull();
    await user.selectOptions(screen.getByLabelText("people in each"), "100,000");
    await user.click(afresh);
    await waitFor(() => {
      expect(callsOf(desk, "practice_start").at(-1)).toEqual({ app: null, accounts: 100_000 });
    });
    expect(await screen.findByRole("button", { name: "Stop and forget 5 practice tenants" })).toBeTruthy();
  });

  test("without a keyring the admin chooses a passphrase file in words, and types it twice", async () => {
    const { user, desk } = openWindow("#/", { start: "keyring" });
    expect(await screen.findByText("This system has no keyring to keep tokens in.")).toBeTruthy();
    const use = screen.getByRole("button", { name: "Use a passphrase file" });
    await user.type(screen.getByLabelText("New passphrase"), "long and known");
    await user.type(screen.getByLabelText("The same again"), "long and");
    expect(screen.getByText("The two differ.")).toBeTruthy();
    expect(use).toHaveProperty("disabled", true);
    await user.type(screen.getByLabelText("The same again"), " known");
    await user.click(use);
    expect(await screen.findByRole("heading", { level: 1, name: "Documo" })).toBeTruthy();
    expect(callsOf(desk, "desk_open")).toEqual([{ vault: "file", passphrase: "long and known" }]);
  });

  test("session memory says that everything is gone at the end, and needs no passphrase", async () => {
    const { user, desk } = openWindow("#/", { start: "keyring" });
    await user.click(
      await screen.findByRole("radio", { name: /When Scimdesk closes, tokens, tenants and fetched data are gone/u }),
    );
    await user.click(screen.getByRole("button", { name: "Use this session only" }));
    await screen.findByRole("heading", { level: 1, name: "Documo" });
    expect(callsOf(desk, "desk_open")).toEqual([{ vault: "session", passphrase: null }]);
  });

  test("a keyring that is unlocked in the meantime is tried again", async () => {
    const { user, desk } = openWindow("#/", { start: "keyring" });
    await user.click(await screen.findByRole("button", { name: "Try again" }));
    expect(callsOf(desk, "desk_open")).toEqual([{ vault: null, passphrase: null }]);
  });

  test("a wrong passphrase is said, and the right one opens", async () => {
    const { user } = openWindow("#/", { start: "passphrase" });
    await user.type(await screen.findByLabelText("Passphrase"), "wrong{Enter}");
    expect(await screen.findByText("The passphrase does not open the file.")).toBeTruthy();
    await user.clear(screen.getByLabelText("Passphrase"));
    await user.type(screen.getByLabelText("Passphrase"), "right{Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "Documo" })).toBeTruthy();
  });

  test("a lost key is a clear choice: starting anew sets the old file aside", async () => {
    const { user, desk } = openWindow("#/", { start: "keylost" });
    expect(await screen.findByText(/The old file is set aside, not deleted/u)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Start anew" }));
    await waitFor(() => {
      expect(callsOf(desk, "desk_start_anew")).toHaveLength(1);
    });
    expect(await screen.findByRole("heading", { level: 1, name: "Documo" })).toBeTruthy();
  });

  test("a cache made by a newer version is not offered to be set aside", async () => {
    openWindow("#/", { start: "unusable" });
    expect(await screen.findByText("The cache was made by a newer version of Scimdesk.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Start anew" })).toBeNull();
  });

  test("a desk that does not answer says so and can be asked again", async () => {
    const { user, desk } = openWindow("#/", { fail: { desk_status: "internal" } });
    expect(await screen.findByText("Something inside Scimdesk went wrong.")).toBeTruthy();
    desk.fail("desk_status", null);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Documo" })).toBeTruthy();
  });
});
