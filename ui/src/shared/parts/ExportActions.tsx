/** What can be done with an export: kept as files, or copied. */
import { Button, DialogActions } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import type { DeskError, ExportedFile } from "../../bridge/generated";
import { useDesk } from "../desk/context";
import { useIntents } from "../intents";
import { ErrorNote } from "../states/ErrorNote";
import { say } from "../words/say";
import "./parts.css";

export interface Exporting {
  saving: boolean;
  /** Where each file is that was saved. */
  saved: readonly string[];
  error: DeskError | null;
  /** The clipboard did not take it. */
  refused: boolean;
  /** Asks for each file where to; the first that is dismissed ends it. */
  save: (files: readonly ExportedFile[]) => void;
  copy: (file: ExportedFile) => void;
}

const BEGINNING = { saving: false, saved: [], error: null, refused: false } as const;

export function useExporting(): Exporting {
  const desk = useDesk();
  const intents = useIntents();
  const [state, setState] = useState<Omit<Exporting, "save" | "copy">>(BEGINNING);
  const save = async (files: readonly ExportedFile[]) => {
    const saved: string[] = [];
    setState({ ...BEGINNING, saving: true });
    let error: DeskError | null = null;
    try {
      for (const file of files) {
        const path = await desk.saveFile(file);
        if (path === null) {
          break;
        }
        saved.push(path);
        intents.announce(say("export-saved", { path }));
      }
    } catch (thrown) {
      error = thrown as DeskError;
    }
    setState({ ...BEGINNING, saved, error });
  };
  return {
    ...state,
    save: (files) => {
      void save(files);
    },
    copy: ({ content }) => {
      desk.copyText(content).then(
        () => {
          setState(BEGINNING);
          intents.announce(say("copied"));
        },
        () => {
          setState({ ...BEGINNING, refused: true });
        },
      );
    },
  };
}

/** What came of it, within the dialog's content. */
export function ExportOutcome({ exporting: { saved, error, refused } }: { exporting: Exporting }) {
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // It stands below what is exported, which may be long.
    outcome.current?.scrollIntoView?.({ block: "nearest" });
  }, [saved, error, refused]);
  if (saved.length === 0 && error === null && !refused) {
    return null;
  }
  return (
    <div ref={outcome} className="export-outcome">
      {saved.map((path) => (
        <p key={path}>
          <span className="outcome good" aria-hidden>
            ✓
          </span>{" "}
          {say("export-saved", { path })}
        </p>
      ))}
      {error === null ? null : <ErrorNote error={error} />}
      {refused ? <p className="bad">{say("copy-refused")}</p> : null}
    </div>
  );
}

interface Props {
  exporting: Exporting;
  /** All that belongs together. */
  files: readonly ExportedFile[] | undefined;
  /** The one that is shown. */
  file: ExportedFile | undefined;
  onClose: () => void;
}

export function ExportActions({ exporting, files = [], file, onClose }: Props) {
  return (
    <DialogActions>
      <Button onClick={onClose}>{say("close")}</Button>
      <Button
        disabled={file === undefined}
        onClick={() => {
          if (file !== undefined) {
            exporting.copy(file);
          }
        }}
      >
        {file === undefined || files.length < 2 ? say("export-copy") : say("export-copy-one", { file: file.name })}
      </Button>
      <Button
        appearance="primary"
        disabled={files.length === 0 || exporting.saving}
        onClick={() => {
          exporting.save(files);
        }}
      >
        {say("export-save", { n: files.length })}
      </Button>
    </DialogActions>
  );
}
