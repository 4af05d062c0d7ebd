//! The order of a listing: `sortBy` and `sortOrder` (RFC 7644 §3.4.2.3).

use std::cmp::Ordering;

use jiff::Timestamp;
use scimdesk_scim::{
    json,
    path::AttributePath,
    resource::Resource,
    schema::{AttributeType, SchemaSet},
};
use serde_json::Value;

/// What a listing is ordered by.
#[derive(Clone, Debug)]
pub(crate) struct Sorting {
    pub(crate) by: AttributePath,
    pub(crate) descending: bool,
}

/// What one resource is compared by. Resources without a value come last, or first in descending order (§3.4.2.3).
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SortKey {
    Bool(bool),
    Number(f64),
    Time(Timestamp),
    Text(String),
    Missing,
}

impl SortKey {
    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Bool(one), Self::Bool(other)) => one.cmp(other),
            (Self::Number(one), Self::Number(other)) => one.total_cmp(other),
            (Self::Time(one), Self::Time(other)) => one.cmp(other),
            (Self::Text(one), Self::Text(other)) => one.cmp(other),
            (one, other) => one.rank().cmp(&other.rank()),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Bool(_) => 0,
            Self::Number(_) => 1,
            Self::Time(_) => 2,
            Self::Text(_) => 3,
            Self::Missing => 4,
        }
    }
}

impl Sorting {
    /// The key of a resource.
    pub(crate) fn key(&self, resource: &Resource, schemas: &SchemaSet) -> SortKey {
        let attribute = schemas.attribute(&self.by);
        let root = resource.as_object();
        // Names without a schema may be an extension's, as in filters.
        let in_extension = || {
            schemas
                .extensions()
                .iter()
                .filter(|schema| {
                    let urn = self.by.schema.as_deref();
                    urn.is_none_or(|urn| urn.eq_ignore_ascii_case(&schema.id))
                })
                .find_map(|schema| json::get(resource.extension(&schema.id)?, &self.by.name))
        };
        let value = json::get(root, &self.by.name).or_else(in_extension);
        let Some(value) = value.and_then(preferred) else {
            return SortKey::Missing;
        };
        let value = match (&self.by.sub, value) {
            (Some(sub), Value::Object(parts)) => json::get(parts, sub),
            (None, Value::Object(parts)) => json::get(parts, "value"),
            (_, plain) => Some(plain),
        };
        let Some(value) = value.filter(|value| json::is_assigned(value)) else {
            return SortKey::Missing;
        };
        let kind = attribute.map(|attribute| attribute.kind);
        match (kind, value) {
            (_, Value::Bool(value)) => SortKey::Bool(*value),
            (_, Value::Number(number)) => number.as_f64().map_or(SortKey::Missing, SortKey::Number),
            (Some(AttributeType::DateTime), value) => json::as_time(value).map_or(SortKey::Missing, SortKey::Time),
            (_, value) => match json::as_text(value) {
                Some(text) if attribute.is_some_and(|attribute| attribute.case_exact) => {
                    SortKey::Text(text.into_owned())
                }
                Some(text) => SortKey::Text(text.to_lowercase()),
                None => SortKey::Missing,
            },
        }
    }

    /// Compares two keys in the order that was asked for.
    pub(crate) fn compare(&self, one: &SortKey, other: &SortKey) -> Ordering {
        let order = one.compare(other);
        if self.descending { order.reverse() } else { order }
    }
}

/// Of several values the primary one, else the first.
fn preferred(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(elements) => elements
            .iter()
            .find(|element| element.get("primary").and_then(json::as_bool) == Some(true))
            .or_else(|| elements.first()),
        single => Some(single),
    }
}
