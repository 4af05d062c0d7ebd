import type { Handlers } from "./desk";
import { deskError } from "./errors";

type NotYet =
  | "provisioning_get"
  | "provisioning_save"
  | "provisioning_start"
  | "provisioning_pause"
  | "provisioning_stop"
  | "provisioning_restart"
  | "cycle_run"
  | "cycles_page"
  | "plan_make"
  | "plan_newest"
  | "plan_get"
  | "plan_page"
  | "plan_item"
  | "plan_decide"
  | "plan_export"
  | "plan_import"
  | "plan_apply"
  | "staged_page"
  | "staged_decide";

function notYet(): never {
  throw deskError("not_supported");
}

/** Commands that the fake desk does not answer. */
export const notYetHandlers: Pick<Handlers, NotYet> = {
  provisioning_get: notYet,
  provisioning_save: notYet,
  provisioning_start: notYet,
  provisioning_pause: notYet,
  provisioning_stop: notYet,
  provisioning_restart: notYet,
  cycle_run: notYet,
  cycles_page: notYet,
  plan_make: notYet,
  plan_newest: notYet,
  plan_get: notYet,
  plan_page: notYet,
  plan_item: notYet,
  plan_decide: notYet,
  plan_export: notYet,
  plan_import: notYet,
  plan_apply: notYet,
  staged_page: notYet,
  staged_decide: notYet,
};
