//! Sends what was planned: users, then references, then memberships; reads back; keeps what failed to try it again.

use crate::{
    Desk,
    wire::{DeskError, ErrorCode, JobId, PlanId},
};

pub(crate) struct Applied {
    pub(crate) counts: crate::wire::CycleCounts,
    pub(crate) failures: Vec<String>,
    pub(crate) stale: u64,
    pub(crate) connection_lost: Option<DeskError>,
}

/// STUB
#[expect(clippy::unused_async, clippy::too_many_arguments, reason = "not written yet")]
pub(crate) async fn run(
    _desk: &Desk,
    _opened: &std::sync::Arc<crate::desk::Opened>,
    _tenant: &crate::tenants::TenantRow,
    _client: scimdesk_scim::client::Client,
    _plan: i64,
    _lease: &super::lease::Lease,
    _cycle: u64,
    _job: &crate::jobs::JobHandle,
) -> Result<Applied, DeskError> {
    Err(DeskError::of(ErrorCode::NotSupported))
}

impl Desk {
    /// Send what a plan says; a job.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn plan_apply(&self, _request: PlanId) -> Result<JobId, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}
