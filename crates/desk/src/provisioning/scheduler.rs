//! Runs the cycles that are due, for as long as the program runs: the desktop app in the tray, or the command as a service.
//!
//! When one is due is in the cache, so several programs may do this at once: whoever takes the tenant's lease runs it. The time is the
//! desk's; between two looks it waits for the earliest cycle, and wakes up for what happens meanwhile. *Must not know:* what a cycle does.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use tokio::{
    sync::{Notify, broadcast::error::RecvError},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

use super::{cycle, lease, settings, state::State};
use crate::{
    Desk,
    desk::{Inner, Opened},
    wire::{DeskError, DeskEvent},
};

/// The longest wait: a machine that slept has lost its timers, and a clock that was set has moved.
const LONGEST: Duration = Duration::from_secs(30);
/// What happens in one go is answered once.
const QUIET: Duration = Duration::from_millis(300);

/// Looks until it is stopped.
pub(crate) struct Scheduler {
    stop: CancellationToken,
    wake: Arc<Notify>,
    task: JoinHandle<()>,
}

impl Desk {
    /// Runs the cycles that are due from now on, of these tenants (by id; empty: of all). A second call changes nothing.
    pub async fn scheduler_start(&self, tenants: Vec<String>) -> Result<(), DeskError> {
        let opened = self.opened()?;
        let mut scheduler = self.inner.scheduler.lock().await;
        if scheduler.is_none() {
            let stop = CancellationToken::new();
            let wake = Arc::new(Notify::new());
            let watch = Watch {
                desk: Arc::downgrade(&self.inner),
                opened,
                tenants,
                wake: Arc::clone(&wake),
                events: self.events(),
            };
            *scheduler = Some(Scheduler {
                task: tokio::spawn(watch.run(stop.clone())),
                stop,
                wake,
            });
        }
        Ok(())
    }

    /// Runs no more cycles by itself, and ends those that run after the object at hand.
    pub async fn scheduler_stop(&self) {
        let Some(scheduler) = self.inner.scheduler.lock().await.take() else {
            return;
        };
        scheduler.stop.cancel();
        // It ends by itself; had it panicked, there would be nothing to stop.
        let _ = scheduler.task.await;
        self.inner.jobs.cancel_all_of(crate::wire::JobKind::Cycle).await;
    }

    /// Looks again now: the clock was set, or the computer slept.
    pub async fn scheduler_wake(&self) {
        if let Some(scheduler) = &*self.inner.scheduler.lock().await {
            scheduler.wake.notify_one();
        }
    }
}

struct Watch {
    desk: std::sync::Weak<Inner>,
    opened: Arc<Opened>,
    tenants: Vec<String>,
    wake: Arc<Notify>,
    events: tokio::sync::broadcast::Receiver<DeskEvent>,
}

impl Watch {
    async fn run(mut self, stop: CancellationToken) {
        loop {
            let Some(inner) = self.desk.upgrade() else { return };
            let desk = Desk { inner };
            let next = tokio::select! {
                () = stop.cancelled() => return,
                next = self.look(&desk) => next,
            };
            let wait = wait(next, desk.inner.clock.now());
            // A desk that nobody else has is gone.
            drop(desk);
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.wake.notified() => {}
                () = tokio::time::sleep(wait) => {}
                () = something_happens(&mut self.events) => {
                    tokio::select! {
                        () = stop.cancelled() => return,
                        () = tokio::time::sleep(QUIET) => {}
                    }
                    while !matches!(
                        self.events.try_recv(),
                        Err(tokio::sync::broadcast::error::TryRecvError::Empty
                            | tokio::sync::broadcast::error::TryRecvError::Closed)
                    ) {}
                }
            }
        }
    }

    /// Starts what is due. When the next is.
    async fn look(&self, desk: &Desk) -> Option<Timestamp> {
        let all = match self.opened.store(scimdesk_store::Store::provisioned_tenants).await {
            Ok(all) => all,
            Err(error) => {
                tracing::warn!(%error, "the cache does not say which cycles are due");
                return None;
            }
        };
        let mut next: Option<Timestamp> = None;
        for (tenant, record) in all {
            if !self.tenants.is_empty() && !self.tenants.contains(&tenant) {
                continue;
            }
            match self.of(desk, &tenant, &record).await {
                Ok(at) => next = next.into_iter().chain(at).min(),
                Err(error) => tracing::warn!(tenant, code = ?error.code, "a cycle that is due cannot run"),
            }
        }
        next
    }

    async fn of(
        &self,
        desk: &Desk,
        tenant: &str,
        record: &scimdesk_store::ProvisioningRecord,
    ) -> Result<Option<Timestamp>, DeskError> {
        let settings = settings::read(record.settings.as_deref())?;
        let state = State::read(record.state.as_deref())?;
        let now = desk.inner.clock.now();
        let Some(next) = state.next_at(settings.interval_minutes, now) else {
            return Ok(None);
        };
        // Whoever runs it says when it has ended; where they die, their lease does.
        let until = lease::held_until(record, now);
        if until.is_some() {
            return Ok(until);
        }
        if cycle::is_due(desk, &self.opened, tenant).await? {
            cycle::run_due(desk, &self.opened, tenant).await?;
            return Ok(None);
        }
        Ok(Some(next))
    }
}

/// Until the next cycle, and no longer than is safe.
fn wait(next: Option<Timestamp>, now: Timestamp) -> Duration {
    let left = next.map(|next| next.duration_since(now));
    left.map_or(LONGEST, |left| {
        Duration::try_from(left).unwrap_or_default().min(LONGEST)
    })
}

/// Returns when something happened that may make a cycle due.
async fn something_happens(events: &mut tokio::sync::broadcast::Receiver<DeskEvent>) {
    loop {
        match events.recv().await {
            Ok(
                DeskEvent::MappingsChanged { .. }
                | DeskEvent::DirectoriesChanged
                | DeskEvent::TenantsChanged
                | DeskEvent::ProvisioningChanged { .. },
            )
            | Err(RecvError::Lagged(_)) => return,
            Ok(_) => {}
            // The desk is gone, and with it everything that could happen.
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_waits_for_the_next_cycle_and_never_too_long() {
        let now: Timestamp = "2026-03-01T10:00:00Z".parse().expect("a time");
        for (next, seconds) in [
            (None, 30),
            (Some("2026-03-01T10:00:07Z"), 7),
            (Some("2026-03-01T10:40:00Z"), 30),
            (Some("2026-03-01T09:00:00Z"), 0),
        ] {
            let next = next.map(|text| text.parse().expect("a time"));
            assert_eq!(wait(next, now), Duration::from_secs(seconds), "{next:?}");
        }
    }
}
