/** What an app is, what it needs and can, and the steps of its tutorial, beside the form while it is filled in. */
import type { AppSummary } from "../../bridge/generated";
import { useKept } from "../../shared/kept";
import { CopyButton } from "../../shared/parts/CopyButton";
import { Note } from "../../shared/states/Note";
import { useMedia } from "../../shared/useMedia";
import { say } from "../../shared/words/say";
import "./guide.css";

export function AppGuide({ app }: { app: AppSummary }) {
  const title = say("guide", { app: app.name });
  // Where it cannot stand beside the form, it must not push the form out of sight.
  const beside = useMedia("(min-width: 1000px)");
  return (
    <aside className="guide" aria-label={title}>
      <details key={String(beside)} open={beside}>
        <summary>
          <h2>{title}</h2>
        </summary>
        <div className="guide-body">
          <p>{app.about}</p>
          {app.plan === null && app.capabilities.length === 0 ? null : (
            <dl className="guide-facts">
              {app.plan === null ? null : (
                <div>
                  <dt>{say("guide-plan")}</dt>
                  <dd>{app.plan}</dd>
                </div>
              )}
              {app.capabilities.length === 0 ? null : (
                <div>
                  <dt>{say("guide-can")}</dt>
                  <dd>{app.capabilities.join(" · ")}</dd>
                </div>
              )}
            </dl>
          )}
          {app.unverified === null ? null : (
            <Note kind="warning">
              <p>
                <strong>{say("guide-unverified")}</strong>
              </p>
              <p>{app.unverified}</p>
            </Note>
          )}
          <AppSteps app={app} />
        </div>
      </details>
    </aside>
  );
}

/** The tutorial's steps, ticked off as they are done; the ticks last as long as the window. */
export function AppSteps({ app }: { app: AppSummary }) {
  const [done, setDone] = useKept<readonly number[]>(`steps:${app.id}`, []);
  if (app.steps.length === 0 && app.helpUrl === null) {
    return null;
  }
  return (
    <section className="guide-steps" aria-label={say("guide-steps")}>
      <div className="guide-steps-head">
        <h3>{say("guide-steps")}</h3>
        {app.steps.length === 0 ? null : (
          <span className="muted" role="status">
            {say("guide-steps-done", { done: done.length, total: app.steps.length })}
          </span>
        )}
      </div>
      {app.helpUrl === null ? null : (
        <p className="guide-link">
          <span className="mono">{app.helpUrl}</span>
          <CopyButton text={app.helpUrl} label={say("add-copy-help")} />
        </p>
      )}
      <ol>
        {app.steps.map((step, at) => {
          const ticked = done.includes(at);
          const here = step.place === "scimdesk";
          return (
            <li key={at} className={ticked ? "done" : undefined}>
              <label>
                <input
                  type="checkbox"
                  className="tick"
                  aria-label={say("guide-step-done", { n: at + 1 })}
                  checked={ticked}
                  onChange={() => {
                    setDone((before) => (ticked ? before.filter((one) => one !== at) : [...before, at]));
                  }}
                />
                <span className="guide-number" aria-hidden>
                  {at + 1}
                </span>
                <span>
                  <span className={here ? "guide-place here" : "guide-place"}>
                    {here ? say("guide-step-here") : say("guide-step-app", { app: app.name })}
                  </span>{" "}
                  {step.text}
                </span>
              </label>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
