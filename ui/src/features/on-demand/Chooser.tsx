import { Button, Input } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { SearchRegular } from "@fluentui/react-icons/svg/search";
import { useRef, useState } from "react";
import { usePrincipals, type Found } from "../../shared/desk/principals";
import { into } from "../../shared/into";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { say } from "../../shared/words/say";

const KINDS = ["group", "person"] as const;

interface Props {
  directory: string;
  chosen: readonly Found[];
  onChange: (chosen: readonly Found[]) => void;
}

function keyOf({ kind, id }: Found): string {
  return `${kind}:${id}`;
}

/** Any number of people and groups of a directory. */
export function Chooser({ directory, chosen, onChange }: Props) {
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const { found, more, error, waiting, retry } = usePrincipals(directory, typed, KINDS);
  useShortcuts({
    search: () => {
      field.current?.focus();
      field.current?.select();
    },
  });
  const has = (one: Found) => chosen.some((other) => keyOf(other) === keyOf(one));
  const without = (one: Found) => chosen.filter((other) => keyOf(other) !== keyOf(one));
  return (
    <>
      <Input
        ref={into(field)}
        type="search"
        size="small"
        value={typed}
        aria-label={say("demand-search")}
        placeholder={say("demand-search-example")}
        contentBefore={<SearchRegular aria-hidden />}
        onChange={(_, { value }) => {
          setTyped(value);
        }}
      />
      <div className="principals demand-found" role="group" aria-label={say("demand-found")}>
        {error !== null ? (
          <ErrorNote error={error} remedies={{ retry }} />
        ) : waiting ? (
          <Loading lines={4} />
        ) : found.length === 0 ? (
          <p className="muted">{say("list-none-match-search", { search: typed.trim() })}</p>
        ) : (
          found.map((one) => (
            <label key={keyOf(one)} className="principal">
              <input
                type="checkbox"
                className="tick"
                checked={has(one)}
                onChange={(event) => {
                  onChange(event.target.checked ? [...chosen, one] : without(one));
                }}
              />
              <bdi className="principal-name">{one.name}</bdi>
              <span className="muted demand-hint">
                {one.kind === "group" ? say("assignment-group-members", { n: one.members ?? 0 }) : one.userName}
              </span>
            </label>
          ))
        )}
        {more > 0 ? <p className="muted">{say("demand-more", { n: more })}</p> : null}
      </div>
      <div className="demand-chosen-head">
        <h3>{say("demand-chosen")}</h3>
        {chosen.length === 0 ? null : (
          <Button
            size="small"
            appearance="subtle"
            onClick={() => {
              onChange([]);
            }}
          >
            {say("demand-clear")}
          </Button>
        )}
      </div>
      {chosen.length === 0 ? (
        <p className="muted">{say("demand-none-chosen")}</p>
      ) : (
        <ul className="demand-chosen" aria-label={say("demand-chosen")}>
          {chosen.map((one) => (
            <li key={keyOf(one)}>
              <bdi title={one.userName ?? one.id}>{one.name}</bdi>
              <Button
                size="small"
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={say("demand-take-out", { name: one.name })}
                onClick={() => {
                  onChange(without(one));
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
