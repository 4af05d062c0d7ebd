//! Every change that a cycle would make, with its reason, its diff and its effect. Nothing is sent.
//!
//! A plan is kept as it was made, so that a person can read it, take changes out of it, hand it around as a file, and send it later. What
//! is sent is decided anew for each object: a plan never makes a change that is no longer true, or that is not in it.

mod files;
mod make;
mod read;
mod wording;

use std::sync::Arc;

use scimdesk_store::{PlanQuery, PlannedFor, WhichItems};

use crate::{
    Desk, codes,
    desk::{Opened, blocking},
    error::store_error,
    jobs::{JobHandle, JobTenant},
    people,
    preview::{Site, store_kind},
    refresh, tenants,
    wire::{
        DecidePlan, DeskError, DeskEvent, ErrorCode, ExportPlan, ExportedFile, ImportPlan, JobEnd, JobId, JobKind,
        MakePlan, Page, PlanExtent, PlanFormat, PlanId, PlanItem, PlanItemId, PlanItemState, PlanPage, PlanRow,
        ProvisioningPlan, TenantId,
    },
};
pub(crate) use make::make;
pub(crate) use wording::{Effects, effect, effects, why};

use super::{planner::Planner, settings};

/// The most rows of a page.
const MOST: u32 = 1_000;

impl Desk {
    /// Plan; a job. Sends nothing.
    pub async fn plan_make(&self, request: MakePlan) -> Result<JobId, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        let of = JobTenant {
            id: tenant.id.clone(),
            name: tenant.name.clone(),
        };
        let desk = self.clone();
        self.inner
            .jobs
            .start(JobKind::MakePlan, Some(of), move |job| async move {
                match desk.planned(&opened, &request, &job).await {
                    Ok(plan) => JobEnd::Planned { plan },
                    Err(error) if error.code == ErrorCode::Cancelled => JobEnd::Cancelled { outcome: None },
                    Err(error) => JobEnd::Failed { error },
                }
            })
    }

    async fn planned(
        &self,
        opened: &Arc<Opened>,
        request: &MakePlan,
        job: &JobHandle,
    ) -> Result<ProvisioningPlan, DeskError> {
        if request.refresh {
            self.read_anew(opened, &request.tenant, job).await?;
        }
        let tenant = tenants::row(opened, &request.tenant).await?;
        let plan = make(
            self,
            opened,
            &tenant,
            PlannedFor::Person,
            request.extent,
            &request.only,
            job,
        )
        .await?;
        self.plan_changed(tenant.id);
        self.plan_get(PlanId { plan: plan.to_string() }).await
    }

    /// Lists the accounts, and reads the directory where it is read again and again.
    async fn read_anew(&self, opened: &Arc<Opened>, tenant: &str, job: &JobHandle) -> Result<(), DeskError> {
        let id = tenant.to_owned();
        let directory = opened
            .store(move |store| {
                let Some(directory) = store.tenant_directory(&id)? else {
                    return Ok(None);
                };
                let source = store.directory_source(&directory)?.filter(people::is_read_again);
                Ok(source.map(|source| source.directory))
            })
            .await?;
        if let Some(directory) = directory {
            people::refresh_source(self, opened, &directory, false, job).await?;
        }
        let (tenant, client) = tenants::connect(self, opened, tenant).await?;
        let (_, failures) = refresh::lists(self, opened, &tenant, &client, job).await?;
        if job.cancellation().is_cancelled() {
            return Err(DeskError::of(ErrorCode::Cancelled));
        }
        // What was not listed is planned by what is cached of it, which the plan says.
        match failures
            .into_iter()
            .find(|failure| failure.kind == crate::wire::ResourceKind::User)
        {
            Some(failure) => Err(failure.error),
            None => Ok(()),
        }
    }

    /// The newest plan of a tenant.
    pub async fn plan_newest(&self, request: TenantId) -> Result<Option<ProvisioningPlan>, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        let store = opened.store(|store| Ok(store.clone())).await?;
        blocking(move || {
            let newest = store.newest_plan(&tenant.id).map_err(|error| store_error(&error))?;
            newest.map(|record| read::plan(&store, &tenant, &record)).transpose()
        })
        .await
    }

    /// A plan.
    pub async fn plan_get(&self, request: PlanId) -> Result<ProvisioningPlan, DeskError> {
        let found = self.plan(&request.plan).await?;
        blocking(move || read::plan(&found.store, &found.tenant, &found.record)).await
    }

    /// Rows of a plan.
    pub async fn plan_page(&self, request: PlanPage) -> Result<Page<PlanRow>, DeskError> {
        let found = self.plan(&request.plan).await?;
        blocking(move || {
            let query = PlanQuery {
                kind: request.object.map(store_kind),
                action: request.action.map(|action| codes::code(&action)),
                state: request.state.map(|state| codes::code(&state)),
                search: request.search,
            };
            let limit = request.window.limit.min(MOST);
            let page = (found.store).plan_items(found.record.id, &query, request.window.offset, limit);
            let page = page.map_err(|error| store_error(&error))?;
            let effects = effects(&found.tenant);
            Ok(Page {
                rows: page.rows.iter().filter_map(|item| read::row(item, &effects)).collect(),
                total: page.total,
                counting: false,
                offset: request.window.offset,
                revision: 0,
            })
        })
        .await
    }

    /// One change whole.
    pub async fn plan_item(&self, request: PlanItemId) -> Result<PlanItem, DeskError> {
        let found = self.plan(&request.plan).await?;
        let opened = self.opened()?;
        let settings = settings::of(&opened, &found.tenant.id).await?;
        let site = Site::of(self, &found.tenant.id).await?;
        blocking(move || {
            let plan = found.record.id;
            let item = found
                .store
                .plan_item(plan, request.number)
                .map_err(|error| store_error(&error))?;
            let item = item.ok_or_else(|| DeskError::of(ErrorCode::PlanNotFound))?;
            // Without a directory there is nothing to build requests from; what was planned is there all the same.
            let planner = Planner::new(&site, &settings, PlanExtent::All, site.now).ok();
            read::item(&found.store, plan, &item, &effects(&found.tenant), planner.as_ref())
        })
        .await
    }

    /// Take changes out of a plan, or put them back.
    pub async fn plan_decide(&self, request: DecidePlan) -> Result<ProvisioningPlan, DeskError> {
        let found = self.plan(&request.plan).await?;
        blocking(move || {
            let which = if request.numbers.is_empty() {
                WhichItems::Query(PlanQuery {
                    kind: request.object.map(store_kind),
                    action: request.action.map(|action| codes::code(&action)),
                    ..PlanQuery::default()
                })
            } else {
                WhichItems::Numbers(request.numbers)
            };
            let states = [PlanItemState::Planned, PlanItemState::Rejected].map(|state| codes::code(&state));
            let [planned, rejected] = states;
            let (from, to) = if request.reject {
                (planned, rejected)
            } else {
                (rejected, planned)
            };
            let set = found.store.set_plan_item_states(found.record.id, &which, &from, &to);
            set.map_err(|error| store_error(&error))?;
            read::plan(&found.store, &found.tenant, &found.record)
        })
        .await
        .inspect(|plan| self.plan_changed(plan.tenant.clone()))
    }

    /// A plan as a file.
    pub async fn plan_export(&self, request: ExportPlan) -> Result<ExportedFile, DeskError> {
        let found = self.plan(&request.plan).await?;
        blocking(move || match request.format {
            PlanFormat::Json => files::to_json(&found.store, &found.tenant, &found.record),
            PlanFormat::Markdown => files::to_markdown(&found.store, &found.tenant, &found.record),
        })
        .await
    }

    /// A plan from a file; nothing is sent.
    ///
    /// # Errors
    /// [`ErrorCode::PlanFileUnreadable`] where the file is no plan, was changed by hand, or is of another tenant.
    pub async fn plan_import(&self, request: ImportPlan) -> Result<ProvisioningPlan, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        let store = opened.store(|store| Ok(store.clone())).await?;
        blocking(move || {
            let record = files::import(&store, &tenant, &request.content)?;
            read::plan(&store, &tenant, &record)
        })
        .await
        .inspect(|plan| self.plan_changed(plan.tenant.clone()))
    }

    fn plan_changed(&self, tenant: String) {
        self.sound(DeskEvent::ProvisioningChanged { tenant });
    }

    async fn plan(&self, id: &str) -> Result<Found, DeskError> {
        let opened = self.opened()?;
        let store = opened.store(|store| Ok(store.clone())).await?;
        let id = id.to_owned();
        let of = store.clone();
        let record = blocking(move || read::find(&of, &id)).await?;
        let tenant = tenants::row(&opened, &record.tenant).await?;
        Ok(Found { store, tenant, record })
    }
}

/// A plan, and whose it is.
struct Found {
    store: scimdesk_store::Store,
    tenant: tenants::TenantRow,
    record: scimdesk_store::PlanRecord,
}
