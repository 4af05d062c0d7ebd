//! The bridge: the one list of commands between the window and the desk, each with its request and answer.
//!
//! The window calls them all through one Tauri command; TypeScript gets the same list, generated.

use scimdesk_desk::wire::*;
use ts_rs::{Config, TS, TypeVisitor};

/// Declares every command once: `name: Request => Answer`.
macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident: $request:ty => $answer:ty;)*) => {
        /// One field a command, typed as the pair of its request and its answer.
        #[derive(TS)]
        #[allow(dead_code, reason = "read by the TypeScript generator only")]
        pub struct Commands {
            $($(#[$doc])* $name: ($request, $answer),)*
        }
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
    /// One account or group whole.
    resource_detail: ResourceId => ResourceDetail;
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
    /// What is remembered between starts.
    preferences_get: () => Preferences;
    /// Remember it.
    preferences_set: Preferences => Preferences;
}

/// The bridge as one TypeScript module: every wire type, then `Commands` and `DeskEvent`.
pub fn typescript() -> String {
    struct Collect {
        config: Config,
        declarations: std::collections::BTreeMap<String, String>,
    }
    impl TypeVisitor for Collect {
        fn visit<T: TS + 'static + ?Sized>(&mut self) {
            // Primitive and generic-argument types have no declaration of their own.
            if T::output_path().is_none() {
                T::visit_dependencies(self);
                T::visit_generics(self);
                return;
            }
            let name = T::ident(&self.config);
            if self.declarations.contains_key(&name) {
                return;
            }
            let docs = T::docs().unwrap_or_default();
            let declaration = format!("{docs}export {}", T::decl(&self.config));
            self.declarations.insert(name, declaration);
            T::visit_dependencies(self);
            T::visit_generics(self);
        }
    }
    let mut collect = Collect {
        config: Config::new().with_large_int("number"),
        declarations: std::collections::BTreeMap::new(),
    };
    collect.visit::<Commands>();
    collect.visit::<DeskEvent>();
    let mut module = String::from("// Generated from Rust by `cargo xtask bindings`. Do not edit.\n");
    for declaration in collect.declarations.values() {
        module.push('\n');
        module.push_str(declaration);
        module.push('\n');
    }
    module
}
