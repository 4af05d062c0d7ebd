import type { ModifiedProperty } from "../../bridge/generated";
import { say } from "../words/say";

interface Props {
  label: string;
  properties: readonly ModifiedProperty[];
  /** The names of the two sides; before and after unless told. */
  sides?: readonly [string, string];
}

function value(text: string | null) {
  return text === null ? <span className="muted">{say("log-value-none")}</span> : <bdi>{text}</bdi>;
}

/** Attributes with an old and a new value. */
export function PropertyTable({ label, properties, sides }: Props) {
  const [before, after] = sides ?? [say("log-old-value"), say("log-new-value")];
  return (
    <table className="record-properties" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{say("log-property")}</th>
          <th scope="col">{before}</th>
          <th scope="col">{after}</th>
        </tr>
      </thead>
      <tbody>
        {properties.map((property, at) => (
          <tr key={at}>
            <th scope="row">
              <bdi>{property.name}</bdi>
            </th>
            <td>{value(property.oldValue)}</td>
            <td>{value(property.newValue)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
