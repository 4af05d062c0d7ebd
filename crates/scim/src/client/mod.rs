//! The client of one tenant: sends requests within limits, decides about retries, reads answers, keeps evidence.
//!
//! What holds for every request: the token goes to the tenant URL's origin and nowhere else; redirects, links and
//! `meta.location` are never followed off it; every wait has a limit, every body a size cap; everything can be
//! cancelled; each result and each error carries an [`Exchange`] in which the token cannot stand.
//!
//! It knows nothing of apps, of where tokens are kept, or of words for people.
//!
//! ```no_run
//! use scimdesk_scim::client::{Client, ClientOptions};
//! use scimdesk_scim::resource::ResourceKind;
//! use scimdesk_scim::tenant_url::TenantUrl;
//!
//! # async fn example(token: secrecy::SecretString) -> Result<(), Box<dyn std::error::Error>> {
//! let url = TenantUrl::parse("https://api.example.com/scim/v2")?;
//! let client = Client::new(ClientOptions::new(url, token))?;
//! let answer = client.get(ResourceKind::User, "2819c223").await?;
//! println!("{:?} in {:?}", answer.value.as_user().best_name(), answer.exchange.elapsed);
//! # Ok(())
//! # }
//! ```

mod answer;
mod clock;
mod error;
mod evidence;
mod options;
mod rate_limit;
mod requests;
pub mod retry;
mod send;
pub(crate) mod tls;
pub(crate) mod transport;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use tokio_util::sync::CancellationToken;

pub use clock::{Clock, SystemClock};
pub use error::{ClientError, ClientErrorKind, Missing};
pub use evidence::Exchange;
pub use options::{AuthScheme, ClientOptions};
pub use retry::RetryPolicy;
pub use tls::{RootsError, roots_from_bytes, tls_config};
pub use transport::Limits;

use crate::tenant_url::TenantUrl;

pub(crate) use answer::{broken as broken_json, text as answer_text};
use evidence::Redactor;
use rate_limit::RateLimiter;
use transport::{SetupError, Transport};

/// A value and the exchange that brought it.
#[derive(Debug, Clone)]
pub struct Answer<T> {
    /// What the server answered.
    pub value: T,
    /// The `ETag` header, as `If-Match` takes it.
    pub etag: Option<String>,
    /// The request and the answer.
    pub exchange: Exchange,
}

impl<T> Answer<T> {
    /// The same exchange with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Answer<U> {
        Answer {
            value: f(self.value),
            etag: self.etag,
            exchange: self.exchange,
        }
    }
}

/// A pause before another attempt, told to an observer for progress displays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// How long.
    pub duration: Duration,
    /// Whether the server named the time, in `Retry-After`.
    pub asked_by_server: bool,
    /// How many attempts failed so far.
    pub attempts: u32,
    /// Why the last one did.
    pub cause: ClientErrorKind,
}

type Observer = Arc<dyn Fn(&Waiting) + Send + Sync>;

/// The client of one tenant. Clones share connections, rate limit and token.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    cancellation: CancellationToken,
    observer: Option<Observer>,
    retry: RetryPolicy,
    anonymous: bool,
    other_token: Option<HeaderValue>,
    /// Where requests go: the tenant URL, or another path of its origin while the right one is looked for.
    base: TenantUrl,
}

struct Shared {
    url: TenantUrl,
    authorization: HeaderValue,
    user_agent: HeaderValue,
    transport: Transport,
    limiter: RateLimiter,
    redactor: Redactor,
    clock: Arc<dyn Clock>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.shared.redactor.url(self.base.as_url());
        f.debug_struct("Client").field("url", &url).finish_non_exhaustive()
    }
}

impl Client {
    /// Makes a client. Nothing is sent.
    ///
    /// Fails with [`ClientErrorKind::TokenInvalid`] where the token cannot stand in a header, and with
    /// [`ClientErrorKind::TlsFailed`] where this machine has no root certificates or the extra ones are unusable.
    pub fn new(options: ClientOptions) -> Result<Self, ClientError> {
        let redactor = Redactor::new(Some(&options.token));
        let failed = |kind, cause: Option<String>| {
            ClientError::new(
                kind,
                Exchange {
                    url: redactor.url(options.url.as_url()),
                    cause,
                    ..Exchange::default()
                },
            )
        };
        let authorization = authorization(&options.token, options.auth_scheme)
            .ok_or_else(|| failed(ClientErrorKind::TokenInvalid, None))?;
        let transport = Transport::new(&options.url, &options.extra_roots, options.limits)
            .map_err(|error: SetupError| failed(ClientErrorKind::TlsFailed, Some(redactor.chain(&error))))?;
        let user_agent =
            HeaderValue::from_str(&options.user_agent).unwrap_or_else(|_| HeaderValue::from_static("Scimdesk"));
        Ok(Self {
            base: options.url.clone(),
            shared: Arc::new(Shared {
                authorization,
                user_agent,
                transport,
                limiter: RateLimiter::new(options.rate, options.clock.clone()),
                redactor,
                clock: options.clock,
                url: options.url,
            }),
            cancellation: CancellationToken::new(),
            observer: None,
            retry: options.retry,
            anonymous: false,
            other_token: None,
        })
    }

    /// The same client whose requests end when `cancellation` is cancelled.
    #[must_use]
    pub fn with_cancellation(mut self, cancellation: CancellationToken) -> Self {
        self.cancellation = cancellation;
        self
    }

    /// The same client that tells `observer` before each pause.
    #[must_use]
    pub fn with_observer(mut self, observer: impl Fn(&Waiting) + Send + Sync + 'static) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// The same client with another retry policy.
    #[must_use]
    pub fn with_retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// The same client without the token, to see what a server tells strangers.
    #[must_use]
    pub fn without_token(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// The same client with another token, which nobody knows; to see whether the server looks at tokens at all.
    pub(crate) fn with_token(mut self, token: &SecretString) -> Option<Self> {
        self.other_token = Some(authorization(token, AuthScheme::Bearer)?);
        Some(self)
    }

    /// The same client at another path of the same origin.
    pub(crate) fn at_path(mut self, path: &str) -> Self {
        self.base = self.base.with_path(path);
        self
    }

    /// Where the endpoint begins.
    pub fn url(&self) -> &TenantUrl {
        &self.base
    }

    /// The system's proxy that requests go through, without credentials.
    pub fn proxy(&self) -> Option<&str> {
        self.shared.transport.proxy()
    }

    pub(crate) fn limits(&self) -> &Limits {
        self.shared.transport.limits()
    }
}

/// The header, marked so that it is never printed. `None` where the token cannot stand in one.
fn authorization(token: &SecretString, scheme: AuthScheme) -> Option<HeaderValue> {
    let token = token.expose_secret();
    if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    let mut value = match scheme {
        AuthScheme::Bearer => HeaderValue::from_str(&format!("Bearer {token}")),
        AuthScheme::Bare => HeaderValue::from_str(token),
    }
    .ok()?;
    value.set_sensitive(true);
    Some(value)
}
