import { useEffect, useState } from "react";
import { say } from "../words/say";
import "./states.css";

/** A skeleton, and that only when the wait is felt: after 150 ms. */
export function Loading({ lines = 6 }: { lines?: number }) {
  const [felt, setFelt] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setFelt(true);
    }, 150);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return felt ? (
    <div className="skeleton" role="status" aria-label={say("loading")}>
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} />
      ))}
    </div>
  ) : null;
}
