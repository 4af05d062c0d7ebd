import { age, exactTime, useNow } from "../words/format";

/** How long ago; the exact time on hover. */
export function Age({ at, className }: { at: string; className?: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={exactTime(at)} className={className}>
      {age(at, now)}
    </time>
  );
}
