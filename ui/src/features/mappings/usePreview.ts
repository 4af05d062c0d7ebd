/** The outcome for everyone: a job that is asked anew when the mappings change, the latest question winning. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { CompareWith, DeskError, Job, Mappings, ObjectKind, PreviewSummary } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useJob } from "../../shared/desk/queries";
import { useSettled } from "../../shared/useSettled";

/** Longer than a pause between keys: everybody is evaluated for it. */
const SETTLED_MS = 600;

interface Question {
  mappings: Mappings;
  object: ObjectKind;
  target: string | null;
  compare: CompareWith;
}

export interface Preview {
  /** What was found last; of an earlier text where `outdated`. */
  summary: PreviewSummary | null;
  outdated: boolean;
  /** Running now. */
  job: Job | null;
  error: DeskError | null;
  cancelled: boolean;
  cancel: () => void;
  again: () => void;
}

/** `wanted` is false where there is nobody to ask for, or the mapping is broken. */
export function usePreview(tenant: string, question: Question, wanted: boolean): Preview {
  const desk = useDesk();
  const { mappings, object, target, compare } = question;
  const now = useMemo(() => ({ mappings, object, target, compare }), [mappings, object, target, compare]);
  const settled = useSettled(now, SETTLED_MS);
  const [turn, setTurn] = useState(0);
  const [started, setStarted] = useState<{ id: string; question: Question } | null>(null);
  const [refused, setRefused] = useState<{ error: DeskError; question: Question; turn: number } | null>(null);
  const [found, setFound] = useState<{ summary: PreviewSummary; question: Question } | null>(null);
  const running = useRef<string | null>(null);

  const stop = useCallback(() => {
    const id = running.current;
    running.current = null;
    if (id !== null) {
      desk.call("job_cancel", { job: id }).catch(() => undefined);
    }
  }, [desk]);

  useEffect(() => {
    if (!wanted) {
      return undefined;
    }
    let superseded = false;
    desk.call("mappings_preview", { tenant, ...settled }).then(
      ({ job }) => {
        running.current = job;
        if (superseded) {
          stop();
        } else {
          setStarted({ id: job, question: settled });
        }
      },
      (thrown: DeskError) => {
        if (!superseded) {
          setRefused({ error: thrown, question: settled, turn });
        }
      },
    );
    return () => {
      superseded = true;
      stop();
    };
  }, [desk, tenant, settled, wanted, turn, stop]);

  const job = useJob(started?.id ?? null) ?? null;
  const end = job?.end ?? null;
  useEffect(() => {
    if (end !== null && started !== null) {
      running.current = running.current === started.id ? null : running.current;
    }
  }, [end, started]);
  // What was found stays while the next is asked.
  if (started !== null && end?.end === "mappings_previewed" && found?.summary !== end.summary) {
    setFound({ summary: end.summary, question: started.question });
  }

  const latest = started?.question === settled;
  return {
    summary: found?.summary ?? null,
    outdated: found !== null && found.question !== now,
    job: latest && end === null ? job : null,
    error:
      (refused?.question === settled && refused.turn === turn ? refused.error : null) ??
      (latest && end?.end === "failed" ? end.error : null),
    cancelled: latest && end?.end === "cancelled",
    cancel: stop,
    again: () => {
      setTurn((before) => before + 1);
    },
  };
}
