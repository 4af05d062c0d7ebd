/**
 * What a part of the window may ask of the whole, without knowing who fulfils it: features know no other feature.
 */
import { createContext, use } from "react";
import type { BuildRequests, PrepareActivation, SafetyLevel } from "../bridge/generated";

export interface Intents {
  /** Shows what a change would do; `onSent` is told once it was confirmed and sent. */
  reviewActivation: (asked: PrepareActivation, onSent?: () => void) => void;
  /** Opens the dialog that changes how much may be sent to a tenant. */
  changeSafety: (tenant: string, wanted?: SafetyLevel) => void;
  /** Opens a tenant's settings where URL and token are replaced. */
  replaceCredential: (tenant: string) => void;
  /** Opens a tenant's settings where a certificate authority is added. */
  addAuthority: (tenant: string) => void;
  testConnection: (tenant: string) => void;
  refresh: (tenant: string) => void;
  /** Shows the exact requests that provisioning would send for one person; nothing is sent. */
  showRequests: (asked: BuildRequests, name: string) => void;
  openPalette: () => void;
  /** Tells the outcome of something small to everyone, screen readers included. */
  announce: (text: string) => void;
}

export const IntentsContext = createContext<Intents | null>(null);

export function useIntents(): Intents {
  const intents = use(IntentsContext);
  if (intents === null) {
    throw new Error("No intents were provided.");
  }
  return intents;
}
