/** The attributes that the server's schemas list, as a change of our list that is accepted row by row. */
import { Button, DialogActions, DialogBody, DialogContent, DialogTitle } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState, type ReactNode } from "react";
import type { AttributeDefinition, DeskError, DiscoveredAttributes, ObjectKind, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { say } from "../../shared/words/say";
import { attributeText, discoveryOf } from "./attributes";

const NONE: readonly AttributeDefinition[] = [];

interface Props {
  tenant: Tenant;
  object: ObjectKind;
  known: readonly AttributeDefinition[];
  onAccept: (next: AttributeDefinition[]) => void;
  onClose: () => void;
}

export function DiscoverDialog({ tenant, object, known, onAccept, onClose }: Props) {
  const desk = useDesk();
  const { data, error, isFetching, refetch } = useQuery<DiscoveredAttributes, DeskError>({
    queryKey: ["attributes-discover", tenant.id],
    queryFn: () => desk.call("attributes_discover", { tenant: tenant.id }),
    gcTime: 0,
  });
  const told = data === undefined ? NONE : object === "user" ? data.users : data.groups;
  const found = useMemo(() => discoveryOf(known, told), [known, told]);
  /** By name: what is not taken over, and what is taken out. Nothing is taken out unless it is asked for. */
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set());
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const taken = [...found.added, ...found.changed.map(({ after }) => after)].filter((one) => !refused.has(one.name));
  const count = taken.length + removed.size;
  const flip = (set: ReadonlySet<string>, name: string) => {
    const next = new Set(set);
    if (!next.delete(name)) {
      next.add(name);
    }
    return next;
  };
  const row = (name: string, checked: boolean, change: () => void, words: ReactNode) => (
    <li key={name}>
      <label>
        <input type="checkbox" className="tick" checked={checked} onChange={change} />
        <span>
          <bdi className="mono">{name}</bdi> {words}
        </span>
      </label>
    </li>
  );
  const failure = error ?? data?.error ?? null;
  return (
    <DialogBody>
      <DialogTitle>{say("discover-title", { app: tenant.appName })}</DialogTitle>
      <DialogContent className="mappings-dialog-content">
        {failure === null ? null : (
          <ErrorNote error={failure} tenant={tenant.id} remedies={{ retry: () => void refetch() }} />
        )}
        {data === undefined ? (
          error === null ? (
            <Loading lines={4} />
          ) : null
        ) : (
          <>
            <p>{data.sentence}</p>
            {told.length === 0 ? null : found.added.length + found.changed.length === 0 ? (
              <p className="muted">{say("discover-nothing")}</p>
            ) : (
              <div className="discovered" role="region" tabIndex={0} aria-label={say("differences")}>
                {found.added.length === 0 ? null : (
                  <>
                    <h3>{say("discover-added", { n: found.added.length })}</h3>
                    <ul>
                      {found.added.map((one) =>
                        row(
                          one.name,
                          !refused.has(one.name),
                          () => {
                            setRefused(flip(refused, one.name));
                          },
                          <span className="muted">{attributeText(one)}</span>,
                        ),
                      )}
                    </ul>
                  </>
                )}
                {found.changed.length === 0 ? null : (
                  <>
                    <h3>{say("discover-changed", { n: found.changed.length })}</h3>
                    <ul>
                      {found.changed.map(({ before, after }) =>
                        row(
                          after.name,
                          !refused.has(after.name),
                          () => {
                            setRefused(flip(refused, after.name));
                          },
                          <>
                            <span className="muted">{attributeText(before)}</span> → {attributeText(after)}
                          </>,
                        ),
                      )}
                    </ul>
                  </>
                )}
              </div>
            )}
            {told.length === 0 || found.missing.length === 0 ? null : (
              <details className="discovered">
                <summary>{say("discover-missing", { n: found.missing.length })}</summary>
                <ul>
                  {found.missing.map((one) =>
                    row(
                      one.name,
                      removed.has(one.name),
                      () => {
                        setRemoved(flip(removed, one.name));
                      },
                      <span className="muted">{say("discover-remove")}</span>,
                    ),
                  )}
                </ul>
              </details>
            )}
          </>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{say("cancel")}</Button>
        <Button
          appearance="primary"
          disabled={data === undefined || isFetching || count === 0}
          onClick={() => {
            const kept = known.filter((one) => !removed.has(one.name));
            onAccept([
              ...kept.map((one) => taken.find((each) => each.name === one.name) ?? one),
              ...taken.filter((one) => !known.some((each) => each.name === one.name)),
            ]);
          }}
        >
          {say("discover-accept", { n: count })}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
