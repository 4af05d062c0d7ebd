//! From bytes to JSON, or to what came instead: a sign-in page, another page, nothing, a broken text.

use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde::de::DeserializeOwned;

use super::ClientErrorKind;

/// How far into a page signs of a sign-in form are looked for, in bytes.
const LOOKED_AT: usize = 256 << 10;

/// Signs that a page asks people to sign in.
const SIGN_IN_SIGNS: [&str; 12] = [
    "type=\"password\"",
    "type='password'",
    "type=password",
    "name=\"password\"",
    "sign in",
    "sign-in",
    "signin",
    "log in",
    "login",
    "samlrequest",
    "oauth2/authorize",
    "single sign-on",
];

/// The body as text for a JSON parser, or why it is none. The content type is not believed: servers send SCIM as
/// `text/plain`, and pages as JSON.
pub(crate) fn text<'a>(headers: &HeaderMap, body: &'a [u8]) -> Result<&'a str, ClientErrorKind> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let Some(first) = body.iter().find(|byte| !byte.is_ascii_whitespace()) else {
        return Err(ClientErrorKind::EmptyAnswer);
    };
    if *first == b'<' || (is_html(headers) && !matches!(first, b'{' | b'[')) {
        return Err(page_kind(body));
    }
    std::str::from_utf8(body).map_err(|e| {
        let (line, column) = position(&body[..e.valid_up_to()]);
        ClientErrorKind::BrokenJson { line, column }
    })
}

/// Reads JSON, whatever shape the caller wants it in. The second part of an error is serde's own text.
pub(crate) fn json<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: &[u8],
) -> Result<T, (ClientErrorKind, Option<serde_json::Error>)> {
    let text = text(headers, body).map_err(|kind| (kind, None))?;
    serde_json::from_str(text).map_err(|error| (broken(text, &error), Some(error)))
}

/// Text that does not look like JSON at all is not broken JSON but something else.
pub(crate) fn broken(text: &str, error: &serde_json::Error) -> ClientErrorKind {
    if error.is_data() || !text.trim_start().starts_with(['{', '[']) {
        return ClientErrorKind::NotScim;
    }
    ClientErrorKind::BrokenJson {
        line: error.line(),
        column: error.column(),
    }
}

fn is_html(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.to_ascii_lowercase().contains("html"))
}

fn page_kind(body: &[u8]) -> ClientErrorKind {
    let page = String::from_utf8_lossy(&body[..body.len().min(LOOKED_AT)]).to_ascii_lowercase();
    if SIGN_IN_SIGNS.iter().any(|sign| page.contains(sign)) {
        ClientErrorKind::SignInPage
    } else {
        ClientErrorKind::NotScim
    }
}

/// Line and column after these bytes, both from 1.
fn position(before: &[u8]) -> (usize, usize) {
    let line = before.split(|byte| *byte == b'\n').count();
    let column = before.rsplit(|byte| *byte == b'\n').next().map_or(0, <[u8]>::len) + 1;
    (line, column)
}

/// Whether a redirect's target looks like a page where people sign in.
pub(crate) fn leads_to_sign_in(target: &url::Url) -> bool {
    let host = target.host_str().unwrap_or_default();
    let path = target.path().to_ascii_lowercase();
    host.starts_with("login.")
        || host.starts_with("signin.")
        || host.starts_with("accounts.")
        || host.starts_with("sso.")
        || path.split('/').any(|part| {
            matches!(
                part,
                "login"
                    | "log-in"
                    | "signin"
                    | "sign-in"
                    | "sign_in"
                    | "logon"
                    | "sso"
                    | "saml"
                    | "saml2"
                    | "authorize"
            ) || part.starts_with("login.")
        })
}
