//! Every change that a cycle would make, with its reason, its diff and its effect. Nothing is sent.

use crate::{
    Desk,
    wire::{
        DecidePlan, DeskError, ErrorCode, ExportPlan, ExportedFile, ImportPlan, JobId, MakePlan, Page, PlanId,
        PlanItem, PlanItemId, PlanPage, PlanRow, ProvisioningPlan, TenantId,
    },
};

/// STUB
#[expect(clippy::unused_async, reason = "not written yet")]
pub(crate) async fn make(
    _desk: &Desk,
    _opened: &std::sync::Arc<crate::desk::Opened>,
    _tenant: &crate::tenants::TenantRow,
    _extent: crate::wire::PlanExtent,
    _only: &[String],
    _job: &crate::jobs::JobHandle,
) -> Result<i64, DeskError> {
    Err(DeskError::of(ErrorCode::NotSupported))
}

pub(crate) struct Effects;
pub(crate) fn effects(_tenant: &crate::tenants::TenantRow) -> Effects {
    Effects
}
pub(crate) fn why(_item: &scimdesk_store::PlanItemRecord) -> String {
    String::new()
}
pub(crate) fn effect(_item: &scimdesk_store::PlanItemRecord, _effects: &Effects) -> String {
    String::new()
}

impl Desk {
    /// Plan; a job. Sends nothing.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn plan_make(&self, _request: MakePlan) -> Result<JobId, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// The newest plan of a tenant.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn plan_newest(&self, _request: TenantId) -> Result<Option<ProvisioningPlan>, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// A plan.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn plan_get(&self, _request: PlanId) -> Result<ProvisioningPlan, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Rows of a plan.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn plan_page(&self, _request: PlanPage) -> Result<Page<PlanRow>, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// One change whole.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn plan_item(&self, _request: PlanItemId) -> Result<PlanItem, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Take changes out of a plan, or put them back.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn plan_decide(&self, _request: DecidePlan) -> Result<ProvisioningPlan, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// A plan as a file.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn plan_export(&self, _request: ExportPlan) -> Result<ExportedFile, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// A plan from a file; nothing is sent.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn plan_import(&self, _request: ImportPlan) -> Result<ProvisioningPlan, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}
