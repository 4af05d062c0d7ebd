//! Tells people: by e-mail, on this computer, by a webhook.
//!
//! A message says what happened and where to look. It holds names of tenants and sentences of the desk, and no secret: no token, no
//! request, no answer. That one way fails stops no other, and no cycle.

mod mail;
mod message;
mod webhook;

pub(crate) use mail::check_address;
pub(crate) use message::{Message, Occasion, token_expiry};
pub(crate) use webhook::{UrlChange, entry as url_entry, forget_url, keep_url, take_url};

use crate::{
    Desk,
    desk::Opened,
    tenants::{self, TenantRow},
    wire::{
        DeskError, DeskEvent, MailServer, NotificationSettings, NotificationTest, NotificationWay, SaveMailServer,
        TenantId,
    },
};

use super::settings;

impl Desk {
    /// The server that sends e-mail, without its password; an empty host where none is set.
    pub async fn mail_server_get(&self) -> Result<MailServer, DeskError> {
        let opened = self.opened()?;
        Ok(mail::saved(&opened)
            .await?
            .map(|saved| saved.server)
            .unwrap_or_default())
    }

    /// Saves the server that sends e-mail. An empty host: none any more, and its password is forgotten.
    pub async fn mail_server_save(&self, request: SaveMailServer) -> Result<MailServer, DeskError> {
        let opened = self.opened()?;
        mail::save(&opened, request).await
    }

    /// Sends a message by all ways that a tenant's settings name.
    pub async fn notification_test(&self, request: TenantId) -> Result<NotificationTest, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        let settings = settings::of(&opened, &tenant.id).await?.notify;
        let message = Message::of(&Occasion::Test, &tenant.name);
        let ways = tell(self, &opened, &tenant, &settings, &message).await;
        Ok(NotificationTest { ways })
    }
}

/// Tells by every way that is set, all at once, and says what became of each.
pub(crate) async fn tell(
    desk: &Desk,
    opened: &Opened,
    tenant: &TenantRow,
    settings: &NotificationSettings,
    message: &Message,
) -> Vec<NotificationWay> {
    let mut ways = Vec::new();
    let mut said = |way: &str, result: Result<(), DeskError>| {
        if let Err(error) = &result {
            tracing::warn!(tenant = %tenant.id, way, code = ?error.code, "a notification was not sent");
        }
        ways.push(NotificationWay {
            way: way.to_owned(),
            error: result.err(),
        });
    };
    if settings.desktop {
        desk.sound(DeskEvent::Notification {
            tenant: tenant.id.clone(),
            title: message.title.clone(),
            text: message.text.clone(),
        });
        said("desktop", Ok(()));
    }
    let by_mail = async {
        match settings.emails.as_slice() {
            [] => None,
            addresses => Some(mail::send(opened, addresses, message).await),
        }
    };
    let by_webhook = async {
        settings.webhook.as_ref()?;
        Some(webhook::post(opened, tenant, message, desk.inner.clock.now()).await)
    };
    let (mail, webhook) = tokio::join!(by_mail, by_webhook);
    if let Some(result) = mail {
        said("email", result);
    }
    if let Some(result) = webhook {
        said("webhook", result);
    }
    ways
}
