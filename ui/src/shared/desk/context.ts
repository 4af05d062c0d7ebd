/** The desk, for whoever needs to call it. */
import { createContext, use } from "react";
import type { Platform } from "../../platform/platform";

export const DeskContext = createContext<Platform | null>(null);

export function useDesk(): Platform {
  const desk = use(DeskContext);
  if (desk === null) {
    throw new Error("No desk was provided.");
  }
  return desk;
}
