//! What a server says that it can do (RFC 7643 §5, RFC 9865 §4).
//!
//! Read leniently: every answer is `None` where the server did not give one. That is "not said", and real servers often do more
//! or less than they say.

use serde_json::Value;

use crate::json::{self, Object};

/// The URN of the schema (RFC 7643 §5).
pub const SERVICE_PROVIDER_CONFIG_SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";

/// What a server says that it can do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceProviderConfig {
    /// The address of a page for people. Shown, never opened by itself.
    pub documentation_uri: Option<String>,
    /// Whether it takes PATCH.
    pub patch: Option<bool>,
    /// Whether it takes `/Bulk`.
    pub bulk: Option<bool>,
    /// The most operations in one bulk request.
    pub bulk_max_operations: Option<u64>,
    /// The longest bulk request, in bytes.
    pub bulk_max_payload_size: Option<u64>,
    /// Whether it takes filters.
    pub filter: Option<bool>,
    /// The most resources that one query returns.
    pub filter_max_results: Option<u64>,
    /// Whether it takes a new password.
    pub change_password: Option<bool>,
    /// Whether it sorts.
    pub sort: Option<bool>,
    /// Whether it has entity tags.
    pub etag: Option<bool>,
    /// How it pages (RFC 9865 §4); `None` if it does not say.
    pub pagination: Option<Pagination>,
    /// How a client may identify itself.
    pub authentication_schemes: Vec<AuthenticationScheme>,
}

/// How a server pages (RFC 9865 §4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pagination {
    /// Whether it pages by cursor.
    pub cursor: Option<bool>,
    /// Whether it pages by index.
    pub index: Option<bool>,
    /// What it does when not asked: `cursor` or `index`.
    pub default_method: Option<String>,
    /// How many resources a page has when not asked.
    pub default_page_size: Option<u64>,
    /// The most resources on a page.
    pub max_page_size: Option<u64>,
    /// How long a cursor lives, in seconds.
    pub cursor_timeout: Option<u64>,
}

/// One way for a client to identify itself (RFC 7643 §5).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuthenticationScheme {
    /// `oauthbearertoken`, `httpbasic` and so on. The RFC calls this `type`.
    pub kind: Option<String>,
    /// Its name to show.
    pub name: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// The address of its specification. Shown, never opened by itself.
    pub spec_uri: Option<String>,
    /// The address of its documentation. Shown, never opened by itself.
    pub documentation_uri: Option<String>,
    /// Whether it is the preferred one.
    pub primary: Option<bool>,
}

impl ServiceProviderConfig {
    /// Reads the body. `None`: it is not an object. A page of one, in which some servers wrap it, is opened.
    pub fn from_value(body: &Value) -> Option<Self> {
        let mut object = body.as_object()?;
        if let Some([Value::Object(only)]) = json::get(object, "Resources")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
        {
            object = only;
        }
        let part = |name| json::get(object, name);
        // `{"supported": true}`, or the boolean alone.
        let supported = |name| {
            part(name).and_then(|part| match part {
                Value::Object(part) => json::bool_of(part, "supported"),
                plain => json::as_bool(plain),
            })
        };
        let number = |name, inner| {
            part(name)
                .and_then(Value::as_object)
                .and_then(|part| number_of(part, inner))
        };
        Some(Self {
            documentation_uri: json::text_of(object, "documentationUri"),
            patch: supported("patch"),
            bulk: supported("bulk"),
            bulk_max_operations: number("bulk", "maxOperations"),
            bulk_max_payload_size: number("bulk", "maxPayloadSize"),
            filter: supported("filter"),
            filter_max_results: number("filter", "maxResults"),
            change_password: supported("changePassword"),
            sort: supported("sort"),
            etag: supported("etag"),
            pagination: part("pagination").and_then(Value::as_object).map(|part| Pagination {
                cursor: json::bool_of(part, "cursor"),
                index: json::bool_of(part, "index"),
                default_method: json::text_of(part, "defaultPaginationMethod"),
                default_page_size: number_of(part, "defaultPageSize"),
                max_page_size: number_of(part, "maxPageSize"),
                cursor_timeout: number_of(part, "cursorTimeout"),
            }),
            authentication_schemes: part("authenticationSchemes")
                .map(json::as_list)
                .unwrap_or_default()
                .iter()
                .filter_map(Value::as_object)
                .map(|scheme| AuthenticationScheme {
                    kind: json::text_of(scheme, "type"),
                    name: json::text_of(scheme, "name"),
                    description: json::text_of(scheme, "description"),
                    spec_uri: json::text_of(scheme, "specUri"),
                    documentation_uri: json::text_of(scheme, "documentationUri"),
                    primary: json::bool_of(scheme, "primary"),
                })
                .collect(),
        })
    }
}

fn number_of(object: &Object, name: &str) -> Option<u64> {
    json::get(object, name).and_then(json::as_u64)
}
