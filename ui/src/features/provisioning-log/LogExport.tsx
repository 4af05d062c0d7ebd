/** The log as files. */
import { DialogBody, DialogContent, DialogTitle, Radio, RadioGroup, Tab, TabList } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { DeskError, ExportedFile, LogFilter, LogFormat, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { ExportActions, ExportOutcome, useExporting } from "../../shared/parts/ExportActions";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { say } from "../../shared/words/say";
import { isFiltered } from "./filter";

interface Props {
  tenant: Tenant;
  filter: LogFilter;
  /** How many records it will have. */
  count: number;
  onClose: () => void;
}

/** More lines than this are not drawn. */
const SHOWN = 200;
/** More letters of a line than this are not drawn: a file of JSON is one line. */
const LINE = 20_000;

export function LogExport({ tenant, filter, count, onClose }: Props) {
  const desk = useDesk();
  const [format, setFormat] = useState<LogFormat>("csv");
  const [chosen, setChosen] = useState(0);
  const exporting = useExporting();
  const { data, error, refetch } = useQuery<ExportedFile[], DeskError>({
    queryKey: [...keys.provisioning(tenant.id), "export", format, filter],
    queryFn: () => desk.call("logs_export", { tenant: tenant.id, filter, format }),
    gcTime: 0,
  });
  const file = data?.[chosen] ?? data?.[0];
  return (
    <DialogBody>
      <DialogTitle>{say("log-export-title", { tenant: tenant.name })}</DialogTitle>
      <DialogContent className="log-export-content">
        <RadioGroup
          layout="horizontal"
          aria-label={say("log-export-format")}
          value={format}
          onChange={(_, { value }) => {
            setFormat(value as LogFormat);
            setChosen(0);
          }}
        >
          <Radio value="csv" label={say("log-export-csv")} />
          <Radio value="json" label={say("log-export-json")} />
        </RadioGroup>
        <p className="muted">
          {say(format === "csv" ? "log-export-csv-meaning" : "log-export-json-meaning")}{" "}
          {say(isFiltered(filter) ? "log-export-filtered" : "log-export-all", { n: count })}
        </p>
        {error !== null ? (
          <ErrorNote error={error} tenant={tenant.id} remedies={{ retry: () => void refetch() }} />
        ) : file === undefined ? (
          <Loading lines={6} />
        ) : (
          <>
            {data !== undefined && data.length > 1 ? (
              <TabList
                size="small"
                className="log-export-files"
                aria-label={say("log-export-files")}
                selectedValue={chosen}
                onTabSelect={(_, { value }) => {
                  setChosen(value as number);
                }}
              >
                {data.map((one, at) => (
                  <Tab key={one.name} value={at}>
                    {one.name}
                  </Tab>
                ))}
              </TabList>
            ) : null}
            <Preview file={file} />
          </>
        )}
        <ExportOutcome exporting={exporting} />
      </DialogContent>
      <ExportActions exporting={exporting} files={data} file={file} onClose={onClose} />
    </DialogBody>
  );
}

function Preview({ file }: { file: ExportedFile }) {
  const lines = file.content.trimEnd().split("\n");
  const shown = lines.slice(0, SHOWN).map((line) => (line.length > LINE ? `${line.slice(0, LINE)}…` : line));
  return (
    <>
      <pre className="code" role="region" tabIndex={0} aria-label={file.name}>
        {shown.join("\n")}
      </pre>
      <p className="muted">
        {say("log-export-size", { n: lines.length })}
        {lines.length > SHOWN ? ` · ${say("log-export-part", { n: SHOWN })}` : ""}
      </p>
    </>
  );
}
