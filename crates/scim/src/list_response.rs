//! The answer to a query (RFC 7644 §3.4.2, RFC 9865).
//!
//! Read leniently. Numbers that a server did not send are `None`; whether a listing is complete is decided elsewhere, and never
//! from one of these numbers alone. Long listings are not read with this type: it holds every resource as a tree.

use serde_json::{Value, json};

use crate::{
    json,
    resource::{Resource, ResourceError},
};

/// The URN of a list response.
pub const LIST_RESPONSE_SCHEMA: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/// Why JSON is no list response.
#[derive(Debug, thiserror::Error)]
pub enum ListResponseError {
    /// Neither the schema nor `Resources` nor `totalResults` is there.
    #[error("this JSON is no list of resources")]
    NotAList,
    /// One of the resources is not an object.
    #[error("entry {position} of the list is no resource: {source}")]
    Resource {
        /// Its place in the list, counted from 1.
        position: usize,
        /// What is wrong with it.
        source: ResourceError,
    },
}

/// One page of results.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListResponse {
    /// How many resources match in all, by the server's word.
    pub total_results: Option<u64>,
    /// How many are on this page, by the server's word.
    pub items_per_page: Option<u64>,
    /// The position of the first, counted from 1.
    pub start_index: Option<u64>,
    /// The resources on this page.
    pub resources: Vec<Resource>,
    /// The cursor of the next page (RFC 9865 §2); `None` on the last page and on servers that page by index.
    pub next_cursor: Option<String>,
    /// The cursor of the previous page (RFC 9865 §2).
    pub previous_cursor: Option<String>,
}

impl ListResponse {
    /// Reads a page. A bare JSON list, as some servers give for `/Schemas`, is taken as its resources.
    pub fn from_value(body: Value) -> Result<Self, ListResponseError> {
        let (mut read, list) = match body {
            Value::Array(list) => (Self::default(), list),
            Value::Object(mut object) => {
                let number = |name| json::get(&object, name).and_then(json::as_u64);
                let cursor = |name| json::text_of(&object, name).filter(|cursor| !cursor.is_empty());
                let read = Self {
                    total_results: number("totalResults"),
                    items_per_page: number("itemsPerPage"),
                    start_index: number("startIndex"),
                    resources: Vec::new(),
                    next_cursor: cursor("nextCursor"),
                    previous_cursor: cursor("previousCursor"),
                };
                let declared = json::texts_of(&object, "schemas")
                    .iter()
                    .any(|urn| urn.eq_ignore_ascii_case(LIST_RESPONSE_SCHEMA));
                let list = match json::remove(&mut object, "Resources") {
                    Some(Value::Array(list)) => list,
                    None | Some(Value::Null) if declared || read.total_results.is_some() => Vec::new(),
                    _ => return Err(ListResponseError::NotAList),
                };
                (read, list)
            }
            _ => return Err(ListResponseError::NotAList),
        };
        read.resources.reserve_exact(list.len());
        for (index, value) in list.into_iter().enumerate() {
            let resource = Resource::from_value(value).map_err(|source| ListResponseError::Resource {
                position: index + 1,
                source,
            })?;
            read.resources.push(resource);
        }
        Ok(read)
    }

    /// The page as RFC 7644 wants it. `Resources` is always there, empty or not.
    pub fn to_value(&self) -> Value {
        let mut body = json!({"schemas": [LIST_RESPONSE_SCHEMA]});
        let numbers = [
            ("totalResults", self.total_results),
            ("startIndex", self.start_index),
            ("itemsPerPage", self.items_per_page),
        ];
        for (name, number) in numbers {
            if let Some(number) = number {
                body[name] = number.into();
            }
        }
        for (name, cursor) in [
            ("nextCursor", &self.next_cursor),
            ("previousCursor", &self.previous_cursor),
        ] {
            if let Some(cursor) = cursor {
                body[name] = cursor.as_str().into();
            }
        }
        body["Resources"] = self.resources.iter().map(Resource::to_value).collect();
        body
    }
}
