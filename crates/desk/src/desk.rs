//! The door to the use cases: [`Desk`].

use std::{path::PathBuf, sync::Arc};

use tokio::sync::broadcast;

use crate::{Clock, wire::*};

/// How a desk is set up, before it is opened.
#[derive(Debug, Clone, Default)]
pub struct DeskOptions {
    /// Where cache, preferences and logs live. `None`: `scimdesk` in the system's directory for application data.
    pub data_dir: Option<PathBuf>,
    /// The vault to use, whatever the preferences say (a command's `--vault`). `None`: as chosen before, else the keyring.
    pub vault: Option<VaultKind>,
    /// Where the time comes from.
    pub clock: Clock,
}

/// The use cases. Cheap to clone; all clones are the same desk.
#[derive(Clone)]
pub struct Desk {
    inner: Arc<Inner>,
}

struct Inner {
    events: broadcast::Sender<DeskEvent>,
    _options: DeskOptions,
}

impl Desk {
    /// A desk that is not open yet: only status, preferences, the gallery and advice work. Touches no file.
    pub fn new(options: DeskOptions) -> Self {
        Self {
            inner: Arc::new(Inner {
                events: broadcast::channel(1024).0,
                _options: options,
            }),
        }
    }

    /// Everything that happens from now on. A receiver that lags should refetch what it shows.
    pub fn events(&self) -> broadcast::Receiver<DeskEvent> {
        self.inner.events.subscribe()
    }

    /// The directory of cache, preferences and logs.
    pub fn data_dir(&self) -> PathBuf {
        self.inner._options.data_dir.clone().unwrap_or_default()
    }

    /// Waits until a job has ended, and says how.
    pub async fn job_end(&self, job: JobId) -> Result<JobEnd, DeskError> {
        let _ = job;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Cancels what runs, waits for it, and closes the cache.
    pub async fn shutdown(&self) {}

    /// Whether the desk is ready, and if not, what must be decided.
    pub async fn desk_status(&self) -> Result<DeskStatus, DeskError> {
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Opens the vault and the cache. What the admin must decide comes back as a status, not as an error.
    pub async fn desk_open(&self, request: OpenDesk) -> Result<DeskStatus, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Sets a cache aside whose key is lost, and begins a new one. Nothing is deleted.
    pub async fn desk_start_anew(&self) -> Result<DeskStatus, DeskError> {
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// The apps of the gallery.
    pub async fn apps_list(&self) -> Result<Vec<AppSummary>, DeskError> {
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Advice on a tenant URL while it is typed. Makes no request.
    pub async fn url_check(&self, request: CheckUrl) -> Result<UrlAdvice, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Advice on a SCIM filter while it is typed.
    pub async fn filter_check(&self, request: CheckFilter) -> Result<FilterAdvice, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// All tenants, by name.
    pub async fn tenants_list(&self) -> Result<Vec<Tenant>, DeskError> {
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Saves a tenant and its credential. Read-only unless asked otherwise.
    pub async fn tenant_add(&self, request: AddTenant) -> Result<Tenant, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Changes a tenant's name, safety level, environment, rate or certificate authorities.
    pub async fn tenant_update(&self, request: UpdateTenant) -> Result<Tenant, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Replaces a tenant's token, and possibly its URL.
    pub async fn tenant_replace_credential(
        &self,
        request: ReplaceCredential,
    ) -> Result<Tenant, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Forgets a tenant, its credential and its cached data; the journal stays.
    pub async fn tenant_remove(&self, request: TenantId) -> Result<(), DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Tests a connection; a job.
    pub async fn connection_test(&self, request: TestTarget) -> Result<JobId, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// The last report of a tenant's connection test.
    pub async fn connection_report(
        &self,
        request: TenantId,
    ) -> Result<Option<ConnectionReport>, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Fetches accounts and groups anew; a job.
    pub async fn refresh(&self, request: Refresh) -> Result<JobId, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Rows of the users list.
    pub async fn accounts_page(&self, request: ListPage) -> Result<Page<AccountRow>, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Rows of the groups list.
    pub async fn groups_page(&self, request: ListPage) -> Result<Page<GroupRow>, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// One account or group whole.
    pub async fn resource_detail(&self, request: ResourceId) -> Result<ResourceDetail, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// More of an account's groups or a group's members.
    pub async fn resource_links(
        &self,
        request: LinksPage,
    ) -> Result<Page<ResourceLink>, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Runs a SCIM filter on the server.
    pub async fn server_filter(
        &self,
        request: ServerFilter,
    ) -> Result<ServerFilterOutcome, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Reviews switching accounts off or on. Sends nothing.
    pub async fn activation_review(
        &self,
        request: PrepareActivation,
    ) -> Result<ActivationReview, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// More items of a review.
    pub async fn activation_items(
        &self,
        request: ReviewItems,
    ) -> Result<Page<ActivationItem>, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Sends what was reviewed; a job.
    pub async fn activation_apply(&self, request: ApplyReview) -> Result<JobId, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Rows of the journal, newest first.
    pub async fn journal_page(&self, request: JournalPage) -> Result<Page<JournalRow>, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// One journal entry whole.
    pub async fn journal_entry(&self, request: JournalId) -> Result<JournalEntry, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Running and recently ended jobs, newest first.
    pub async fn jobs_list(&self) -> Result<Vec<Job>, DeskError> {
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Cancels a job. One that has ended already stays as it ended.
    pub async fn job_cancel(&self, request: JobId) -> Result<(), DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Whether practice tenants run.
    pub async fn practice_status(&self) -> Result<PracticeStatus, DeskError> {
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Starts practice tenants.
    pub async fn practice_start(
        &self,
        request: StartPractice,
    ) -> Result<PracticeStatus, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Stops practice tenants and forgets them.
    pub async fn practice_stop(&self) -> Result<PracticeStatus, DeskError> {
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// What is remembered between starts.
    pub async fn preferences_get(&self) -> Result<Preferences, DeskError> {
        Err(DeskError::of(ErrorCode::NotOpen))
    }

    /// Remembers it.
    pub async fn preferences_set(&self, request: Preferences) -> Result<Preferences, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotOpen))
    }
}
