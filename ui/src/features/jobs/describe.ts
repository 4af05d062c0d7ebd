/** Jobs in words. */
import type {
  ActivationOutcome,
  CycleCounts,
  Job,
  PreviewSummary,
  ProvisioningPlan,
  ScopeSummary,
} from "../../bridge/generated";
import { duration } from "../../shared/words/format";
import { PREVIEW_COUNT } from "../../shared/parts/outcomes";
import { say } from "../../shared/words/say";

/** "Refreshing Documo". */
export function jobTitle(job: Job): string {
  const tenant = job.tenantName ?? say("job-new-tenant");
  const ended = job.end !== null;
  switch (job.kind) {
    case "connection_test":
      return ended ? say("job-test", { tenant }) : say("job-test-running", { tenant });
    case "refresh":
      return ended ? say("job-refresh", { tenant }) : say("job-refresh-running", { tenant });
    case "deactivate":
      return ended ? say("job-deactivate", { tenant }) : say("job-deactivate-running", { tenant });
    case "reactivate":
      return ended ? say("job-reactivate", { tenant }) : say("job-reactivate-running", { tenant });
    case "preview_mappings":
      return ended ? say("job-preview", { tenant }) : say("job-preview-running", { tenant });
    case "preview_scope":
      return ended ? say("job-scope", { tenant }) : say("job-scope-running", { tenant });
    case "make_plan":
      return ended ? say("job-plan", { tenant }) : say("job-plan-running", { tenant });
    case "apply_plan":
      return ended ? say("job-apply", { tenant }) : say("job-apply-running", { tenant });
    case "cycle":
      return ended ? say("job-cycle", { tenant }) : say("job-cycle-running", { tenant });
    case "on_demand":
      return ended ? say("job-on-demand", { tenant }) : say("job-on-demand-running", { tenant });
    case "find_drift":
      return ended ? say("job-drift", { tenant }) : say("job-drift-running", { tenant });
    case "test_directory":
      return ended ? say("job-test-directory") : say("job-test-directory-running");
    case "refresh_directory":
      return ended ? say("job-refresh-directory") : say("job-refresh-directory-running");
    case "sign_in":
      return ended ? say("job-sign-in") : say("job-sign-in-running");
  }
}

/** Jobs that count people and groups alike. */
const OBJECT_JOBS: ReadonlySet<Job["kind"]> = new Set<Job["kind"]>(["make_plan", "apply_plan", "cycle", "on_demand"]);

/** "240 of 412 accounts · 35 a second · 5 s left". */
export function jobProgress(job: Job): string {
  const { kind, done, total, pages, rate, timeLeftMs, waitingMs } = job.progress;
  const parts: string[] = [];
  if (kind !== null || done > 0 || total !== null) {
    parts.push(
      OBJECT_JOBS.has(job.kind)
        ? total === null
          ? say("job-done-objects", { done })
          : say("job-done-of-objects", { done, total })
        : total === null
          ? say(kind === "group" ? "job-done-groups" : "job-done-accounts", { done })
          : say(kind === "group" ? "job-done-of-groups" : "job-done-of-accounts", { done, total }),
    );
  }
  if (pages > 0) {
    parts.push(say("job-pages", { n: pages }));
  }
  if (waitingMs !== null && waitingMs > 0) {
    parts.push(say("job-waiting", { time: duration(waitingMs) }));
  } else {
    if (rate !== null && rate > 0 && done > 0) {
      parts.push(say("job-rate", { rate: rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate) }));
    }
    if (timeLeftMs !== null && done > 0) {
      parts.push(say("job-left", { time: duration(timeLeftMs) }));
    }
  }
  return parts.join(" · ");
}

export interface JobResult {
  tone: "good" | "warn" | "bad";
  text: string;
}

const COUNTS = [
  ["applied", "results-applied"],
  ["acceptedNotApplied", "results-accepted-not-applied"],
  ["vanished", "results-vanished"],
  ["failed", "results-failed"],
  ["unknown", "results-unknown"],
  ["notSent", "results-not-sent"],
  ["already", "results-already"],
] as const;

/** "2 applied and confirmed · 1 failed". */
function outcomeCounts(outcome: ActivationOutcome): string {
  return COUNTS.filter(([field]) => outcome[field] > 0)
    .map(([field, word]) => say(word, { n: outcome[field] }))
    .join(" · ");
}

/** "412 people · 3 changed · 1 failed". */
export function previewText(summary: PreviewSummary): string {
  return [
    say(summary.object === "group" ? "preview-groups" : "preview-people", { n: summary.people }),
    ...summary.counts
      .filter(({ count }) => count > 0)
      .map(({ outcome, count }) => say(PREVIEW_COUNT[outcome], { n: count })),
  ].join(" · ");
}

/** "400 in scope · 12 out · 3 come in · 1 leaves". */
export function scopeText({ inside, outside, entering, leaving }: ScopeSummary): string {
  return [
    say("scope-inside", { n: inside }),
    say("scope-outside", { n: outside }),
    ...(entering > 0 ? [say("scope-entering", { n: entering })] : []),
    ...(leaving > 0 ? [say("scope-leaving", { n: leaving })] : []),
  ].join(" · ");
}

/** "42 changes planned". */
function plannedText({ counts }: ProvisioningPlan): string {
  return say("job-planned", {
    n: counts.filter(({ state }) => state === "planned").reduce((sum, { count }) => sum + count, 0),
  });
}

const CYCLE_COUNTS = [
  ["created", "provisioning-created"],
  ["linked", "provisioning-linked"],
  ["updated", "provisioning-updated"],
  ["restored", "provisioning-restored"],
  ["disabled", "provisioning-disabled"],
  ["deleted", "provisioning-deleted"],
  ["memberships", "provisioning-memberships"],
  ["staged", "provisioning-staged"],
  ["failed", "provisioning-failed"],
] as const;

/** "3 created · 1 failed". */
function countsText(counts: CycleCounts): string {
  const texts = CYCLE_COUNTS.filter(([field]) => counts[field] > 0).map(([field, word]) =>
    say(word, { n: counts[field] }),
  );
  return texts.length === 0 ? say("provisioning-nothing-changed") : texts.join(" · ");
}

/** How an ended job ended, in one line; `null` while it runs. */
export function jobResult(job: Job): JobResult | null {
  const { end } = job;
  if (end === null) {
    return null;
  }
  switch (end.end) {
    case "connection_tested":
      return {
        tone: end.report.verdict === "works" ? "good" : end.report.verdict === "fails" ? "bad" : "warn",
        text: end.report.sentence,
      };
    case "refreshed": {
      const texts = [
        ...end.outcomes.map((outcome) =>
          outcome.kind === "user"
            ? say("job-refreshed-accounts", { n: outcome.count })
            : say("job-refreshed-groups", { n: outcome.count }),
        ),
        ...end.failures.map((failure) => failure.error.message),
      ];
      const whole = end.outcomes.every((outcome) => outcome.completeness === "proven");
      return { tone: end.failures.length > 0 ? "bad" : whole ? "good" : "warn", text: texts.join(" · ") };
    }
    case "activation_done": {
      const { outcome } = end;
      const doubtful = outcome.acceptedNotApplied + outcome.vanished + outcome.unknown + outcome.notSent;
      return {
        tone: outcome.failed > 0 || end.error !== null ? "bad" : doubtful > 0 ? "warn" : "good",
        text: end.error === null ? outcomeCounts(outcome) : `${outcomeCounts(outcome)} · ${end.error.message}`,
      };
    }
    case "mappings_previewed": {
      const doubtful = end.summary.counts.some(
        ({ outcome, count }) =>
          count > 0 && (outcome === "failed" || outcome === "duplicate" || outcome === "too_long"),
      );
      return { tone: doubtful ? "warn" : "good", text: previewText(end.summary) };
    }
    case "scope_previewed":
      return { tone: end.summary.warnings > 0 ? "warn" : "good", text: scopeText(end.summary) };
    case "planned":
      return { tone: end.plan.warnings.length > 0 ? "warn" : "good", text: plannedText(end.plan) };
    case "provisioned": {
      const { cycle } = end.outcome;
      return {
        tone: cycle.state === "succeeded" ? "good" : cycle.counts.failed > 0 || cycle.error !== null ? "bad" : "warn",
        text: [countsText(cycle.counts), ...(cycle.error === null ? [] : [cycle.error.message])].join(" · "),
      };
    }
    case "provisioned_on_demand": {
      const { results } = end.outcome;
      return {
        tone: results.some(({ status }) => status === "failure")
          ? "bad"
          : results.every(({ status }) => status === "success")
            ? "good"
            : "warn",
        // Each says whom it is about.
        text: results.map(({ sentence }) => sentence).join(" · "),
      };
    }
    case "drift_found":
      return {
        tone: end.summary.counts.some(({ count }) => count > 0) ? "warn" : "good",
        text: say("job-drift-found", { n: end.summary.counts.reduce((sum, { count }) => sum + count, 0) }),
      };
    case "directory_tested":
      return { tone: end.report.works ? "good" : "bad", text: end.report.sentence };
    case "directory_refreshed":
      return {
        tone: end.outcome.completeness === "proven" ? "good" : "warn",
        text: say("job-directory-refreshed", { people: end.outcome.people, groups: end.outcome.groups }),
      };
    case "signed_in":
      return { tone: "good", text: say("job-signed-in") };
    case "failed":
      return { tone: "bad", text: end.error.message };
    case "cancelled":
      return {
        tone: "warn",
        text: end.outcome === null ? say("job-cancelled") : say("job-cancelled-after", { n: end.outcome.applied }),
      };
  }
}
