import { useMemo } from "react";
import type { Evidence } from "../../bridge/generated";
import { CopyButton } from "../parts/CopyButton";
import { duration } from "../words/format";
import { say } from "../words/say";
import "./states.css";

/** Evidence as text, for a vendor or a bug report. */
export function evidenceText(evidence: Evidence): string {
  const lines: string[] = [];
  if (evidence.method !== null || evidence.url !== null) {
    lines.push([evidence.method, evidence.url].filter((part) => part !== null).join(" "));
  }
  if (evidence.status !== null) {
    lines.push(`HTTP ${evidence.status}`);
  }
  lines.push(...evidence.headers.map(([name, value]) => `${name}: ${value}`));
  if (evidence.bodyExcerpt !== null) {
    lines.push("", evidence.bodyExcerpt, "");
  }
  if (evidence.attempts > 1) {
    lines.push(say("evidence-attempts", { n: evidence.attempts }));
  }
  if (evidence.elapsedMs !== null) {
    lines.push(duration(evidence.elapsedMs));
  }
  if (evidence.cause !== null) {
    lines.push(say("evidence-cause", { cause: evidence.cause }));
  }
  return lines.join("\n").trim();
}

/** What was asked and answered, behind a disclosure, with copy. */
export function EvidenceDetails({ evidence, open = false }: { evidence: Evidence; open?: boolean }) {
  const text = useMemo(() => evidenceText(evidence), [evidence]);
  if (text === "") {
    return null;
  }
  return (
    <details className="evidence" open={open}>
      <summary>{say("evidence")}</summary>
      <div className="evidence-body">
        <pre tabIndex={0} aria-label={say("evidence")}>
          {text}
        </pre>
        <CopyButton text={text} label={say("copy-evidence")} />
      </div>
    </details>
  );
}
