import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { PreviewScope } from "../src/bridge/generated";
import { callsOf, openWindow, rowsOf, type OpenWindow } from "./open";

const SCOPE = "#/tenant/t-documo/scope";

function side(name: RegExp): HTMLElement {
  return within(screen.getByRole("group", { name: "Who is in scope" })).getByRole("button", { name });
}

/** Waits until the numbers are those of the present draft. */
async function counted(): Promise<void> {
  await screen.findByText(/changes sides against what is saved|Against what is saved/u);
  await waitFor(() => {
    expect(screen.getByRole("group", { name: "Who is in scope" }).getAttribute("aria-busy")).toBe("false");
  });
}

async function addFilter({ user }: OpenWindow, attribute: string, value: string): Promise<void> {
  await user.click(await screen.findByRole("button", { name: "Add a filter" }));
  await user.click(screen.getByRole("combobox", { name: "Attribute" }));
  await user.paste(attribute);
  await user.click(screen.getByRole("textbox", { name: "Value" }));
  await user.paste(value);
}

describe("who is in scope", () => {
  test("without a directory it says what it needs, and leads to people", async () => {
    const { user } = openWindow(SCOPE, { directory: "none" });
    await user.click(await screen.findByRole("button", { name: "Import people" }));
    expect(await screen.findByText("No people yet")).toBeTruthy();
  });

  test("a filter is counted before it is saved, with who would leave and why", async () => {
    const open = openWindow(SCOPE);
    await counted();
    expect(side(/In scope/u).textContent).toContain("385");
    await addFilter(open, "department", "Sales");
    await waitFor(() => {
      expect(side(/Leaving/u).textContent).toMatch(/335/u);
    });
    expect(side(/In scope/u).textContent).toMatch(/50/u);
    const rows = await rowsOf(/Leaving/u);
    expect(rows[0]?.textContent).toMatch(/Passes no filter: department is/u);
    expect(callsOf(open.desk, "mappings_save")).toEqual([]);
    const last = callsOf(open.desk, "scope_preview").at(-1) as PreviewScope;
    expect(last.mappings.users.scope).toEqual([
      { title: "Filter 1", clauses: [{ attribute: "department", operator: "EQUALS", value: "Sales" }] },
    ]);
  });

  test("the draft is saved as the mappings are, and then nobody changes sides any more", async () => {
    const open = openWindow(SCOPE);
    await addFilter(open, "department", "Sales");
    await open.user.click(await screen.findByRole("button", { name: "Save…" }));
    const dialog = await screen.findByRole("dialog");
    await open.user.click(await within(dialog).findByRole("button", { name: /^Save/u }));
    expect(await screen.findByText("Nobody changes sides against what is saved.")).toBeTruthy();
    expect(side(/In scope/u).textContent).toMatch(/50/u);
    expect(callsOf(open.desk, "mappings_save")).toHaveLength(1);
  });

  test("discarding gives back what is saved", async () => {
    const { user } = openWindow(SCOPE);
    await counted();
    await user.click(screen.getByRole("radio", { name: "Everybody" }));
    await waitFor(() => {
      expect(side(/Coming in/u).textContent).toMatch(/255/u);
    });
    await user.click(screen.getByRole("button", { name: "Discard changes" }));
    await waitFor(() => {
      expect(side(/Coming in/u).textContent).toBe("+0Coming in");
    });
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "Only who is assigned" }).checked).toBe(true);
  });

  test("a clause that is not finished asks nothing and keeps the numbers from before", async () => {
    const { user, desk } = openWindow(SCOPE);
    await counted();
    const before = callsOf(desk, "scope_preview").length;
    await user.click(screen.getByRole("button", { name: "Add a filter" }));
    expect(await screen.findByText("A clause is not finished. The numbers are those from before.")).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>("tab", { name: /^Text/u }).disabled).toBe(true);
    expect(callsOf(desk, "scope_preview")).toHaveLength(before);
    expect(side(/In scope/u).textContent).toContain("385");
  });

  test("the latest question wins: a slow answer to an earlier one is never shown", async () => {
    const { user, desk } = openWindow(SCOPE);
    await counted();
    const late = desk.delay("scope_preview");
    await user.click(screen.getByRole("radio", { name: "Everybody" }));
    await waitFor(() => {
      expect(callsOf(desk, "scope_preview")).toHaveLength(2);
    });
    await user.click(screen.getByRole("radio", { name: "Only who is assigned" }));
    await waitFor(() => {
      expect(callsOf(desk, "scope_preview")).toHaveLength(3);
    });
    late();
    await counted();
    expect(side(/In scope/u).textContent).toContain("385");
    expect(side(/Coming in/u).textContent).toBe("+0Coming in");
  });

  test("counting that takes long says how far it is, and can be cancelled and begun again", async () => {
    const { user, desk } = openWindow(SCOPE, { tick: 250 });
    const bar = await screen.findByRole("progressbar", { name: "Counting" });
    await user.click(within(bar.parentElement ?? document.body).getByRole("button", { name: "Cancel" }));
    await user.click(await screen.findByRole("button", { name: "Count again" }));
    await counted();
    expect(side(/In scope/u).textContent).toContain("385");
    expect(callsOf(desk, "job_cancel").length).toBeGreaterThan(0);
  });

  test("a question that fails says why, and is asked again", async () => {
    const { user, desk } = openWindow(SCOPE, { fail: { scope_preview: "cache_failed" } });
    const error = await screen.findByRole("alert");
    desk.fail("scope_preview", null);
    await user.click(within(error).getByRole("button", { name: "Try again" }));
    await counted();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("nested groups count when asked to, and Default Access tells its history", async () => {
    const { user } = openWindow(SCOPE);
    await counted();
    expect(screen.getByText(/Until July 2020 Entra left out/u)).toBeTruthy();
    await user.click(screen.getByRole("switch", { name: "Count the members of nested groups" }));
    await waitFor(() => {
      expect(side(/Coming in/u).textContent).not.toBe("+0Coming in");
    });
    await user.click(screen.getByRole("switch", { name: "Leave out Default Access" }));
    await waitFor(() => {
      expect(side(/Leaving/u).textContent).not.toBe("−0Leaving");
    });
  });

  test("somebody is asked about, and each question has its answer", async () => {
    const open = openWindow(SCOPE);
    await addFilter(open, "department", "Sales");
    await counted();
    await open.user.click((await rowsOf(/Leaving/u))[0] ?? document.body);
    expect(await screen.findByText(/^Out of scope\./u)).toBeTruthy();
    expect(screen.getByText('department EQUALS "Sales"')).toBeTruthy();
    await open.user.click(screen.getByRole("button", { name: "Back" }));
    expect(await rowsOf(/Leaving/u)).toBeTruthy();
  });

  test("whoever is asked about can be provisioned on demand", async () => {
    const { user, desk } = openWindow(SCOPE);
    await counted();
    await user.click(side(/In scope/u));
    await user.click((await rowsOf(/In scope/u))[0] ?? document.body);
    await user.click(await screen.findByRole("link", { name: "Provision on demand" }));
    await user.click(await screen.findByRole("button", { name: "Dry run for 1" }));
    expect(await screen.findByText("Dry run: nothing was sent")).toBeTruthy();
    const explained = callsOf(desk, "scope_explain").at(-1) as { person: string };
    expect(callsOf(desk, "provision_on_demand")).toEqual([
      { tenant: "t-documo", people: [explained.person], groups: [], dryRun: true },
    ]);
  });
});

describe("filters as text", () => {
  test("both forms say the same, and what one says the other keeps", async () => {
    const open = openWindow(SCOPE);
    const { user, desk } = open;
    await addFilter(open, "department", "Sales");
    await user.click(screen.getByRole("tab", { name: /^Text/u }));
    const field = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Filters as text" });
    await waitFor(() => {
      expect(field.value).toBe('"Filter 1": department EQUALS "Sales"\n');
    });
    await user.click(field);
    await user.keyboard("{Control>}{End}{/Control}");
    await user.paste('"Board": jobTitle IS NOT NULL AND city EQUALS "Oslo"');
    await waitFor(() => {
      expect((callsOf(desk, "scope_preview").at(-1) as PreviewScope).mappings.users.scope).toEqual([
        { title: "Filter 1", clauses: [{ attribute: "department", operator: "EQUALS", value: "Sales" }] },
        {
          title: "Board",
          clauses: [
            { attribute: "jobTitle", operator: "IS NOT NULL", value: null },
            { attribute: "city", operator: "EQUALS", value: "Oslo" },
          ],
        },
      ]);
    });
    expect(field.value, "what was typed is not rewritten").toContain('"Board": jobTitle IS NOT NULL');
    await user.click(screen.getByRole("tab", { name: /^Builder/u }));
    const board = await screen.findByRole("group", { name: "Board" });
    expect(within(board).getAllByRole("group")).toHaveLength(2);
  });

  test("what cannot be read says where, stays as it is written, and changes no filter", async () => {
    const open = openWindow(SCOPE);
    const { user, desk } = open;
    await addFilter(open, "department", "Sales");
    await user.click(screen.getByRole("tab", { name: /^Text/u }));
    const field = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Filters as text" });
    await waitFor(() => {
      expect(field.value).not.toBe("");
    });
    await user.click(field);
    await user.keyboard("{Control>}{End}{/Control}");
    await user.paste("city LIKES you");
    expect(await screen.findByText("Line 2, column 6: An operator is missing after city.")).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>("tab", { name: /^Builder/u }).disabled).toBe(true);
    // Away and back: nothing is lost.
    await user.click(screen.getByRole("tab", { name: /^Users/u }));
    await user.click(screen.getByRole("tab", { name: /^Scope/u }));
    expect((await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Filters as text" })).value).toContain(
      "city LIKES you",
    );
    expect((callsOf(desk, "scope_preview").at(-1) as PreviewScope).mappings.users.scope).toHaveLength(1);
    await user.click(await screen.findByRole("button", { name: "Back to the filters last read" }));
    await waitFor(() => {
      expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Filters as text" }).value).toBe(
        '"Filter 1": department EQUALS "Sales"\n',
      );
    });
  });
});

describe("assignments", () => {
  test("people and groups are searched and assigned with a role, at once", async () => {
    const { user, desk } = openWindow(SCOPE);
    await counted();
    await user.click(screen.getByRole("button", { name: "Assign…" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByRole("searchbox", { name: "People and groups" }), "nurses");
    await user.click(await within(dialog).findByRole("checkbox", { name: /Nurses/u }));
    await user.click(within(dialog).getByRole("radio", { name: "A role" }));
    const assign = within(dialog).getByRole<HTMLButtonElement>("button", { name: "Assign 1" });
    expect(assign.disabled, "a role has a value or a name").toBe(true);
    await user.type(within(dialog).getByRole("textbox", { name: "Value" }), "User");
    await user.click(assign);
    await waitFor(async () => {
      expect((await rowsOf(/Assigned people and groups/u)).map((row) => row.textContent)).toContainEqual(
        expect.stringMatching(/Nurses.*User/u),
      );
    });
    expect(callsOf(desk, "assign")).toEqual([
      {
        tenant: "t-documo",
        principals: [{ kind: "group", id: "dg-2" }],
        role: { id: null, value: "User", displayName: null },
      },
    ]);
    await waitFor(() => {
      expect(side(/In scope/u).textContent).not.toContain("385");
    });
  });

  test("those selected are taken away", async () => {
    const { user, desk } = openWindow(SCOPE);
    await rowsOf(/Assigned people and groups/u);
    await user.click(screen.getByRole("checkbox", { name: "Select Contractors" }));
    await user.click(screen.getByRole("button", { name: "Remove 1 assignment" }));
    await waitFor(async () => {
      expect(await rowsOf(/Assigned people and groups/u)).toHaveLength(2);
    });
    expect(callsOf(desk, "unassign")).toEqual([{ tenant: "t-documo", principals: [{ kind: "group", id: "dg-4" }] }]);
  });
});

describe("the requests for one person", () => {
  test("are shown to the letter, in each form, and copied", async () => {
    const { user, desk } = openWindow("#/people/d-people/people/u-000002");
    await user.click(await screen.findByRole("button", { name: "Requests…" }));
    const dialog = await screen.findByRole("dialog");
    expect(await within(dialog).findByText(/^PATCH https:\/\/api\.documo\.com\/scim\/v2\/Users\//u)).toBeTruthy();
    expect(within(dialog).getByText(/"op": "replace"/u)).toBeTruthy();
    expect(within(dialog).getByText(/^POST https:\/\/api\.documo\.com\/scim\/v2\/Users/u)).toBeTruthy();
    await user.selectOptions(within(dialog).getByLabelText("Form of the requests"), "entra_default");
    expect(await within(dialog).findByText(/"op": "Replace"/u)).toBeTruthy();
    await user.click(within(dialog).getAllByRole("button", { name: "Copy the request" })[0] ?? document.body);
    expect(desk.copied).toMatch(/^PATCH https:.*"Operations"/su);
    expect(callsOf(desk, "requests_build").at(-1)).toMatchObject({ profile: "entra_default", mappings: null });
  });

  test("of a draft are built by the draft", async () => {
    const open = openWindow(`${SCOPE}/u-000002`);
    const { user, desk } = open;
    await user.click(await screen.findByRole("radio", { name: "Everybody" }));
    await user.click(await screen.findByRole("button", { name: "Requests…" }));
    await screen.findByRole("dialog");
    expect(callsOf(desk, "requests_build")).toMatchObject([
      { person: "u-000002", mappings: { assignment: { who: "all" } } },
    ]);
  });
});
