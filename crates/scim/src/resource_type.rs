//! Which kinds of resource a server has, and where (RFC 7643 §6).

use serde_json::Value;

use crate::json;

/// The URN of the schema (RFC 7643 §6).
pub const RESOURCE_TYPE_SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";

/// A kind of resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResourceType {
    /// Its identifier, if it has one.
    pub id: Option<String>,
    /// Its name: `User`.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Its endpoint below the tenant URL, as the server wrote it: `/Users`.
    pub endpoint: Option<String>,
    /// The URN of its core schema.
    pub schema: Option<String>,
    /// Its extensions.
    pub schema_extensions: Vec<SchemaExtension>,
}

/// An extension of a kind of resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchemaExtension {
    /// The URN of the extension.
    pub schema: String,
    /// Whether every resource must have it. `None`: not said.
    pub required: Option<bool>,
}

impl ResourceType {
    /// Reads one entry of `/ResourceTypes`. `None`: it is not an object, or says neither name nor endpoint.
    pub fn from_value(value: &Value) -> Option<Self> {
        let object = value.as_object()?;
        let read = Self {
            id: json::text_of(object, "id"),
            name: json::text_of(object, "name"),
            description: json::text_of(object, "description"),
            endpoint: json::text_of(object, "endpoint"),
            schema: json::text_of(object, "schema"),
            schema_extensions: json::get(object, "schemaExtensions")
                .map(json::as_list)
                .unwrap_or_default()
                .iter()
                .filter_map(|extension| match extension {
                    Value::Object(extension) => Some(SchemaExtension {
                        schema: json::text_of(extension, "schema")?,
                        required: json::bool_of(extension, "required"),
                    }),
                    plain => Some(SchemaExtension {
                        schema: plain.as_str()?.to_owned(),
                        required: None,
                    }),
                })
                .collect(),
        };
        (read.name.is_some() || read.endpoint.is_some()).then_some(read)
    }

    /// Whether this is the type with the endpoint `name` (`Users`), slashes and letter case aside.
    pub fn is_at(&self, name: &str) -> bool {
        self.endpoint.as_deref().is_some_and(|endpoint| {
            endpoint
                .trim_end_matches('/')
                .rsplit('/')
                .next()
                .is_some_and(|last| last.eq_ignore_ascii_case(name))
        })
    }
}
