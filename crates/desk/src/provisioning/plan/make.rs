//! Makes a plan, and keeps it.

use std::sync::Arc;

use scimdesk_mapping::model::ObjectKind;
use scimdesk_provisioning::decide::Withheld;
use scimdesk_store::{NewPlanItem, PlanWriter, PlannedFor, Store, StoreError};
use serde::{Deserialize, Serialize};

use crate::{
    Desk, codes,
    desk::{Opened, blocking},
    error::store_error,
    jobs::JobHandle,
    preview::{JobWatch, Site, store_kind},
    provisioning::{
        planner::{Planned, Planner, Totals},
        settings,
    },
    tenants::TenantRow,
    wire::{Completeness, DeskError, ErrorCode, PlanExtent, PlanItemState, ProvisioningSettings},
};

/// Items written at a time.
const CHUNK: usize = 500;

/// What a plan was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct PlanGround {
    pub(crate) extent: PlanExtent,
    /// 0: the app's defaults.
    pub(crate) mapping_version: u32,
    pub(crate) directory: String,
    pub(crate) directory_name: String,
    pub(crate) directory_proven: bool,
    /// The state of the directory.
    pub(crate) generation: i64,
    pub(crate) users: Option<Completeness>,
    pub(crate) groups: Option<Completeness>,
    /// The states of the app's lists.
    pub(crate) users_revision: u64,
    pub(crate) groups_revision: u64,
    /// For these alone; empty: for everybody.
    pub(crate) only: Vec<String>,
}

/// What it sums up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct PlanSummary {
    pub(crate) people: u64,
    pub(crate) unchanged: u64,
    pub(crate) out_of_scope: u64,
    /// How many were left alone, by reason.
    #[serde(default)]
    pub(crate) skipped: Vec<(String, u64)>,
    #[serde(default)]
    pub(crate) imported: bool,
}

/// Plans, and keeps the plan. Its id.
pub(crate) async fn make(
    desk: &Desk,
    opened: &Arc<Opened>,
    tenant: &TenantRow,
    planned_for: PlannedFor,
    extent: PlanExtent,
    only: &[String],
    job: &JobHandle,
) -> Result<i64, DeskError> {
    let settings = settings::of(opened, &tenant.id).await?;
    let site = Site::of(desk, &tenant.id).await?;
    let (only, job) = (only.to_vec(), job.clone());
    blocking(move || made(&site, &settings, planned_for, extent, &only, job)).await
}

fn made(
    site: &Site,
    settings: &ProvisioningSettings,
    planned_for: PlannedFor,
    extent: PlanExtent,
    only: &[String],
    job: JobHandle,
) -> Result<i64, DeskError> {
    let planner = Planner::new(site, settings, extent, site.now)?;
    let ground = ground(site, &planner, extent, only)?;
    let ground = serde_json::to_string(&ground).unwrap_or_default();
    let writer = (site.store).write_plan_for(planned_for, &site.tenant.id, &ground, site.now);
    let mut writing = Writing {
        writer: writer.map_err(|error| store_error(&error))?,
        chunk: Vec::with_capacity(CHUNK),
        summary: PlanSummary::default(),
    };
    let totals = planner.each(only, &mut JobWatch(job), &mut |planned| writing.take(&planned))?;
    match totals {
        Some(totals) => writing.finish(totals),
        // What is not finished is swept away.
        None => Err(DeskError::of(ErrorCode::Cancelled)),
    }
}

fn ground(site: &Site, planner: &Planner, extent: PlanExtent, only: &[String]) -> Result<PlanGround, DeskError> {
    let (directory, directory_proven) = planner.directory();
    let state = State::of(&site.store, &site.tenant.id)?;
    Ok(PlanGround {
        extent,
        mapping_version: state.mapping_version,
        directory: directory.to_owned(),
        directory_name: state.directory_name,
        directory_proven,
        generation: planner.generation(),
        users: planner.completeness(ObjectKind::User),
        groups: planner.completeness(ObjectKind::Group),
        users_revision: state.users_revision,
        groups_revision: state.groups_revision,
        only: only.to_vec(),
    })
}

/// What a plan rests on, as it is now.
pub(super) struct State {
    pub(super) mapping_version: u32,
    pub(super) directory: Option<String>,
    pub(super) directory_name: String,
    pub(super) generation: Option<i64>,
    pub(super) users_revision: u64,
    pub(super) groups_revision: u64,
}

impl State {
    pub(super) fn of(store: &Store, tenant: &str) -> Result<Self, DeskError> {
        let read = || -> Result<Self, StoreError> {
            let directory = store.tenant_directory(tenant)?;
            let record = match &directory {
                Some(directory) => store.directory(directory)?,
                None => None,
            };
            let revision = |kind| -> Result<u64, StoreError> {
                let listing = store.listing(tenant, store_kind(kind))?;
                Ok(listing.map_or(0, |listing| listing.revision))
            };
            Ok(Self {
                mapping_version: store.mappings(tenant, None)?.map_or(0, |stored| stored.version.number),
                generation: record.as_ref().map(|record| record.generation),
                directory_name: record.map(|record| record.name).unwrap_or_default(),
                directory,
                users_revision: revision(ObjectKind::User)?,
                groups_revision: revision(ObjectKind::Group)?,
            })
        };
        read().map_err(|error| store_error(&error))
    }
}

/// Writes what was planned while more is planned.
struct Writing {
    writer: PlanWriter,
    chunk: Vec<NewPlanItem>,
    summary: PlanSummary,
}

impl Writing {
    fn take(&mut self, planned: &Planned) -> Result<(), DeskError> {
        if let Some(skipped) = planned.skipped {
            let code = codes::code(&skipped);
            match self.summary.skipped.iter_mut().find(|(known, _)| *known == code) {
                Some((_, count)) => *count += 1,
                None => self.summary.skipped.push((code, 1)),
            }
        }
        let Some(change) = &planned.change else { return Ok(()) };
        self.chunk.push(item(change, state_of(change.withheld)));
        if self.chunk.len() == CHUNK {
            self.write()?;
        }
        Ok(())
    }

    fn write(&mut self) -> Result<(), DeskError> {
        let chunk = std::mem::replace(&mut self.chunk, Vec::with_capacity(CHUNK));
        self.writer.append(chunk).map_err(|error| store_error(&error))
    }

    fn finish(mut self, totals: Totals) -> Result<i64, DeskError> {
        self.write()?;
        self.summary.people = totals.people;
        self.summary.unchanged = totals.unchanged;
        self.summary.out_of_scope = totals.out_of_scope;
        let summary = serde_json::to_string(&self.summary).unwrap_or_default();
        self.writer.finish(&summary).map_err(|error| store_error(&error))
    }
}

fn state_of(withheld: Option<Withheld>) -> PlanItemState {
    match withheld {
        Some(_) => PlanItemState::Withheld,
        None => PlanItemState::Planned,
    }
}

/// A change as the cache keeps it.
pub(super) fn item(change: &scimdesk_provisioning::change::Change, state: PlanItemState) -> NewPlanItem {
    NewPlanItem {
        kind: store_kind(change.object),
        action: codes::code(&change.action),
        state: codes::code(&state),
        person: Some(change.person.id.clone()),
        person_name: Some(change.person.name.clone()),
        account: change.account.as_ref().map(|account| account.id.clone()),
        account_name: change.account.as_ref().map(|account| account.name.clone()),
        change: serde_json::to_string(change).unwrap_or_default(),
    }
}
