// Writes the ids of words/en/window.ftl as a TypeScript type, so that a misspelt id does not compile.
// `node scripts/words.mjs` writes; `node scripts/words.mjs --check` fails where the file is stale.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "@fluent/syntax";

const source = fileURLToPath(new URL("../../words/en/window.ftl", import.meta.url));
const target = fileURLToPath(new URL("../src/shared/words/keys.ts", import.meta.url));

const resource = parse(readFileSync(source, "utf8"), { withSpans: false });
/** @type {string[]} */
const ids = [];
for (const entry of resource.body) {
  if (entry.type === "Junk") {
    throw new Error(`window.ftl cannot be read: ${entry.annotations[0]?.message}\n${entry.content}`);
  }
  if (entry.type === "Message") {
    ids.push(entry.id.name);
  }
}
const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
if (twice.length > 0) {
  throw new Error(`window.ftl says twice: ${twice.join(", ")}`);
}
const text = `// Generated from words/en/window.ftl by \`npm run words\`. Do not edit.\nexport type WordKey =\n${ids
  .toSorted((left, right) => (left < right ? -1 : 1))
  .map((id) => `  | "${id}"`)
  .join("\n")};\n`;

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== text) {
    console.error("src/shared/words/keys.ts is stale: run `npm run words`.");
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
