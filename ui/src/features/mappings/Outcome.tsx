/** What comes of everybody known, before anything is saved: how many of each outcome, and who. */
import { Button, ProgressBar, Select } from "@fluentui/react-components";
import { useId, useState } from "react";
import type {
  CompareWith,
  ObjectKind,
  PreviewOutcome,
  PreviewRow,
  PreviewSummary,
  Tenant,
} from "../../bridge/generated";
import type { EditedMappings } from "../../shared/desk/drafts";
import { completenessWord } from "../../shared/parts/glyphs";
import { PREVIEW_COUNT } from "../../shared/parts/outcomes";
import { useIntents } from "../../shared/intents";
import { navigate, peopleRoute } from "../../shared/route";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Note } from "../../shared/states/Note";
import { duration } from "../../shared/words/format";
import { say } from "../../shared/words/say";
import { GLYPHS, OpenedRow, OutcomeRows, PLAIN } from "./OutcomeRows";
import { usePreview, type Preview } from "./usePreview";

interface Props {
  tenant: Tenant;
  edited: EditedMappings;
  object: ObjectKind;
  /** `null`: all mappings. */
  target: string | null;
  /** Why it cannot be asked at all. */
  missing: string | null;
  /** Whether what is asked has an error: then there is nothing to evaluate. */
  broken: boolean;
  onPerson?: (id: string, name: string) => void;
}

export function Outcome({ tenant, edited, object, target, missing, broken, onPerson }: Props) {
  const [compare, setCompare] = useState<CompareWith>("saved");
  const heading = useId();
  const compared = useId();
  const intents = useIntents();
  const { directory } = edited.held;
  const { mappings } = edited;
  const onRequests = ({ person, name }: PreviewRow) => {
    intents.showRequests({ tenant: tenant.id, object, person, mappings, profile: null }, name);
  };
  const preview = usePreview(
    tenant.id,
    { mappings: edited.mappings, object, target, compare },
    directory !== null && missing === null && !broken,
  );
  return (
    <section className="outcome-area" aria-labelledby={heading}>
      <div className="outcome-head">
        <h3 id={heading}>{say("outcome-title")}</h3>
        {directory === null ? null : (
          <label htmlFor={compared} className="outcome-compare">
            {say("outcome-compare")}
            <Select
              id={compared}
              size="small"
              value={compare}
              onChange={(_, { value }) => {
                setCompare(value as CompareWith);
              }}
            >
              <option value="saved">{target === null ? say("outcome-saved-all") : say("outcome-saved")}</option>
              <option value="accounts">{say("outcome-accounts")}</option>
            </Select>
          </label>
        )}
      </div>
      {directory === null ? (
        <div className="outcome-missing">
          <p>{say("outcome-no-directory", { tenant: tenant.name })}</p>
          <Button
            size="small"
            appearance="primary"
            onClick={() => {
              navigate(peopleRoute());
            }}
          >
            {say("action-show-people")}
          </Button>
        </div>
      ) : missing !== null ? (
        <p className="muted">{missing}</p>
      ) : (
        <>
          {broken ? <p className="muted">{say("outcome-broken")}</p> : null}
          <Asked
            tenant={tenant}
            object={object}
            preview={preview}
            stale={broken}
            onPerson={onPerson}
            onRequests={onRequests}
          />
        </>
      )}
    </section>
  );
}

interface AskedProps {
  tenant: Tenant;
  object: ObjectKind;
  preview: Preview;
  stale: boolean;
  onPerson: ((id: string, name: string) => void) | undefined;
  onRequests: (row: PreviewRow) => void;
}

function Asked({ tenant, object, preview, stale, onPerson, onRequests }: AskedProps) {
  const { summary, job } = preview;
  return (
    <>
      {job === null ? null : <Running preview={preview} object={object} />}
      {preview.error === null ? null : (
        <ErrorNote error={preview.error} tenant={tenant.id} remedies={{ retry: preview.again }} />
      )}
      {preview.cancelled ? (
        <p className="outcome-line">
          {say("outcome-cancelled")}
          <Button size="small" onClick={preview.again}>
            {say("outcome-again")}
          </Button>
        </p>
      ) : null}
      {summary === null ? null : (
        <Found
          key={`${summary.target ?? ""} ${summary.compare}`}
          summary={summary}
          outdated={preview.outdated || stale}
          onAgain={preview.again}
          onPerson={onPerson}
          onRequests={onRequests}
        />
      )}
    </>
  );
}

function Running({ preview: { job, cancel }, object }: { preview: Preview; object: ObjectKind }) {
  const { done, total, rate, timeLeftMs } = job?.progress ?? { done: 0, total: null, rate: null, timeLeftMs: null };
  const words = [
    total === null
      ? say("outcome-running")
      : say(object === "group" ? "outcome-progress-groups" : "outcome-progress", { done, total }),
    ...(rate !== null && rate > 0 ? [say("job-rate", { rate: Math.round(rate) })] : []),
    ...(timeLeftMs !== null && done > 0 ? [say("job-left", { time: duration(timeLeftMs) })] : []),
  ];
  return (
    <div className="outcome-running">
      <ProgressBar
        aria-label={say("outcome-running")}
        {...(total === null || total === 0 ? {} : { value: done / total })}
      />
      <p className="outcome-line">
        <span>{words.join(" · ")}</span>
        <Button size="small" onClick={cancel}>
          {say("job-cancel")}
        </Button>
      </p>
    </div>
  );
}

interface FoundProps {
  summary: PreviewSummary;
  outdated: boolean;
  onAgain: () => void;
  onPerson: ((id: string, name: string) => void) | undefined;
  onRequests: (row: PreviewRow) => void;
}

function Found({ summary, outdated, onAgain, onPerson, onRequests }: FoundProps) {
  const groups = summary.object === "group";
  const counts = summary.counts.filter(({ count }) => count > 0);
  // What an admin looks for first: whoever fails, then whoever changes.
  const [chosen, setChosen] = useState<PreviewOutcome | null | undefined>();
  const remarkable = counts.find(({ outcome }) => !PLAIN.has(outcome))?.outcome ?? null;
  const shown =
    chosen === undefined || (chosen !== null && !counts.some((one) => one.outcome === chosen)) ? remarkable : chosen;
  const [kept, setOpened] = useState<{ preview: string; row: PreviewRow } | null>(null);
  // What came of somebody by an earlier text is no answer any more.
  const opened = kept?.preview === summary.preview ? kept.row : null;
  return (
    <div className={outdated ? "outcome-found outdated" : "outcome-found"}>
      <div className="outcome-bar" aria-hidden>
        {counts.map(({ outcome, count }) => (
          <span key={outcome} className={`segment ${outcome}`} style={{ flexGrow: count }} />
        ))}
      </div>
      <div className="outcome-chips" role="group" aria-label={say("outcome-counts")}>
        <button
          type="button"
          className="outcome-chip"
          aria-pressed={shown === null}
          onClick={() => {
            setChosen(null);
          }}
        >
          {say(groups ? "preview-groups" : "preview-people", { n: summary.people })}
        </button>
        {counts.map(({ outcome, count }) => (
          <button
            key={outcome}
            type="button"
            className={`outcome-chip ${GLYPHS[outcome].tone}`}
            aria-pressed={shown === outcome}
            onClick={() => {
              setChosen(outcome);
            }}
          >
            <span className={`segment ${outcome}`} aria-hidden />
            {say(PREVIEW_COUNT[outcome], { n: count })}
          </button>
        ))}
      </div>
      {summary.people === 0 ? (
        <p className="muted">{say(groups ? "outcome-nobody-groups" : "outcome-nobody")}</p>
      ) : null}
      {summary.outOfScope === 0 ? null : (
        <p className="muted">
          {say(groups ? "preview-out-of-scope-groups" : "preview-out-of-scope", { n: summary.outOfScope })}
        </p>
      )}
      {summary.accounts === null || summary.accounts.completeness === "proven" ? null : (
        <Note kind="warning">
          <p>
            {say("outcome-accounts-part", { n: summary.accounts.count })}{" "}
            {completenessWord(summary.accounts.completeness)}: {summary.accounts.evidence}
          </p>
        </Note>
      )}
      {summary.people === 0 ? null : (
        <OutcomeRows
          key={summary.preview}
          preview={summary.preview}
          groups={groups}
          single={summary.target !== null}
          outcome={shown}
          openId={opened?.person ?? null}
          onAgain={onAgain}
          onOpen={(row) => {
            setOpened({ preview: summary.preview, row });
            onPerson?.(row.person, row.name);
          }}
        />
      )}
      {opened === null ? null : (
        <>
          <OpenedRow row={opened} />
          <div>
            <Button
              size="small"
              onClick={() => {
                onRequests(opened);
              }}
            >
              {say("requests-ask")}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
