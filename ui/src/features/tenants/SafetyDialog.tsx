import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Radio,
  RadioGroup,
} from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { DeskError, SafetyLevel, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { safetyMeaning, safetyWord } from "../../shared/parts/glyphs";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Note } from "../../shared/states/Note";
import { say } from "../../shared/words/say";
import { UNCHANGED } from "./unchanged";

const LEVELS: readonly SafetyLevel[] = ["read_only", "review", "trusted"];

interface Props {
  tenant: Tenant;
  wanted: SafetyLevel;
  onClose: () => void;
}

/** Changing how much may be sent: one deliberate step. */
export function SafetyDialog({ tenant, wanted, onClose }: Props) {
  const desk = useDesk();
  const [level, setLevel] = useState(wanted);
  const save = useMutation<Tenant, DeskError, SafetyLevel>({
    mutationFn: (safety) => desk.call("tenant_update", { ...UNCHANGED, id: tenant.id, safety }),
    onSuccess: onClose,
  });
  const submit = () => {
    if (level !== tenant.safety && !save.isPending) {
      save.mutate(level);
    }
  };
  useShortcuts({ primary: submit });
  return (
    <DialogBody>
      <DialogTitle>{say("safety-title", { tenant: tenant.name })}</DialogTitle>
      <DialogContent className="form">
        <RadioGroup
          value={level}
          aria-label={say("safety-title", { tenant: tenant.name })}
          onChange={(_, { value }) => {
            setLevel(value as SafetyLevel);
          }}
        >
          {LEVELS.map((one) => (
            <Radio
              key={one}
              value={one}
              label={
                <>
                  <strong>{safetyWord(one)}</strong>
                  <br />
                  {safetyMeaning(one)}
                </>
              }
            />
          ))}
        </RadioGroup>
        {tenant.environment === "production" && level !== "read_only" ? (
          <Note kind="warning">
            <p>{say("safety-production")}</p>
          </Note>
        ) : null}
        {save.error === null ? null : <ErrorNote error={save.error} tenant={tenant.id} remedies={{ retry: submit }} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{say("keep-as-is")}</Button>
        <Button appearance="primary" disabled={level === tenant.safety || save.isPending} onClick={submit}>
          {say("safety-set", { level: safetyWord(level) })}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
