//! Long work: what runs, how far it is, how it ended.
//!
//! A job runs in a task of its own. Its progress is sounded at most ten times a second, with the rate over the last
//! seconds and the time left. Ended jobs are remembered, up to a bound. *Must not know:* what any job does.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use scimdesk_mapping::model::ObjectKind;
use tokio::{
    sync::{broadcast, watch},
    time::{Instant, MissedTickBehavior},
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    Clock,
    wire::{DeskError, DeskEvent, ErrorCode, Job, JobEnd, JobId, JobKind, Progress, Stage},
    words::args,
};

/// How many ended jobs are remembered.
const REMEMBERED: usize = 50;
/// Between two events of one job.
const TICK: Duration = Duration::from_millis(100);
/// Over how long the rate is measured.
const RATE_WINDOW: Duration = Duration::from_secs(5);

/// All jobs of one desk.
pub(crate) struct Jobs {
    all: Mutex<VecDeque<Arc<Running>>>,
    events: broadcast::Sender<DeskEvent>,
    clock: Clock,
}

struct Running {
    job: Mutex<Job>,
    /// Of work that newer work replaces: what it is about, where one tenant has several.
    about: Option<ObjectKind>,
    changed: AtomicBool,
    cancel: CancellationToken,
    end: watch::Sender<Option<JobEnd>>,
}

/// A job's own end of things: it reports progress and hears of its cancellation.
#[derive(Clone)]
pub(crate) struct JobHandle {
    id: JobId,
    running: Arc<Running>,
    events: broadcast::Sender<DeskEvent>,
}

/// For which tenant a job works.
pub(crate) struct JobTenant {
    pub(crate) id: String,
    pub(crate) name: String,
}

impl Jobs {
    pub(crate) fn new(events: broadcast::Sender<DeskEvent>, clock: Clock) -> Self {
        Self {
            all: Mutex::default(),
            events,
            clock,
        }
    }

    /// Starts a job, unless the same work is under way for the same tenant.
    pub(crate) fn start<F>(
        &self,
        kind: JobKind,
        tenant: Option<JobTenant>,
        work: impl FnOnce(JobHandle) -> F,
    ) -> Result<JobId, DeskError>
    where
        F: Future<Output = JobEnd> + Send + 'static,
    {
        let running = self.prepare(kind, tenant, None);
        {
            let mut jobs = lock(&self.all);
            let of = lock(&running.job).clone();
            let busy = of.tenant.is_some()
                && jobs.iter().any(|other| {
                    let other = lock(&other.job);
                    other.end.is_none() && other.tenant == of.tenant && same_work(other.kind, kind)
                });
            if busy {
                return Err(DeskError::with(
                    ErrorCode::AlreadyRunning,
                    args!(tenant = of.tenant_name.unwrap_or_default()),
                ));
            }
            jobs.push_back(Arc::clone(&running));
            forget_old(&mut jobs);
        }
        Ok(self.run(running, work))
    }

    /// Starts a job in the place of the same one for the same tenant about the same type of object: that one is cancelled, since
    /// nobody waits for the answer to an older question. It is not waited for: it changes nothing.
    pub(crate) fn start_instead<F>(
        &self,
        kind: JobKind,
        tenant: JobTenant,
        about: ObjectKind,
        work: impl FnOnce(JobHandle) -> F,
    ) -> JobId
    where
        F: Future<Output = JobEnd> + Send + 'static,
    {
        let running = self.prepare(kind, Some(tenant), Some(about));
        {
            let mut jobs = lock(&self.all);
            let of = lock(&running.job).tenant.clone();
            for other in jobs.iter().filter(|other| other.about == Some(about)) {
                let job = lock(&other.job);
                if job.kind == kind && job.tenant == of {
                    other.cancel.cancel();
                }
            }
            jobs.push_back(Arc::clone(&running));
            forget_old(&mut jobs);
        }
        self.run(running, work)
    }

    fn prepare(&self, kind: JobKind, tenant: Option<JobTenant>, about: Option<ObjectKind>) -> Arc<Running> {
        let (tenant, tenant_name) = match tenant {
            Some(tenant) => (Some(tenant.id), Some(tenant.name)),
            None => (None, None),
        };
        Arc::new(Running {
            job: Mutex::new(Job {
                id: Uuid::now_v7().to_string(),
                kind,
                tenant,
                tenant_name,
                started_at: self.clock.now(),
                progress: Progress::default(),
                end: None,
            }),
            about,
            changed: AtomicBool::new(false),
            cancel: CancellationToken::new(),
            end: watch::Sender::new(None),
        })
    }

    fn run<F>(&self, running: Arc<Running>, work: impl FnOnce(JobHandle) -> F) -> JobId
    where
        F: Future<Output = JobEnd> + Send + 'static,
    {
        let id = JobId {
            job: lock(&running.job).id.clone(),
        };
        let handle = JobHandle {
            id: id.clone(),
            running: Arc::clone(&running),
            events: self.events.clone(),
        };
        sound(&running, &self.events);
        let work = tokio::spawn(work(handle));
        tokio::spawn(follow(running, work, self.events.clone()));
        id
    }

    /// Newest first.
    pub(crate) fn list(&self) -> Vec<Job> {
        lock(&self.all)
            .iter()
            .rev()
            .map(|running| lock(&running.job).clone())
            .collect()
    }

    pub(crate) fn cancel(&self, id: &JobId) -> Result<(), DeskError> {
        self.find(id)?.cancel.cancel();
        Ok(())
    }

    /// Cancels what runs for a tenant and waits for it.
    pub(crate) async fn cancel_tenant(&self, tenant: &str) {
        self.cancel_where(|job| job.tenant.as_deref() == Some(tenant)).await;
    }

    /// Cancels what runs of one kind for a tenant and waits for it.
    pub(crate) async fn cancel_kind(&self, tenant: &str, kind: JobKind) {
        self.cancel_where(|job| job.kind == kind && job.tenant.as_deref() == Some(tenant))
            .await;
    }

    /// Cancels everything of one kind and waits for it.
    pub(crate) async fn cancel_all_of(&self, kind: JobKind) {
        self.cancel_where(|job| job.kind == kind).await;
    }

    /// Cancels everything and waits for it.
    pub(crate) async fn cancel_all(&self) {
        self.cancel_where(|_| true).await;
    }

    /// Waits for the end of a job.
    pub(crate) async fn end(&self, id: &JobId) -> Result<JobEnd, DeskError> {
        let running = self.find(id)?;
        Ok(ended(&running).await)
    }

    async fn cancel_where(&self, wanted: impl Fn(&Job) -> bool) {
        let found: Vec<Arc<Running>> = lock(&self.all)
            .iter()
            .filter(|running| wanted(&lock(&running.job)))
            .cloned()
            .collect();
        for running in &found {
            running.cancel.cancel();
        }
        for running in &found {
            ended(running).await;
        }
    }

    fn find(&self, id: &JobId) -> Result<Arc<Running>, DeskError> {
        lock(&self.all)
            .iter()
            .find(|running| lock(&running.job).id == id.job)
            .cloned()
            .ok_or_else(|| DeskError::of(ErrorCode::JobNotFound))
    }
}

impl JobHandle {
    /// Changes the progress; listeners hear of it with the next event.
    pub(crate) fn progress(&self, change: impl FnOnce(&mut Progress)) {
        change(&mut lock(&self.running.job).progress);
        self.running.changed.store(true, Ordering::Release);
    }

    /// Tells of a stage of a connection test.
    pub(crate) fn stage(&self, stage: Stage) {
        let _ = self.events.send(DeskEvent::StageChanged {
            job: self.id.job.clone(),
            stage,
        });
    }

    /// Cancelled when the job is.
    pub(crate) fn cancellation(&self) -> &CancellationToken {
        &self.running.cancel
    }
}

/// Two changes to one tenant are the same work: what the second was decided on, the first changes.
fn same_work(a: JobKind, b: JobKind) -> bool {
    let changes = |kind| {
        matches!(
            kind,
            JobKind::Deactivate | JobKind::Reactivate | JobKind::ApplyPlan | JobKind::Cycle | JobKind::OnDemand
        )
    };
    a == b || (changes(a) && changes(b))
}

/// Sounds the progress while the work goes on, and its end.
async fn follow(
    running: Arc<Running>,
    mut work: tokio::task::JoinHandle<JobEnd>,
    events: broadcast::Sender<DeskEvent>,
) {
    let mut ticks = tokio::time::interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut speed = Speed::default();
    let end = loop {
        tokio::select! {
            end = &mut work => break end,
            _ = ticks.tick() => {
                speed.measure(&mut lock(&running.job).progress, Instant::now());
                if running.changed.swap(false, Ordering::AcqRel) {
                    sound(&running, &events);
                }
            }
        }
    };
    let end = end.unwrap_or_else(|_panicked| JobEnd::Failed {
        error: DeskError::of(ErrorCode::Internal),
    });
    {
        let mut job = lock(&running.job);
        job.progress.time_left_ms = None;
        job.progress.waiting_ms = None;
        job.end = Some(end.clone());
    }
    sound(&running, &events);
    running.end.send_replace(Some(end));
}

fn sound(running: &Running, events: &broadcast::Sender<DeskEvent>) {
    let _ = events.send(DeskEvent::JobChanged {
        job: lock(&running.job).clone(),
    });
}

async fn ended(running: &Running) -> JobEnd {
    let mut end = running.end.subscribe();
    match end.wait_for(Option::is_some).await {
        Ok(end) => end.clone(),
        Err(_) => None,
    }
    .unwrap_or_else(|| JobEnd::Failed {
        error: DeskError::of(ErrorCode::Internal),
    })
}

fn forget_old(jobs: &mut VecDeque<Arc<Running>>) {
    let is_ended = |running: &Arc<Running>| lock(&running.job).end.is_some();
    let mut too_many = jobs
        .iter()
        .filter(|job| is_ended(job))
        .count()
        .saturating_sub(REMEMBERED);
    jobs.retain(|job| {
        let forget = too_many > 0 && is_ended(job);
        too_many -= usize::from(forget);
        !forget
    });
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Items a second, over the last seconds.
#[derive(Default)]
struct Speed {
    samples: VecDeque<(Instant, u64)>,
}

impl Speed {
    fn measure(&mut self, progress: &mut Progress, now: Instant) {
        if self.samples.back().is_some_and(|(_, done)| *done > progress.done) {
            // The next part began to count from nothing.
            self.samples.clear();
        }
        self.samples.push_back((now, progress.done));
        while self.samples.len() > 2 && now.duration_since(self.samples[0].0) > RATE_WINDOW {
            self.samples.pop_front();
        }
        let (since, from) = self.samples[0];
        let seconds = now.duration_since(since).as_secs_f64();
        if seconds < 0.2 {
            progress.rate = None;
            progress.time_left_ms = None;
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        let rate = (progress.done - from) as f64 / seconds;
        progress.rate = Some(rate);
        progress.time_left_ms = progress.total.filter(|_| rate > 0.0).map(|total| {
            #[expect(
                clippy::cast_precision_loss,
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "counts are far below 2^52; the cast saturates"
            )]
            let left = (total.saturating_sub(progress.done) as f64 / rate * 1000.0) as u64;
            left
        });
    }
}

#[cfg(test)]
#[expect(clippy::cast_precision_loss, reason = "the numbers are small")]
mod tests {
    use super::*;

    fn jobs() -> (Jobs, broadcast::Receiver<DeskEvent>) {
        let (events, receiver) = broadcast::channel(1024);
        (Jobs::new(events, Clock::system()), receiver)
    }

    #[expect(clippy::unnecessary_wraps, reason = "as `start` takes it")]
    fn tenant(id: &str) -> Option<JobTenant> {
        Some(JobTenant {
            id: id.into(),
            name: id.to_uppercase(),
        })
    }

    fn cancelled() -> JobEnd {
        JobEnd::Cancelled { outcome: None }
    }

    async fn until_cancelled(job: JobHandle) -> JobEnd {
        job.cancellation().cancelled().await;
        cancelled()
    }

    #[tokio::test]
    async fn a_second_refresh_of_a_tenant_is_refused_while_the_first_runs() {
        let (jobs, _events) = jobs();
        let first = jobs
            .start(JobKind::Refresh, tenant("a"), until_cancelled)
            .expect("starts");
        let error = jobs
            .start(JobKind::Refresh, tenant("a"), until_cancelled)
            .expect_err("is busy");
        assert_eq!(error.code, ErrorCode::AlreadyRunning);
        jobs.start(JobKind::Refresh, tenant("b"), until_cancelled)
            .expect("another tenant is free");
        jobs.start(JobKind::ConnectionTest, tenant("a"), until_cancelled)
            .expect("other work is free");
        jobs.cancel(&first).expect("is known");
        assert_eq!(jobs.end(&first).await.expect("ends"), cancelled());
        jobs.start(JobKind::Refresh, tenant("a"), until_cancelled)
            .expect("it is free again");
        jobs.cancel_all().await;
        assert!(jobs.list().iter().all(|job| job.end.is_some()));
    }

    #[tokio::test]
    async fn deactivating_and_reactivating_at_once_is_refused() {
        let (jobs, _events) = jobs();
        jobs.start(JobKind::Deactivate, tenant("a"), until_cancelled)
            .expect("starts");
        let error = jobs
            .start(JobKind::Reactivate, tenant("a"), until_cancelled)
            .expect_err("is busy");
        assert_eq!(error.code, ErrorCode::AlreadyRunning);
        jobs.cancel_all().await;
    }

    #[tokio::test]
    async fn newer_work_of_the_same_kind_about_the_same_objects_takes_the_place_of_the_older() {
        let (jobs, _events) = jobs();
        let start = |of: &str, kind, about| {
            let tenant = tenant(of).expect("a tenant");
            jobs.start_instead(kind, tenant, about, until_cancelled)
        };
        let first = start("a", JobKind::PreviewMappings, ObjectKind::User);
        let others = [
            start("a", JobKind::PreviewMappings, ObjectKind::Group),
            start("a", JobKind::PreviewScope, ObjectKind::User),
            start("b", JobKind::PreviewMappings, ObjectKind::User),
        ];
        let newer = start("a", JobKind::PreviewMappings, ObjectKind::User);
        assert_eq!(jobs.end(&first).await.expect("ends"), cancelled());
        let running: Vec<String> = (jobs.list().into_iter())
            .filter(|job| job.end.is_none())
            .map(|job| job.id)
            .collect();
        let expected: Vec<String> = others.into_iter().chain([newer]).map(|job| job.job).rev().collect();
        assert_eq!(running, expected);
        jobs.cancel_all().await;
    }

    #[tokio::test(start_paused = true)]
    async fn progress_is_sounded_at_most_ten_times_a_second_and_the_last_state_arrives() {
        let (jobs, mut events) = jobs();
        let begin = Instant::now();
        let id = jobs
            .start(JobKind::Refresh, tenant("a"), |job| async move {
                for _ in 0..1000 {
                    job.progress(|progress| {
                        progress.done += 1;
                        progress.total = Some(2000);
                    });
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                cancelled()
            })
            .expect("starts");
        jobs.end(&id).await.expect("ends");
        let mut heard = Vec::new();
        while let Ok(DeskEvent::JobChanged { job }) = events.try_recv() {
            heard.push(job);
        }
        let seconds = begin.elapsed().as_secs_f64();
        // Besides the ten a second: the start and the end.
        assert!(
            heard.len() > 5 && (heard.len() as f64) < seconds * 10.0 + 4.0,
            "{}",
            heard.len()
        );
        let last = heard.last().expect("the end is sounded");
        assert_eq!((last.progress.done, last.end.is_some()), (1000, true));
        let before = &heard[heard.len() - 2].progress;
        let rate = before.rate.expect("a rate");
        assert!((0.8..1.2).contains(&(rate * seconds / 1000.0)), "{rate}");
        let left = before.time_left_ms.expect("the total is known");
        assert!((0.8..1.3).contains(&(left as f64 / 1000.0 / seconds)), "{left}");
    }

    #[tokio::test]
    async fn old_ended_jobs_are_forgotten_and_running_ones_are_not() {
        let (jobs, _events) = jobs();
        let running = jobs
            .start(JobKind::Refresh, tenant("a"), until_cancelled)
            .expect("starts");
        let mut first = None;
        for _ in 0..REMEMBERED + 5 {
            let id = jobs
                .start(JobKind::ConnectionTest, None, |_| async { cancelled() })
                .expect("starts");
            jobs.end(&id).await.expect("ends");
            first.get_or_insert(id);
        }
        assert!(jobs.list().len() <= REMEMBERED + 2);
        assert_eq!(
            jobs.cancel(&first.expect("one")).expect_err("is forgotten").code,
            ErrorCode::JobNotFound
        );
        jobs.cancel(&running).expect("is known");
        jobs.end(&running).await.expect("ends");
    }

    #[tokio::test]
    async fn a_job_that_panics_ends_as_failed() {
        let (jobs, _events) = jobs();
        let id = jobs
            .start(JobKind::Refresh, tenant("a"), |_| async { panic!("on purpose") })
            .expect("starts");
        let JobEnd::Failed { error } = jobs.end(&id).await.expect("ends") else {
            panic!("it did not fail")
        };
        assert_eq!(error.code, ErrorCode::Internal);
    }
}
