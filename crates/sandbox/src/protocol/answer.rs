//! A request with everything that matters here, and the answer to it.

use std::borrow::Cow;

use scimdesk_scim::{
    error_body::{ScimError, ScimType},
    json::{self, Object},
};
use serde_json::Value;

/// The media type of SCIM (RFC 7644 §8.1).
pub(crate) const SCIM_JSON: &str = "application/scim+json";

/// A request.
#[derive(Debug, Default)]
pub(crate) struct Call {
    pub(crate) method: String,
    /// The path below the tenant URL, decoded, without empty parts.
    pub(crate) path: Vec<String>,
    /// The query, decoded.
    pub(crate) query: Vec<(String, String)>,
    pub(crate) content_type: Option<String>,
    pub(crate) if_match: Option<String>,
    pub(crate) if_none_match: Option<String>,
    pub(crate) body: Vec<u8>,
}

impl Call {
    /// The first value of a parameter, its name in any letter case.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Result<Value, Refusal> {
        if let Some(content_type) = &self.content_type {
            let essence = content_type.split(';').next().unwrap_or_default().trim();
            let is_json = essence.eq_ignore_ascii_case(SCIM_JSON) || essence.eq_ignore_ascii_case("application/json");
            if !is_json {
                let detail = format!("the body must be {SCIM_JSON}, not {essence}");
                return Err(ScimError::new(415, None, detail).into());
            }
        }
        serde_json::from_slice(&self.body).map_err(|error| {
            let detail = format!("the body is no JSON: {error}");
            ScimError::new(400, Some(ScimType::InvalidSyntax), detail).into()
        })
    }
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(Cow<'static, str>, String)>,
    /// JSON, unless the headers say otherwise; `None` for no body.
    pub(crate) body: Option<Vec<u8>>,
}

impl Answer {
    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status,
            ..Self::default()
        }
    }

    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::text(status, body.to_string().into_bytes())
    }

    /// An answer whose body is JSON text already.
    pub(crate) fn text(status: u16, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: vec![("content-type".into(), SCIM_JSON.to_owned())],
            body: Some(body),
        }
    }

    pub(crate) fn with(mut self, header: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((header.into(), value.into()));
        self
    }

    pub(crate) fn with_all(mut self, headers: &[(String, String)]) -> Self {
        let headers = headers.iter().cloned();
        self.headers.extend(headers.map(|(name, value)| (name.into(), value)));
        self
    }

    /// The answer for an error.
    pub(crate) fn error(error: &ScimError) -> Self {
        Self::json(error.status.unwrap_or(500), &error.to_value())
    }
}

/// Why a request gets another answer than it asked for: an error, or an answer of its own.
#[derive(Debug)]
pub(crate) struct Refusal(pub(crate) Answer);

impl From<ScimError> for Refusal {
    fn from(error: ScimError) -> Self {
        Self(Answer::error(&error))
    }
}

/// What a request comes to.
pub(crate) type Outcome = Result<Answer, Refusal>;

/// 404 for a path or a resource that is not there.
pub(crate) fn not_found(what: impl Into<String>) -> Refusal {
    ScimError::new(404, None, what).into()
}

/// 405 for a method that a path does not have.
pub(crate) fn not_allowed(method: &str, allowed: &str) -> Refusal {
    let error = ScimError::new(405, None, format!("{method} is not possible here"));
    Refusal(Answer::error(&error).with("allow", allowed))
}

/// 400 for a value that does not fit.
pub(crate) fn invalid_value(detail: impl Into<String>) -> Refusal {
    ScimError::new(400, Some(ScimType::InvalidValue), detail).into()
}

/// The members of an object, or 400.
pub(crate) fn object(value: Value) -> Result<Object, Refusal> {
    if let Value::Object(object) = value {
        return Ok(object);
    }
    let detail = "the body must be a JSON object";
    Err(ScimError::new(400, Some(ScimType::InvalidSyntax), detail).into())
}

/// A list of texts, given as a list or as one text with commas.
pub(crate) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(elements) => elements
            .iter()
            .filter_map(|element| json::as_text(element).map(|text| text.trim().to_owned()))
            .collect(),
        plain => {
            let text = json::as_text(plain).unwrap_or_default();
            let parts = text.split(',').map(str::trim);
            parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
        }
    }
}
