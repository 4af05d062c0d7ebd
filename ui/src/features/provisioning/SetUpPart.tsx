/**
 * The way from nothing to provisioning, as the app's tutorial goes. What is done is told by what the desk holds, so it
 * goes on where it was left, whoever did the step and wherever.
 */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { AssignmentRow, DeskError, Page, Provisioning, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { useMappings } from "../../shared/desk/drafts";
import { keys, useDirectories } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { routeHash, tenantRoute, type Route } from "../../shared/route";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { say } from "../../shared/words/say";
import { Controls } from "./Controls";
import { itemOf } from "./place";
import { Pilot } from "./Pilot";

interface Props {
  tenant: Tenant;
  provisioning: Provisioning;
  tutorial: ReactNode;
}

interface Step {
  id: string;
  title: string;
  done: boolean;
  /** How it stands, in a sentence. */
  state: string;
  /** Where it is done. */
  place: { to: Route; label: string } | null;
  /** It can be left out. */
  optional: boolean;
  here?: ReactNode;
}

export function SetUpPart({ tenant, provisioning, tutorial }: Props) {
  const desk = useDesk();
  const intents = useIntents();
  const { edited, error, retry } = useMappings(tenant.id);
  const directories = useDirectories();
  const assignments = useQuery<Page<AssignmentRow>, DeskError>({
    queryKey: [...keys.assignments(tenant.id), "any"],
    queryFn: () => desk.call("assignments_page", { tenant: tenant.id, search: "", window: { offset: 0, limit: 1 } }),
  });
  const failure = error ?? directories.error ?? assignments.error;
  if (failure !== null) {
    return (
      <div className="provisioning-setup">
        <ErrorNote
          error={failure}
          tenant={tenant.id}
          remedies={{
            retry: () => {
              retry();
              void directories.refetch();
              void assignments.refetch();
            },
          }}
        />
      </div>
    );
  }
  if (edited === null || directories.data === undefined || assignments.data === undefined) {
    return <Loading />;
  }
  const directory = directories.data.find((one) => one.id === edited.held.directory) ?? null;
  const assigned = assignments.data.total;
  const everybody = edited.held.mappings.assignment.who === "all";
  const on = !["off", "not_configured", "disabled"].includes(provisioning.code);
  const { users } = provisioning.statistics;
  const { emails, webhook, desktop } = provisioning.settings.notify;
  const works = tenant.lastTest?.verdict === "works";
  const place = (tab: Parameters<typeof tenantRoute>[1], label: string, item: string | null = null) => ({
    to: tenantRoute(tenant.id, tab, item),
    label,
  });
  const steps: readonly Step[] = [
    {
      id: "credentials",
      title: say("setup-credentials"),
      // A tenant is kept only with both.
      done: true,
      state: say("setup-credentials-done", { url: tenant.url }),
      place: place("settings", say("setup-credentials-go"), "credential"),
      optional: false,
    },
    {
      id: "test",
      title: say("setup-test"),
      done: works,
      state: tenant.lastTest?.sentence ?? say("setup-test-never"),
      place: null,
      optional: false,
      here: (
        <button
          type="button"
          className="link-button"
          onClick={() => {
            intents.testConnection(tenant.id);
          }}
        >
          {say(works ? "test-again" : "test-start")}
        </button>
      ),
    },
    {
      id: "directory",
      title: say("setup-directory"),
      done: directory !== null,
      state:
        directory === null
          ? say("setup-directory-none")
          : say("setup-directory-done", { name: directory.name, n: directory.people }),
      place: place("scope", say("setup-directory-go")),
      optional: false,
    },
    {
      id: "notification",
      title: say("setup-notification"),
      done: emails.length > 0 || webhook !== null || desktop,
      state:
        emails.length > 0 || webhook !== null
          ? say("setup-notification-done", { who: [...emails, ...(webhook === null ? [] : [webhook])].join(", ") })
          : say(desktop ? "setup-notification-desktop" : "setup-notification-none"),
      place: place("provisioning", say("setup-notification-go"), itemOf({ part: "settings", number: null })),
      optional: true,
    },
    {
      id: "mappings",
      title: say("setup-mappings"),
      done: edited.held.version !== null,
      state:
        edited.held.version === null
          ? say("setup-mappings-defaults")
          : say("setup-mappings-done", { n: edited.held.version.number }),
      place: place("mappings", say("setup-mappings-go")),
      optional: true,
    },
    {
      id: "scope",
      title: say("setup-scope"),
      done: directory !== null && (everybody || assigned > 0),
      state: everybody ? say("setup-scope-all") : say("setup-scope-assigned", { n: assigned }),
      place: place("scope", say("setup-scope-go")),
      optional: false,
    },
    {
      id: "pilot",
      title: say("setup-pilot"),
      done: users > 0,
      state: users > 0 ? say("setup-pilot-done", { n: users }) : say("setup-pilot-none"),
      place: null,
      optional: false,
      here: directory === null ? null : <Pilot tenant={tenant} directory={directory.id} />,
    },
    {
      id: "on",
      title: say("setup-on"),
      done: on,
      state: provisioning.sentence,
      place: on ? place("provisioning", say("setup-on-go")) : null,
      optional: false,
      here: on ? null : <Controls tenant={tenant} provisioning={provisioning} only={["start"]} />,
    },
  ];
  const next = steps.find(({ done, optional }) => !done && !optional);
  return (
    <div className="scroll">
      <div className="provisioning-setup">
        <h2>{say("setup-title", { app: tenant.appName })}</h2>
        <p className="muted" role="status">
          {say("setup-done-of", { done: steps.filter(({ done }) => done).length, total: steps.length })}{" "}
          {next === undefined ? say("setup-complete") : say("setup-next", { step: next.title })}
        </p>
        <ol className="setup-steps">
          {steps.map((step, at) => (
            <li
              key={step.id}
              className={step.done ? "setup-step done" : "setup-step"}
              {...(step === next ? { "aria-current": "step" as const } : {})}
              aria-label={step.title}
            >
              <span className="setup-mark" role="img" aria-label={say(step.done ? "setup-is-done" : "setup-is-open")}>
                {step.done ? "✓" : at + 1}
              </span>
              <div className="setup-words">
                <h3>
                  {step.title}
                  {step.optional && !step.done ? <span className="muted"> {say("setup-optional")}</span> : null}
                </h3>
                <p>{step.state}</p>
                {step.place === null ? null : (
                  <p>
                    <a className="link" href={routeHash(step.place.to)}>
                      {step.place.label}
                    </a>
                  </p>
                )}
                {step.here ?? null}
              </div>
            </li>
          ))}
        </ol>
        {tutorial === null ? null : (
          <details className="more">
            <summary>{say("set-up-steps")}</summary>
            {tutorial}
          </details>
        )}
      </div>
    </div>
  );
}
