//! Tells people: by e-mail, on this computer, by a webhook.
//!
//! A message says what happened and where to look. It holds names of tenants and sentences of the desk, and no secret: no token, no
//! request, no answer, and nothing that an app said. That one way fails stops no other, and no cycle.

mod mail;
mod message;
mod webhook;

pub(crate) use mail::check_address;
pub(crate) use message::{Message, Occasion, token_expiry};
pub(crate) use webhook::{UrlChange, entry as url_entry, forget_url, keep_url, take_url};

use serde::{Deserialize, Serialize};

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

const DESKTOP: &str = "desktop";
const EMAIL: &str = "email";
const WEBHOOK: &str = "webhook";

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
        let ways = tell_by(self, &opened, &tenant, &settings, &message, &set(&settings)).await;
        Ok(NotificationTest { ways })
    }
}

/// Messages that are kept to be sent again.
const KEPT: usize = 20;

/// A message that is not sent yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Unsent {
    message: Message,
    /// The ways by which it is still to be sent. `None`: by every one that is set.
    ways: Option<Vec<String>>,
}

impl Unsent {
    pub(crate) fn new(message: Message) -> Self {
        Self { message, ways: None }
    }
}

/// Sends messages, the oldest first, and gives back what could not be sent, to be tried another time. A way that fails is not tried for the
/// others; of too many that wait the oldest are given up.
pub(crate) async fn deliver(
    desk: &Desk,
    opened: &Opened,
    tenant: &TenantRow,
    settings: &NotificationSettings,
    messages: Vec<Unsent>,
) -> Vec<Unsent> {
    let mut failed: Vec<String> = Vec::new();
    let mut left = Vec::new();
    for Unsent { message, ways } in messages {
        let mut wanted: Vec<String> = (set(settings).into_iter())
            .filter(|way| ways.as_ref().is_none_or(|ways| ways.contains(way)))
            .collect();
        let now: Vec<String> = wanted.iter().filter(|way| !failed.contains(way)).cloned().collect();
        for told in tell_by(desk, opened, tenant, settings, &message, &now).await {
            if told.error.is_some() {
                failed.push(told.way);
            }
        }
        wanted.retain(|way| failed.contains(way));
        if !wanted.is_empty() {
            left.push(Unsent {
                message,
                ways: Some(wanted),
            });
        }
    }
    let given_up = left.len().saturating_sub(KEPT);
    if given_up > 0 {
        tracing::warn!(given_up, "the oldest messages that could not be sent are given up");
    }
    left.drain(..given_up);
    left
}

/// The ways that are set.
fn set(settings: &NotificationSettings) -> Vec<String> {
    let ways = [
        (settings.desktop, DESKTOP),
        (!settings.emails.is_empty(), EMAIL),
        (settings.webhook.is_some(), WEBHOOK),
    ];
    (ways.into_iter())
        .filter(|(is_set, _)| *is_set)
        .map(|(_, way)| way.to_owned())
        .collect()
}

/// Tells by these ways, all at once, and says what became of each.
async fn tell_by(
    desk: &Desk,
    opened: &Opened,
    tenant: &TenantRow,
    settings: &NotificationSettings,
    message: &Message,
    by: &[String],
) -> Vec<NotificationWay> {
    let is_by = |way: &str| by.iter().any(|by| by == way);
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
    if is_by(DESKTOP) {
        desk.sound(DeskEvent::Notification {
            tenant: tenant.id.clone(),
            title: message.title.clone(),
            text: message.text.clone(),
        });
        said(DESKTOP, Ok(()));
    }
    let by_mail = async {
        if !is_by(EMAIL) {
            return None;
        }
        Some(mail::send(opened, &settings.emails, message).await)
    };
    let by_webhook = async {
        if !is_by(WEBHOOK) {
            return None;
        }
        Some(webhook::post(opened, tenant, message, desk.inner.clock.now()).await)
    };
    let (mail, webhook) = tokio::join!(by_mail, by_webhook);
    if let Some(result) = mail {
        said(EMAIL, result);
    }
    if let Some(result) = webhook {
        said(WEBHOOK, result);
    }
    ways
}
