/** Jobs about directories: a test, a reading. */
import { useMutation } from "@tanstack/react-query";
import type { DeskError, Job, JobEnd, JobId } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useJob } from "../../shared/desk/queries";

export interface DirectoryJob<Asked> {
  running: boolean;
  job: Job | undefined;
  end: JobEnd | null;
  error: DeskError | null;
  start: (asked: Asked) => void;
  cancel: () => void;
}

/** `id` is the job that is followed, as far as one was started; `onStarted` gets the next. */
export function useDirectoryJob<Asked>(
  begin: (asked: Asked) => Promise<JobId>,
  id: string | null,
  onStarted: (id: string) => void,
): DirectoryJob<Asked> {
  const desk = useDesk();
  const job = useJob(id);
  const started = useMutation<JobId, DeskError, Asked>({
    mutationFn: begin,
    onSuccess: (answer) => {
      onStarted(answer.job);
    },
  });
  const end = job?.end ?? null;
  return {
    // The job's own event may come after the answer that names it.
    running: started.isPending || (id !== null && end === null),
    job,
    end: started.isPending ? null : end,
    error: started.error ?? (end?.end === "failed" ? end.error : null),
    start: (asked) => {
      started.mutate(asked);
    },
    cancel: () => {
      if (id !== null) {
        void desk.call("job_cancel", { job: id }).catch(() => undefined);
      }
    },
  };
}
