import type { ProvisioningPlan } from "../../bridge/generated";
import { Age } from "../../shared/parts/Age";
import { completenessMeaning, completenessWord } from "../../shared/parts/glyphs";
import { Note } from "../../shared/states/Note";
import { say } from "../../shared/words/say";
import { Glyphed } from "./Glyphed";
import { ACTION, ITEM_STATE, ITEM_STATES } from "./words";
import { byAction, countOf } from "./planCounts";

/** What a plan rests on, how many changes it has of each sort, and what stands against it. */
export function PlanSummary({ plan }: { plan: ProvisioningPlan }) {
  const counts = byAction(plan, "planned");
  const others = ITEM_STATES.filter((state) => state !== "planned" && countOf(plan, { state }) > 0);
  return (
    <div className="plan-summary">
      <p className="plan-ground">
        {say(plan.extent === "all" ? "plan-extent-all" : "plan-extent-next-cycle")} · <Age at={plan.madeAt} /> ·{" "}
        <bdi>{plan.directory}</bdi> ({say(plan.directoryProven ? "plan-proven" : "plan-unproven")})
        {plan.accounts === null ? null : (
          <span title={completenessMeaning(plan.accounts)}>
            {" · "}
            {say("plan-accounts", { completeness: completenessWord(plan.accounts) })}
          </span>
        )}
        {" · "}
        {say("plan-mapping-version", { n: plan.mappingVersion })}
      </p>
      <ul className="plan-counts" aria-label={say("plan-counts")}>
        {counts.map(({ action, count }) => (
          <li key={action}>
            <Glyphed glyph={ACTION[action].glyph} tone={ACTION[action].tone}>
              {say(ACTION[action].count, { n: count })}
            </Glyphed>
          </li>
        ))}
        {others.map((state) => (
          <li key={state}>
            <Glyphed glyph={ITEM_STATE[state].glyph} tone={ITEM_STATE[state].tone}>
              {say("plan-state-count", { state: say(ITEM_STATE[state].word), n: countOf(plan, { state }) })}
            </Glyphed>
          </li>
        ))}
        <li className="muted">{say("plan-unchanged", { n: plan.unchanged })}</li>
        <li className="muted">{say("plan-out-of-scope", { n: plan.outOfScope })}</li>
      </ul>
      {plan.stale === null ? null : (
        <Note kind="warning">
          <p>
            <strong>{say("plan-stale")}</strong>
          </p>
          <p>{plan.stale}</p>
        </Note>
      )}
      {plan.warnings.length === 0 ? null : (
        <Note kind="warning">
          {plan.warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
        </Note>
      )}
    </div>
  );
}
