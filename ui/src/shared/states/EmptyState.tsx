import type { ReactNode } from "react";
import "./states.css";

interface Props {
  title: string;
  children?: ReactNode;
  /** Buttons: one, as a rule. */
  actions?: ReactNode;
}

/** A place without content: what it is for, and what to do. */
export function EmptyState({ title, children, actions }: Props) {
  return (
    <div className="empty-state">
      <h2>{title}</h2>
      {children}
      {actions === undefined ? null : <div className="actions">{actions}</div>}
    </div>
  );
}
