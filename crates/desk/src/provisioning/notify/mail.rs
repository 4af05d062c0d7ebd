//! E-mail by SMTP, through the admin's own server.
//!
//! Server and password are one record in the vault: nobody who can change a file can have the password sent elsewhere.

use std::{net::IpAddr, time::Duration};

use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor,
    message::{Mailbox, Message as Mail, header::ContentType},
    transport::smtp::{
        Error as SmtpError,
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
    },
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::Message;
use crate::{
    desk::{Opened, blocking},
    tenants,
    wire::{DeskError, ErrorCode, MailSecurity, MailServer, SaveMailServer},
    words::{args, say},
};

/// Its name in the vault.
const ENTRY: &str = "mail-server";
/// For each answer of the server.
const LONGEST: Duration = Duration::from_secs(20);
/// What the server says to a wrong user name or password (RFC 4954 section 6).
const SIGN_IN_REFUSED: u16 = 535;

/// A server as it is used.
pub(super) struct Saved {
    pub(super) server: MailServer,
    password: Option<SecretString>,
}

/// As the vault keeps it.
#[derive(Serialize, Deserialize)]
struct Record {
    server: MailServer,
    password: Option<Zeroizing<String>>,
}

/// Whether a text is an address that e-mail can be sent to.
pub(crate) fn check_address(text: &str) -> Result<String, DeskError> {
    let text = text.trim();
    match text.parse::<Address>() {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(DeskError::bad_input(say!("settings-address-invalid", address = text))),
    }
}

/// The server that was saved.
pub(super) async fn saved(opened: &Opened) -> Result<Option<Saved>, DeskError> {
    let Some(text) = opened.vault(|vault| vault.secret(ENTRY)).await? else {
        return Ok(None);
    };
    let record: Record =
        serde_json::from_str(text.expose_secret()).map_err(|_| DeskError::of(ErrorCode::VaultFileBroken))?;
    Ok(Some(Saved {
        server: record.server,
        password: record.password.map(|password| SecretString::from(password.as_str())),
    }))
}

pub(super) async fn save(opened: &Opened, request: SaveMailServer) -> Result<MailServer, DeskError> {
    let mut server = request.server;
    server.host = server.host.trim().to_owned();
    if server.host.is_empty() {
        opened.vault(|vault| vault.forget_secret(ENTRY)).await?;
        return Ok(MailServer::default());
    }
    server.user = server.user.filter(|user| !user.trim().is_empty());
    server.extra_ca = server.extra_ca.filter(|pem| !pem.trim().is_empty());
    check(&server)?;
    let password = match request.password.map(crate::wire::SecretText::into_secret) {
        Some(password) => Some(password).filter(|password| !password.expose_secret().is_empty()),
        // A password goes to the server and the user that it was given for, and to no other.
        None => saved(opened).await?.and_then(|before| {
            let same = before.server.host == server.host && before.server.user == server.user;
            before.password.filter(|_| same)
        }),
    };
    if server.user.is_some() && password.is_none() {
        return Err(DeskError::bad_input(say!("settings-mail-password-missing")));
    }
    let record = Record {
        server,
        password: password.map(|password| Zeroizing::new(password.expose_secret().to_owned())),
    };
    let text = serde_json::to_string(&record)
        .map(SecretString::from)
        .map_err(|_| DeskError::of(ErrorCode::Internal))?;
    opened.vault(move |vault| vault.save_secret(ENTRY, &text)).await?;
    Ok(record.server)
}

fn check(server: &MailServer) -> Result<(), DeskError> {
    let usable = server
        .host
        .chars()
        .all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '-' | ':'));
    if !usable {
        return Err(DeskError::bad_input(say!("settings-mail-host-invalid")));
    }
    if server.port == 0 {
        return Err(DeskError::bad_input(say!("settings-mail-port-invalid")));
    }
    if server.security == MailSecurity::None && !is_loopback(&server.host) {
        return Err(DeskError::bad_input(say!("settings-mail-not-secure")));
    }
    server
        .from
        .parse::<Mailbox>()
        .map_err(|_| DeskError::bad_input(say!("settings-address-invalid", address = server.from.as_str())))?;
    tenants::check_roots(server.extra_ca.as_deref())
}

/// Sends one message to all addresses.
pub(super) async fn send(opened: &Opened, addresses: &[String], message: &Message) -> Result<(), DeskError> {
    let saved = saved(opened)
        .await?
        .ok_or_else(|| DeskError::of(ErrorCode::MailServerMissing))?;
    let mail = compose(&saved.server.from, addresses, message)?;
    let transport = blocking(move || transport(&saved)).await?;
    transport.send(mail).await.map(drop).map_err(|error| unsent(&error))
}

fn compose(from: &str, addresses: &[String], message: &Message) -> Result<Mail, DeskError> {
    let invalid = |address: &str| DeskError::bad_input(say!("settings-address-invalid", address = address));
    let mut mail = Mail::builder()
        .from(from.parse().map_err(|_| invalid(from))?)
        .subject(&message.title)
        .header(ContentType::TEXT_PLAIN);
    for address in addresses {
        let address: Address = address.parse().map_err(|_| invalid(address))?;
        mail = mail.to(Mailbox::new(None, address));
    }
    mail.body(message.text.clone())
        .map_err(|error| DeskError::of(ErrorCode::Internal).because(&error))
}

/// Blocks: reads the system's root certificates.
fn transport(saved: &Saved) -> Result<AsyncSmtpTransport<Tokio1Executor>, DeskError> {
    let server = &saved.server;
    let parameters = || -> Result<TlsParameters, SmtpError> {
        let mut parameters = TlsParameters::builder(server.host.clone());
        if let Some(pem) = &server.extra_ca {
            parameters = parameters.add_root_certificate(Certificate::from_pem(pem.as_bytes())?);
        }
        parameters.build()
    };
    let tls = match server.security {
        MailSecurity::Tls => Tls::Wrapper(parameters().map_err(|error| unsent(&error))?),
        MailSecurity::StartTls => Tls::Required(parameters().map_err(|error| unsent(&error))?),
        MailSecurity::None => Tls::None,
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server.host.as_str())
        .port(server.port)
        .tls(tls)
        .timeout(Some(LONGEST));
    if let (Some(user), Some(password)) = (&server.user, &saved.password) {
        builder = builder.credentials(Credentials::new(user.clone(), password.expose_secret().to_owned()));
    }
    Ok(builder.build())
}

fn unsent(error: &SmtpError) -> DeskError {
    let status = error.status().map(u16::from);
    let detail = match status {
        Some(SIGN_IN_REFUSED) => say!("notify-mail-sign-in"),
        Some(status) => say!("notify-mail-status", status = i64::from(status)),
        None if error.is_timeout() => say!("notify-timeout"),
        None if error.is_tls() => say!("notify-mail-tls"),
        None => say!("notify-no-connection"),
    };
    DeskError::with(ErrorCode::MailFailed, args!(detail = detail)).because(error)
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
