//! The door to the use cases: [`Desk`]. Its methods stand in the modules of the use cases.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

use scimdesk_store::{Store, StoreError};
use scimdesk_vault::{Vault, VaultError};
use tempfile::TempDir;
use tokio::sync::broadcast;

use crate::{
    Clock,
    activation::{Changing, Reviews},
    elsewhere::Watch,
    error::{store_error, vault_error},
    jobs::Jobs,
    lists::Counting,
    mappings::Imports,
    people::Readings,
    practice::Practice,
    practice_graph::Connected,
    preferences::PreferencesFile,
    preview::Previews,
    provisioning::{Drifts, Scheduler},
    tenants::{KeptClient, Pending},
    wire::{DeskError, DeskEvent, DeskStatus, ErrorCode, Job, JobEnd, JobId, VaultKind},
};

/// How many events a listener may be behind before it misses some.
const EVENTS: usize = 1024;

/// How a desk is set up, before it is opened.
#[derive(Debug, Clone, Default)]
pub struct DeskOptions {
    /// Where cache, preferences and logs live. `None`: `scimdesk` in the system's directory for application data.
    pub data_dir: Option<PathBuf>,
    /// The vault to use where the one who opens the desk names none. `None`: as chosen before, else the keyring.
    pub vault: Option<VaultKind>,
    /// Where the time comes from.
    pub clock: Clock,
}

/// The use cases. Cheap to clone; all clones are the same desk.
///
/// Needs a Tokio runtime with several threads; nothing of it blocks one.
#[derive(Clone)]
pub struct Desk {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) data_dir: Option<PathBuf>,
    pub(crate) vault: Option<VaultKind>,
    pub(crate) clock: Clock,
    pub(crate) events: broadcast::Sender<DeskEvent>,
    pub(crate) jobs: Jobs,
    pub(crate) preferences: PreferencesFile,
    pub(crate) state: RwLock<State>,
    /// Held while the desk opens, begins anew or shuts down.
    pub(crate) opening: tokio::sync::Mutex<()>,
    pub(crate) practice: Arc<tokio::sync::Mutex<Practice>>,
    pub(crate) practice_graph: tokio::sync::Mutex<Option<Connected>>,
    pub(crate) elsewhere: tokio::sync::Mutex<Option<Watch>>,
    pub(crate) scheduler: tokio::sync::Mutex<Option<Scheduler>>,
}

/// Whether the desk is open.
pub(crate) enum State {
    /// Nobody has tried.
    Untried,
    /// It was tried; this must be decided first.
    Undecided(DeskStatus),
    /// Ready.
    Open(Arc<Opened>),
}

/// What an open desk works with.
pub(crate) struct Opened {
    store: Store,
    vault: Arc<Vault>,
    pub(crate) vault_kind: VaultKind,
    pub(crate) pending: Pending,
    pub(crate) changing: Changing,
    clients: Mutex<HashMap<String, KeptClient>>,
    reviews: Mutex<Reviews>,
    previews: Mutex<Previews>,
    drifts: Mutex<Drifts>,
    imports: Mutex<Imports>,
    counts: Mutex<Vec<Counting>>,
    readings: Mutex<Readings>,
    /// Where the cache of a session is; deleted with it. Last, so that the cache is closed by then.
    _temporary: Option<TempDir>,
}

impl Desk {
    /// A desk that is not open yet. Touches no file.
    pub fn new(options: DeskOptions) -> Self {
        let data_dir = options
            .data_dir
            .or_else(|| dirs::data_dir().map(|dir| dir.join("scimdesk")));
        let events = broadcast::Sender::new(EVENTS);
        Self {
            inner: Arc::new(Inner {
                preferences: PreferencesFile::new(data_dir.clone()),
                data_dir,
                vault: options.vault,
                jobs: Jobs::new(events.clone(), options.clock.clone()),
                clock: options.clock,
                events,
                state: RwLock::new(State::Untried),
                opening: tokio::sync::Mutex::default(),
                practice: Arc::default(),
                practice_graph: tokio::sync::Mutex::default(),
                elsewhere: tokio::sync::Mutex::default(),
                scheduler: tokio::sync::Mutex::default(),
            }),
        }
    }

    /// What time it is, by the desk's clock.
    pub fn now(&self) -> jiff::Timestamp {
        self.inner.clock.now()
    }

    /// Everything that happens from now on. A receiver that lags should refetch what it shows.
    pub fn events(&self) -> broadcast::Receiver<DeskEvent> {
        self.inner.events.subscribe()
    }

    /// The directory of cache, preferences and logs. `None`: the system names none and none was given.
    pub fn data_dir(&self) -> Option<PathBuf> {
        self.inner.data_dir.clone()
    }

    /// Waits until a job has ended, and says how.
    pub async fn job_end(&self, job: JobId) -> Result<JobEnd, DeskError> {
        self.inner.jobs.end(&job).await
    }

    /// Running and recently ended jobs, newest first.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn jobs_list(&self) -> Result<Vec<Job>, DeskError> {
        Ok(self.inner.jobs.list())
    }

    /// Cancels a job. One that has ended already stays as it ended.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn job_cancel(&self, request: JobId) -> Result<(), DeskError> {
        self.inner.jobs.cancel(&request)
    }

    /// Cancels what runs, waits for it, stops practice tenants and closes the cache.
    pub async fn shutdown(&self) {
        let _opening = self.inner.opening.lock().await;
        self.scheduler_stop().await;
        self.inner.jobs.cancel_all().await;
        self.inner.practice.lock().await.stop_all().await;
        if let Some(connected) = self.inner.practice_graph.lock().await.take() {
            connected.stop().await;
        }
        if let Some(watch) = self.inner.elsewhere.lock().await.take() {
            watch.stop().await;
        }
        if let Ok(opened) = self.opened() {
            opened.stop_counting();
        }
        let state = std::mem::replace(&mut *self.state_mut(), State::Untried);
        // Closing the cache waits for its writer.
        let _ = tokio::task::spawn_blocking(move || drop(state)).await;
    }

    /// What an open desk works with.
    pub(crate) fn opened(&self) -> Result<Arc<Opened>, DeskError> {
        match &*self.inner.state.read().unwrap_or_else(PoisonError::into_inner) {
            State::Open(opened) => Ok(Arc::clone(opened)),
            _ => Err(DeskError::of(ErrorCode::NotOpen)),
        }
    }

    pub(crate) fn state_mut(&self) -> std::sync::RwLockWriteGuard<'_, State> {
        self.inner.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn sound(&self, event: DeskEvent) {
        // Nobody may be listening.
        let _ = self.inner.events.send(event);
    }
}

impl Opened {
    pub(crate) fn new(
        store: Store,
        vault: Vault,
        vault_kind: VaultKind,
        pending: Pending,
        changing: Changing,
        temporary: Option<TempDir>,
    ) -> Self {
        Self {
            store,
            vault: Arc::new(vault),
            vault_kind,
            pending,
            changing,
            clients: Mutex::default(),
            reviews: Mutex::default(),
            previews: Mutex::default(),
            drifts: Mutex::default(),
            imports: Mutex::default(),
            counts: Mutex::default(),
            readings: Mutex::default(),
            _temporary: temporary,
        }
    }

    /// Asks the cache, on a thread that may block.
    pub(crate) async fn store<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, DeskError> {
        let store = self.store.clone();
        blocking(move || ask(&store).map_err(|error| store_error(&error))).await
    }

    /// Asks the vault, on a thread that may block.
    pub(crate) async fn vault<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Vault) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, DeskError> {
        let vault = Arc::clone(&self.vault);
        blocking(move || ask(&vault).map_err(|error| vault_error(&error))).await
    }

    pub(crate) fn clients(&self) -> MutexGuard<'_, HashMap<String, KeptClient>> {
        self.clients.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stop_counting(&self) {
        for count in self.counts().drain(..) {
            count.stop();
        }
    }

    pub(crate) fn counts(&self) -> MutexGuard<'_, Vec<Counting>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn previews(&self) -> MutexGuard<'_, Previews> {
        self.previews.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn drifts(&self) -> MutexGuard<'_, Drifts> {
        self.drifts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn readings(&self) -> MutexGuard<'_, Readings> {
        self.readings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn imports(&self) -> MutexGuard<'_, Imports> {
        self.imports.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn reviews(&self) -> MutexGuard<'_, Reviews> {
        self.reviews.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs what blocks on a thread that may.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, DeskError> + Send + 'static,
) -> Result<T, DeskError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(_) => Err(DeskError::of(ErrorCode::Internal)),
    }
}
