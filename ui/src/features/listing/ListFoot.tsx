import { Button, Tooltip } from "@fluentui/react-components";
import { ArrowClockwiseRegular } from "@fluentui/react-icons/svg/arrow-clockwise";
import type { DeskError, ListingSummary, ResourceKind, Tenant } from "../../bridge/generated";
import { fetchWord } from "../../shared/desk/groups";
import { isMissing } from "../../shared/desk/listings";
import { Age } from "../../shared/parts/Age";
import { count, useNow } from "../../shared/words/format";
import { say } from "../../shared/words/say";
import { CompletenessWord } from "./CompletenessWord";

const DAY_MS = 86_400_000;

const COUNTS = {
  user: { whole: "list-count-accounts", part: "list-count-accounts-part" },
  group: { whole: "list-count-groups", part: "list-count-groups-part" },
} as const;

interface Props {
  tenant: Tenant;
  kind: ResourceKind;
  summary: ListingSummary | null;
  /** How many the search and the filters leave; `null` while unknown. */
  matching: number | null;
  filtered: boolean;
  /** At least `matching`; counting goes on. */
  counting: boolean;
  /** Why the last refresh brought nothing, if it did not. */
  problem: DeskError | null;
  refreshing: boolean;
  onRefresh: () => void;
}

/** What is known of the whole list: count, completeness, age; and the way to know it better. */
export function ListFoot({
  tenant,
  kind,
  summary,
  matching,
  filtered,
  counting,
  problem,
  refreshing,
  onRefresh,
}: Props) {
  const now = useNow();
  const old = summary !== null && now - Date.parse(summary.fetchedAt) > DAY_MS;
  const all = say(COUNTS[kind][isMissing(summary) ? "part" : "whole"], { n: summary?.count ?? 0 });
  return (
    <footer className="list-foot">
      <span role="status">
        {summary === null
          ? say("holding-none")
          : filtered && matching !== null
            ? say(counting ? "list-count-at-least" : "list-count-matching", { matching: count(matching), all })
            : all}
      </span>
      {summary === null ? null : (
        <>
          <span aria-hidden>·</span>
          <CompletenessWord completeness={summary.completeness} evidence={summary.evidence} notSeen={summary.notSeen} />
          <span aria-hidden>·</span>
          {problem !== null || old ? (
            <span className="foot-stale" title={problem === null ? say("list-stale-old") : problem.message}>
              <span aria-hidden>▲ </span>
              <Age at={summary.fetchedAt} />
              {": "}
              {problem === null ? say("list-stale-old") : say("list-stale-failed")}
            </span>
          ) : (
            <Age at={summary.fetchedAt} />
          )}
        </>
      )}
      {summary !== null && isMissing(summary) ? (
        <Button size="small" icon={<ArrowClockwiseRegular />} disabled={refreshing} onClick={onRefresh}>
          {refreshing ? say("list-refreshing") : fetchWord(tenant)}
        </Button>
      ) : (
        <Tooltip content={refreshing ? say("list-refreshing") : say("list-refresh")} relationship="label">
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowClockwiseRegular />}
            disabled={refreshing}
            onClick={onRefresh}
          />
        </Tooltip>
      )}
    </footer>
  );
}
