//! From a URL to a signed-in connection, step by step.

use std::{net::SocketAddr, time::Duration};

use ldap3::{Ldap, LdapConnAsync, LdapConnSettings, StdStream};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::{net::TcpStream, time::timeout};
use url::Url;

use super::{Settings, failure, tls};
use crate::source::SourceError;

/// How long an answer may take.
pub(super) const PATIENCE: Duration = Duration::from_mins(2);
/// How long a connection may take.
const CONNECTING: Duration = Duration::from_secs(15);

/// Where the server is.
pub(super) struct Address {
    url: Url,
    pub(super) host: String,
    pub(super) port: u16,
    /// Encrypted from the first byte.
    ldaps: bool,
}

impl Address {
    pub(super) fn of(settings: &Settings) -> Result<Self, SourceError> {
        let bad = || SourceError::BadSetting {
            setting: "url",
            detail: settings.url.clone(),
        };
        let url = Url::parse(settings.url.trim()).map_err(|_| bad())?;
        let ldaps = match url.scheme() {
            "ldaps" => true,
            "ldap" => false,
            _ => return Err(bad()),
        };
        // A user name or a base in the URL would be left out in silence.
        let plain = url.username().is_empty()
            && url.password().is_none()
            && matches!(url.path(), "" | "/")
            && url.query().is_none();
        let host = url
            .host_str()
            .filter(|host| !host.is_empty() && plain)
            .ok_or_else(bad)?;
        Ok(Self {
            host: host.trim_start_matches('[').trim_end_matches(']').to_owned(),
            port: url.port().unwrap_or(if ldaps { 636 } else { 389 }),
            ldaps,
            url,
        })
    }

    pub(super) fn shown(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }
}

/// The addresses of the host.
pub(super) async fn resolve(address: &Address) -> Result<Vec<SocketAddr>, SourceError> {
    let not_found = |detail: String| SourceError::NameNotFound {
        host: address.host.clone(),
        detail,
    };
    let asked = tokio::net::lookup_host((address.host.as_str(), address.port));
    let found = timeout(CONNECTING, asked)
        .await
        .map_err(|_| SourceError::TimedOut { waited: CONNECTING })?
        .map_err(|error| not_found(error.to_string()))?;
    let found: Vec<SocketAddr> = found.collect();
    if found.is_empty() {
        return Err(not_found(String::new()));
    }
    Ok(found)
}

/// A connection to the first of the addresses that takes one.
pub(super) async fn reach(address: &Address, found: &[SocketAddr]) -> Result<TcpStream, SourceError> {
    let connecting = TcpStream::connect(found);
    timeout(CONNECTING, connecting)
        .await
        .map_err(|_| SourceError::TimedOut { waited: CONNECTING })?
        .map_err(|error| failure::of_connecting(&address.shown(), &error))
}

/// A connection on which LDAP is spoken.
pub(super) struct Spoken {
    pub(super) ldap: Ldap,
    /// Nobody between can read it.
    is_private: bool,
    /// What is seen of the encryption; `None`: there is none.
    pub(super) certificate: Option<String>,
}

/// Encrypts the connection where that is asked for.
pub(super) async fn speak(settings: &Settings, address: &Address, stream: TcpStream) -> Result<Spoken, SourceError> {
    let lost = |error: std::io::Error| failure::of_connecting(&address.shown(), &error);
    let is_loopback = stream.peer_addr().map_err(lost)?.ip().is_loopback();
    let encrypted = address.ldaps || settings.start_tls;
    let mut connecting = LdapConnSettings::new()
        .set_conn_timeout(CONNECTING)
        .set_starttls(settings.start_tls && !address.ldaps)
        .set_std_stream(StdStream::Tcp(stream.into_std().map_err(lost)?));
    if encrypted {
        connecting = connecting.set_config(tls::config(settings.extra_ca.as_deref())?);
    }
    let (connection, mut ldap) = LdapConnAsync::from_url_with_settings(connecting, &address.url)
        .await
        .map_err(|error| match error {
            ldap3::LdapError::Timeout { .. } => SourceError::TimedOut { waited: CONNECTING },
            error if encrypted => failure::of_tls(&address.host, error),
            error => failure::of(error),
        })?;
    // It ends with the last handle.
    tokio::spawn(async move {
        if let Err(error) = connection.drive().await {
            tracing::debug!(%error, "the LDAP connection ended");
        }
    });
    let certificate = if encrypted {
        let der = ldap.get_peer_certificate().await.map_err(failure::of)?;
        Some(der.as_deref().and_then(tls::described).unwrap_or_default())
    } else {
        None
    };
    Ok(Spoken {
        ldap,
        is_private: encrypted || is_loopback,
        certificate,
    })
}

/// Signs in, or stays nobody.
pub(super) async fn bind(
    settings: &Settings,
    address: &Address,
    password: Option<&SecretString>,
    spoken: &mut Spoken,
) -> Result<(), SourceError> {
    let who = settings.bind_dn.trim();
    let secret = password.map_or("", |password| password.expose_secret());
    if who.is_empty() {
        // Some servers answer nothing at all before a sign-in, be it anonymous (RFC 4513 §5.1.1).
        return signed(&mut spoken.ldap, "", "").await;
    }
    if secret.is_empty() {
        // Servers take a name without a password for nobody and say yes (RFC 4513 §5.1.2).
        return Err(SourceError::CredentialsRefused { detail: String::new() });
    }
    if !spoken.is_private {
        return Err(SourceError::Unencrypted {
            address: address.shown(),
        });
    }
    signed(&mut spoken.ldap, who, secret).await
}

async fn signed(ldap: &mut Ldap, who: &str, secret: &str) -> Result<(), SourceError> {
    let result = ldap
        .with_timeout(PATIENCE)
        .simple_bind(who, secret)
        .await
        .map_err(failure::of)?;
    match result.rc {
        0 => Ok(()),
        _ => Err(failure::of_bind(&result)),
    }
}

/// All of it.
pub(super) async fn connect(settings: &Settings, password: Option<&SecretString>) -> Result<Ldap, SourceError> {
    let address = Address::of(settings)?;
    let found = resolve(&address).await?;
    let stream = reach(&address, &found).await?;
    let mut spoken = speak(settings, &address, stream).await?;
    bind(settings, &address, password, &mut spoken).await?;
    Ok(spoken.ldap)
}
