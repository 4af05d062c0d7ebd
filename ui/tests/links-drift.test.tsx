import { screen, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { callsOf, openWindow, rowsOf } from "./open";

describe("links", () => {
  test("unlinking says what it means, sends nothing, and the link is gone", async () => {
    const { user, desk } = openWindow("#/tenant/t-documo/links");
    await user.click((await rowsOf(/Links of Documo/u))[0] ?? document.body);
    const link = await screen.findByRole("region", { name: "Link" });
    await user.click(await within(link).findByRole("button", { name: "Unlink…" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(/Nothing is sent, and the account stays as it is/u)).toBeTruthy();
    await user.click(within(dialog).getByRole("button", { name: /^Unlink/u }));
    expect(await screen.findByText("89 links")).toBeTruthy();
    expect(callsOf(desk, "link_remove")).toEqual([{ tenant: "t-documo", object: "user", person: "u-000001" }]);
  });

  test("a person is linked to another account that was fetched", async () => {
    const { user, desk } = openWindow("#/tenant/t-documo/links/user%3Au-000001");
    const link = await screen.findByRole("region", { name: "Link" });
    await user.click(await within(link).findByRole("button", { name: "Link to another account…" }));
    const dialog = await screen.findByRole("dialog");
    const confirm = within(dialog).getByRole<HTMLButtonElement>("button", { name: "Link to this account" });
    expect(confirm.disabled).toBe(true);
    await user.type(within(dialog).getByLabelText("Search accounts"), "300");
    await user.click(await within(dialog).findByRole("radio", { name: /300@/u }));
    await user.click(confirm);
    expect(await within(link).findByText("By hand")).toBeTruthy();
    expect(callsOf(desk, "link_set")).toHaveLength(1);
  });

  test("a link leads to provisioning on demand for just that person", async () => {
    const { user } = openWindow("#/tenant/t-documo/links/user%3Au-000001");
    const link = await screen.findByRole("region", { name: "Link" });
    await user.click(await within(link).findByRole("link", { name: "Provision on demand" }));
    expect(await screen.findByRole("button", { name: "Dry run for 1" })).toBeTruthy();
  });

  test("are narrowed by state", async () => {
    const { user } = openWindow("#/tenant/t-documo/links");
    await user.selectOptions(await screen.findByRole("combobox", { name: "State" }), "departed");
    expect(await screen.findByText("12 links")).toBeTruthy();
  });
});

describe("drift", () => {
  test("is found on request, by kind, with old and new value", async () => {
    const { user } = openWindow("#/tenant/t-documo/drift");
    await user.click(await screen.findByRole("button", { name: "Find drift" }));
    await user.click(await screen.findByRole("button", { name: /^Changed at the app \d+/u }));
    await user.click((await rowsOf(/Drift of Documo/u))[0] ?? document.body);
    const finding = await screen.findByRole("region", { name: "Finding" });
    expect(await within(finding).findByText("Director of everything")).toBeTruthy();
    expect(within(finding).queryByRole("button", { name: "Adopt…" })).toBeNull();
  });

  test("a remedy is done for those of the selected that it fits, and the others are said", async () => {
    const { user, desk } = openWindow("#/tenant/t-documo/drift");
    await user.click(await screen.findByRole("button", { name: "Find drift" }));
    const grid = await screen.findByRole("grid", { name: /Drift of Documo/u });
    await user.click(within(grid).getByRole("checkbox", { name: "Select everything" }));
    await user.click(screen.getByRole("button", { name: "Adopt…" }));
    const dialog = await screen.findByRole("dialog");
    expect(await within(dialog).findByText(/of the selected cannot be treated this way/u)).toBeTruthy();
    await user.click(within(dialog).getByRole("button", { name: /^Adopt \d+ accounts$/u }));
    expect(await screen.findByText(/findings are settled\. Nothing was sent\./u)).toBeTruthy();
    const [asked] = callsOf(desk, "drift_resolve") as { numbers: number[]; remedy: string }[];
    expect(asked?.remedy).toBe("adopt");
    expect(screen.queryByRole("button", { name: /^Not linked yet/u })).toBeNull();
  });

  test("a rule without a name is not saved; with one it is", async () => {
    const { user, desk } = openWindow("#/tenant/t-documo/drift");
    await user.click(await screen.findByRole("button", { name: "Rules…" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(await within(dialog).findByRole("button", { name: "Add a rule" }));
    const save = within(dialog).getByRole<HTMLButtonElement>("button", { name: "Save the rules" });
    expect(save.disabled).toBe(true);
    await user.type(within(dialog).getByRole("textbox", { name: "Name or user name" }), "svc-*");
    await user.selectOptions(within(dialog).getByRole("combobox", { name: "Kind" }), "local");
    await user.click(save);
    expect(callsOf(desk, "drift_rules_save")).toEqual([
      { tenant: "t-documo", rules: [{ id: null, object: null, kind: "local", pattern: "svc-*", attribute: null }] },
    ]);
  });
});
