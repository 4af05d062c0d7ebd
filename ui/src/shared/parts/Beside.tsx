import type { ReactNode } from "react";
import "./beside.css";

/** A list, and what one row of it holds beside it; in a narrow window in its place. */
export function Beside({ children, detail }: { children: ReactNode; detail: ReactNode }) {
  return (
    <div className={detail === null ? "beside" : "beside open"}>
      <div className="beside-list">{children}</div>
      {detail === null ? null : <div className="beside-detail">{detail}</div>}
    </div>
  );
}

/** Gives the focus back to the list when what lay beside it is closed. */
export function focusList(): void {
  document.querySelector<HTMLElement>(".beside [role=grid]")?.focus();
}
