//! What went wrong between here and a server, in the desk's codes and words.

use std::time::Duration;

use scimdesk_scim::client::{ClientError, ClientErrorKind, Exchange, Missing};

use crate::{
    wire::{DeskError, ErrorCode, Evidence},
    words::{args, say},
};

/// The names that sentences about a tenant need.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    /// Host of the tenant URL.
    pub(crate) host: String,
    /// The app's name.
    pub(crate) app: String,
    /// The tenant's name.
    pub(crate) tenant: String,
}

impl Names {
    /// An error that needs these names and nothing else.
    pub(crate) fn error(&self, code: ErrorCode) -> DeskError {
        DeskError::with(
            code,
            args!(
                host = self.host.as_str(),
                app = self.app.as_str(),
                tenant = self.tenant.as_str()
            ),
        )
    }
}

/// The code of a failed request.
pub(crate) fn code(kind: &ClientErrorKind) -> ErrorCode {
    match kind {
        ClientErrorKind::TokenInvalid => ErrorCode::TokenInvalid,
        ClientErrorKind::NameNotFound => ErrorCode::NameNotFound,
        ClientErrorKind::ConnectionRefused => ErrorCode::ConnectionRefused,
        ClientErrorKind::ConnectTimeout => ErrorCode::ConnectTimeout,
        ClientErrorKind::ConnectionLost => ErrorCode::ConnectionLost,
        ClientErrorKind::TlsNameMismatch => ErrorCode::TlsNameMismatch,
        ClientErrorKind::TlsUntrusted => ErrorCode::TlsUntrusted,
        ClientErrorKind::TlsExpired => ErrorCode::TlsExpired,
        ClientErrorKind::TlsFailed => ErrorCode::TlsFailed,
        ClientErrorKind::ProxyFailed => ErrorCode::ProxyFailed,
        ClientErrorKind::AnswerTimeout | ClientErrorKind::BodyStalled => ErrorCode::AnswerTimeout,
        ClientErrorKind::TokenRefused => ErrorCode::TokenRefused,
        ClientErrorKind::Forbidden => ErrorCode::Forbidden,
        ClientErrorKind::NotFound {
            missing: Missing::Endpoint,
        } => ErrorCode::EndpointNotFound,
        ClientErrorKind::NotFound {
            missing: Missing::Resource,
        } => ErrorCode::ResourceNotFound,
        ClientErrorKind::Conflict { .. } => ErrorCode::Conflict,
        ClientErrorKind::PreconditionFailed => ErrorCode::PreconditionFailed,
        ClientErrorKind::BadRequest { .. } => ErrorCode::BadRequest,
        ClientErrorKind::NotSupported => ErrorCode::NotSupported,
        ClientErrorKind::TooManyRequests { .. } => ErrorCode::TooManyRequests,
        ClientErrorKind::ServerFailed { .. } => ErrorCode::ServerFailed,
        // A 404 that is no SCIM server's word tells nothing about the account.
        ClientErrorKind::UnexpectedStatus { .. }
        | ClientErrorKind::NotFound {
            missing: Missing::Unclear,
        } => ErrorCode::UnexpectedStatus,
        ClientErrorKind::RedirectRefused { .. } => ErrorCode::RedirectRefused,
        ClientErrorKind::SignInPage => ErrorCode::SignInPage,
        ClientErrorKind::NotScim => ErrorCode::NotScim,
        ClientErrorKind::EmptyAnswer => ErrorCode::EmptyAnswer,
        ClientErrorKind::BrokenJson { .. } => ErrorCode::BrokenJson,
        ClientErrorKind::AnswerTooLarge { .. } => ErrorCode::AnswerTooLarge,
        ClientErrorKind::OutcomeUnknown => ErrorCode::OutcomeUnknown,
        ClientErrorKind::Cancelled => ErrorCode::Cancelled,
        ClientErrorKind::IdUnusable => ErrorCode::BadInput,
    }
}

/// A failed request, in words, with its evidence.
pub(crate) fn client_error(error: &ClientError, names: &Names) -> DeskError {
    let told = kind_error(&error.kind, error.detail.as_deref(), error.status(), names);
    DeskError {
        evidence: Some(evidence(&error.exchange)),
        ..told
    }
}

/// What happened to a request, in words. `detail` is what the server itself said.
pub(crate) fn kind_error(
    kind: &ClientErrorKind,
    detail: Option<&str>,
    status: Option<u16>,
    names: &Names,
) -> DeskError {
    DeskError::with(
        code(kind),
        args!(
            host = names.host.as_str(),
            app = names.app.as_str(),
            tenant = names.tenant.as_str(),
            status = status_text(status),
            detail = more(kind, detail).unwrap_or_else(|| String::from("none")),
        ),
    )
}

/// The sentence of an error without the server's own words, for what leaves this computer. `names` are those it was told with.
pub(crate) fn without_servers_words(error: &DeskError, names: &Names) -> String {
    let asked = (error.evidence.as_ref()).filter(|evidence| evidence.url.is_some());
    let Some(evidence) = asked else {
        return error.message.clone();
    };
    let plain = args!(
        host = names.host.as_str(),
        app = names.app.as_str(),
        tenant = names.tenant.as_str(),
        status = status_text(evidence.status),
        detail = "none",
    );
    DeskError::with(error.code, plain).message
}

/// A status as sentences write it.
pub(crate) fn status_text(status: Option<u16>) -> String {
    status.map_or_else(|| say!("word-no-status"), |status| status.to_string())
}

/// What the sentence of the error says besides.
fn more(kind: &ClientErrorKind, detail: Option<&str>) -> Option<String> {
    match kind {
        ClientErrorKind::TooManyRequests { retry_after } => retry_after.map(duration_text),
        ClientErrorKind::RedirectRefused { to, .. } => Some(to.clone()),
        ClientErrorKind::BrokenJson { line, column } if *line > 0 => {
            Some(say!("detail-json-position", line = *line, column = *column))
        }
        ClientErrorKind::IdUnusable => Some(say!("detail-id-unusable")),
        ClientErrorKind::TokenInvalid => Some(String::from("characters")),
        _ => detail.and_then(clause),
    }
}

/// The server's own words as the end of a sentence that brings its own full stop. Longer ones stand in the evidence.
pub(crate) fn clause(words: &str) -> Option<String> {
    let words = words.trim().trim_end_matches('.');
    let plain: String = words
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    (!plain.is_empty() && plain.len() <= 300).then_some(plain)
}

/// The request and answer, as the window shows them.
pub(crate) fn evidence(exchange: &Exchange) -> Evidence {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Evidence {
        method: some(&exchange.method),
        url: some(&exchange.url),
        status: exchange.status,
        headers: exchange.headers.clone(),
        body_excerpt: exchange.body_excerpt.clone(),
        attempts: exchange.attempts,
        elapsed_ms: Some(milliseconds(exchange.elapsed)),
        cause: exchange.cause.clone(),
    }
}

pub(crate) fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// "30 seconds", "2 minutes"
pub(crate) fn duration_text(duration: Duration) -> String {
    let seconds = duration.as_secs_f64().ceil();
    if seconds < 120.0 {
        say!("duration-seconds", count = seconds)
    } else {
        say!("duration-minutes", count = (seconds / 60.0).ceil())
    }
}

/// Whether the SCIM server itself said that the account or group is not there. The 404 of a gateway or of a moved path says
/// nothing about it.
pub(crate) fn said_gone(error: &ClientError) -> bool {
    matches!(
        error.kind,
        ClientErrorKind::NotFound {
            missing: Missing::Resource
        }
    )
}
