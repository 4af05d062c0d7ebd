/** What sending a plan will do in this app, then sending it, then what came of it. */
import { Button, Checkbox, DialogActions, DialogBody, DialogContent, DialogTitle } from "@fluentui/react-components";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { DeskError, JobId, PlanRow, ProvisioningOutcome, ProvisioningPlan, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys, useJob } from "../../shared/desk/queries";
import { into } from "../../shared/into";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { EnvironmentBadge, safetyWord } from "../../shared/parts/glyphs";
import { FailureList } from "../../shared/record/FailureList";
import { LogLink } from "../../shared/record/LogLink";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Note } from "../../shared/states/Note";
import { say } from "../../shared/words/say";
import { ReadOnly } from "./Controls";
import { failuresOf } from "./CyclesCard";
import { Glyphed } from "./Glyphed";
import { Progress } from "./Progress";
import { ACTION, COUNTS } from "./words";
import { byAction, countOf, plannedCount } from "./planCounts";

interface Props {
  tenant: Tenant;
  plan: ProvisioningPlan;
  onClose: () => void;
}

export function ApplyDialog({ tenant, plan, onClose }: Props) {
  const desk = useDesk();
  const [job, setJob] = useState<string | null>(null);
  // The plan goes on changing while it is sent: what was asked for is what counts here.
  const [asked] = useState(plan);
  const [understood, setUnderstood] = useState(false);
  const apply = useMutation<JobId, DeskError>({
    mutationFn: () => desk.call("plan_apply", { plan: asked.plan }),
    onSuccess: (started) => {
      setJob(started.job);
    },
  });
  const running = useJob(job);
  const end = running?.end ?? null;
  const n = plannedCount(asked);
  const leaving = countOf(asked, { action: "disable", state: "planned" });
  const deleted = countOf(asked, { action: "delete", state: "planned" });
  const grave = leaving + deleted > 0;
  const readOnly = tenant.safety === "read_only";
  const blocked = readOnly ? null : plan.blocked;
  const ready = job === null && !readOnly && blocked === null && (!grave || understood) && !apply.isPending;
  const send = () => {
    if (ready) {
      apply.mutate();
    }
  };
  useShortcuts({ primary: send });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // A button may go with what it was pressed for: focus must not fall out of the dialog.
    if (document.activeElement === null || document.activeElement === document.body) {
      heading.current?.focus();
    }
  });
  const title = job === null ? "plan-apply-title" : end === null ? "plan-apply-title-running" : "plan-apply-title-done";
  return (
    <DialogBody className="activation-body">
      <DialogTitle
        ref={into(heading)}
        tabIndex={-1}
        className="activation-title"
        action={<EnvironmentBadge environment={tenant.environment} />}
      >
        {say(title, { n, tenant: tenant.name })}
      </DialogTitle>
      <DialogContent className="activation-content">
        {job !== null ? (
          <>
            {end !== null || running === undefined ? null : <Progress job={running} label={say("plan-sending")} />}
            {end === null ? <p className="muted">{say("activation-stop-meaning")}</p> : null}
            {end?.end === "failed" ? <ErrorNote error={end.error} tenant={tenant.id} /> : null}
            {end?.end === "provisioned" ? <Result outcome={end.outcome} tenant={tenant.id} /> : null}
            {end?.end === "cancelled" ? <p>{say("plan-cancelled")}</p> : null}
          </>
        ) : (
          <>
            {readOnly ? <ReadOnly tenant={tenant} /> : null}
            {blocked === null ? null : <ErrorNote error={blocked} tenant={tenant.id} />}
            {apply.error === null ? null : (
              <ErrorNote error={apply.error} tenant={tenant.id} remedies={{ retry: send }} />
            )}
            <p className="plan-line">{say("plan-apply-meaning", { app: tenant.appName })}</p>
            <ul className="plan-deeds" aria-label={say("plan-deeds")}>
              {byAction(asked, "planned").map(({ action, count }) => (
                <Deed key={action} tenant={tenant.id} plan={asked.plan} action={action} n={count} />
              ))}
            </ul>
            {asked.warnings.length === 0 ? null : (
              <Note kind="warning">
                {asked.warnings.map((warning) => (
                  <p key={warning}>{warning}</p>
                ))}
              </Note>
            )}
            <LeftOut plan={asked} />
            {grave && !readOnly ? (
              <Checkbox
                checked={understood}
                label={say("plan-understood", { disabled: leaving, deleted })}
                onChange={(_, { checked }) => {
                  setUnderstood(checked === true);
                }}
              />
            ) : null}
          </>
        )}
      </DialogContent>
      <DialogActions>
        {job === null ? (
          <>
            <span className="muted activation-safety">{say("safety-label", { level: safetyWord(tenant.safety) })}</span>
            <Button onClick={onClose}>{say("activation-close-unsent")}</Button>
            <Button appearance="primary" className={grave ? "danger" : ""} disabled={!ready} onClick={send}>
              {say("plan-apply-do", { n })}
            </Button>
          </>
        ) : end === null ? (
          <Button onClick={onClose}>{say("activation-background")}</Button>
        ) : (
          <Button appearance="primary" onClick={onClose}>
            {say("close")}
          </Button>
        )}
      </DialogActions>
    </DialogBody>
  );
}

/** One sort of change, and what it does at this app: the words of the first of them. */
function Deed({ tenant, plan, action, n }: { tenant: string; plan: string; action: PlanRow["action"]; n: number }) {
  const desk = useDesk();
  const { data } = useQuery<PlanRow | null, DeskError>({
    queryKey: [...keys.provisioning(tenant), "plan-effect", plan, action],
    queryFn: async () => {
      const page = await desk.call("plan_page", {
        plan,
        object: null,
        action,
        state: "planned",
        search: "",
        window: { offset: 0, limit: 1 },
      });
      return page.rows[0] ?? null;
    },
  });
  return (
    <li>
      <Glyphed glyph={ACTION[action].glyph} tone={ACTION[action].tone}>
        <strong>{say(ACTION[action].count, { n })}</strong>
      </Glyphed>
      <span>{data?.effect ?? ""}</span>
    </li>
  );
}

function LeftOut({ plan }: { plan: ProvisioningPlan }) {
  const rejected = countOf(plan, { state: "rejected" });
  const withheld = countOf(plan, { state: "withheld" });
  const texts = [
    ...(rejected > 0 ? [say("plan-left-rejected", { n: rejected })] : []),
    ...(withheld > 0 ? [say("plan-left-withheld", { n: withheld })] : []),
  ];
  return texts.length === 0 ? null : <p className="muted plan-line">{texts.join(" ")}</p>;
}

/** What came of sending: counts, and each failure with what to do. */
export function Result({ outcome, tenant }: { outcome: ProvisioningOutcome; tenant: string }) {
  const { cycle, failures, stale } = outcome;
  const done = COUNTS.filter(([field]) => cycle.counts[field] > 0);
  return (
    <div className="plan-result" role="status">
      {cycle.error === null ? null : <ErrorNote error={cycle.error} tenant={tenant} />}
      <ul className="plan-counts">
        {done.length === 0 ? <li>{say("provisioning-nothing-changed")}</li> : null}
        {done.map(([field, word, glyph, tone]) => (
          <li key={field}>
            <Glyphed glyph={glyph} tone={tone}>
              {say(word, { n: cycle.counts[field] })}
            </Glyphed>
          </li>
        ))}
      </ul>
      {stale === 0 ? null : <p>{say("plan-result-stale", { n: stale })}</p>}
      {failures.length === 0 ? null : (
        <section aria-label={say("plan-failures")}>
          <h3>{say("plan-failures")}</h3>
          <FailureList tenant={tenant} failures={failures} />
          {cycle.counts.failed > failures.length ? (
            <p>
              <LogLink tenant={tenant} choice={failuresOf(cycle)}>
                {say("provisioning-show-failures", { n: cycle.counts.failed })}
              </LogLink>
            </p>
          ) : null}
          <p className="muted">{say("plan-failures-again")}</p>
        </section>
      )}
    </div>
  );
}
