/** Scoping filters as text. What can be read goes into the draft; what cannot stays here as it was written. */
import { Button, Field, Textarea } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import type { DeskError, ExpressionProblem, FilterGroup, ObjectKind } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useKept } from "../../shared/kept";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { useSettled } from "../../shared/useSettled";
import { say } from "../../shared/words/say";

const READ_MS = 250;

interface TextState {
  text: string;
  /** The filters that were last read of it, or that it was made from, as JSON. */
  stands: string;
  /** Those of the draft when they were read: until the draft has the new ones, it is no other draft. */
  before: string;
  /** An admin wrote it; else it was made from the filters, which it must not change. */
  typed: boolean;
}

interface Props {
  tenant: string;
  object: ObjectKind;
  label: string;
  filters: FilterGroup[];
  onFilters: (filters: FilterGroup[]) => void;
  /** Whether the text can be read as it stands. */
  onReadable: (readable: boolean) => void;
}

export function FilterText({ tenant, object, label, filters, onFilters, onReadable }: Props) {
  const desk = useDesk();
  // What was written outlives the page that shows it.
  const [kept, keep] = useKept<TextState | null>(`scope-text:${tenant}:${object}`, null);
  const [state, setState] = useState(kept);
  useEffect(() => {
    keep(state);
  }, [keep, state]);
  const [failure, setFailure] = useState<DeskError | null>(null);
  const [turn, setTurn] = useState(0);
  const now = JSON.stringify(filters);
  const stale = state === null || (state.stands !== now && state.before !== now);
  if (state !== null && state.stands === now && state.before !== now) {
    setState({ ...state, before: now });
  }
  useEffect(() => {
    if (!stale) {
      return undefined;
    }
    let current = true;
    desk.call("scope_print", { filters: JSON.parse(now) as FilterGroup[] }).then(
      ({ text }) => {
        if (current) {
          setFailure(null);
          setState({ text, stands: now, before: now, typed: false });
        }
      },
      (error: DeskError) => {
        if (current) {
          setFailure(error);
        }
      },
    );
    return () => {
      current = false;
    };
  }, [desk, stale, now, turn]);

  const text = state?.text ?? "";
  const settled = useSettled(state, READ_MS);
  const [read, setRead] = useState<{ text: string; problem: ExpressionProblem | null } | null>(null);
  const draft = useRef(now);
  useEffect(() => {
    draft.current = now;
  });
  useEffect(() => {
    if (settled === null) {
      return undefined;
    }
    let current = true;
    desk.call("scope_read", { text: settled.text }).then(
      ({ filters: found, problem }) => {
        if (!current) {
          return;
        }
        setFailure(null);
        setRead({ text: settled.text, problem });
        onReadable(found !== null);
        if (found !== null && settled.typed && JSON.stringify(found) !== settled.stands) {
          const stands = JSON.stringify(found);
          setState((before) => (before?.text === settled.text ? { ...before, stands, before: draft.current } : before));
          onFilters(found);
        }
      },
      (error: DeskError) => {
        if (current) {
          setFailure(error);
        }
      },
    );
    return () => {
      current = false;
    };
  }, [desk, settled, turn, onFilters, onReadable]);
  const problem = read?.text === text ? read.problem : null;
  if (failure !== null) {
    return (
      <ErrorNote
        error={failure}
        remedies={{
          retry: () => {
            setTurn((before) => before + 1);
          },
        }}
      />
    );
  }
  const message = problem === null ? null : `${place(text, problem.offset)}${problem.message}`;
  return (
    <div className="filter-text">
      <Field
        label={label}
        hint={say("filters-text-hint")}
        validationState={message === null ? "none" : "error"}
        {...(message === null ? {} : { validationMessage: message })}
      >
        <Textarea
          rows={8}
          className="mono-area"
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(_, { value }) => {
            setState({ text: value, stands: now, before: now, typed: true });
          }}
        />
      </Field>
      {problem === null ? null : (
        <div>
          <Button
            size="small"
            onClick={() => {
              // Written anew from the filters of the draft.
              onReadable(true);
              setState(null);
            }}
          >
            {say("filters-text-back")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** "Line 2, column 7: " */
function place(text: string, offset: number | null): string {
  if (offset === null) {
    return "";
  }
  const before = text.slice(0, offset).split("\n");
  return `${say("filters-text-place", { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 })} `;
}
