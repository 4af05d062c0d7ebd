use std::time::Duration;

use super::Exchange;
use crate::error_body::ScimType;

/// Why a request failed, with the request and answer behind it.
///
/// `Display` gives one technical line for logs; sentences for people are made elsewhere, from [`kind`](Self::kind).
#[derive(Debug, Clone, thiserror::Error)]
#[error("{kind}: {} {}", .exchange.method, .exchange.url)]
pub struct ClientError {
    /// What happened.
    pub kind: ClientErrorKind,
    /// The server's own words: `detail` of a SCIM error body (RFC 7644 §3.12), redacted.
    pub detail: Option<String>,
    /// The request and the answer. Boxed because errors are rare and evidence is large.
    pub exchange: Box<Exchange>,
}

/// What was not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The path: there is no such endpoint, or the tenant URL is wrong.
    Endpoint,
    /// The one resource that was asked for, by the word of the SCIM server: the body is an error as of RFC 7644 §3.12.
    Resource,
    /// One resource was asked for, and the body is no SCIM error: a page of a gateway, nothing at all, other JSON. Whether
    /// the resource is gone or the server behind the gateway, nobody can tell.
    Unclear,
}

/// One kind for each failure that somebody would act on differently.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientErrorKind {
    /// The token cannot be sent in a header: it is empty or holds blanks or control characters.
    #[error("the token cannot be sent in a header")]
    TokenInvalid,
    /// The host name does not resolve.
    #[error("the host name does not resolve")]
    NameNotFound,
    /// Nothing listens there.
    #[error("the connection was refused")]
    ConnectionRefused,
    /// No connection within the limit.
    #[error("no connection within the limit")]
    ConnectTimeout,
    /// The connection broke before the answer was whole.
    #[error("the connection was lost")]
    ConnectionLost,
    /// The certificate is for another host.
    #[error("the certificate is for another host")]
    TlsNameMismatch,
    /// Nobody this machine trusts has signed the certificate.
    #[error("the certificate is not trusted")]
    TlsUntrusted,
    /// The certificate is expired or not valid yet.
    #[error("the certificate is outside its validity")]
    TlsExpired,
    /// Another failure of the TLS handshake.
    #[error("the TLS handshake failed")]
    TlsFailed,
    /// The proxy could not be reached or refused.
    #[error("the proxy failed")]
    ProxyFailed,
    /// Nothing of an answer came within the limit.
    #[error("no answer within the limit")]
    AnswerTimeout,
    /// The answer began and then stood still, or trickled beyond the limit.
    #[error("the answer stopped half-way")]
    BodyStalled,
    /// 401.
    #[error("the token was refused")]
    TokenRefused,
    /// 403.
    #[error("forbidden")]
    Forbidden,
    /// 404.
    #[error("not found")]
    NotFound {
        /// What.
        missing: Missing,
    },
    /// 409.
    #[error("conflict")]
    Conflict {
        /// Often `uniqueness`; many servers leave it out.
        scim_type: Option<ScimType>,
    },
    /// 412: somebody else changed the resource.
    #[error("precondition failed")]
    PreconditionFailed,
    /// 400.
    #[error("bad request")]
    BadRequest {
        /// Such as `invalidFilter` (RFC 7644 §3.12).
        scim_type: Option<ScimType>,
    },
    /// 405 or 501.
    #[error("not supported")]
    NotSupported,
    /// 429.
    #[error("too many requests")]
    TooManyRequests {
        /// How long the server asked to wait.
        retry_after: Option<Duration>,
    },
    /// 5xx other than 501.
    #[error("the server failed with {status}")]
    ServerFailed {
        /// HTTP status.
        status: u16,
    },
    /// Any other status.
    #[error("unexpected status {status}")]
    UnexpectedStatus {
        /// HTTP status.
        status: u16,
    },
    /// A redirect that was not followed.
    #[error("redirected to {to_host}")]
    RedirectRefused {
        /// Host of the target.
        to_host: String,
        /// The target without its query.
        to: String,
        /// Whether scheme, host and port stayed the same.
        same_host: bool,
    },
    /// A sign-in page came where SCIM was expected.
    #[error("a sign-in page answered")]
    SignInPage,
    /// Something else than SCIM came.
    #[error("the answer is not SCIM")]
    NotScim,
    /// No body where one is needed.
    #[error("the answer is empty")]
    EmptyAnswer,
    /// The body is cut or garbled.
    #[error("the answer is broken JSON at line {line}, column {column}")]
    BrokenJson {
        /// From 1; 0 where the body could not even be unpacked.
        line: usize,
        /// From 1; 0 where the body could not even be unpacked.
        column: usize,
    },
    /// The body is larger than the limit.
    #[error("the answer is larger than {limit} bytes")]
    AnswerTooLarge {
        /// The limit, in bytes after decompression.
        limit: usize,
    },
    /// A write was sent and its answer never came: it may have been done. Look before repeating it.
    #[error("the outcome of the write is unknown")]
    OutcomeUnknown,
    /// Somebody cancelled; nothing was written.
    #[error("cancelled")]
    Cancelled,
    /// An id that cannot stand in a URL path (empty, `.` or `..`). Nothing was sent.
    #[error("the id cannot stand in a URL")]
    IdUnusable,
}

impl ClientError {
    pub(crate) fn new(kind: ClientErrorKind, exchange: Exchange) -> Self {
        Self {
            kind,
            detail: None,
            exchange: Box::new(exchange),
        }
    }

    /// HTTP status of the last answer, where there was one.
    pub fn status(&self) -> Option<u16> {
        self.exchange.status
    }
}
