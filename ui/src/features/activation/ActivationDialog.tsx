/** Switching accounts off or on: first what would change, then sending it, then what came of each. */
import {
  Button,
  Checkbox,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  ProgressBar,
} from "@fluentui/react-components";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { ActivationOutcome, ActivationReview, DeskError, JobId, PrepareActivation } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useJob, useTenant } from "../../shared/desk/queries";
import { into } from "../../shared/into";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { Age } from "../../shared/parts/Age";
import { EnvironmentBadge, safetyWord } from "../../shared/parts/glyphs";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { Note } from "../../shared/states/Note";
import { duration } from "../../shared/words/format";
import { say } from "../../shared/words/say";
import { ActivationResults } from "./ActivationResults";
import { ReviewItems } from "./ReviewItems";
import "./activation.css";

const DEACTIVATE = {
  title: "deactivate-title",
  titleCount: "deactivate-title-count",
  titleRunning: "deactivate-title-running",
  titleDone: "deactivate-title-done",
  send: "deactivate-do",
} as const;
const REACTIVATE = {
  title: "reactivate-title",
  titleCount: "reactivate-title-count",
  titleRunning: "reactivate-title-running",
  titleDone: "reactivate-title-done",
  send: "reactivate-do",
} as const;

interface Props {
  asked: PrepareActivation;
  onClose: () => void;
  onSent: () => void;
  /** Another review in place of this one: the opposite, to undo. */
  onAnother: (asked: PrepareActivation) => void;
}

export function ActivationDialog({ asked, onClose, onSent, onAnother }: Props) {
  const desk = useDesk();
  const tenant = useTenant(asked.tenant);
  const [job, setJob] = useState<string | null>(null);
  const [understood, setUnderstood] = useState(false);
  // A review holds for one safety level: once that changes, it is asked for again.
  const review = useQuery<ActivationReview, DeskError>({
    queryKey: ["review", asked, tenant?.safety],
    queryFn: () => desk.call("activation_review", asked),
    gcTime: 0,
  });
  const apply = useMutation<JobId, DeskError, string>({
    mutationFn: (id) => desk.call("activation_apply", { review: id }),
    onSuccess: (started) => {
      setJob(started.job);
      onSent();
    },
  });
  const running = useJob(job);
  const end = running?.end ?? null;
  const outcome: ActivationOutcome | null =
    end?.end === "activation_done" || end?.end === "cancelled" ? end.outcome : null;
  const prepared = review.data;
  const ready =
    job === null &&
    prepared !== undefined &&
    !review.isFetching &&
    prepared.blocked === null &&
    prepared.count > 0 &&
    (!prepared.destructive || understood) &&
    !apply.isPending &&
    apply.error === null;
  const again = () => {
    apply.reset();
    setUnderstood(false);
    void review.refetch();
  };
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // A button may go with what it was pressed for: focus must not fall out of the dialog.
    if (document.activeElement === null || document.activeElement === document.body) {
      heading.current?.focus();
    }
  });
  const send = () => {
    if (ready) {
      apply.mutate(prepared.review);
    }
  };
  useShortcuts({ primary: send });
  const words = asked.active ? REACTIVATE : DEACTIVATE;
  const title =
    prepared === undefined
      ? say(words.title)
      : say(job === null ? words.titleCount : end === null ? words.titleRunning : words.titleDone, {
          n: prepared.count,
          tenant: prepared.tenantName,
        });

  return (
    <DialogBody className="activation-body">
      <DialogTitle
        ref={into(heading)}
        tabIndex={-1}
        className="activation-title"
        action={tenant === undefined ? null : <EnvironmentBadge environment={tenant.environment} />}
      >
        {title}
      </DialogTitle>
      <DialogContent className="activation-content">
        {job !== null ? (
          <>
            {end === null ? <Sending job={job} count={prepared?.count ?? 0} /> : null}
            {end?.end === "failed" ? (
              <ErrorNote error={end.error} tenant={asked.tenant} remedies={{ retry: onClose }} />
            ) : null}
            {end?.end === "activation_done" && end.error !== null ? (
              <ErrorNote error={end.error} tenant={asked.tenant} />
            ) : null}
            {outcome === null ? null : <ActivationResults outcome={outcome} onUndo={onAnother} />}
            {end?.end === "cancelled" && outcome === null ? <p>{say("activation-cancelled")}</p> : null}
          </>
        ) : review.error !== null ? (
          <ErrorNote error={review.error} tenant={asked.tenant} remedies={{ retry: again, review_again: again }} />
        ) : prepared === undefined ? (
          <>
            <p className="activation-line" role="status">
              {say("activation-reading")}
            </p>
            <Loading />
          </>
        ) : (
          <Prepared
            prepared={prepared}
            understood={understood}
            onUnderstood={setUnderstood}
            error={apply.error}
            onAgain={again}
          />
        )}
      </DialogContent>
      <DialogActions>
        {job === null ? (
          <>
            {prepared === undefined ? null : (
              <span className="muted activation-safety">
                {say("safety-label", { level: safetyWord(prepared.safety) })}
              </span>
            )}
            <Button onClick={onClose}>{say("activation-close-unsent")}</Button>
            <Button
              appearance="primary"
              className={prepared?.destructive === true ? "danger" : ""}
              disabled={!ready}
              onClick={send}
            >
              {prepared === undefined ? say(words.title) : say(words.send, { n: prepared.count })}
            </Button>
          </>
        ) : end === null ? (
          <Button onClick={onClose}>{say("activation-background")}</Button>
        ) : (
          <Button appearance="primary" onClick={onClose}>
            {say("close")}
          </Button>
        )}
      </DialogActions>
    </DialogBody>
  );
}

interface PreparedProps {
  prepared: ActivationReview;
  understood: boolean;
  onUnderstood: (understood: boolean) => void;
  error: DeskError | null;
  onAgain: () => void;
}

function Prepared({ prepared, understood, onUnderstood, error, onAgain }: PreparedProps) {
  return (
    <>
      {prepared.blocked === null ? null : <ErrorNote error={prepared.blocked} tenant={prepared.tenant} />}
      {error === null ? null : (
        <ErrorNote error={error} tenant={prepared.tenant} remedies={{ retry: onAgain, review_again: onAgain }} />
      )}
      <div className={prepared.destructive ? "effect destructive" : "effect"}>
        <p>{prepared.count === 0 ? say("activation-nothing") : prepared.effect}</p>
        {prepared.effectIsKnown || prepared.count === 0 ? null : (
          <p className="muted">{say("activation-effect-assumed")}</p>
        )}
      </div>
      {prepared.destructive && prepared.count > 0 && prepared.blocked === null ? (
        <Checkbox
          checked={understood}
          label={say("activation-understood", { n: prepared.count, tenant: prepared.tenantName })}
          onChange={(_, { checked }) => {
            onUnderstood(checked === true);
          }}
        />
      ) : null}
      {prepared.gone.length === 0 ? null : (
        <Note kind="warning">
          <p>
            {say("activation-gone", { n: prepared.gone.length })} <bdi>{prepared.gone.join(", ")}</bdi>
          </p>
        </Note>
      )}
      <p className="muted activation-line">
        {say("activation-as-of")} <Age at={prepared.asOf} />
      </p>
      <ReviewItems review={prepared} />
      {prepared.notRead === null ? null : (
        <Note kind="warning">
          <p>{say("activation-not-read")}</p>
          <p>{prepared.notRead.message}</p>
        </Note>
      )}
      {prepared.already === 0 ? null : (
        <Note>
          <p>
            {prepared.active
              ? say("activation-already-on", { n: prepared.already })
              : say("activation-already-off", { n: prepared.already })}
          </p>
        </Note>
      )}
    </>
  );
}

function Sending({ job: id, count }: { job: string; count: number }) {
  const desk = useDesk();
  const job = useJob(id);
  const progress = job?.progress;
  const total = progress?.total ?? count;
  const done = progress?.done ?? 0;
  return (
    <div className="sending">
      <ProgressBar value={total === 0 ? 0 : done / total} aria-label={say("activation-sending")} />
      <div className="sending-line">
        <span>{say("activation-progress", { done, total })}</span>
        {progress?.waitingMs ? (
          <span className="warn">{say("job-waiting", { time: duration(progress.waitingMs) })}</span>
        ) : null}
        <Button
          size="small"
          onClick={() => {
            void desk.call("job_cancel", { job: id }).catch(() => undefined);
          }}
        >
          {say("activation-stop")}
        </Button>
      </div>
      <p className="muted">{say("activation-stop-meaning")}</p>
    </div>
  );
}
