//! One request on the wire, with a limit on every wait and every size. Redirects are not followed: they would take the token along.

use std::{error::Error, io, sync::Arc, time::Duration};

use reqwest::{Client, Request, StatusCode, header::RETRY_AFTER, redirect};
use rustls::{CertificateError, ClientConfig, RootCertStore, crypto::ring::default_provider};
use rustls_platform_verifier::Verifier;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_util::sync::CancellationToken;

use super::clock::Clock;
use crate::source::SourceError;

/// How long and how large things may get, and how patiently Graph is asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Name, connection and TLS together.
    pub connect: Duration,
    /// Until the answer begins, the connection included.
    pub first_byte: Duration,
    /// Between two pieces of the body.
    pub idle_body: Duration,
    /// The whole body.
    pub whole_body: Duration,
    /// The largest body, in bytes after decompression.
    pub body_bytes: usize,
    /// How often one request is sent at most.
    pub attempts: u32,
    /// All waits of one request together, those that Graph asks for included.
    pub patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first_byte: Duration::from_mins(1),
            idle_body: Duration::from_secs(30),
            whole_body: Duration::from_mins(5),
            body_bytes: 64 << 20,
            attempts: 8,
            patience: Duration::from_mins(10),
        }
    }
}

/// A whole answer.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) retry_after: Option<Duration>,
    pub(super) body: Vec<u8>,
}

/// The connections.
#[derive(Debug)]
pub(super) struct Wire {
    http: Client,
    limits: Limits,
    clock: Arc<dyn Clock>,
}

impl Wire {
    pub(super) fn new(loopback: bool, limits: Limits, clock: Arc<dyn Clock>) -> Result<Self, SourceError> {
        let no_tls = |cause: &dyn Error| SourceError::Tls {
            detail: cause.to_string(),
        };
        let provider = Arc::new(default_provider());
        let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(|cause| no_tls(&cause))?;
        let mut config = if loopback {
            config
                .with_root_certificates(RootCertStore::empty())
                .with_no_client_auth()
        } else {
            let verifier = Verifier::new(provider).map_err(|cause| no_tls(&cause))?;
            config
                // "Dangerous" is any verifier that rustls did not make; this one is the OS's.
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(verifier))
                .with_no_client_auth()
        };
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let mut builder = Client::builder()
            .tls_backend_preconfigured(config)
            .redirect(redirect::Policy::none())
            .referer(false)
            .gzip(true)
            .user_agent(concat!("Scimdesk/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(limits.connect)
            .tcp_nodelay(true);
        if loopback {
            builder = builder.no_proxy();
        }
        let http = builder.build().map_err(|cause| no_tls(&cause))?;
        Ok(Self { http, limits, clock })
    }

    pub(super) fn http(&self) -> &Client {
        &self.http
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Sends once and reads the whole answer, unless it is cancelled.
    pub(super) async fn exchange(&self, request: Request, cancel: &CancellationToken) -> Result<Answer, SourceError> {
        cancel
            .run_until_cancelled(self.send(request))
            .await
            .unwrap_or(Err(SourceError::Cancelled))
    }

    /// Waits, unless it is cancelled.
    pub(super) async fn pause(&self, duration: Duration, cancel: &CancellationToken) -> Result<(), SourceError> {
        cancel
            .run_until_cancelled(self.clock.sleep(duration))
            .await
            .ok_or(SourceError::Cancelled)
    }

    async fn send(&self, request: Request) -> Result<Answer, SourceError> {
        let host = request.url().host_str().unwrap_or_default().to_owned();
        let address = match request.url().port_or_known_default() {
            Some(port) => format!("{host}:{port}"),
            None => host.clone(),
        };
        let timed_out = |waited| SourceError::TimedOut { waited };
        let sent = timeout(self.limits.first_byte, self.http.execute(request)).await;
        let mut response = sent
            .map_err(|_| timed_out(self.limits.first_byte))?
            .map_err(|cause| self.failure(cause, host, address))?;
        let retry_after = response
            .headers()
            .get(RETRY_AFTER)
            .and_then(|value| self.retry_after(value.to_str().ok()?));
        let mut body = Vec::new();
        let end = Instant::now() + self.limits.whole_body;
        loop {
            let step = end.min(Instant::now() + self.limits.idle_body);
            let chunk = timeout_at(step, response.chunk())
                .await
                .map_err(|_| timed_out(self.limits.idle_body))?
                .map_err(|cause| SourceError::Lost {
                    detail: cause.without_url().to_string(),
                })?;
            let Some(chunk) = chunk else { break };
            if body.len() + chunk.len() > self.limits.body_bytes {
                return Err(SourceError::NotUnderstood {
                    detail: format!("more than {} bytes", self.limits.body_bytes),
                });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer {
            status: response.status(),
            retry_after,
            body,
        })
    }

    /// `Retry-After` (RFC 9110 §10.2.3): seconds or a date.
    pub(super) fn retry_after(&self, value: &str) -> Option<Duration> {
        let value = value.trim();
        if let Ok(seconds) = value.parse::<u64>() {
            return Some(Duration::from_secs(seconds));
        }
        let date = httpdate::parse_http_date(value).ok()?;
        let now = self.clock.now().into();
        Some(date.duration_since(now).unwrap_or(Duration::ZERO))
    }

    fn failure(&self, cause: reqwest::Error, host: String, address: String) -> SourceError {
        let cause = cause.without_url();
        if let Some(tls) = find::<rustls::Error>(&cause) {
            let detail = tls.to_string();
            return match tls {
                rustls::Error::InvalidCertificate(
                    CertificateError::Expired
                    | CertificateError::ExpiredContext { .. }
                    | CertificateError::NotValidYet
                    | CertificateError::NotValidYetContext { .. },
                ) => SourceError::CertificateTime { detail },
                rustls::Error::InvalidCertificate(
                    CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
                ) => SourceError::CertificateName { host, detail },
                rustls::Error::InvalidCertificate(_) => SourceError::CertificateUntrusted { detail },
                _ => SourceError::Tls { detail },
            };
        }
        let detail = find::<io::Error>(&cause).map_or_else(|| cause.to_string(), ToString::to_string);
        if cause.is_dns() {
            SourceError::NameNotFound { host, detail }
        } else if cause.is_timeout() {
            SourceError::TimedOut {
                waited: self.limits.connect,
            }
        } else if cause.is_connect() {
            SourceError::Refused { address, detail }
        } else {
            SourceError::Lost { detail }
        }
    }
}

/// An error of a type in a chain of causes. `io::Error` hides the error that it wraps, so it is opened by hand.
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
