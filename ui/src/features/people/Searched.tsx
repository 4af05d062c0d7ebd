import { Button, Input } from "@fluentui/react-components";
import { SearchRegular } from "@fluentui/react-icons/svg/search";
import { useRef, type ReactNode, type Ref } from "react";
import { into } from "../../shared/into";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import type { RowSource } from "../../shared/table/useRows";
import type { TableHandle } from "../../shared/table/VirtualTable";
import { count } from "../../shared/words/format";
import { say } from "../../shared/words/say";

interface Props<Row> {
  label: string;
  searchLabel: string;
  example: string;
  typed: string;
  /** What is searched for now. */
  search: string;
  onType: (text: string) => void;
  source: RowSource<Row>;
  /** There is nothing, whatever is searched for. */
  empty: string;
  /** "412 people" */
  found: (n: number) => string;
  /** How many there are without a search. */
  all: number;
  table: (ref: Ref<TableHandle>) => ReactNode;
}

/** Rows of a directory with their search, and every state they can be in. */
export function Searched<Row>(props: Props<Row>) {
  const { label, searchLabel, example, typed, search, onType, source, empty, found, all, table } = props;
  const field = useRef<HTMLInputElement>(null);
  const handle = useRef<TableHandle>(null);
  useShortcuts({
    search: () => {
      field.current?.focus();
      field.current?.select();
    },
    refresh: source.retry,
  });
  return (
    <section className="list" aria-label={label}>
      <div className="list-bar">
        <Input
          ref={into(field)}
          size="small"
          type="search"
          className="list-search"
          value={typed}
          aria-label={searchLabel}
          placeholder={example}
          contentBefore={<SearchRegular aria-hidden />}
          onChange={(_, { value }) => {
            onType(value);
          }}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown") {
              event.preventDefault();
              handle.current?.first();
            } else if (event.key === "Escape" && typed !== "") {
              event.preventDefault();
              event.stopPropagation();
              onType("");
            }
          }}
        />
      </div>
      <div className="list-rows">
        {source.error !== null && source.total === null ? (
          <EmptyState title={say("list-failed")}>
            <ErrorNote error={source.error} remedies={{ retry: source.retry }} />
          </EmptyState>
        ) : source.total === null ? (
          <Loading lines={12} />
        ) : source.total === 0 && search !== "" ? (
          <EmptyState
            title={say("list-none-match-search", { search })}
            actions={
              <Button
                onClick={() => {
                  onType("");
                  field.current?.focus();
                }}
              >
                {say("directory-search-clear")}
              </Button>
            }
          />
        ) : source.total === 0 ? (
          <EmptyState title={empty} />
        ) : (
          table(handle)
        )}
      </div>
      <footer className="list-foot">
        <span role="status">
          {search === "" || source.total === null
            ? found(all)
            : say("list-count-matching", { matching: count(source.total), all: found(all) })}
        </span>
        <span className="grow" />
      </footer>
    </section>
  );
}
