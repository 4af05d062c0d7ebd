import { Select } from "@fluentui/react-components";
import { useId } from "react";
import { count } from "../words/format";
import { say } from "../words/say";
import "./parts.css";

/** How many people each practice tenant can begin with, besides some hundred. */
const SIZES = [10_000, 100_000, 1_000_000] as const;
export const SMALLEST_FRESH = SIZES[0];

interface Props {
  /** `null`: some hundred, another number for each app. */
  size: number | null;
  onSize: (size: number | null) => void;
  /** Some hundred cannot be chosen. */
  numbersOnly?: boolean;
}

/** How many people are in each practice tenant. */
export function PracticeSize({ size, onSize, numbersOnly = false }: Props) {
  const id = useId();
  return (
    <span className="practice-size">
      <Select
        id={id}
        size="small"
        value={size === null ? "" : String(size)}
        onChange={(_, { value }) => {
          onSize(value === "" ? null : Number(value));
        }}
      >
        {numbersOnly ? null : <option value="">{say("practice-some-hundred")}</option>}
        {SIZES.map((one) => (
          <option key={one} value={one}>
            {count(one)}
          </option>
        ))}
      </Select>
      <label htmlFor={id}>{say("practice-size")}</label>
    </span>
  );
}
