//! Some people or groups, now, step by step.

use crate::{
    Desk,
    wire::{DeskError, ErrorCode, JobId, ProvisionOnDemand},
};

impl Desk {
    /// Provision some people or groups, or see what would be done; a job.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn provision_on_demand(&self, _request: ProvisionOnDemand) -> Result<JobId, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}
