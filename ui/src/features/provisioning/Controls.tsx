/** Start, pause, stop, restart: each says first what it does. */
import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Radio,
  RadioGroup,
} from "@fluentui/react-components";
import { useState } from "react";
import type { Provisioning, ProvisioningCode, Tenant } from "../../bridge/generated";
import { useIntents } from "../../shared/intents";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { Modal } from "../../shared/parts/Modal";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Note } from "../../shared/states/Note";
import { duration } from "../../shared/words/format";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";
import { useDeed, type Deed } from "./useProvisioning";

type Asked = Exclude<Deed, "forget">;

const OFFERED: Record<ProvisioningCode, readonly Asked[]> = {
  not_configured: [],
  off: ["start"],
  not_run: ["pause", "stop", "restart"],
  active: ["pause", "stop", "restart"],
  paused: ["start", "stop", "restart"],
  quarantine: ["start", "stop", "restart"],
  disabled: ["start", "restart"],
};

const WORDS: Record<Asked, { ask: WordKey; title: WordKey; meaning: WordKey; act: WordKey; done: WordKey }> = {
  start: {
    ask: "provisioning-start-ask",
    title: "provisioning-start-title",
    meaning: "provisioning-start-meaning",
    act: "provisioning-start-do",
    done: "provisioning-started",
  },
  pause: {
    ask: "provisioning-pause-ask",
    title: "provisioning-pause-title",
    meaning: "provisioning-pause-meaning",
    act: "provisioning-pause-do",
    done: "provisioning-paused",
  },
  stop: {
    ask: "provisioning-stop-ask",
    title: "provisioning-stop-title",
    meaning: "provisioning-stop-meaning",
    act: "provisioning-stop-do",
    done: "provisioning-stopped",
  },
  restart: {
    ask: "provisioning-restart-ask",
    title: "provisioning-restart-title",
    meaning: "provisioning-restart-meaning",
    act: "provisioning-restart-do",
    done: "provisioning-restarted",
  },
};

interface Props {
  tenant: Tenant;
  provisioning: Provisioning;
  /** Only these, of what is possible now. */
  only?: readonly Asked[];
}

export function Controls({ tenant, provisioning, only }: Props) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const offered = OFFERED[provisioning.code].filter((one) => only === undefined || only.includes(one));
  const close = () => {
    setAsked(null);
  };
  return (
    <>
      {offered.length === 0 ? null : (
        <div className="provisioning-controls">
          {offered.map((one, at) => (
            <Button
              key={one}
              appearance={at === 0 && one === "start" ? "primary" : "secondary"}
              onClick={() => {
                setAsked(one);
              }}
            >
              {say(WORDS[one].ask)}
            </Button>
          ))}
        </div>
      )}
      <Modal open={asked !== null} onClose={close}>
        {asked === null ? null : <Confirm tenant={tenant} provisioning={provisioning} asked={asked} onClose={close} />}
      </Modal>
    </>
  );
}

interface ConfirmProps {
  tenant: Tenant;
  provisioning: Provisioning;
  asked: Asked;
  onClose: () => void;
}

function Confirm({ tenant, provisioning, asked, onClose }: ConfirmProps) {
  const intents = useIntents();
  const [forget, setForget] = useState(false);
  const deed = useDeed(tenant.id);
  const words = WORDS[asked];
  // Whatever sends needs a tenant that may be changed; stopping never does.
  const forbidden = (asked === "start" || asked === "restart") && tenant.safety === "read_only";
  const act = () => {
    if (!forbidden && !deed.isPending) {
      deed.mutate(asked === "restart" && forget ? "forget" : asked, {
        onSuccess: () => {
          intents.announce(say(words.done));
          onClose();
        },
      });
    }
  };
  useShortcuts({ primary: act });
  return (
    <DialogBody>
      <DialogTitle>{say(words.title, { tenant: tenant.name })}</DialogTitle>
      <DialogContent className="form">
        <p>
          {say(words.meaning, {
            app: tenant.appName,
            every: duration(provisioning.settings.intervalMinutes * 60_000),
          })}
        </p>
        {asked === "restart" ? (
          <>
            <RadioGroup
              aria-label={say("provisioning-restart-how")}
              value={forget ? "forget" : "keep"}
              onChange={(_, { value }) => {
                setForget(value === "forget");
              }}
            >
              <Radio value="keep" label={say("provisioning-restart-keep")} />
              <Radio value="forget" label={say("provisioning-restart-forget")} />
            </RadioGroup>
            <p className="muted">
              {forget ? say("provisioning-restart-forget-meaning") : say("provisioning-restart-keep-meaning")}
            </p>
          </>
        ) : null}
        {asked === "start" && tenant.safety === "review" ? (
          <Note>
            <p>{say("provisioning-start-review")}</p>
          </Note>
        ) : null}
        {forbidden ? <ReadOnly tenant={tenant} /> : null}
        {deed.error === null ? null : <ErrorNote error={deed.error} tenant={tenant.id} remedies={{ retry: act }} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{say("keep-as-is")}</Button>
        <Button appearance="primary" disabled={forbidden || deed.isPending} onClick={act}>
          {say(words.act)}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}

/** Why nothing can be sent, and the way to change it. */
export function ReadOnly({ tenant }: { tenant: Tenant }) {
  const intents = useIntents();
  return (
    <Note kind="warning">
      <p>{say("provisioning-read-only", { tenant: tenant.name })}</p>
      <div>
        <Button
          size="small"
          onClick={() => {
            intents.changeSafety(tenant.id);
          }}
        >
          {say("action-change-safety")}
        </Button>
      </div>
    </Note>
  );
}
