import { EditorView } from "@codemirror/view";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { Mappings, SaveMappings } from "../src/bridge/generated";
import { defaultMappings } from "../src/platform/fake/attributes";
import type { FakeOptions, FakePlatform } from "../src/platform/fake/fake";
import { callsOf, openWindow, rowsOf, type OpenWindow } from "./open";

const MAPPINGS = "#/tenant/t-documo/mappings";
const GRID = /Mappings of users/u;

/** Opens the mapping with this target. */
async function openMapping(target: string, options: FakeOptions = {}): Promise<OpenWindow> {
  const index = defaultMappings().users.mappings.findIndex((one) => one.target === target);
  const shown = openWindow(`${MAPPINGS}/${encodeURIComponent(`user:${index}`)}`, { people: 90, ...options });
  await screen.findByRole("heading", { name: target });
  return shown;
}

/** Puts `text` in the editor, as typed. */
async function typeExpression(text: string): Promise<void> {
  const editor = await screen.findByRole("textbox", { name: "Expression" });
  const view = EditorView.findFromDOM(editor);
  view?.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, userEvent: "input.type" });
}

async function saveAs(user: OpenWindow["user"], note: string): Promise<void> {
  await user.click(screen.getByRole("button", { name: "Save…" }));
  const dialog = await screen.findByRole("dialog");
  await user.type(within(dialog).getByRole("textbox", { name: "Note" }), note);
  const button = within(dialog).getByRole("button", { name: /^Save version/u });
  await waitFor(() => {
    expect(button.hasAttribute("disabled")).toBe(false);
  });
  await user.click(button);
  await waitFor(() => {
    expect(screen.queryByRole("dialog")).toBeNull();
  });
}

function saved(desk: FakePlatform): SaveMappings[] {
  return callsOf(desk, "mappings_save") as SaveMappings[];
}

function targets(mappings: Mappings | undefined): string[] {
  return mappings?.users.mappings.map((one) => one.target) ?? [];
}

/** Somebody else saves a version. */
async function saveElsewhere(desk: FakePlatform, note: string): Promise<void> {
  const held = await desk.call("mappings_get", { tenant: "t-documo" });
  await desk.call("mappings_save", {
    tenant: "t-documo",
    base: held.version?.number ?? null,
    mappings: { ...held.mappings, requests: "entra_default" },
    note,
    import: null,
  });
}

describe("the list of mappings", () => {
  test("says that these are the app's defaults, and shows target, source, matching and when it is applied", async () => {
    openWindow(MAPPINGS);
    const rows = await rowsOf(GRID);
    expect(screen.getByText("App's defaults, never saved")).toBeTruthy();
    expect(rows.length).toBe(11);
    expect(rows[0]?.textContent).toBe("userNameuserPrincipalName1AlwaysKeep");
    expect(rows[2]?.textContent).toContain('Join(" ", [givenName], [surname])');
    expect(rows[8]?.textContent).toContain("…:User:department");
    expect(rows[10]?.textContent).toContain("“en-US”");
  });

  test("users cannot be switched off and the reason is there; groups can", async () => {
    const { user } = openWindow(MAPPINGS);
    await rowsOf(GRID);
    expect(screen.queryByRole("switch")).toBeNull();
    expect(screen.getByText("Provisioned").getAttribute("role")).toBe("note");
    await user.click(screen.getByRole("tab", { name: /^Groups · off/u }));
    await user.click(await screen.findByRole("switch", { name: "Provisioned" }));
    expect(await screen.findByRole("tab", { name: "Groups", selected: true, description: "" })).toBeTruthy();
    expect(screen.getByText("Not saved")).toBeTruthy();
  });

  test("the Delete key deletes the active mapping from the draft, and discarding brings it back", async () => {
    const { user } = openWindow(MAPPINGS);
    await rowsOf(GRID);
    screen.getByRole("grid", { name: GRID }).focus();
    await user.keyboard("{ArrowDown}{Delete}");
    await waitFor(async () => {
      expect((await rowsOf(GRID)).map((row) => row.textContent)).toHaveLength(10);
    });
    expect(screen.queryByRole("row", { name: /^active/u })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Discard changes" }));
    await waitFor(async () => {
      expect(await rowsOf(GRID)).toHaveLength(11);
    });
    expect(screen.queryByText("Not saved")).toBeNull();
  });

  test("a copy of a mapping has no target yet, says so, and Escape leaves it", async () => {
    const { user } = await openMapping("title");
    await user.click(screen.getByRole("button", { name: "Duplicate" }));
    expect(await screen.findByRole("heading", { name: "New mapping" })).toBeTruthy();
    expect(
      await screen.findByText(/The target attribute is missing/u, { selector: ".field-problems span" }),
    ).toBeTruthy();
    await waitFor(() => {
      expect(screen.getByRole<HTMLInputElement>("combobox", { name: "Target attribute" }).value).toBe("");
    });
    await user.keyboard("{Escape}");
    await waitFor(() => {
      expect(screen.queryByRole("heading", { name: "New mapping" })).toBeNull();
    });
    expect(await rowsOf(GRID)).toHaveLength(12);
  });

  test("a list that cannot be read says why, and is read again", async () => {
    const { user, desk } = openWindow(MAPPINGS, { fail: { mappings_get: "cache_failed" } });
    expect(await screen.findByText("The mappings could not be read")).toBeTruthy();
    desk.fail("mappings_get", null);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await rowsOf(GRID)).toHaveLength(11);
  });
});

describe("a draft", () => {
  test("is kept while other pages are looked at, and the tab shows a dot until it is discarded", async () => {
    const { user } = await openMapping("title");
    const field = screen.getByRole("textbox", { name: "Default value" });
    await user.type(field, "None");
    expect(await screen.findByRole("img", { name: "not saved" })).toBeTruthy();
    await user.click(screen.getAllByRole("tab", { name: /^Users/u })[0] ?? field);
    await rowsOf(/Users of Documo/u);
    // The name of a tab that is not chosen stands there twice, once unseen, to keep its width.
    expect(screen.getAllByRole("img", { name: "not saved" }).length).toBeGreaterThan(0);
    await user.click(screen.getByRole("tab", { name: /^Mappings/u }));
    await user.click(await screen.findByText("title"));
    expect((await screen.findByRole<HTMLInputElement>("textbox", { name: "Default value" })).value).toBe("None");
    await user.click(screen.getByRole("button", { name: "Discard changes" }));
    await waitFor(() => {
      expect(screen.queryByRole("img", { name: "not saved" })).toBeNull();
    });
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Default value" }).value).toBe("");
  });

  test("is none any more once it is as saved again", async () => {
    const { user } = await openMapping("title");
    const field = screen.getByRole("textbox", { name: "Default value" });
    await user.type(field, "x");
    expect(await screen.findByText("Not saved")).toBeTruthy();
    await user.clear(field);
    expect(screen.queryByText("Not saved")).toBeNull();
  });

  test("is saved with a note as the next version, the differences shown first", async () => {
    const { user, desk } = await openMapping("displayName");
    await typeExpression('Join("-", [givenName], [surname])');
    await user.keyboard("{Control>}s{/Control}");
    const dialog = await screen.findByRole("dialog");
    expect(await within(dialog).findByText('Join("-", [givenName], [surname])')).toBeTruthy();
    expect(within(dialog).getByText('Join(" ", [givenName], [surname])')).toBeTruthy();
    await user.keyboard("{Escape}");
    expect(saved(desk)).toEqual([]);
    await saveAs(user, "A dash");
    expect(saved(desk)[0]).toMatchObject({ base: null, note: "A dash", import: null });
    expect(await screen.findByText("Version 1")).toBeTruthy();
    expect(screen.getByText("A dash")).toBeTruthy();
    expect(screen.queryByText("Not saved")).toBeNull();
  });

  test("with an error cannot be saved, and the dialog says why and leads there", async () => {
    const { user, desk } = await openMapping("displayName");
    await typeExpression("Lower([mail])");
    await user.click(screen.getByRole("button", { name: "Save…" }));
    const dialog = await screen.findByRole("dialog");
    expect(await within(dialog).findByText("1 error must be mended first.")).toBeTruthy();
    expect(within(dialog).getByRole("button", { name: "Save version 1" }).hasAttribute("disabled")).toBe(true);
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(saved(desk)).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: /There is no function called Lower/u }));
    await waitFor(() => {
      expect(screen.queryByRole("dialog")).toBeNull();
    });
    await waitFor(() => {
      expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Expression" }));
    });
    expect(screen.getByText("Not saved")).toBeTruthy();
  });

  test("outrun by somebody else's version is kept, and saving shows what it would undo", async () => {
    const { user, desk } = await openMapping("title");
    await user.type(screen.getByRole("textbox", { name: "Default value" }), "None");
    await saveElsewhere(desk, "The other form");
    expect(await screen.findByText(/Version 1 was saved since you began/u)).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Default value" }).value).toBe("None");
    await user.click(screen.getByRole("button", { name: "Compare and save…" }));
    const dialog = await screen.findByRole("dialog");
    expect(await within(dialog).findByText("entra_default")).toBeTruthy();
    await user.click(within(dialog).getByRole("button", { name: "Save version 2" }));
    expect(await screen.findByText("Version 2")).toBeTruthy();
    expect(saved(desk).at(-1)).toMatchObject({ base: 1 });
  });

  test("that the desk refuses to save stays as it is, with what to do", async () => {
    const { user, desk } = await openMapping("title");
    await user.type(screen.getByRole("textbox", { name: "Default value" }), "None");
    desk.fail("mappings_save", "disk_full");
    await user.click(screen.getByRole("button", { name: "Save…" }));
    const dialog = await screen.findByRole("dialog");
    const button = within(dialog).getByRole("button", { name: "Save version 1" });
    await waitFor(() => {
      expect(button.hasAttribute("disabled")).toBe(false);
    });
    await user.click(button);
    expect((await within(dialog).findByRole("alert")).getAttribute("data-code")).toBe("disk_full");
    expect(screen.getByText("Not saved")).toBeTruthy();
  });
});

describe("one mapping", () => {
  test("shows what it gives for a person while it is typed, and remembers the person", async () => {
    const { user, desk } = await openMapping("displayName");
    const result = await screen.findByLabelText("Result");
    const person = await screen.findByRole<HTMLInputElement>("combobox", { name: "Person to try it for" });
    await waitFor(() => {
      expect(result.textContent).toBe(person.value);
    });
    await typeExpression("ToUpper([givenName])");
    await waitFor(() => {
      expect(result.textContent).toBe(person.value.split(" ")[0]?.toUpperCase());
    });
    await user.click(person);
    await user.type(person, "okoro");
    await waitFor(() => {
      expect(callsOf(desk, "people_page").at(-1)).toMatchObject({ search: "okoro" });
    });
    const [found] = await screen.findAllByRole("option", { name: /okoro/iu });
    const name = found?.querySelector("bdi")?.textContent ?? "";
    expect(name).toMatch(/okoro$/iu);
    await user.click(found ?? person);
    await waitFor(() => {
      expect(result.textContent).toBe(name.split(" ")[0]?.toUpperCase());
    });
    await user.click(screen.getByRole("button", { name: "Close the mapping" }));
    await user.click(await screen.findByText("title"));
    await waitFor(() => {
      expect(screen.getByRole<HTMLInputElement>("combobox", { name: "Person to try it for" }).value).toBe(name);
    });
  });

  test("says in place of a result why there is none, and underlines where", async () => {
    const { container } = await openMapping("displayName");
    await typeExpression('Join(" ", [givenName], Lower([surname]))');
    const result = await screen.findByLabelText("Result");
    await waitFor(() => {
      expect(result.textContent).toContain("There is no function called Lower.");
    });
    expect(container.querySelector(".cm-lintRange-error")?.textContent).toBe("Lower");
    await typeExpression('Join(" ", [givenName], [sirname])');
    await waitFor(() => {
      expect(container.querySelector(".cm-lintRange-warning")?.textContent).toBe("[sirname]");
    });
  });

  test("counts the characters of an expression and refuses 10,001 of them", async () => {
    await openMapping("displayName");
    await typeExpression(`StripSpaces("${"a".repeat(9_986)}")`);
    expect(await screen.findByText("10,001 of 10,000 characters")).toBeTruthy();
    expect(await screen.findByText(/more than 10,000 characters/u, { selector: ".live-value span" })).toBeTruthy();
  });

  test("keeps what each type of source held while another type is looked at", async () => {
    const { user } = await openMapping("displayName");
    await user.click(await screen.findByRole("radio", { name: "Constant" }));
    await user.type(await screen.findByRole("textbox", { name: "Value" }), "Somebody");
    await waitFor(() => {
      expect(screen.getByLabelText("Result").textContent).toBe("Somebody");
    });
    await user.click(screen.getByRole("radio", { name: "Expression" }));
    const editor = await screen.findByRole("textbox", { name: "Expression" });
    expect(editor.textContent).toBe('Join(" ", [givenName], [surname])');
  });

  test("that finds accounts by what the server cannot filter on is refused, and the server can be asked", async () => {
    const { user, desk } = await openMapping("externalId");
    await user.selectOptions(screen.getByRole("combobox", { name: "Finds accounts" }), "Yes, precedence 2");
    expect(await screen.findByText("Not filterable")).toBeTruthy();
    expect(
      await screen.findByText(/cannot be asked for accounts by externalId/u, { selector: ".field-problems span" }),
    ).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Ask the server" }));
    expect(await screen.findByText(/refuses to filter by externalId/u)).toBeTruthy();
    expect(callsOf(desk, "filterable_ask")).toEqual([{ tenant: "t-documo", object: "user", path: "externalId" }]);
  });
});

describe("the outcome for everyone", () => {
  test("is asked anew once an edit settles: the counts, and who, with both values", async () => {
    const { user, desk } = await openMapping("displayName");
    expect(await screen.findByRole("button", { name: "90 equal" })).toBeTruthy();
    await typeExpression('Join("-", [givenName], [surname])');
    const changed = await screen.findByRole("button", { name: /changed$/u, pressed: true });
    expect(changed.textContent).toBe("90 changed");
    const [row] = await rowsOf(/^People$/u);
    expect(row?.textContent).toMatch(/Changed.+ → .+-/u);
    if (row !== undefined) {
      await user.click(row);
    }
    const name = row?.querySelector("bdi")?.textContent ?? "";
    expect(await screen.findByRole("region", { name })).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>("combobox", { name: "Person to try it for" }).value).toBe(name);
    expect(callsOf(desk, "mappings_preview").at(-1)).toMatchObject({ target: "displayName", compare: "saved" });
  });

  test("of an earlier text never takes the place of the latest", async () => {
    const { desk } = await openMapping("displayName");
    await screen.findByRole("button", { name: "90 equal" });
    const late = desk.delay("mappings_preview");
    await typeExpression('Append([surname], "?")');
    await waitFor(() => {
      expect(callsOf(desk, "mappings_preview")).toHaveLength(2);
    });
    await typeExpression('Join(" ", [givenName], [surname])');
    await waitFor(() => {
      expect(callsOf(desk, "mappings_preview")).toHaveLength(3);
    });
    late();
    await waitFor(() => {
      expect(desk.calls.some((call) => call.name === "job_cancel")).toBe(true);
    });
    expect(await screen.findByRole("button", { name: "90 equal" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /changed$/u })).toBeNull();
  });

  test("says how far it is, can be cancelled, and is asked again", async () => {
    const { user } = await openMapping("displayName", { tick: 60_000 });
    const area = await screen.findByRole("region", { name: "For everyone" });
    await user.click(await within(area).findByRole("button", { name: "Cancel" }));
    expect(await within(area).findByText("Cancelled.")).toBeTruthy();
    await user.click(within(area).getByRole("button", { name: "Evaluate again" }));
    expect(await within(area).findByText(/of 90 people/u)).toBeTruthy();
  });

  test("of all mappings at once counts each person once", async () => {
    const { user, desk } = openWindow(MAPPINGS);
    await rowsOf(GRID);
    await user.click(screen.getByRole("button", { name: "Preview everyone" }));
    expect(await screen.findByRole("button", { name: "2 duplicate", pressed: true })).toBeTruthy();
    // The rows arrive after the counts.
    await waitFor(async () => {
      expect(await rowsOf(/^People$/u)).toHaveLength(2);
    });
    expect(callsOf(desk, "mappings_preview")).toMatchObject([{ target: null, compare: "saved" }]);
    await user.selectOptions(screen.getByRole("combobox", { name: "compared with" }), "the accounts");
    await waitFor(() => {
      expect(callsOf(desk, "mappings_preview").at(-1)).toMatchObject({ target: null, compare: "accounts" });
    });
  });

  test("without a directory says what is missing and leads to People", async () => {
    const { user, desk } = await openMapping("displayName", { directory: "none" });
    expect(await screen.findByText(/Documo takes its people from no directory yet/u)).toBeTruthy();
    expect(callsOf(desk, "mappings_preview")).toEqual([]);
    await user.click(screen.getAllByRole("button", { name: "Show people" })[0] ?? document.body);
    expect(window.location.hash).toBe("#/people");
  });
});

describe("versions", () => {
  test("are compared, and going back makes an older one the newest", async () => {
    const { user, desk } = await openMapping("title");
    await user.type(screen.getByRole("textbox", { name: "Default value" }), "None");
    await saveAs(user, "With a default");
    await user.click(await screen.findByRole("button", { name: "Versions" }));
    const dialog = await screen.findByRole("dialog");
    expect(await within(dialog).findByText("With a default")).toBeTruthy();
    expect(await within(dialog).findByRole("rowheader", { name: /^title\s*Default$/u })).toBeTruthy();
    await user.click(within(dialog).getByRole("button", { name: "Go back to this…" }));
    expect(
      await within(dialog).findByText(/This becomes version 2, with the mappings of App's defaults/u),
    ).toBeTruthy();
    expect(callsOf(desk, "mappings_restore")).toEqual([]);
    const go = within(dialog).getByRole("button", { name: "Go back to App's defaults" });
    await waitFor(() => {
      expect(go.hasAttribute("disabled")).toBe(false);
    });
    await user.click(go);
    expect(await screen.findByText("Version 2")).toBeTruthy();
    expect(callsOf(desk, "mappings_restore")).toEqual([{ tenant: "t-documo", version: null, base: 1, note: "" }]);
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Default value" }).value).toBe("");
  });
});

describe("files", () => {
  test("one that cannot be read says why and touches nothing; one that can becomes the draft, and its import is named", async () => {
    const { user, desk } = openWindow(MAPPINGS);
    await rowsOf(GRID);
    await user.click(screen.getByRole("button", { name: "Import…" }));
    const dialog = await screen.findByRole("dialog");
    const field = within(dialog).getByRole("textbox", { name: "Or paste its text" });
    fireEvent.change(field, { target: { value: "{ broken" } });
    await user.click(within(dialog).getByRole("button", { name: "Read" }));
    expect((await within(dialog).findByRole("alert")).getAttribute("data-code")).toBe("mapping_file_unreadable");
    expect(screen.queryByText("Not saved")).toBeNull();
    expect((field as HTMLTextAreaElement).value).toBe("{ broken");

    const file = defaultMappings();
    file.users.mappings = file.users.mappings.filter((one) => one.target !== "title");
    fireEvent.change(field, { target: { value: JSON.stringify(file) } });
    await user.click(within(dialog).getByRole("button", { name: "Read" }));
    expect(await within(dialog).findByText("Removed")).toBeTruthy();
    expect(screen.queryByText("Not saved")).toBeNull();
    await user.click(within(dialog).getByRole("button", { name: "Use as draft" }));
    expect(await screen.findByText("Not saved")).toBeTruthy();
    expect(saved(desk)).toEqual([]);
    await saveAs(user, "From the portal");
    expect(saved(desk)[0]?.import).toMatch(/^import-/u);
    expect(targets(saved(desk)[0]?.mappings)).not.toContain("title");
  });

  test("are exported as a file and to the clipboard, with what the other side would not understand", async () => {
    const { user, desk } = openWindow(MAPPINGS);
    await rowsOf(GRID);
    await user.click(screen.getByRole("button", { name: "Export…" }));
    const dialog = await screen.findByRole("dialog");
    await within(dialog).findByRole("region", { name: "documo-mappings.json" });
    expect(within(dialog).getByText(/unknown to Entra/u)).toBeTruthy();
    await user.click(within(dialog).getByRole("radio", { name: "Scimdesk (TOML)" }));
    await within(dialog).findByRole("region", { name: "documo-mappings.toml" });
    await user.click(within(dialog).getByRole("button", { name: "Copy" }));
    await waitFor(() => {
      expect(JSON.parse(desk.copied ?? "null")).toEqual(defaultMappings());
    });
    await user.click(within(dialog).getByRole("button", { name: "Save…" }));
    expect(await within(dialog).findByText("Saved as /home/admin/Documents/documo-mappings.toml")).toBeTruthy();
    expect(desk.saved).toEqual([{ name: "documo-mappings.toml", content: desk.copied }]);
  });
});

describe("attribute lists", () => {
  test("are edited openly, and an edit is part of the draft", async () => {
    const { user } = openWindow(`${MAPPINGS}/${encodeURIComponent("user:target:title")}`);
    await user.click(await screen.findByRole("checkbox", { name: "Required" }));
    await user.type(screen.getByRole("textbox", { name: "Max length" }), "40");
    expect(await screen.findByText("Not saved")).toBeTruthy();
    const row = (await rowsOf(/^Of Documo$/u)).find((one) => one.textContent.startsWith("title"));
    expect(row?.textContent).toContain("required");
    expect(row?.textContent).toContain("40");
    const name = screen.getByRole("textbox", { name: "Path" });
    await user.clear(name);
    await user.type(name, "userName");
    expect(await screen.findByText("Another attribute is called that.")).toBeTruthy();
  });

  test("what the server lists is shown as a change, and only what is accepted is taken over", async () => {
    const { user } = openWindow(`${MAPPINGS}/${encodeURIComponent("user:target")}`);
    expect(await rowsOf(/^Of Documo$/u)).toHaveLength(12);
    await user.click(screen.getByRole("button", { name: "Discover from the server…" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(await within(dialog).findByRole("checkbox", { name: /nickName/u }));
    await user.click(within(dialog).getByRole("button", { name: "Take over 3 changes" }));
    await waitFor(async () => {
      expect(await rowsOf(/^Of Documo$/u)).toHaveLength(13);
    });
    const rows = (await rowsOf(/^Of Documo$/u)).map((row) => row.textContent);
    expect(rows.some((row) => row.startsWith("phoneNumbers"))).toBe(true);
    expect(rows.some((row) => row.startsWith("nickName"))).toBe(false);
    expect(rows.find((row) => row.startsWith("displayName"))).toContain("required");
  });
});
