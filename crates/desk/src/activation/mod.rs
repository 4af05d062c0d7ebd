//! Switching accounts off and on: a review first, then the sending, each account read back.
//!
//! This is where safety levels are enforced, whatever shell asks: a read-only tenant is never sent a change, and nothing is
//! sent that was not reviewed. *Must not know:* how a review is shown or confirmed.

mod change;
mod effect;
mod form;
mod marker;
mod outcome;
mod reviews;
mod selection;
mod send;

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use futures_util::{StreamExt as _, stream};
use tokio_util::sync::CancellationToken;

pub(crate) use form::Form;
pub(crate) use marker::Changing;
pub(crate) use reviews::Reviews;
pub(crate) use send::is_unreadable;

use self::{
    change::Change,
    outcome::Tally,
    reviews::{Gone, Review, Reviewed},
};
use crate::{
    Desk, cache,
    desk::{Opened, blocking},
    error::io_error,
    jobs::{JobHandle, JobTenant},
    tenants::{self, TenantRow},
    wire::{
        ActivationItem, ActivationOutcome, ActivationReview, ApplyReview, DeskError, DeskEvent, ErrorCode, JobEnd,
        JobId, JobKind, Page, PrepareActivation, RequestPreview, ReviewItems, SafetyLevel, Window,
    },
    words::args,
};

/// How many items come with a review.
const FIRST_ITEMS: u32 = 200;
/// Changes under way at once; the tenant's rate limit holds besides.
const AT_ONCE: usize = 4;
/// How often a job tells that the data changed.
const TELL: Duration = Duration::from_secs(1);

impl Desk {
    /// Reviews switching accounts off or on. Sends nothing.
    pub async fn activation_review(&self, request: PrepareActivation) -> Result<ActivationReview, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        let selection::Selected {
            accounts,
            gone,
            as_of,
            not_read,
            revision,
        } = selection::select(self, &opened, &tenant, request.selection).await?;
        let Some(as_of) = as_of else {
            return Err(DeskError::of(ErrorCode::SelectionEmpty));
        };
        let total = accounts.len() as u64;
        let already = accounts
            .iter()
            .filter(|account| account.from == Some(request.active))
            .count() as u64;
        let review = Review {
            id: Review::new_id(),
            tenant: tenant.id.clone(),
            active: request.active,
            accounts: Arc::new(accounts),
            gone,
            revision,
            url: tenant.url.clone(),
        };
        let first = Window {
            offset: 0,
            limit: FIRST_ITEMS,
        };
        let items = items(&opened, &tenant, &review, first).await?;
        let effect = effect::of(&tenant, request.active, total - already);
        let answer = ActivationReview {
            review: review.id.clone(),
            tenant: tenant.id.clone(),
            tenant_name: tenant.name.clone(),
            active: request.active,
            count: total - already,
            already,
            effect: effect.sentence,
            effect_is_known: effect.known,
            destructive: effect.destructive,
            safety: tenant.safety,
            blocked: forbidden(&tenant),
            as_of,
            not_read,
            gone: review.gone.iter().map(|gone| gone.name.clone()).collect(),
            items,
        };
        opened.reviews().keep(review);
        Ok(answer)
    }

    /// More items of a review.
    pub async fn activation_items(&self, request: ReviewItems) -> Result<Page<ActivationItem>, DeskError> {
        let opened = self.opened()?;
        let review = opened.reviews().get(&request.review)?;
        let tenant = tenants::row(&opened, &review.tenant).await?;
        let rows = items(&opened, &tenant, &review, request.window).await?;
        Ok(Page {
            rows,
            total: review.accounts.len() as u64,
            counting: false,
            offset: request.window.offset,
            revision: review.revision,
        })
    }

    /// Sends what was reviewed; a job. A review is good once, and only while the data is as it was reviewed.
    pub async fn activation_apply(&self, request: ApplyReview) -> Result<JobId, DeskError> {
        let opened = self.opened()?;
        let review = opened.reviews().get(&request.review)?;
        let tenant = tenants::row(&opened, &review.tenant).await?;
        if let Some(error) = forbidden(&tenant) {
            return Err(error);
        }
        if tenant.url != review.url || !self.is_as_reviewed(&opened, &review).await? {
            opened.reviews().take(&request.review);
            return Err(DeskError::of(ErrorCode::ReviewStale));
        }
        let (tenant, client) = tenants::connect(self, &opened, &tenant.id).await?;
        let kind = if review.active {
            JobKind::Reactivate
        } else {
            JobKind::Deactivate
        };
        let names = tenants::names(&tenant);
        let changing = opened.changing.clone();
        let marker = blocking(move || changing.hold().map_err(|error| io_error(&error))).await?;
        let change = Change {
            names,
            tenant: tenant.id.clone(),
            active: review.active,
            os_user: os_user(),
            clock: self.inner.clock.clone(),
            form: Mutex::new(tenant.deactivate_form),
            client,
            opened: Arc::clone(&opened),
        };
        let desk = self.clone();
        let of = JobTenant {
            id: tenant.id,
            name: tenant.name,
        };
        let review_id = request.review;
        let job = self.inner.jobs.start(kind, Some(of), move |job| async move {
            let end = apply(desk, change, review.accounts, review.gone, job).await;
            drop(marker);
            end
        })?;
        // Only now: a review that could not be started may be sent later.
        opened.reviews().take(&review_id);
        Ok(job)
    }
}

impl Desk {
    /// Whether every account of a review is known in the state that was reviewed. What else changed in the list does not
    /// matter.
    async fn is_as_reviewed(&self, opened: &Opened, review: &Review) -> Result<bool, DeskError> {
        if cache::revision(opened, &review.tenant).await? == review.revision {
            return Ok(true);
        }
        let ids = review.accounts.iter().map(|account| account.id.to_string()).collect();
        let states = cache::states(opened, &review.tenant, ids).await?;
        Ok(review
            .accounts
            .iter()
            .zip(states)
            .all(|(account, (_, state))| state.is_some_and(|state| state.active == account.from)))
    }
}

/// What a safety rule says against changing anything in this tenant.
pub(crate) fn forbidden(tenant: &TenantRow) -> Option<DeskError> {
    match tenant.safety {
        SafetyLevel::ReadOnly => Some(DeskError::with(
            ErrorCode::ReadOnlyTenant,
            args!(tenant = tenant.name.as_str()),
        )),
        SafetyLevel::Review | SafetyLevel::Trusted => None,
    }
}

/// Some items of a review, each with the request as it would be sent first.
async fn items(
    opened: &Opened,
    tenant: &TenantRow,
    review: &Review,
    window: Window,
) -> Result<Vec<ActivationItem>, DeskError> {
    let from = usize::try_from(window.offset).unwrap_or(usize::MAX);
    let accounts: Vec<Reviewed> = review
        .accounts
        .iter()
        .skip(from)
        .take(window.limit.min(1_000) as usize)
        .cloned()
        .collect();
    let form = tenant.deactivate_form.unwrap_or(Form::Path);
    let ids = accounts.iter().map(|account| account.id.to_string()).collect();
    let known = cache::briefs(opened, &tenant.id, ids).await?;
    let base = tenants::url(tenant)?;
    Ok(accounts
        .into_iter()
        .zip(known)
        .map(|(account, known)| {
            let already = account.from == Some(review.active);
            let body = form.body(&known.resource, review.active);
            ActivationItem {
                name: known.name,
                user_name: known.user_name,
                from: account.from,
                to: review.active,
                already,
                request: RequestPreview {
                    method: form.method().to_owned(),
                    url: base.join(&["Users", &account.id], &[]).to_string(),
                    body: serde_json::to_string_pretty(&body).ok(),
                },
                id: account.id.into_string(),
            }
        })
        .collect())
}

/// The job: every account once, some at a time, until it is cancelled or it makes no sense to go on.
async fn apply(
    desk: Desk,
    mut change: Change,
    accounts: Arc<Vec<Reviewed>>,
    gone: Vec<Gone>,
    job: JobHandle,
) -> JobEnd {
    let total = accounts.len() as u64;
    job.progress(|progress| progress.total = Some(total));
    let waiting = job.clone();
    change.client = change
        .client
        .with_cancellation(job.cancellation().clone())
        .with_observer(move |pause| {
            let left = crate::error::milliseconds(pause.duration);
            waiting.progress(|progress| progress.waiting_ms = Some(left));
        });
    // Set where every other account would fail the same way.
    let stop = CancellationToken::new();
    let (change, stop, job, desk) = (&change, &stop, &job, &desk);
    let mut tally = Tally::new(change.tenant.clone(), change.active);
    for account in gone {
        tally.add(change.gone(account));
    }
    let mut fatal = None;
    let mut told = Instant::now();
    {
        let mut work = stream::iter(0..accounts.len())
            .map(|index| {
                let account = accounts[index].clone();
                async move {
                    if job.cancellation().is_cancelled() {
                        return change.not_begun(&account, "change-not-sent-cancelled");
                    }
                    if stop.is_cancelled() {
                        return change.not_begun(&account, "change-not-sent-stopped");
                    }
                    change.apply(&account).await
                }
            })
            .buffer_unordered(AT_ONCE);
        while let Some(changed) = work.next().await {
            if changed.stop {
                stop.cancel();
            }
            // The cache failed: nothing more is sent, since nothing more could be journalled.
            if let Some(error) = changed.fatal {
                stop.cancel();
                fatal.get_or_insert(error);
            }
            if changed.result.journal.is_some() {
                desk.sound(DeskEvent::JournalChanged);
                // Lists in sight follow a long job, and are not asked again for every account.
                if told.elapsed() >= TELL {
                    told = Instant::now();
                    desk.sound(DeskEvent::DataChanged {
                        tenant: change.tenant.clone(),
                    });
                }
            }
            tally.add(changed.result);
            job.progress(|progress| {
                progress.done += 1;
                progress.waiting_ms = None;
            });
        }
    }
    desk.sound(DeskEvent::DataChanged {
        tenant: change.tenant.clone(),
    });
    let mut outcome = tally.finish();
    name_results(&change.opened, &mut outcome).await;
    if fatal.is_none() && job.cancellation().is_cancelled() && outcome.not_sent > 0 {
        return JobEnd::Cancelled { outcome: Some(outcome) };
    }
    JobEnd::ActivationDone {
        outcome,
        error: fatal.map(Box::new),
    }
}

/// Names those to whom nothing was sent; the others were named as they were read.
async fn name_results(opened: &Opened, outcome: &mut ActivationOutcome) {
    let unnamed: Vec<usize> = (0..outcome.results.len())
        .filter(|index| outcome.results[*index].name == outcome.results[*index].id)
        .collect();
    let ids = unnamed.iter().map(|index| outcome.results[*index].id.clone()).collect();
    if let Ok(names) = cache::briefs(opened, &outcome.tenant, ids).await {
        for (index, brief) in unnamed.into_iter().zip(names) {
            outcome.results[index].name = brief.name;
        }
    }
}

/// Who is at this machine, for the journal and for versions.
pub(crate) fn os_user() -> String {
    whoami::username().unwrap_or_else(|_| String::from("unknown"))
}
