/** The exact requests that provisioning would send for one person. Nothing is sent. */
import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Select,
} from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { BuildRequests, BuiltRequest, BuiltRequests, DeskError, RequestProfile } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys, useTenant } from "../../shared/desk/queries";
import { RequestView } from "../../shared/parts/RequestView";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { Note } from "../../shared/states/Note";
import { Named } from "../../shared/words/Named";
import { say } from "../../shared/words/say";
import type { WordKey } from "../../shared/words/keys";
import "./requests.css";

const PROFILES: readonly (readonly [RequestProfile, WordKey, WordKey])[] = [
  ["rfc7644", "profile-rfc7644", "profile-rfc7644-meaning"],
  ["entra_default", "profile-entra", "profile-entra-default-meaning"],
  ["entra_062020", "profile-entra-062020", "profile-entra-062020-meaning"],
];

interface Props {
  asked: BuildRequests;
  /** Whom they are for. */
  name: string;
  onClose: () => void;
}

export function RequestsDialog({ asked, name, onClose }: Props) {
  const desk = useDesk();
  const tenant = useTenant(asked.tenant);
  const [profile, setProfile] = useState(asked.profile);
  const request = { ...asked, profile };
  const { data, error, refetch } = useQuery<BuiltRequests, DeskError>({
    queryKey: [...keys.mappings(asked.tenant), "requests", request],
    queryFn: () => desk.call("requests_build", request),
    // The next form takes the place of this one, without a flash of nothing between them.
    placeholderData: (before) => before,
  });
  const shown = profile ?? data?.profile ?? null;
  const meaning = PROFILES.find(([one]) => one === shown)?.[2];
  return (
    <DialogBody>
      <DialogTitle>
        <Named word="requests-title" name={name} />
      </DialogTitle>
      <DialogContent className="requests-content">
        <p className="muted">{say("requests-meaning", { tenant: tenant?.name ?? "" })}</p>
        {shown === null ? null : (
          <Field label={say("requests-profile")} {...(meaning === undefined ? {} : { hint: say(meaning) })}>
            <Select
              value={shown}
              onChange={(_, { value }) => {
                setProfile(value as RequestProfile);
              }}
            >
              {PROFILES.map(([one, word]) => (
                <option key={one} value={one}>
                  {say(word)}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {error !== null ? (
          <ErrorNote error={error} tenant={asked.tenant} remedies={{ retry: () => void refetch() }} />
        ) : data === undefined ? (
          <Loading />
        ) : (
          <>
            {data.notes.length === 0 ? null : (
              <Note>
                {data.notes.map((note) => (
                  <p key={note}>{note}</p>
                ))}
              </Note>
            )}
            <Requests
              title={say("requests-update")}
              url={tenant?.url ?? ""}
              requests={data.update}
              none={say("requests-no-account")}
              empty={say("requests-nothing")}
            />
            <Requests
              title={data.account === null ? say("requests-create") : say("requests-create-else")}
              url={tenant?.url ?? ""}
              requests={data.create}
              none=""
              empty={say("requests-no-create")}
            />
          </>
        )}
      </DialogContent>
      <DialogActions>
        <Button appearance="primary" onClick={onClose}>
          {say("close")}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}

interface ListProps {
  title: string;
  url: string;
  /** `null`: there is nothing that they could be sent to. */
  requests: readonly BuiltRequest[] | null;
  none: string;
  empty: string;
}

function Requests({ title, url, requests, none, empty }: ListProps) {
  return (
    <section className="requests-list" aria-label={title}>
      <h3>{title}</h3>
      {requests === null || requests.length === 0 ? (
        <p className="muted">{requests === null ? none : empty}</p>
      ) : (
        <ol>
          {requests.map(({ method, path, body }, at) => (
            <li key={at}>
              <RequestView request={{ method, url: `${url}${path}`, body: body === "" ? null : body }} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
