import { Combobox, Option } from "@fluentui/react-components";
import { useState } from "react";

interface Props {
  label: string;
  value: string;
  /** The attributes that are known; any other may be written. */
  known: readonly string[];
  disabled?: boolean;
  invalid?: boolean;
  onChange: (attribute: string) => void;
}

/** An attribute's name: one of those known, or another that is written. */
export function AttributeCombobox({ label, value, known, disabled = false, invalid = false, onChange }: Props) {
  // Once something is typed, only what holds it is offered; opened anew, everything is.
  const [typed, setTyped] = useState<string | null>(null);
  const needle = (typed ?? "").toLowerCase();
  const offered = known.filter((one) => one.toLowerCase().includes(needle));
  return (
    <Combobox
      freeform
      size="small"
      className="attribute-combobox"
      aria-label={label}
      aria-invalid={invalid}
      disabled={disabled}
      value={value}
      selectedOptions={[value]}
      autoComplete="off"
      spellCheck={false}
      onOpenChange={(_, { open }) => {
        if (!open) {
          setTyped(null);
        }
      }}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(event.target.value);
      }}
      onOptionSelect={(_, { optionValue }) => {
        if (optionValue !== undefined) {
          setTyped(null);
          onChange(optionValue);
        }
      }}
    >
      {offered.map((one) => (
        <Option key={one} value={one}>
          {one}
        </Option>
      ))}
    </Combobox>
  );
}
