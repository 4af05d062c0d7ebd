import { screen, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { callsOf, openWindow } from "./open";

async function fill(user: UserEvent, field: HTMLElement, text: string): Promise<void> {
  await user.click(field);
  await user.paste(text);
}

describe("connecting a directory", () => {
  test("Entra ID is tested with its secret, then kept; the secret is shown nowhere after that", async () => {
    const { user, desk } = openWindow("#/connect");
    await fill(user, await screen.findByLabelText("Directory (tenant) ID"), "contoso.example");
    expect(screen.getAllByText(/Still missing: Application \(client\) ID, Client secret/u)).toHaveLength(2);
    await fill(user, screen.getByLabelText("Application (client) ID"), "11111111-2222");
    await fill(user, screen.getByLabelText("Client secret", { selector: "input[type=password]" }), "wrong-one");
    await user.click(screen.getByRole("button", { name: "Test" }));
    expect(await screen.findByText("The secret was refused.")).toBeTruthy();
    expect(screen.getByRole("img", { name: "Failed" })).toBeTruthy();
    await user.clear(screen.getByLabelText("Client secret", { selector: "input[type=password]" }));
    await fill(user, screen.getByLabelText("Client secret", { selector: "input[type=password]" }), "s3cret-value");
    await user.click(screen.getByRole("button", { name: "Test again" }));
    const found = await screen.findByRole("table", { name: "Attributes found" });
    expect(within(found).getByText("Amélie <b>Okoro</b>"), "values are text").toBeTruthy();
    await fill(user, screen.getByLabelText("Name of the directory"), "Contoso");
    await user.click(screen.getByRole("button", { name: "Connect Contoso" }));
    expect(await screen.findByRole("region", { name: "Connection of Contoso" })).toBeTruthy();
    expect(callsOf(desk, "directory_connect")).toMatchObject([
      { name: "Contoso", source: { from: "entra_id", signIn: "secret" }, secret: "s3cret-value" },
    ]);
    expect(document.body.innerHTML).not.toContain("s3cret-value");
    await user.click(screen.getByRole("button", { name: "Refresh" }));
    expect(await screen.findByText(/640 came, 0 changed, 0 left/u)).toBeTruthy();
    expect(await screen.findByText("All pages were read, and the last one ended with a delta link.")).toBeTruthy();
  });

  test("whoever has none starts a practice directory, and reads it", async () => {
    const { user } = openWindow("#/connect");
    await user.click(await screen.findByRole("button", { name: "Start a practice directory" }));
    expect(await screen.findByRole("region", { name: "Connection of Practice directory" })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Refresh" }));
    expect(await screen.findByText(/640 came, 0 changed, 0 left/u)).toBeTruthy();
  });

  test("a practice directory that cannot be started says why, and is tried again", async () => {
    const { user, desk } = openWindow("#/connect", { fail: { practice_directory_start: "directory_name_taken" } });
    await user.click(await screen.findByRole("button", { name: "Start a practice directory" }));
    expect(await screen.findByRole("alert")).toBeTruthy();
    desk.fail("practice_directory_start", null);
    await user.click(screen.getByRole("button", { name: "Start a practice directory" }));
    expect(await screen.findByRole("region", { name: "Connection of Practice directory" })).toBeTruthy();
  });

  test("LDAP takes what Active Directory or OpenLDAP usually want", async () => {
    const { user, desk } = openWindow("#/connect");
    await user.click(await screen.findByRole("radio", { name: /^LDAP/u }));
    await fill(user, screen.getByLabelText("URL"), "ldaps://ldap.contoso.example");
    await fill(user, screen.getByLabelText("Base DN"), "dc=contoso,dc=example");
    await user.selectOptions(screen.getByLabelText("Settings for"), "openldap");
    await fill(user, screen.getByLabelText("Name of the directory"), "Contoso");
    await user.click(screen.getByRole("button", { name: "Connect Contoso" }));
    await screen.findByRole("region", { name: "Connection of Contoso" });
    expect(callsOf(desk, "directory_connect")).toMatchObject([
      {
        source: {
          from: "ldap",
          idAttribute: "entryUUID",
          peopleFilter: "(objectClass=inetOrgPerson)",
          watermark: "modify_timestamp",
        },
        secret: null,
      },
    ]);
  });

  test("a code for the browser is shown, can be copied, and says when the person has signed in", async () => {
    const { user, desk } = openWindow("#/connect");
    await fill(user, await screen.findByLabelText("Directory (tenant) ID"), "contoso.example");
    await fill(user, screen.getByLabelText("Application (client) ID"), "11111111-2222");
    await user.click(screen.getByRole("radio", { name: "A code in a browser" }));
    await fill(user, screen.getByLabelText("Name of the directory"), "Contoso");
    await user.click(screen.getByRole("button", { name: "Connect Contoso" }));
    await screen.findByRole("region", { name: "Connection of Contoso" });
    await user.click(screen.getByRole("button", { name: "Sign in with a code…" }));
    const dialog = await screen.findByRole("dialog");
    expect((await within(dialog).findByRole("status", { name: "Code" })).textContent).toBe("F7QK2M9TX");
    await user.click(within(dialog).getByRole("button", { name: "Copy the code" }));
    expect(desk.copied).toBe("F7QK2M9TX");
    desk.signIn();
    expect(await within(dialog).findByText(/Signed in/u)).toBeTruthy();
    expect(callsOf(desk, "directory_sign_in")).toHaveLength(1);
  });
});

describe("the mail server", () => {
  test("is saved, its password only goes in, and a test message tells of each way", async () => {
    const { user, desk } = openWindow("#/settings");
    const card = await screen.findByRole("region", { name: "Mail server" });
    await fill(user, await within(card).findByLabelText("Server"), "smtp.nowhere.example");
    await user.selectOptions(within(card).getByLabelText("Security"), "start_tls");
    await fill(user, within(card).getByLabelText("From"), "scimdesk@contoso.example");
    const password = within(card).getByLabelText<HTMLInputElement>("Password");
    await fill(user, password, "hunter2");
    await user.click(within(card).getByRole("button", { name: "Save the mail server" }));
    await user.click(await within(card).findByRole("button", { name: "Send a test message" }));
    expect(await within(card).findByText(/Sent by this computer/u)).toBeTruthy();
    expect(within(card).getByRole("alert").getAttribute("data-code")).toBe("name_not_found");
    expect(password.value).toBe("");
    expect(callsOf(desk, "mail_server_save")).toMatchObject([
      { server: { host: "smtp.nowhere.example", port: 587, security: "start_tls" }, password: "hunter2" },
    ]);
  });
});
