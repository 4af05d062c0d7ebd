//! What mappings and scoping filters would do, for everybody known, before they are saved.

mod attributes;
mod value;

use crate::{
    Desk,
    wire::{
        DeskError, ErrorCode, ExplainScope, JobId, Page, PreviewMappings, PreviewPage, PreviewRow, PreviewScope,
        ScopeExplanation, ScopeFilters, ScopePage, ScopeRead, ScopeRow, ScopeText,
    },
};

impl Desk {
    /// What mappings give for everybody in scope; a job.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn mappings_preview(&self, request: PreviewMappings) -> Result<JobId, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Rows of a preview.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn preview_page(&self, request: PreviewPage) -> Result<Page<PreviewRow>, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Who is in scope by a draft, and who changes sides; a job.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn scope_preview(&self, request: PreviewScope) -> Result<JobId, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Rows of one side.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn scope_page(&self, request: ScopePage) -> Result<Page<ScopeRow>, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Why somebody is in scope, or not.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn scope_explain(&self, request: ExplainScope) -> Result<ScopeExplanation, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Scoping filters as text.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn scope_print(&self, request: ScopeFilters) -> Result<ScopeText, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Scoping filters from text.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn scope_read(&self, request: ScopeText) -> Result<ScopeRead, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}
