//! The way to the server: its name, a connection, its certificate.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use futures_util::future::select_ok;
use rustls::pki_types::{CertificateDer, ServerName};
use tokio::net::TcpStream;
use tokio::time::timeout;
use url::Host;

use crate::client::transport::tls_kind;
use crate::client::{ClientErrorKind, Exchange};
use crate::connection_test::EXPIRY_WARNING;
use crate::connection_test::certificate::look;
use crate::connection_test::report::{Done, Finding, SkipReason, StageId, StageOutcome};
use crate::connection_test::run::{Run, Stop};
use crate::tenant_url::TenantUrl;

impl Run<'_> {
    /// Resolves the host.
    pub(crate) async fn name(&mut self, url: &TenantUrl, limit: Duration) -> Result<Vec<SocketAddr>, Stop> {
        let port = url.port();
        let address = match url.as_url().host() {
            Some(Host::Ipv4(address)) => Some(SocketAddr::from((address, port))),
            Some(Host::Ipv6(address)) => Some(SocketAddr::from((address, port))),
            Some(Host::Domain(_)) | None => None,
        };
        if let Some(address) = address {
            self.skip(StageId::Name, SkipReason::HostIsAddress);
            return Ok(vec![address]);
        }
        self.begin(StageId::Name);
        let lookup = timeout(limit, tokio::net::lookup_host((url.host(), port)));
        let found = self.cancellation.run_until_cancelled(lookup).await;
        let (done, addresses) = match found {
            None => (Done::skipped(SkipReason::Cancelled), Vec::new()),
            Some(Err(_)) => (
                Self::failed(ClientErrorKind::NameNotFound, Some("no answer in time".to_owned())),
                Vec::new(),
            ),
            Some(Ok(Err(error))) => (
                Self::failed(ClientErrorKind::NameNotFound, Some(error.to_string())),
                Vec::new(),
            ),
            Some(Ok(Ok(found))) => {
                let addresses: Vec<SocketAddr> = found.collect();
                if addresses.is_empty() {
                    (Self::failed(ClientErrorKind::NameNotFound, None), addresses)
                } else {
                    let finding = Finding::Resolved {
                        addresses: addresses.iter().map(SocketAddr::ip).collect(),
                    };
                    (Done::new(StageOutcome::Passed, finding), addresses)
                }
            }
        };
        self.end(done)?;
        Ok(addresses)
    }

    /// Connects to whichever address answers first.
    pub(crate) async fn tcp(&mut self, addresses: &[SocketAddr], limit: Duration) -> Result<TcpStream, Stop> {
        self.begin(StageId::Tcp);
        let race = select_ok(addresses.iter().map(|address| Box::pin(TcpStream::connect(*address))));
        let connected = self.cancellation.run_until_cancelled(timeout(limit, race)).await;
        let (done, stream) = match connected {
            None => (Done::skipped(SkipReason::Cancelled), None),
            Some(Err(_)) => (Self::failed(ClientErrorKind::ConnectTimeout, None), None),
            Some(Ok(Err(error))) => {
                let kind = match error.kind() {
                    io::ErrorKind::ConnectionRefused => ClientErrorKind::ConnectionRefused,
                    io::ErrorKind::TimedOut => ClientErrorKind::ConnectTimeout,
                    _ => ClientErrorKind::ConnectionLost,
                };
                (Self::failed(kind, Some(error.to_string())), None)
            }
            Some(Ok(Ok((stream, _)))) => match stream.peer_addr() {
                Ok(address) => (
                    Done::new(StageOutcome::Passed, Finding::Connected { address }),
                    Some(stream),
                ),
                Err(error) => (
                    Self::failed(ClientErrorKind::ConnectionLost, Some(error.to_string())),
                    None,
                ),
            },
        };
        self.end(done)?;
        stream.ok_or(Stop)
    }

    /// Looks at the certificate.
    pub(crate) async fn tls(
        &mut self,
        stream: TcpStream,
        url: &TenantUrl,
        extra_roots: &[CertificateDer<'static>],
        limit: Duration,
    ) -> Result<(), Stop> {
        self.begin(StageId::Tls);
        let host = url.host().trim_start_matches('[').trim_end_matches(']').to_owned();
        let Ok(host) = ServerName::try_from(host) else {
            return self.end(Self::failed(
                ClientErrorKind::TlsFailed,
                Some("no host name for TLS".to_owned()),
            ));
        };
        let handshake = timeout(limit, look(stream, host, extra_roots, self.now));
        let done = match self.cancellation.run_until_cancelled(handshake).await {
            None => Done::skipped(SkipReason::Cancelled),
            Some(Err(_)) => Self::failed(
                ClientErrorKind::ConnectTimeout,
                Some("the TLS handshake did not end in time".to_owned()),
            ),
            Some(Ok(seen)) => match (seen.result, seen.certificate, seen.io) {
                (Err(error), certificate, _) => {
                    let finding = Finding::CertificateRefused {
                        kind: tls_kind(&error),
                        certificate,
                    };
                    Done::new(StageOutcome::Failed, finding).with(Exchange {
                        cause: Some(error.to_string()),
                        ..Exchange::default()
                    })
                }
                (Ok(()), _, Some(error)) => Self::failed(ClientErrorKind::TlsFailed, Some(error.to_string())),
                (Ok(()), Some(certificate), None) if certificate.days_left <= EXPIRY_WARNING => {
                    Done::new(StageOutcome::Warning, Finding::CertificateExpiresSoon { certificate })
                }
                (Ok(()), Some(certificate), None) => {
                    Done::new(StageOutcome::Passed, Finding::CertificateTrusted { certificate })
                }
                (Ok(()), None, None) => Self::failed(
                    ClientErrorKind::TlsFailed,
                    Some("the certificate cannot be read".to_owned()),
                ),
            },
        };
        self.end(done)
    }

    fn failed(kind: ClientErrorKind, cause: Option<String>) -> Done {
        let done = Done::new(StageOutcome::Failed, Finding::RequestFailed { kind, detail: None });
        match cause {
            Some(cause) => done.with(Exchange {
                cause: Some(cause),
                ..Exchange::default()
            }),
            None => done,
        }
    }
}
