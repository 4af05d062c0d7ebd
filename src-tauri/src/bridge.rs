//! The bridge: the one list of commands between the window and the desk, each with its request and answer.
//!
//! From this list come the dispatch of a call to the desk and the TypeScript types of the window. A command whose handler is
//! missing in [`Desk`], or has another request or answer, does not compile. Nothing here knows Tauri.

use scimdesk_desk::Desk;
#[allow(clippy::wildcard_imports, reason = "the list names nearly every type of the wire")]
use scimdesk_desk::wire::*;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{
    Value,
    value::{RawValue, to_raw_value},
};
use ts_rs::TS;

use crate::panics;

/// Declares every command once: `name: Request => Answer`. `()` means that a command takes no request, or that its answer
/// says nothing.
macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident: $request:tt => $answer:ty;)*) => {
        /// One field a command, typed as the pair of its request and its answer.
        #[derive(TS)]
        #[allow(dead_code, reason = "read by the TypeScript generator only")]
        pub struct Commands {
            $($(#[$doc])* $name: ($request, $answer),)*
        }

        /// The names of all commands, in the order of the list.
        pub const COMMANDS: &[&str] = &[$(stringify!($name)),*];

        async fn dispatch(desk: &Desk, name: &str, request: Value) -> Result<Box<RawValue>, DeskError> {
            match name {
                $(stringify!($name) => {
                    let answer: $answer = handler!(desk.$name(request as $request)).await?;
                    write(name, &answer)
                })*
                _ => Err(DeskError::bad_input("the window asked for a command that does not exist")),
            }
        }
    };
}

/// The call of one handler, its request read.
macro_rules! handler {
    ($desk:ident.$name:ident($request:ident as ())) => {{
        read::<()>(stringify!($name), $request)?;
        $desk.$name()
    }};
    ($desk:ident.$name:ident($request:ident as $type:ident)) => {
        $desk.$name(read::<$type>(stringify!($name), $request)?)
    };
}

commands! {
    /// Whether the desk is ready, and if not, what must be decided.
    desk_status: () => DeskStatus;
    /// Open the vault and the cache.
    desk_open: OpenDesk => DeskStatus;
    /// Set a cache aside whose key is lost, and begin a new one.
    desk_start_anew: () => DeskStatus;
    /// The apps of the gallery.
    apps_list: () => Vec<AppSummary>;
    /// Advice on a tenant URL while it is typed.
    url_check: CheckUrl => UrlAdvice;
    /// Advice on a SCIM filter while it is typed.
    filter_check: CheckFilter => FilterAdvice;
    /// All tenants.
    tenants_list: () => Vec<Tenant>;
    /// Save a tenant and its credential.
    tenant_add: AddTenant => Tenant;
    /// Change a tenant's name, safety level, environment, rate or certificate authorities.
    tenant_update: UpdateTenant => Tenant;
    /// Replace a tenant's token, and possibly its URL.
    tenant_replace_credential: ReplaceCredential => Tenant;
    /// Forget a tenant, its credential and its cached data; the journal stays.
    tenant_remove: TenantId => ();
    /// Test a connection; a job.
    connection_test: TestTarget => JobId;
    /// The last report of a tenant's connection test.
    connection_report: TenantId => Option<ConnectionReport>;
    /// Fetch accounts and groups anew; a job.
    refresh: Refresh => JobId;
    /// Rows of the users list.
    accounts_page: ListPage => Page<AccountRow>;
    /// Rows of the groups list.
    groups_page: ListPage => Page<GroupRow>;
    /// One account or group whole, as the cache has it; from the server where the cache does not.
    resource_detail: ResourceId => ResourceDetail;
    /// The same, read from the server now.
    resource_look: ResourceId => ResourceDetail;
    /// More of an account's groups or a group's members.
    resource_links: LinksPage => Page<ResourceLink>;
    /// Run a SCIM filter on the server.
    server_filter: ServerFilter => ServerFilterOutcome;
    /// Review switching accounts off or on.
    activation_review: PrepareActivation => ActivationReview;
    /// More items of a review.
    activation_items: ReviewItems => Page<ActivationItem>;
    /// Send what was reviewed; a job.
    activation_apply: ApplyReview => JobId;
    /// A tenant's mappings: the newest version, or the app's defaults.
    mappings_get: TenantId => TenantMappings;
    /// What is wrong with mappings while they are edited.
    mappings_check: DraftMappings => Vec<MappingProblem>;
    /// Save a new version.
    mappings_save: SaveMappings => TenantMappings;
    /// All versions, the newest first.
    mappings_versions: TenantId => Vec<MappingVersion>;
    /// One version's mappings.
    mappings_version: MappingVersionId => Mappings;
    /// What is different between two.
    mappings_compare: CompareMappings => Vec<MappingDifference>;
    /// Go back to an older version, as a new one.
    mappings_restore: RestoreMappings => TenantMappings;
    /// A version as a file.
    mappings_export: ExportMappings => ExportedMappings;
    /// Read a file as a draft; nothing is saved.
    mappings_import: ImportMappings => ImportedMappings;
    /// The functions of expressions and the operators of filters.
    mapping_language: () => MappingLanguage;
    /// Check one mapping while it is typed, and what it gives for a person.
    mapping_try: TryMapping => TriedMapping;
    /// The attributes that the server's schemas list.
    attributes_discover: TenantId => DiscoveredAttributes;
    /// Ask the server whether it can filter by an attribute.
    filterable_ask: AskFilterable => FilterableAnswer;
    /// What mappings give for everybody in scope; a job.
    mappings_preview: PreviewMappings => JobId;
    /// Rows of a preview.
    preview_page: PreviewPage => Page<PreviewRow>;
    /// Who is in scope by a draft, and who changes sides; a job.
    scope_preview: PreviewScope => JobId;
    /// Rows of one side.
    scope_page: ScopePage => Page<ScopeRow>;
    /// Why somebody is in scope, or not.
    scope_explain: ExplainScope => ScopeExplanation;
    /// Scoping filters as text.
    scope_print: ScopeFilters => ScopeText;
    /// Scoping filters from text.
    scope_read: ScopeText => ScopeRead;
    /// The exact requests for one person; nothing is sent.
    requests_build: BuildRequests => BuiltRequests;
    /// All directories.
    directories_list: () => Vec<Directory>;
    /// Look at a file of people; nothing is kept.
    people_read: ReadPeople => PeopleReading;
    /// Keep what was read.
    people_keep: KeepPeople => Directory;
    /// Take a tenant's cached accounts and groups as people and groups.
    people_take: TakePeople => Directory;
    /// Forget a directory.
    directory_remove: DirectoryId => ();
    /// Rows of a directory's people.
    people_page: PeoplePage => Page<PersonRow>;
    /// Rows of a directory's groups.
    directory_groups_page: PeoplePage => Page<DirectoryGroupRow>;
    /// One person whole.
    person_detail: PersonId => PersonDetail;
    /// Choose the directory that a tenant's people are from.
    directory_choose: ChooseDirectory => ();
    /// Rows of a tenant's assignments.
    assignments_page: AssignmentsPage => Page<AssignmentRow>;
    /// Assign people and groups to a tenant's app.
    assign: AssignPrincipals => ();
    /// Take assignments away.
    unassign: UnassignPrincipals => ();
    /// Where a tenant's provisioning stands.
    provisioning_get: TenantId => Provisioning;
    /// Change how a tenant is provisioned.
    provisioning_save: SaveProvisioning => Provisioning;
    /// Switch cycles on, or go on after a pause or a quarantine.
    provisioning_start: TenantId => Provisioning;
    /// Stop cycles now; the one that runs stops after the object at hand.
    provisioning_pause: TenantId => Provisioning;
    /// Switch cycles off.
    provisioning_stop: TenantId => Provisioning;
    /// Begin anew with an initial cycle.
    provisioning_restart: RestartProvisioning => Provisioning;
    /// Run the next cycle now; a job.
    cycle_run: RunCycle => JobId;
    /// Cycles, the newest first.
    cycles_page: TenantPage => Page<CycleRow>;
    /// Plan; a job. Sends nothing.
    plan_make: MakePlan => JobId;
    /// The newest plan of a tenant.
    plan_newest: TenantId => Option<ProvisioningPlan>;
    /// A plan.
    plan_get: PlanId => ProvisioningPlan;
    /// Rows of a plan.
    plan_page: PlanPage => Page<PlanRow>;
    /// One change whole.
    plan_item: PlanItemId => PlanItem;
    /// Take changes out of a plan, or put them back.
    plan_decide: DecidePlan => ProvisioningPlan;
    /// A plan as a file.
    plan_export: ExportPlan => ExportedFile;
    /// A plan from a file; nothing is sent.
    plan_import: ImportPlan => ProvisioningPlan;
    /// Send what a plan says; a job.
    plan_apply: PlanId => JobId;
    /// Provision some people or groups, or see what would be done; a job.
    provision_on_demand: ProvisionOnDemand => JobId;
    /// Disables and deletions that wait for a person.
    staged_page: TenantPage => Page<StagedRow>;
    /// Allow or deny some of them, or all.
    staged_decide: DecideStaged => Provisioning;
    /// Rows of the log, the newest first.
    logs_page: LogPage => Page<LogRow>;
    /// One record whole.
    log_record: LogId => LogRecord;
    /// The log as files.
    logs_export: ExportLog => Vec<ExportedFile>;
    /// Rows of the links.
    links_page: LinksOf => Page<LinkRow>;
    /// Forget a link; nothing is sent.
    link_remove: UnlinkAccount => ();
    /// Link a person or group with an account; nothing is sent.
    link_set: LinkAccount => LinkRow;
    /// Compare the cached accounts with links and people; a job.
    drift_find: TenantId => JobId;
    /// Rows of what was found.
    drift_page: DriftPage => Page<DriftRow>;
    /// Adopt, repair, accept or ignore.
    drift_resolve: ResolveDrift => DriftSummary;
    /// Rules by which accounts are no drift.
    drift_rules: TenantId => Vec<DriftRule>;
    /// Replace these rules.
    drift_rules_save: SaveDriftRules => Vec<DriftRule>;
    /// The server that sends e-mail.
    mail_server_get: () => MailServer;
    /// Save it.
    mail_server_save: SaveMailServer => MailServer;
    /// Send a message by all ways that a tenant names.
    notification_test: TenantId => NotificationTest;
    /// Save where a directory is read from.
    directory_connect: ConnectDirectory => DirectoryConnection;
    /// How a directory is read; none for one that was imported once.
    directory_connection: DirectoryId => Option<DirectoryConnection>;
    /// Test a directory; a job. Nothing is kept.
    directory_test: TestDirectory => JobId;
    /// Read a directory anew; a job.
    directory_refresh: RefreshDirectory => JobId;
    /// Begin to sign in to a directory with a code.
    directory_sign_in: DirectoryId => DeviceCode;
    /// Rows of the journal.
    journal_page: JournalPage => Page<JournalRow>;
    /// One journal entry whole.
    journal_entry: JournalId => JournalEntry;
    /// Running and recently ended jobs.
    jobs_list: () => Vec<Job>;
    /// Cancel a job.
    job_cancel: JobId => ();
    /// Whether practice tenants run.
    practice_status: () => PracticeStatus;
    /// Start practice tenants.
    practice_start: StartPractice => PracticeStatus;
    /// Stop practice tenants and forget them.
    practice_stop: () => PracticeStatus;
    /// Start a practice Microsoft Graph, and connect a directory that is read from it.
    practice_directory_start: () => DirectoryConnection;
    /// What is remembered between starts.
    preferences_get: () => Preferences;
    /// Remember it.
    preferences_set: Preferences => Preferences;
}

/// Answers one call of the window: finds the command, reads its request, asks the desk, writes the answer as JSON.
///
/// # Errors
/// Whatever the desk says; `bad_input` for a command that does not exist or a request that cannot be read; `internal`, with
/// the place in the source, where a handler panicked.
pub async fn call(desk: &Desk, name: &str, request: Value) -> Result<Box<RawValue>, DeskError> {
    let outcome = panics::caught(dispatch(desk, name, request)).await;
    outcome.unwrap_or_else(|panic| Err(internal(format!("`{name}` panicked at {panic}"))))
}

fn read<T: DeserializeOwned>(name: &str, request: Value) -> Result<T, DeskError> {
    serde_json::from_value(request).map_err(|cause| {
        DeskError::bad_input(format!(
            "the request of `{name}` has the wrong shape ({})",
            without_values(&cause.to_string())
        ))
    })
}

/// What serde says of JSON that it cannot read, without the values that it quotes: one may be a token.
fn without_values(message: &str) -> &str {
    match message.rsplit_once(", expected ") {
        Some((_, expected)) => expected,
        None if message.starts_with("missing field") => message,
        None => "no details, because they may quote a secret",
    }
}

fn write<T: Serialize>(name: &str, answer: &T) -> Result<Box<RawValue>, DeskError> {
    to_raw_value(answer).map_err(|cause| internal(format!("the answer of `{name}` cannot be written: {cause}")))
}

fn internal(cause: String) -> DeskError {
    let mut error = DeskError::of(ErrorCode::Internal);
    error.evidence = Some(Evidence {
        cause: Some(cause),
        ..Evidence::default()
    });
    error
}
