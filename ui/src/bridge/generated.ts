// Generated from Rust by `cargo xtask bindings`. Do not edit.

export type AbsentMeans = "disabled" | "deleted";

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
 * The list of accounts that people were compared with.
 */
export type AccountsCompared = { count: number, completeness: Completeness, evidence: string, };

/**
 * What may be done at the app: Entra's target object actions.
 */
export type Actions = { 
/**
 * Objects are made. Without it existing ones are still found and changed.
 */
create: boolean, 
/**
 * Objects are changed; switching off is a change.
 */
update: boolean, 
/**
 * Objects are deleted.
 */
delete: boolean, };

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
 * An app role.
 */
export type AppRole = { id: string | null, value: string | null, displayName: string | null, };

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
helpUrl: string | null, 
/**
 * What an admin should know of this app.
 */
about: string, 
/**
 * What one must have bought and be, in one sentence.
 */
plan: string | null, 
/**
 * What it documents to do over SCIM, for people: "Create accounts".
 */
capabilities: Array<string>, 
/**
 * The way from nothing to provisioning, as the vendor's tutorial goes, one sentence a step.
 */
steps: Array<SetUpStep>, 
/**
 * What of this is not verified, in one sentence.
 */
unverified: string | null, };

/**
 * When a mapping applies: Entra's `flowType`.
 */
export type Apply = "always" | "on_create" | "when_target_empty" | "add_values" | "add_value";

/**
 * Send what was reviewed.
 */
export type ApplyReview = { review: string, };

/**
 * Asks the server whether it can be asked for objects by an attribute.
 */
export type AskFilterable = { tenant: string, object: ObjectKind, path: string, };

/**
 * Assign people and groups. Who is assigned already gets the role.
 */
export type AssignPrincipals = { tenant: string, principals: Array<Principal>, role: AppRole | null, };

/**
 * An assignment.
 */
export type AssignmentRow = { principal: Principal, 
/**
 * `None`: the directory has no such person or group any more.
 */
name: string | null, 
/**
 * `None`: *Default Access*.
 */
role: AppRole | null, 
/**
 * Of a group: its direct members that are people.
 */
people: number | null, };

/**
 * Who is provisioned by assignment, before the scoping filters are asked.
 */
export type AssignmentRules = { 
/**
 * Everybody, or who is assigned.
 */
who: Who, 
/**
 * Whether an assigned group assigns the members of the groups in it too. Entra: never.
 */
nestedGroups: boolean, 
/**
 * Whether an assignment with the role *Default Access* counts for nothing, as it did in Entra until July 2020.
 */
excludeDefaultAccess: boolean, };

/**
 * Rows of a tenant's assignments, by name.
 */
export type AssignmentsPage = { tenant: string, search: string, window: Window, };

/**
 * An attribute of a person, a directory's group, an account or an app's group: a row of an attribute list.
 */
export type AttributeDefinition = { 
/**
 * Of a source: its name. Of a target: its path, `emails[type eq "work"].value`.
 */
name: string, 
/**
 * What it holds.
 */
type: AttributeType, 
/**
 * Whether it holds several values.
 */
multiValued: boolean, 
/**
 * Whether an object must have a value of it.
 */
required: boolean, 
/**
 * Whether values that differ in letter case alone are different.
 */
caseExact: boolean, 
/**
 * Whether no two objects may have the same value.
 */
unique: boolean, 
/**
 * Whether it is the object's key (Entra: "Primary Key"); the app gives it, and no mapping may fill it.
 */
anchor: boolean, 
/**
 * Whether the server can be asked for objects by it. `None`: nobody knows.
 */
filterable: boolean | null, 
/**
 * The most characters that the app takes. `None`: nobody says.
 */
maxLength: number | null, 
/**
 * Of a reference: the object types that it may lead to, `User`, `Group`.
 */
references: Array<string>, };

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
 * How one target attribute is filled.
 */
export type AttributeMapping = { 
/**
 * The path of the target attribute. One mapping for each.
 */
target: string, 
/**
 * Where the value is from.
 */
source: MappingSource, 
/**
 * Used where the source has no value: on creation, and later only with [`WhenEmpty::Default`].
 */
defaultValue: string | null, 
/**
 * The precedence among the attributes that an existing account is found by, from 1; `None`: it is not looked for by this one.
 */
matching: number | null, 
/**
 * When it applies.
 */
apply: Apply, 
/**
 * What happens to the value that the account has when the source has none.
 */
whenEmpty: WhenEmpty, };

/**
 * What an attribute holds: the types of Entra's attribute lists.
 */
export type AttributeType = "string" | "boolean" | "integer" | "date_time" | "binary" | "reference";

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
 * Build the exact requests for one person, without sending them.
 */
export type BuildRequests = { tenant: string, object: ObjectKind, person: string, 
/**
 * `None`: the saved ones.
 */
mappings: Mappings | null, 
/**
 * `None`: as the mappings say.
 */
profile: RequestProfile | null, };

/**
 * A request.
 */
export type BuiltRequest = { method: string, 
/**
 * After the tenant URL.
 */
path: string, 
/**
 * JSON, indented.
 */
body: string, };

/**
 * The requests.
 */
export type BuiltRequests = { profile: RequestProfile, 
/**
 * What would be sent if there were no account.
 */
create: Array<BuiltRequest>, 
/**
 * What would be sent to the account that was found, by the cache; `None` where none was found. Empty: it is as it should be.
 */
update: Array<BuiltRequest> | null, account: string | null, 
/**
 * What is left out, and why: one sentence each.
 */
notes: Array<string>, };

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
export type ChangeKind = "deactivate" | "reactivate" | "create" | "update" | "restore" | "disable" | "delete" | "references";

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
 * From which directory a tenant takes its people.
 */
export type ChooseDirectory = { tenant: string, directory: string | null, };

/**
 * One condition on a source attribute.
 */
export type Clause = { 
/**
 * The source attribute; letter case counts.
 */
attribute: string, 
/**
 * How it is compared.
 */
operator: FilterOperator, 
/**
 * What it is compared with. `None` for operators that take nothing.
 */
value: string | null, };

/**
 * A clause and its answer.
 */
export type ClauseAnswer = { 
/**
 * `department EQUALS "sales"`
 */
clause: string, passed: boolean, 
/**
 * The value that was asked, or why it could not be.
 */
sentence: string, };

/**
 * Which attribute a column is.
 */
export type ColumnChoice = { header: string, attribute: string, };

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
 * A tenant's mappings: the newest version, or the app's defaults.
 */
mappings_get: [TenantId, TenantMappings], 
/**
 * What is wrong with mappings while they are edited.
 */
mappings_check: [DraftMappings, Array<MappingProblem>], 
/**
 * Save a new version.
 */
mappings_save: [SaveMappings, TenantMappings], 
/**
 * All versions, the newest first.
 */
mappings_versions: [TenantId, Array<MappingVersion>], 
/**
 * One version's mappings.
 */
mappings_version: [MappingVersionId, Mappings], 
/**
 * What is different between two.
 */
mappings_compare: [CompareMappings, Array<MappingDifference>], 
/**
 * Go back to an older version, as a new one.
 */
mappings_restore: [RestoreMappings, TenantMappings], 
/**
 * A version as a file.
 */
mappings_export: [ExportMappings, ExportedMappings], 
/**
 * Read a file as a draft; nothing is saved.
 */
mappings_import: [ImportMappings, ImportedMappings], 
/**
 * The functions of expressions and the operators of filters.
 */
mapping_language: [null, MappingLanguage], 
/**
 * Check one mapping while it is typed, and what it gives for a person.
 */
mapping_try: [TryMapping, TriedMapping], 
/**
 * The attributes that the server's schemas list.
 */
attributes_discover: [TenantId, DiscoveredAttributes], 
/**
 * Ask the server whether it can filter by an attribute.
 */
filterable_ask: [AskFilterable, FilterableAnswer], 
/**
 * What mappings give for everybody in scope; a job.
 */
mappings_preview: [PreviewMappings, JobId], 
/**
 * Rows of a preview.
 */
preview_page: [PreviewPage, Page<PreviewRow>], 
/**
 * Who is in scope by a draft, and who changes sides; a job.
 */
scope_preview: [PreviewScope, JobId], 
/**
 * Rows of one side.
 */
scope_page: [ScopePage, Page<ScopeRow>], 
/**
 * Why somebody is in scope, or not.
 */
scope_explain: [ExplainScope, ScopeExplanation], 
/**
 * Scoping filters as text.
 */
scope_print: [ScopeFilters, ScopeText], 
/**
 * Scoping filters from text.
 */
scope_read: [ScopeText, ScopeRead], 
/**
 * The exact requests for one person; nothing is sent.
 */
requests_build: [BuildRequests, BuiltRequests], 
/**
 * All directories.
 */
directories_list: [null, Array<Directory>], 
/**
 * Look at a file of people; nothing is kept.
 */
people_read: [ReadPeople, PeopleReading], 
/**
 * Keep what was read.
 */
people_keep: [KeepPeople, Directory], 
/**
 * Take a tenant's cached accounts and groups as people and groups.
 */
people_take: [TakePeople, Directory], 
/**
 * Forget a directory.
 */
directory_remove: [DirectoryId, null], 
/**
 * Rows of a directory's people.
 */
people_page: [PeoplePage, Page<PersonRow>], 
/**
 * Rows of a directory's groups.
 */
directory_groups_page: [PeoplePage, Page<DirectoryGroupRow>], 
/**
 * One person whole.
 */
person_detail: [PersonId, PersonDetail], 
/**
 * Choose the directory that a tenant's people are from.
 */
directory_choose: [ChooseDirectory, null], 
/**
 * Rows of a tenant's assignments.
 */
assignments_page: [AssignmentsPage, Page<AssignmentRow>], 
/**
 * Assign people and groups to a tenant's app.
 */
assign: [AssignPrincipals, null], 
/**
 * Take assignments away.
 */
unassign: [UnassignPrincipals, null], 
/**
 * Where a tenant's provisioning stands.
 */
provisioning_get: [TenantId, Provisioning], 
/**
 * Change how a tenant is provisioned.
 */
provisioning_save: [SaveProvisioning, Provisioning], 
/**
 * Switch cycles on, or go on after a pause or a quarantine.
 */
provisioning_start: [TenantId, Provisioning], 
/**
 * Stop cycles now; the one that runs stops after the object at hand.
 */
provisioning_pause: [TenantId, Provisioning], 
/**
 * Switch cycles off.
 */
provisioning_stop: [TenantId, Provisioning], 
/**
 * Begin anew with an initial cycle.
 */
provisioning_restart: [RestartProvisioning, Provisioning], 
/**
 * Run the next cycle now; a job.
 */
cycle_run: [RunCycle, JobId], 
/**
 * Cycles, the newest first.
 */
cycles_page: [TenantPage, Page<CycleRow>], 
/**
 * Plan; a job. Sends nothing.
 */
plan_make: [MakePlan, JobId], 
/**
 * The newest plan of a tenant.
 */
plan_newest: [TenantId, ProvisioningPlan | null], 
/**
 * A plan.
 */
plan_get: [PlanId, ProvisioningPlan], 
/**
 * Rows of a plan.
 */
plan_page: [PlanPage, Page<PlanRow>], 
/**
 * One change whole.
 */
plan_item: [PlanItemId, PlanItem], 
/**
 * Take changes out of a plan, or put them back.
 */
plan_decide: [DecidePlan, ProvisioningPlan], 
/**
 * A plan as a file.
 */
plan_export: [ExportPlan, ExportedFile], 
/**
 * A plan from a file; nothing is sent.
 */
plan_import: [ImportPlan, ProvisioningPlan], 
/**
 * Send what a plan says; a job.
 */
plan_apply: [PlanId, JobId], 
/**
 * Provision some people or groups, or see what would be done; a job.
 */
provision_on_demand: [ProvisionOnDemand, JobId], 
/**
 * Disables and deletions that wait for a person.
 */
staged_page: [TenantPage, Page<StagedRow>], 
/**
 * Allow or deny some of them, or all.
 */
staged_decide: [DecideStaged, Provisioning], 
/**
 * Rows of the log, the newest first.
 */
logs_page: [LogPage, Page<LogRow>], 
/**
 * One record whole.
 */
log_record: [LogId, LogRecord], 
/**
 * The log as files.
 */
logs_export: [ExportLog, Array<ExportedFile>], 
/**
 * Rows of the links.
 */
links_page: [LinksOf, Page<LinkRow>], 
/**
 * Forget a link; nothing is sent.
 */
link_remove: [UnlinkAccount, null], 
/**
 * Link a person or group with an account; nothing is sent.
 */
link_set: [LinkAccount, LinkRow], 
/**
 * Compare the cached accounts with links and people; a job.
 */
drift_find: [TenantId, JobId], 
/**
 * Rows of what was found.
 */
drift_page: [DriftPage, Page<DriftRow>], 
/**
 * Adopt, repair, accept or ignore.
 */
drift_resolve: [ResolveDrift, DriftSummary], 
/**
 * Rules by which accounts are no drift.
 */
drift_rules: [TenantId, Array<DriftRule>], 
/**
 * Replace these rules.
 */
drift_rules_save: [SaveDriftRules, Array<DriftRule>], 
/**
 * The server that sends e-mail.
 */
mail_server_get: [null, MailServer], 
/**
 * Save it.
 */
mail_server_save: [SaveMailServer, MailServer], 
/**
 * Send a message by all ways that a tenant names.
 */
notification_test: [TenantId, NotificationTest], 
/**
 * Save where a directory is read from.
 */
directory_connect: [ConnectDirectory, DirectoryConnection], 
/**
 * How a directory is read; none for one that was imported once.
 */
directory_connection: [DirectoryId, DirectoryConnection | null], 
/**
 * Test a directory; a job. Nothing is kept.
 */
directory_test: [TestDirectory, JobId], 
/**
 * Read a directory anew; a job.
 */
directory_refresh: [RefreshDirectory, JobId], 
/**
 * Begin to sign in to a directory with a code.
 */
directory_sign_in: [DirectoryId, DeviceCode], 
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
 * Start a practice Microsoft Graph, and connect a directory that is read from it.
 */
practice_directory_start: [null, DirectoryConnection], 
/**
 * What is remembered between starts.
 */
preferences_get: [null, Preferences], 
/**
 * Remember it.
 */
preferences_set: [Preferences, Preferences], };

/**
 * Compare two.
 */
export type CompareMappings = { tenant: string, from: MappingsRef, to: MappingsRef, };

/**
 * What the outcome is compared with.
 */
export type CompareWith = "saved" | "accounts";

/**
 * Whether a listing is all there is. Absence means nothing unless it is `Proven`.
 */
export type Completeness = "proven" | "unproven" | "known_partial";

/**
 * A directory to connect.
 */
export type ConnectDirectory = { 
/**
 * `None`: a new one.
 */
directory: string | null, name: string, source: DirectorySource, 
/**
 * Client secret, PEM of certificate and key, or password. `None`: the one saved before, or none is needed.
 */
secret: string | null, };

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
 * What a run did, in objects.
 */
export type CycleCounts = { 
/**
 * Read from the directory.
 */
imported: number, 
/**
 * Of which a change was looked for.
 */
evaluated: number, created: number, linked: number, updated: number, restored: number, disabled: number, deleted: number, 
/**
 * Changes of references and members.
 */
memberships: number, skipped: number, failed: number, 
/**
 * Of the failures, those about references.
 */
failedReferences: number, 
/**
 * Waiting for a person.
 */
staged: number, 
/**
 * Sent to the app.
 */
requests: number, };

export type CycleKind = "initial" | "incremental" | "plan" | "on_demand";

/**
 * One run.
 */
export type CycleRow = { 
/**
 * From 1, each tenant's own.
 */
number: number, kind: CycleKind, state: CycleState, beganAt: string, endedAt: string | null, counts: CycleCounts, 
/**
 * Why it failed, where it did.
 */
error: DeskError | null, };

export type CycleState = "running" | "succeeded" | "some_failed" | "failed" | "stopped" | "interrupted";

/**
 * Take changes out of a plan, or put them back.
 */
export type DecidePlan = { plan: string, 
/**
 * Empty: all that the filter below has.
 */
numbers: Array<number>, object: ObjectKind | null, action: PlannedAction | null, reject: boolean, };

export type DecideStaged = { tenant: string, 
/**
 * Empty: all that wait.
 */
numbers: Array<number>, decision: StagedDecision, };

/**
 * Prevents accidental deletions: when a cycle would disable or delete more than this, these changes wait for a person.
 */
export type DeletionGuard = { enabled: boolean, 
/**
 * More than so many.
 */
count: number | null, 
/**
 * More than this share of the linked accounts, or of the linked groups, percent; from three on.
 */
share: number | null, 
/**
 * Names or user names that are never disabled or deleted; `*` stands for any text.
 */
protected: Array<string>, };

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
export type DeskEvent = { "event": "job_changed", job: Job, } | { "event": "stage_changed", job: string, stage: Stage, } | { "event": "data_changed", tenant: string, } | { "event": "tenants_changed" } | { "event": "journal_changed" } | { "event": "mappings_changed", tenant: string, } | { "event": "directories_changed" } | { "event": "provisioning_changed", tenant: string, } | { "event": "notification", tenant: string, title: string, text: string, };

/**
 * Whether the desk is ready for work, and if not, what the admin must decide.
 */
export type DeskStatus = { "state": "open", vault: VaultKind, dataDir: string, version: string, } | { "state": "keyring_unavailable", problem: DeskError, hasCache: boolean, } | { "state": "passphrase_needed", problem: DeskError | null, } | { "state": "cache_key_lost", problem: DeskError, } | { "state": "cache_unusable", problem: DeskError, };

/**
 * The code with which a person signs in, in a browser.
 */
export type DeviceCode = { code: string, url: string, sentence: string, expiresAt: string, 
/**
 * Ends when the person has signed in.
 */
job: string, };

/**
 * A directory: people and groups, kept in the cache.
 */
export type Directory = { id: string, name: string, origin: DirectoryOrigin, people: number, groups: number, importedAt: string, 
/**
 * The tenants that take their people from it, by name.
 */
tenants: Array<string>, 
/**
 * What is odd about it, one sentence each: managers in a circle, members that do not exist.
 */
notes: Array<string>, };

export type DirectoryAttribute = { 
/**
 * As the directory calls it.
 */
name: string, 
/**
 * The source attribute that it is taken for.
 */
attribute: string, sample: string | null, };

/**
 * How a directory is read, where it is read again and again.
 */
export type DirectoryConnection = { directory: string, name: string, source: DirectorySource, hasSecret: boolean, refreshedAt: string | null, completeness: Completeness | null, evidence: string | null, lastTest: DirectoryReport | null, };

/**
 * A group of a directory.
 */
export type DirectoryGroupRow = { id: string, name: string, 
/**
 * People and groups directly in it.
 */
members: number, };

/**
 * Names one directory by id.
 */
export type DirectoryId = { directory: string, };

/**
 * Where it is from.
 */
export type DirectoryOrigin = { "from": "csv", file: string, } | { "from": "json", file: string, } | { "from": "tenant", tenant: string, } | { "from": "entra_id", directory: string, } | { "from": "ldap", url: string, };

export type DirectoryRefreshed = { directory: string, full: boolean, people: number, groups: number, added: number, changed: number, removed: number, 
/**
 * Whether it is all there is.
 */
completeness: Completeness, evidence: string, notes: Array<string>, };

/**
 * What a test found.
 */
export type DirectoryReport = { at: string, works: boolean, 
/**
 * In one sentence.
 */
sentence: string, stages: Array<DirectoryStage>, 
/**
 * Attributes that its people have, with a sample each.
 */
attributes: Array<DirectoryAttribute>, people: number | null, groups: number | null, };

/**
 * Where a directory is read from. Secrets are in the vault.
 */
export type DirectorySource = { "from": "entra_id" } & EntraIdSource | { "from": "ldap" } & LdapSource | { "from": "file" } & FileSource | { "from": "tenant", tenant: string, };

export type DirectoryStage = { name: string, 
/**
 * `None`: not reached.
 */
passed: boolean | null, detail: string, error: DeskError | null, };

/**
 * The attributes that a server's `/Schemas` lists.
 */
export type DiscoveredAttributes = { users: Array<AttributeDefinition>, groups: Array<AttributeDefinition>, 
/**
 * What was found, in one sentence.
 */
sentence: string, 
/**
 * Why nothing was found, where nothing was.
 */
error: DeskError | null, };

/**
 * Mappings as they are being edited.
 */
export type DraftMappings = { tenant: string, mappings: Mappings, };

export type DriftCount = { object: ObjectKind, kind: DriftKind, count: number, };

export type DriftKind = "local" | "unassigned" | "unlinked" | "changed" | "disabled_orphan" | "duplicate" | "missing";

export type DriftPage = { tenant: string, object: ObjectKind | null, kind: DriftKind | null, search: string, window: Window, };

export type DriftPolicy = "report" | "repair";

export type DriftRemedy = "adopt" | "repair" | "accept" | "ignore";

export type DriftRow = { 
/**
 * Names it as long as the same search for drift is kept.
 */
number: number, object: ObjectKind, kind: DriftKind, account: string, accountName: string, active: boolean | null, person: string | null, personName: string | null, 
/**
 * What changed: as it was written, and as it is.
 */
attributes: Array<ModifiedProperty>, 
/**
 * In one sentence.
 */
sentence: string, 
/**
 * What can be done about it.
 */
remedies: Array<DriftRemedy>, };

/**
 * A rule by which accounts are no drift.
 */
export type DriftRule = { id: number | null, 
/**
 * `None`: accounts and groups.
 */
object: ObjectKind | null, 
/**
 * `None`: all kinds.
 */
kind: DriftKind | null, 
/**
 * Of the account's name or user name; `*` stands for any text.
 */
pattern: string, 
/**
 * Only changes of this attribute.
 */
attribute: string | null, };

export type DriftSummary = { at: string, accounts: number, managed: number, completeness: Completeness | null, counts: Array<DriftCount>, 
/**
 * Left out by rules.
 */
ignored: number, };

export type EntraCloud = "global" | "us_gov" | "us_gov_dod" | "china";

/**
 * Microsoft Graph.
 */
export type EntraIdSource = { cloud: EntraCloud, 
/**
 * Directory (tenant) id or a verified domain.
 */
directory: string, 
/**
 * Application (client) id.
 */
client: string, signIn: EntraSignIn, 
/**
 * Service principal (object id) whose app role assignments are the assignments.
 */
servicePrincipal: string | null, 
/**
 * Attributes of users besides those that are always read.
 */
attributes: Array<string>, groups: boolean, 
/**
 * Another endpoint for sign-in and Graph, loopback only: a practice Graph.
 */
endpoint: string | null, };

export type EntraSignIn = "secret" | "certificate" | "device_code";

/**
 * What the tenant is used for: a colour band and a word.
 */
export type Environment = "production" | "test" | "practice";

/**
 * One code for each thing that can go wrong and that somebody would act on differently.
 *
 * The words for each stand in `words/en/desk.ftl` as `error-<code>`, with the remedy as `.next`.
 */
export type ErrorCode = "url_invalid" | "url_not_https" | "url_has_credentials" | "url_is_portal_page" | "name_not_found" | "connection_refused" | "connect_timeout" | "connection_lost" | "tls_name_mismatch" | "tls_untrusted" | "tls_expired" | "tls_failed" | "proxy_failed" | "answer_timeout" | "token_refused" | "forbidden" | "endpoint_not_found" | "resource_not_found" | "conflict" | "precondition_failed" | "bad_request" | "not_supported" | "too_many_requests" | "server_failed" | "unexpected_status" | "redirect_refused" | "sign_in_page" | "not_scim" | "empty_answer" | "broken_json" | "answer_too_large" | "outcome_unknown" | "token_invalid" | "token_too_long" | "keyring_missing" | "keyring_locked" | "keyring_refused" | "keyring_failed" | "passphrase_wrong" | "passphrase_missing" | "vault_file_broken" | "credential_missing" | "tenant_url_mismatch" | "cache_key_lost" | "cache_newer" | "cache_broken" | "cache_failed" | "disk_full" | "tenant_not_found" | "tenant_name_taken" | "tenant_name_invalid" | "app_unknown" | "account_not_found" | "account_ambiguous" | "journal_entry_not_found" | "filter_invalid" | "read_only_tenant" | "review_needed" | "review_stale" | "selection_empty" | "job_not_found" | "already_running" | "cancelled" | "mappings_invalid" | "mappings_changed" | "mapping_version_not_found" | "mapping_file_unreadable" | "mapping_target_unknown" | "preview_stale" | "plan_not_found" | "plan_file_unreadable" | "directory_not_found" | "directory_name_taken" | "directory_missing" | "directory_in_use" | "person_not_found" | "person_ambiguous" | "people_file_unreadable" | "people_reading_gone" | "people_replaced" | "provisioning_not_ready" | "log_record_not_found" | "file_not_written" | "mail_server_missing" | "mail_failed" | "webhook_failed" | "source_setting_invalid" | "source_secret_missing" | "source_secret_too_long" | "source_encryption_failed" | "source_unencrypted" | "source_sign_in_refused" | "source_secret_expired" | "source_consent_missing" | "source_sign_in_needed" | "source_forbidden" | "source_base_missing" | "source_filter_invalid" | "source_nobody" | "source_id_missing" | "source_server_failed" | "source_not_understood" | "source_not_connected" | "source_file_unreadable" | "source_file_changing" | "source_shrunk" | "directory_of_one_app" | "not_open" | "bad_input" | "internal";

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
 * An example of a function, and what it gives.
 */
export type ExampleHelp = { expression: string, 
/**
 * The attributes that it asks for.
 */
person: Array<PersonAttribute>, 
/**
 * Nothing for an absent value, several for a list.
 */
gives: Array<string>, };

/**
 * Why somebody is in scope, or not.
 */
export type ExplainScope = { tenant: string, object: ObjectKind, 
/**
 * The id in the directory; for people also a user name or a name.
 */
person: string, 
/**
 * `None`: the saved ones.
 */
mappings: Mappings | null, };

export type ExportLog = { tenant: string, filter: LogFilter, format: LogFormat, };

/**
 * Mappings as a file.
 */
export type ExportMappings = { tenant: string, 
/**
 * `None`: the newest; the defaults where there is none.
 */
version: number | null, format: MappingFormat, };

export type ExportPlan = { plan: string, format: PlanFormat, };

/**
 * A file to be saved.
 */
export type ExportedFile = { name: string, content: string, };

/**
 * A file.
 */
export type ExportedMappings = { fileName: string, text: string, 
/**
 * What the other side would not understand, or understand otherwise: one sentence each.
 */
notes: Array<string>, };

/**
 * Why there is no value.
 */
export type ExpressionProblem = { 
/**
 * Stable: a code of the expression language, `person_invalid` or `attribute_unusable`.
 */
code: string, 
/**
 * One sentence.
 */
message: string, 
/**
 * Where in the expression, in UTF-16 units from 0; `None` where it is about the person.
 */
offset: number | null, 
/**
 * How long that part is, in UTF-16 units.
 */
length: number | null, 
/**
 * What to do.
 */
next: string | null, };

export type FileSource = { path: string, 
/**
 * Headers and their source attributes; empty: as known headers go.
 */
columns: Array<[string, string]>, 
/**
 * `None`: as the file suggests.
 */
idAttribute: string | null, 
/**
 * What it means that a person is no longer in the file.
 */
absent: AbsentMeans, };

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
 * A scoping filter: an object passes if every clause is true. Entra calls it a filter group, its name the scoping filter title.
 */
export type FilterGroup = { 
/**
 * Its title.
 */
title: string, 
/**
 * All of them must be true.
 */
clauses: Array<Clause>, };

/**
 * The operators of Entra's scoping filters, in its spelling.
 */
export type FilterOperator = "EQUALS" | "NOT EQUALS" | "Includes" | "ENDS_WITH" | "REGEX MATCH" | "NOT REGEX MATCH" | "Greater_Than" | "Greater_Than_OR_EQUALS" | "IS TRUE" | "IS FALSE" | "IS NULL" | "IS NOT NULL" | "&" | "!&";

/**
 * What the server said.
 */
export type FilterableAnswer = { 
/**
 * `None`: it could not be told.
 */
filterable: boolean | null, sentence: string, error: DeskError | null, };

/**
 * A function.
 */
export type FunctionHelp = { name: string, family: string, 
/**
 * `Mid(source, start, length)`; what may be left out stands in braces.
 */
signature: string, summary: string, parameters: Array<ParameterHelp>, examples: Array<ExampleHelp>, };

/**
 * A row of the groups list.
 */
export type GroupRow = { id: string, name: string, externalId: string | null, 
/**
 * `None`: the server returned no members; unknown, not empty.
 */
members: number | null, lastModified: string | null, lastSeen: string, notSeen: boolean, };

/**
 * A file to read. Nothing is saved.
 */
export type ImportMappings = { tenant: string, text: string, };

export type ImportPlan = { tenant: string, content: string, };

/**
 * What was read: a draft.
 */
export type ImportedMappings = { 
/**
 * To be named when the draft is saved.
 */
import: string, format: MappingFormat, mappings: Mappings, problems: Array<MappingProblem>, 
/**
 * Against the newest version.
 */
differences: Array<MappingDifference>, };

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
error: DeskError | null, } | { "end": "mappings_previewed", summary: PreviewSummary, } | { "end": "scope_previewed", summary: ScopeSummary, } | { "end": "planned", plan: ProvisioningPlan, } | { "end": "provisioned", outcome: ProvisioningOutcome, } | { "end": "provisioned_on_demand", outcome: OnDemandOutcome, } | { "end": "drift_found", summary: DriftSummary, } | { "end": "directory_tested", report: DirectoryReport, } | { "end": "directory_refreshed", outcome: DirectoryRefreshed, } | { "end": "signed_in" } | { "end": "failed", error: DeskError, } | { "end": "cancelled", outcome: ActivationOutcome | null, };

/**
 * Names one job.
 */
export type JobId = { job: string, };

/**
 * What a job does.
 */
export type JobKind = "connection_test" | "refresh" | "deactivate" | "reactivate" | "preview_mappings" | "preview_scope" | "make_plan" | "apply_plan" | "cycle" | "on_demand" | "find_drift" | "test_directory" | "refresh_directory" | "sign_in";

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

export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;

/**
 * Keep what was read.
 */
export type KeepPeople = { reading: string, 
/**
 * `None`: a new directory. Otherwise its people are replaced.
 */
directory: string | null, 
/**
 * Of a new one.
 */
name: string, 
/**
 * Columns not named are left out.
 */
columns: Array<ColumnChoice>, 
/**
 * The attribute that tells people apart for good.
 */
idAttribute: string, };

/**
 * The last connection test in short.
 */
export type LastTest = { at: string, verdict: ConnectionVerdict, 
/**
 * The one sentence.
 */
sentence: string, };

/**
 * An LDAP server.
 */
export type LdapSource = { 
/**
 * `ldaps://dc1.example.com`, `ldap://dc1.example.com:389`
 */
url: string, startTls: boolean, 
/**
 * PEM of authorities of one's own.
 */
extraCa: string | null, 
/**
 * Who signs in; empty: nobody (anonymous).
 */
bindDn: string, base: string, peopleFilter: string, groupsFilter: string, 
/**
 * The attribute that tells entries apart for good: `objectGUID`, `entryUUID`.
 */
idAttribute: string, 
/**
 * Source attributes of people by LDAP attributes: (`userPrincipalName`, `mail`).
 */
attributes: Array<[string, string]>, 
/**
 * `member`, `uniqueMember`, `memberUid`
 */
memberAttribute: string, groupNameAttribute: string, watermark: LdapWatermark, pageSize: number, 
/**
 * What it means that a person is nowhere to be found any more.
 */
absent?: AbsentMeans, };

export type LdapWatermark = "usn_changed" | "modify_timestamp" | "none";

/**
 * Say that a person and an account belong together. Nothing is sent.
 */
export type LinkAccount = { tenant: string, object: ObjectKind, person: string, account: string, };

export type LinkRow = { object: ObjectKind, person: string, 
/**
 * `None`: the directory has nobody with this id.
 */
personName: string | null, account: string, 
/**
 * `None`: the app's cached list does not have it.
 */
accountName: string | null, state: LinkState, 
/**
 * `created`, `matched`, `by_hand`
 */
origin: string, since: string, changedAt: string | null, };

export type LinkState = "managed" | "disabled" | "departed";

export type LinksOf = { tenant: string, object: ObjectKind | null, state: LinkState | null, search: string, window: Window, };

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

export type LogAction = "create" | "update" | "delete" | "staged_delete" | "disable" | "other";

/**
 * Why something failed or was skipped.
 */
export type LogError = { 
/**
 * As Microsoft Entra names it: `EntryConflict`.
 */
code: string, 
/**
 * What happened, to whom, with which attribute; what the server answered.
 */
reason: string, recommendedAction: string | null, 
/**
 * `failure`, `nonServiceFailure`, `success`
 */
category: string, details: string | null, };

export type LogFilter = { 
/**
 * Part of a name or an id, in the directory or at the app.
 */
search: string, action: LogAction | null, status: LogStatus | null, code: string | null, cycle: number | null, from: string | null, to: string | null, };

export type LogFormat = "csv" | "json";

export type LogId = { tenant: string, id: number, };

export type LogPage = { tenant: string, filter: LogFilter, window: Window, };

/**
 * A record whole. Never changes.
 */
export type LogRecord = { row: LogRow, 
/**
 * Unique; joins the files of an export.
 */
changeId: string, sourceSystem: string, targetSystem: string, steps: Array<ProvisioningStep>, modified: Array<ModifiedProperty>, error: LogError | null, 
/**
 * Its entry in the journal, where something was sent.
 */
journal: number | null, };

export type LogRow = { id: number, at: string, cycle: number | null, object: ObjectKind, action: LogAction, status: LogStatus, person: string | null, name: string, account: string | null, code: string | null, 
/**
 * In one sentence.
 */
sentence: string, durationMs: number, };

export type LogStatus = "success" | "failure" | "skipped" | "warning";

export type MailSecurity = "tls" | "start_tls" | "none";

/**
 * The server that sends e-mail, for all tenants. The password is in the vault.
 */
export type MailServer = { host: string, port: number, security: MailSecurity, user: string | null, from: string, 
/**
 * PEM of an authority of one's own.
 */
extraCa: string | null, };

/**
 * Plan; a job. Sends nothing.
 */
export type MakePlan = { tenant: string, extent: PlanExtent, 
/**
 * Only for these people or groups, by id in the directory; empty: for all.
 */
only: Array<string>, 
/**
 * List the accounts first, and read the directory anew where it can be.
 */
refresh: boolean, };

/**
 * What is different.
 */
export type MappingDifference = { 
/**
 * `None` where it is about both.
 */
object: ObjectKind | null, 
/**
 * What it is about: `mapping`, `scope`, `attribute_source`, `attribute_target`, `setting`.
 */
subject: string, 
/**
 * The target attribute, the filter's title, the attribute's name, or the setting, for people.
 */
name: string, 
/**
 * What of it, for people: "Source", "Applied"; empty where the whole was added or removed.
 */
field: string, 
/**
 * As text for people; `None`: was not there.
 */
from: string | null, to: string | null, };

/**
 * The two forms of a file.
 */
export type MappingFormat = "entra" | "scimdesk";

/**
 * What the editor needs to know of the expression language and of the filters.
 */
export type MappingLanguage = { functions: Array<FunctionHelp>, operators: Array<OperatorHelp>, };

/**
 * What is wrong with mappings, or good to know.
 */
export type MappingProblem = { 
/**
 * Stable.
 */
code: string, severity: Severity, 
/**
 * One sentence.
 */
message: string, 
/**
 * What to do.
 */
next: string | null, 
/**
 * Whose mappings; `None` where it is about the whole.
 */
object: ObjectKind | null, place: ProblemPlace, 
/**
 * Where in the text of an expression, in UTF-16 units from 0.
 */
offset: number | null, length: number | null, };

/**
 * What a mapping gives for a person.
 */
export type MappingResult = { "result": "value", value: JsonValue, } | { "result": "empty", default: JsonValue | null, } | { "result": "not_flowed" } | { "result": "failed", problem: ExpressionProblem, };

/**
 * Where a value is from.
 */
export type MappingSource = { "type": "direct", 
/**
 * Its name; letter case counts.
 */
attribute: string, } | { "type": "constant", 
/**
 * The text.
 */
value: string, } | { "type": "expression", 
/**
 * As typed.
 */
text: string, } | { "type": "none" };

/**
 * One saved version.
 */
export type MappingVersion = { 
/**
 * From 1, without gaps.
 */
number: number, at: string, author: string, note: string, };

/**
 * One version; `None` is the app's defaults.
 */
export type MappingVersionId = { tenant: string, version: number | null, };

/**
 * Everything that a version of a tenant's mappings holds.
 */
export type Mappings = { 
/**
 * People to accounts.
 */
users: ObjectMapping, 
/**
 * The directory's groups to the app's.
 */
groups: ObjectMapping, 
/**
 * Who is provisioned by assignment.
 */
assignment: AssignmentRules, 
/**
 * In which form changes are sent.
 */
requests: RequestProfile, };

/**
 * Names mappings of a tenant.
 */
export type MappingsRef = { "which": "defaults" } | { "which": "newest" } | { "which": "version", number: number, } | { "which": "draft", mappings: Mappings, };

export type MissingAccount = "report" | "recreate";

export type ModifiedProperty = { name: string, oldValue: string | null, newValue: string | null, };

/**
 * Whom to tell, about this tenant.
 */
export type NotificationSettings = { 
/**
 * Addresses that get an e-mail.
 */
emails: Array<string>, 
/**
 * Show it on this computer.
 */
desktop: boolean, 
/**
 * A URL that gets a `POST` of JSON. Saved as a whole URL, which the vault keeps; shown as its host alone, which stands for the URL
 * that is kept when it is saved again.
 */
webhook: string | null, 
/**
 * Failures of a cycle, gathered into one message.
 */
digest: boolean, 
/**
 * The day the secret token expires, where the admin knows it (`2027-01-31`).
 */
tokenExpires: string | null, };

/**
 * Send a message by all ways that a tenant's settings name, to see whether it arrives.
 */
export type NotificationTest = { 
/**
 * `email`, `desktop`, `webhook`; and what went wrong, where something did.
 */
ways: Array<NotificationWay>, };

export type NotificationWay = { way: string, error: DeskError | null, };

/**
 * What could not be done for a person or a group.
 */
export type ObjectFailure = { 
/**
 * Who, which attribute, what the server said, what to do.
 */
sentence: string, 
/**
 * Its record in the log; `None` where nothing was tried.
 */
log: number | null, };

/**
 * The two types of objects.
 */
export type ObjectKind = "user" | "group";

/**
 * How one type of object is provisioned.
 */
export type ObjectMapping = { 
/**
 * For people: `Provision Microsoft Entra ID Users`.
 */
name: string, 
/**
 * Whether this type is provisioned. People always are.
 */
enabled: boolean, 
/**
 * What may be done at the app.
 */
actions: Actions, 
/**
 * In the admin's order.
 */
mappings: Array<AttributeMapping>, 
/**
 * The scoping filters: one of them must let an object in. None at all let everybody in.
 */
scope: Array<FilterGroup>, 
/**
 * What the directory's objects have.
 */
source: Array<AttributeDefinition>, 
/**
 * What the app's objects have.
 */
target: Array<AttributeDefinition>, };

export type OnDemandOutcome = { dryRun: boolean, results: Array<OnDemandResult>, };

/**
 * What came of one person or group.
 */
export type OnDemandResult = { object: ObjectKind, person: string, name: string, status: LogStatus, action: PlannedAction | null, 
/**
 * In one sentence.
 */
sentence: string, steps: Array<ProvisioningStep>, attributes: Array<PlannedAttribute>, requests: Array<BuiltRequest>, error: LogError | null, 
/**
 * Its record in the log; `None` for a dry run.
 */
log: number | null, };

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
 * An operator of scoping filters.
 */
export type OperatorHelp = { operator: FilterOperator, 
/**
 * In words: "is exactly".
 */
label: string, 
/**
 * One sentence, what it does with an empty value included.
 */
summary: string, takesValue: boolean, };

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
 * A parameter.
 */
export type ParameterHelp = { name: string, required: boolean, 
/**
 * Whether more like it may follow: the last one, or the last two as a pair.
 */
repeats: boolean, 
/**
 * What it means, in a phrase.
 */
summary: string, };

/**
 * A column of a file, or an attribute of JSON.
 */
export type PeopleColumn = { header: string, 
/**
 * The source attribute that it is taken for; the header itself where none is known.
 */
attribute: string, filled: number, 
/**
 * The first different values.
 */
samples: Array<string>, };

/**
 * Rows of a directory's people, or groups, by name.
 */
export type PeoplePage = { directory: string, 
/**
 * Part of the name, user name, e-mail or id.
 */
search: string, window: Window, };

/**
 * What is in a file.
 */
export type PeopleReading = { 
/**
 * To be named when it is kept.
 */
reading: string, 
/**
 * `csv` or `json`.
 */
format: string, 
/**
 * Of a CSV file: "UTF-8", "windows-1252", and the separator.
 */
encoding: string | null, people: number, groups: number, columns: Array<PeopleColumn>, 
/**
 * The attribute proposed as the id.
 */
idAttribute: string | null, 
/**
 * The first rows that cannot be used.
 */
rejected: Array<RejectedRow>, rejectedTotal: number, notes: Array<string>, };

/**
 * An attribute of a person.
 */
export type PersonAttribute = { name: string, values: Array<string>, };

/**
 * A person, whole.
 */
export type PersonDetail = { row: PersonRow, attributes: Array<PersonAttribute>, 
/**
 * The groups that have this person as a direct member.
 */
groups: Array<DirectoryGroupRow>, };

/**
 * Names one person.
 */
export type PersonId = { directory: string, person: string, };

/**
 * A person.
 */
export type PersonRow = { id: string, name: string, userName: string | null, mail: string | null, department: string | null, 
/**
 * `accountEnabled`; `None`: the directory does not say.
 */
enabled: boolean | null, };

export type PlanCount = { object: ObjectKind, action: PlannedAction, state: PlanItemState, count: number, };

/**
 * What is planned.
 */
export type PlanExtent = "all" | "next_cycle";

export type PlanFormat = "json" | "markdown";

export type PlanId = { plan: string, };

/**
 * A change whole.
 */
export type PlanItem = { row: PlanRow, reasons: Array<string>, attributes: Array<PlannedAttribute>, 
/**
 * The exact requests, as far as they are known before ids are.
 */
requests: Array<BuiltRequest>, notes: Array<string>, 
/**
 * What came of it, where it was sent.
 */
outcome: string | null, 
/**
 * Its record in the log.
 */
log: number | null, };

export type PlanItemId = { plan: string, number: number, };

export type PlanItemState = "planned" | "rejected" | "withheld" | "applied" | "failed" | "stale";

/**
 * Rows of a plan.
 */
export type PlanPage = { plan: string, object: ObjectKind | null, action: PlannedAction | null, state: PlanItemState | null, 
/**
 * Part of a name.
 */
search: string, window: Window, };

export type PlanRow = { 
/**
 * Names it within its plan, from 1.
 */
number: number, object: ObjectKind, action: PlannedAction, state: PlanItemState, person: string | null, personName: string | null, account: string | null, accountName: string | null, 
/**
 * In one sentence.
 */
why: string, 
/**
 * What it does at this app, in one sentence.
 */
effect: string, attributes: number, };

export type PlannedAction = "create" | "link" | "update" | "restore" | "disable" | "delete" | "unlink" | "members";

/**
 * An attribute before and after.
 */
export type PlannedAttribute = { target: string, from: string | null, to: string | null, 
/**
 * Of a list of members: who comes and who goes, by name.
 */
added: Array<string>, removed: Array<string>, 
/**
 * What fills it: `department`, `Join(" ", [givenName], [surname])`.
 */
mapping: string | null, };

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
 * How many.
 */
export type PreviewCount = { outcome: PreviewOutcome, count: number, };

/**
 * Evaluate mappings for everybody in scope; a job.
 */
export type PreviewMappings = { tenant: string, object: ObjectKind, 
/**
 * `None`: the saved ones.
 */
mappings: Mappings | null, 
/**
 * Only the mapping with this target; `None`: all of them.
 */
target: string | null, compare: CompareWith, };

/**
 * What comes of a person. In the order in which they are asked.
 */
export type PreviewOutcome = "failed" | "duplicate" | "too_long" | "new" | "changed" | "not_compared" | "not_sent" | "empty" | "equal";

/**
 * Rows of a preview.
 */
export type PreviewPage = { preview: string, 
/**
 * `None`: everybody.
 */
outcome: PreviewOutcome | null, window: Window, };

/**
 * One person of a preview.
 */
export type PreviewRow = { 
/**
 * The id in the directory.
 */
person: string, name: string, 
/**
 * The account's id, where one was found.
 */
account: string | null, outcome: PreviewOutcome, 
/**
 * The mappings that matter to the outcome, in their order; of an equal person the one asked for.
 */
attributes: Array<PreviewedAttribute>, };

/**
 * Ask who is in scope; a job.
 */
export type PreviewScope = { tenant: string, object: ObjectKind, mappings: Mappings, };

/**
 * What a preview found.
 */
export type PreviewSummary = { preview: string, object: ObjectKind, target: string | null, compare: CompareWith, 
/**
 * Whom it was evaluated for.
 */
people: number, 
/**
 * Not in scope, and not evaluated.
 */
outOfScope: number, 
/**
 * Each person counts once, in the first of these that is true of one of the mappings.
 */
counts: Array<PreviewCount>, 
/**
 * How complete the list of accounts is that they were compared with, and why.
 */
accounts: AccountsCompared | null, };

/**
 * What comes of one attribute.
 */
export type PreviewedAttribute = { target: string, outcome: PreviewOutcome, from: JsonValue | null, to: JsonValue | null, 
/**
 * Why, where that is not plain from the values.
 */
reason: string | null, };

/**
 * Who is assigned to an app.
 */
export type Principal = { kind: PrincipalKind, id: string, };

/**
 * A person or a group of a directory.
 */
export type PrincipalKind = "person" | "group";

/**
 * Where a problem is. Numbers are places in the lists of the object's mapping.
 */
export type ProblemPlace = { "at": "whole" } | { "at": "mapping", index: number, field: string, } | { "at": "filter", group: number, clause: number | null, } | { "at": "source_attribute", name: string, } | { "at": "target_attribute", name: string, };

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
 * Provision some people, or a group; a job.
 */
export type ProvisionOnDemand = { tenant: string, 
/**
 * Texts that name people: ids, user names, mail addresses, names.
 */
people: Array<string>, 
/**
 * Texts that name groups; their members are not provisioned, only put in where they have accounts.
 */
groups: Array<string>, 
/**
 * Nothing is sent.
 */
dryRun: boolean, };

/**
 * A tenant's provisioning as a whole.
 */
export type Provisioning = { tenant: string, code: ProvisioningCode, 
/**
 * In one sentence.
 */
sentence: string, 
/**
 * What is still missing before it can be switched on, one sentence each.
 */
missing: Array<string>, settings: ProvisioningSettings, 
/**
 * The cycle that runs here, as a job.
 */
job: string | null, 
/**
 * Set where another program runs its cycles: its name, machine and process.
 */
owner: string | null, lastCycle: CycleRow | null, 
/**
 * `None`: nothing is due.
 */
nextAt: string | null, quarantine: Quarantine | null, 
/**
 * Disables and deletions that wait for a person.
 */
staged: number, 
/**
 * Failures that are tried again by themselves.
 */
retries: number, statistics: ProvisioningStatistics, lastError: string | null, };

/**
 * Where a tenant's provisioning stands.
 */
export type ProvisioningCode = "not_configured" | "off" | "not_run" | "active" | "paused" | "quarantine" | "disabled";

/**
 * What came of sending.
 */
export type ProvisioningOutcome = { cycle: CycleRow, 
/**
 * Not sent because they were no longer true.
 */
stale: number, 
/**
 * The first failures.
 */
failures: Array<ObjectFailure>, };

/**
 * A plan.
 */
export type ProvisioningPlan = { plan: string, tenant: string, tenantName: string, extent: PlanExtent, madeAt: string, mappingVersion: number, directory: string, directoryProven: boolean, 
/**
 * How complete the accounts and groups are that it was compared with.
 */
accounts: Completeness | null, groups: Completeness | null, 
/**
 * In the directory.
 */
people: number, 
/**
 * Groups in the directory; 0 where groups are not provisioned.
 */
directoryGroups: number, 
/**
 * Nothing to do for so many.
 */
unchanged: number, outOfScope: number, counts: Array<PlanCount>, 
/**
 * What stands against it, one sentence each: an unproven list, a guard.
 */
warnings: Array<string>, 
/**
 * Set where it can no longer be applied as it is.
 */
stale: string | null, 
/**
 * Set where a safety rule forbids sending.
 */
blocked: DeskError | null, };

/**
 * How a tenant is provisioned. Kept as it is.
 */
export type ProvisioningSettings = { 
/**
 * Minutes between the ends of two cycles; 40 as Microsoft Entra.
 */
intervalMinutes: number, 
/**
 * Also as soon as the directory or the assignments change here.
 */
onChange: boolean, guard: DeletionGuard, quarantine: QuarantineThresholds, notify: NotificationSettings, 
/**
 * `SkipOutOfScopeDeletions`: accounts of people who left the scope stay as they are.
 */
skipOutOfScopeDeletions: boolean, 
/**
 * Delete accounts so many days after their people left the scope. `None`: they stay switched off.
 */
deleteAfterDays: number | null, 
/**
 * What becomes of a link whose account is gone at the app.
 */
missingAccount: MissingAccount, 
/**
 * How a change is checked.
 */
readBack: ReadBack, 
/**
 * What becomes of attributes that were changed at the app.
 */
drift: DriftPolicy, 
/**
 * Days that the log is kept. `None`: for good.
 */
logDays: number | null, 
/**
 * Hours after which a cycle lists all accounts anew, to find what changed at the app. `None`: only initial cycles do.
 */
relistHours: number | null, };

/**
 * To date.
 */
export type ProvisioningStatistics = { 
/**
 * Linked accounts.
 */
users: number, 
/**
 * Linked groups.
 */
groups: number, cycles: number, lastSuccess: string | null, initialCompleted: string | null, 
/**
 * Of the last cycle, milliseconds.
 */
lastDurationMs: number | null, };

/**
 * A step on the way from a person to an account.
 */
export type ProvisioningStep = { kind: StepKind, 
/**
 * As Microsoft Entra names it: `EntryImportAdd`.
 */
name: string, status: LogStatus, 
/**
 * In one sentence.
 */
description: string, 
/**
 * Names and values, in order.
 */
details: Array<[string, string]>, at: string, };

/**
 * Why provisioning is in quarantine.
 */
export type Quarantine = { reason: QuarantineReason, sentence: string, next: string | null, since: string, nextAttempt: string, attempts: number, };

/**
 * As Microsoft Graph names them.
 */
export type QuarantineReason = "encountered_base_escrow_threshold" | "encountered_total_escrow_threshold" | "encountered_escrow_proportion_threshold" | "encountered_quarantine_exception" | "too_many_deletes" | "unknown";

/**
 * When failures put a tenant into quarantine.
 */
export type QuarantineThresholds = { 
/**
 * Failures from which on the share counts.
 */
evaluateFrom: number, 
/**
 * Share of failures among all events, percent.
 */
share: number, 
/**
 * Failures that are not about references.
 */
base: number, 
/**
 * Failures of all sorts.
 */
total: number, };

export type ReadBack = "answer" | "always";

/**
 * A file of people to look at. Nothing is kept yet.
 */
export type ReadPeople = { fileName: string, 
/**
 * The file's bytes, base64.
 */
content: string, };

/**
 * What to fetch anew from a tenant.
 */
export type Refresh = { tenant: string, 
/**
 * Both where empty.
 */
kinds: Array<ResourceKind>, };

/**
 * Read a directory anew; a job.
 */
export type RefreshDirectory = { directory: string, 
/**
 * Everything, and not only changes.
 */
full: boolean, 
/**
 * Also where more than half of the people, or of the groups, would leave.
 */
anyway?: boolean, };

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
 * A row that cannot be used.
 */
export type RejectedRow = { 
/**
 * From 1, the header included; of JSON the place in the list.
 */
line: number, reason: string, };

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
 * In which form changes are sent.
 */
export type RequestProfile = "rfc7644" | "entra_default" | "entra_062020";

export type ResolveDrift = { tenant: string, numbers: Array<number>, remedy: DriftRemedy, };

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
 * Begin anew.
 */
export type RestartProvisioning = { tenant: string, 
/**
 * Also forget who is linked to which account, and match everybody anew (`Full`).
 */
forgetLinks: boolean, };

/**
 * Go back: the mappings of an older version become the newest version.
 */
export type RestoreMappings = { tenant: string, 
/**
 * `None`: the app's defaults.
 */
version: number | null, 
/**
 * The version that is the newest now, as the admin saw it.
 */
base: number | null, 
/**
 * Empty: it says which version this was.
 */
note: string, };

/**
 * A window over the items of a review.
 */
export type ReviewItems = { review: string, window: Window, };

/**
 * Run a cycle now.
 */
export type RunCycle = { tenant: string, 
/**
 * A person knows that it sends without asking again. Needed where each change is reviewed and cycles are not on: switching them on
 * is that review.
 */
reviewed: boolean, };

/**
 * How much an admin lets Scimdesk change in a tenant.
 */
export type SafetyLevel = "read_only" | "review" | "trusted";

export type SaveDriftRules = { tenant: string, rules: Array<DriftRule>, };

/**
 * Save the mail server.
 */
export type SaveMailServer = { server: MailServer, 
/**
 * `None`: the one saved before.
 */
password: string | null, };

/**
 * A new version. Refused with `mappings_changed` if another was saved since `base`.
 */
export type SaveMappings = { tenant: string, mappings: Mappings, 
/**
 * The version that was edited; `None`: the app's defaults.
 */
base: number | null, note: string, 
/**
 * The import that the draft began with, so that what it holds beyond our model is kept.
 */
import: string | null, };

export type SaveProvisioning = { tenant: string, settings: ProvisioningSettings, };

/**
 * The answer, step by step.
 */
export type ScopeExplanation = { person: string, name: string, inScope: boolean, 
/**
 * The whole in one sentence.
 */
sentence: string, steps: Array<ScopeStep>, };

/**
 * Scoping filters.
 */
export type ScopeFilters = { filters: Array<FilterGroup>, };

/**
 * Rows of one side.
 */
export type ScopePage = { preview: string, side: ScopeSide, window: Window, };

/**
 * What was read of a text.
 */
export type ScopeRead = { 
/**
 * `None` where the text cannot be read.
 */
filters: Array<FilterGroup> | null, problem: ExpressionProblem | null, };

/**
 * One person, and why they are on that side.
 */
export type ScopeRow = { person: string, name: string, reason: string, };

/**
 * A side.
 */
export type ScopeSide = "inside" | "outside" | "entering" | "leaving";

/**
 * A question and its answer.
 */
export type ScopeStep = { 
/**
 * "Assigned", "EMEA sales".
 */
title: string, 
/**
 * `None`: it was not asked, since another answer decided.
 */
passed: boolean | null, sentence: string, 
/**
 * The clauses of a filter.
 */
clauses: Array<ClauseAnswer>, };

/**
 * Who is in and out, by a draft, and who would change sides against what is saved.
 */
export type ScopeSummary = { preview: string, object: ObjectKind, inside: number, outside: number, entering: number, leaving: number, 
/**
 * For whom a clause could not be asked: no number where one is compared.
 */
warnings: number, };

/**
 * Scoping filters as text, and back.
 */
export type ScopeText = { text: string, };

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
 * A step of an app's tutorial.
 */
export type SetUpStep = { 
/**
 * Where it is done: `app` or `scimdesk`.
 */
place: string, text: string, };

/**
 * How bad it is.
 */
export type Severity = "error" | "warning" | "note";

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

export type StagedDecision = "waiting" | "allowed" | "denied";

export type StagedRow = { number: number, object: ObjectKind, action: PlannedAction, person: string, name: string, account: string, why: string, effect: string, since: string, decision: StagedDecision, };

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

export type StepKind = "connection" | "import" | "scoping" | "matching" | "processing" | "reference_resolution" | "export";

/**
 * Take the accounts and groups cached of a tenant as people and groups.
 */
export type TakePeople = { tenant: string, 
/**
 * `None`: a new directory. Otherwise its people are replaced.
 */
directory: string | null, name: string, };

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
 * The mappings of a tenant.
 */
export type TenantMappings = { tenant: string, 
/**
 * `None`: nothing was saved yet, these are the app's defaults.
 */
version: MappingVersion | null, mappings: Mappings, problems: Array<MappingProblem>, 
/**
 * What an admin should know of this app's attributes: what is unverified, who is left out. One sentence each.
 */
notes: Array<string>, 
/**
 * The directory that its people are from.
 */
directory: string | null, };

/**
 * Rows of a tenant's own lists.
 */
export type TenantPage = { tenant: string, window: Window, };

/**
 * State of a tenant in the list on the left.
 */
export type TenantState = "reachable" | "needs_attention" | "never_tested";

/**
 * Test a directory; a job. Nothing is kept.
 */
export type TestDirectory = { "of": "saved", directory: string, } | { "of": "draft", source: DirectorySource, secret: string | null, };

/**
 * What to test: a saved tenant, or a URL and token not saved yet.
 */
export type TestTarget = { "kind": "tenant", tenant: string, } | { "kind": "draft", app: string, url: string, token: string, extraCa: string | null, };

/**
 * How the window looks. Follows the system unless the admin chose.
 */
export type Theme = "system" | "light" | "dark" | "high_contrast";

/**
 * What came of it.
 */
export type TriedMapping = { 
/**
 * Of the text, whoever the person is; places are in the mapping's fields.
 */
problems: Array<MappingProblem>, 
/**
 * `None` without a person, or where the text cannot be used.
 */
result: MappingResult | null, };

/**
 * One mapping, tried for one person while it is typed.
 */
export type TryMapping = { tenant: string, object: ObjectKind, mapping: AttributeMapping, 
/**
 * Of the target, as the draft has it.
 */
definition: AttributeDefinition | null, 
/**
 * Of the tenant's directory; `None`: only the text is checked.
 */
person: string | null, };

/**
 * Take assignments away.
 */
export type UnassignPrincipals = { tenant: string, principals: Array<Principal>, };

/**
 * Forget that a person and an account belong together. Nothing is sent.
 */
export type UnlinkAccount = { tenant: string, object: ObjectKind, person: string, };

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
 * What happens to the account's value when the source has none. Entra only ever keeps it.
 */
export type WhenEmpty = "keep" | "clear" | "default";

/**
 * Everybody, or who is assigned.
 */
export type Who = "assigned" | "all";

/**
 * A window over a list.
 */
export type Window = { offset: number, 
/**
 * At most 1,000.
 */
limit: number, };
