//! Microsoft Entra ID, from the settings of the wire.

use scimdesk_directory::source::SourceReport;
use secrecy::SecretString;

use super::reading::{Read, Reader};
use crate::wire::{DeskError, EntraIdSource, ErrorCode};

#[expect(clippy::unused_async, reason = "not written yet")]
pub(super) async fn read(
    _reader: &Reader<'_>,
    _source: &EntraIdSource,
    _secret: Option<SecretString>,
) -> Result<Read, DeskError> {
    Err(DeskError::of(ErrorCode::NotSupported))
}

#[expect(clippy::unused_async, reason = "not written yet")]
pub(super) async fn test(_source: &EntraIdSource, _secret: Option<SecretString>) -> Result<SourceReport, DeskError> {
    Err(DeskError::of(ErrorCode::NotSupported))
}
