/** What is different between two mappings, grouped by what it is about. */
import type { MappingDifference } from "../../bridge/generated";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";
import { OBJECTS } from "./words";

const SUBJECTS: Partial<Record<string, WordKey>> = {
  mapping: "difference-mapping",
  scope: "difference-scope",
  attribute_source: "difference-attribute-source",
  attribute_target: "difference-attribute-target",
  setting: "difference-setting",
};

function heading({ object, subject }: MappingDifference): string {
  const word = SUBJECTS[subject];
  const kind = OBJECTS.find(([one]) => one === object)?.[1];
  return [kind === undefined ? "" : say(kind), word === undefined ? subject : say(word)].filter(Boolean).join(" · ");
}

function Value({ text }: { text: string | null }) {
  return text === null || text === "" ? (
    <span className="muted">{say("value-none")}</span>
  ) : (
    <bdi className="mono">{text}</bdi>
  );
}

export function Differences({ differences }: { differences: readonly MappingDifference[] }) {
  if (differences.length === 0) {
    return <p className="muted">{say("differences-none")}</p>;
  }
  const groups = new Map<string, MappingDifference[]>();
  for (const one of differences) {
    groups.set(heading(one), [...(groups.get(heading(one)) ?? []), one]);
  }
  return (
    <div className="differences" role="region" tabIndex={0} aria-label={say("differences")}>
      {[...groups].map(([title, rows]) => (
        <section key={title}>
          <h3>{title}</h3>
          <table>
            <thead className="off-screen">
              <tr>
                <th>{say("difference-what")}</th>
                <th>{say("difference-from")}</th>
                <th>{say("difference-to")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                <tr key={at}>
                  <th scope="row">
                    <bdi>{row.name}</bdi>
                    {row.field === "" ? null : <span className="muted"> {row.field}</span>}
                  </th>
                  {row.from === null && row.field === "" ? (
                    <td colSpan={2}>
                      <span className="difference-added">{say("difference-added")}</span> <Value text={row.to} />
                    </td>
                  ) : row.to === null && row.field === "" ? (
                    <td colSpan={2}>
                      <span className="difference-removed">{say("difference-removed")}</span> <Value text={row.from} />
                    </td>
                  ) : (
                    <>
                      <td className="difference-from">
                        <Value text={row.from} />
                      </td>
                      <td className="difference-to">
                        <span aria-hidden>→ </span>
                        <Value text={row.to} />
                      </td>
                    </>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}
