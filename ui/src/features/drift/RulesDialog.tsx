import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Input,
  Select,
} from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DeskError, DriftKind, DriftRule, ObjectKind, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { say } from "../../shared/words/say";
import { DRIFT_KINDS, driftKindText } from "./words";

const NEW: DriftRule = { id: null, object: null, kind: null, pattern: "", attribute: null };

interface Props {
  tenant: Tenant;
  onClose: () => void;
}

export function RulesDialog({ tenant, onClose }: Props) {
  const desk = useDesk();
  const { data, error, refetch } = useQuery<DriftRule[], DeskError>({
    queryKey: [...keys.provisioning(tenant.id), "drift rules"],
    queryFn: () => desk.call("drift_rules", { tenant: tenant.id }),
    gcTime: 0,
  });
  return data === undefined ? (
    <DialogBody>
      <DialogTitle>{say("drift-rules-title")}</DialogTitle>
      <DialogContent>
        {error === null ? (
          <Loading lines={4} />
        ) : (
          <ErrorNote error={error} tenant={tenant.id} remedies={{ retry: () => void refetch() }} />
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{say("close")}</Button>
      </DialogActions>
    </DialogBody>
  ) : (
    <Editor tenant={tenant} saved={data} onClose={onClose} />
  );
}

function Editor({ tenant, saved, onClose }: Props & { saved: readonly DriftRule[] }) {
  const desk = useDesk();
  const intents = useIntents();
  const queries = useQueryClient();
  const [rules, setRules] = useState<readonly DriftRule[]>(saved);
  const save = useMutation<DriftRule[], DeskError>({
    mutationFn: () => desk.call("drift_rules_save", { tenant: tenant.id, rules: [...rules] }),
    onSuccess: (kept) => {
      queries.setQueryData([...keys.provisioning(tenant.id), "drift rules"], kept);
      intents.announce(say("drift-rules-saved"));
      onClose();
    },
  });
  const missing = rules.some((rule) => rule.pattern.trim() === "");
  const submit = () => {
    if (!missing && !save.isPending) {
      save.mutate();
    }
  };
  useShortcuts({ primary: submit });
  const change = (at: number, part: Partial<DriftRule>) => {
    setRules(rules.map((rule, index) => (index === at ? { ...rule, ...part } : rule)));
  };
  return (
    <DialogBody>
      <DialogTitle>{say("drift-rules-title")}</DialogTitle>
      <DialogContent className="drift-rules-content">
        <p className="muted">{say("drift-rules-meaning")}</p>
        {rules.length === 0 ? <p>{say("drift-rules-none")}</p> : null}
        {rules.map((rule, at) => (
          <div
            key={rule.id ?? `new ${at}`}
            className="drift-rule"
            role="group"
            aria-label={say("drift-rule", { n: at + 1 })}
          >
            <Input
              size="small"
              value={rule.pattern}
              aria-label={say("drift-rule-pattern")}
              placeholder={say("drift-rule-pattern-example")}
              spellCheck={false}
              onChange={(_, { value }) => {
                change(at, { pattern: value });
              }}
            />
            <Select
              size="small"
              aria-label={say("drift-rule-object")}
              value={rule.object ?? ""}
              onChange={(_, { value }) => {
                change(at, { object: value === "" ? null : (value as ObjectKind) });
              }}
            >
              <option value="">{say("links-filter-any-object")}</option>
              <option value="user">{say("links-only-users")}</option>
              <option value="group">{say("links-only-groups")}</option>
            </Select>
            <Select
              size="small"
              aria-label={say("drift-rule-kind")}
              value={rule.kind ?? ""}
              onChange={(_, { value }) => {
                change(at, { kind: value === "" ? null : (value as DriftKind) });
              }}
            >
              <option value="">{say("drift-rule-any-kind")}</option>
              {DRIFT_KINDS.map((one) => (
                <option key={one} value={one}>
                  {driftKindText(one)}
                </option>
              ))}
            </Select>
            <Input
              size="small"
              value={rule.attribute ?? ""}
              aria-label={say("drift-rule-attribute")}
              placeholder={say("drift-rule-attribute-example")}
              spellCheck={false}
              onChange={(_, { value }) => {
                change(at, { attribute: value === "" ? null : value });
              }}
            />
            <Button
              size="small"
              appearance="subtle"
              icon={<DismissRegular />}
              aria-label={say("drift-rule-remove", { n: at + 1 })}
              onClick={() => {
                setRules(rules.filter((_, index) => index !== at));
              }}
            />
          </div>
        ))}
        <div>
          <Button
            size="small"
            icon={<AddRegular />}
            onClick={() => {
              setRules([...rules, NEW]);
            }}
          >
            {say("drift-rule-add")}
          </Button>
        </div>
        {save.error === null ? null : <ErrorNote error={save.error} tenant={tenant.id} remedies={{ retry: submit }} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{say("cancel")}</Button>
        <Button appearance="primary" disabled={missing || save.isPending} onClick={submit}>
          {say("drift-rules-save")}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
