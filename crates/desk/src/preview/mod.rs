//! What mappings and scoping filters would do, for everybody known, before they are saved.
//!
//! A preview is a job: one pass over all people, on a thread that may block, with a byte kept for each. Rows are computed when they
//! are looked at. A newer preview of the same tenant and type of objects takes the place of one that still runs, since an editor asks anew
//! with every change; the older job ends as cancelled. *Must not know:* how mappings are saved, or what is sent.

mod accounts;
mod attributes;
mod duplicates;
mod explain;
mod ground;
mod judge;
mod kept;
mod one;
mod pass;
mod people;
mod plan;
mod rows;
mod scope;
#[cfg(test)]
mod tests;
mod value;
mod wording;

use std::sync::Arc;

use scimdesk_mapping::{
    model::{Mappings, ObjectKind},
    scope::{print, read},
};
use scimdesk_store::Store;

use crate::{
    Desk,
    desk::{Opened, blocking},
    jobs::{JobHandle, JobTenant},
    mappings,
    tenants::{self, TenantRow},
    wire::{
        CompareWith, DeskError, ExplainScope, JobEnd, JobId, JobKind, Page, PreviewMappings, PreviewPage, PreviewRow,
        PreviewScope, PreviewSummary, ScopeExplanation, ScopeFilters, ScopePage, ScopeRead, ScopeRow, ScopeSummary,
        ScopeText,
    },
};
pub(crate) use accounts::{Index, KEPT, Known, Match};
use attributes::Wanted;
pub(crate) use explain::reason as scope_reason;
pub(crate) use ground::{Ground, store_kind};
pub(crate) use judge::{Before, judge, on_create};
pub(crate) use kept::Previews;
use kept::{MappingsPreview, Preview, ScopePreview};
pub(crate) use one::{One, OneAccount, OneAccounts};
pub(crate) use pass::Watch;
pub(crate) use people::{Accounts, CachedList};
pub(crate) use plan::{Asked, Flows, Plan};
pub(crate) use scope::Scope;
use scope::ScopePlan;
pub(crate) use value::{Place, to_json};
pub(crate) use wording::flow_error;

impl Desk {
    /// What mappings give for everybody in scope; a job.
    pub async fn mappings_preview(&self, request: PreviewMappings) -> Result<JobId, DeskError> {
        let site = Site::of(self, &request.tenant).await?;
        let about = request.object;
        Ok(self.preview(JobKind::PreviewMappings, about, site, move |site, watch| {
            let summary = site.preview(&request, watch)?;
            Ok(summary.map(|summary| JobEnd::MappingsPreviewed { summary }))
        }))
    }

    /// Rows of a preview.
    pub async fn preview_page(&self, request: PreviewPage) -> Result<Page<PreviewRow>, DeskError> {
        let preview = self.opened()?.previews().mappings(&request.preview)?;
        blocking(move || preview.page(request.outcome, request.window)).await
    }

    /// Who is in scope by a draft, and who changes sides; a job.
    pub async fn scope_preview(&self, request: PreviewScope) -> Result<JobId, DeskError> {
        let site = Site::of(self, &request.tenant).await?;
        let about = request.object;
        Ok(self.preview(JobKind::PreviewScope, about, site, move |site, watch| {
            let summary = site.preview_scope(&request, watch)?;
            Ok(summary.map(|summary| JobEnd::ScopePreviewed { summary }))
        }))
    }

    /// Rows of one side.
    pub async fn scope_page(&self, request: ScopePage) -> Result<Page<ScopeRow>, DeskError> {
        let preview = self.opened()?.previews().scope(&request.preview)?;
        blocking(move || preview.page(request.side, request.window)).await
    }

    /// Why somebody is in scope, or not.
    pub async fn scope_explain(&self, request: ExplainScope) -> Result<ScopeExplanation, DeskError> {
        let site = Site::of(self, &request.tenant).await?;
        blocking(move || site.explain(&request)).await
    }

    /// Scoping filters as text.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn scope_print(&self, request: ScopeFilters) -> Result<ScopeText, DeskError> {
        Ok(ScopeText {
            text: print(&request.filters),
        })
    }

    /// Scoping filters from text.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn scope_read(&self, request: ScopeText) -> Result<ScopeRead, DeskError> {
        Ok(match read(&request.text) {
            Ok(filters) => ScopeRead {
                filters: Some(filters),
                problem: None,
            },
            Err(error) => ScopeRead {
                filters: None,
                problem: Some(wording::scope_syntax(&error)),
            },
        })
    }

    /// Runs a preview as a job.
    fn preview(
        &self,
        kind: JobKind,
        about: ObjectKind,
        site: Site,
        work: impl FnOnce(&Site, &mut dyn Watch) -> Result<Option<JobEnd>, DeskError> + Send + 'static,
    ) -> JobId {
        let tenant = JobTenant {
            id: site.tenant.id.clone(),
            name: site.tenant.name.clone(),
        };
        self.inner.jobs.start_instead(kind, tenant, about, |job| async move {
            match blocking(move || work(&site, &mut JobWatch(job))).await {
                Ok(Some(end)) => end,
                Ok(None) => JobEnd::Cancelled { outcome: None },
                Err(error) => JobEnd::Failed { error },
            }
        })
    }
}

#[cfg(test)]
pub(crate) fn message_ids() -> impl Iterator<Item = String> {
    wording::ids()
}

/// What all questions begin with.
pub(crate) struct Site {
    pub(crate) opened: Arc<Opened>,
    pub(crate) store: Store,
    pub(crate) tenant: TenantRow,
    pub(crate) saved: Mappings,
    pub(crate) now: jiff::Timestamp,
}

impl Site {
    pub(crate) async fn of(desk: &Desk, tenant: &str) -> Result<Self, DeskError> {
        let opened = desk.opened()?;
        let tenant = tenants::row(&opened, tenant).await?;
        Ok(Self {
            saved: mappings::newest(&opened, &tenant).await?,
            store: opened.store(|store| Ok(store.clone())).await?,
            now: desk.inner.clock.now(),
            opened,
            tenant,
        })
    }

    fn preview(&self, request: &PreviewMappings, watch: &mut dyn Watch) -> Result<Option<PreviewSummary>, DeskError> {
        let ground = Ground::new(&self.store, &self.tenant)?;
        let draft = request.mappings.as_ref().unwrap_or(&self.saved);
        let plan = Plan::new(Asked {
            kind: request.object,
            draft,
            saved: &self.saved,
            target: request.target.as_deref(),
            compare: request.compare,
            graph: ground.graph(&self.opened, draft.assignment)?,
            now: self.now,
            seed: rand::random(),
        })?;
        let people = ground.people(request.object, plan.wants("members"))?;
        let (accounts, compared) = match request.compare {
            CompareWith::Saved => (None, None),
            CompareWith::Accounts => {
                let (list, compared) = ground.accounts(request.object)?;
                (Some(list), Some(compared))
            }
        };
        let list = accounts.as_ref().map(|accounts| accounts as _);
        let Some(found) = pass::pass(&plan, &*people, list, watch)? else {
            return Ok(None);
        };
        let ((people_in_scope, out_of_scope), counts) = (found.people(), found.counts());
        let preview = MappingsPreview {
            plan,
            found,
            people,
            accounts,
        };
        let preview = Preview::Mappings(Arc::new(preview));
        Ok(Some(PreviewSummary {
            preview: self.opened.previews().keep(&self.tenant.id, preview),
            object: request.object,
            target: request.target.clone(),
            compare: request.compare,
            people: people_in_scope,
            out_of_scope,
            counts,
            accounts: compared,
        }))
    }

    fn preview_scope(&self, request: &PreviewScope, watch: &mut dyn Watch) -> Result<Option<ScopeSummary>, DeskError> {
        let ground = Ground::new(&self.store, &self.tenant)?;
        let scope = |mappings: &Mappings| {
            let graph = ground.graph(&self.opened, mappings.assignment)?;
            Scope::new(mappings, request.object, graph)
        };
        let plan = ScopePlan::new(scope(&request.mappings)?, scope(&self.saved)?);
        let people = ground.people(request.object, plan.wanted.has("members"))?;
        let Some(sides) = plan.pass(&*people, watch)? else {
            return Ok(None);
        };
        let counts = sides.counts();
        let preview = ScopePreview {
            plan,
            sides,
            people,
            names: ground.names(),
        };
        let preview = Preview::Scope(Arc::new(preview));
        Ok(Some(ScopeSummary {
            preview: self.opened.previews().keep(&self.tenant.id, preview),
            object: request.object,
            inside: counts.inside,
            outside: counts.outside,
            entering: counts.entering,
            leaving: counts.leaving,
            warnings: counts.warnings,
        }))
    }

    fn explain(&self, request: &ExplainScope) -> Result<ScopeExplanation, DeskError> {
        let ground = Ground::new(&self.store, &self.tenant)?;
        let mappings = request.mappings.as_ref().unwrap_or(&self.saved);
        let graph = ground.graph(&self.opened, mappings.assignment)?;
        let scope = Scope::new(mappings, request.object, graph)?;
        let person = ground.find(request.object, &request.person)?;
        let wanted = Wanted::new(scope.attributes());
        let mut attributes = wanted.read(&person.id, &person.attributes);
        scope.place(&person.id, &mut attributes);
        let names = ground.names();
        Ok(explain::explain(&scope, &person.id, &person.name, &attributes, &|id| {
            names.of(id)
        }))
    }
}

/// People between two questions whether the job was cancelled.
const CHECKED: u64 = 64;

/// Tells a job how far a pass is. Its accounts are counted first, where they are compared, then its people.
pub(crate) struct JobWatch(pub(crate) JobHandle);

impl JobWatch {
    fn step(&self, done: u64, total: u64) -> bool {
        if !done.is_multiple_of(CHECKED) && done != total {
            return true;
        }
        self.0.progress(|progress| {
            progress.done = done;
            progress.total = Some(total.max(done));
        });
        !self.0.cancellation().is_cancelled()
    }
}

impl Watch for JobWatch {
    fn accounts(&mut self, done: u64, total: u64) -> bool {
        self.step(done, total)
    }

    fn people(&mut self, done: u64, total: u64) -> bool {
        self.step(done, total)
    }
}
