import type { RequestPreview } from "../../bridge/generated";
import { CopyButton } from "./CopyButton";
import { say } from "../words/say";

/** A request as it will be, or was, sent. */
export function RequestView({ request }: { request: RequestPreview }) {
  const text = `${request.method} ${request.url}${request.body === null ? "" : `\n\n${request.body}`}`;
  return (
    <div className="evidence-body">
      <pre tabIndex={0} aria-label={say("request")}>
        {text}
      </pre>
      <CopyButton text={text} label={say("request-copy")} />
    </div>
  );
}
