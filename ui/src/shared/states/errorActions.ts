/** What the window offers for each error. The one place that knows; components never branch on messages. */
import type { ErrorCode } from "../../bridge/generated";
import type { WordKey } from "../words/keys";

export type ErrorAction =
  | "retry"
  | "refresh"
  | "replace_credential"
  | "add_authority"
  | "change_safety"
  | "review_again"
  | "show_activity";

/** `null`: what helps lies outside the window, and the error's own next step says where. */
export const ACTION_OF: Record<ErrorCode, ErrorAction | null> = {
  url_invalid: "replace_credential",
  url_not_https: "replace_credential",
  url_has_credentials: "replace_credential",
  url_is_portal_page: "replace_credential",
  name_not_found: "retry",
  connection_refused: "retry",
  connect_timeout: "retry",
  connection_lost: "retry",
  tls_name_mismatch: "add_authority",
  tls_untrusted: "add_authority",
  tls_expired: "retry",
  tls_failed: "retry",
  proxy_failed: "retry",
  answer_timeout: "retry",
  token_refused: "replace_credential",
  forbidden: "replace_credential",
  endpoint_not_found: "replace_credential",
  resource_not_found: "refresh",
  conflict: "refresh",
  precondition_failed: "refresh",
  bad_request: null,
  not_supported: null,
  too_many_requests: "retry",
  server_failed: "retry",
  unexpected_status: "retry",
  redirect_refused: "replace_credential",
  sign_in_page: "replace_credential",
  not_scim: "replace_credential",
  empty_answer: "retry",
  broken_json: "retry",
  answer_too_large: null,
  outcome_unknown: "refresh",
  token_invalid: "replace_credential",
  token_too_long: "replace_credential",
  keyring_missing: "retry",
  keyring_locked: "retry",
  keyring_refused: "retry",
  keyring_failed: "retry",
  passphrase_wrong: null,
  passphrase_missing: null,
  vault_file_broken: "retry",
  credential_missing: "replace_credential",
  tenant_url_mismatch: "replace_credential",
  cache_key_lost: "retry",
  cache_newer: "retry",
  cache_broken: "retry",
  cache_failed: "retry",
  disk_full: "retry",
  tenant_not_found: null,
  tenant_name_taken: null,
  tenant_name_invalid: null,
  app_unknown: null,
  account_not_found: "refresh",
  account_ambiguous: null,
  journal_entry_not_found: null,
  filter_invalid: null,
  read_only_tenant: "change_safety",
  review_needed: "review_again",
  review_stale: "review_again",
  selection_empty: null,
  job_not_found: "show_activity",
  already_running: "show_activity",
  cancelled: "retry",
  not_open: "retry",
  bad_input: null,
  internal: "retry",
};

export const LABEL_OF: Record<ErrorAction, WordKey> = {
  retry: "action-try-again",
  refresh: "action-refresh",
  replace_credential: "action-replace-credential",
  add_authority: "action-add-authority",
  change_safety: "action-change-safety",
  review_again: "action-review-again",
  show_activity: "action-show-activity",
};
