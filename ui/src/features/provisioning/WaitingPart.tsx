/** Disables and deletions that a cycle did not do: a person allows or denies them, one by one or all. */
import { Button, DialogActions, DialogBody, DialogContent, DialogTitle } from "@fluentui/react-components";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DeskError, Provisioning, StagedDecision, StagedRow, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { Age } from "../../shared/parts/Age";
import { Modal } from "../../shared/parts/Modal";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { fixedColumns, type Column } from "../../shared/table/columns";
import { isAnyPicked, isPicked, NOTHING, pickedCount, type Picked } from "../../shared/table/selection";
import { useRows } from "../../shared/table/useRows";
import { VirtualTable } from "../../shared/table/VirtualTable";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";
import { Glyphed } from "./Glyphed";
import { ACTION, objectWord } from "./words";

const DECISION: Record<StagedDecision, { glyph: string; tone: string; word: WordKey }> = {
  waiting: { glyph: "●", tone: "warn", word: "provisioning-decision-waiting" },
  allowed: { glyph: "✓", tone: "good", word: "provisioning-decision-allowed" },
  denied: { glyph: "–", tone: "calm", word: "provisioning-decision-denied" },
};

const COLUMNS: readonly Column<StagedRow>[] = [
  {
    id: "name",
    label: say("column-name"),
    width: 180,
    initial: true,
    cell: (row) => <bdi>{row.name}</bdi>,
    title: (row) => row.name,
  },
  {
    id: "action",
    label: say("plan-column-action"),
    width: 110,
    initial: true,
    cell: (row) => (
      <Glyphed glyph={ACTION[row.action].glyph} tone={ACTION[row.action].tone}>
        {say(ACTION[row.action].word)}
      </Glyphed>
    ),
    title: (row) => objectWord(row.object),
  },
  {
    id: "decision",
    label: say("provisioning-decision"),
    width: 120,
    initial: true,
    cell: (row) => (
      <Glyphed glyph={DECISION[row.decision].glyph} tone={DECISION[row.decision].tone}>
        {say(DECISION[row.decision].word)}
      </Glyphed>
    ),
  },
  {
    id: "why",
    label: say("plan-column-why"),
    width: 240,
    initial: true,
    cell: (row) => row.why,
    title: (row) => row.why,
  },
  {
    id: "effect",
    label: say("plan-column-effect"),
    width: 240,
    initial: true,
    cell: (row) => row.effect,
    title: (row) => row.effect,
  },
  {
    id: "since",
    label: say("provisioning-since"),
    width: 100,
    initial: true,
    cell: (row) => <Age at={row.since} />,
  },
];
const CHOICE = fixedColumns(COLUMNS);

function idOf(row: StagedRow): string {
  return String(row.number);
}
function nameOf(row: StagedRow): string {
  return row.name;
}

interface Asked {
  decision: "allowed" | "denied";
  /** Empty: all that wait. */
  numbers: number[];
  count: number;
}

export function WaitingPart({ tenant, provisioning }: { tenant: Tenant; provisioning: Provisioning }) {
  const desk = useDesk();
  const [picked, setPicked] = useState<Picked>(NOTHING);
  const [asked, setAsked] = useState<Asked | null>(null);
  const source = useRows<StagedRow>([...keys.provisioning(tenant.id), "staged"], (window) =>
    desk.call("staged_page", { tenant: tenant.id, window }),
  );
  if (source.error !== null && source.total === null) {
    return (
      <EmptyState title={say("list-failed")}>
        <ErrorNote error={source.error} tenant={tenant.id} remedies={{ retry: source.retry }} />
      </EmptyState>
    );
  }
  if (source.total === null) {
    return <Loading lines={8} />;
  }
  if (source.total === 0) {
    return (
      <EmptyState title={say("provisioning-waiting-none")}>
        <p>{say("provisioning-waiting-meaning")}</p>
      </EmptyState>
    );
  }
  const total = source.total;
  const n = pickedCount(picked, total);
  const ask = (decision: Asked["decision"], all: boolean) => {
    if (all) {
      setAsked({ decision, numbers: [], count: provisioning.staged });
      return;
    }
    void source.fetch(0, total - 1).then((rows) => {
      const numbers = rows.filter((row) => isPicked(picked, idOf(row))).map(({ number }) => number);
      // No number would mean all of them.
      if (numbers.length > 0) {
        setAsked({ decision, numbers, count: numbers.length });
      }
    });
  };
  const close = () => {
    setAsked(null);
  };
  return (
    <section className="list" aria-label={say("provisioning-part-waiting")}>
      <div className="list-bar provisioning-bar">
        <p className="grow">{say("provisioning-waiting-meaning")}</p>
        <Button
          disabled={provisioning.staged === 0}
          onClick={() => {
            ask("denied", true);
          }}
        >
          {say("provisioning-deny-all")}
        </Button>
        <Button
          disabled={provisioning.staged === 0}
          onClick={() => {
            ask("allowed", true);
          }}
        >
          {say("provisioning-allow-all")}
        </Button>
      </div>
      <div className="list-rows">
        <VirtualTable
          label={say("provisioning-part-waiting")}
          question={tenant.id}
          columns={CHOICE}
          source={source}
          idOf={idOf}
          nameOf={nameOf}
          selection={{ picked, change: setPicked }}
          openId={null}
          onOpen={(row) => {
            setPicked({ kind: "some", ids: new Set([idOf(row)]) });
          }}
        />
      </div>
      {isAnyPicked(picked) && n > 0 ? (
        <div className="selection-bar" role="region" aria-label={say("selection")}>
          <strong>{say("selection-count", { n })}</strong>
          <Button
            size="small"
            onClick={() => {
              ask("allowed", false);
            }}
          >
            {say("provisioning-allow-ask")}
          </Button>
          <Button
            size="small"
            onClick={() => {
              ask("denied", false);
            }}
          >
            {say("provisioning-deny-ask")}
          </Button>
          <span className="grow" />
          <Button
            size="small"
            appearance="subtle"
            onClick={() => {
              setPicked(NOTHING);
            }}
          >
            {say("selection-clear")}
          </Button>
        </div>
      ) : null}
      <Modal open={asked !== null} onClose={close}>
        {asked === null ? null : (
          <Decide
            tenant={tenant}
            asked={asked}
            onClose={close}
            onDone={() => {
              setPicked(NOTHING);
              close();
            }}
          />
        )}
      </Modal>
    </section>
  );
}

interface DecideProps {
  tenant: Tenant;
  asked: Asked;
  onClose: () => void;
  onDone: () => void;
}

function Decide({ tenant, asked: { decision, numbers, count }, onClose, onDone }: DecideProps) {
  const desk = useDesk();
  const intents = useIntents();
  const queries = useQueryClient();
  const decide = useMutation<Provisioning, DeskError>({
    mutationFn: () => desk.call("staged_decide", { tenant: tenant.id, numbers, decision }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: keys.provisioning(tenant.id) });
      intents.announce(say(decision === "allowed" ? "provisioning-allowed" : "provisioning-denied", { n: count }));
      onDone();
    },
  });
  const act = () => {
    decide.mutate();
  };
  const allow = decision === "allowed";
  return (
    <DialogBody>
      <DialogTitle>{say(allow ? "provisioning-allow-title" : "provisioning-deny-title", { n: count })}</DialogTitle>
      <DialogContent className="form">
        <p>
          {say(allow ? "provisioning-allow-meaning" : "provisioning-deny-meaning", { n: count, app: tenant.appName })}
        </p>
        {decide.error === null ? null : <ErrorNote error={decide.error} tenant={tenant.id} remedies={{ retry: act }} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{say("keep-as-is")}</Button>
        <Button appearance="primary" className={allow ? "danger" : ""} disabled={decide.isPending} onClick={act}>
          {say(allow ? "provisioning-allow-do" : "provisioning-deny-do", { n: count })}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
