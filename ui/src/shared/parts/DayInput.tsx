/** A day, as 2027-06-30. WebKit on Linux shows the present day in an empty field of type `date`, which would be read as the answer. */
import { Input, type InputProps } from "@fluentui/react-components";
import { useState } from "react";
import { say } from "../words/say";

interface Props extends Pick<InputProps, "size" | "className"> {
  /** ISO 8601; empty where none is set. */
  value: string;
  /** Called with a day that exists, or with nothing. */
  onChange: (day: string) => void;
  /** Whether what stands there is a day or nothing. */
  onJudge?: (right: boolean) => void;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) {
    return false;
  }
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

export function DayInput({ value, onChange, onJudge, ...look }: Props) {
  const [typed, setTyped] = useState({ text: value, of: value });
  // Set from elsewhere, as by clearing all filters.
  const text = typed.of === value ? typed.text : value;
  const right = text === "" || isDay(text);
  return (
    <Input
      {...look}
      value={text}
      inputMode="numeric"
      maxLength={10}
      placeholder={say("day-example")}
      aria-invalid={!right}
      title={right ? "" : say("day-wrong")}
      spellCheck={false}
      autoComplete="off"
      onChange={(_, data) => {
        const written = data.value.trim();
        const fits = written === "" || isDay(written);
        setTyped({ text: written, of: fits ? written : value });
        onJudge?.(fits);
        if (fits) {
          onChange(written);
        }
      }}
    />
  );
}
