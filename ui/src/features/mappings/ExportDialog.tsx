/** A version as a file. */
import { DialogBody, DialogContent, DialogTitle, Radio, RadioGroup, Select } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { DeskError, ExportedMappings, MappingFormat, MappingVersion, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import type { EditedMappings } from "../../shared/desk/drafts";
import { keys } from "../../shared/desk/queries";
import { ExportActions, ExportOutcome, useExporting } from "../../shared/parts/ExportActions";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { Note } from "../../shared/states/Note";
import { say } from "../../shared/words/say";
import { versionWord } from "./words";

interface Props {
  tenant: Tenant;
  edited: EditedMappings;
  onClose: () => void;
}

export function ExportDialog({ tenant, edited, onClose }: Props) {
  const desk = useDesk();
  const newest = edited.held.version?.number ?? null;
  const [format, setFormat] = useState<MappingFormat>("entra");
  const [version, setVersion] = useState<number | null>(newest);
  const exporting = useExporting();
  const picked = useId();
  const versions = useQuery<MappingVersion[], DeskError>({
    queryKey: [...keys.mappings(tenant.id), "versions"],
    queryFn: () => desk.call("mappings_versions", { tenant: tenant.id }),
  });
  const exported = useQuery<ExportedMappings, DeskError>({
    queryKey: [...keys.mappings(tenant.id), "export", version, format],
    queryFn: () => desk.call("mappings_export", { tenant: tenant.id, version, format }),
    gcTime: 0,
  });
  const file = exported.data;
  const asFile = file === undefined ? undefined : { name: file.fileName, content: file.text };
  return (
    <DialogBody>
      <DialogTitle>{say("export-title", { tenant: tenant.name })}</DialogTitle>
      <DialogContent className="mappings-dialog-content">
        <RadioGroup
          layout="horizontal"
          aria-label={say("export-format")}
          value={format}
          onChange={(_, { value }) => {
            setFormat(value as MappingFormat);
          }}
        >
          <Radio value="entra" label={say("export-entra")} />
          <Radio value="scimdesk" label={say("export-scimdesk")} />
        </RadioGroup>
        <p className="muted">{format === "entra" ? say("export-entra-meaning") : say("export-scimdesk-meaning")}</p>
        {newest === null ? null : (
          <label className="version-pick" htmlFor={picked}>
            {say("export-version")}
            <Select
              id={picked}
              size="small"
              value={String(version ?? "")}
              onChange={(_, { value }) => {
                setVersion(Number(value));
              }}
            >
              {(versions.data ?? []).map((one) => (
                <option key={one.number} value={one.number}>
                  {versionWord(one.number)}
                </option>
              ))}
            </Select>
          </label>
        )}
        {edited.unsaved ? (
          <Note kind="warning">
            <p>{say("export-unsaved")}</p>
          </Note>
        ) : null}
        {file?.notes.map((note) => (
          <Note key={note}>
            <p>{note}</p>
          </Note>
        ))}
        {exported.error !== null ? (
          <ErrorNote error={exported.error} tenant={tenant.id} remedies={{ retry: () => void exported.refetch() }} />
        ) : file === undefined ? (
          <Loading lines={4} />
        ) : (
          <pre className="code" role="region" tabIndex={0} aria-label={file.fileName}>
            {file.text}
          </pre>
        )}
        <ExportOutcome exporting={exporting} />
      </DialogContent>
      <ExportActions
        exporting={exporting}
        files={asFile === undefined ? undefined : [asFile]}
        file={asFile}
        onClose={onClose}
      />
    </DialogBody>
  );
}
