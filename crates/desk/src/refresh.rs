//! Fetching a tenant's accounts and groups anew; a job.
//!
//! Users first, then groups; the failure of one stops no other. Pages stream from the server into the cache: while one is
//! being written, the next is decoded and the one after fetched, and no more than that is held. Until a list is whole, the old
//! one stays in sight; a refresh that is cancelled or fails leaves it as it was.

use std::{sync::Arc, time::Instant};

use scimdesk_scim::{
    client::{Client, ClientErrorKind},
    listing::{ListOptions, ListedPage, Verdict},
    resource::ResourceKind as ScimKind,
};
use scimdesk_store::{self as store, FinishReport};
use tokio::sync::mpsc;

use crate::{
    Desk, cache, completeness,
    desk::Opened,
    error::{Names, client_error, milliseconds, store_error},
    jobs::{JobHandle, JobTenant},
    tenants,
    wire::{
        DeskError, DeskEvent, ErrorCode, JobEnd, JobId, JobKind, Refresh, RefreshFailure, RefreshOutcome, ResourceKind,
    },
};

/// Pages that may wait to be written.
const AHEAD: usize = 2;

impl Desk {
    /// Fetches accounts and groups anew; a job.
    pub async fn refresh(&self, request: Refresh) -> Result<JobId, DeskError> {
        let opened = self.opened()?;
        let (tenant, client) = tenants::connect(self, &opened, &request.tenant).await?;
        let names = tenants::names(&tenant);
        let kinds: Vec<ResourceKind> = [ResourceKind::User, ResourceKind::Group]
            .into_iter()
            .filter(|kind| request.kinds.is_empty() || request.kinds.contains(kind))
            .collect();
        let of = JobTenant {
            id: tenant.id.clone(),
            name: tenant.name,
        };
        let desk = self.clone();
        self.inner.jobs.start(JobKind::Refresh, Some(of), move |job| {
            let work = Work {
                desk,
                opened,
                client,
                names,
                tenant: tenant.id,
                job,
            };
            work.run(kinds)
        })
    }
}

/// Fetches accounts and groups anew, as a part of another job.
pub(crate) async fn now(
    desk: &Desk,
    opened: &Arc<Opened>,
    tenant: &str,
    job: &JobHandle,
) -> Result<(Vec<RefreshOutcome>, Vec<RefreshFailure>), DeskError> {
    let (tenant, client) = tenants::connect(desk, opened, tenant).await?;
    let work = Work {
        desk: desk.clone(),
        opened: Arc::clone(opened),
        client,
        names: tenants::names(&tenant),
        tenant: tenant.id,
        job: job.clone(),
    };
    match work.run(vec![ResourceKind::User, ResourceKind::Group]).await {
        JobEnd::Refreshed { outcomes, failures } => Ok((outcomes, failures)),
        JobEnd::Cancelled { .. } => Err(DeskError::of(ErrorCode::Cancelled)),
        JobEnd::Failed { error } => Err(error),
        _ => Err(DeskError::of(ErrorCode::Internal)),
    }
}

struct Work {
    desk: Desk,
    opened: Arc<Opened>,
    client: Client,
    names: Names,
    tenant: String,
    job: JobHandle,
}

/// Why a type was not refreshed.
enum Stopped {
    Cancelled,
    /// The app does not have it: nothing is wrong.
    NotOffered,
    Failed(DeskError),
}

impl From<DeskError> for Stopped {
    fn from(error: DeskError) -> Self {
        Self::Failed(error)
    }
}

impl Work {
    async fn run(mut self, kinds: Vec<ResourceKind>) -> JobEnd {
        let job = self.job.clone();
        self.client = self
            .client
            .with_cancellation(self.job.cancellation().clone())
            .with_observer(move |pause| {
                let left = milliseconds(pause.duration);
                job.progress(|progress| progress.waiting_ms = Some(left));
            });
        let mut outcomes = Vec::new();
        let mut failures = Vec::new();
        for kind in kinds {
            match self.one(kind).await {
                Ok(outcome) => {
                    if kind == ResourceKind::Group {
                        self.remember_groups(true).await;
                    }
                    outcomes.push(outcome);
                    self.desk.sound(DeskEvent::DataChanged {
                        tenant: self.tenant.clone(),
                    });
                }
                Err(Stopped::NotOffered) => {
                    // Where accounts are not found either, it is the URL that is wrong.
                    if !outcomes.is_empty() {
                        self.remember_groups(false).await;
                    }
                }
                Err(Stopped::Failed(error)) => failures.push(RefreshFailure { kind, error }),
                Err(Stopped::Cancelled) => return JobEnd::Cancelled { outcome: None },
            }
        }
        self.desk.sound(DeskEvent::TenantsChanged);
        JobEnd::Refreshed { outcomes, failures }
    }

    /// One type, from the first page to the moment the new list takes the old one's place.
    async fn one(&self, kind: ResourceKind) -> Result<RefreshOutcome, Stopped> {
        let began = Instant::now();
        self.job.progress(|progress| {
            progress.kind = Some(kind);
            progress.done = 0;
            progress.total = None;
            progress.pages = 0;
        });
        let at = self.desk.inner.clock.now();
        let tenant = self.tenant.clone();
        let cached = cache::kind(kind);
        let writer = self
            .opened
            .store(move |store| store.begin_listing(&tenant, cached, at))
            .await?;
        let (pages, written) = Self::start_writing(writer);
        let fetched = self.fetch(kind, &pages).await;
        // The writer takes the end of the channel as the end of the listing, and then waits for the verdict.
        drop(pages);
        let written = written
            .await
            .unwrap_or_else(|_| Err(DeskError::of(ErrorCode::Internal)));
        let (verdict, writer) = match (fetched, written) {
            (Ok(verdict), Ok(writer)) => (verdict, writer),
            (Err(stopped), Ok(writer)) => {
                abandon(writer).await;
                return Err(stopped);
            }
            // What failed here ended the fetching there.
            (_, Err(error)) => return Err(Stopped::Failed(error)),
        };
        if self.job.cancellation().is_cancelled() {
            abandon(writer).await;
            return Err(Stopped::Cancelled);
        }
        let evidence = completeness::sentence(&verdict);
        let report = self.finish(writer, &verdict, evidence.clone()).await?;
        Ok(RefreshOutcome {
            kind,
            count: report.count,
            pages: verdict.evidence.pages,
            completeness: completeness::of(&verdict),
            evidence,
            added: report.added,
            changed: report.changed,
            vanished: report.vanished,
            not_seen: report.not_seen,
            elapsed_ms: milliseconds(began.elapsed()),
        })
    }

    /// Keeps for the lists whether the app has groups. Not worth failing for: the next refresh tries again.
    async fn remember_groups(&self, offered: bool) {
        let tenant = self.tenant.clone();
        let kept = self
            .opened
            .store(move |store| store.update_tenant(&tenant, move |tenant| tenant.groups_offered = Some(offered)))
            .await;
        if let Err(error) = kept {
            tracing::warn!(%error, "whether the app has groups could not be kept");
        }
    }

    async fn fetch(&self, kind: ResourceKind, pages: &mpsc::Sender<ListedPage>) -> Result<Verdict, Stopped> {
        let scim_kind = match kind {
            ResourceKind::User => ScimKind::User,
            ResourceKind::Group => ScimKind::Group,
        };
        let mut listing = self.client.list(scim_kind, ListOptions::default());
        loop {
            match listing.next_page().await {
                Ok(Some(page)) => {
                    let (count, total, page_no) = (page.resources.len() as u64, page.total, page.page_no);
                    // Closed only where the writer failed; its error is the one to tell.
                    if pages.send(page).await.is_err() {
                        return Err(Stopped::Cancelled);
                    }
                    self.job.progress(|progress| {
                        progress.done += count;
                        progress.total = total.filter(|total| *total >= progress.done);
                        progress.pages = page_no;
                        progress.waiting_ms = None;
                    });
                }
                Ok(None) => return Ok(listing.verdict()),
                Err(error) if error.kind == ClientErrorKind::Cancelled => return Err(Stopped::Cancelled),
                Err(error) => {
                    let not_offered = kind == ResourceKind::Group
                        && matches!(
                            error.kind,
                            ClientErrorKind::NotFound { .. } | ClientErrorKind::NotSupported
                        );
                    return Err(if not_offered {
                        Stopped::NotOffered
                    } else {
                        Stopped::Failed(client_error(&error, &self.names))
                    });
                }
            }
        }
    }

    /// Writes pages on a thread that may block, until there are no more.
    fn start_writing(
        mut writer: store::ListingWriter,
    ) -> (
        mpsc::Sender<ListedPage>,
        tokio::task::JoinHandle<Result<store::ListingWriter, DeskError>>,
    ) {
        let (sender, mut pages) = mpsc::channel::<ListedPage>(AHEAD);
        let written = tokio::task::spawn_blocking(move || {
            while let Some(page) = pages.blocking_recv() {
                // What the page shows was so then or later: whatever was read since is newer.
                let asked_at = page.asked_at;
                let rows = page
                    .resources
                    .into_iter()
                    .map(|listed| {
                        let raw = listed.raw().to_owned();
                        cache::new_resource(raw, listed.columns)
                    })
                    .collect();
                writer.append(rows, asked_at).map_err(|error| store_error(&error))?;
            }
            Ok(writer)
        });
        (sender, written)
    }

    async fn finish(
        &self,
        writer: store::ListingWriter,
        verdict: &Verdict,
        evidence: String,
    ) -> Result<FinishReport, Stopped> {
        let finish = store::Finish {
            completeness: match completeness::of(verdict) {
                crate::wire::Completeness::Proven => store::Completeness::Proven,
                crate::wire::Completeness::Unproven => store::Completeness::Unproven,
                crate::wire::Completeness::KnownPartial => store::Completeness::KnownPartial,
            },
            evidence,
            at: self.desk.inner.clock.now(),
        };
        let report = self.opened.store(move |_| writer.finish(finish)).await?;
        Ok(report)
    }
}

/// Dropping a writer deletes what it wrote, which may block.
async fn abandon(writer: store::ListingWriter) {
    let _ = tokio::task::spawn_blocking(move || writer.abandon()).await;
}
