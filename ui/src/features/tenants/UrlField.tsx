import { Button, Field, Input } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import type { DeskError, UrlAdvice } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useSettled } from "../../shared/useSettled";
import { say } from "../../shared/words/say";

const ADVICE_MS = 200;

/** Advice on `url` for `app`; `undefined` while there is none. No request leaves the machine. */
export function useUrlAdvice(app: string, url: string): UrlAdvice | undefined {
  const desk = useDesk();
  const settled = useSettled(url.trim(), ADVICE_MS);
  const { data } = useQuery<UrlAdvice, DeskError>({
    queryKey: ["url_check", app, settled],
    queryFn: () => desk.call("url_check", { app, url: settled }),
    enabled: settled !== "",
  });
  return settled === url.trim() && settled !== "" ? data : undefined;
}

interface Props {
  /** The app's own word for it. */
  label: string;
  url: string;
  example: string | null;
  advice: UrlAdvice | undefined;
  onChange: (url: string) => void;
}

export function UrlField({ label, url, example, advice, onChange }: Props) {
  return (
    <div className="url-field">
      <Field
        label={<LabelPair own={label} ours={say("word-tenant-url")} />}
        validationState={advice?.problem ? "error" : "none"}
        {...(advice?.problem ? { validationMessage: advice.problem } : {})}
      >
        <Input
          type="url"
          value={url}
          spellCheck={false}
          autoComplete="off"
          placeholder={example ?? "https://"}
          onChange={(_, { value }) => {
            onChange(value);
          }}
        />
      </Field>
      {advice === undefined ? null : (
        <div className="url-advice" role="status">
          {advice.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
          {advice.suggestion === null ? null : <Suggestion url={advice.suggestion} onUse={onChange} />}
        </div>
      )}
    </div>
  );
}

function Suggestion({ url, onUse }: { url: string; onUse: (url: string) => void }) {
  return (
    <Button
      size="small"
      onClick={() => {
        onUse(url);
      }}
    >
      {say("url-use", { url })}
    </Button>
  );
}

/** The app's own word, with ours beside it where they differ. */
export function LabelPair({ own, ours }: { own: string; ours: string }) {
  return own.toLowerCase() === ours.toLowerCase() ? (
    own
  ) : (
    <>
      {own} <span className="muted">{ours}</span>
    </>
  );
}
