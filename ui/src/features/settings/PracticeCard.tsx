import { Button } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DeskError, PracticeStatus } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useStartPractice } from "../../shared/desk/useStartPractice";
import { PracticeSize, SMALLEST_FRESH } from "../../shared/parts/PracticeSize";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { say } from "../../shared/words/say";

/** Practice tenants in the settings: start, start afresh, stop. */
export function PracticeCard() {
  const desk = useDesk();
  const queries = useQueryClient();
  const status = useQuery<PracticeStatus, DeskError>({
    queryKey: keys.practice,
    queryFn: () => desk.call("practice_status", null),
  });
  const start = useStartPractice();
  const stop = useMutation<PracticeStatus, DeskError>({
    mutationFn: () => desk.call("practice_stop", null),
    onSuccess: (answer) => {
      queries.setQueryData(keys.practice, answer);
    },
  });
  const [size, setSize] = useState<number | null>(null);
  const running = status.data?.running ?? false;
  const busy = start.isPending || stop.isPending;
  const asked = running ? (size ?? SMALLEST_FRESH) : size;
  const error = start.error ?? stop.error ?? status.error;
  return (
    <section className="card form" aria-label={say("practice")}>
      <h2>{say("practice")}</h2>
      <p>{say("practice-meaning")}</p>
      {error === null ? null : <ErrorNote error={error} remedies={{ retry: () => void status.refetch() }} />}
      {status.data === undefined ? null : (
        <>
          <div className="practice-start">
            <Button
              disabled={busy}
              onClick={() => {
                start.mutate(asked);
              }}
            >
              {start.isPending
                ? say("practice-starting")
                : running
                  ? say("practice-start-afresh")
                  : say("practice-start")}
            </Button>
            <PracticeSize size={asked} onSize={setSize} numbersOnly={running} />
          </div>
          {running ? (
            <>
              <p className="muted">{say("practice-afresh-meaning")}</p>
              <div>
                <Button
                  disabled={busy}
                  onClick={() => {
                    stop.mutate();
                  }}
                >
                  {say("practice-stop", { n: status.data.tenants.length })}
                </Button>
              </div>
            </>
          ) : null}
        </>
      )}
    </section>
  );
}
