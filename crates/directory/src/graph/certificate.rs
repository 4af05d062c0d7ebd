//! Signing in with a certificate: an assertion that the application signs with its private key.
//!
//! Source: <https://learn.microsoft.com/entra/identity-platform/certificate-credentials>: a JWT (RFC 7519) with `alg` PS256, the
//! SHA-256 of the certificate as `x5t#S256`, and the token endpoint as its audience.

use std::fmt;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::Timestamp;
use ring::{
    digest,
    rand::SystemRandom,
    rsa::KeyPair,
    signature::{KeyPair as _, RSA_PSS_SHA256},
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;
use uuid::Uuid;

use crate::source::SourceError;

/// How long an assertion is good, in seconds: five to ten minutes are advised.
const LIFE: i64 = 300;

/// A certificate with its private key.
pub struct Certificate {
    /// SHA-256 of the certificate's DER.
    fingerprint: String,
    key: KeyPair,
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate")
            .field("fingerprint", &self.fingerprint)
            .finish_non_exhaustive()
    }
}

impl Certificate {
    /// From a PEM of the certificate and its RSA key (PKCS #8 or PKCS #1), in any order; other certificates of a chain may be in it.
    pub fn from_pem(pem: &SecretString) -> Result<Self, SourceError> {
        let bytes = pem.expose_secret().as_bytes();
        let unusable = |detail: &str| SourceError::BadSetting {
            setting: "certificate",
            detail: detail.to_owned(),
        };
        let key =
            PrivateKeyDer::from_pem_slice(bytes).map_err(|_| unusable("no private key in PEM, or an encrypted one"))?;
        let key = match &key {
            PrivateKeyDer::Pkcs8(der) => KeyPair::from_pkcs8(der.secret_pkcs8_der()),
            PrivateKeyDer::Pkcs1(der) => KeyPair::from_der(der.secret_pkcs1_der()),
            _ => return Err(unusable("not an RSA key")),
        }
        .map_err(|_| unusable("not an RSA key of 2048 to 4096 bits"))?;
        let certificates: Vec<_> = CertificateDer::pem_slice_iter(bytes)
            .collect::<Result<_, _>>()
            .map_err(|_| unusable("a damaged certificate"))?;
        if certificates.is_empty() {
            return Err(unusable("no certificate in PEM"));
        }
        let public = key.public_key().as_ref();
        let Some(own) = certificates
            .iter()
            .find(|der| der.windows(public.len()).any(|part| part == public))
        else {
            return Err(unusable("no certificate belongs to the private key"));
        };
        Ok(Self {
            fingerprint: BASE64_URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, own)),
            key,
        })
    }

    /// Says to `audience`, the token endpoint, that `client` is who it is.
    pub(super) fn assertion(&self, client: &str, audience: &str, now: Timestamp) -> Result<SecretString, SourceError> {
        let header = json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": self.fingerprint });
        let now = now.as_second();
        let claims = json!({
            "aud": audience, "iss": client, "sub": client, "jti": Uuid::new_v4(),
            "iat": now, "nbf": now, "exp": now + LIFE,
        });
        let encode = |value: &serde_json::Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", encode(&header), encode(&claims));
        let mut signature = vec![0; self.key.public().modulus_len()];
        self.key
            .sign(&RSA_PSS_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature)
            .map_err(|_| SourceError::BadSetting {
                setting: "certificate",
                detail: "the private key cannot sign".to_owned(),
            })?;
        Ok(format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature)).into())
    }
}
