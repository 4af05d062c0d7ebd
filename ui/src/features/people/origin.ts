import type { Directory } from "../../bridge/generated";
import { say } from "../../shared/words/say";

/** Where a directory's people are from, in words. */
export function originWords({ origin }: Directory): string {
  switch (origin.from) {
    case "csv":
      return say("people-from-csv", { file: origin.file });
    case "json":
      return say("people-from-json", { file: origin.file });
    case "tenant":
      return say("people-from-tenant", { tenant: origin.tenant });
    case "entra_id":
      return say("people-from-entra", { directory: origin.directory });
    case "ldap":
      return say("people-from-ldap", { url: origin.url });
  }
}
