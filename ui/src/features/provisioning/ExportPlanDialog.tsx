import { DialogBody, DialogContent, DialogTitle, Radio, RadioGroup } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { DeskError, ExportedFile, PlanFormat, ProvisioningPlan } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { ExportActions, ExportOutcome, useExporting } from "../../shared/parts/ExportActions";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { say } from "../../shared/words/say";

/** More than this is saved and copied whole, and shown in part: a plan may have 100,000 changes. */
const SHOWN_CHARACTERS = 20_000;

/** The plan as a file: whole, to be imported again, or for people to read. */
export function ExportPlanDialog({ plan, onClose }: { plan: ProvisioningPlan; onClose: () => void }) {
  const desk = useDesk();
  const [format, setFormat] = useState<PlanFormat>("markdown");
  const exporting = useExporting();
  const { data, error, refetch } = useQuery<ExportedFile, DeskError>({
    queryKey: [...keys.provisioning(plan.tenant), "plan-export", plan.plan, format],
    queryFn: () => desk.call("plan_export", { plan: plan.plan, format }),
    gcTime: 0,
  });
  return (
    <DialogBody>
      <DialogTitle>{say("plan-export-title", { tenant: plan.tenantName })}</DialogTitle>
      <DialogContent className="form plan-file">
        <RadioGroup
          layout="horizontal"
          aria-label={say("export-format")}
          value={format}
          onChange={(_, { value }) => {
            setFormat(value as PlanFormat);
          }}
        >
          <Radio value="markdown" label={say("plan-export-markdown")} />
          <Radio value="json" label={say("plan-export-json")} />
        </RadioGroup>
        <p className="muted">{say(format === "json" ? "plan-export-json-meaning" : "plan-export-markdown-meaning")}</p>
        {error !== null ? (
          <ErrorNote error={error} tenant={plan.tenant} remedies={{ retry: () => void refetch() }} />
        ) : data === undefined ? (
          <Loading lines={4} />
        ) : (
          <>
            <pre className="code" role="region" tabIndex={0} aria-label={data.name}>
              {data.content.slice(0, SHOWN_CHARACTERS)}
            </pre>
            {data.content.length > SHOWN_CHARACTERS ? <p className="muted">{say("plan-export-part")}</p> : null}
          </>
        )}
        <ExportOutcome exporting={exporting} />
      </DialogContent>
      <ExportActions
        exporting={exporting}
        files={data === undefined ? undefined : [data]}
        file={data}
        onClose={onClose}
      />
    </DialogBody>
  );
}
