import {
  Button,
  Checkbox,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Radio,
  RadioGroup,
} from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { DeskError, JobId, PlanExtent, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { say } from "../../shared/words/say";

/** What is to be planned. Sends nothing. */
export function MakeDialog({ tenant, onClose }: { tenant: Tenant; onClose: () => void }) {
  const desk = useDesk();
  const [extent, setExtent] = useState<PlanExtent>("all");
  const [refresh, setRefresh] = useState(true);
  const make = useMutation<JobId, DeskError>({
    mutationFn: () => desk.call("plan_make", { tenant: tenant.id, extent, only: [], refresh }),
    onSuccess: onClose,
  });
  const act = () => {
    make.mutate();
  };
  useShortcuts({ primary: act });
  return (
    <DialogBody>
      <DialogTitle>{say("plan-make-title", { tenant: tenant.name })}</DialogTitle>
      <DialogContent className="form">
        <p>{say("plan-make-meaning")}</p>
        <RadioGroup
          aria-label={say("plan-extent")}
          value={extent}
          onChange={(_, { value }) => {
            setExtent(value as PlanExtent);
          }}
        >
          <Radio value="all" label={say("plan-make-all")} />
          <Radio value="next_cycle" label={say("plan-make-next-cycle")} />
        </RadioGroup>
        <Checkbox
          label={say("plan-make-refresh")}
          checked={refresh}
          onChange={(_, { checked }) => {
            setRefresh(checked === true);
          }}
        />
        {make.error === null ? null : <ErrorNote error={make.error} tenant={tenant.id} remedies={{ retry: act }} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{say("cancel")}</Button>
        <Button appearance="primary" disabled={make.isPending} onClick={act}>
          {say("plan-make-do")}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
