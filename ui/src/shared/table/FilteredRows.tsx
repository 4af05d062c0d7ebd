import { Button, Input } from "@fluentui/react-components";
import { SearchRegular } from "@fluentui/react-icons/svg/search";
import { useRef, type ReactNode, type Ref } from "react";
import { into } from "../into";
import { useShortcuts } from "../keyboard/useShortcuts";
import { EmptyState } from "../states/EmptyState";
import { ErrorNote } from "../states/ErrorNote";
import { Loading } from "../states/Loading";
import { say } from "../words/say";
import type { RowSource } from "./useRows";
import type { TableHandle } from "./VirtualTable";

interface Props<Row> {
  label: string;
  tenant: string;
  search: { label: string; example: string; typed: string; change: (text: string) => void };
  /** Beside the search. */
  filters?: ReactNode;
  /** At the end of the bar. */
  tools?: ReactNode;
  /** Below the bar: further filters. */
  more?: ReactNode;
  source: RowSource<Row>;
  /** Anything is searched or filtered for. */
  filtered: boolean;
  onClear: () => void;
  /** Nothing is there, whatever is asked for. */
  empty: ReactNode;
  table: (ref: Ref<TableHandle>) => ReactNode;
  selection?: ReactNode;
  foot: ReactNode;
}

/** Rows with a search and filters, and every state they can be in. */
export function FilteredRows<Row>(props: Props<Row>) {
  const { label, tenant, search, filters, tools, more, source, filtered, onClear, empty, table, selection, foot } =
    props;
  const field = useRef<HTMLInputElement>(null);
  const handle = useRef<TableHandle>(null);
  useShortcuts({
    search: () => {
      field.current?.focus();
      field.current?.select();
    },
  });
  return (
    <section className="list" aria-label={label}>
      <div className="list-bar filtered-bar">
        <Input
          ref={into(field)}
          size="small"
          type="search"
          className="list-search"
          value={search.typed}
          aria-label={search.label}
          placeholder={search.example}
          contentBefore={<SearchRegular aria-hidden />}
          onChange={(_, { value }) => {
            search.change(value);
          }}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown") {
              event.preventDefault();
              handle.current?.first();
            } else if (event.key === "Escape" && search.typed !== "") {
              event.preventDefault();
              event.stopPropagation();
              search.change("");
            }
          }}
        />
        {filters}
        <span className="grow" />
        {tools}
      </div>
      {more}
      <div className="list-rows">
        {source.error !== null && source.total === null ? (
          <EmptyState title={say("list-failed")}>
            <ErrorNote error={source.error} tenant={tenant} remedies={{ retry: source.retry }} />
          </EmptyState>
        ) : source.total === null ? (
          <Loading lines={12} />
        ) : source.total === 0 && filtered ? (
          <EmptyState
            title={say("log-none-match")}
            actions={
              <Button
                onClick={() => {
                  onClear();
                  field.current?.focus();
                }}
              >
                {say("list-clear")}
              </Button>
            }
          />
        ) : source.total === 0 ? (
          empty
        ) : (
          table(handle)
        )}
      </div>
      {selection}
      <footer className="list-foot">
        {foot}
        <span className="grow" />
      </footer>
    </section>
  );
}
