import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { callsOf, openWindow, type OpenWindow } from "./open";

async function draft({ user }: OpenWindow, token: string): Promise<void> {
  await user.click(await screen.findByRole("radio", { name: /Documo/u }));
  await user.type(screen.getByLabelText(/API Key/u), token);
}

describe("adding a tenant", () => {
  test("the app's own words stand beside ours, with where to find them, and its URL is there already", async () => {
    const open = openWindow("#/add", { tenants: "none" });
    await draft(open, "x");
    expect(screen.getByLabelText<HTMLInputElement>(/Base Url.*tenant URL/u).value).toBe(
      "https://api.documo.com/scim/v2",
    );
    expect(screen.getByText(/In Documo, open Settings, then API/u)).toBeTruthy();
    expect(screen.getByLabelText(/API Key/u).getAttribute("type")).toBe("password");
  });

  test("an example that is nobody's URL is not filled in, and a filled-in one goes with its app", async () => {
    const open = openWindow("#/add", { tenants: "none" });
    await draft(open, "x");
    await open.user.click(screen.getByRole("radio", { name: /Any SCIM/u }));
    const field = screen.getByPlaceholderText<HTMLInputElement>(/app\.example\.com/u);
    expect(field.value).toBe("");
  });

  test("a tested tenant is saved read-only, opens, and is tested as saved", async () => {
    const open = openWindow("#/add", { tenants: "none" });
    await draft(open, "right-token");
    await open.user.click(screen.getByRole("button", { name: "Test connection" }));
    expect(await screen.findByText("Tested: it works.")).toBeTruthy();
    const stages = screen.getByRole("list", { name: "Stages of the test" });
    expect(within(stages).getByText("The token is accepted")).toBeTruthy();
    await open.user.click(screen.getByRole("button", { name: "Save Documo" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Documo" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Safety level: Read-only" })).toBeTruthy();
    expect(callsOf(open.desk, "tenant_add")).toEqual([
      {
        name: "Documo",
        app: "documo",
        url: "https://api.documo.com/scim/v2",
        token: "right-token",
        safety: null,
        environment: "production",
        extraCa: null,
      },
    ]);
    await waitFor(() => {
      expect(callsOf(open.desk, "connection_test")).toHaveLength(2);
    });
  });

  test("the tutorial's steps stay beside the form, are ticked off, and are still ticked after saving", async () => {
    const open = openWindow("#/add", { tenants: "none" });
    await draft(open, "right-token");
    const guide = screen.getByRole("complementary", { name: "About Documo" });
    expect(within(guide).getByText(/documo-provisioning-tutorial$/u)).toBeTruthy();
    expect(within(guide).getByText("0 of 6 done")).toBeTruthy();
    expect(within(guide).getAllByRole("listitem")[0]?.textContent).toMatch(/In Documo.*make an API key/u);
    expect(within(guide).getAllByRole("listitem")[1]?.textContent).toMatch(/Here.*test the connection/u);
    await open.user.click(within(guide).getByRole("checkbox", { name: "Step 1 is done" }));
    expect(within(guide).getByText("1 of 6 done")).toBeTruthy();
    await open.user.click(screen.getByRole("button", { name: "Save Documo" }));
    expect(await screen.findByText("1 of 6 done")).toBeTruthy();
    await open.user.click(await screen.findByRole("button", { name: "Review its mappings" }));
    expect(window.location.hash).toMatch(/\/mappings$/u);
  });

  test("what is not verified of an app says so before anything is entered", async () => {
    const open = openWindow("#/add", { tenants: "none" });
    await open.user.click(await screen.findByRole("radio", { name: /Workteam/u }));
    const guide = screen.getByRole("complementary", { name: "About Workteam" });
    expect(within(guide).getByText(/was not tried against the app/u)).toBeTruthy();
  });

  test("a wrong token is explained, and mended where the error points", async () => {
    const open = openWindow("#/add", { tenants: "none" });
    await draft(open, "wrong-token");
    await open.user.click(screen.getByRole("button", { name: "Test connection" }));
    const error = await screen.findByRole("alert");
    expect(within(error).getByText("The token was refused (401).")).toBeTruthy();
    expect(within(error).getByText("Make a new token in Documo, then replace it here.")).toBeTruthy();
    expect(screen.getByText(/The test failed\. It can be saved all the same/u)).toBeTruthy();
    await open.user.click(within(error).getByRole("button", { name: "Replace URL and token…" }));
    expect(document.activeElement).toBe(screen.getByLabelText(/API Key/u));
    await open.user.clear(screen.getByLabelText(/API Key/u));
    await open.user.type(screen.getByLabelText(/API Key/u), "right-token");
    expect(screen.queryByRole("alert"), "a report of another token is of no use").toBeNull();
    await open.user.click(screen.getByRole("button", { name: "Test connection" }));
    expect(await screen.findByText("Tested: it works.")).toBeTruthy();
  });

  test("a better URL is offered with one click", async () => {
    const open = openWindow("#/add", { tenants: "none" });
    await open.user.click(await screen.findByRole("radio", { name: /Any SCIM app/u }));
    await open.user.type(screen.getByLabelText(/tenant url/iu), "https://scim.example.com/");
    await open.user.click(await screen.findByRole("button", { name: "Use https://scim.example.com/scim/v2" }));
    expect(screen.getByLabelText<HTMLInputElement>(/tenant url/iu).value).toBe("https://scim.example.com/scim/v2");
  });

  test("it can be saved without a test, and a taken name is said", async () => {
    const open = openWindow("#/add");
    await draft(open, "right-token");
    const name = screen.getByLabelText<HTMLInputElement>("Name");
    expect(name.value, "the app's name is taken").toBe("Documo 2");
    await open.user.clear(name);
    await open.user.type(name, "documo");
    expect(screen.getByText("Not tested. It can be saved all the same.")).toBeTruthy();
    await open.user.click(screen.getByRole("button", { name: "Save documo" }));
    expect(await screen.findByText("There is a tenant with the name documo already.")).toBeTruthy();
    await open.user.type(name, " two");
    await open.user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByRole("heading", { level: 1, name: "documo two" })).toBeTruthy();
  });
});

describe("a tenant whose token no longer works", () => {
  test("the failed test leads to the field where it is replaced, and the new one is tested", async () => {
    const { user, desk } = openWindow("#/tenant/t-ideo/overview");
    await user.click(await screen.findByRole("button", { name: "Test connection" }));
    const error = await screen.findByRole("alert");
    expect(within(error).getByText("The token was refused (401).")).toBeTruthy();
    await user.click(within(error).getByRole("button", { name: "Replace URL and token…" }));
    const token = await screen.findByLabelText(/Secret Token/u);
    await waitFor(() => {
      expect(document.activeElement).toBe(token);
    });
    await user.type(token, "right-token");
    await user.click(screen.getByRole("button", { name: "Replace URL and token" }));
    expect((await screen.findAllByText(/It works\. IDEO answered/u)).length).toBeGreaterThan(0);
    expect(callsOf(desk, "tenant_replace_credential")).toEqual([{ tenant: "t-ideo", url: null, token: "right-token" }]);
  });
});
