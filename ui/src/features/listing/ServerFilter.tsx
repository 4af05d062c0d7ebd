import { Button, Input } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { SearchRegular } from "@fluentui/react-icons/svg/search";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { DeskError, FilterAdvice, ResourceKind } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { useSettled } from "../../shared/useSettled";
import { say } from "../../shared/words/say";
import type { ServerFilterRun } from "./useServerFilter";

interface Props {
  tenant: string;
  kind: ResourceKind;
  initial: string;
  run: ServerFilterRun;
  onClose: () => void;
}

/** A SCIM filter, checked while it is typed and run on the server on Enter. */
export function ServerFilter({ tenant, kind, initial, run, onClose }: Props) {
  const desk = useDesk();
  const [filter, setFilter] = useState(initial);
  const settled = useSettled(filter, 150);
  const hint = useId();
  const advice = useQuery<FilterAdvice, DeskError>({
    queryKey: ["filter_check", settled],
    queryFn: () => desk.call("filter_check", { filter: settled }),
    enabled: settled.trim() !== "",
  });
  const problem = settled === filter && filter.trim() !== "" ? (advice.data?.problem ?? null) : null;
  return (
    <div className="server-filter">
      <form
        className="server-filter-line"
        onSubmit={(event) => {
          event.preventDefault();
          if (filter.trim() !== "" && !run.isPending) {
            run.mutate(filter.trim());
          }
        }}
      >
        <Input
          className="server-filter-input"
          size="small"
          // The admin asked for this field a moment ago.
          autoFocus
          value={filter}
          spellCheck={false}
          aria-label={say("filter-label")}
          aria-describedby={hint}
          aria-invalid={problem !== null}
          placeholder={kind === "user" ? 'userName eq "ada@example.com"' : 'displayName co "sales"'}
          onChange={(_, { value }) => {
            setFilter(value);
            run.reset();
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") {
              event.stopPropagation();
              onClose();
            }
          }}
        />
        <Button size="small" type="submit" icon={<SearchRegular />} disabled={filter.trim() === "" || run.isPending}>
          {run.isPending ? say("filter-asking") : say("filter-run")}
        </Button>
        <Button
          size="small"
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={say("filter-close")}
          onClick={onClose}
        />
      </form>
      <p id={hint} className={problem === null ? "server-filter-hint" : "server-filter-hint wrong"} role="status">
        {problem === null
          ? say("filter-hint")
          : advice.data?.column === null || advice.data?.column === undefined
            ? problem
            : say("filter-problem", { problem, column: advice.data.column })}
      </p>
      {run.error === null ? null : (
        <ErrorNote
          error={run.error}
          tenant={tenant}
          remedies={{
            retry: () => {
              run.mutate(filter.trim());
            },
          }}
        />
      )}
    </div>
  );
}
