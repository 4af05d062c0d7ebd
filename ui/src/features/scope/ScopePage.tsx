/** Who is provisioned to an app: from which directory, by assignment, by scoping filters; and who that is. */
import { Button, Field, Radio, RadioGroup, Select, Switch, Tab, TabList } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { AssignmentRules, DeskError, Directory, ObjectKind, ScopeSide, Tenant, Who } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { hasNoGroups } from "../../shared/desk/groups";
import { useMappings } from "../../shared/desk/drafts";
import { keys, useDirectories } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { navigate, peopleRoute, routeHash } from "../../shared/route";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { Note } from "../../shared/states/Note";
import { say } from "../../shared/words/say";
import { Assignments } from "./Assignments";
import { AskAbout } from "./AskAbout";
import { hasUnfinished, objectOf } from "./clauses";
import type { ScopeDraft } from "./draft";
import { FiltersCard } from "./FiltersCard";
import { firstSide, OutcomeCounts, SideRows } from "./Outcome";
import { useTurn } from "./useTurn";
import { useScopePreview } from "./useScopePreview";
import { Why } from "./Why";
import "./scope.css";

/** The apps whose tutorials still say that Default Access is left out. */
const SAYS_LEFT_OUT: ReadonlySet<string> = new Set(["workgrid", "workteam"]);

interface Props {
  tenant: Tenant;
  /** The person asked about. */
  person: string | null;
  onPerson: (person: string | null) => void;
  /** What saves the draft. */
  foot: ReactNode;
}

export function ScopePage(props: Props) {
  const directories = useDirectories();
  const { edited, error, retry } = useMappings(props.tenant.id);
  if (error !== null) {
    return (
      <EmptyState title={say("mappings-failed")}>
        <ErrorNote error={error} tenant={props.tenant.id} remedies={{ retry }} />
      </EmptyState>
    );
  }
  if (directories.error !== null) {
    return (
      <EmptyState title={say("people-failed")}>
        <ErrorNote error={directories.error} remedies={{ retry: () => void directories.refetch() }} />
      </EmptyState>
    );
  }
  if (directories.data === undefined || edited === null) {
    return <Loading />;
  }
  return <OpenScope {...props} draft={edited} directories={directories.data} />;
}

function OpenScope({
  tenant,
  draft,
  person,
  onPerson,
  foot,
  directories,
}: Props & { draft: ScopeDraft; directories: readonly Directory[] }) {
  const [object, setObject] = useState<ObjectKind>("user");
  const [side, setSide] = useState<ScopeSide | null>(null);
  const turn = useTurn(tenant.id);
  const chosen = directories.find((one) => one.id === draft.held.directory) ?? null;
  const { mappings } = draft;
  const rules = mappings.assignment;
  const scope = objectOf(mappings, object).scope;
  const unfinished = scope.length > 0 && hasUnfinished(scope);
  const circumstances = `${draft.held.version?.number ?? 0} ${chosen?.id ?? ""} ${chosen?.importedAt ?? ""} ${turn}`;
  const preview = useScopePreview({
    tenant: tenant.id,
    object,
    mappings,
    ready: chosen !== null && !unfinished,
    circumstances,
  });
  const change = (next: Partial<AssignmentRules>) => {
    draft.change((before) => ({ ...before, assignment: { ...before.assignment, ...next } }));
  };
  const listed = side ?? firstSide(preview.summary);
  useShortcuts({ refresh: preview.again });
  useFocusBack(person);
  const open = side !== null || person !== null;
  return (
    <div className="scope-page">
      <div className={open ? "scope-parts listing" : "scope-parts"}>
        <div className="scope-form" role="region" tabIndex={0} aria-label={say("tab-scope")}>
          <DirectoryCard tenant={tenant} chosen={chosen} directories={directories} />
          {chosen === null ? null : (
            <>
              <section className="card scope-card" aria-label={say("scope-assignment")}>
                <h2>{say("scope-assignment")}</h2>
                <RadioGroup
                  aria-label={say("scope-assignment")}
                  value={rules.who}
                  onChange={(_, { value }) => {
                    change({ who: value as Who });
                  }}
                >
                  <Radio value="assigned" label={say("scope-who-assigned")} />
                  <Radio value="all" label={say("scope-who-all")} />
                </RadioGroup>
                {rules.who === "all" ? (
                  <p className="muted">{say("scope-who-all-meaning")}</p>
                ) : (
                  <>
                    <div className="scope-switch">
                      <Switch
                        label={say("scope-nested")}
                        checked={rules.nestedGroups}
                        onChange={(_, { checked }) => {
                          change({ nestedGroups: checked });
                        }}
                      />
                      <p className="muted">{say("scope-nested-meaning")}</p>
                    </div>
                    <div className="scope-switch">
                      <Switch
                        label={say("scope-default-access")}
                        checked={rules.excludeDefaultAccess}
                        onChange={(_, { checked }) => {
                          change({ excludeDefaultAccess: checked });
                        }}
                      />
                      <p className="muted">
                        {say("scope-default-access-meaning")}
                        {SAYS_LEFT_OUT.has(tenant.app)
                          ? ` ${say("scope-default-access-here", { app: tenant.appName })}`
                          : ""}
                      </p>
                    </div>
                  </>
                )}
                <Assignments tenant={tenant.id} directory={chosen.id} app={tenant.appName} />
                <p className="muted">{say("assignments-at-once")}</p>
              </section>
              <section className="card scope-card" aria-label={say("filters")}>
                <div className="filters-title-bar">
                  <h2>{say("filters")}</h2>
                  {hasNoGroups(tenant) ? null : (
                    <TabList
                      size="small"
                      selectedValue={object}
                      aria-label={say("filters-of")}
                      onTabSelect={(_, { value }) => {
                        setObject(value as ObjectKind);
                        setSide(null);
                        onPerson(null);
                      }}
                    >
                      <Tab value="user">{say("tab-users")}</Tab>
                      <Tab value="group">{say("tab-groups")}</Tab>
                    </TabList>
                  )}
                </div>
                <p className="muted">{say("filters-meaning")}</p>
                {object === "group" && !mappings.groups.enabled ? (
                  <Note>
                    <p>{say("scope-groups-off")}</p>
                  </Note>
                ) : null}
                <FiltersCard key={object} tenant={tenant.id} object={object} draft={draft} />
              </section>
            </>
          )}
        </div>
        {chosen === null ? null : (
          <section className="scope-outcome" aria-label={say("scope-outcome")}>
            <OutcomeCounts
              preview={preview}
              unfinished={unfinished}
              side={person === null ? listed : null}
              onSide={(next) => {
                setSide(next);
                onPerson(null);
              }}
            />
            {preview.error === null ? null : (
              <div className="scope-error">
                <ErrorNote error={preview.error} tenant={tenant.id} remedies={{ retry: preview.again }} />
              </div>
            )}
            <div className="scope-list">
              {person !== null ? (
                <Why
                  tenant={tenant.id}
                  directory={chosen.id}
                  object={object}
                  person={person}
                  draft={draft}
                  circumstances={circumstances}
                  onClose={() => {
                    onPerson(null);
                  }}
                />
              ) : (
                <>
                  <div className="scope-ask">
                    <AskAbout
                      key={object}
                      directory={chosen.id}
                      object={object}
                      onAsk={(id) => {
                        onPerson(id);
                      }}
                    />
                    <Button
                      className="scope-close"
                      size="small"
                      appearance="subtle"
                      icon={<DismissRegular />}
                      aria-label={say("side-close")}
                      onClick={() => {
                        setSide(null);
                      }}
                    />
                  </div>
                  <div className="scope-rows">
                    {preview.summary === null ? (
                      preview.error === null && !unfinished ? (
                        <Loading lines={8} />
                      ) : null
                    ) : (
                      <SideRows
                        tenant={tenant.id}
                        summary={preview.summary}
                        side={listed}
                        openId={null}
                        onOpen={onPerson}
                        onAgain={preview.again}
                      />
                    )}
                  </div>
                </>
              )}
            </div>
          </section>
        )}
      </div>
      {foot}
    </div>
  );
}

/** Gives the focus back to the list where what lay over it took it along; nobody who is elsewhere already is called back. */
function useFocusBack(person: string | null): void {
  const before = useRef(person);
  useEffect(() => {
    if (before.current !== null && person === null && document.activeElement === document.body) {
      document.querySelector<HTMLElement>(".scope-rows [role=grid]")?.focus();
    }
    before.current = person;
  }, [person]);
}

interface DirectoryProps {
  tenant: Tenant;
  chosen: Directory | null;
  directories: readonly Directory[];
}

/** The directory that a tenant's people are from. The choice holds at once: it is no part of the mappings. */
function DirectoryCard({ tenant, chosen, directories }: DirectoryProps) {
  const desk = useDesk();
  const intents = useIntents();
  const queries = useQueryClient();
  const choose = useMutation<null, DeskError, string | null>({
    mutationFn: (directory) => desk.call("directory_choose", { tenant: tenant.id, directory }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: keys.directories });
      void queries.invalidateQueries({ queryKey: keys.mappings(tenant.id) });
      intents.announce(say("saved"));
    },
  });
  return (
    <section className="card scope-card" aria-label={say("scope-directory")}>
      <h2>{say("scope-directory")}</h2>
      {directories.length === 0 ? (
        <>
          <p>{say("scope-directory-none")}</p>
          <div>
            <Button
              appearance="primary"
              onClick={() => {
                navigate(peopleRoute());
              }}
            >
              {say("scope-directory-get")}
            </Button>
          </div>
        </>
      ) : (
        <>
          <Field label={say("scope-directory-of", { tenant: tenant.name })}>
            <Select
              value={chosen?.id ?? ""}
              disabled={choose.isPending}
              onChange={(_, { value }) => {
                choose.mutate(value === "" ? null : value);
              }}
            >
              <option value="">{say("scope-directory-choose")}</option>
              {directories.map((one) => (
                <option key={one.id} value={one.id}>
                  {say("scope-directory-option", { name: one.name, n: one.people })}
                </option>
              ))}
            </Select>
          </Field>
          {chosen === null ? (
            <p className="muted">{say("scope-directory-meaning")}</p>
          ) : (
            <p>
              <a className="link" href={routeHash(peopleRoute(chosen.id))}>
                {say("scope-directory-show")}
              </a>
            </p>
          )}
        </>
      )}
      {choose.error === null ? null : <ErrorNote error={choose.error} tenant={tenant.id} />}
    </section>
  );
}
