//! One owner at a time: whoever sends a tenant's changes holds its lease, and renews it as long as the process lives.
//!
//! It is kept in the cache, so that window, command and service see each other. A process that dies stops renewing, and the lease ends by
//! itself.

use std::{sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use scimdesk_store::{LeaseResult, ProvisioningRecord};
use tokio::{task::JoinHandle, time::MissedTickBehavior};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    Clock, Desk,
    desk::Opened,
    tenants::TenantRow,
    wire::{DeskError, DeskEvent, ErrorCode},
    words::args,
};

use super::state::{self, Switch};

/// How long a lease is good for.
const LONG: SignedDuration = SignedDuration::from_secs(30);
/// How often it is renewed, and looked whether a person stopped the cycle from elsewhere.
const EVERY: Duration = Duration::from_secs(5);
/// Parts what people read of an owner from what tells two of one process apart.
const PART: char = '#';

/// Held as long as a tenant's changes are sent. Dropped without [`Lease::release`], it ends by itself.
pub(crate) struct Lease {
    opened: Arc<Opened>,
    desk: Desk,
    tenant: String,
    owner: String,
    stop: CancellationToken,
    lost: CancellationToken,
    stopped: CancellationToken,
    heartbeat: JoinHandle<()>,
}

impl Lease {
    /// Takes the lease of a tenant.
    ///
    /// # Errors
    /// [`ErrorCode::AlreadyRunning`], with its owner's name, where somebody else has it.
    pub(crate) async fn take(desk: &Desk, opened: &Arc<Opened>, tenant: &TenantRow) -> Result<Self, DeskError> {
        let owner = format!("{}{PART}{}", this_process(), Uuid::new_v4().simple());
        match ask(opened, &tenant.id, &owner, &desk.inner.clock).await? {
            LeaseResult::Taken => {}
            LeaseResult::HeldBy { owner, .. } => {
                let names = args!(tenant = tenant.name.as_str(), owner = shown(&owner).to_owned());
                return Err(DeskError::with(ErrorCode::AlreadyRunning, names));
            }
        }
        let stop = CancellationToken::new();
        let lost = CancellationToken::new();
        let stopped = CancellationToken::new();
        let heartbeat = Heartbeat {
            opened: Arc::clone(opened),
            clock: desk.inner.clock.clone(),
            tenant: tenant.id.clone(),
            owner: owner.clone(),
            lost: lost.clone(),
            stopped: stopped.clone(),
        };
        Ok(Self {
            opened: Arc::clone(opened),
            desk: desk.clone(),
            tenant: tenant.id.clone(),
            owner,
            heartbeat: tokio::spawn(heartbeat.beat(stop.clone())),
            stop,
            lost,
            stopped,
        })
    }

    /// What every change that is sent shows.
    pub(crate) fn held(&self) -> Held {
        Held {
            owner: self.owner.clone(),
            lost: self.lost.clone(),
        }
    }

    /// Cancelled where somebody else has it now: this process slept past its end. Nothing more may be sent.
    pub(crate) fn lost(&self) -> &CancellationToken {
        &self.lost
    }

    /// Cancelled where a person paused or stopped the tenant's cycles, be it from another process.
    pub(crate) fn stopped(&self) -> &CancellationToken {
        &self.stopped
    }

    /// Lets the next one have it.
    pub(crate) async fn release(mut self) {
        self.stop.cancel();
        // A renewal that is under way would take the lease again after it is given back. A heartbeat that panicked renews nothing.
        let _ = (&mut self.heartbeat).await;
        let (tenant, owner) = (self.tenant.clone(), self.owner.clone());
        if let Err(error) = self.opened.store(move |store| store.release(&tenant, &owner)).await {
            // It ends by itself.
            tracing::warn!(%error, "a lease could not be given back");
        }
        self.desk.sound(DeskEvent::ProvisioningChanged {
            tenant: self.tenant.clone(),
        });
    }
}

/// In whose name changes are sent.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) owner: String,
    /// Cancelled by whoever is the first to find out that it is lost.
    pub(crate) lost: CancellationToken,
}

impl Drop for Lease {
    fn drop(&mut self) {
        self.stop.cancel();
        self.heartbeat.abort();
    }
}

struct Heartbeat {
    opened: Arc<Opened>,
    clock: Clock,
    tenant: String,
    owner: String,
    lost: CancellationToken,
    stopped: CancellationToken,
}

impl Heartbeat {
    /// Until when a lease is good that is asked for now.
    fn until(&self) -> Timestamp {
        let now = self.clock.now();
        now.saturating_add(LONG).unwrap_or(now)
    }

    async fn beat(self, stop: CancellationToken) {
        let mut was_on = None;
        let mut until = self.until();
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                _ = ticks.tick() => {}
            }
            let asked_until = self.until();
            match ask(&self.opened, &self.tenant, &self.owner, &self.clock).await {
                Ok(LeaseResult::Taken) => until = asked_until,
                Ok(LeaseResult::HeldBy { .. }) => return self.lost.cancel(),
                // From then on somebody else may have it.
                Err(_) if self.clock.now() >= until => return self.lost.cancel(),
                // A cache that is busy now is asked again; the lease is longer than that.
                Err(error) => tracing::warn!(%error, "a lease could not be renewed"),
            }
            if let Ok(state) = state::of(&self.opened, &self.tenant).await {
                let is_on = state.switch == Switch::On;
                // What was begun by hand while cycles were off is not stopped by that.
                if was_on.replace(is_on) == Some(true) && !is_on {
                    self.stopped.cancel();
                }
            }
        }
    }
}

async fn ask(opened: &Opened, tenant: &str, owner: &str, clock: &Clock) -> Result<LeaseResult, DeskError> {
    let now = clock.now();
    let until = now.saturating_add(LONG).unwrap_or(now);
    let (tenant, owner) = (tenant.to_owned(), owner.to_owned());
    opened
        .store(move |store| store.lease(&tenant, &owner, now, until))
        .await
}

/// Until when somebody holds a tenant. One that ends later than any that is asked for now was taken when the clock was ahead.
pub(crate) fn held_until(record: &ProvisioningRecord, now: Timestamp) -> Option<Timestamp> {
    let latest = now.saturating_add(LONG + LONG).unwrap_or(Timestamp::MAX);
    record.owner.as_ref()?;
    record.owner_until.filter(|until| *until > now && *until <= latest)
}

/// What people read of an owner.
pub(crate) fn shown(owner: &str) -> &str {
    owner.split_once(PART).map_or(owner, |(shown, _)| shown)
}

/// Whether it is this process.
pub(crate) fn is_ours(owner: &str) -> bool {
    shown(owner) == this_process()
}

fn this_process() -> String {
    let program = std::env::current_exe().ok();
    let program = (program.as_deref())
        .and_then(|path| path.file_stem())
        .map_or_else(|| String::from("scimdesk"), |name| name.to_string_lossy().into_owned());
    let machine = whoami::hostname().unwrap_or_else(|_| String::from("this computer"));
    crate::words::say!(
        "cycle-owner",
        program = program,
        machine = machine,
        process = std::process::id().to_string()
    )
}
