/** The fields that the settings are made of. */
import { Field, Radio, RadioGroup, SpinButton, Switch } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import type { ProvisioningSettings } from "../../bridge/generated";
import type { WordKey } from "../../shared/words/keys";
import { say } from "../../shared/words/say";

/** What each card of the settings is given. */
export interface SectionProps {
  draft: ProvisioningSettings;
  onChange: (part: Partial<ProvisioningSettings>) => void;
  /** Whether what stands in a field is a number that will do. */
  onJudge: (id: string, right: boolean) => void;
}

export function Card({ title, children }: { title: WordKey; children: ReactNode }) {
  return (
    <section className="card form provisioning-card" aria-label={say(title)}>
      <h2>{say(title)}</h2>
      {children}
    </section>
  );
}

interface ChoiceProps {
  label: WordKey;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function Choice({ label, checked, onChange }: ChoiceProps) {
  return (
    <Switch
      label={say(label)}
      checked={checked}
      onChange={(_, data) => {
        onChange(data.checked);
      }}
    />
  );
}

interface AmountProps {
  id: string;
  label: WordKey;
  hint?: WordKey;
  value: number;
  min?: number;
  max: number;
  /** Whether what stands there is a number that will do. */
  onJudge: (id: string, right: boolean) => void;
  onChange: (value: number) => void;
}

export function Amount({ id, label, hint, value, min = 1, max, onJudge, onChange }: AmountProps) {
  const [right, setRight] = useState(true);
  return (
    <Field
      label={say(label)}
      {...(hint === undefined ? {} : { hint: say(hint) })}
      validationState={right ? "none" : "error"}
      {...(right ? {} : { validationMessage: say("provisioning-amount-wrong", { min, max }) })}
    >
      <SpinButton
        className="narrow"
        value={value}
        min={min}
        max={max}
        onChange={(_, data) => {
          const typed = data.value ?? Number((data.displayValue ?? "").replace(",", "."));
          const fits =
            Number.isFinite(typed) && typed >= min && typed <= max && (data.displayValue ?? "0").trim() !== "";
          setRight(fits);
          onJudge(id, fits);
          if (fits) {
            onChange(typed);
          }
        }}
      />
    </Field>
  );
}

interface OptionalProps extends Omit<AmountProps, "value" | "onChange" | "hint"> {
  amount: WordKey;
  meaning?: WordKey;
  value: number | null;
  /** What it begins with when it is switched on. */
  initial: number;
  onChange: (value: number | null) => void;
}

/** A limit that may be none. */
export function Optional({
  id,
  label,
  amount,
  meaning,
  value,
  initial,
  min = 1,
  max,
  onJudge,
  onChange,
}: OptionalProps) {
  return (
    <div className="provisioning-optional">
      <Choice
        label={label}
        checked={value !== null}
        onChange={(checked) => {
          onJudge(id, true);
          onChange(checked ? initial : null);
        }}
      />
      {meaning === undefined ? null : <p className="muted">{say(meaning)}</p>}
      {value === null ? null : (
        <Amount id={id} label={amount} value={value} min={min} max={max} onJudge={onJudge} onChange={onChange} />
      )}
    </div>
  );
}

interface AlternativesProps<T extends string> {
  label: WordKey;
  value: T;
  options: readonly (readonly [T, WordKey])[];
  onChange: (value: T) => void;
}

export function Alternatives<T extends string>({ label, value, options, onChange }: AlternativesProps<T>) {
  return (
    <Field label={say(label)}>
      <RadioGroup
        value={value}
        onChange={(_, data) => {
          onChange(data.value as T);
        }}
      >
        {options.map(([one, word]) => (
          <Radio key={one} value={one} label={say(word)} />
        ))}
      </RadioGroup>
    </Field>
  );
}
