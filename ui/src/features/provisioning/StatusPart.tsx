/** How provisioning stands: on or off, the cycle, what it has done so far, what went wrong. */
import { Button, DialogActions, DialogBody, DialogContent, DialogTitle } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { DeskError, JobId, Provisioning, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useJob } from "../../shared/desk/queries";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { Age } from "../../shared/parts/Age";
import { Modal } from "../../shared/parts/Modal";
import { LogLink } from "../../shared/record/LogLink";
import { routeHash, tenantRoute } from "../../shared/route";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Note } from "../../shared/states/Note";
import { count, duration, exactTime, useNow } from "../../shared/words/format";
import { say } from "../../shared/words/say";
import { Controls, ReadOnly } from "./Controls";
import { CyclesCard, failuresOf } from "./CyclesCard";
import { Glyphed } from "./Glyphed";
import { partHash } from "./place";
import { Progress } from "./Progress";
import { useCycles, useNewestJob } from "./useProvisioning";
import { CODE, CYCLE_KIND, CYCLE_STATE, until } from "./words";

interface Props {
  tenant: Tenant;
  provisioning: Provisioning;
}

export function StatusPart({ tenant, provisioning }: Props) {
  return (
    <div className="scroll">
      <div className="provisioning-status">
        <div className="provisioning-side">
          <StateCard tenant={tenant} provisioning={provisioning} />
          {provisioning.quarantine === null ? null : <QuarantineCard provisioning={provisioning} />}
          <CyclesCard tenant={tenant.id} />
        </div>
        <div className="provisioning-side">
          <CycleCard tenant={tenant} provisioning={provisioning} />
          <Statistics provisioning={provisioning} />
          <WaitingCard tenant={tenant.id} provisioning={provisioning} />
        </div>
      </div>
    </div>
  );
}

function StateCard({ tenant, provisioning }: Props) {
  const { code, sentence, missing, owner } = provisioning;
  const { glyph, tone, word } = CODE[code];
  return (
    <section className="card provisioning-card" aria-label={say("provisioning-status")}>
      <h2>{say("provisioning-status")}</h2>
      <p className="provisioning-code">
        <Glyphed glyph={glyph} tone={tone}>
          {say(word)}
        </Glyphed>
      </p>
      <p>{sentence}</p>
      {missing.length === 0 ? null : (
        <>
          <ul className="provisioning-missing">
            {missing.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
          <p>
            <a className="link" href={partHash(tenant.id, "setup")}>
              {say("provisioning-go-setup")}
            </a>
          </p>
        </>
      )}
      {owner === null ? null : (
        <Note>
          <p>{say("provisioning-owner", { owner })}</p>
        </Note>
      )}
      <Controls tenant={tenant} provisioning={provisioning} />
    </section>
  );
}

function QuarantineCard({ provisioning }: { provisioning: Provisioning }) {
  const now = useNow();
  const { quarantine } = provisioning;
  if (quarantine === null) {
    return null;
  }
  return (
    <section className="card provisioning-card provisioning-quarantine" aria-label={say("provisioning-quarantine")}>
      <h2>
        <Glyphed glyph="▲" tone="bad">
          {say("provisioning-quarantine")}
        </Glyphed>
      </h2>
      <p>
        <strong>{quarantine.sentence}</strong>
      </p>
      {quarantine.next === null ? null : <p>{quarantine.next}</p>}
      <dl className="facts">
        <div>
          <dt>{say("provisioning-quarantine-reason")}</dt>
          <dd className="mono">{quarantine.reason}</dd>
        </div>
        <div>
          <dt>{say("provisioning-quarantine-since")}</dt>
          <dd>
            <Age at={quarantine.since} />
          </dd>
        </div>
        <div>
          <dt>{say("provisioning-quarantine-next")}</dt>
          <dd title={exactTime(quarantine.nextAttempt)}>{until(quarantine.nextAttempt, now)}</dd>
        </div>
        <div>
          <dt>{say("provisioning-quarantine-attempts")}</dt>
          <dd>{count(quarantine.attempts)}</dd>
        </div>
      </dl>
      <p className="muted">{say("provisioning-quarantine-meaning")}</p>
    </section>
  );
}

function AskRun({ tenant, onClose, onRun }: { tenant: Tenant; onClose: () => void; onRun: () => void }) {
  const forbidden = tenant.safety === "read_only";
  const act = () => {
    if (!forbidden) {
      onClose();
      onRun();
    }
  };
  useShortcuts({ primary: act });
  return (
    <DialogBody>
      <DialogTitle>{say("provisioning-run-title", { tenant: tenant.name })}</DialogTitle>
      <DialogContent className="form">
        <p>{say("provisioning-run-meaning", { app: tenant.appName })}</p>
        {forbidden ? <ReadOnly tenant={tenant} /> : null}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{say("keep-as-is")}</Button>
        <Button appearance="primary" disabled={forbidden} onClick={act}>
          {say("provisioning-run-do")}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}

/** The cycle that runs, or the last one and when the next is due. */
function CycleCard({ tenant, provisioning }: Props) {
  const desk = useDesk();
  const now = useNow();
  const { lastCycle, nextAt, lastError, job: id, code } = provisioning;
  const told = useJob(id);
  const newest = useNewestJob(tenant.id, ["cycle"]);
  const running = [told, newest].find((job) => job !== undefined && job.end === null);
  const run = useMutation<JobId, DeskError>({
    mutationFn: () => desk.call("cycle_run", { tenant: tenant.id, reviewed: true }),
  });
  const [asking, setAsking] = useState(false);
  // Cycles that were switched on have been agreed to.
  const agreed = tenant.safety === "trusted" || ["not_run", "active", "quarantine"].includes(code);
  const start = () => {
    if (agreed) {
      run.mutate();
    } else {
      setAsking(true);
    }
  };
  // The last error is a cycle's, never that of a plan or of a provisioning on demand.
  const cycles = useCycles(tenant.id).data;
  const cycle = cycles?.rows.find(({ kind }) => kind === "initial" || kind === "incremental");
  const erred = cycle !== undefined && cycle.counts.failed > 0 ? cycle : null;
  const failed = newest?.end?.end === "failed" ? newest.end.error : null;
  // One that began by itself meanwhile is the one that was asked for.
  const outrun = run.error?.code === "already_running" && newest !== undefined;
  const error = (outrun ? null : run.error) ?? lastCycle?.error ?? failed;
  return (
    <section className="card provisioning-card" aria-label={say("provisioning-cycle")}>
      <div className="card-bar">
        <h2>{say("provisioning-cycle")}</h2>
        <Button
          size="small"
          disabled={running !== undefined || run.isPending || code === "not_configured"}
          onClick={start}
        >
          {say("provisioning-run-now")}
        </Button>
      </div>
      {running === undefined ? null : <Progress job={running} label={say("provisioning-cycle-running")} />}
      {lastCycle === null ? (
        <p className="muted">{say("provisioning-no-cycle")}</p>
      ) : (
        <dl className="facts">
          <div>
            <dt>{say("provisioning-cycle-type")}</dt>
            <dd>{say(CYCLE_KIND[lastCycle.kind])}</dd>
          </div>
          <div>
            <dt>{say("provisioning-cycle-state")}</dt>
            <dd className="cycle-result">
              <Glyphed glyph={CYCLE_STATE[lastCycle.state].glyph} tone={CYCLE_STATE[lastCycle.state].tone}>
                {say(CYCLE_STATE[lastCycle.state].word)}
              </Glyphed>
              <LogLink tenant={tenant.id} choice={{ cycle: String(lastCycle.number) }}>
                {say("provisioning-show-log")}
              </LogLink>
            </dd>
          </div>
          <div>
            <dt>{say(lastCycle.endedAt === null ? "provisioning-cycle-began" : "provisioning-cycle-at")}</dt>
            <dd>
              <Age at={lastCycle.endedAt ?? lastCycle.beganAt} />
            </dd>
          </div>
        </dl>
      )}
      {running === undefined ? (
        <p>
          {nextAt === null ? (
            <span className="muted">{say("provisioning-none-due")}</span>
          ) : (
            <span title={exactTime(nextAt)}>{say("provisioning-next", { when: until(nextAt, now) })}</span>
          )}
        </p>
      ) : null}
      {error === null ? null : <ErrorNote error={error} tenant={tenant.id} remedies={{ retry: start }} />}
      <Modal
        open={asking}
        onClose={() => {
          setAsking(false);
        }}
      >
        <AskRun
          tenant={tenant}
          onClose={() => {
            setAsking(false);
          }}
          onRun={run.mutate}
        />
      </Modal>
      {lastError === null || error !== null ? null : (
        <Note kind="warning">
          <p>
            <strong>{say("provisioning-last-error")}</strong>
          </p>
          <p>{lastError}</p>
          <p>
            {cycles === undefined ? null : erred === null ? (
              // It got as far as nobody: only what was sent can tell.
              <a className="link" href={routeHash(tenantRoute(tenant.id, "journal"))}>
                {say("provisioning-show-journal")}
              </a>
            ) : (
              <LogLink tenant={tenant.id} choice={failuresOf(erred)}>
                {say("provisioning-show-failures", { n: erred.counts.failed })}
              </LogLink>
            )}
          </p>
        </Note>
      )}
    </section>
  );
}

/** Entra's "Statistics to date". */
function Statistics({ provisioning }: { provisioning: Provisioning }) {
  const { users, groups, cycles, lastSuccess, initialCompleted, lastDurationMs } = provisioning.statistics;
  return (
    <section className="card provisioning-card" aria-label={say("provisioning-statistics")}>
      <h2>{say("provisioning-statistics")}</h2>
      <div className="provisioning-numbers">
        <p>
          <strong>{count(users)}</strong> <span>{say("provisioning-users", { n: users })}</span>
        </p>
        <p>
          <strong>{count(groups)}</strong> <span>{say("provisioning-groups", { n: groups })}</span>
        </p>
        <p>
          <strong>{count(cycles)}</strong> <span>{say("provisioning-runs", { n: cycles })}</span>
        </p>
      </div>
      <dl className="facts">
        <div>
          <dt>{say("provisioning-initial-completed")}</dt>
          <dd>{initialCompleted === null ? say("provisioning-not-yet") : <Age at={initialCompleted} />}</dd>
        </div>
        <div>
          <dt>{say("provisioning-last-success")}</dt>
          <dd>{lastSuccess === null ? say("provisioning-not-yet") : <Age at={lastSuccess} />}</dd>
        </div>
        <div>
          <dt>{say("provisioning-last-duration")}</dt>
          <dd>{lastDurationMs === null ? say("provisioning-not-yet") : duration(lastDurationMs)}</dd>
        </div>
      </dl>
    </section>
  );
}

/** What goes on later: by a person's word, or by itself. */
function WaitingCard({ tenant, provisioning: { staged, retries } }: { tenant: string; provisioning: Provisioning }) {
  return (
    <section className="card provisioning-card" aria-label={say("provisioning-open")}>
      <h2>{say("provisioning-open")}</h2>
      <p>
        {staged === 0 ? (
          say("provisioning-staged-none")
        ) : (
          <>
            <Glyphed glyph="▲" tone="warn">
              {say("provisioning-staged-wait", { n: staged })}
            </Glyphed>{" "}
            <a className="link" href={partHash(tenant, "waiting")}>
              {say("provisioning-staged-decide")}
            </a>
          </>
        )}
      </p>
      <p>{retries === 0 ? say("provisioning-retries-none") : say("provisioning-retries", { n: retries })}</p>
    </section>
  );
}
