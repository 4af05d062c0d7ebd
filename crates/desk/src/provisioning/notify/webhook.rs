//! A `POST` of JSON to a URL of the admin's.
//!
//! HTTPS only, and HTTP on loopback; a redirect is an error, since it could lead the message elsewhere. The URL itself may be a secret:
//! many webhooks are known by nothing else. It lies in the vault alone, and is in no error and no log; what is shown of it is its host.

use std::{net::IpAddr, time::Duration};

use jiff::Timestamp;
use reqwest::{Client, redirect};
use scimdesk_scim::client::tls_config;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use url::{Host, Url};

use super::Message;
use crate::{
    desk::{Opened, blocking},
    tenants::TenantRow,
    wire::{DeskError, ErrorCode},
    words::{args, say},
};

/// What becomes of the URL that the vault has.
#[derive(Debug)]
pub(crate) enum UrlChange {
    Keep,
    Put(SecretString),
    Forget,
}

/// Takes the URL out of what is to be saved, and leaves what is shown of it. `shown`: what is shown until now, which stands for the URL
/// that the vault has.
pub(crate) fn take_url(asked: &mut Option<String>, shown: Option<&str>) -> Result<UrlChange, DeskError> {
    let Some(text) = asked
        .take()
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
    else {
        return Ok(UrlChange::Forget);
    };
    if shown == Some(text.as_str()) {
        *asked = Some(text);
        return Ok(UrlChange::Keep);
    }
    let url = check_url(&text)?;
    *asked = Some(host_of(&url));
    Ok(UrlChange::Put(url.as_str().into()))
}

/// Its host, with the port where it is not the usual one. It is no URL, so that none is taken for it.
fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// The name of a tenant's URL in the vault.
pub(crate) fn entry(tenant: &str) -> String {
    format!("webhook-{tenant}")
}

pub(crate) async fn keep_url(opened: &Opened, tenant: &str, url: SecretString) -> Result<(), DeskError> {
    let entry = entry(tenant);
    opened.vault(move |vault| vault.save_secret(&entry, &url)).await
}

pub(crate) async fn forget_url(opened: &Opened, tenant: &str) -> Result<(), DeskError> {
    let entry = entry(tenant);
    opened.vault(move |vault| vault.forget_secret(&entry)).await
}

/// Until the whole answer is there.
const LONGEST: Duration = Duration::from_secs(15);

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    occasion: &'a str,
    tenant: &'a str,
    tenant_name: &'a str,
    at: Timestamp,
    title: &'a str,
    text: &'a str,
}

/// Whether messages may be sent there.
fn check_url(text: &str) -> Result<Url, DeskError> {
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

pub(super) async fn post(
    opened: &Opened,
    tenant: &TenantRow,
    message: &Message,
    at: Timestamp,
) -> Result<(), DeskError> {
    let entry = entry(&tenant.id);
    let url = opened.vault(move |vault| vault.secret(&entry)).await?.ok_or_else(|| {
        let detail = say!("notify-webhook-missing");
        DeskError::with(ErrorCode::WebhookFailed, args!(detail = detail))
    })?;
    let url = check_url(url.expose_secret())?;
    let local = is_loopback(&url);
    // Reads the system's root certificates.
    let client = blocking(move || client(local)).await?;
    let body = Body {
        occasion: &message.occasion,
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
