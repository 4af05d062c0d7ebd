//! Directories that are read again and again: Microsoft Graph, LDAP, a file, a tenant.
//!
//! [`connect`](Desk::directory_connect) saves where from, [`testing`] says whether it works, [`refresh`] reads and [`merge`] keeps what was
//! read, and who left. Each kind of source has a module that turns its settings into something that can be read.

mod connect;
mod entra;
mod file;
mod ldap;
mod merge;
mod reading;
pub(crate) mod refresh;
mod secret;
mod tenant;
mod testing;
mod wording;

pub(super) use merge::{Imported, imported, leaving};
pub(super) use secret::forget as forget_secret;

use crate::{
    Desk,
    wire::{DeskError, DeviceCode, DirectoryId, ErrorCode},
};

impl Desk {
    /// Begin to sign in to a directory with a code.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn directory_sign_in(&self, _request: DirectoryId) -> Result<DeviceCode, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}
