//! One run over a tenant: read, plan, guard, apply, count.
//!
//! A cycle holds the tenant's lease from its first step to its last, so that no two ever run at once, whichever programs are there. One whose
//! process was killed is found by the next, which says so of it and goes on: what was linked and written is known, and nothing is done
//! twice.

mod ending;
mod run;

use std::sync::Arc;

use scimdesk_store as store;

use super::{
    lease::Lease,
    settings,
    state::{self, State},
    status,
};
use crate::{
    Desk, codes,
    desk::Opened,
    jobs::JobTenant,
    lists::MOST,
    tenants::{self, TenantRow},
    wire::{
        CycleCounts, CycleKind, CycleRow, CycleState, DeskError, ErrorCode, JobId, JobKind, Page, RunCycle,
        SafetyLevel, TenantPage,
    },
};

impl Desk {
    /// Runs the next cycle now, whether cycles are on or not; a job.
    ///
    /// # Errors
    /// [`ErrorCode::ReadOnlyTenant`], [`ErrorCode::ProvisioningNotReady`]; [`ErrorCode::ReviewNeeded`] where nobody knows of it;
    /// [`ErrorCode::AlreadyRunning`] where one runs, here or elsewhere.
    pub async fn cycle_run(&self, request: RunCycle) -> Result<JobId, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        status::refuse_unready(&opened, &tenant).await?;
        if tenant.safety == SafetyLevel::Review && !request.reviewed && !status::is_on(&opened, &tenant.id).await? {
            return Err(DeskError::of(ErrorCode::ReviewNeeded));
        }
        let lease = Lease::take(self, &opened, &tenant).await?;
        begin(self, opened, tenant, lease).await
    }

    /// Cycles, the newest first.
    pub async fn cycles_page(&self, request: TenantPage) -> Result<Page<CycleRow>, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?.id;
        let window = request.window;
        let page = opened
            .store(move |store| store.cycles(&tenant, window.offset, window.limit.min(MOST)))
            .await?;
        Ok(Page {
            rows: page.rows.into_iter().map(row).collect(),
            revision: page.total,
            total: page.total,
            counting: false,
            offset: window.offset,
        })
    }
}

/// Runs a cycle that is due, unless somebody else was quicker. `None`: none is due any more.
pub(crate) async fn run_due(desk: &Desk, opened: &Arc<Opened>, tenant: &str) -> Result<Option<JobId>, DeskError> {
    let tenant = tenants::row(opened, tenant).await?;
    let lease = match Lease::take(desk, opened, &tenant).await {
        Ok(lease) => lease,
        Err(error) if error.code == ErrorCode::AlreadyRunning => return Ok(None),
        Err(error) => return Err(error),
    };
    // Asked again with the lease in hand: another program may have just run it.
    let ready = match is_due(desk, opened, &tenant.id).await {
        Ok(true) => status::refuse_unready(opened, &tenant).await.map(|()| true),
        other => other,
    };
    match ready {
        Ok(true) => begin(desk, Arc::clone(opened), tenant, lease).await.map(Some),
        Ok(false) => {
            lease.release().await;
            Ok(None)
        }
        Err(error) => {
            let noted = put_off(desk, opened, &tenant.id, error.message.clone()).await;
            lease.release().await;
            noted.and(Err(error))
        }
    }
}

/// A cycle that cannot begin is tried again when the next would be due, and not at once for ever.
async fn put_off(desk: &Desk, opened: &Opened, tenant: &str, sentence: String) -> Result<(), DeskError> {
    let (seen, now) = (mark(opened, tenant).await?, desk.inner.clock.now());
    let put_off = state::change(opened, tenant, move |state| {
        state.last_error = Some(sentence);
        state.ended_at = Some(now);
        state.seen = Some(seen);
        state.due_now = false;
    });
    put_off.await.map(drop)
}

/// Whether a cycle is due now: by the clock, or by a change of mappings, assignments or people.
pub(crate) async fn is_due(desk: &Desk, opened: &Opened, tenant: &str) -> Result<bool, DeskError> {
    let settings = settings::of(opened, tenant).await?;
    let state = state::of(opened, tenant).await?;
    let now = desk.inner.clock.now();
    let Some(next_at) = state.next_at(settings.interval_minutes, now) else {
        return Ok(false);
    };
    if next_at <= now {
        return Ok(true);
    }
    // Whoever is in quarantine is tried at its times alone.
    if !settings.on_change || state.quarantine.is_some() {
        return Ok(false);
    }
    Ok(state.seen.is_some() && state.seen != Some(mark(opened, tenant).await?))
}

/// What a cycle looks at besides the app, in one text that is another where something changed.
async fn mark(opened: &Opened, tenant: &str) -> Result<String, DeskError> {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};

    let tenant = tenant.to_owned();
    opened
        .store(move |store| {
            let version = store.mapping_versions(&tenant)?.first().map(|version| version.number);
            let directory = store.tenant_directory(&tenant)?;
            let generation = match &directory {
                Some(directory) => store.directory(directory)?.map(|record| record.generation),
                None => None,
            };
            let mut hasher = DefaultHasher::new();
            for assignment in store.assignments(&tenant)? {
                (assignment.kind == store::Kind::Group).hash(&mut hasher);
                assignment.principal.hash(&mut hasher);
                assignment.role.hash(&mut hasher);
            }
            let assignments = hasher.finish();
            Ok(format!("{version:?} {directory:?} {generation:?} {assignments:x}"))
        })
        .await
}

/// Starts the job. The lease is given back when it ends, and where it does not start.
async fn begin(desk: &Desk, opened: Arc<Opened>, tenant: TenantRow, lease: Lease) -> Result<JobId, DeskError> {
    let of = JobTenant {
        id: tenant.id.clone(),
        name: tenant.name.clone(),
    };
    let lease = Arc::new(std::sync::Mutex::new(Some(lease)));
    let take = |lease: &std::sync::Mutex<Option<Lease>>| {
        lease.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take()
    };
    let (theirs, work_desk) = (Arc::clone(&lease), desk.clone());
    let started = desk.inner.jobs.start(JobKind::Cycle, Some(of), move |job| async move {
        match take(&theirs) {
            Some(lease) => Box::pin(run::run(work_desk, opened, tenant, lease, job)).await,
            None => crate::wire::JobEnd::Failed {
                error: DeskError::of(ErrorCode::Internal),
            },
        }
    });
    if started.is_err()
        && let Some(lease) = take(&lease)
    {
        lease.release().await;
    }
    started
}

/// What kind the next cycle is of.
fn kind(state: &State) -> CycleKind {
    match state.initial_completed {
        Some(_) => CycleKind::Incremental,
        None => CycleKind::Initial,
    }
}

/// A run, as it is told.
pub(crate) fn row(record: store::CycleRecord) -> CycleRow {
    CycleRow {
        number: record.number,
        kind: codes::value(&record.kind).unwrap_or(CycleKind::Incremental),
        state: codes::value(&record.state).unwrap_or(CycleState::Failed),
        began_at: record.began_at,
        ended_at: record.ended_at,
        counts: serde_json::from_str::<CycleCounts>(&record.counts).unwrap_or_default(),
        error: record.error.and_then(|error| serde_json::from_str(&error).ok()),
    }
}
