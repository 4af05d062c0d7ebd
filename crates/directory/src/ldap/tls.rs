//! Whom the connection trusts: the system's authorities, and the admin's own.

use std::sync::Arc;

use rustls::{
    ClientConfig,
    pki_types::{CertificateDer, pem::PemObject as _},
};
use rustls_platform_verifier::Verifier;

use crate::source::SourceError;

/// TLS 1.2 and 1.3.
pub(super) fn config(extra_ca: Option<&str>) -> Result<Arc<ClientConfig>, SourceError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let own = own(extra_ca)?;
    let verifier = if own.is_empty() {
        Verifier::new(Arc::clone(&provider))
    } else {
        Verifier::new_with_extra_roots(own, Arc::clone(&provider))
    };
    let unusable = |problem: rustls::Error| SourceError::BadSetting {
        setting: "extraCa",
        detail: problem.to_string(),
    };
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(unusable)?
        // "Dangerous" is any verifier that rustls did not make; this one is the system's.
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier.map_err(unusable)?))
        .with_no_client_auth();
    Ok(Arc::new(config))
}

fn own(pem: Option<&str>) -> Result<Vec<CertificateDer<'static>>, SourceError> {
    let Some(pem) = pem.filter(|pem| !pem.trim().is_empty()) else {
        return Ok(Vec::new());
    };
    let unusable = |detail: String| SourceError::BadSetting {
        setting: "extraCa",
        detail,
    };
    let own = CertificateDer::pem_slice_iter(pem.as_bytes())
        .collect::<Result<Vec<_>, _>>()
        .map_err(|problem| unusable(problem.to_string()))?;
    if own.is_empty() {
        return Err(unusable("no certificate".to_owned()));
    }
    Ok(own)
}

/// Whom a certificate is for, who signed it, and until when it is valid.
pub(super) fn described(der: &[u8]) -> Option<String> {
    let (_, certificate) = x509_parser::parse_x509_certificate(der).ok()?;
    Some(format!(
        "{}; {}; {}",
        certificate.subject(),
        certificate.issuer(),
        certificate.validity().not_after
    ))
}
