//! Reading any source: what came, and how those left who did not.

use std::sync::Arc;

use scimdesk_directory::{
    Member,
    source::{Fetched, FullBecause, Removed, Source, SourceError, SourceNote, SourceProgress},
};

use super::{entra, file, ldap, secret, tenant, wording};
use crate::{
    Desk,
    desk::{Opened, blocking},
    jobs::JobHandle,
    wire::{AbsentMeans, DeskError, DirectorySource, ErrorCode, ResourceKind},
};

/// What was read of a source.
pub(super) struct Read {
    pub(super) fetched: Fetched,
    /// What is odd about it beside its notes, in sentences.
    pub(super) told: Vec<String>,
}

/// Who reads, and for whom.
pub(super) struct Reader<'a> {
    pub(super) desk: &'a Desk,
    pub(super) opened: &'a Arc<Opened>,
    pub(super) directory: &'a str,
    pub(super) source: &'a DirectorySource,
    pub(super) job: &'a JobHandle,
}

impl Reader<'_> {
    /// Everything, or what changed since the watermark.
    pub(super) async fn read(&self, since: Option<&str>) -> Result<Read, DeskError> {
        let secret = secret::find(self.opened, self.directory, self.source).await?;
        match self.source {
            DirectorySource::Ldap(source) => {
                let directory = ldap::directory(source, secret, self.desk.inner.clock.now());
                self.fetch(&directory, since).await
            }
            DirectorySource::EntraId(source) => entra::read(self, source, secret, since).await,
            DirectorySource::Tenant { tenant } => tenant::read(self, tenant).await,
            DirectorySource::File(source) => {
                let source = source.clone();
                blocking(move || file::fetch(&source)).await
            }
        }
    }

    /// How those left who are not there any more.
    pub(super) async fn whereabouts(&self, missing: Vec<Member>) -> Result<Vec<(Member, Removed)>, DeskError> {
        let all = |removed| missing.iter().map(|member| (member.clone(), removed)).collect();
        match self.source {
            // Nobody can tell whoever is deleted from whoever is where this reader may not look.
            DirectorySource::Ldap(source) if source.absent == AbsentMeans::Deleted && !missing.is_empty() => {
                let secret = secret::find(self.opened, self.directory, self.source).await?;
                let directory = ldap::directory(source, secret, self.desk.inner.clock.now());
                let asked = directory.whereabouts(&missing);
                let told = self.job.cancellation().run_until_cancelled(asked).await;
                told.unwrap_or(Err(SourceError::Cancelled))
                    .map_err(|error| wording::failed(&error, self.source))
            }
            DirectorySource::File(source) => Ok(all(match source.absent {
                AbsentMeans::Disabled => Removed::Soft,
                AbsentMeans::Deleted => Removed::Hard,
            })),
            DirectorySource::EntraId(source) if !missing.is_empty() => {
                let secret = secret::find(self.opened, self.directory, self.source).await?;
                let directory = entra::of(self, source, secret)?;
                let told = self
                    .job
                    .cancellation()
                    .run_until_cancelled(directory.whereabouts(&missing))
                    .await;
                entra::keep_renewed(self.opened, self.directory, self.source, &directory).await?;
                told.unwrap_or(Err(SourceError::Cancelled))
                    .map_err(|error| wording::failed(&error, self.source))
            }
            // A server may hide those who are inactive (RFC 7644 §3.4.2 leaves it to the server what it lists).
            DirectorySource::Tenant { .. } | DirectorySource::EntraId(_) | DirectorySource::Ldap(_) => {
                Ok(all(Removed::Soft))
            }
        }
    }

    /// What a source of `scimdesk_directory` has; everything, where it no longer knows the watermark.
    pub(super) async fn fetch(&self, directory: &impl Source, since: Option<&str>) -> Result<Read, DeskError> {
        let progress = |so_far: SourceProgress| {
            self.job.progress(|progress| {
                progress.kind = Some(if so_far.groups > 0 {
                    ResourceKind::Group
                } else {
                    ResourceKind::User
                });
                progress.done = so_far.people + so_far.groups;
                progress.total = so_far.total;
            });
        };
        let cancel = self.job.cancellation();
        let failed = |error: SourceError| wording::failed(&error, self.source);
        let fetched = match directory.fetch(since, &progress, cancel).await {
            Err(SourceError::WatermarkExpired { .. }) if since.is_some() => {
                let mut fetched = directory.fetch(None, &progress, cancel).await.map_err(failed)?;
                fetched
                    .notes
                    .push(SourceNote::FullInstead(FullBecause::WatermarkExpired));
                fetched
            }
            fetched => fetched.map_err(failed)?,
        };
        if cancel.is_cancelled() {
            return Err(DeskError::of(ErrorCode::Cancelled));
        }
        Ok(Read {
            fetched,
            told: Vec::new(),
        })
    }
}
