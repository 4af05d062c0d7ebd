import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@fluent/syntax";
import { describe, expect, test } from "vitest";
import deskWords from "../../words/en/desk.ftl?raw";
import provisioningWords from "../../words/en/provisioning.ftl?raw";
import catalogue from "../../words/en/window.ftl?raw";
import type { ErrorCode } from "../src/bridge/generated";
import { ACTION_OF, LABEL_OF } from "../src/shared/states/errorActions";
import { say } from "../src/shared/words/say";

const desk = `${deskWords}\n${provisioningWords}`;

const SOURCES = join(import.meta.dirname, "../src");

function sources(): string {
  return readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/u.test(path) && !path.endsWith("keys.ts"))
    .map((path) => readFileSync(join(SOURCES, path), "utf8"))
    .join("\n");
}

function messages(text: string) {
  return parse(text, {}).body.filter((entry) => entry.type === "Message");
}

describe("the words of the window", () => {
  test("every entry is used", () => {
    const text = sources();
    const unused = messages(catalogue)
      .map((message) => message.id.name)
      .filter((id) => !text.includes(`"${id}"`));
    expect(unused).toEqual([]);
  });

  test("nothing says please, oops, successfully, or shouts", () => {
    const said = messages(catalogue)
      .map((message) => catalogue.slice(message.span?.start, message.span?.end))
      .filter((text) => /please|oops|successful|!/iu.test(text));
    expect(said).toEqual([]);
  });

  test("numbers have their own forms", () => {
    expect(say("deactivate-do", { n: 1 })).toBe("Deactivate 1 account");
    expect(say("deactivate-do", { n: 2380 })).toBe("Deactivate 2,380 accounts");
    expect(say("list-count-accounts", { n: 0 })).toBe("0 accounts");
  });
});

describe("errors", () => {
  const codes = Object.keys(ACTION_OF) as ErrorCode[];

  test("every code has a sentence and a next step in the desk's words", () => {
    const worded = new Map(messages(desk).map((message) => [message.id.name, message]));
    const wanting = codes.filter((code) => {
      const message = worded.get(`error-${code.replaceAll("_", "-")}`);
      return !message?.value || !message.attributes.some((attribute) => attribute.id.name === "next");
    });
    expect(wanting).toEqual([]);
  });

  test("every action has a label", () => {
    for (const action of Object.values(ACTION_OF)) {
      if (action !== null) {
        expect(say(LABEL_OF[action])).not.toBe("");
      }
    }
  });
});
