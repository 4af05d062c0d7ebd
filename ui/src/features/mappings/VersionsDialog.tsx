/** All versions: compare any two, and go back to one. */
import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
  Select,
} from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type {
  DeskError,
  MappingDifference,
  MappingsRef,
  MappingVersion,
  Tenant,
  TenantMappings,
} from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import type { EditedMappings } from "../../shared/desk/drafts";
import { keys } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { Age } from "../../shared/parts/Age";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { Note } from "../../shared/states/Note";
import { say } from "../../shared/words/say";
import { Differences } from "./Differences";
import { versionWord } from "./words";

/** A version's number, `defaults` or `draft`. */
type Choice = string;

function choiceOf(version: number | null): Choice {
  return version === null ? "defaults" : String(version);
}

function choiceWord(choice: Choice): string {
  return choice === "draft" ? say("version-draft") : versionWord(choice === "defaults" ? null : Number(choice));
}

interface Props {
  tenant: Tenant;
  edited: EditedMappings;
  onClose: () => void;
}

export function VersionsDialog({ tenant, edited, onClose }: Props) {
  const desk = useDesk();
  const intents = useIntents();
  const queries = useQueryClient();
  const newest = edited.held.version?.number ?? null;
  const now = edited.unsaved ? "draft" : choiceOf(newest);
  const [from, setFrom] = useState<Choice>(
    edited.unsaved ? choiceOf(newest) : newest === null || newest === 1 ? "defaults" : String(newest - 1),
  );
  const [to, setTo] = useState<Choice>(now);
  /** The version that is about to be gone back to. */
  const [back, setBack] = useState<Choice | null>(null);
  const [note, setNote] = useState("");
  const picks = useId();
  const versions = useQuery<MappingVersion[], DeskError>({
    queryKey: [...keys.mappings(tenant.id), "versions"],
    queryFn: () => desk.call("mappings_versions", { tenant: tenant.id }),
  });
  const refOf = (choice: Choice): MappingsRef =>
    choice === "draft"
      ? { which: "draft", mappings: edited.mappings }
      : choice === "defaults"
        ? { which: "defaults" }
        : { which: "version", number: Number(choice) };
  const [left, right] = back === null ? [from, to] : [choiceOf(newest), back];
  const compared = useQuery<MappingDifference[], DeskError>({
    queryKey: [...keys.mappings(tenant.id), "compare", refOf(left), refOf(right)],
    queryFn: () => desk.call("mappings_compare", { tenant: tenant.id, from: refOf(left), to: refOf(right) }),
    gcTime: 0,
  });
  const restore = useMutation<TenantMappings, DeskError, Choice>({
    mutationFn: (choice) =>
      desk.call("mappings_restore", {
        tenant: tenant.id,
        version: choice === "defaults" ? null : Number(choice),
        base: newest,
        note: note.trim(),
      }),
    onSuccess: (saved) => {
      queries.setQueryData([...keys.mappings(tenant.id), "newest"], saved);
      void queries.invalidateQueries({ queryKey: keys.mappings(tenant.id) });
      edited.discard();
      intents.announce(say("mappings-saved", { n: saved.version?.number ?? 0 }));
      onClose();
    },
  });
  const all = versions.data ?? [];
  const choices = [...(edited.unsaved ? ["draft"] : []), ...all.map((one) => String(one.number)), "defaults"];
  const pick = (label: string, value: Choice, set: (choice: Choice) => void) => (
    <label className="version-pick" htmlFor={`${picks}-${label}`}>
      {label}
      <Select
        id={`${picks}-${label}`}
        size="small"
        value={value}
        onChange={(_, data) => {
          set(data.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choiceWord(choice)}
          </option>
        ))}
      </Select>
    </label>
  );
  return (
    <DialogBody>
      <DialogTitle>
        {back === null
          ? say("versions-title", { tenant: tenant.name })
          : say("restore-title", { version: choiceWord(back) })}
      </DialogTitle>
      <DialogContent className="mappings-dialog-content">
        {versions.error === null ? null : (
          <ErrorNote error={versions.error} tenant={tenant.id} remedies={{ retry: () => void versions.refetch() }} />
        )}
        {restore.error === null ? null : (
          <ErrorNote
            error={restore.error}
            tenant={tenant.id}
            remedies={{
              retry: () => {
                restore.reset();
                void queries.invalidateQueries({ queryKey: keys.mappings(tenant.id) });
              },
            }}
          />
        )}
        {back === null ? (
          <>
            <ul className="versions" aria-label={say("mappings-versions")}>
              {[...all, null].map((version) => {
                const choice = choiceOf(version?.number ?? null);
                return (
                  <li key={choice} className={choice === from ? "version chosen" : "version"}>
                    <button
                      type="button"
                      className="version-words"
                      aria-pressed={choice === from}
                      onClick={() => {
                        setFrom(choice);
                        setTo(now);
                      }}
                    >
                      <strong>{choiceWord(choice)}</strong>
                      {version === null ? null : (
                        <span className="muted">
                          <bdi>{version.author}</bdi> · <Age at={version.at} />
                        </span>
                      )}
                      {version === null || version.note === "" ? null : <bdi>{version.note}</bdi>}
                    </button>
                    {choice === choiceOf(newest) ? (
                      <span className="muted">{say("version-newest")}</span>
                    ) : (
                      <Button
                        size="small"
                        onClick={() => {
                          setBack(choice);
                        }}
                      >
                        {say("restore-ask")}
                      </Button>
                    )}
                  </li>
                );
              })}
            </ul>
            <div className="version-picks">
              {pick(say("compare-from"), from, setFrom)}
              {pick(say("compare-to"), to, setTo)}
            </div>
          </>
        ) : (
          <>
            <p>{say("restore-meaning", { n: (newest ?? 0) + 1, version: choiceWord(back) })}</p>
            {edited.unsaved ? (
              <Note kind="warning">
                <p>{say("restore-unsaved")}</p>
              </Note>
            ) : null}
          </>
        )}
        {compared.error !== null ? (
          <ErrorNote error={compared.error} tenant={tenant.id} remedies={{ retry: () => void compared.refetch() }} />
        ) : compared.data === undefined ? (
          <Loading lines={3} />
        ) : (
          <Differences differences={compared.data} />
        )}
        {back === null ? null : (
          <Field label={say("save-note")} hint={say("restore-note-hint")}>
            <Input
              value={note}
              onChange={(_, { value }) => {
                setNote(value);
              }}
            />
          </Field>
        )}
      </DialogContent>
      <DialogActions>
        {back === null ? (
          <Button appearance="primary" onClick={onClose}>
            {say("close")}
          </Button>
        ) : (
          <>
            <Button
              onClick={() => {
                setBack(null);
                restore.reset();
              }}
            >
              {say("restore-not")}
            </Button>
            <Button
              appearance="primary"
              disabled={compared.data === undefined || restore.isPending}
              onClick={() => {
                restore.mutate(back);
              }}
            >
              {say("restore-do", { version: choiceWord(back) })}
            </Button>
          </>
        )}
      </DialogActions>
    </DialogBody>
  );
}
