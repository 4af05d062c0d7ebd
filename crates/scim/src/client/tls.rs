//! One TLS configuration for requests and for the TLS stage of the connection test.

use std::sync::Arc;

use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

/// Why an admin's own CA cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RootsError {
    /// Neither PEM nor DER with a certificate in it.
    #[error("no certificate found")]
    NoCertificate,
    /// A PEM block is damaged.
    #[error("not a certificate: {0}")]
    Broken(String),
}

/// Reads the certificates of an admin's own CA: PEM (one or many) or DER (one).
pub fn roots_from_bytes(bytes: &[u8]) -> Result<Vec<CertificateDer<'static>>, RootsError> {
    let pem: Vec<_> = CertificateDer::pem_slice_iter(bytes)
        .collect::<Result<_, _>>()
        .map_err(|e| RootsError::Broken(e.to_string()))?;
    let roots = if pem.is_empty() {
        vec![CertificateDer::from(bytes.to_vec())]
    } else {
        pem
    };
    for root in &roots {
        let (rest, _) = x509_parser::parse_x509_certificate(root).map_err(|_| RootsError::NoCertificate)?;
        if !rest.is_empty() {
            return Err(RootsError::NoCertificate);
        }
    }
    Ok(roots)
}

pub(crate) fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// The OS's roots and, beside them, the admin's own.
pub(crate) fn verifier(extra_roots: &[CertificateDer<'static>]) -> Result<Arc<dyn ServerCertVerifier>, rustls::Error> {
    let verifier = if extra_roots.is_empty() {
        Verifier::new(provider())?
    } else {
        Verifier::new_with_extra_roots(extra_roots.iter().cloned(), provider())?
    };
    Ok(Arc::new(verifier))
}

/// TLS 1.2 and 1.3 with the given verifier.
pub(crate) fn config_with(verifier: Arc<dyn ServerCertVerifier>) -> Result<ClientConfig, rustls::Error> {
    let mut config = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        // "Dangerous" is any verifier that rustls did not make; this one is the OS's.
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// How this program speaks TLS, for requests that are not SCIM: the OS's roots, TLS 1.2 and 1.3.
pub fn tls_config() -> Result<ClientConfig, rustls::Error> {
    config_with(verifier(&[])?)
}

/// For loopback without TLS: trusts nobody, and needs no roots on the machine.
pub(crate) fn config_without_roots() -> Result<ClientConfig, rustls::Error> {
    Ok(ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth())
}
