//! Looks at a server's certificate without ever sending anything but a handshake.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{DigitallySignedStruct, ProtocolVersion, SignatureScheme};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;

use crate::client::tls;

/// What a certificate says, as text for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateInfo {
    /// Host names and addresses it is for.
    pub names: Vec<String>,
    /// Whom it was given to.
    pub subject: String,
    /// Who signed it.
    pub issuer: String,
    /// Since when it is valid.
    pub not_before: Timestamp,
    /// Until when.
    pub not_after: Timestamp,
    /// Whole days until then; negative where that is past.
    pub days_left: i64,
    /// Signed by nobody but itself.
    pub self_signed: bool,
    /// How many certificates the server sent. One that is not self-signed often means that it forgot the one between.
    pub chain_length: usize,
    /// `TLS 1.3` or `TLS 1.2`; `None` where the handshake did not come that far.
    pub protocol: Option<String>,
}

/// What a handshake brought to light.
pub(super) struct Handshake {
    /// The certificate, where the server showed one that can be read.
    pub(super) certificate: Option<CertificateInfo>,
    /// Why it is not accepted, or why there was no handshake.
    pub(super) result: Result<(), rustls::Error>,
    /// A failure of the connection rather than of TLS.
    pub(super) io: Option<std::io::Error>,
}

/// Remembers the certificate and what the real verifier thinks of it, and lets the handshake go on either way, so that
/// the rest can be seen. Nothing is ever sent over such a connection.
#[derive(Debug)]
struct Recorder {
    inner: Arc<dyn ServerCertVerifier>,
    seen: Mutex<Option<Seen>>,
}

#[derive(Debug)]
struct Seen {
    chain: Vec<CertificateDer<'static>>,
    result: Result<(), rustls::Error>,
}

impl ServerCertVerifier for Recorder {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let result = self
            .inner
            .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
            .map(|_| ());
        let chain = std::iter::once(end_entity)
            .chain(intermediates)
            .map(|certificate| certificate.clone().into_owned())
            .collect();
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(Seen { chain, result });
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

/// Shakes hands, looks, and hangs up.
pub(super) async fn look(
    stream: TcpStream,
    host: ServerName<'static>,
    extra_roots: &[CertificateDer<'static>],
    now: Timestamp,
) -> Handshake {
    let failed = |error| Handshake {
        certificate: None,
        result: Err(error),
        io: None,
    };
    let inner = match tls::verifier(extra_roots) {
        Ok(inner) => inner,
        Err(error) => return failed(error),
    };
    let recorder = Arc::new(Recorder {
        inner,
        seen: Mutex::new(None),
    });
    let config = match tls::config_with(Arc::clone(&recorder) as Arc<dyn ServerCertVerifier>) {
        Ok(config) => config,
        Err(error) => return failed(error),
    };
    let connected = TlsConnector::from(Arc::new(config)).connect(host, stream).await;
    let seen = recorder.seen.lock().unwrap_or_else(PoisonError::into_inner).take();
    let protocol = connected
        .as_ref()
        .ok()
        .and_then(|stream| stream.get_ref().1.protocol_version());
    let certificate = seen.as_ref().and_then(|seen| describe(&seen.chain, protocol, now));
    // The verifier's word on the certificate comes first; a handshake that broke for another reason comes second.
    let verified = seen.map_or(Ok(()), |seen| seen.result);
    match (verified, connected) {
        (Err(error), _) => Handshake {
            certificate,
            result: Err(error),
            io: None,
        },
        (Ok(()), Ok(_)) => Handshake {
            certificate,
            result: Ok(()),
            io: None,
        },
        (Ok(()), Err(io)) => {
            let tls = io
                .get_ref()
                .and_then(|inner| inner.downcast_ref::<rustls::Error>())
                .cloned();
            Handshake {
                certificate,
                result: tls.map_or(Ok(()), Err),
                io: Some(io),
            }
        }
    }
}

fn describe(
    chain: &[CertificateDer<'static>],
    protocol: Option<ProtocolVersion>,
    now: Timestamp,
) -> Option<CertificateInfo> {
    let (_, certificate) = x509_parser::parse_x509_certificate(chain.first()?).ok()?;
    let time = |time: x509_parser::time::ASN1Time| Timestamp::from_second(time.timestamp()).ok();
    let not_before = time(certificate.validity().not_before)?;
    let not_after = time(certificate.validity().not_after)?;
    Some(CertificateInfo {
        names: names(&certificate),
        subject: certificate.subject().to_string(),
        issuer: certificate.issuer().to_string(),
        not_before,
        not_after,
        days_left: not_after.duration_since(now).as_secs().div_euclid(86_400),
        self_signed: certificate.subject() == certificate.issuer() && chain.len() == 1,
        chain_length: chain.len(),
        protocol: protocol.map(|version| match version {
            ProtocolVersion::TLSv1_3 => "TLS 1.3".to_owned(),
            ProtocolVersion::TLSv1_2 => "TLS 1.2".to_owned(),
            other => format!("{other:?}"),
        }),
    })
}

/// The alternative names; where there are none, the common name, although nothing trusts that any more.
fn names(certificate: &X509Certificate<'_>) -> Vec<String> {
    let alternative = certificate.subject_alternative_name().ok().flatten();
    let names: Vec<String> = alternative
        .iter()
        .flat_map(|extension| &extension.value.general_names)
        .filter_map(|name| match name {
            GeneralName::DNSName(name) => Some((*name).to_owned()),
            GeneralName::IPAddress(bytes) => match **bytes {
                [a, b, c, d] => Some(Ipv4Addr::new(a, b, c, d).to_string()),
                _ => <[u8; 16]>::try_from(*bytes)
                    .ok()
                    .map(|bytes| Ipv6Addr::from(bytes).to_string()),
            },
            _ => None,
        })
        .collect();
    if !names.is_empty() {
        return names;
    }
    certificate
        .subject()
        .iter_common_name()
        .filter_map(|name| name.as_str().ok().map(str::to_owned))
        .collect()
}
