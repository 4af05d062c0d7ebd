//! Disables and deletions that wait for a person.

use crate::{
    Desk,
    wire::{DecideStaged, DeskError, ErrorCode, Page, Provisioning, StagedRow, TenantPage},
};

impl Desk {
    /// Disables and deletions that wait for a person.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn staged_page(&self, _request: TenantPage) -> Result<Page<StagedRow>, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Allow or deny some of them, or all.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn staged_decide(&self, _request: DecideStaged) -> Result<Provisioning, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}
