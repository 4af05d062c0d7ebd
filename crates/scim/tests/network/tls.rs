//! Servers with certificates of every kind, and a proxy-free way to them.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use scimdesk_scim::client::{Client, ClientErrorKind, roots_from_bytes};
use scimdesk_scim::resource::ResourceKind;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::support::{FakeClock, http, options, user};

/// A CA of a company's own.
pub(crate) struct Ca(CertifiedIssuer<'static, KeyPair>);

impl Ca {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, "Example Private CA");
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    /// A certificate for `names`, valid from so many days from now to so many.
    pub(crate) fn sign(&self, names: &[&str], from: i64, to: i64) -> Identity {
        let key = KeyPair::generate().unwrap();
        let certificate = params(names, from, to).signed_by(&key, &self.0).unwrap();
        Identity {
            chain: vec![certificate.der().clone()],
            key,
        }
    }
}

pub(crate) struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: KeyPair,
}

pub(crate) fn self_signed(names: &[&str]) -> Identity {
    let key = KeyPair::generate().unwrap();
    let certificate = params(names, -1, 90).self_signed(&key).unwrap();
    Identity {
        chain: vec![certificate.der().clone()],
        key,
    }
}

fn params(names: &[&str], from: i64, to: i64) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    #[expect(clippy::disallowed_methods, reason = "certificates are judged by the real time")]
    let now = std::time::SystemTime::now();
    let day = |days: i64| {
        let distance = std::time::Duration::from_secs(86_400 * days.unsigned_abs());
        if days < 0 {
            (now - distance).into()
        } else {
            (now + distance).into()
        }
    };
    params.not_before = day(from);
    params.not_after = day(to);
    params.distinguished_name.push(DnType::CommonName, "Example Server");
    params
}

/// What a server needs to speak TLS, and above it one of these protocols (RFC 7301), the first that the client knows.
pub(crate) fn acceptor(identity: Identity, protocols: &[&[u8]]) -> TlsAcceptor {
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(identity.key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(identity.chain, key)
        .unwrap();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
    TlsAcceptor::from(Arc::new(config))
}

/// A TLS server on loopback that answers each request with one user, or with an empty list.
pub(crate) async fn serve(identity: Identity) -> (String, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}/scim/v2", listener.local_addr().unwrap().port());
    (url, serve_on(listener, identity))
}

/// The same where it is told.
pub(crate) fn serve_on(listener: TcpListener, identity: Identity) -> tokio::task::JoinHandle<()> {
    let acceptor = acceptor(identity, &[]);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                // Handshakes that the client breaks off are what some tests are about.
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    return;
                };
                let mut request = vec![0; 8192];
                let Ok(n) = stream.read(&mut request).await else {
                    return;
                };
                let list = String::from_utf8_lossy(&request[..n]).contains("/Users?");
                let body = if list {
                    crate::support::list(0, 1, &[])
                } else {
                    user("7")
                };
                let answer = http(
                    "200 OK",
                    "content-type: application/scim+json\r\n",
                    body.to_string().as_bytes(),
                );
                let _ = stream.write_all(&answer).await;
                let _ = stream.shutdown().await;
            });
        }
    })
}

/// A client that trusts this CA beside the OS's, and one that does not.
pub(crate) fn trusting(url: &str, ca: Option<&Ca>) -> Client {
    let clock = Arc::new(FakeClock::default());
    let mut options = options(url, &clock);
    options.extra_roots = ca
        .map(|ca| roots_from_bytes(ca.pem().as_bytes()).unwrap())
        .unwrap_or_default();
    // A machine without any roots could not tell who is trusted; a CA that signed nothing here stands in for them.
    if options.extra_roots.is_empty() {
        options.extra_roots = roots_from_bytes(Ca::new().pem().as_bytes()).unwrap();
    }
    Client::new(options).unwrap()
}

#[tokio::test]
async fn the_admins_own_ca_is_trusted_beside_the_systems() {
    let ca = Ca::new();
    let (url, server) = serve(ca.sign(&["localhost"], -1, 90)).await;
    let answer = trusting(&url, Some(&ca)).get(ResourceKind::User, "7").await.unwrap();
    assert_eq!(answer.value.id().as_deref(), Some("7"));
    let error = trusting(&url, None).get(ResourceKind::User, "7").await.unwrap_err();
    assert_eq!(
        error.kind,
        ClientErrorKind::TlsUntrusted,
        "pools are not shared across different trust"
    );
    server.abort();
}

#[tokio::test]
async fn each_bad_certificate_has_its_own_kind_and_is_tried_once() {
    let ca = Ca::new();
    let table = [
        (
            ca.sign(&["other.example.com"], -1, 90),
            ClientErrorKind::TlsNameMismatch,
        ),
        (ca.sign(&["localhost"], -90, -1), ClientErrorKind::TlsExpired),
        (ca.sign(&["localhost"], 2, 90), ClientErrorKind::TlsExpired),
        (self_signed(&["localhost"]), ClientErrorKind::TlsUntrusted),
    ];
    for (identity, expected) in table {
        let (url, server) = serve(identity).await;
        let error = trusting(&url, Some(&ca))
            .get(ResourceKind::User, "7")
            .await
            .unwrap_err();
        assert_eq!(error.kind, expected, "{:?}", error.exchange.cause);
        assert_eq!(error.exchange.attempts, 1);
        assert!(error.exchange.cause.is_some());
        server.abort();
    }
}

#[tokio::test]
async fn a_server_that_does_not_speak_tls_fails_the_handshake() {
    let server = crate::support::WireServer::start(vec![crate::support::Behaviour::HangUp]).await;
    let plain = wiremock::MockServer::start().await;
    let url = format!("https://{}/scim", plain.address());
    let error = trusting(&url, None).get(ResourceKind::User, "7").await.unwrap_err();
    assert_eq!(error.kind, ClientErrorKind::TlsFailed, "{:?}", error.exchange.cause);
    drop(server);
}

#[test]
fn a_ca_is_read_from_pem_and_from_der_and_nonsense_is_refused() {
    let ca = Ca::new();
    let pem = ca.pem();
    assert_eq!(roots_from_bytes(pem.as_bytes()).unwrap().len(), 1);
    assert_eq!(roots_from_bytes(format!("{pem}\n{pem}").as_bytes()).unwrap().len(), 2);
    assert_eq!(roots_from_bytes(ca.0.der()).unwrap().len(), 1);
    for bad in [
        "",
        "hello",
        "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n",
    ] {
        assert!(roots_from_bytes(bad.as_bytes()).is_err(), "{bad}");
    }
}
