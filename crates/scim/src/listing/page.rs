//! One page of a list (RFC 7644 §3.4.2, RFC 9865 §2), read without copying its resources.

use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::lenient::{number, text};
use super::resource::ListedResource;

/// A page as it was read.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) resources: Vec<ListedResource>,
    /// Entries that are no objects, or have no id. They cannot be kept, and are not forgotten either.
    pub(super) nameless: u64,
    /// `totalResults`
    pub(super) total: Option<u64>,
    /// `nextCursor`
    pub(super) next_cursor: Option<String>,
}

/// The envelope, borrowing the resources' text.
struct Envelope<'a> {
    total: Option<u64>,
    next_cursor: Option<String>,
    resources: Option<Vec<&'a RawValue>>,
}

/// Why a page's text is no page.
#[derive(Debug, thiserror::Error)]
pub(super) enum PageError {
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error("the answer has neither Resources nor totalResults")]
    NotAList,
}

impl Page {
    pub(super) fn read(text: &str) -> Result<Self, PageError> {
        let page: Arc<str> = Arc::from(text);
        let envelope: Envelope<'_> = serde_json::from_str(&page)?;
        if envelope.resources.is_none() && envelope.total.is_none() {
            return Err(PageError::NotAList);
        }
        let raw = envelope.resources.unwrap_or_default();
        let mut read = Self {
            resources: Vec::with_capacity(raw.len()),
            nameless: 0,
            total: envelope.total,
            next_cursor: envelope.next_cursor.filter(|cursor| !cursor.is_empty()),
        };
        let start = page.as_ptr().addr();
        for raw in raw {
            // The text is a part of the page, so its place is the distance of the two.
            let begin = raw.get().as_ptr().addr() - start;
            match ListedResource::in_page(&page, begin..begin + raw.get().len()) {
                Ok(resource) if !resource.columns.id.is_empty() => read.resources.push(resource),
                // The page as a whole was well-formed, so this is a shape that no resource has.
                Ok(_) | Err(_) => read.nameless += 1,
            }
        }
        Ok(read)
    }
}

impl<'de> Deserialize<'de> for Envelope<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EnvelopeVisitor;
        impl<'de> Visitor<'de> for EnvelopeVisitor {
            type Value = Envelope<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list response")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Envelope<'de>, A::Error> {
                let mut envelope = Envelope {
                    total: None,
                    next_cursor: None,
                    resources: None,
                };
                while let Some(name) = map.next_key::<Part>()? {
                    match name {
                        Part::Total => envelope.total = number(&mut map)?,
                        Part::NextCursor => envelope.next_cursor = text(&mut map)?,
                        Part::Resources => envelope.resources = map.next_value::<Option<Vec<&RawValue>>>()?,
                        Part::Other => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(envelope)
            }
        }
        deserializer.deserialize_map(EnvelopeVisitor)
    }
}

enum Part {
    Total,
    NextCursor,
    Resources,
    Other,
}

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PartVisitor;
        impl Visitor<'_> for PartVisitor {
            type Value = Part;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a member of a list response")
            }
            fn visit_str<E>(self, name: &str) -> Result<Part, E> {
                Ok(if name.eq_ignore_ascii_case("resources") {
                    Part::Resources
                } else if name.eq_ignore_ascii_case("totalResults") {
                    Part::Total
                } else if name.eq_ignore_ascii_case("nextCursor") {
                    Part::NextCursor
                } else {
                    Part::Other
                })
            }
        }
        deserializer.deserialize_identifier(PartVisitor)
    }
}
