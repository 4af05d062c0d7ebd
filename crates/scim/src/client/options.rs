use std::fmt;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use secrecy::SecretString;

use super::{Clock, Limits, RetryPolicy, SystemClock};
use crate::tenant_url::TenantUrl;

/// How the token stands in the `Authorization` header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AuthScheme {
    /// `Bearer TOKEN` (RFC 6750).
    #[default]
    Bearer,
    /// `TOKEN`: a few servers want it without a scheme.
    Bare,
}

/// What a client needs to know.
pub struct ClientOptions {
    /// Where the endpoint begins.
    pub url: TenantUrl,
    /// The secret token.
    pub token: SecretString,
    /// How the token is sent.
    pub auth_scheme: AuthScheme,
    /// Certificates of the admin's own CA, trusted beside the OS's roots.
    pub extra_roots: Vec<CertificateDer<'static>>,
    /// Requests a second; every attempt counts.
    pub rate: f64,
    /// Limits of time and size.
    pub limits: Limits,
    /// The `User-Agent` header.
    pub user_agent: String,
    /// How hard to try.
    pub retry: RetryPolicy,
    /// Time; tests bring their own.
    pub clock: Arc<dyn Clock>,
}

impl ClientOptions {
    /// The usual: `Bearer`, the OS's roots, 25 requests a second.
    pub fn new(url: TenantUrl, token: SecretString) -> Self {
        Self {
            url,
            token,
            auth_scheme: AuthScheme::default(),
            extra_roots: Vec::new(),
            rate: 25.0,
            limits: Limits::default(),
            user_agent: concat!("Scimdesk/", env!("CARGO_PKG_VERSION")).to_owned(),
            retry: RetryPolicy::default(),
            clock: Arc::new(SystemClock),
        }
    }
}

impl fmt::Debug for ClientOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientOptions")
            .field("url", &self.url)
            .field("auth_scheme", &self.auth_scheme)
            .field("rate", &self.rate)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
