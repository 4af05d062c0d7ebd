//! Accounts that nobody manages, and those that were changed behind our back.
//!
//! Everything is compared in the cache: accounts and groups as they were listed last, links with what was written last, and the people of
//! the directory by the matching mappings. What was found is kept in memory until it is looked for again. *Must not know:* how anything is
//! sent; a repair is a mark that the next cycle sees.

mod difference;
mod find;
mod kept;
mod resolve;
mod rules;
#[cfg(test)]
mod tests;

use scimdesk_mapping::model::ObjectKind;

use super::links::LinkSite;
use crate::{
    Desk,
    desk::blocking,
    jobs::JobTenant,
    preview::{JobWatch, Site},
    tenants,
    wire::{
        DeskError, DeskEvent, DriftPage, DriftRow, DriftRule, DriftSummary, JobEnd, JobId, JobKind, Page, ResolveDrift,
        SaveDriftRules, TenantId,
    },
};
pub(crate) use kept::Drifts;

impl Desk {
    /// Compare the cached accounts with links and people; a job.
    pub async fn drift_find(&self, request: TenantId) -> Result<JobId, DeskError> {
        let site = Site::of(self, &request.tenant).await?;
        let tenant = JobTenant {
            id: site.tenant.id.clone(),
            name: site.tenant.name.clone(),
        };
        // Both types are looked at; newer work takes the place of older under one of them.
        let about = ObjectKind::User;
        let work = move |job| async move {
            let found = blocking(move || {
                let Some(drift) = find::find(&site, &mut JobWatch(job))? else {
                    return Ok(None);
                };
                let summary = drift.summary();
                site.opened.drifts().keep(&site.tenant.id, drift);
                Ok(Some(summary))
            });
            match found.await {
                Ok(Some(summary)) => JobEnd::DriftFound { summary },
                Ok(None) => JobEnd::Cancelled { outcome: None },
                Err(error) => JobEnd::Failed { error },
            }
        };
        Ok(self.inner.jobs.start_instead(JobKind::FindDrift, tenant, about, work))
    }

    /// Rows of what was found last.
    pub async fn drift_page(&self, request: DriftPage) -> Result<Page<DriftRow>, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?.id;
        blocking(move || opened.drifts().of(&tenant).map(|drift| drift.page(&request))).await
    }

    /// Adopt, repair, accept or ignore what was found, all of the rows or none. Nothing is sent.
    pub async fn drift_resolve(&self, request: ResolveDrift) -> Result<DriftSummary, DeskError> {
        let site = LinkSite::of(self, &request.tenant).await?;
        let saved = Site::of(self, &request.tenant).await?.saved;
        let now = self.inner.clock.now();
        site.alone(self, move |site| {
            resolve::resolve(site, &saved, &request, now)?;
            let mut drifts = site.opened.drifts();
            drifts.resolved(&site.tenant.id, &request)
        })
        .await
    }

    /// Rules by which accounts are no drift.
    pub async fn drift_rules(&self, request: TenantId) -> Result<Vec<DriftRule>, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?.id;
        let rules = opened.store(move |store| store.drift_rules(&tenant)).await?;
        rules::read(rules)
    }

    /// Replace these rules. They hold from the next search for drift.
    pub async fn drift_rules_save(&self, request: SaveDriftRules) -> Result<Vec<DriftRule>, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?.id;
        let texts = rules::written(request.rules)?;
        let of = tenant.clone();
        let rules = opened
            .store(move |store| {
                store.save_drift_rules(&of, texts)?;
                store.drift_rules(&of)
            })
            .await?;
        self.sound(DeskEvent::ProvisioningChanged { tenant });
        rules::read(rules)
    }
}
