/** Completion and the help on the function under the cursor. */
import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
} from "@codemirror/autocomplete";
import { StateEffect, StateField, type EditorState, type Extension } from "@codemirror/state";
import { keymap, showTooltip, type EditorView, type Tooltip } from "@codemirror/view";
import type { AttributeDefinition, FunctionHelp } from "../../../bridge/generated";
import { say } from "../../../shared/words/say";
import { callAt, tokenBefore } from "./tokens";

/** What is known of the language, asked for anew each time: the lists change while the editor is open. */
export interface Known {
  functions: readonly FunctionHelp[];
  attributes: readonly AttributeDefinition[];
}

function element(tag: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  // Text only: nothing of what is shown is markup.
  made.textContent = text;
  return made;
}

function functionInfo(help: FunctionHelp): HTMLElement {
  const info = element("div", "expr-info");
  info.append(element("code", "expr-signature", help.signature), element("p", "", help.summary));
  for (const { expression, person, gives } of help.examples.slice(0, 2)) {
    const example = element("p", "expr-example");
    example.append(
      element("code", "", expression),
      document.createTextNode(` ${say("expression-gives")} `),
      element("code", "", gives.length === 0 ? say("expression-gives-nothing") : gives.map(quoted).join(", ")),
      ...person.map(({ name, values }) => element("span", "muted", ` [${name}] ${values.map(quoted).join(", ")}`)),
    );
    info.append(example);
  }
  return info;
}

function insertFunction(view: EditorView, completion: Completion, from: number, to: number): void {
  const called = view.state.sliceDoc(to, to + 1) === "(";
  const insert = called ? completion.label : `${completion.label}()`;
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + completion.label.length + 1 },
    annotations: pickedCompletion.of(completion),
    userEvent: "input.complete",
  });
}

function insertAttribute(view: EditorView, completion: Completion, from: number, to: number): void {
  const closed = view.state.sliceDoc(to, to + 1) === "]";
  view.dispatch({
    changes: { from, to, insert: closed ? completion.label : `${completion.label}]` },
    selection: { anchor: from + completion.label.length + 1 },
    annotations: pickedCompletion.of(completion),
    userEvent: "input.complete",
  });
}

export function completionOf(known: () => Known): (context: CompletionContext) => CompletionResult | null {
  return (context) => {
    const text = context.state.doc.toString();
    const token = tokenBefore(text, context.pos);
    const closed = token !== null && token.to === context.pos && text.charAt(token.to - 1) === "]";
    if (token?.kind === "attribute" && !closed) {
      return {
        from: token.from + 1,
        to: text.charAt(token.to - 1) === "]" ? token.to - 1 : token.to,
        options: known().attributes.map((attribute) => ({
          label: attribute.name,
          type: "property",
          detail: attribute.multiValued ? say("attribute-several") : "",
          apply: insertAttribute,
        })),
        validFor: /^[^\]]*$/u,
      };
    }
    if (token?.kind === "string" && !(token.to === context.pos && /.+"$/su.test(text.slice(token.from, token.to)))) {
      return null;
    }
    const word = token?.kind === "function" || token?.kind === "word" ? token : null;
    if (word === null && !context.explicit) {
      return null;
    }
    return {
      from: word?.from ?? context.pos,
      options: [
        ...known().functions.map((help) => ({
          label: help.name,
          type: "function",
          info: () => functionInfo(help),
          apply: insertFunction,
        })),
        ...known().attributes.map((attribute) => ({ label: `[${attribute.name}]`, type: "property", boost: -1 })),
      ],
      validFor: /^\w*$/u,
    };
  };
}

/** The parameter that the argument `at` fills: those that repeat go round at the end. */
export function parameterAt(help: FunctionHelp, at: number): number {
  const first = help.parameters.findIndex((one) => one.repeats);
  if (first === -1 || at < first) {
    return at;
  }
  const round = help.parameters.filter((one) => one.repeats).length;
  return first + ((at - first) % round);
}

function signatureTooltip(state: EditorState, known: () => Known): Tooltip | null {
  const { head, empty } = state.selection.main;
  const call = empty ? callAt(state.doc.toString(), head) : null;
  const help = known().functions.find((one) => one.name.toLowerCase() === call?.name.toLowerCase());
  if (call === null || help === undefined) {
    return null;
  }
  const current = parameterAt(help, call.argument);
  return {
    pos: call.from,
    above: true,
    arrow: false,
    create: () => {
      const dom = element("div", "expr-help");
      dom.setAttribute("role", "status");
      const line = element("code", "expr-signature", `${help.name}(`);
      help.parameters.forEach((parameter, at) => {
        const name = `${parameter.name}${parameter.repeats ? " …" : ""}`;
        line.append(at === 0 ? "" : ", ", element(at === current ? "strong" : "span", "", name));
      });
      line.append(")");
      dom.append(line);
      const parameter = help.parameters[current];
      dom.append(
        element(
          "p",
          "",
          parameter === undefined
            ? say("expression-too-many", { name: help.name })
            : say(parameter.required ? "expression-takes" : "expression-takes-optional", {
                name: parameter.name,
                takes: parameter.summary,
              }),
        ),
        element("p", "muted", help.summary),
      );
      return { dom };
    },
  };
}

function quoted(text: string): string {
  return `"${text}"`;
}

const hide = StateEffect.define();

/** Shows the parameters of the function that the cursor is in, the one being typed in bold. */
export function signatureHelp(known: () => Known): Extension {
  const shown = StateField.define<Tooltip | null>({
    // Nothing before the first key: who only looks is not to be covered up.
    create: () => null,
    update: (before, change) =>
      change.effects.some((effect) => effect.is(hide))
        ? null
        : change.docChanged || change.selection !== undefined
          ? signatureTooltip(change.state, known)
          : before,
    provide: (field) => showTooltip.from(field),
  });
  const close = {
    key: "Escape",
    run: (view: EditorView) => {
      if (view.state.field(shown) === null) {
        return false;
      }
      view.dispatch({ effects: hide.of(null) });
      return true;
    },
  };
  return [shown, keymap.of([close])];
}
