/** How a tenant is provisioned: saved as a whole, in one act. */
import { Button } from "@fluentui/react-components";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DeskError, Provisioning, ProvisioningSettings, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { say } from "../../shared/words/say";
import { CheckSettings, QuarantineSettings, ScheduleSettings } from "./CycleSettings";
import { GuardSettings, LeavingSettings } from "./LeaverSettings";
import { NotifySettings } from "./NotifySettings";

interface Props {
  tenant: Tenant;
  settings: ProvisioningSettings;
}

/** One entry a line; empty lines are none. */
function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

export function SettingsPart({ tenant, settings: saved }: Props) {
  const desk = useDesk();
  const intents = useIntents();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(saved);
  // As typed: what is being written need not be lines yet.
  const [patterns, setPatterns] = useState(saved.guard.protected.join("\n"));
  const [emails, setEmails] = useState(saved.notify.emails.join("\n"));
  const settings: ProvisioningSettings = {
    ...draft,
    guard: { ...draft.guard, protected: linesOf(patterns) },
    notify: { ...draft.notify, emails: linesOf(emails) },
  };
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const begin = () => {
    setDraft(saved);
    setPatterns(saved.guard.protected.join("\n"));
    setEmails(saved.notify.emails.join("\n"));
    setWrong(new Set());
  };
  const [begunFrom, setBegunFrom] = useState(saved);
  if (JSON.stringify(begunFrom) !== JSON.stringify(saved)) {
    setBegunFrom(saved);
    begin();
  }
  const save = useMutation<Provisioning, DeskError>({
    mutationFn: () => desk.call("provisioning_save", { tenant: tenant.id, settings }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: keys.provisioning(tenant.id) });
      intents.announce(say("saved"));
    },
  });
  const same = JSON.stringify(settings) === JSON.stringify(saved);
  const submit = () => {
    if (!same && wrong.size === 0 && !save.isPending) {
      save.mutate();
    }
  };
  useShortcuts({ save: submit });
  const change = (part: Partial<ProvisioningSettings>) => {
    setDraft((before) => ({ ...before, ...part }));
  };
  const judge = (id: string, right: boolean) => {
    setWrong((before) => {
      const after = new Set(before);
      if (right) {
        after.delete(id);
      } else {
        after.add(id);
      }
      return after;
    });
  };
  return (
    <form
      className="provisioning-settings"
      aria-label={say("provisioning-part-settings")}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div
        className="provisioning-settings-body"
        role="region"
        tabIndex={0}
        aria-label={say("provisioning-part-settings")}
      >
        <div className="provisioning-settings-cards">
          <ScheduleSettings draft={draft} onChange={change} onJudge={judge} />
          <GuardSettings draft={draft} patterns={patterns} onChange={change} onPatterns={setPatterns} onJudge={judge} />
          <LeavingSettings draft={draft} onChange={change} onJudge={judge} />
          <NotifySettings
            tenant={tenant.id}
            draft={draft}
            unsaved={!same}
            emails={emails}
            onChange={change}
            onEmails={setEmails}
            onJudge={judge}
          />
          <CheckSettings draft={draft} onChange={change} onJudge={judge} />
          <QuarantineSettings draft={draft} onChange={change} onJudge={judge} />
        </div>
      </div>
      <footer className="provisioning-settings-foot">
        {save.error === null ? null : <ErrorNote error={save.error} tenant={tenant.id} remedies={{ retry: submit }} />}
        <div className="provisioning-settings-acts">
          <span className="muted grow" role="status">
            {wrong.size > 0 ? say("provisioning-settings-wrong") : same ? "" : say("provisioning-settings-unsaved")}
          </span>
          <Button disabled={same || save.isPending} onClick={begin}>
            {say("mappings-discard")}
          </Button>
          <Button type="submit" appearance="primary" disabled={same || wrong.size > 0 || save.isPending}>
            {say("save")}
          </Button>
        </div>
      </footer>
    </form>
  );
}
