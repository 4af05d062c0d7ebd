/** The field that an expression is typed in. Loaded only when one is edited: the editor is as large as the rest of the page. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { lintKeymap, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { Annotation, EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { useEffect, useRef } from "react";
import type { MappingProblem } from "../../../bridge/generated";
import { pageNonce } from "../../../shared/nonce";
import { completionOf, signatureHelp, type Known } from "./help";
import { expressionColours, expressionLanguage } from "./language";
import "./editor.css";

export interface ExpressionEditorProps {
  label: string;
  /** The id of what describes it. */
  describedBy: string;
  value: string;
  onChange: (text: string) => void;
  known: Known;
  /** Those of this text. */
  problems: readonly MappingProblem[];
  /** Grows when the cursor is to go to the first problem. */
  jump: number;
}

/** The text was set from outside: no edit of the admin's. */
const GIVEN = Annotation.define<boolean>();

const SEVERITY = { error: "error", warning: "warning", note: "info" } as const;

function diagnostics(problems: readonly MappingProblem[], length: number): Diagnostic[] {
  return problems.flatMap((problem): Diagnostic[] => {
    if (problem.offset === null) {
      return [];
    }
    // Answers come after keys: the text may be shorter by now.
    const from = Math.min(problem.offset, length);
    const to = Math.min(from + Math.max(1, problem.length ?? 1), length);
    const message = problem.next === null ? problem.message : `${problem.message} ${problem.next}`;
    return [{ from: Math.min(from, Math.max(0, to - 1)), to, severity: SEVERITY[problem.severity], message }];
  });
}

export default function ExpressionEditor(props: ExpressionEditorProps) {
  const { label, describedBy, value, problems, jump } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const nonce = pageNonce();
    const known = () => latest.current.known;
    const extensions: Extension[] = [
      history(),
      drawSelection(),
      bracketMatching(),
      closeBrackets(),
      autocompletion({ override: [completionOf(known)], icons: false, tooltipClass: () => "expr-completion" }),
      // What lies on top answers Escape first: the completion, then the help.
      keymap.of(completionKeymap),
      signatureHelp(known),
      expressionLanguage,
      expressionColours,
      EditorView.lineWrapping,
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...lintKeymap]),
      EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": describedBy, spellcheck: "false" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !update.transactions.some((one) => one.annotation(GIVEN) === true)) {
          latest.current.onChange(update.state.doc.toString());
        }
      }),
      ...(nonce === undefined ? [] : [EditorView.cspNonce.of(nonce)]),
    ];
    const made = new EditorView({
      state: EditorState.create({ doc: latest.current.value, extensions }),
      ...(host.current === null ? {} : { parent: host.current }),
    });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, [label, describedBy]);

  useEffect(() => {
    const now = view.current;
    if (now !== null && now.state.doc.toString() !== value) {
      now.dispatch({
        changes: { from: 0, to: now.state.doc.length, insert: value },
        annotations: GIVEN.of(true),
      });
    }
  }, [value]);

  useEffect(() => {
    const now = view.current;
    now?.dispatch(setDiagnostics(now.state, diagnostics(problems, now.state.doc.length)));
  }, [problems, label, describedBy]);

  useEffect(() => {
    const now = view.current;
    if (now !== null && jump > 0) {
      const offset = latest.current.problems[0]?.offset ?? now.state.doc.length;
      now.dispatch({ selection: { anchor: Math.min(offset, now.state.doc.length) }, scrollIntoView: true });
      now.focus();
    }
  }, [jump]);

  return <div ref={host} className="expr-editor" />;
}
