//! A `POST` of JSON to a URL of the admin's.
//!
//! HTTPS only, and HTTP on loopback; a redirect is an error, since it could lead the message elsewhere. The URL itself may be a secret:
//! many webhooks are known by nothing else. It is in no error and no log.

use std::{net::IpAddr, time::Duration};

use jiff::Timestamp;
use reqwest::{Client, redirect};
use scimdesk_scim::client::tls_config;
use serde::Serialize;
use url::{Host, Url};

use super::Message;
use crate::{
    desk::blocking,
    tenants::TenantRow,
    wire::{DeskError, ErrorCode},
    words::{args, say},
};

/// Until the whole answer is there.
const LONGEST: Duration = Duration::from_secs(15);

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    occasion: &'static str,
    tenant: &'a str,
    tenant_name: &'a str,
    at: Timestamp,
    title: &'a str,
    text: &'a str,
}

/// Whether messages may be sent there.
pub(crate) fn check_url(text: &str) -> Result<Url, DeskError> {
    let refused = || DeskError::bad_input(say!("settings-webhook-invalid"));
    let url = Url::parse(text.trim()).map_err(|_| refused())?;
    let allowed = match url.scheme() {
        "https" => url.host().is_some(),
        "http" => is_loopback(&url),
        _ => false,
    };
    if allowed && url.username().is_empty() && url.password().is_none() {
        Ok(url)
    } else {
        Err(refused())
    }
}

pub(super) async fn post(url: &str, tenant: &TenantRow, message: &Message, at: Timestamp) -> Result<(), DeskError> {
    let url = check_url(url)?;
    let local = is_loopback(&url);
    // Reads the system's root certificates.
    let client = blocking(move || client(local)).await?;
    let body = Body {
        occasion: message.occasion,
        tenant: &tenant.id,
        tenant_name: &tenant.name,
        at,
        title: &message.title,
        text: &message.text,
    };
    let answer = client.post(url).json(&body).send().await.map_err(unsent)?;
    let status = answer.status();
    if status.is_success() {
        return Ok(());
    }
    let detail = say!("notify-webhook-status", status = i64::from(status.as_u16()));
    Err(DeskError::with(ErrorCode::WebhookFailed, args!(detail = detail)))
}

fn client(local: bool) -> Result<Client, DeskError> {
    let failed = |cause: &dyn std::error::Error| DeskError::of(ErrorCode::Internal).because(cause);
    let config = tls_config().map_err(|error| failed(&error))?;
    let mut builder = Client::builder()
        .tls_backend_preconfigured(config)
        .redirect(redirect::Policy::none())
        .referer(false)
        .timeout(LONGEST);
    if local {
        builder = builder.no_proxy();
    }
    builder.build().map_err(|error| failed(&error))
}

fn unsent(error: reqwest::Error) -> DeskError {
    let detail = if error.is_timeout() {
        say!("notify-timeout")
    } else {
        say!("notify-no-connection")
    };
    DeskError::with(ErrorCode::WebhookFailed, args!(detail = detail)).because(&error.without_url())
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => IpAddr::from(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::from(address).is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_go_to_https_and_on_loopback_to_http_only() {
        for (url, allowed) in [
            ("https://hooks.example.com/services/T0/B0/x", true),
            (" https://hooks.example.com ", true),
            ("http://127.0.0.1:9000/hook", true),
            ("http://[::1]:9000/hook", true),
            ("http://localhost/hook", true),
            ("http://hooks.example.com/", false),
            ("http://localhost.example.com/", false),
            ("http://10.0.0.1/", false),
            ("https://user:secret@hooks.example.com/", false),
            ("ftp://127.0.0.1/", false),
            ("file:///etc/passwd", false),
            ("hooks.example.com", false),
            ("", false),
        ] {
            assert_eq!(check_url(url).is_ok(), allowed, "{url}");
        }
    }
}
