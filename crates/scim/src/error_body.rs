//! The body of an error answer (RFC 7644 §3.12).
//!
//! Read leniently: `status` as text, number or missing, and the list of errors that SCIM 1.1 had. Written strictly.

use std::{convert::Infallible, fmt, str::FromStr};

use serde_json::{Map, Value, json};

use crate::json;

/// The URN of an error body.
pub const ERROR_SCHEMA: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

/// What was wrong with a request, in the words of RFC 7644 §3.12 table 9 and RFC 9865 §2.1.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ScimType {
    /// The filter is malformed, or compares what cannot be compared.
    InvalidFilter,
    /// The filter yields more results than the server will work through.
    TooMany,
    /// Another resource has this value already.
    Uniqueness,
    /// The change does not fit the attribute's mutability.
    Mutability,
    /// The body is malformed.
    InvalidSyntax,
    /// The path is malformed or names no known attribute.
    InvalidPath,
    /// The path matched nothing that could be operated on.
    NoTarget,
    /// A value is missing or does not fit its attribute.
    InvalidValue,
    /// The protocol version is not supported.
    InvalidVers,
    /// The request holds what must not stand in a URL.
    Sensitive,
    /// The cursor is not valid.
    InvalidCursor,
    /// The cursor has expired.
    ExpiredCursor,
    /// The count is not valid.
    InvalidCount,
    /// A word that no RFC defines, as the server wrote it.
    Other(String),
}

impl ScimType {
    const DEFINED: [(&'static str, Self); 13] = [
        ("invalidFilter", Self::InvalidFilter),
        ("tooMany", Self::TooMany),
        ("uniqueness", Self::Uniqueness),
        ("mutability", Self::Mutability),
        ("invalidSyntax", Self::InvalidSyntax),
        ("invalidPath", Self::InvalidPath),
        ("noTarget", Self::NoTarget),
        ("invalidValue", Self::InvalidValue),
        ("invalidVers", Self::InvalidVers),
        ("sensitive", Self::Sensitive),
        ("invalidCursor", Self::InvalidCursor),
        ("expiredCursor", Self::ExpiredCursor),
        ("invalidCount", Self::InvalidCount),
    ];

    /// The word as it stands in `scimType`.
    pub fn as_str(&self) -> &str {
        if let Self::Other(word) = self {
            return word;
        }
        Self::DEFINED
            .iter()
            .find(|(_, defined)| defined == self)
            .map_or("", |(word, _)| word)
    }
}

impl fmt::Display for ScimType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ScimType {
    type Err = Infallible;

    /// Reads the word in any letter case. A word that no RFC defines is kept.
    fn from_str(word: &str) -> Result<Self, Infallible> {
        Ok(Self::DEFINED
            .into_iter()
            .find(|(defined, _)| defined.eq_ignore_ascii_case(word))
            .map_or_else(|| Self::Other(word.to_owned()), |(_, defined)| defined))
    }
}

/// An error body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScimError {
    /// The HTTP status that the body repeats; `None` if it does not or is unreadable. The answer's own status is the true one.
    pub status: Option<u16>,
    /// What was wrong with the request.
    pub scim_type: Option<ScimType>,
    /// What the server says to a person. Text, never markup.
    pub detail: Option<String>,
}

impl ScimError {
    /// An error to answer with.
    pub fn new(status: u16, scim_type: Option<ScimType>, detail: impl Into<String>) -> Self {
        Self {
            status: Some(status),
            scim_type,
            detail: Some(detail.into()),
        }
    }

    /// Reads an error body. `None`: this JSON is no SCIM error, whatever else it may be.
    pub fn from_value(body: &Value) -> Option<Self> {
        let object = body.as_object()?;
        // SCIM 1.1 (§3.9) had a list: {"Errors": [{"description": …, "code": …}]}
        if let Some(first) = json::get(object, "Errors").and_then(|errors| json::as_list(errors).first()) {
            let first = first.as_object()?;
            return Some(Self {
                status: json::get(first, "code").and_then(status),
                scim_type: None,
                detail: json::text_of(first, "description"),
            });
        }
        let declared = is_declared(object);
        let read = Self {
            status: json::get(object, "status").and_then(status),
            scim_type: json::text_of(object, "scimType").and_then(|word| word.parse().ok()),
            detail: json::text_of(object, "detail"),
        };
        (declared || read.scim_type.is_some() || read.detail.is_some()).then_some(read)
    }

    /// Whether a body is surely a SCIM server's own error: it declares [`ERROR_SCHEMA`], or has both `status` and `detail`.
    /// Stricter than [`from_value`](Self::from_value): web frameworks and gateways say `status` or `detail` alone.
    pub fn is_certain(body: &Value) -> bool {
        body.as_object().is_some_and(|object| {
            is_declared(object)
                || (json::get(object, "status").and_then(status).is_some() && json::text_of(object, "detail").is_some())
        })
    }

    /// The body as RFC 7644 wants it: `status` is text.
    pub fn to_value(&self) -> Value {
        let mut body = json!({"schemas": [ERROR_SCHEMA]});
        if let Some(status) = self.status {
            body["status"] = status.to_string().into();
        }
        if let Some(scim_type) = &self.scim_type {
            body["scimType"] = scim_type.as_str().into();
        }
        if let Some(detail) = &self.detail {
            body["detail"] = detail.as_str().into();
        }
        body
    }
}

fn is_declared(object: &Map<String, Value>) -> bool {
    json::texts_of(object, "schemas")
        .iter()
        .any(|urn| urn.eq_ignore_ascii_case(ERROR_SCHEMA))
}

fn status(value: &Value) -> Option<u16> {
    u16::try_from(json::as_u64(value)?)
        .ok()
        .filter(|status| (100..=599).contains(status))
}
