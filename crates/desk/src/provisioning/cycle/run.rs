//! The steps of a cycle, in their order.

use std::sync::Arc;

use jiff::SignedDuration;
use scimdesk_scim::{client::Client, resource::ResourceKind as Kind};
use scimdesk_store::PlannedFor;

use super::{
    ending::{self, Ended},
    kind, mark,
};
use crate::{
    Desk, codes,
    desk::Opened,
    error::client_error,
    jobs::JobHandle,
    people,
    provisioning::{
        apply::{self, Applied},
        holding,
        lease::Lease,
        plan, settings,
        state::{self, State},
    },
    refresh,
    tenants::{self, TenantRow},
    wire::{
        CycleCounts, CycleKind, CycleState, DeskError, DeskEvent, ErrorCode, JobEnd, PlanExtent, ProvisioningOutcome,
        ProvisioningSettings, QuarantineReason, ResourceKind,
    },
};

/// A cycle under way.
pub(super) struct Cycle<'a> {
    pub(super) desk: &'a Desk,
    pub(super) opened: &'a Arc<Opened>,
    pub(super) tenant: &'a TenantRow,
    pub(super) settings: ProvisioningSettings,
    pub(super) state: State,
    pub(super) number: u64,
    pub(super) kind: CycleKind,
    lease: &'a Lease,
    job: &'a JobHandle,
}

/// Runs one cycle from its first step to the moment the lease is free again.
pub(super) async fn run(desk: Desk, opened: Arc<Opened>, tenant: TenantRow, lease: Lease, job: JobHandle) -> JobEnd {
    let guard = stop_with(&lease, &job);
    let end = match Box::pin(within(&desk, &opened, &tenant, &lease, &job)).await {
        Ok(outcome) => told(outcome),
        Err(error) => JobEnd::Failed { error },
    };
    guard.abort();
    lease.release().await;
    desk.sound(DeskEvent::DataChanged { tenant: tenant.id });
    end
}

/// A cycle that could not even begin to send has nothing to tell but why.
fn told(outcome: ProvisioningOutcome) -> JobEnd {
    match &outcome.cycle.error {
        Some(error) if outcome.cycle.counts.requests == 0 => JobEnd::Failed { error: error.clone() },
        _ => JobEnd::Provisioned { outcome },
    }
}

/// A lease that is lost, and a person who switches cycles off elsewhere, end the cycle after the object at hand.
fn stop_with(lease: &Lease, job: &JobHandle) -> tokio::task::JoinHandle<()> {
    let (lost, stopped, cancel) = (
        lease.lost().clone(),
        lease.stopped().clone(),
        job.cancellation().clone(),
    );
    tokio::spawn(async move {
        tokio::select! {
            () = lost.cancelled() => {}
            () = stopped.cancelled() => {}
        }
        cancel.cancel();
    })
}

/// Errors are those of the cache alone: everything else is told of the cycle.
async fn within(
    desk: &Desk,
    opened: &Arc<Opened>,
    tenant: &TenantRow,
    lease: &Lease,
    job: &JobHandle,
) -> Result<ProvisioningOutcome, DeskError> {
    let settings = settings::of(opened, &tenant.id).await?;
    // What changes from now on is for the next one.
    let state = state::change(opened, &tenant.id, |state| state.due_now = false).await?;
    let kind = kind(&state);
    let now = desk.inner.clock.now();
    let (id, name) = (tenant.id.clone(), codes::code(&kind));
    let number = opened
        .store(move |store| {
            ending::end_interrupted(store, &id, now)?;
            store.begin_cycle(&id, &name, now)
        })
        .await?;
    desk.sound(DeskEvent::ProvisioningChanged {
        tenant: tenant.id.clone(),
    });
    let cycle = Cycle {
        desk,
        opened,
        tenant,
        settings,
        state,
        number,
        kind,
        lease,
        job,
    };
    let began = std::time::Instant::now();
    let mut ended = cycle.steps().await;
    ended.duration_ms = crate::error::milliseconds(began.elapsed());
    ending::end(&cycle, ended).await
}

impl Cycle<'_> {
    async fn steps(&self) -> Ended {
        let mut ended = Ended::default();
        let result = self.each_step(&mut ended).await;
        if let Err(error) = result {
            ended.error = (error.code != ErrorCode::Cancelled).then_some(error);
        }
        if ended.error.is_some() {
            // What was there to be seen is not looked at again at once: it fails again.
            ended.seen = mark(self.opened, &self.tenant.id).await.ok();
        }
        ended.state = if ended.error.is_some() {
            CycleState::Failed
        } else if self.job.cancellation().is_cancelled() || self.lease.lost().is_cancelled() {
            CycleState::Stopped
        } else if ended.counts.failed > 0 {
            CycleState::SomeFailed
        } else {
            CycleState::Succeeded
        };
        ended
    }

    async fn each_step(&self, ended: &mut Ended) -> Result<(), DeskError> {
        let initial = self.kind == CycleKind::Initial;
        let (people, directory) = self.read_directory(initial).await?;
        ended.counts.imported = people;
        ended.seen = Some(mark(self.opened, &self.tenant.id).await?);
        let (_, client) = tenants::connect(self.desk, self.opened, &self.tenant.id).await?;
        if initial || self.lists_are_due() {
            self.list_accounts(&client).await?;
            ended.listed_at = Some(self.desk.inner.clock.now());
        } else {
            self.ask_for_one(&client).await?;
        }
        self.go_on()?;
        let extent = if initial {
            PlanExtent::All
        } else {
            PlanExtent::NextCycle
        };
        let plan = plan::make(
            self.desk,
            self.opened,
            self.tenant,
            PlannedFor::Cycle,
            extent,
            &[],
            self.job,
        )
        .await?;
        let held = holding::hold(&holding::Sending {
            desk: self.desk,
            opened: self.opened,
            tenant: self.tenant,
            guard: &self.settings.guard,
            plan,
            cycle: self.number,
            directory: &directory,
            is_whole: true,
        })
        .await?;
        ended.counts.staged = held.waiting;
        ended.counts.skipped = held.protected;
        ended.newly_staged = held.newly_staged;
        self.go_on()?;
        let applied = apply::run(
            self.desk,
            self.opened,
            self.tenant,
            client,
            plan,
            self.lease,
            self.number,
            self.job,
        )
        .await?;
        add(&mut ended.counts, &applied);
        ended.failures = applied.failures;
        ended.digest = applied.digest;
        ended.stale = applied.stale;
        match applied.connection_lost {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }

    /// Reads the directory anew where it is read again and again; one that was imported is taken as it is. How many people and groups it
    /// has, and its name.
    async fn read_directory(&self, full: bool) -> Result<(u64, String), DeskError> {
        let id = self.tenant.id.clone();
        let find = move |store: &scimdesk_store::Store| {
            let Some(directory) = store.tenant_directory(&id)? else {
                return Ok(None);
            };
            let source = store.directory_source(&directory)?;
            let is_read_again = source.as_ref().is_some_and(people::is_read_again);
            Ok(store.directory(&directory)?.map(|record| (record, is_read_again)))
        };
        let missing = || {
            let names = crate::words::args!(tenant = self.tenant.name.as_str());
            DeskError::with(ErrorCode::DirectoryMissing, names)
        };
        let (mut record, is_read_again) = self.opened.store(find.clone()).await?.ok_or_else(missing)?;
        if is_read_again {
            people::of_one_app(self.opened, &record.id, &self.tenant.id).await?;
            people::refresh_source(self.desk, self.opened, &record.id, full, self.job).await?;
            (record, _) = self.opened.store(find).await?.ok_or_else(missing)?;
        }
        Ok((record.people + record.groups, record.name))
    }

    /// By the settings; and to find out whether what led to a quarantine is mended, since nothing else may be sent.
    fn lists_are_due(&self) -> bool {
        let held = self.state.quarantine.as_ref();
        if held.is_some_and(|held| held.reason == QuarantineReason::EncounteredQuarantineException) {
            return true;
        }
        let Some(hours) = self.settings.relist_hours else {
            return false;
        };
        let Some(listed) = self.state.listed_at else {
            return true;
        };
        let now = self.desk.inner.clock.now();
        // Who listed them later than now did so when the clock was ahead.
        listed > now || now.duration_since(listed) >= SignedDuration::from_hours(hours.into())
    }

    /// One type's failure stops no other: groups that cannot be listed are not proven complete, and no more.
    async fn list_accounts(&self, client: &Client) -> Result<(), DeskError> {
        let listed = refresh::lists(self.desk, self.opened, self.tenant, client, self.job).await?;
        match listed.1.into_iter().find(|failure| failure.kind == ResourceKind::User) {
            Some(failure) => Err(failure.error),
            None => Ok(()),
        }
    }

    /// A cycle that finds nothing to send would otherwise succeed at an app that is gone or refuses the token, and a person would
    /// hear of it on the day somebody leaves.
    async fn ask_for_one(&self, client: &Client) -> Result<(), DeskError> {
        let asked = client.list_page(&[Kind::User.endpoint()], &[("count", "1")]).await;
        asked
            .map(drop)
            .map_err(|error| client_error(&error, &tenants::names(self.tenant)))
    }

    fn go_on(&self) -> Result<(), DeskError> {
        if self.job.cancellation().is_cancelled() {
            Err(DeskError::of(ErrorCode::Cancelled))
        } else {
            Ok(())
        }
    }
}

fn add(counts: &mut CycleCounts, applied: &Applied) {
    let CycleCounts {
        imported,
        staged,
        skipped,
        ..
    } = *counts;
    *counts = applied.counts;
    counts.imported = imported;
    counts.staged = staged;
    counts.skipped += skipped;
}
