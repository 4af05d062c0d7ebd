import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { describe, expect, test } from "vitest";
import { completionOf, parameterAt } from "../src/features/mappings/editor/help";
import { callAt, tokenize } from "../src/features/mappings/editor/tokens";
import { discoveryOf } from "../src/features/mappings/attributes";
import { parsePlace, placeItem } from "../src/features/mappings/place";
import { attribute } from "../src/platform/fake/attributes";
import { LANGUAGE } from "../src/platform/fake/language";

function kinds(text: string): string[] {
  return tokenize(text).map(({ kind, from, to }) => `${kind} ${text.slice(from, to)}`);
}

describe("the parts of an expression", () => {
  test.each([
    [
      'Join(" ", [a])',
      ["function Join", "punctuation (", 'string " "', "punctuation ,", "attribute [a]", "punctuation )"],
    ],
    ['"a \\" b"', ['string "a \\" b"']],
    ["&HF -12.5 <>", ["number &HF", "number -12.5", "operator <>"]],
    ["vbTextCompare", ["word vbTextCompare"]],
    // Not closed yet: to the end of the text.
    ['Append([a], "b, c', ["function Append", "punctuation (", "attribute [a]", "punctuation ,", 'string "b, c']],
    ["[giv", ["attribute [giv"]],
    ['"a\\', ['string "a\\']],
    ["#", ["other #"]],
    ["", []],
  ])("%s", (text, parts) => {
    expect(kinds(text)).toEqual(parts);
  });

  test("no text is lost, whatever it is", () => {
    for (const text of ['(("[', '🙂 [🙂] "🙂"', "a\nb(\n)", "]])", '"\\"']) {
      let at = 0;
      for (const { from, to } of tokenize(text)) {
        expect(text.slice(at, from).trim()).toBe("");
        expect(to).toBeGreaterThan(from);
        at = to;
      }
      expect(text.slice(at).trim()).toBe("");
    }
  });
});

describe("the function under the cursor", () => {
  test.each([
    ["Join(|", "Join 0"],
    ['Join(" ", |', "Join 1"],
    ['Join(" ", [a], StripSpaces(|', "StripSpaces 0"],
    ['Join(" ", StripSpaces([a]), |', "Join 2"],
    ['Join("a, b|', "Join 0"],
    ["Join|(", null],
    ['Join(" ")|', null],
    ["(|", null],
  ])("%s", (marked, found) => {
    const cursor = marked.indexOf("|");
    const call = callAt(marked.replace("|", ""), cursor);
    expect(call === null ? null : `${call.name} ${call.argument}`).toBe(found);
  });

  test.each([
    ["Join", [0, 1, 1, 1]],
    ["Switch", [0, 1, 2, 3, 2, 3]],
    ["StripSpaces", [0, 1]],
  ])("the parameters of %s that repeat go round", (name, places) => {
    const help = LANGUAGE.functions.find((one) => one.name === name);
    expect(places.map((_, at) => (help === undefined ? -1 : parameterAt(help, at)))).toEqual(places);
  });
});

describe("completion", () => {
  const complete = completionOf(() => ({
    functions: LANGUAGE.functions,
    attributes: [attribute("givenName"), attribute("surname")],
  }));
  function offered(marked: string, explicit = false): string[] | null {
    const cursor = marked.indexOf("|");
    const state = EditorState.create({ doc: marked.replace("|", "") });
    return complete(new CompletionContext(state, cursor, explicit))?.options.map((one) => one.label) ?? null;
  }

  test("offers attributes inside brackets", () => {
    expect(offered("StripSpaces([|")).toEqual(["givenName", "surname"]);
    expect(offered("StripSpaces([giv|])")).toEqual(["givenName", "surname"]);
  });

  test("offers functions, and attributes with their brackets, where a value may stand", () => {
    expect(offered("Jo|")).toContain("Join");
    expect(offered("Join(|", true)).toContain("[surname]");
  });

  test("offers nothing inside text, after a closed bracket, or unasked on empty ground", () => {
    expect(offered('Append([a], "Jo|')).toBeNull();
    expect(offered("[a]|")).toBeNull();
    expect(offered("Join(|")).toBeNull();
  });
});

test("what the server does not say of an attribute stays as the admin has it", () => {
  const known = [attribute("userName", "string", { filterable: true, maxLength: 64 }), attribute("custom")];
  const told = [attribute("USERNAME", "string", { required: true }), attribute("title")];
  const found = discoveryOf(known, told);
  expect(found.added.map((one) => one.name)).toEqual(["title"]);
  expect(found.missing.map((one) => one.name)).toEqual(["custom"]);
  expect(found.changed.map((one) => one.after)).toEqual([
    attribute("userName", "string", { required: true, filterable: true, maxLength: 64 }),
  ]);
});

test.each(["user", "group", "user:3", "user:everyone", "group:source", 'user:target:urn:a:2.0:User:x[type eq "w"]'])(
  "the place %s has an address of its own",
  (item) => {
    expect(placeItem(parsePlace(item))).toBe(item);
  },
);
