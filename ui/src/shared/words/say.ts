/** The words of the window: what it says, from the catalogue `words/en/window.ftl`. */
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import source from "../../../../words/en/window.ftl?raw";
import type { WordKey } from "./keys";

const bundle = new FluentBundle("en", {
  // Names are set apart by <bdi> where they are shown; marks inside a sentence would be copied and searched with it.
  useIsolating: false,
});
const problems = bundle.addResource(new FluentResource(source));
if (problems.length > 0) {
  throw new Error(`window.ftl: ${problems.map(String).join("; ")}`);
}

/** The sentence or label `key`, filled with `args`. */
export function say(key: WordKey, args?: Record<string, FluentVariable>): string {
  const pattern = bundle.getMessage(key)?.value;
  if (pattern === undefined || pattern === null) {
    throw new Error(`window.ftl has no ${key}`);
  }
  const errors: Error[] = [];
  const text = bundle.formatPattern(pattern, args, errors);
  if (errors.length > 0) {
    throw new Error(`window.ftl, ${key}: ${errors.map(String).join("; ")}`);
  }
  return text;
}
