/** Who would be in scope by a draft: asked anew when the draft rests, the latest question winning. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { DeskError, Job, Mappings, ObjectKind, ScopeSummary } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys, useJob } from "../../shared/desk/queries";
import { useSettled } from "../../shared/useSettled";

const REST_MS = 300;

interface Run {
  question: string;
  job: string | null;
  error: DeskError | null;
}

export interface ScopePreview {
  /** The last that was counted, for this type of objects. */
  summary: ScopeSummary | null;
  /** The draft has changed since, or is being counted. */
  outdated: boolean;
  running: Job | null;
  cancelled: boolean;
  error: DeskError | null;
  again: () => void;
}

interface Asked {
  tenant: string;
  object: ObjectKind;
  mappings: Mappings;
  /** Nothing is asked while a clause is being written, or where there are no people. */
  ready: boolean;
  /** What else the answer depends on: the saved version, the directory, the assignments. */
  circumstances: string;
}

export function useScopePreview({ tenant, object, mappings, ready, circumstances }: Asked): ScopePreview {
  const desk = useDesk();
  const queries = useQueryClient();
  const [turn, setTurn] = useState(0);
  const question = JSON.stringify([
    object,
    mappings.users.scope,
    mappings.groups.scope,
    mappings.groups.enabled,
    mappings.assignment,
    circumstances,
    turn,
  ]);
  const settled = useSettled(question, REST_MS);
  const [run, setRun] = useState<Run | null>(null);
  const latest = useRef(mappings);
  useEffect(() => {
    latest.current = mappings;
  });
  useEffect(() => {
    if (!ready) {
      return undefined;
    }
    let current = true;
    let started: string | null = null;
    const stop = (job: string) => {
      const known = queries.getQueryData<Job[]>(keys.jobs)?.find((one) => one.id === job);
      if (known?.end === undefined || known.end === null) {
        // One that has ended meanwhile has nothing to stop.
        desk.call("job_cancel", { job }).catch(() => undefined);
      }
    };
    desk.call("scope_preview", { tenant, object, mappings: latest.current }).then(
      ({ job }) => {
        if (current) {
          started = job;
          setRun({ question: settled, job, error: null });
        } else {
          stop(job);
        }
      },
      (error: DeskError) => {
        if (current) {
          setRun({ question: settled, job: null, error });
        }
      },
    );
    return () => {
      current = false;
      if (started !== null) {
        stop(started);
      }
    };
    // What is asked is named by `settled`, the draft included.
  }, [desk, queries, tenant, object, settled, ready]);

  // Between a question and its job nothing is known of it.
  const asked = run?.question === settled ? run : null;
  const job = useJob(asked?.job ?? null);
  const end = job?.end ?? null;
  const answered = end?.end === "scope_previewed" ? end.summary : null;
  // The last answer stays on screen while the next is under way.
  const [kept, setKept] = useState<ScopeSummary | null>(null);
  if (answered !== null && answered !== kept) {
    setKept(answered);
  }
  const shown = answered ?? kept;
  return {
    summary: shown?.object === object ? shown : null,
    outdated: answered === null || asked?.question !== question,
    running: job !== undefined && end === null ? job : null,
    cancelled: end?.end === "cancelled" && asked?.question === question,
    error: asked?.error ?? (end?.end === "failed" ? end.error : null),
    again: () => {
      setTurn((before) => before + 1);
    },
  };
}
