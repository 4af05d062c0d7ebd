//! What Graph answers when it does not answer; <https://learn.microsoft.com/graph/errors>.

use serde::Deserialize;

use super::{permissions::Permission, wire::Answer};
use crate::source::SourceError;

#[derive(Deserialize)]
struct Body {
    error: Inner,
}

#[derive(Deserialize)]
struct Inner {
    #[serde(default)]
    code: String,
    #[serde(default)]
    message: String,
}

/// Codes that say that a link is no longer known. Matched without letter case: documents and servers differ.
const LINK_GONE: [&str; 5] = [
    "syncStateNotFound",
    "syncStateInvalid",
    "resyncRequired",
    "resync",
    "Directory_ExpiredPageToken",
];

fn read(body: &[u8]) -> Inner {
    serde_json::from_slice::<Body>(body).map_or_else(
        |_| Inner {
            code: String::new(),
            message: String::new(),
        },
        |body| body.error,
    )
}

/// The server's own words, on one line.
pub(super) fn message(body: &[u8]) -> String {
    let Inner { code, message } = read(body);
    let words: Vec<&str> = message.split_whitespace().collect();
    if words.is_empty() { code } else { words.join(" ") }
}

/// An answer that is neither what was asked for nor a request to wait nor 404.
pub(super) fn error(answer: &Answer, needs: Permission) -> SourceError {
    let code = read(&answer.body).code;
    let detail = message(&answer.body);
    let gone = LINK_GONE.iter().any(|known| known.eq_ignore_ascii_case(&code));
    match answer.status.as_u16() {
        410 => SourceError::WatermarkExpired { detail },
        _ if gone => SourceError::WatermarkExpired { detail },
        401 => SourceError::CredentialsRefused { detail },
        403 => SourceError::Forbidden {
            detail: needs.name().to_owned(),
        },
        400 | 501 if detail.contains("property") || code == "NotImplemented" => SourceError::BadSetting {
            setting: "attributes",
            detail,
        },
        status => SourceError::Server {
            code: if code.is_empty() { status.to_string() } else { code },
            detail,
        },
    }
}
