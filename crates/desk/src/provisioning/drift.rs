//! Accounts that nobody manages, and those that were changed behind our back.

use crate::{
    Desk,
    wire::{
        DeskError, DriftPage, DriftRow, DriftRule, DriftSummary, ErrorCode, JobId, Page, ResolveDrift, SaveDriftRules,
        TenantId,
    },
};

impl Desk {
    /// Compare the cached accounts with links and people; a job.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn drift_find(&self, _request: TenantId) -> Result<JobId, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Rows of what was found.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn drift_page(&self, _request: DriftPage) -> Result<Page<DriftRow>, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Adopt, repair, accept or ignore.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn drift_resolve(&self, _request: ResolveDrift) -> Result<DriftSummary, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Rules by which accounts are no drift.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn drift_rules(&self, _request: TenantId) -> Result<Vec<DriftRule>, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Replace these rules.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn drift_rules_save(&self, _request: SaveDriftRules) -> Result<Vec<DriftRule>, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}
