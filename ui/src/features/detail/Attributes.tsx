import type { AttributeGroup, AttributeView } from "../../bridge/generated";
import { CopyButton } from "../../shared/parts/CopyButton";
import { exactTime } from "../../shared/words/format";
import { say } from "../../shared/words/say";

/** The times that a server keeps of every resource (RFC 7643 §3.1). */
const TIMES: ReadonlySet<string> = new Set(["meta.created", "meta.lastModified"]);

function isTime({ path, value }: AttributeView): boolean {
  return TIMES.has(path) && !Number.isNaN(Date.parse(value));
}

/** Attributes in plain words; the SCIM path on hover. */
export function Attributes({ groups }: { groups: readonly AttributeGroup[] }) {
  return (
    <div className="attributes">
      {groups.map((group) => (
        <section key={group.schema} aria-label={group.label}>
          <h3 title={group.schema}>{group.label}</h3>
          <dl>
            {group.attributes.map((attribute, at) => (
              // A path may come twice, as the server sent it.
              <div key={`${attribute.path} ${at}`}>
                <dt title={attribute.path}>{attribute.label}</dt>
                <dd>
                  {isTime(attribute) ? (
                    <time dateTime={attribute.value} title={attribute.value}>
                      {exactTime(attribute.value)}
                    </time>
                  ) : (
                    <bdi>{attribute.value}</bdi>
                  )}
                  <CopyButton text={attribute.value} label={say("detail-copy", { attribute: attribute.label })} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
