//! Tells people: e-mail, this computer, a webhook.

use crate::{
    Desk,
    wire::{DeskError, ErrorCode, MailServer, NotificationTest, SaveMailServer, TenantId},
};

impl Desk {
    /// The server that sends e-mail.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn mail_server_get(&self) -> Result<MailServer, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Save it.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn mail_server_save(&self, _request: SaveMailServer) -> Result<MailServer, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Send a message by all ways that a tenant names.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn notification_test(&self, _request: TenantId) -> Result<NotificationTest, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}
