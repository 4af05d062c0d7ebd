//! Who is linked to which account.

use crate::{
    Desk,
    wire::{DeskError, ErrorCode, LinkAccount, LinkRow, LinksOf, Page, UnlinkAccount},
};

impl Desk {
    /// Rows of the links.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn links_page(&self, _request: LinksOf) -> Result<Page<LinkRow>, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Forget a link; nothing is sent.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn link_remove(&self, _request: UnlinkAccount) -> Result<(), DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Link a person or group with an account; nothing is sent.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn link_set(&self, _request: LinkAccount) -> Result<LinkRow, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}
