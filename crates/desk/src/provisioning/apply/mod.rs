//! Sends what was planned: users, then references, then memberships; reads back; keeps what failed to try it again.

use crate::{
    Desk,
    wire::{DeskError, ErrorCode, JobId, PlanId},
};

impl Desk {
    /// Send what a plan says; a job.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn plan_apply(&self, _request: PlanId) -> Result<JobId, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}
