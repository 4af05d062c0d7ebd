import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { callsOf, openWindow, rowsOf, type OpenWindow } from "./open";

const CSV = [
  "Id;User principal name;Display name;Mail;Department;Cost centre",
  "1001;amelie@contoso.example;Amélie Okoro;amelie@contoso.example;Sales;CC-4",
  '1002;zoe@contoso.example;"Müller; Zoë";;Finance;CC-2',
  "1003;too;many;cells;in;this;row",
  "1004;wei@contoso.example;Wei Kim;wei@contoso.example;Sales;CC-4",
].join("\n");

async function choose({ user }: OpenWindow, file: File): Promise<void> {
  await user.upload(await screen.findByLabelText("File of people"), file);
}

describe("the first time", () => {
  test("it says what people are for, and offers the two ways to get them", async () => {
    const { user } = openWindow("#/", { directory: "none" });
    await user.click(await screen.findByRole("link", { name: "People" }));
    expect(await screen.findByText("No people yet")).toBeTruthy();
    expect(screen.getByText(/Mappings and scoping filters are tried on real people/u)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Take the people found in a tenant…" })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Import a file…" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Import people" })).toBeTruthy();
  });

  test("people found in a tenant are taken, and their number is named before", async () => {
    const { user, desk } = openWindow("#/people", { directory: "none" });
    await user.click(await screen.findByRole("button", { name: "Take the people found in a tenant…" }));
    const dialog = await screen.findByRole("dialog");
    await user.selectOptions(within(dialog).getByLabelText("Tenant"), "t-wedo");
    expect(within(dialog).getByLabelText<HTMLInputElement>("Name of the directory").value).toBe("People of WEDO");
    await user.click(within(dialog).getByRole("button", { name: "Take 96 people" }));
    expect(await screen.findByRole("heading", { level: 1, name: "People of WEDO" })).toBeTruthy();
    expect(screen.getByText("96 people", { selector: "[role=status]" })).toBeTruthy();
    expect(callsOf(desk, "people_take")).toEqual([{ tenant: "t-wedo", directory: null, name: "People of WEDO" }]);
  });

  test("a list that is known to be a part says so before it is taken", async () => {
    const { user } = openWindow("#/people", { directory: "none" });
    await user.click(await screen.findByRole("button", { name: "Take the people found in a tenant…" }));
    const dialog = await screen.findByRole("dialog");
    await user.selectOptions(within(dialog).getByLabelText("Tenant"), "t-workgrid");
    expect(within(dialog).getByText("2,380 of 2,412 arrived.")).toBeTruthy();
  });
});

describe("a file of people", () => {
  test("shows how it was read, what each column is taken for, and the rows that cannot be used", async () => {
    const open = openWindow("#/import", { directory: "none" });
    await choose(open, new File([CSV], "people.csv"));
    expect(await screen.findByText(/3 people · CSV · UTF-8, semicolon/u)).toBeTruthy();
    expect(
      screen.getByRole<HTMLInputElement>("combobox", { name: "What User principal name is taken for" }).value,
    ).toBe("userPrincipalName");
    expect(screen.getByText("Müller; Zoë")).toBeTruthy();
    expect(screen.getByText("Line 4").closest("li")?.textContent).toBe("Line 4 It has 7 cells, the header 6.");
    expect(screen.getByText("Without 1 row that cannot be used.")).toBeTruthy();
  });

  test("is kept with the columns that were chosen, and its people can be looked at", async () => {
    const open = openWindow("#/import", { directory: "none" });
    const { user, desk } = open;
    await choose(open, new File([CSV], "people.csv"));
    const taken = await screen.findByRole("combobox", { name: "What Cost centre is taken for" });
    await user.clear(taken);
    await user.paste("extensionAttribute1");
    await user.click(screen.getByRole("checkbox", { name: "Take Mail" }));
    await user.click(screen.getByRole("button", { name: "Keep 3 people" }));
    const rows = await rowsOf(/People of people/u);
    expect(rows).toHaveLength(3);
    expect(callsOf(desk, "people_keep")).toEqual([
      {
        reading: expect.any(String) as string,
        directory: null,
        name: "people",
        columns: [
          { header: "Id", attribute: "objectId" },
          { header: "User principal name", attribute: "userPrincipalName" },
          { header: "Display name", attribute: "displayName" },
          { header: "Department", attribute: "department" },
          { header: "Cost centre", attribute: "extensionAttribute1" },
        ],
        idAttribute: "objectId",
      },
    ]);
    await user.click(rows[0] ?? document.body);
    const name = await screen.findByText("extensionAttribute1");
    expect(name.parentElement?.textContent).toContain("CC-4");
    expect(screen.queryByText("mail")).toBeNull();
  });

  test("two columns for one attribute, and no id, are said and not kept", async () => {
    const open = openWindow("#/import", { directory: "none" });
    const { user } = open;
    await choose(open, new File([CSV], "people.csv"));
    const taken = await screen.findByRole("combobox", { name: "What Cost centre is taken for" });
    await user.clear(taken);
    await user.paste("department");
    expect(await screen.findByText("Two columns are taken for department.")).toBeTruthy();
    const keep = screen.getByRole<HTMLButtonElement>("button", { name: "Keep 3 people" });
    expect(keep.disabled).toBe(true);
    await user.click(screen.getByRole("checkbox", { name: "Take Cost centre" }));
    expect(keep.disabled).toBe(false);
    await user.click(screen.getByRole("checkbox", { name: "Take Id" }));
    expect(keep.disabled, "nothing tells people apart any more").toBe(true);
    await user.selectOptions(screen.getByLabelText("What tells people apart for good"), "userPrincipalName");
    expect(keep.disabled).toBe(false);
  });

  test("in another code page and with commas is read, too", async () => {
    const open = openWindow("#/import", { directory: "none" });
    const bytes = Uint8Array.from("mail,surname\nzoe@x.example,M\u00fcller\n", (character) => character.charCodeAt(0));
    await choose(open, new File([bytes], "old.csv"));
    expect(await screen.findByText(/1 person · CSV · windows-1252, comma/u)).toBeTruthy();
    expect(screen.getByText("Müller")).toBeTruthy();
  });

  test.each([
    ["an empty file", new File([""], "empty.csv"), /cannot be read as people: it is empty/u],
    ["a header alone", new File(["id,name\n"], "header.csv"), /it has a header and no rows/u],
    ["broken JSON", new File(['[{"id": 1}'], "broken.json"), /cannot be read as people: .*JSON/u],
  ])("%s is refused with the reason, and another can be chosen", async (_name, file, reason) => {
    const open = openWindow("#/import", { directory: "none" });
    await choose(open, file);
    expect((await screen.findByRole("alert")).textContent).toMatch(reason);
    await choose(open, new File([CSV], "people.csv"));
    expect(await screen.findByRole("button", { name: "Keep 3 people" })).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("takes the place of a directory's people, and says how many they were", async () => {
    const open = openWindow("#/import/d-people");
    await choose(open, new File([CSV], "people.csv"));
    expect(await screen.findByText("The 640 people of People of Contoso are replaced. Assignments stay.")).toBeTruthy();
    await open.user.click(screen.getByRole("button", { name: "Keep 3 people" }));
    expect(await rowsOf(/People of People of Contoso/u)).toHaveLength(3);
    expect(callsOf(open.desk, "people_keep")).toMatchObject([{ directory: "d-people", name: "People of Contoso" }]);
  });
});

describe("a directory", () => {
  test("tells who uses it, and searches its people", async () => {
    const { user, desk } = openWindow("#/people");
    const card = await screen.findByRole("article", { name: "People of Contoso" });
    expect(card.textContent).toContain("Used by Documo");
    await user.click(within(card).getByRole("link", { name: "Open" }));
    await rowsOf(/People of People of Contoso/u);
    await user.type(screen.getByRole("searchbox", { name: "Search people" }), "okoro");
    await waitFor(() => {
      expect(callsOf(desk, "people_page").at(-1)).toMatchObject({ search: "okoro" });
    });
    await waitFor(async () => {
      for (const row of await rowsOf(/People of People of Contoso/u)) {
        expect(row.textContent).toMatch(/okoro/iu);
      }
    });
    await user.clear(screen.getByRole("searchbox", { name: "Search people" }));
    await user.type(screen.getByRole("searchbox", { name: "Search people" }), "nobody at all");
    expect(await screen.findByText("Nothing holds “nobody at all”.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Clear the search" }));
    expect((await rowsOf(/People of People of Contoso/u)).length).toBeGreaterThan(10);
  });

  test("in use is not removed, and the way to the tenant is given", async () => {
    const { user, desk } = openWindow("#/people");
    const card = await screen.findByRole("article", { name: "People of Contoso" });
    await user.click(within(card).getByRole("button", { name: "Remove…" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText("People of Contoso is in use")).toBeTruthy();
    expect(within(dialog).getByRole("link", { name: "Documo" }).getAttribute("href")).toBe("#/tenant/t-documo/scope");
    expect(callsOf(desk, "directory_remove")).toEqual([]);
  });

  test("that nobody uses is removed after saying what is forgotten", async () => {
    const { user, desk } = openWindow("#/tenant/t-documo/scope");
    await user.selectOptions(await screen.findByLabelText("People of Documo"), "");
    await waitFor(() => {
      expect(callsOf(desk, "directory_choose")).toEqual([{ tenant: "t-documo", directory: null }]);
    });
    await user.click(screen.getByRole("link", { name: "People" }));
    const card = await screen.findByRole("article", { name: "People of Contoso" });
    await user.click(within(card).getByRole("button", { name: "Remove…" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(/Forgotten: 640 people and 6 groups/u)).toBeTruthy();
    await user.click(within(dialog).getByRole("button", { name: "Remove People of Contoso" }));
    expect(await screen.findByText("No people yet")).toBeTruthy();
  });

  test("that was lost in the meantime says so", async () => {
    openWindow("#/people/d-gone");
    expect(await screen.findByText("There is no such directory")).toBeTruthy();
  });
});
