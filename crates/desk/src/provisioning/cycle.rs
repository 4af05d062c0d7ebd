//! One run over a tenant: read, plan, guard, apply, count.

use crate::{
    Desk,
    wire::{CycleRow, DeskError, ErrorCode, JobId, Page, TenantId, TenantPage},
};

impl Desk {
    /// Run the next cycle now; a job.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn cycle_run(&self, _request: TenantId) -> Result<JobId, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Cycles, the newest first.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn cycles_page(&self, _request: TenantPage) -> Result<Page<CycleRow>, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}
