//! Directories that are read again and again: Microsoft Graph, LDAP, a file, a tenant.

use crate::{
    Desk,
    wire::{
        ConnectDirectory, DeskError, DeviceCode, DirectoryConnection, DirectoryId, ErrorCode, JobId, RefreshDirectory,
        TestDirectory,
    },
};

/// STUB
#[expect(clippy::unused_async, reason = "not written yet")]
pub(crate) async fn refresh_source(
    _desk: &Desk,
    _opened: &std::sync::Arc<crate::desk::Opened>,
    _directory: &str,
    _full: bool,
    _job: &crate::jobs::JobHandle,
) -> Result<crate::wire::DirectoryRefreshed, DeskError> {
    Err(DeskError::of(ErrorCode::NotSupported))
}

impl Desk {
    /// Save where a directory is read from.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn directory_connect(&self, _request: ConnectDirectory) -> Result<DirectoryConnection, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// How a directory is read; none for one that was imported once.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn directory_connection(&self, _request: DirectoryId) -> Result<Option<DirectoryConnection>, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Test a directory; a job. Nothing is kept.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn directory_test(&self, _request: TestDirectory) -> Result<JobId, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Read a directory anew; a job.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn directory_refresh(&self, _request: RefreshDirectory) -> Result<JobId, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Begin to sign in to a directory with a code.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn directory_sign_in(&self, _request: DirectoryId) -> Result<DeviceCode, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}
