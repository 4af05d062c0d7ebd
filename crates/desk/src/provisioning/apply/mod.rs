//! Sends what was planned: users, then groups, then what users refer to, then who is in groups; reads back; keeps what failed to try it
//! again.
//!
//! Before an object's first change is sent, a row on the disk says so; after its last, one transaction says what came of it. Whoever finds
//! such a row of a process that died looks the account up before anything is repeated ([`recover`]), so that nothing is lost and nothing
//! is made twice. *Must not know:* why something is planned.

pub(crate) mod object;
mod part;
mod recover;
pub(crate) mod references;
mod run;
mod search;
mod send;
mod settler;
mod turn;

use std::{
    ops::ControlFlow,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::{StreamExt as _, stream};
use scimdesk_mapping::model::ObjectKind;
use scimdesk_provisioning::{
    change::{Action, Change},
    decide::{Intent, Withheld},
};
use scimdesk_scim::client::Client;
use scimdesk_store as store;

pub(crate) use self::{
    object::{Came, Done, Task},
    recover::{Unclear, leftovers},
    run::Run,
    settler::Settler,
};
use super::{
    holding,
    lease::{Held, Lease},
    planner::{Planned, Planner},
    record::Place,
    settings,
};
use crate::{
    Desk,
    activation::forbidden,
    codes,
    desk::{Opened, blocking},
    error::{client_error, without_servers_words},
    jobs::{JobHandle, JobTenant},
    preview::Site,
    tenants::{self, TenantRow},
    wire::{
        CycleCounts, CycleKind, CycleRow, CycleState, DeskError, DeskEvent, ErrorCode, JobEnd, JobId, JobKind,
        ObjectFailure, PlanExtent, PlanId, PlanItemState, ProvisioningOutcome,
    },
    words::say,
};

/// Objects at their turn at once, at least and at most. Between them: as many as a second's requests, so that answers that take a second
/// leave no request of the rate unused.
const AT_ONCE: std::ops::RangeInclusive<u32> = 4..=64;
/// Failures that are told; the log has them all.
const TOLD: usize = 50;
/// How often a run tells how far it is.
const TELL: Duration = Duration::from_secs(1);

/// What came of a run.
#[derive(Debug, Default)]
pub(crate) struct Applied {
    pub(crate) counts: CycleCounts,
    /// The first ones.
    pub(crate) failures: Vec<ObjectFailure>,
    /// The same, as a message tells them.
    pub(crate) digest: Vec<String>,
    /// No longer true when they were to be sent.
    pub(crate) stale: u64,
    /// Ended by a person, or because somebody else has the lease now.
    pub(crate) stopped: bool,
    /// Why the run ended early: every other object would have met the same.
    pub(crate) connection_lost: Option<DeskError>,
}

impl Applied {
    /// Counts somebody about whom the app does not tell; what is said of them.
    pub(crate) fn add_unclear(&mut self, name: &str, error: &DeskError, run: &Run) -> String {
        let sentence = say!("apply-unclear", name = name, detail = error.message.as_str());
        self.counts.failed += 1;
        if self.failures.len() < TOLD {
            let plain = without_servers_words(error, &run.place.names);
            self.digest.push(say!("apply-unclear", name = name, detail = plain));
            self.failures.push(ObjectFailure {
                sentence: sentence.clone(),
                log: None,
            });
        }
        sentence
    }

    /// Counts what came of an object. Where every other one would meet the same failure, the run is to end.
    pub(crate) fn add(&mut self, done: &Done, run: &Run) {
        let counts = &mut self.counts;
        counts.requests += done.requests;
        counts.evaluated += u64::from(matches!(done.doing, super::record::Doing::Action(_)));
        match done.came {
            Came::Done(Action::Create) => counts.created += 1,
            Came::Done(Action::Link) => counts.linked += 1,
            Came::Done(Action::Update) => counts.updated += 1,
            Came::Done(Action::Restore) => counts.restored += 1,
            Came::Done(Action::Disable) => counts.disabled += 1,
            Came::Done(Action::Delete) => counts.deleted += 1,
            Came::Done(Action::Members) | Came::References => counts.memberships += 1,
            Came::Done(Action::Unlink) | Came::Skipped => counts.skipped += 1,
            Came::Stale => self.stale += 1,
            Came::Failed | Came::FailedReferences => {
                counts.failed += 1;
                counts.failed_references += u64::from(done.came == Came::FailedReferences);
                if self.failures.len() < TOLD {
                    self.digest.push(done.told.for_message());
                    self.failures.push(ObjectFailure {
                        sentence: done.told.with_next(),
                        log: done.log.and_then(|log| u64::try_from(log).ok()),
                    });
                }
            }
            Came::Already | Came::NotTried => {}
        }
        if let Some(error) = &done.lost {
            run.stop.cancel();
            self.connection_lost
                .get_or_insert_with(|| client_error(error, &run.place.names));
        }
    }
}

/// Sends the items of a plan that are still planned.
#[expect(
    clippy::too_many_arguments,
    reason = "what a cycle has at hand, each for its own use"
)]
pub(crate) async fn run(
    desk: &Desk,
    opened: &Arc<Opened>,
    tenant: &TenantRow,
    client: Client,
    plan: i64,
    lease: &Lease,
    cycle: u64,
    job: &JobHandle,
) -> Result<Applied, DeskError> {
    let held = Some(lease.held());
    let (run, writing) = begin(desk, opened, &tenant.id, client, Some(plan), Some(cycle), held, job).await?;
    let unclear = leftovers(&run).await?;
    let work = Work {
        desk,
        run: &run,
        lease,
        job,
        at_once: at_once(tenant.rate),
    };
    let applied = work.all(plan, &unclear).await;
    drop(run);
    // What came of the last objects is on the disk when this ends.
    let _ = writing.await;
    desk.sound(DeskEvent::DataChanged {
        tenant: tenant.id.clone(),
    });
    applied
}

/// How many objects are at their turn at once, at this rate.
fn at_once(rate: f64) -> usize {
    let count = AT_ONCE.clone().find(|count| f64::from(*count) >= rate);
    count.unwrap_or(*AT_ONCE.end()) as usize
}

/// What a run is made of. Without a lease nothing that writes is sent.
#[expect(clippy::too_many_arguments, reason = "what a run is made of, each for its own use")]
pub(crate) async fn begin(
    desk: &Desk,
    opened: &Arc<Opened>,
    tenant: &str,
    client: Client,
    plan: Option<i64>,
    cycle: Option<u64>,
    held: Option<Held>,
    job: &JobHandle,
) -> Result<(Run, tokio::task::JoinHandle<()>), DeskError> {
    let site = Site::of(desk, tenant).await?;
    let settings = settings::of(opened, tenant).await?;
    let row = tenants::row(opened, tenant).await?;
    let directory = directory_name(opened, tenant).await?;
    let waiting = job.clone();
    // Not cancelled with the job: the object at hand is brought to an end.
    let client = client.with_observer(move |pause| {
        let left = crate::error::milliseconds(pause.duration);
        waiting.progress(|progress| progress.waiting_ms = Some(left));
    });
    let place = Place {
        cycle,
        directory,
        names: tenants::names(&row),
    };
    let (settler, writing) = Settler::start(opened, tenant);
    let make = {
        let (opened, tenant, clock) = (Arc::clone(opened), tenant.to_owned(), desk.inner.clock.clone());
        let store = opened.store(|store| Ok(store.clone())).await?;
        move || {
            let planner = Planner::new(&site, &settings, PlanExtent::NextCycle, clock.now())?;
            Run::new(
                &opened, &store, &tenant, client, settings, place, settler, planner, clock, plan, held,
            )
        }
    };
    Ok((blocking(make).await?, writing))
}

async fn directory_name(opened: &Opened, tenant: &str) -> Result<String, DeskError> {
    let tenant = tenant.to_owned();
    let name = opened.store(move |store| {
        let Some(id) = store.tenant_directory(&tenant)? else {
            return Ok(None);
        };
        Ok(store.directory(&id)?.map(|directory| directory.name))
    });
    Ok(name.await?.unwrap_or_default())
}

/// A plan's items on their way.
struct Work<'a> {
    desk: &'a Desk,
    run: &'a Run,
    lease: &'a Lease,
    job: &'a JobHandle,
    at_once: usize,
}

/// An item, and what its own attributes came to.
struct Item {
    task: Task,
    planned: Option<Planned>,
}

impl Work<'_> {
    async fn all(&self, plan: i64, unclear: &Unclear) -> Result<Applied, DeskError> {
        let mut items = self.items(plan).await?;
        let mut applied = Applied::default();
        items.retain(|task| {
            let error = unclear.get(&(task.change.object, task.change.person.id.clone()));
            if let Some(error) = error {
                applied.add_unclear(&task.change.person.name, error, self.run);
            }
            error.is_none()
        });
        self.job.progress(|progress| {
            progress.done = 0;
            progress.total = Some(items.len() as u64);
        });
        let (users, groups): (Vec<Task>, Vec<Task>) = items
            .into_iter()
            .partition(|task| task.change.object == ObjectKind::User);
        let users = self.objects(users, &mut applied).await?;
        let groups = self.objects(groups, &mut applied).await?;
        self.references(users, &mut applied).await?;
        self.references(groups, &mut applied).await?;
        self.tell(&applied.counts).await;
        applied.stopped = applied.connection_lost.is_none() && self.is_over();
        Ok(applied)
    }

    /// The items that are to be sent, and those that cannot be and count as failures.
    async fn items(&self, plan: i64) -> Result<Vec<Task>, DeskError> {
        let read = move |store: &store::Store| {
            let mut tasks = Vec::new();
            let mut unreadable = 0_u32;
            store.each_plan_item(plan, 1, |item| {
                let state = codes::value::<PlanItemState>(&item.state);
                let is_open = matches!(state, Some(PlanItemState::Planned | PlanItemState::Withheld));
                match serde_json::from_str::<Change>(&item.change) {
                    Ok(change) if is_open => {
                        let is_failure = change.withheld.is_some_and(Withheld::is_failure);
                        if state == Some(PlanItemState::Planned) || is_failure {
                            tasks.push(Task {
                                number: Some(item.number),
                                change,
                            });
                        }
                    }
                    Err(_) if is_open => unreadable += 1,
                    Ok(_) | Err(_) => {}
                }
                ControlFlow::Continue(())
            })?;
            Ok((tasks, unreadable))
        };
        let (tasks, unreadable) = self.run.opened.store(read).await?;
        if unreadable > 0 {
            return Err(DeskError::of(ErrorCode::CacheBroken));
        }
        Ok(tasks)
    }

    /// Objects' own attributes. Those whose references are still to come are returned.
    async fn objects(&self, tasks: Vec<Task>, applied: &mut Applied) -> Result<Vec<Item>, DeskError> {
        let mut later = Vec::new();
        let mut work = stream::iter(tasks)
            .map(|task| async move {
                if self.is_over() {
                    return Ok((task, None));
                }
                if task.change.action == Action::Members {
                    return Ok((task, None));
                }
                let done = match task.change.withheld {
                    Some(withheld) => object::withheld(self.run, &task, withheld).await,
                    None => object::send(self.run, &task).await,
                };
                done.map(|done| (task, Some(done)))
            })
            .buffer_unordered(self.at_once);
        let mut told = Instant::now();
        let mut fatal = None;
        while let Some(result) = work.next().await {
            let (task, done) = match result {
                Ok(result) => result,
                // Somebody else has it now, and finds what was begun.
                Err(_) if self.run.has_lost() => continue,
                // The cache failed: nothing more is sent, since nothing more could be written down.
                Err(error) => {
                    self.run.stop.cancel();
                    fatal.get_or_insert(error);
                    continue;
                }
            };
            let Some(mut done) = done else {
                if task.change.action == Action::Members {
                    later.push(Item { task, planned: None });
                }
                continue;
            };
            let planned = done.planned.take();
            let went_well = matches!(done.came, Came::Done(_) | Came::Already);
            // Who is in scope and disabled has references as anybody; who left has none.
            let refers = planned.is_some() && went_well && task.change.intent != Intent::SwitchOff;
            self.count(&done, applied);
            if refers && task.refers() {
                later.push(Item { task, planned });
            } else {
                self.job.progress(|progress| progress.done += 1);
            }
            if told.elapsed() >= TELL {
                told = Instant::now();
                self.tell(&applied.counts).await;
            }
        }
        fatal.map_or(Ok(later), Err)
    }

    async fn references(&self, items: Vec<Item>, applied: &mut Applied) -> Result<(), DeskError> {
        let mut work = stream::iter(items)
            .map(|item| async move {
                if self.is_over() {
                    return Ok(None);
                }
                references::send(self.run, &item.task, item.planned).await
            })
            .buffer_unordered(self.at_once);
        let mut told = Instant::now();
        let mut fatal = None;
        while let Some(result) = work.next().await {
            match result {
                Ok(Some(done)) => self.count(&done, applied),
                Ok(None) => {}
                Err(_) if self.run.has_lost() => {}
                Err(error) => {
                    self.run.stop.cancel();
                    fatal.get_or_insert(error);
                }
            }
            self.job.progress(|progress| progress.done += 1);
            if told.elapsed() >= TELL {
                told = Instant::now();
                self.tell(&applied.counts).await;
            }
        }
        fatal.map_or(Ok(()), Err)
    }

    /// Whether no further object gets its turn.
    fn is_over(&self) -> bool {
        self.run.stop.is_cancelled()
            || self.job.cancellation().is_cancelled()
            || self.run.has_lost()
            || self.lease.stopped().is_cancelled()
    }

    fn count(&self, done: &Done, applied: &mut Applied) {
        applied.add(done, self.run);
        if !done.exchanges.is_empty() {
            self.desk.sound(DeskEvent::JournalChanged);
        }
        self.job.progress(|progress| progress.waiting_ms = None);
    }

    /// Keeps and tells how far it is.
    async fn tell(&self, counts: &CycleCounts) {
        let Some(cycle) = self.run.place.cycle else { return };
        let (tenant, text) = (
            self.run.tenant.clone(),
            serde_json::to_string(counts).unwrap_or_default(),
        );
        let kept = self
            .run
            .opened
            .store(move |store| store.update_cycle(&tenant, cycle, &text))
            .await;
        if let Err(error) = kept {
            tracing::warn!(%error, "how far a run is could not be kept");
        }
        self.desk.sound(DeskEvent::ProvisioningChanged {
            tenant: self.run.tenant.clone(),
        });
    }
}

impl Desk {
    /// Send what a plan says; a job.
    pub async fn plan_apply(&self, request: PlanId) -> Result<JobId, DeskError> {
        let opened = self.opened()?;
        let plan: i64 = request
            .plan
            .parse()
            .map_err(|_| DeskError::of(ErrorCode::PlanNotFound))?;
        let record = opened.store(move |store| store.plan(plan)).await?;
        let record = record.ok_or_else(|| DeskError::of(ErrorCode::PlanNotFound))?;
        let tenant = tenants::row(&opened, &record.tenant).await?;
        if let Some(error) = forbidden(&tenant) {
            return Err(error);
        }
        let (tenant, client) = tenants::connect(self, &opened, &tenant.id).await?;
        let changing = opened.changing.clone();
        let marker = blocking(move || changing.hold().map_err(|error| crate::error::io_error(&error))).await?;
        let of = JobTenant {
            id: tenant.id.clone(),
            name: tenant.name.clone(),
        };
        let desk = self.clone();
        self.inner
            .jobs
            .start(JobKind::ApplyPlan, Some(of), move |job| async move {
                let end = apply_plan(&desk, &opened, &tenant, client, plan, &job).await;
                drop(marker);
                end.unwrap_or_else(|error| JobEnd::Failed { error })
            })
    }
}

async fn apply_plan(
    desk: &Desk,
    opened: &Arc<Opened>,
    tenant: &TenantRow,
    client: Client,
    plan: i64,
    job: &JobHandle,
) -> Result<JobEnd, DeskError> {
    let lease = Lease::take(desk, opened, tenant).await?;
    let recorded = recorded(desk, opened, &tenant.id, CycleKind::Plan, async |cycle| {
        let settings = settings::of(opened, &tenant.id).await?;
        let directory = directory_name(opened, &tenant.id).await?;
        let held = holding::hold(&holding::Sending {
            desk,
            opened,
            tenant,
            guard: &settings.guard,
            plan,
            cycle,
            directory: &directory,
            is_whole: false,
        })
        .await?;
        let mut applied = run(desk, opened, tenant, client, plan, &lease, cycle, job).await?;
        applied.counts.staged = held.waiting;
        applied.counts.skipped += held.protected;
        Ok(applied)
    })
    .await;
    lease.release().await;
    let (cycle, applied) = recorded?;
    let outcome = ProvisioningOutcome {
        cycle,
        stale: applied.stale,
        failures: applied.failures,
    };
    Ok(JobEnd::Provisioned { outcome })
}

/// A run that is kept among the cycles, whatever becomes of it.
pub(crate) async fn recorded(
    desk: &Desk,
    opened: &Arc<Opened>,
    tenant: &str,
    kind: CycleKind,
    work: impl AsyncFnOnce(u64) -> Result<Applied, DeskError>,
) -> Result<(CycleRow, Applied), DeskError> {
    let began_at = desk.inner.clock.now();
    let (id, code) = (tenant.to_owned(), codes::code(&kind));
    let number = opened
        .store(move |store| store.begin_cycle(&id, &code, began_at))
        .await?;
    let worked = work(number).await;
    let (applied, failed) = match worked {
        Ok(applied) => (applied, None),
        Err(error) => (Applied::default(), Some(error)),
    };
    let error = failed.clone().or_else(|| applied.connection_lost.clone());
    let state = if error.is_some() {
        CycleState::Failed
    } else if applied.stopped {
        CycleState::Stopped
    } else if applied.counts.failed > 0 {
        CycleState::SomeFailed
    } else {
        CycleState::Succeeded
    };
    let ended_at = desk.inner.clock.now();
    let (id, code) = (tenant.to_owned(), codes::code(&state));
    let counts = serde_json::to_string(&applied.counts).unwrap_or_default();
    let reason = error.as_ref().and_then(|error| serde_json::to_string(error).ok());
    opened
        .store(move |store| store.end_cycle(&id, number, &code, &counts, reason.as_deref(), ended_at))
        .await?;
    desk.sound(DeskEvent::ProvisioningChanged {
        tenant: tenant.to_owned(),
    });
    if let Some(error) = failed {
        return Err(error);
    }
    let row = CycleRow {
        number,
        kind,
        state,
        began_at,
        ended_at: Some(ended_at),
        counts: applied.counts,
        error,
    };
    Ok((row, applied))
}
