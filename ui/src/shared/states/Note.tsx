import { InfoRegular } from "@fluentui/react-icons/svg/info";
import { WarningRegular } from "@fluentui/react-icons/svg/warning";
import type { ReactNode } from "react";
import "./states.css";

/** Something worth knowing that is no error. */
export function Note({ kind = "info", children }: { kind?: "info" | "warning"; children: ReactNode }) {
  return (
    <div className={kind === "warning" ? "note warning" : "note"} role="note">
      {kind === "warning" ? <WarningRegular aria-hidden /> : <InfoRegular aria-hidden />}
      <div className="note-words">{children}</div>
    </div>
  );
}
