/** Finds one person, or one group, to ask about. */
import { Combobox, Option } from "@fluentui/react-components";
import { useState } from "react";
import type { ObjectKind } from "../../bridge/generated";
import { say } from "../../shared/words/say";
import { usePrincipals } from "../../shared/desk/principals";

const PEOPLE = ["person"] as const;
const GROUPS = ["group"] as const;

interface Props {
  directory: string;
  object: ObjectKind;
  onAsk: (id: string) => void;
}

export function AskAbout({ directory, object, onAsk }: Props) {
  const [typed, setTyped] = useState("");
  const { found, more } = usePrincipals(directory, typed, object === "user" ? PEOPLE : GROUPS);
  return (
    <Combobox
      size="small"
      className="ask-about"
      aria-label={object === "user" ? say("why-ask-person") : say("why-ask-group")}
      placeholder={object === "user" ? say("why-ask-person") : say("why-ask-group")}
      value={typed}
      selectedOptions={[]}
      autoComplete="off"
      onChange={(event) => {
        setTyped(event.target.value);
      }}
      onOptionSelect={(_, { optionValue }) => {
        if (optionValue !== undefined) {
          setTyped("");
          onAsk(optionValue);
        }
      }}
    >
      {found.map((one) => (
        <Option key={one.id} value={one.id} text={one.name}>
          <span className="ask-option">
            <bdi>{one.name}</bdi>
            <span className="muted">{one.userName ?? ""}</span>
          </span>
        </Option>
      ))}
      {found.length === 0 || more > 0 ? (
        <Option key=" " value=" " text="" disabled>
          {found.length === 0
            ? say("list-none-match-search", { search: typed.trim() })
            : say("assign-more", { n: more })}
        </Option>
      ) : null}
    </Combobox>
  );
}
