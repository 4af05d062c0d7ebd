//! Who is assigned to an app.

use crate::{
    Desk,
    wire::{AssignPrincipals, AssignmentRow, AssignmentsPage, DeskError, ErrorCode, Page, UnassignPrincipals},
};

impl Desk {
    /// Rows of a tenant's assignments.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn assignments_page(&self, request: AssignmentsPage) -> Result<Page<AssignmentRow>, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Assign people and groups to a tenant's app.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn assign(&self, request: AssignPrincipals) -> Result<(), DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Take assignments away.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn unassign(&self, request: UnassignPrincipals) -> Result<(), DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}
