// Generated from Rust by `cargo xtask bindings`. Do not edit.

/**
 * A row of the users list.
 */
export type AccountRow = { 
/**
 * The server's id, as text.
 */
id: string, 
/**
 * Display name, else formatted name, else given and family name, else user name.
 */
name: string, userName: string | null, email: string | null, externalId: string | null, 
/**
 * `None`: the server did not say.
 */
active: boolean | null, title: string | null, department: string | null, 
/**
 * Known memberships; `None` where group members are unknown.
 */
groups: number | null, 
/**
 * `meta.created`
 */
created: string | null, 
/**
 * `meta.lastModified`
 */
lastModified: string | null, 
/**
 * When a listing or a read last returned it.
 */
lastSeen: string, 
/**
 * Absent from the last listing, which was not proven complete.
 */
notSeen: boolean, };

/**
 * One account of a review.
 */
export type ActivationItem = { id: string, name: string, userName: string | null, 
/**
 * State as last read; `None` unknown.
 */
from: boolean | null, to: boolean, 
/**
 * Nothing to send.
 */
already: boolean, 
/**
 * The request as it will be sent first.
 */
request: RequestPreview, };

/**
 * The result of a whole review.
 */
export type ActivationOutcome = { tenant: string, active: boolean, applied: number, acceptedNotApplied: number, vanished: number, failed: number, unknown: number, already: number, notSent: number, 
/**
 * The first 10,000, those that were not applied first. The journal has only what was sent; the rest is counted above.
 */
results: Array<ActivationResult>, };

/**
 * The result for one account.
 */
export type ActivationResult = { id: string, name: string, outcome: ChangeOutcome, 
/**
 * In one sentence.
 */
sentence: string, next: string | null, evidence: Evidence | null, 
/**
 * The journal entry, where something was sent.
 */
journal: number | null, };

/**
 * What would be done, shown before it is sent.
 */
export type ActivationReview = { 
/**
 * Names this review when it is applied; good once and until the data changes.
 */
review: string, tenant: string, tenantName: string, active: boolean, 
/**
 * Accounts to be sent a change.
 */
count: number, 
/**
 * Selected, but already as wanted: nothing is sent.
 */
already: number, 
/**
 * The effect in this app's own terms, in one sentence.
 */
effect: string, 
/**
 * Whether that effect is known from the vendor or from probing, or assumed from the standard.
 */
effectIsKnown: boolean, 
/**
 * Whether the app is known to delete on deactivation.
 */
destructive: boolean, safety: SafetyLevel, 
/**
 * Set where a safety rule forbids sending; the sentence and how to change it.
 */
blocked: DeskError | null, 
/**
 * When the oldest of the states below was read from the server.
 */
asOf: string, 
/**
 * Set where the server was asked for the states now and did not tell: those below are cached.
 */
notRead: DeskError | null, 
/**
 * Selected, but the server no longer has them: their names. They are no part of this review.
 */
gone: Array<string>, 
/**
 * The first 200; page on with `activation.items`.
 */
items: Array<ActivationItem>, };

/**
 * A new tenant. Names are unique, whatever the letter case.
 */
export type AddTenant = { name: string, 
/**
 * Gallery id; `custom` for any SCIM app.
 */
app: string, url: string, token: string, safety: SafetyLevel | null, environment: Environment | null, extraCa: string | null, };

/**
 * An app of the gallery, as the window needs it to add a tenant.
 */
export type AppSummary = { 
/**
 * Stable id: `wedo`, `workgrid`, `workteam`, `ideo`, `documo`, `custom`.
 */
id: string, name: string, 
/**
 * The vendor's host, for people.
 */
vendor: string, 
/**
 * The app's own word for the tenant URL ("Base Url").
 */
urlLabel: string, 
/**
 * The app's own word for the token ("Bearer Token").
 */
tokenLabel: string, 
/**
 * Where the admin finds both.
 */
whereToFind: string, 
/**
 * Known URL, such as `https://api.documo.com/scim/v2`.
 */
urlExample: string | null, 
/**
 * Whether the app has groups over SCIM; `None` where nobody knows.
 */
hasGroups: boolean | null, 
/**
 * The vendor's tutorial or help page, as text.
 */
helpUrl: string | null, };

/**
 * Send what was reviewed.
 */
export type ApplyReview = { review: string, };

/**
 * Attributes of one schema.
 */
export type AttributeGroup = { 
/**
 * Schema URN.
 */
schema: string, 
/**
 * In plain words: "User", "Enterprise", else the URN.
 */
label: string, attributes: Array<AttributeView>, };

/**
 * One attribute in plain words.
 */
export type AttributeView = { 
/**
 * The path as SCIM writes it: `emails[type eq "work"].value`.
 */
path: string, 
/**
 * In plain words: "E-mail (work)".
 */
label: string, 
/**
 * As text; long values whole.
 */
value: string, };

/**
 * What the server said it supports, or showed.
 */
export type Capabilities = { users: number | null, groups: number | null, 
/**
 * `None` where nothing tells.
 */
groupsOffered: boolean | null, patch: boolean | null, filter: boolean | null, sort: boolean | null, etag: boolean | null, bulk: boolean | null, maxResults: number | null, 
/**
 * URNs of the schemas that `/Schemas` lists.
 */
schemas: Array<string>, };

/**
 * What kind of change was sent.
 */
export type ChangeKind = "deactivate" | "reactivate";

/**
 * How one change ended.
 */
export type ChangeOutcome = "applied" | "accepted_not_applied" | "vanished" | "failed" | "unknown" | "already" | "not_sent";

/**
 * A filter to check while it is typed.
 */
export type CheckFilter = { filter: string, };

/**
 * A URL to look at.
 */
export type CheckUrl = { app: string, url: string, };

/**
 * A column of a list.
 */
export type ColumnPreference = { id: string, width: number, };

/**
 * One field a command, typed as the pair of its request and its answer.
 */
export type Commands = { 
/**
 * Whether the desk is ready, and if not, what must be decided.
 */
desk_status: [null, DeskStatus], 
/**
 * Open the vault and the cache.
 */
desk_open: [OpenDesk, DeskStatus], 
/**
 * Set a cache aside whose key is lost, and begin a new one.
 */
desk_start_anew: [null, DeskStatus], 
/**
 * The apps of the gallery.
 */
apps_list: [null, Array<AppSummary>], 
/**
 * Advice on a tenant URL while it is typed.
 */
url_check: [CheckUrl, UrlAdvice], 
/**
 * Advice on a SCIM filter while it is typed.
 */
filter_check: [CheckFilter, FilterAdvice], 
/**
 * All tenants.
 */
tenants_list: [null, Array<Tenant>], 
/**
 * Save a tenant and its credential.
 */
tenant_add: [AddTenant, Tenant], 
/**
 * Change a tenant's name, safety level, environment, rate or certificate authorities.
 */
tenant_update: [UpdateTenant, Tenant], 
/**
 * Replace a tenant's token, and possibly its URL.
 */
tenant_replace_credential: [ReplaceCredential, Tenant], 
/**
 * Forget a tenant, its credential and its cached data; the journal stays.
 */
tenant_remove: [TenantId, null], 
/**
 * Test a connection; a job.
 */
connection_test: [TestTarget, JobId], 
/**
 * The last report of a tenant's connection test.
 */
connection_report: [TenantId, ConnectionReport | null], 
/**
 * Fetch accounts and groups anew; a job.
 */
refresh: [Refresh, JobId], 
/**
 * Rows of the users list.
 */
accounts_page: [ListPage, Page<AccountRow>], 
/**
 * Rows of the groups list.
 */
groups_page: [ListPage, Page<GroupRow>], 
/**
 * One account or group whole, as the cache has it; from the server where the cache does not.
 */
resource_detail: [ResourceId, ResourceDetail], 
/**
 * The same, read from the server now.
 */
resource_look: [ResourceId, ResourceDetail], 
/**
 * More of an account's groups or a group's members.
 */
resource_links: [LinksPage, Page<ResourceLink>], 
/**
 * Run a SCIM filter on the server.
 */
server_filter: [ServerFilter, ServerFilterOutcome], 
/**
 * Review switching accounts off or on.
 */
activation_review: [PrepareActivation, ActivationReview], 
/**
 * More items of a review.
 */
activation_items: [ReviewItems, Page<ActivationItem>], 
/**
 * Send what was reviewed; a job.
 */
activation_apply: [ApplyReview, JobId], 
/**
 * Rows of the journal.
 */
journal_page: [JournalPage, Page<JournalRow>], 
/**
 * One journal entry whole.
 */
journal_entry: [JournalId, JournalEntry], 
/**
 * Running and recently ended jobs.
 */
jobs_list: [null, Array<Job>], 
/**
 * Cancel a job.
 */
job_cancel: [JobId, null], 
/**
 * Whether practice tenants run.
 */
practice_status: [null, PracticeStatus], 
/**
 * Start practice tenants.
 */
practice_start: [StartPractice, PracticeStatus], 
/**
 * Stop practice tenants and forget them.
 */
practice_stop: [null, PracticeStatus], 
/**
 * What is remembered between starts.
 */
preferences_get: [null, Preferences], 
/**
 * Remember it.
 */
preferences_set: [Preferences, Preferences], };

/**
 * Whether a listing is all there is. Absence means nothing unless it is `Proven`.
 */
export type Completeness = "proven" | "unproven" | "known_partial";

/**
 * A finished connection test.
 */
export type ConnectionReport = { at: string, verdict: ConnectionVerdict, 
/**
 * One bold sentence: it works, or what is wrong and who can mend it.
 */
sentence: string, 
/**
 * What to do next, where it fails or warns.
 */
next: string | null, 
/**
 * The code of the first failure.
 */
code: ErrorCode | null, 
/**
 * A URL to offer with one click, where the URL is what is wrong.
 */
suggestedUrl: string | null, warnings: Array<string>, stages: Array<Stage>, capabilities: Capabilities, elapsedMs: number, };

/**
 * The outcome of a whole connection test.
 */
export type ConnectionVerdict = "works" | "works_with_warnings" | "fails";

/**
 * An error as window, command (`--json`) and log show it.
 */
export type DeskError = { 
/**
 * Stable; scripts and the window branch on it.
 */
code: ErrorCode, 
/**
 * One sentence for a person: what happened.
 */
message: string, 
/**
 * What to do next, where there is something to do.
 */
next: string | null, 
/**
 * What the server or the system said, redacted.
 */
evidence: Evidence | null, };

/**
 * What the desk tells everyone who listens.
 */
export type DeskEvent = { "event": "job_changed", job: Job, } | { "event": "stage_changed", job: string, stage: Stage, } | { "event": "data_changed", tenant: string, } | { "event": "tenants_changed" } | { "event": "journal_changed" };

/**
 * Whether the desk is ready for work, and if not, what the admin must decide.
 */
export type DeskStatus = { "state": "open", vault: VaultKind, dataDir: string, version: string, } | { "state": "keyring_unavailable", problem: DeskError, hasCache: boolean, } | { "state": "passphrase_needed", problem: DeskError | null, } | { "state": "cache_key_lost", problem: DeskError, } | { "state": "cache_unusable", problem: DeskError, };

/**
 * What the tenant is used for: a colour band and a word.
 */
export type Environment = "production" | "test" | "practice";

/**
 * One code for each thing that can go wrong and that somebody would act on differently.
 *
 * The words for each stand in `words/en/desk.ftl` as `error-<code>`, with the remedy as `.next`.
 */
export type ErrorCode = "url_invalid" | "url_not_https" | "url_has_credentials" | "url_is_portal_page" | "name_not_found" | "connection_refused" | "connect_timeout" | "connection_lost" | "tls_name_mismatch" | "tls_untrusted" | "tls_expired" | "tls_failed" | "proxy_failed" | "answer_timeout" | "token_refused" | "forbidden" | "endpoint_not_found" | "resource_not_found" | "conflict" | "precondition_failed" | "bad_request" | "not_supported" | "too_many_requests" | "server_failed" | "unexpected_status" | "redirect_refused" | "sign_in_page" | "not_scim" | "empty_answer" | "broken_json" | "answer_too_large" | "outcome_unknown" | "token_invalid" | "token_too_long" | "keyring_missing" | "keyring_locked" | "keyring_refused" | "keyring_failed" | "passphrase_wrong" | "passphrase_missing" | "vault_file_broken" | "credential_missing" | "tenant_url_mismatch" | "cache_key_lost" | "cache_newer" | "cache_broken" | "cache_failed" | "disk_full" | "tenant_not_found" | "tenant_name_taken" | "tenant_name_invalid" | "app_unknown" | "account_not_found" | "account_ambiguous" | "journal_entry_not_found" | "filter_invalid" | "read_only_tenant" | "review_needed" | "review_stale" | "selection_empty" | "job_not_found" | "already_running" | "cancelled" | "not_open" | "bad_input" | "internal";

/**
 * The request and answer behind an error or a result. Never holds a token.
 */
export type Evidence = { 
/**
 * HTTP verb, where a request was made.
 */
method: string | null, 
/**
 * URL without credentials.
 */
url: string | null, 
/**
 * HTTP status of the last answer.
 */
status: number | null, 
/**
 * Headers worth showing (content type, www-authenticate, retry-after, request ids, server).
 */
headers: Array<[string, string]>, 
/**
 * At most 2 KiB of the body as text.
 */
bodyExcerpt: string | null, 
/**
 * How often the request was sent.
 */
attempts: number, 
/**
 * Milliseconds from the first attempt to the end.
 */
elapsedMs: number | null, 
/**
 * The technical cause chain, in English, for a vendor or a bug report.
 */
cause: string | null, };

/**
 * Whether a filter can be read.
 */
export type FilterAdvice = { 
/**
 * Printed back in canonical form.
 */
canonical: string | null, problem: string | null, 
/**
 * Column of the problem, counted in characters from 1.
 */
column: number | null, };

/**
 * A row of the groups list.
 */
export type GroupRow = { id: string, name: string, externalId: string | null, 
/**
 * `None`: the server returned no members; unknown, not empty.
 */
members: number | null, lastModified: string | null, lastSeen: string, notSeen: boolean, };

/**
 * Long work. It runs in the background; events tell how it goes; it can be cancelled.
 */
export type Job = { id: string, kind: JobKind, 
/**
 * The tenant's id; absent for the test of a draft.
 */
tenant: string | null, tenantName: string | null, startedAt: string, progress: Progress, 
/**
 * `None` while it runs.
 */
end: JobEnd | null, };

/**
 * How a job ended.
 */
export type JobEnd = { "end": "connection_tested", report: ConnectionReport, } | { "end": "refreshed", outcomes: Array<RefreshOutcome>, failures: Array<RefreshFailure>, } | { "end": "activation_done", outcome: ActivationOutcome, 
/**
 * Set where the cache failed on the way: nothing was sent after that.
 */
error: DeskError | null, } | { "end": "failed", error: DeskError, } | { "end": "cancelled", outcome: ActivationOutcome | null, };

/**
 * Names one job.
 */
export type JobId = { job: string, };

/**
 * What a job does.
 */
export type JobKind = "connection_test" | "refresh" | "deactivate" | "reactivate";

/**
 * A whole entry.
 */
export type JournalEntry = { row: JournalRow, 
/**
 * The requests, in order, each with what was answered.
 */
exchanges: Array<JournalExchange>, 
/**
 * The account's JSON before the change, indented.
 */
before: string | null, 
/**
 * As read back, indented.
 */
after: string | null, };

/**
 * A request that was sent, and its answer.
 */
export type JournalExchange = { request: RequestPreview, answer: Evidence | null, };

/**
 * Names one journal entry.
 */
export type JournalId = { id: number, };

/**
 * A window over the journal.
 */
export type JournalPage = { 
/**
 * All tenants where absent.
 */
tenant: string | null, 
/**
 * One account's history, where set.
 */
account: string | null, window: Window, };

/**
 * A row of the journal. Newest first.
 */
export type JournalRow = { id: number, at: string, 
/**
 * The OS user who sent it.
 */
osUser: string, 
/**
 * The tenant's id; its entries outlive it.
 */
tenant: string, tenantName: string, change: ChangeKind, account: string, accountName: string, 
/**
 * `None` while it is under way, or where the process died before the answer.
 */
outcome: ChangeOutcome | null, sentence: string | null, };

/**
 * The last connection test in short.
 */
export type LastTest = { at: string, verdict: ConnectionVerdict, 
/**
 * The one sentence.
 */
sentence: string, };

/**
 * A window over the links of one account or group.
 */
export type LinksPage = { resource: ResourceId, window: Window, };

/**
 * A window over the accounts or groups of a tenant.
 */
export type ListPage = { tenant: string, query: ListQuery, window: Window, };

/**
 * Which rows, in which order.
 */
export type ListQuery = { 
/**
 * Substring of display name, user name, e-mail or external id, whatever the letter case.
 */
search: string, 
/**
 * Users only: `true` active, `false` inactive.
 */
active: boolean | null, sort: SortKey, descending: boolean, };

/**
 * Count, age and completeness of what is cached of one resource type.
 */
export type ListingSummary = { 
/**
 * Accounts or groups held, those not seen in the last listing included.
 */
count: number, active: number | null, inactive: number | null, 
/**
 * Held from before, but absent from the last listing, which was not proven complete.
 */
notSeen: number, fetchedAt: string, completeness: Completeness, 
/**
 * Why, in one sentence: "The server stopped after 50 without saying why."
 */
evidence: string, };

/**
 * How to open the desk.
 */
export type OpenDesk = { 
/**
 * `None`: as chosen before, else the keyring.
 */
vault: VaultKind | null, 
/**
 * For the passphrase file. Crosses the bridge once, on the way in.
 */
passphrase: string | null, };

/**
 * Rows of a list, with what is known of the whole.
 */
export type Page<T> = { rows: Array<T>, 
/**
 * How many match in all.
 */
total: number, 
/**
 * Set where at least `total` match and counting goes on; `data_changed` tells when it is done. Absent means no.
 */
counting?: boolean, 
/**
 * Index of the first row in the whole list.
 */
offset: number, 
/**
 * Grows with every change of the underlying data: rows of different revisions do not mix.
 */
revision: number, };

/**
 * The embedded practice tenants.
 */
export type PracticeStatus = { 
/**
 * Whether the practice servers are up.
 */
running: boolean, 
/**
 * Ids of the tenants that point at them.
 */
tenants: Array<string>, };

/**
 * What is remembered between starts; kept in `preferences.json`. Holds no personal data and no secret.
 */
export type Preferences = { 
/**
 * The vault chosen at first start.
 */
vault: VaultKind | null, theme: Theme, 
/**
 * By list (`users`, `groups`, `journal`): the columns shown, in order, with widths in pixels.
 */
columns: { [key in string]: Array<ColumnPreference> }, 
/**
 * The tenant selected last.
 */
lastTenant: string | null, 
/**
 * Whether the list of tenants is collapsed to icons.
 */
sidebarCollapsed: boolean, };

/**
 * Ask for a review of switching accounts off or on. Sends nothing.
 */
export type PrepareActivation = { tenant: string, selection: Selection, 
/**
 * `false` deactivates, `true` reactivates.
 */
active: boolean, };

/**
 * How far a job is. Sent at most ten times a second.
 */
export type Progress = { 
/**
 * What is being worked on, where a job has parts.
 */
kind: ResourceKind | null, done: number, 
/**
 * `None` where nobody knows.
 */
total: number | null, pages: number, 
/**
 * Items a second, over the last seconds.
 */
rate: number | null, 
/**
 * Milliseconds left, where the total is known.
 */
timeLeftMs: number | null, 
/**
 * Set while waiting for the server's own limit (`Retry-After`), milliseconds.
 */
waitingMs: number | null, };

/**
 * What to fetch anew from a tenant.
 */
export type Refresh = { tenant: string, 
/**
 * Both where empty.
 */
kinds: Array<ResourceKind>, };

/**
 * A resource type that could not be refreshed; what was cached of it stays.
 */
export type RefreshFailure = { kind: ResourceKind, error: DeskError, };

/**
 * What a refresh found.
 */
export type RefreshOutcome = { kind: ResourceKind, count: number, pages: number, completeness: Completeness, 
/**
 * Why it is proven, unproven or partial.
 */
evidence: string, added: number, changed: number, 
/**
 * Absent from a listing proven complete: gone from the app.
 */
vanished: number, 
/**
 * Absent from a listing that proves nothing: kept and marked.
 */
notSeen: number, elapsedMs: number, };

/**
 * A new token, and with it possibly a new URL: the two are replaced together or not at all.
 */
export type ReplaceCredential = { tenant: string, url: string | null, token: string, };

/**
 * A request as it will be, or was, sent; without the token.
 */
export type RequestPreview = { method: string, url: string, 
/**
 * Indented JSON.
 */
body: string | null, };

/**
 * Everything known of one account or group.
 */
export type ResourceDetail = { kind: ResourceKind, id: string, name: string, userName: string | null, active: boolean | null, attributes: Array<AttributeGroup>, 
/**
 * An account's groups or a group's members: the first 200; page on with `links_page`.
 */
links: Array<ResourceLink>, 
/**
 * `None`: unknown, because no listing or answer told.
 */
linksTotal: number | null, 
/**
 * The server's JSON, indented, as it came.
 */
raw: string, lastSeen: string, notSeen: boolean, completeness: Completeness | null, };

/**
 * Names one account or group.
 */
export type ResourceId = { tenant: string, kind: ResourceKind, id: string, };

/**
 * The two resource types that are listed.
 */
export type ResourceKind = "user" | "group";

/**
 * A link to another resource of the tenant.
 */
export type ResourceLink = { kind: ResourceKind, id: string, 
/**
 * Its display name where known, else its id.
 */
name: string, 
/**
 * Whether the cache holds it, so that it can be opened.
 */
known: boolean, };

/**
 * A window over the items of a review.
 */
export type ReviewItems = { review: string, window: Window, };

/**
 * How much an admin lets Scimdesk change in a tenant.
 */
export type SafetyLevel = "read_only" | "review" | "trusted";

/**
 * Some accounts, or all that match except some.
 */
export type Selection = { "kind": "some", ids: Array<string>, } | { "kind": "all_except", query: ListQuery, except: Array<string>, };

/**
 * A SCIM filter to run on the server.
 */
export type ServerFilter = { tenant: string, kind: ResourceKind, 
/**
 * RFC 7644 §3.4.2.2.
 */
filter: string, 
/**
 * How many to fetch at most; 1,000 where absent.
 */
limit: number | null, };

/**
 * What the server answered to a filter. Each hit is checked here too: servers get filters wrong.
 */
export type ServerFilterOutcome = { accounts: Array<AccountRow>, groups: Array<GroupRow>, 
/**
 * `totalResults` as the server said it.
 */
serverTotal: number | null, 
/**
 * Hits that do not satisfy the filter when checked here: a sign that the server ignored it.
 */
notMatching: number, completeness: Completeness, 
/**
 * What to know of this answer, in one sentence.
 */
evidence: string, elapsedMs: number, };

/**
 * By what a list is sorted.
 */
export type SortKey = "name" | "user_name" | "email" | "external_id" | "active" | "title" | "department" | "created" | "last_modified" | "members";

/**
 * One stage of the report; sent again each time it changes.
 */
export type Stage = { id: StageId, 
/**
 * "The token is accepted"
 */
title: string, outcome: StageOutcome, elapsedMs: number | null, 
/**
 * The result in one sentence.
 */
sentence: string | null, evidence: Evidence | null, };

/**
 * The stages, in their order.
 */
export type StageId = "url" | "name" | "tcp" | "tls" | "token" | "empty_match" | "users" | "groups" | "service_provider_config" | "resource_types" | "schemas" | "open_door";

/**
 * How a stage stands.
 */
export type StageOutcome = "running" | "passed" | "not_offered" | "warning" | "failed" | "not_known" | "skipped";

/**
 * What practice tenants to start. Those that exist already are pointed at the new servers.
 */
export type StartPractice = { 
/**
 * Gallery id of one app; all five where absent.
 */
app: string | null, 
/**
 * Accounts in each; some hundred where absent, at most 1,000,000.
 */
accounts: number | null, };

/**
 * A tenant, without its token.
 */
export type Tenant = { id: string, name: string, 
/**
 * Gallery id.
 */
app: string, 
/**
 * The app's name, for people.
 */
appName: string, 
/**
 * As normalised; for display. Requests use the URL kept beside the token in the vault.
 */
url: string, safety: SafetyLevel, environment: Environment, 
/**
 * Requests a second, at most.
 */
rate: number, 
/**
 * PEM of the admin's own certificate authorities for this tenant, where set.
 */
extraCa: string | null, state: TenantState, lastTest: LastTest | null, users: ListingSummary | null, groups: ListingSummary | null, 
/**
 * Whether the app has groups over SCIM: as its server last showed, else as its vendor writes; `None` where nobody knows.
 */
groupsOffered: boolean | null, createdAt: string, };

/**
 * Names one tenant by id.
 */
export type TenantId = { tenant: string, };

/**
 * State of a tenant in the list on the left.
 */
export type TenantState = "reachable" | "needs_attention" | "never_tested";

/**
 * What to test: a saved tenant, or a URL and token not saved yet.
 */
export type TestTarget = { "kind": "tenant", tenant: string, } | { "kind": "draft", app: string, url: string, token: string, extraCa: string | null, };

/**
 * How the window looks. Follows the system unless the admin chose.
 */
export type Theme = "system" | "light" | "dark" | "high_contrast";

/**
 * Changes to a tenant; absent fields stay.
 */
export type UpdateTenant = { id: string, name: string | null, safety: SafetyLevel | null, environment: Environment | null, 
/**
 * 0.1 to 1,000 requests a second.
 */
rate: number | null, 
/**
 * Empty text removes it.
 */
extraCa: string | null, };

/**
 * Advice on a tenant URL while it is typed. Makes no request.
 */
export type UrlAdvice = { 
/**
 * The URL requests would go to; absent while it cannot be used.
 */
normalised: string | null, 
/**
 * A better URL to offer with one click.
 */
suggestion: string | null, 
/**
 * What was noticed, in sentences.
 */
notes: Array<string>, 
/**
 * Why it cannot be used.
 */
problem: string | null, };

/**
 * Where secrets are kept, as the admin chose it.
 */
export type VaultKind = "keyring" | "file" | "session";

/**
 * A window over a list.
 */
export type Window = { offset: number, 
/**
 * At most 1,000.
 */
limit: number, };
