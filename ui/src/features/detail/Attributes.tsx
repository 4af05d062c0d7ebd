import type { AttributeGroup } from "../../bridge/generated";
import { CopyButton } from "../../shared/parts/CopyButton";
import { say } from "../../shared/words/say";

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
                  <bdi>{attribute.value}</bdi>
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
