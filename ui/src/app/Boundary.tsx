import { Component, type ReactNode } from "react";
import type { DeskError } from "../bridge/generated";
import { asDeskError } from "../platform/failure";

interface Props {
  /** What to show in place of what broke. */
  fallback: (error: DeskError, again: () => void) => ReactNode;
  children: ReactNode;
}

/** Keeps a mistake in one part of the window from taking the rest with it. */
export class Boundary extends Component<Props, { error: DeskError | null }> {
  override state: { error: DeskError | null } = { error: null };

  static getDerivedStateFromError(thrown: unknown): { error: DeskError } {
    return { error: asDeskError(thrown) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === null
      ? this.props.children
      : this.props.fallback(error, () => {
          this.setState({ error: null });
        });
  }
}
