import type { Capabilities as Known } from "../../bridge/generated";
import { count } from "../../shared/words/format";
import { say } from "../../shared/words/say";
import "./connection.css";

function word(value: boolean | null): string {
  return value === null ? say("capability-unknown") : value ? say("capability-yes") : say("capability-no");
}

/** What the server said it supports, or showed. Unknown is said as such. */
export function Capabilities({ known }: { known: Known }) {
  const rows: [string, string][] = [
    [
      say("capability-users"),
      known.users === null ? say("capability-unknown") : say("list-count-accounts", { n: known.users }),
    ],
    [
      say("capability-groups"),
      known.groups === null ? word(known.groupsOffered) : say("list-count-groups", { n: known.groups }),
    ],
    [say("capability-patch"), word(known.patch)],
    [say("capability-filter"), word(known.filter)],
    [say("capability-sort"), word(known.sort)],
    [say("capability-etag"), word(known.etag)],
    [say("capability-bulk"), word(known.bulk)],
    [say("capability-max-results"), known.maxResults === null ? say("capability-unknown") : count(known.maxResults)],
  ];
  return (
    <dl className="facts">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
