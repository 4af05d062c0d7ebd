//! The exact requests that mappings make for one person.

use crate::{
    Desk,
    wire::{BuildRequests, BuiltRequests, DeskError, ErrorCode},
};

impl Desk {
    /// The exact requests for one person; nothing is sent.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn requests_build(&self, request: BuildRequests) -> Result<BuiltRequests, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}
