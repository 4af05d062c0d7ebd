import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Tenant, TestTarget } from "../bridge/generated";
import { ConnectionPanel } from "../features/connection/ConnectionPanel";
import { useConnectionTest } from "../features/connection/useConnectionTest";
import { AddTenant, type DraftTest } from "../features/tenants/AddTenant";
import { keys, useJob } from "../shared/desk/queries";
import { useIntents } from "../shared/intents";
import { useShortcuts } from "../shared/keyboard/useShortcuts";
import { navigate, tenantRoute } from "../shared/route";
import { say } from "../shared/words/say";

interface Tested {
  job: string;
  target: TestTarget;
}

function same(left: TestTarget | null, right: TestTarget | null): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

export function AddPage() {
  const intents = useIntents();
  const queries = useQueryClient();
  const [tested, setTested] = useState<Tested | null>(null);
  const job = useJob(tested?.job ?? null);
  const cancel = () => {
    navigate({ page: "home" });
  };
  useShortcuts({ close: cancel });
  const verdict = (target: TestTarget | null) => {
    if (tested === null || !same(tested.target, target) || job?.end?.end !== "connection_tested") {
      return "not" as const;
    }
    return job.end.report.verdict === "fails" ? ("bad" as const) : ("good" as const);
  };
  return (
    <div className="scroll">
      <AddTenant
        tested={verdict}
        test={(draft) => <DraftTestPanel draft={draft} tested={tested} onTested={setTested} />}
        onCancel={cancel}
        onSaved={(tenant) => {
          queries.setQueryData<Tenant[]>(keys.tenants, (before = []) =>
            before.some((one) => one.id === tenant.id) ? before : [...before, tenant],
          );
          void queries.invalidateQueries({ queryKey: keys.tenants });
          intents.announce(say("add-saved", { tenant: tenant.name }));
          // What was tested was a draft; the saved tenant shows its own report.
          if (tested !== null && verdict(tested.target) === "good") {
            intents.testConnection(tenant.id);
          } else {
            navigate(tenantRoute(tenant.id));
          }
        }}
      />
    </div>
  );
}

interface PanelProps {
  draft: DraftTest;
  tested: Tested | null;
  onTested: (tested: Tested) => void;
}

function DraftTestPanel({ draft, tested, onTested }: PanelProps) {
  const { target } = draft;
  // A report holds for what was tested; once that changes it is of no use.
  const job = tested !== null && same(tested.target, target) ? tested.job : null;
  const test = useConnectionTest(target, job, (id) => {
    if (target !== null) {
      onTested({ job: id, target });
    }
  });
  const panel = useRef<HTMLDivElement>(null);
  const { running } = test;
  useEffect(() => {
    // The stages fill in below what was just filled in: bring them into view.
    if (running) {
      panel.current?.closest("section")?.scrollIntoView?.({ block: "start" });
    }
  }, [running]);
  return (
    <div ref={panel}>
      <ConnectionPanel
        test={test}
        earlier={null}
        missing={target === null ? say("add-test-missing") : null}
        remedies={{ replace_credential: draft.focusToken }}
        onUseUrl={draft.useUrl}
      />
    </div>
  );
}
