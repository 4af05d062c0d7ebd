//! Where a tenant's provisioning stands, how it is set, and its way through on, off, paused and anew.
//!
//! Switching on is the review of a tenant whose changes are reviewed: its cycles send from then on. A read-only tenant is never switched
//! on.

use std::sync::Arc;

use jiff::Timestamp;
use scimdesk_mapping::model::Who;
use scimdesk_store::{self as store, Kind};

use super::{
    cycle, lease,
    lease::Lease,
    notify::{self, UrlChange},
    settings, staged,
    state::{self, State, Switch},
};
use crate::{
    Desk,
    desk::Opened,
    mappings,
    tenants::{self, TenantRow},
    wire::{
        CycleRow, DeskError, DeskEvent, ErrorCode, JobKind, Provisioning, ProvisioningCode, ProvisioningStatistics,
        Quarantine, QuarantineReason, RestartProvisioning, SafetyLevel, SaveProvisioning, TenantId,
    },
    words::{args, say},
};

impl Desk {
    /// Where a tenant's provisioning stands.
    pub async fn provisioning_get(&self, request: TenantId) -> Result<Provisioning, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        shown(self, &opened, &tenant).await
    }

    /// Changes how a tenant is provisioned.
    pub async fn provisioning_save(&self, request: SaveProvisioning) -> Result<Provisioning, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        let mut settings = settings::checked(request.settings)?;
        let kept = settings::of(&opened, &tenant.id).await?.notify.webhook;
        let url = notify::take_url(&mut settings.notify.webhook, kept.as_deref())?;
        let text =
            serde_json::to_string(&settings).map_err(|cause| DeskError::of(ErrorCode::Internal).because(&cause))?;
        let (id, forgets) = (tenant.id.clone(), matches!(url, UrlChange::Forget));
        // In this order no settings ever name a webhook that the vault does not have.
        if let UrlChange::Put(url) = url {
            notify::keep_url(&opened, &id, url).await?;
        }
        opened
            .store(move |store| store.save_provisioning_settings(&id, &text))
            .await?;
        if forgets {
            notify::forget_url(&opened, &tenant.id).await?;
        }
        self.changed(&opened, &tenant).await
    }

    /// Switches cycles on, or goes on after a pause or a quarantine: the next cycle is due now.
    ///
    /// # Errors
    /// [`ErrorCode::ReadOnlyTenant`]; [`ErrorCode::ProvisioningNotReady`] where something is missing.
    pub async fn provisioning_start(&self, request: TenantId) -> Result<Provisioning, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        refuse_unready(&opened, &tenant).await?;
        state::change(&opened, &tenant.id, |state| {
            state.switch = Switch::On;
            state.due_now = true;
            state.quarantine = None;
        })
        .await?;
        self.changed(&opened, &tenant).await
    }

    /// Stops cycles now; the one that runs stops after the object at hand.
    pub async fn provisioning_pause(&self, request: TenantId) -> Result<Provisioning, DeskError> {
        self.switch_off(request, |state| {
            if state.switch == Switch::On {
                state.switch = Switch::Paused;
            }
        })
        .await
    }

    /// Switches cycles off; the one that runs stops after the object at hand.
    pub async fn provisioning_stop(&self, request: TenantId) -> Result<Provisioning, DeskError> {
        self.switch_off(request, |state| state.switch = Switch::Off).await
    }

    /// Begins anew with an initial cycle: quarantine, failures that wait and the directory's watermark are forgotten; with
    /// `forget_links` also who is linked to which account. Nothing is sent by that.
    ///
    /// # Errors
    /// [`ErrorCode::AlreadyRunning`] while another program runs a cycle.
    pub async fn provisioning_restart(&self, request: RestartProvisioning) -> Result<Provisioning, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        self.inner.jobs.cancel_kind(&tenant.id, JobKind::Cycle).await;
        let lease = Lease::take(self, &opened, &tenant).await?;
        let id = tenant.id.clone();
        let forgotten = opened
            .store(move |store| {
                store.clear_retries(&id)?;
                if request.forget_links {
                    store.forget_links(&id)?;
                }
                Ok(())
            })
            .await;
        let changed = match forgotten {
            Ok(()) => state::change(&opened, &tenant.id, |state| {
                state.initial_completed = None;
                state.listed_at = None;
                state.quarantine = None;
                state.last_error = None;
                state.due_now = true;
                // Whoever switched it off did not ask for cycles.
                if state.switch != Switch::Off {
                    state.switch = Switch::On;
                }
            })
            .await
            .map(drop),
            Err(error) => Err(error),
        };
        lease.release().await;
        changed?;
        self.changed(&opened, &tenant).await
    }

    async fn switch_off(
        &self,
        request: TenantId,
        change: impl FnOnce(&mut State) + Send + 'static,
    ) -> Result<Provisioning, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        state::change(&opened, &tenant.id, move |state| {
            change(state);
            if state.switch != Switch::On {
                state.due_now = false;
            }
        })
        .await?;
        self.inner.jobs.cancel_kind(&tenant.id, JobKind::Cycle).await;
        self.changed(&opened, &tenant).await
    }

    /// Tells everybody, and answers with what they will see.
    pub(super) async fn changed(&self, opened: &Arc<Opened>, tenant: &TenantRow) -> Result<Provisioning, DeskError> {
        self.sound(DeskEvent::ProvisioningChanged {
            tenant: tenant.id.clone(),
        });
        shown(self, opened, tenant).await
    }
}

/// Refuses where cycles cannot run.
pub(crate) async fn refuse_unready(opened: &Opened, tenant: &TenantRow) -> Result<(), DeskError> {
    if let Some(error) = forbidden(tenant) {
        return Err(error);
    }
    match missing(opened, tenant).await?.into_iter().next() {
        None => Ok(()),
        Some(detail) => {
            let names = args!(
                tenant = tenant.name.as_str(),
                detail = detail.trim_end_matches('.').to_owned()
            );
            Err(DeskError::with(ErrorCode::ProvisioningNotReady, names))
        }
    }
}

/// Whether cycles run by themselves.
pub(crate) async fn is_on(opened: &Opened, tenant: &str) -> Result<bool, DeskError> {
    let id = tenant.to_owned();
    let record = opened.store(move |store| store.provisioning(&id)).await?;
    Ok(State::read(record.state.as_deref())?.switch == Switch::On)
}

fn forbidden(tenant: &TenantRow) -> Option<DeskError> {
    (tenant.safety == SafetyLevel::ReadOnly)
        .then(|| DeskError::with(ErrorCode::ReadOnlyTenant, args!(tenant = tenant.name.as_str())))
}

/// What is missing before cycles can run, a sentence each.
async fn missing(opened: &Opened, tenant: &TenantRow) -> Result<Vec<String>, DeskError> {
    let mut missing = Vec::new();
    if tenant.safety == SafetyLevel::ReadOnly {
        missing.push(say!("cycle-missing-read-only"));
    }
    let id = tenant.id.clone();
    let (directory, somebody) = opened
        .store(move |store| {
            // Once accounts are linked, that nobody is assigned any more means that everybody left: cycles see to that.
            let somebody = !store.assignments(&id)?.is_empty()
                || store.count_links(&id, Kind::User)? > 0
                || store.count_links(&id, Kind::Group)? > 0;
            Ok((store.tenant_directory(&id)?, somebody))
        })
        .await?;
    if directory.is_none() {
        missing.push(say!("cycle-missing-directory"));
    }
    let mappings = mappings::newest(opened, tenant).await?;
    if mappings.assignment.who == Who::Assigned && !somebody {
        missing.push(say!("cycle-missing-assignments"));
    }
    if let Some(problem) = mappings::first_error(&mappings) {
        missing.push(say!("cycle-missing-mappings", detail = problem));
    }
    Ok(missing)
}

struct Known {
    record: store::ProvisioningRecord,
    users: u64,
    groups: u64,
    cycles: u64,
    last_cycle: Option<CycleRow>,
    waiting: staged::Waiting,
    retries: u64,
}

fn known(store: &store::Store, tenant: &str) -> Result<Known, store::StoreError> {
    let linked = |kind| {
        let query = store::LinkQuery {
            kind: Some(kind),
            ..store::LinkQuery::default()
        };
        store.links(tenant, &query, 0, 0).map(|page| page.total)
    };
    let cycles = store.cycles(tenant, 0, 1)?;
    Ok(Known {
        record: store.provisioning(tenant)?,
        users: linked(Kind::User)?,
        groups: linked(Kind::Group)?,
        cycles: cycles.total,
        last_cycle: cycles.rows.into_iter().next().map(cycle::row),
        waiting: staged::waiting(store, tenant)?,
        retries: store.retries(tenant)?.len() as u64,
    })
}

async fn shown(desk: &Desk, opened: &Opened, tenant: &TenantRow) -> Result<Provisioning, DeskError> {
    let id = tenant.id.clone();
    let known = opened.store(move |store| known(store, &id)).await?;
    let settings = settings::read(known.record.settings.as_deref())?;
    let state = State::read(known.record.state.as_deref())?;
    let missing = missing(opened, tenant).await?;
    let now = desk.inner.clock.now();
    let next_at = state.next_at(settings.interval_minutes, now).map(|at| at.max(now));
    let quarantine = quarantine(&state, &known.waiting, next_at);
    let code = code(&state, &missing, quarantine.is_some());
    let owner = (known.record.owner.as_deref())
        .filter(|owner| lease::held_until(&known.record, now).is_some() && !lease::is_ours(owner))
        .map(|owner| lease::shown(owner).to_owned());
    let job = (desk.inner.jobs.list().into_iter())
        .find(|job| job.end.is_none() && job.kind == JobKind::Cycle && job.tenant.as_deref() == Some(&tenant.id))
        .map(|job| job.id);
    Ok(Provisioning {
        tenant: tenant.id.clone(),
        code,
        sentence: sentence(code, quarantine.as_ref(), &settings),
        missing,
        job,
        owner,
        last_cycle: known.last_cycle,
        next_at: next_at.filter(|_| code != ProvisioningCode::NotConfigured),
        quarantine,
        staged: known.waiting.count,
        retries: known.retries,
        statistics: ProvisioningStatistics {
            users: known.users,
            groups: known.groups,
            cycles: known.cycles,
            last_success: state.last_success,
            initial_completed: state.initial_completed,
            last_duration_ms: state.last_duration_ms,
        },
        last_error: state.last_error,
        settings,
    })
}

fn code(state: &State, missing: &[String], in_quarantine: bool) -> ProvisioningCode {
    match state.switch {
        Switch::Disabled => ProvisioningCode::Disabled,
        Switch::Paused => ProvisioningCode::Paused,
        _ if !missing.is_empty() => ProvisioningCode::NotConfigured,
        Switch::Off => ProvisioningCode::Off,
        Switch::On if in_quarantine => ProvisioningCode::Quarantine,
        Switch::On if state.ended_at.is_none() => ProvisioningCode::NotRun,
        Switch::On => ProvisioningCode::Active,
    }
}

/// Failures hold all cycles back; deletions that wait hold back themselves alone.
fn quarantine(state: &State, waiting: &staged::Waiting, next_at: Option<Timestamp>) -> Option<Quarantine> {
    if let Some(held) = &state.quarantine {
        return Some(Quarantine {
            reason: held.reason,
            sentence: held.sentence.clone(),
            next: held.next.clone(),
            since: held.since,
            next_attempt: held.next_attempt,
            attempts: held.attempts,
        });
    }
    let since = waiting.since?;
    Some(Quarantine {
        reason: QuarantineReason::TooManyDeletes,
        sentence: say!("cycle-too-many-deletes", count = waiting.count),
        next: Some(say!("cycle-too-many-deletes-next")),
        since,
        next_attempt: next_at.unwrap_or(since),
        attempts: 0,
    })
}

fn sentence(
    code: ProvisioningCode,
    quarantine: Option<&Quarantine>,
    settings: &crate::wire::ProvisioningSettings,
) -> String {
    match (code, quarantine) {
        (ProvisioningCode::Quarantine, Some(quarantine)) => quarantine.sentence.clone(),
        (ProvisioningCode::NotConfigured, _) => say!("cycle-status-not-configured"),
        (ProvisioningCode::Off, _) => say!("cycle-status-off"),
        (ProvisioningCode::NotRun, _) => say!("cycle-status-not-run"),
        (ProvisioningCode::Active | ProvisioningCode::Quarantine, _) => {
            say!("cycle-status-active", minutes = settings.interval_minutes)
        }
        (ProvisioningCode::Paused, _) => say!("cycle-status-paused"),
        (ProvisioningCode::Disabled, _) => say!("cycle-status-disabled"),
    }
}
