//! One attempt on the wire, with a limit on every wait and every size; and the shared connection pools.

use std::collections::HashMap;
use std::error::Error;
use std::io;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::header::HeaderMap;
use reqwest::{Request, StatusCode, redirect};
use rustls::CertificateError;
use rustls::pki_types::CertificateDer;
use tokio::time::{Instant, timeout, timeout_at};

use super::retry::Fate;
use super::{ClientErrorKind, tls};
use crate::tenant_url::TenantUrl;

/// How long and how large things may get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Name, connection and TLS together.
    pub connect: Duration,
    /// Until the answer's status line, the connection included: whether one was open already cannot be told from
    /// outside. Longer than `connect`, or that limit is never met.
    pub first_byte: Duration,
    /// Between two pieces of the body.
    pub idle_body: Duration,
    /// The whole body, so that a trickle ends too.
    pub whole_body: Duration,
    /// A page of a listing, in bytes after decompression.
    pub page_bytes: usize,
    /// Any other body, in bytes after decompression.
    pub body_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(40),
            idle_body: Duration::from_secs(15),
            whole_body: Duration::from_mins(5),
            page_bytes: 64 << 20,
            body_bytes: 8 << 20,
        }
    }
}

/// An answer whose body is whole.
pub(crate) struct Received {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// An attempt without a whole answer.
pub(crate) struct Fault {
    pub(crate) kind: ClientErrorKind,
    pub(crate) fate: Fate,
    /// What reqwest said, for the evidence.
    pub(crate) source: Option<reqwest::Error>,
    /// Status and headers, where the answer got that far.
    pub(crate) head: Option<(StatusCode, HeaderMap)>,
    /// What there was of the body.
    pub(crate) body: Vec<u8>,
}

impl Fault {
    fn bare(kind: ClientErrorKind, fate: Fate) -> Self {
        Self {
            kind,
            fate,
            source: None,
            head: None,
            body: Vec::new(),
        }
    }
}

/// The connections to one tenant.
#[derive(Clone)]
pub(crate) struct Transport {
    http: reqwest::Client,
    limits: Limits,
    /// The proxy that requests go through, as shown to people.
    proxy: Option<String>,
}

/// What must be equal for two tenants to share connections.
#[derive(PartialEq, Eq, Hash)]
struct PoolKey {
    extra_roots: Vec<CertificateDer<'static>>,
    connect: Duration,
    plain_loopback: bool,
    loopback: bool,
    proxy: Option<String>,
    /// A connection lives and dies with the runtime that made it.
    runtime: Option<tokio::runtime::Id>,
}

static POOLS: LazyLock<Mutex<HashMap<PoolKey, reqwest::Client>>> = LazyLock::new(Mutex::default);
/// Beyond this many the pools are dropped; whoever holds a client keeps its own.
const MAX_POOLS: usize = 32;

/// The proxy that the system names for this URL, without credentials. Loopback never goes through one.
pub(crate) fn proxy_for(url: &TenantUrl) -> Option<String> {
    if url.is_loopback() {
        return None;
    }
    let uri = url.as_str().parse().ok()?;
    let intercept = Matcher::from_system().intercept(&uri)?;
    let proxy = intercept.uri();
    let scheme = proxy.scheme_str().unwrap_or("http");
    let host = proxy.host()?;
    Some(match proxy.port_u16() {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    })
}

impl Transport {
    pub(crate) fn new(
        url: &TenantUrl,
        extra_roots: &[CertificateDer<'static>],
        limits: Limits,
    ) -> Result<Self, SetupError> {
        let proxy = proxy_for(url);
        let key = PoolKey {
            extra_roots: extra_roots.to_vec(),
            connect: limits.connect,
            plain_loopback: !url.is_https(),
            loopback: url.is_loopback(),
            proxy: proxy.clone(),
            runtime: tokio::runtime::Handle::try_current().ok().map(|handle| handle.id()),
        };
        let mut pools = POOLS.lock().unwrap_or_else(PoisonError::into_inner);
        let http = if let Some(http) = pools.get(&key) {
            http.clone()
        } else {
            let http = build(&key)?;
            if pools.len() >= MAX_POOLS {
                pools.clear();
            }
            pools.insert(key, http.clone());
            http
        };
        Ok(Self { http, limits, proxy })
    }

    pub(crate) fn proxy(&self) -> Option<&str> {
        self.proxy.as_deref()
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Sends once and reads the whole answer. Redirects are answers like any other.
    pub(crate) async fn attempt(&self, request: Request, body_limit: usize) -> Result<Received, Fault> {
        let sent = timeout(self.limits.first_byte, self.http.execute(request)).await;
        let mut response = match sent {
            Err(_) => return Err(Fault::bare(ClientErrorKind::AnswerTimeout, Fate::AnswerLost)),
            Ok(Err(error)) => return Err(self.classify(error)),
            Ok(Ok(response)) => response,
        };
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        let mut body = Vec::with_capacity(response.content_length().map_or(0, |n| {
            usize::try_from(n).unwrap_or(usize::MAX).min(body_limit).min(1 << 20)
        }));
        let end = Instant::now() + self.limits.whole_body;
        let (kind, fate, source) = loop {
            let step = end.min(Instant::now() + self.limits.idle_body);
            match timeout_at(step, response.chunk()).await {
                Err(_) => break (ClientErrorKind::BodyStalled, Fate::AnswerLost, None),
                Ok(Err(error)) => {
                    let (kind, fate) = classify_body(&error);
                    break (kind, fate, Some(error));
                }
                Ok(Ok(None)) => return Ok(Received { status, headers, body }),
                Ok(Ok(Some(chunk))) => {
                    if body.len() + chunk.len() > body_limit {
                        body.extend_from_slice(&chunk[..chunk.len().min(body_limit - body.len())]);
                        let kind = ClientErrorKind::AnswerTooLarge { limit: body_limit };
                        break (kind, Fate::AnswerUnusable, None);
                    }
                    body.extend_from_slice(&chunk);
                }
            }
        };
        Err(Fault {
            kind,
            fate,
            source,
            head: Some((status, headers)),
            body,
        })
    }

    fn classify(&self, error: reqwest::Error) -> Fault {
        let (kind, fate) = if error.is_connect() {
            self.classify_connect(&error)
        } else if error.is_timeout() {
            (ClientErrorKind::AnswerTimeout, Fate::AnswerLost)
        } else if error.is_builder() {
            (ClientErrorKind::TokenInvalid, Fate::Hopeless)
        } else {
            (ClientErrorKind::ConnectionLost, Fate::AnswerLost)
        };
        Fault {
            source: Some(error.without_url()),
            ..Fault::bare(kind, fate)
        }
    }

    fn classify_connect(&self, error: &reqwest::Error) -> (ClientErrorKind, Fate) {
        if let Some(tls) = find_tls(error) {
            return (tls_kind(tls), Fate::Hopeless);
        }
        // Behind a proxy the connection that fails is the one to the proxy; what lies behind is never seen.
        if self.proxy.is_some() {
            return (ClientErrorKind::ProxyFailed, Fate::NotSent);
        }
        if error.is_dns() {
            return (ClientErrorKind::NameNotFound, Fate::NotSent);
        }
        if error.is_timeout() {
            return (ClientErrorKind::ConnectTimeout, Fate::NotSent);
        }
        match find_io(error) {
            Some(io::ErrorKind::ConnectionRefused) => (ClientErrorKind::ConnectionRefused, Fate::NotSent),
            _ => (ClientErrorKind::ConnectionLost, Fate::NotSent),
        }
    }
}

/// Why no transport could be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SetupError {
    #[error(transparent)]
    Tls(#[from] rustls::Error),
    #[error(transparent)]
    Http(#[from] reqwest::Error),
}

fn build(key: &PoolKey) -> Result<reqwest::Client, SetupError> {
    let config = if key.plain_loopback {
        tls::config_without_roots()?
    } else {
        tls::config_with(tls::verifier(&key.extra_roots)?)?
    };
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(config)
        .redirect(redirect::Policy::none())
        .referer(false)
        .gzip(true)
        .connect_timeout(key.connect)
        .tcp_nodelay(true)
        .pool_idle_timeout(Duration::from_mins(1));
    if key.loopback {
        builder = builder.no_proxy();
    }
    Ok(builder.build()?)
}

/// The rustls error in a chain of causes. `io::Error` hides the error it wraps from `source`, so it is opened by hand.
fn find_tls<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    find(error)
}

fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(cause) = next {
        if let Some(found) = cause.downcast_ref::<T>() {
            return Some(found);
        }
        if let Some(inner) = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref)
            && let Some(found) = find::<T>(inner)
        {
            return Some(found);
        }
        next = cause.source();
    }
    None
}

fn find_io(error: &(dyn Error + 'static)) -> Option<io::ErrorKind> {
    find::<io::Error>(error).map(io::Error::kind)
}

/// Which of our kinds a TLS failure is.
pub(crate) fn tls_kind(error: &rustls::Error) -> ClientErrorKind {
    match error {
        rustls::Error::InvalidCertificate(reason) => certificate_kind(reason),
        _ => ClientErrorKind::TlsFailed,
    }
}

fn certificate_kind(reason: &CertificateError) -> ClientErrorKind {
    match reason {
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => ClientErrorKind::TlsExpired,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            ClientErrorKind::TlsNameMismatch
        }
        CertificateError::UnknownIssuer
        | CertificateError::BadSignature
        | CertificateError::Revoked
        | CertificateError::ApplicationVerificationFailure
        | CertificateError::InvalidPurpose
        | CertificateError::InvalidPurposeContext { .. }
        | CertificateError::Other(_) => ClientErrorKind::TlsUntrusted,
        _ => ClientErrorKind::TlsFailed,
    }
}

fn classify_body(error: &reqwest::Error) -> (ClientErrorKind, Fate) {
    if error.is_timeout() {
        return (ClientErrorKind::BodyStalled, Fate::AnswerLost);
    }
    // What gzip cannot unpack was garbled before it was sent, and would be again.
    if matches!(
        find_io(error),
        Some(io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput)
    ) {
        return (ClientErrorKind::BrokenJson { line: 0, column: 0 }, Fate::AnswerUnusable);
    }
    (ClientErrorKind::ConnectionLost, Fate::AnswerLost)
}
