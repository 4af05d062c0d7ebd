//! What was done about whom, step by step.

use crate::{
    Desk,
    wire::{DeskError, ErrorCode, ExportLog, ExportedFile, LogId, LogPage, LogRecord, LogRow, Page},
};

impl Desk {
    /// Rows of the log, the newest first.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn logs_page(&self, _request: LogPage) -> Result<Page<LogRow>, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// One record whole.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn log_record(&self, _request: LogId) -> Result<LogRecord, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// The log as files.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn logs_export(&self, _request: ExportLog) -> Result<Vec<ExportedFile>, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}
