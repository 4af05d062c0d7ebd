//! Provisioning: how it is set, what it would do, what it did.

use jiff::Timestamp;
use scimdesk_mapping::model::ObjectKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BuiltRequest, Completeness, DeskError, Window};

/// How a tenant is provisioned. Kept as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ProvisioningSettings {
    /// Minutes between the ends of two cycles; 40 as Microsoft Entra.
    pub interval_minutes: u32,
    /// Also as soon as the directory or the assignments change here.
    pub on_change: bool,
    pub guard: DeletionGuard,
    pub quarantine: QuarantineThresholds,
    pub notify: NotificationSettings,
    /// `SkipOutOfScopeDeletions`: accounts of people who left the scope stay as they are.
    pub skip_out_of_scope_deletions: bool,
    /// Delete accounts so many days after their people left the scope. `None`: they stay switched off.
    pub delete_after_days: Option<u32>,
    /// What becomes of a link whose account is gone at the app.
    pub missing_account: MissingAccount,
    /// How a change is checked.
    pub read_back: ReadBack,
    /// What becomes of attributes that were changed at the app.
    pub drift: DriftPolicy,
    /// Days that the log is kept. `None`: for good.
    pub log_days: Option<u32>,
    /// Hours after which a cycle lists all accounts anew, to find what changed at the app. `None`: only initial cycles do.
    pub relist_hours: Option<u32>,
}

/// Prevents accidental deletions: when a cycle would disable or delete more than this, these changes wait for a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct DeletionGuard {
    pub enabled: bool,
    /// More than so many.
    pub count: Option<u32>,
    /// More than this share of the linked accounts, or of the linked groups, percent; from three on.
    pub share: Option<f64>,
    /// Names or user names that are never disabled or deleted; `*` stands for any text.
    pub protected: Vec<String>,
}

/// When failures put a tenant into quarantine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct QuarantineThresholds {
    /// Failures from which on the share counts.
    pub evaluate_from: u32,
    /// Share of failures among all events, percent.
    pub share: f64,
    /// Failures that are not about references.
    pub base: u32,
    /// Failures of all sorts.
    pub total: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MissingAccount {
    /// A failure that says so; a person decides in the links.
    Report,
    /// Found anew or made anew.
    Recreate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReadBack {
    /// The server's own answer to the change; read again where it does not show the account.
    Answer,
    /// Read again after each change.
    Always,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DriftPolicy {
    /// Shown; nothing is sent.
    Report,
    /// Brought back in line by the next cycle.
    Repair,
}

/// Whom to tell, about this tenant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct NotificationSettings {
    /// Addresses that get an e-mail.
    pub emails: Vec<String>,
    /// Show it on this computer.
    pub desktop: bool,
    /// A URL that gets a `POST` of JSON. Saved as a whole URL, which the vault keeps; shown as its host alone, which stands for the URL
    /// that is kept when it is saved again.
    pub webhook: Option<String>,
    /// Failures of a cycle, gathered into one message.
    pub digest: bool,
    /// The day the secret token expires, where the admin knows it (`2027-01-31`).
    pub token_expires: Option<String>,
}

/// The server that sends e-mail, for all tenants. The password is in the vault.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct MailServer {
    pub host: String,
    pub port: u16,
    pub security: MailSecurity,
    pub user: Option<String>,
    pub from: String,
    /// PEM of an authority of one's own.
    pub extra_ca: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MailSecurity {
    #[default]
    Tls,
    StartTls,
    /// Loopback only.
    None,
}

/// Save the mail server.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveMailServer {
    pub server: MailServer,
    /// `None`: the one saved before.
    #[ts(type = "string | null")]
    pub password: Option<super::SecretText>,
}

/// Send a message by all ways that a tenant's settings name, to see whether it arrives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NotificationTest {
    /// `email`, `desktop`, `webhook`; and what went wrong, where something did.
    pub ways: Vec<NotificationWay>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NotificationWay {
    pub way: String,
    pub error: Option<DeskError>,
}

/// Where a tenant's provisioning stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProvisioningCode {
    /// Something is missing: a directory, or people in scope.
    NotConfigured,
    /// Ready, and off.
    Off,
    /// On, and no cycle has run yet.
    NotRun,
    Active,
    Paused,
    Quarantine,
    /// Four weeks in quarantine.
    Disabled,
}

/// A tenant's provisioning as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Provisioning {
    pub tenant: String,
    pub code: ProvisioningCode,
    /// In one sentence.
    pub sentence: String,
    /// What is still missing before it can be switched on, one sentence each.
    pub missing: Vec<String>,
    pub settings: ProvisioningSettings,
    /// The cycle that runs here, as a job.
    pub job: Option<String>,
    /// Set where another program runs its cycles: its name, machine and process.
    pub owner: Option<String>,
    pub last_cycle: Option<CycleRow>,
    /// `None`: nothing is due.
    #[ts(type = "string | null")]
    pub next_at: Option<Timestamp>,
    pub quarantine: Option<Quarantine>,
    /// Disables and deletions that wait for a person.
    pub staged: u64,
    /// Failures that are tried again by themselves.
    pub retries: u64,
    pub statistics: ProvisioningStatistics,
    pub last_error: Option<String>,
}

/// To date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ProvisioningStatistics {
    /// Linked accounts.
    pub users: u64,
    /// Linked groups.
    pub groups: u64,
    pub cycles: u64,
    #[ts(type = "string | null")]
    pub last_success: Option<Timestamp>,
    #[ts(type = "string | null")]
    pub initial_completed: Option<Timestamp>,
    /// Of the last cycle, milliseconds.
    pub last_duration_ms: Option<u64>,
}

/// Why provisioning is in quarantine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Quarantine {
    pub reason: QuarantineReason,
    pub sentence: String,
    pub next: Option<String>,
    #[ts(type = "string")]
    pub since: Timestamp,
    #[ts(type = "string")]
    pub next_attempt: Timestamp,
    pub attempts: u32,
}

/// As Microsoft Graph names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuarantineReason {
    EncounteredBaseEscrowThreshold,
    EncounteredTotalEscrowThreshold,
    EncounteredEscrowProportionThreshold,
    /// Credentials or connection.
    EncounteredQuarantineException,
    TooManyDeletes,
    Unknown,
}

#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveProvisioning {
    pub tenant: String,
    pub settings: ProvisioningSettings,
}

/// Run a cycle now.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunCycle {
    pub tenant: String,
    /// A person knows that it sends without asking again. Needed where each change is reviewed and cycles are not on: switching them on
    /// is that review.
    pub reviewed: bool,
}

/// Begin anew.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RestartProvisioning {
    pub tenant: String,
    /// Also forget who is linked to which account, and match everybody anew (`Full`).
    pub forget_links: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CycleKind {
    Initial,
    Incremental,
    /// An approved plan.
    Plan,
    OnDemand,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CycleState {
    Running,
    Succeeded,
    /// Some objects failed.
    SomeFailed,
    Failed,
    /// Stopped by a person; the next one goes on from here.
    Stopped,
    /// The program ended in the middle; the next one goes on from here.
    Interrupted,
}

/// One run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CycleRow {
    /// From 1, each tenant's own.
    pub number: u64,
    pub kind: CycleKind,
    pub state: CycleState,
    #[ts(type = "string")]
    pub began_at: Timestamp,
    #[ts(type = "string | null")]
    pub ended_at: Option<Timestamp>,
    pub counts: CycleCounts,
    /// Why it failed, where it did.
    pub error: Option<DeskError>,
}

/// What a run did, in objects.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct CycleCounts {
    /// Read from the directory.
    pub imported: u64,
    /// Of which a change was looked for.
    pub evaluated: u64,
    pub created: u64,
    pub linked: u64,
    pub updated: u64,
    pub restored: u64,
    pub disabled: u64,
    pub deleted: u64,
    /// Changes of references and members.
    pub memberships: u64,
    pub skipped: u64,
    pub failed: u64,
    /// Of the failures, those about references.
    pub failed_references: u64,
    /// Waiting for a person.
    pub staged: u64,
    /// Sent to the app.
    pub requests: u64,
}

/// Rows of a tenant's own lists.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TenantPage {
    pub tenant: String,
    pub window: Window,
}

// --- The plan ---

/// What is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlanExtent {
    /// Everything that differs, whoever changed it.
    All,
    /// What the next cycle would send.
    NextCycle,
}

/// Plan; a job. Sends nothing.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MakePlan {
    pub tenant: String,
    pub extent: PlanExtent,
    /// Only for these people or groups, by id in the directory; empty: for all.
    #[serde(default)]
    pub only: Vec<String>,
    /// List the accounts first, and read the directory anew where it can be.
    pub refresh: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlannedAction {
    Create,
    /// An account that is there already is taken over, and brought in line.
    Link,
    Update,
    Restore,
    Disable,
    Delete,
    /// The account is gone already: the link goes too, and nothing is sent.
    Unlink,
    /// Only who is in a group changes.
    Members,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlanItemState {
    Planned,
    /// Taken out by a person.
    Rejected,
    /// Never sent: rests on a list that is not proven complete, or is protected.
    Withheld,
    Applied,
    Failed,
    /// No longer true when it was to be sent; not sent.
    Stale,
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProvisioningPlan {
    pub plan: String,
    pub tenant: String,
    pub tenant_name: String,
    pub extent: PlanExtent,
    #[ts(type = "string")]
    pub made_at: Timestamp,
    pub mapping_version: u32,
    pub directory: String,
    pub directory_proven: bool,
    /// How complete the accounts and groups are that it was compared with.
    pub accounts: Option<Completeness>,
    pub groups: Option<Completeness>,
    /// In the directory.
    pub people: u64,
    /// Groups in the directory; 0 where groups are not provisioned.
    pub directory_groups: u64,
    /// Nothing to do for so many.
    pub unchanged: u64,
    pub out_of_scope: u64,
    pub counts: Vec<PlanCount>,
    /// What stands against it, one sentence each: an unproven list, a guard.
    pub warnings: Vec<String>,
    /// Set where it can no longer be applied as it is.
    pub stale: Option<String>,
    /// Set where a safety rule forbids sending.
    pub blocked: Option<DeskError>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanCount {
    pub object: ObjectKind,
    pub action: PlannedAction,
    pub state: PlanItemState,
    pub count: u64,
}

#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanId {
    pub plan: String,
}

/// Rows of a plan.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanPage {
    pub plan: String,
    pub object: Option<ObjectKind>,
    pub action: Option<PlannedAction>,
    pub state: Option<PlanItemState>,
    /// Part of a name.
    pub search: String,
    pub window: Window,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanRow {
    /// Names it within its plan, from 1.
    pub number: u32,
    pub object: ObjectKind,
    pub action: PlannedAction,
    pub state: PlanItemState,
    pub person: Option<String>,
    pub person_name: Option<String>,
    pub account: Option<String>,
    pub account_name: Option<String>,
    /// In one sentence.
    pub why: String,
    /// What it does at this app, in one sentence.
    pub effect: String,
    pub attributes: u32,
}

#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanItemId {
    pub plan: String,
    pub number: u32,
}

/// A change whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanItem {
    pub row: PlanRow,
    pub reasons: Vec<String>,
    pub attributes: Vec<PlannedAttribute>,
    /// The exact requests, as far as they are known before ids are.
    pub requests: Vec<BuiltRequest>,
    pub notes: Vec<String>,
    /// What came of it, where it was sent.
    pub outcome: Option<String>,
    /// Its record in the log.
    pub log: Option<u64>,
}

/// An attribute before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlannedAttribute {
    pub target: String,
    pub from: Option<String>,
    pub to: Option<String>,
    /// Of a list of members: who comes and who goes, by name.
    pub added: Vec<String>,
    pub removed: Vec<String>,
    /// What fills it: `department`, `Join(" ", [givenName], [surname])`.
    pub mapping: Option<String>,
}

/// Take changes out of a plan, or put them back.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DecidePlan {
    pub plan: String,
    /// Empty: all that the filter below has.
    pub numbers: Vec<u32>,
    pub object: Option<ObjectKind>,
    pub action: Option<PlannedAction>,
    pub reject: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlanFormat {
    /// Whole; can be imported again.
    Json,
    /// For people.
    Markdown,
}

#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportPlan {
    pub plan: String,
    pub format: PlanFormat,
}

/// A file to be saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportedFile {
    pub name: String,
    pub content: String,
}

#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportPlan {
    pub tenant: String,
    pub content: String,
}

/// What came of sending.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProvisioningOutcome {
    pub cycle: CycleRow,
    /// Not sent because they were no longer true.
    pub stale: u64,
    /// The first failures.
    pub failures: Vec<ObjectFailure>,
}

/// What could not be done for a person or a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ObjectFailure {
    /// Who, which attribute, what the server said, what to do.
    pub sentence: String,
    /// Its record in the log; `None` where nothing was tried.
    pub log: Option<u64>,
}

// --- Staged deletions ---

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StagedRow {
    pub number: u64,
    pub object: ObjectKind,
    pub action: PlannedAction,
    pub person: String,
    pub name: String,
    pub account: String,
    pub why: String,
    pub effect: String,
    #[ts(type = "string")]
    pub since: Timestamp,
    pub decision: StagedDecision,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StagedDecision {
    Waiting,
    /// Done by the next cycle.
    Allowed,
    /// Not done, as long as nothing else changes about the person.
    Denied,
}

#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DecideStaged {
    pub tenant: String,
    /// Empty: all that wait.
    pub numbers: Vec<u64>,
    pub decision: StagedDecision,
}

// --- On demand ---

/// Provision some people, or a group; a job.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProvisionOnDemand {
    pub tenant: String,
    /// Texts that name people: ids, user names, mail addresses, names.
    pub people: Vec<String>,
    /// Texts that name groups; their members are not provisioned, only put in where they have accounts.
    pub groups: Vec<String>,
    /// Nothing is sent.
    pub dry_run: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OnDemandOutcome {
    pub dry_run: bool,
    pub results: Vec<OnDemandResult>,
}

/// What came of one person or group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OnDemandResult {
    pub object: ObjectKind,
    pub person: String,
    pub name: String,
    pub status: LogStatus,
    pub action: Option<PlannedAction>,
    /// In one sentence.
    pub sentence: String,
    pub steps: Vec<ProvisioningStep>,
    pub attributes: Vec<PlannedAttribute>,
    pub requests: Vec<BuiltRequest>,
    pub error: Option<LogError>,
    /// Its record in the log; `None` for a dry run.
    pub log: Option<u64>,
}

// --- The log ---

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LogAction {
    Create,
    Update,
    Delete,
    StagedDelete,
    Disable,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LogStatus {
    Success,
    Failure,
    Skipped,
    Warning,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Shown where it fails only.
    Connection,
    Import,
    Scoping,
    Matching,
    Processing,
    ReferenceResolution,
    Export,
}

/// A step on the way from a person to an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProvisioningStep {
    pub kind: StepKind,
    /// As Microsoft Entra names it: `EntryImportAdd`.
    pub name: String,
    pub status: LogStatus,
    /// In one sentence.
    pub description: String,
    /// Names and values, in order.
    pub details: Vec<(String, String)>,
    #[ts(type = "string")]
    pub at: Timestamp,
}

/// Why something failed or was skipped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LogError {
    /// As Microsoft Entra names it: `EntryConflict`.
    pub code: String,
    /// What happened, to whom, with which attribute; what the server answered.
    pub reason: String,
    pub recommended_action: Option<String>,
    /// `failure`, `nonServiceFailure`, `success`
    pub category: String,
    pub details: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ModifiedProperty {
    pub name: String,
    pub old_value: Option<String>,
    pub new_value: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LogRow {
    pub id: u64,
    #[ts(type = "string")]
    pub at: Timestamp,
    pub cycle: Option<u64>,
    pub object: ObjectKind,
    pub action: LogAction,
    pub status: LogStatus,
    pub person: Option<String>,
    pub name: String,
    pub account: Option<String>,
    pub code: Option<String>,
    /// In one sentence.
    pub sentence: String,
    pub duration_ms: u64,
}

/// A record whole. Never changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LogRecord {
    pub row: LogRow,
    /// Unique; joins the files of an export.
    pub change_id: String,
    pub source_system: String,
    pub target_system: String,
    pub steps: Vec<ProvisioningStep>,
    pub modified: Vec<ModifiedProperty>,
    pub error: Option<LogError>,
    /// Its entry in the journal, where something was sent.
    pub journal: Option<i64>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct LogFilter {
    /// Part of a name or an id, in the directory or at the app.
    pub search: String,
    pub action: Option<LogAction>,
    pub status: Option<LogStatus>,
    pub code: Option<String>,
    pub cycle: Option<u64>,
    #[ts(type = "string | null")]
    pub from: Option<Timestamp>,
    #[ts(type = "string | null")]
    pub to: Option<Timestamp>,
}

#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LogPage {
    pub tenant: String,
    pub filter: LogFilter,
    pub window: Window,
}

#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LogId {
    pub tenant: String,
    pub id: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// Three files.
    Csv,
    Json,
}

#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportLog {
    pub tenant: String,
    pub filter: LogFilter,
    pub format: LogFormat,
}

// --- Links and drift ---

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// In scope.
    Managed,
    /// Switched off, because its person left.
    Disabled,
    /// Its person is gone from the directory; the account waits for its end.
    Departed,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinkRow {
    pub object: ObjectKind,
    pub person: String,
    /// `None`: the directory has nobody with this id.
    pub person_name: Option<String>,
    pub account: String,
    /// `None`: the app's cached list does not have it.
    pub account_name: Option<String>,
    pub state: LinkState,
    /// `created`, `matched`, `by_hand`
    pub origin: String,
    #[ts(type = "string")]
    pub since: Timestamp,
    #[ts(type = "string | null")]
    pub changed_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinksOf {
    pub tenant: String,
    pub object: Option<ObjectKind>,
    pub state: Option<LinkState>,
    pub search: String,
    pub window: Window,
}

/// Forget that a person and an account belong together. Nothing is sent.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnlinkAccount {
    pub tenant: String,
    pub object: ObjectKind,
    pub person: String,
}

/// Say that a person and an account belong together. Nothing is sent.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinkAccount {
    pub tenant: String,
    pub object: ObjectKind,
    pub person: String,
    pub account: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DriftKind {
    /// Matches nobody in the directory.
    Local,
    /// Matches somebody who is not in scope.
    Unassigned,
    /// Matches somebody in scope, and is not linked yet.
    Unlinked,
    /// Linked, and changed at the app since Scimdesk wrote it.
    Changed,
    /// Switched off, linked to nobody who is left.
    DisabledOrphan,
    /// Several accounts match one person.
    Duplicate,
    /// Linked, and gone at the app.
    Missing,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriftSummary {
    #[ts(type = "string")]
    pub at: Timestamp,
    pub accounts: u64,
    pub managed: u64,
    pub completeness: Option<Completeness>,
    pub counts: Vec<DriftCount>,
    /// Left out by rules.
    pub ignored: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriftCount {
    pub object: ObjectKind,
    pub kind: DriftKind,
    pub count: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriftRow {
    /// Names it as long as the same search for drift is kept.
    pub number: u64,
    pub object: ObjectKind,
    pub kind: DriftKind,
    pub account: String,
    pub account_name: String,
    pub active: Option<bool>,
    pub person: Option<String>,
    pub person_name: Option<String>,
    /// What changed: as it was written, and as it is.
    pub attributes: Vec<ModifiedProperty>,
    /// In one sentence.
    pub sentence: String,
    /// What can be done about it.
    pub remedies: Vec<DriftRemedy>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DriftRemedy {
    /// Link it to the person that it matches.
    Adopt,
    /// The next cycle writes what the mappings give.
    Repair,
    /// What the app has is taken as written.
    Accept,
    /// By a rule, which is kept.
    Ignore,
}

#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriftPage {
    pub tenant: String,
    pub object: Option<ObjectKind>,
    pub kind: Option<DriftKind>,
    pub search: String,
    pub window: Window,
}

#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ResolveDrift {
    pub tenant: String,
    pub numbers: Vec<u64>,
    pub remedy: DriftRemedy,
}

/// A rule by which accounts are no drift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriftRule {
    pub id: Option<u64>,
    /// `None`: accounts and groups.
    pub object: Option<ObjectKind>,
    /// `None`: all kinds.
    pub kind: Option<DriftKind>,
    /// Of the account's name or user name; `*` stands for any text.
    pub pattern: String,
    /// Only changes of this attribute.
    pub attribute: Option<String>,
}

#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveDriftRules {
    pub tenant: String,
    pub rules: Vec<DriftRule>,
}
