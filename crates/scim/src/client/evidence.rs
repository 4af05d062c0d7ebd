//! What is kept of a request and its answer, for people and vendors. The token is in none of it.

use std::error::Error;
use std::time::Duration;

use reqwest::header::HeaderMap;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

/// How much of a body is kept, in bytes.
const EXCERPT: usize = 2048;
/// How much of a header value is kept, in bytes.
const HEADER_EXCERPT: usize = 512;
/// What stands where the token was.
const REDACTED: &str = "[redacted]";

/// Headers that help to understand an answer.
const HEADERS: [&str; 18] = [
    "content-type",
    "content-length",
    "content-encoding",
    "www-authenticate",
    "proxy-authenticate",
    "retry-after",
    "location",
    "etag",
    "server",
    "via",
    "x-request-id",
    "request-id",
    "x-correlation-id",
    "x-amzn-requestid",
    "x-ms-request-id",
    "cf-ray",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
];

/// A request and what came of it. Never holds the token, even where the server echoed it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exchange {
    /// HTTP verb.
    pub method: String,
    /// The URL, redacted.
    pub url: String,
    /// HTTP status of the last answer.
    pub status: Option<u16>,
    /// Headers worth showing, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The first 2 KiB of the body as text.
    pub body_excerpt: Option<String>,
    /// How often the request was sent.
    pub attempts: u32,
    /// From before the first attempt to the end, waits included.
    pub elapsed: Duration,
    /// How much of that was waiting to try again.
    pub waited: Duration,
    /// The technical cause chain, in English.
    pub cause: Option<String>,
}

/// Takes the token out of texts.
#[derive(Clone)]
pub(crate) struct Redactor {
    token: Option<SecretString>,
    /// The same, escaped as in a URL, in JSON and in HTML, where that differs.
    escaped: Vec<SecretString>,
}

impl Redactor {
    pub(crate) fn new(token: Option<&SecretString>) -> Self {
        // A text as short as that is no secret, and cutting it out of everything would garble the evidence.
        let Some(token) = token.filter(|token| token.expose_secret().len() >= 4) else {
            return Self {
                token: None,
                escaped: Vec::new(),
            };
        };
        let plain = token.expose_secret();
        let mut escaped = Vec::new();
        // Escaped as in a form, and as in a path, where `~` stands for itself; each with the other letter case of hex digits.
        let form: String = url::form_urlencoded::byte_serialize(plain.as_bytes()).collect();
        let path = form.replace("%7E", "~");
        let json = serde_json::to_string(plain).unwrap_or_default();
        let json = json.trim_matches('"').to_owned();
        let html = plain.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        let lower = [lower_hex(&form), lower_hex(&path)];
        for form in [form, path, json.replace('/', "\\/"), json, html]
            .into_iter()
            .chain(lower)
        {
            if form != plain {
                escaped.push(SecretString::from(form));
            }
        }
        Self {
            token: Some(token.clone()),
            escaped,
        }
    }

    /// The text without the token.
    pub(crate) fn text(&self, text: &str) -> String {
        let Some(token) = &self.token else {
            return text.to_owned();
        };
        let mut clean = text.replace(token.expose_secret(), REDACTED);
        for form in &self.escaped {
            clean = clean.replace(form.expose_secret(), REDACTED);
        }
        clean
    }

    /// The URL as text, without the token and without user info.
    pub(crate) fn url(&self, url: &Url) -> String {
        self.text(url.as_str())
    }

    /// The beginning of a body. Redacted before it is cut, so that no part of the token stands at the cut.
    pub(crate) fn excerpt(&self, body: &[u8]) -> Option<String> {
        if body.is_empty() {
            return None;
        }
        let longest = self.token.as_ref().map_or(0, |token| token.expose_secret().len() * 6);
        let window = &body[..body.len().min(EXCERPT + longest)];
        let mut text = self.text(&String::from_utf8_lossy(window));
        self.drop_begun_token(&mut text);
        cut(&mut text, EXCERPT);
        Some(text)
    }

    /// Where a body breaks off inside the token, what is there of it goes too.
    fn drop_begun_token(&self, text: &mut String) {
        let forms = self.token.iter().chain(&self.escaped);
        let begun = forms
            .filter_map(|form| {
                let form = form.expose_secret();
                (4..form.len())
                    .rev()
                    .filter(|&n| form.is_char_boundary(n))
                    .find(|&n| text.ends_with(&form[..n]))
            })
            .max();
        if let Some(begun) = begun {
            text.truncate(text.len() - begun);
            text.push_str(REDACTED);
        }
    }

    pub(crate) fn headers(&self, headers: &HeaderMap) -> Vec<(String, String)> {
        HEADERS
            .iter()
            .flat_map(|name| headers.get_all(*name).iter().map(move |value| (*name, value)))
            .map(|(name, value)| {
                let mut value = self.text(&String::from_utf8_lossy(value.as_bytes()));
                cut(&mut value, HEADER_EXCERPT);
                (name.to_owned(), value)
            })
            .collect()
    }

    /// An error and its causes in one line, without repetition.
    pub(crate) fn chain(&self, error: &(dyn Error + 'static)) -> String {
        let mut line = error.to_string();
        let mut last = line.clone();
        let mut next = error.source();
        while let Some(cause) = next {
            let text = cause.to_string();
            if !last.contains(&text) {
                line.push_str(": ");
                line.push_str(&text);
                last = text;
            }
            next = cause.source();
        }
        self.text(&line)
    }
}

/// `%2F` as `%2f`.
fn lower_hex(escaped: &str) -> String {
    let mut parts = escaped.split('%');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // Two digits follow each percent sign; both are ASCII.
        let (digits, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        out.push('%');
        out.push_str(&digits.to_ascii_lowercase());
        out.push_str(rest);
    }
    out
}

/// Cuts at a character boundary and says so.
fn cut(text: &mut String, limit: usize) {
    if text.len() > limit {
        let mut end = limit - '…'.len_utf8();
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        text.push('…');
    }
}
