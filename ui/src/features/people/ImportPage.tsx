/** A file of people: chosen or dropped, looked at, and kept once the admin agrees with what it was taken for. */
import { Button } from "@fluentui/react-components";
import { ArrowImportRegular } from "@fluentui/react-icons/svg/arrow-import";
import { useMutation } from "@tanstack/react-query";
import { useId, useRef, useState, type DragEvent } from "react";
import type { DeskError, Directory, PeopleReading } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useDirectories } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { navigate, peopleRoute } from "../../shared/route";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { say } from "../../shared/words/say";
import { base64Of } from "./file";
import { ReadingForm } from "./ReadingForm";
import "./people.css";

interface Read {
  fileName: string;
  reading: PeopleReading;
}

export function ImportPage({ directory }: { directory: string | null }) {
  const desk = useDesk();
  const intents = useIntents();
  const directories = useDirectories();
  const title = useId();
  const [chosen, setChosen] = useState<File | null>(null);
  const read = useMutation<Read, DeskError, File>({
    mutationFn: async (file) => ({
      fileName: file.name,
      reading: await desk.call("people_read", { fileName: file.name, content: await base64Of(file) }),
    }),
  });
  const replacing = directories.data?.find((one) => one.id === directory) ?? null;
  const leave = () => {
    navigate(peopleRoute(replacing?.id ?? null));
  };
  useShortcuts({ close: leave });
  const take = (file: File | undefined) => {
    if (file !== undefined) {
      setChosen(file);
      read.mutate(file);
    }
  };
  if (directories.error !== null) {
    return <ErrorNote error={directories.error} remedies={{ retry: () => void directories.refetch() }} />;
  }
  if (directories.data === undefined) {
    return <Loading />;
  }
  return (
    <div className="scroll">
      <div className="import" aria-labelledby={title} role="region">
        <h1 id={title}>
          {replacing === null ? say("reading-title") : say("reading-title-replace", { name: replacing.name })}
        </h1>
        <FileChooser
          chosen={chosen?.name ?? null}
          reading={read.isPending}
          onFile={take}
          small={read.data !== undefined && !read.isPending}
        />
        {read.error === null ? null : (
          <ErrorNote
            error={read.error}
            remedies={{
              retry: () => {
                take(chosen ?? undefined);
              },
            }}
          />
        )}
        {read.isPending ? <Loading lines={8} /> : null}
        {read.data === undefined || read.isPending ? (
          <div className="import-foot">
            <Button onClick={leave}>{say("cancel")}</Button>
          </div>
        ) : (
          <ReadingForm
            key={read.data.reading.reading}
            fileName={read.data.fileName}
            reading={read.data.reading}
            directories={directories.data}
            replacing={replacing}
            onCancel={leave}
            onKept={(kept: Directory) => {
              intents.announce(say("people-kept", { n: kept.people, name: kept.name }));
              navigate(peopleRoute(kept.id));
            }}
          />
        )}
      </div>
    </div>
  );
}

interface ChooserProps {
  chosen: string | null;
  reading: boolean;
  /** Something was read already: another file is a second thought. */
  small: boolean;
  onFile: (file: File | undefined) => void;
}

function FileChooser({ chosen, reading, small, onFile }: ChooserProps) {
  const field = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const hint = useId();
  const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return (
    <div
      className={["drop", over ? "over" : "", small ? "small" : ""].filter((one) => one !== "").join(" ")}
      onDragOver={(event) => {
        if (carriesFiles(event)) {
          event.preventDefault();
          setOver(true);
        }
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFile(event.dataTransfer.files[0]);
      }}
    >
      <input
        ref={field}
        type="file"
        className="off-screen"
        tabIndex={-1}
        accept=".csv,.tsv,.txt,.json,text/csv,application/json"
        aria-label={say("reading-file")}
        onChange={(event) => {
          onFile(event.target.files?.[0]);
          // The same file again is a choice, too.
          event.target.value = "";
        }}
      />
      <Button
        icon={<ArrowImportRegular />}
        appearance={small ? "secondary" : "primary"}
        size={small ? "small" : "medium"}
        disabled={reading}
        aria-describedby={hint}
        onClick={() => field.current?.click()}
      >
        {small ? say("reading-choose-another") : say("reading-choose")}
      </Button>
      <p id={hint} className="muted">
        {reading && chosen !== null
          ? say("reading-under-way", { file: chosen })
          : small
            ? say("reading-drop-another")
            : say("reading-drop")}
      </p>
      {small ? null : <p className="muted">{say("reading-meaning")}</p>}
    </div>
  );
}
