/** Signing in with a code: the code is shown here and typed in a browser. */
import { Button, DialogActions, DialogBody, DialogContent, DialogTitle } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { DeskError, DeviceCode } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useJob } from "../../shared/desk/queries";
import { CopyButton } from "../../shared/parts/CopyButton";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { exactTime } from "../../shared/words/format";
import { say } from "../../shared/words/say";

interface Props {
  directory: string;
  onClose: () => void;
}

export function SignIn({ directory, onClose }: Props) {
  const desk = useDesk();
  const ask = useMutation<DeviceCode, DeskError>({
    mutationFn: () => desk.call("directory_sign_in", { directory }),
  });
  const { mutate } = ask;
  const asked = useRef(false);
  useEffect(() => {
    // One dialog asks for one code, however often it is drawn.
    if (!asked.current) {
      asked.current = true;
      mutate();
    }
  }, [mutate]);
  const code = ask.data ?? null;
  const end = useJob(code?.job ?? null)?.end ?? null;
  const again = () => {
    mutate();
  };
  const error = ask.error ?? (end?.end === "failed" ? end.error : null);
  const close = () => {
    if (code !== null && end === null) {
      void desk.call("job_cancel", { job: code.job }).catch(() => undefined);
    }
    onClose();
  };
  return (
    <DialogBody>
      <DialogTitle>{say("source-sign-in-title")}</DialogTitle>
      <DialogContent className="form">
        {error !== null ? (
          <ErrorNote error={error} remedies={{ retry: again }} />
        ) : code === null ? (
          <Loading lines={3} />
        ) : end?.end === "signed_in" ? (
          <p role="status">{say("source-sign-in-done")}</p>
        ) : end?.end === "cancelled" ? (
          <p role="status">{say("job-cancelled")}</p>
        ) : (
          <>
            <p>{code.sentence}</p>
            <p className="source-code">
              <output className="mono" aria-label={say("source-sign-in-code")}>
                {code.code}
              </output>
              <CopyButton text={code.code} label={say("source-sign-in-copy")} />
            </p>
            <p>
              <bdi>{code.url}</bdi> <CopyButton text={code.url} label={say("source-sign-in-copy-url")} />
            </p>
            <p className="muted" role="status">
              {say("source-sign-in-waiting")} · {say("source-sign-in-expires", { time: exactTime(code.expiresAt) })}
            </p>
          </>
        )}
      </DialogContent>
      <DialogActions>
        {error === null && end?.end !== "cancelled" ? null : (
          <Button onClick={again}>{say("source-sign-in-again")}</Button>
        )}
        <Button appearance={end?.end === "signed_in" ? "primary" : "secondary"} onClick={close}>
          {end === null && error === null ? say("cancel") : say("close")}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
