//! Attributes made of sub-attributes (RFC 7643 §2.3.8), as far as listed columns are read from them.

use jiff::Timestamp;
use serde::de::{IgnoredAny, MapAccess, SeqAccess};

use super::attribute::Attribute;
use super::columns::Reference;
use super::lenient::{Lenient, Read, set};

#[derive(Default)]
pub(super) struct NameParts {
    pub(super) formatted: Option<String>,
    pub(super) given: Option<String>,
    pub(super) family: Option<String>,
}

impl Lenient for NameParts {
    /// A server that has one name for a person may send it as text.
    fn from_text(text: &str) -> Self {
        Self {
            formatted: Some(text.to_owned()),
            ..Self::default()
        }
    }

    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let mut parts = Self::default();
        while let Some(name) = map.next_key::<Attribute>()? {
            match name {
                Attribute::Formatted => set(&mut parts.formatted, &mut map)?,
                Attribute::GivenName => set(&mut parts.given, &mut map)?,
                Attribute::FamilyName => set(&mut parts.family, &mut map)?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(parts)
    }
}

#[derive(Default)]
pub(super) struct Meta {
    pub(super) created: Option<Timestamp>,
    pub(super) last_modified: Option<Timestamp>,
    pub(super) version: Option<String>,
}

impl Lenient for Meta {
    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let mut meta = Self::default();
        while let Some(name) = map.next_key::<Attribute>()? {
            match name {
                Attribute::Created => set(&mut meta.created, &mut map)?,
                Attribute::LastModified => set(&mut meta.last_modified, &mut map)?,
                Attribute::Version => set(&mut meta.version, &mut map)?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(meta)
    }
}

#[derive(Default)]
pub(super) struct Enterprise {
    pub(super) department: Option<String>,
}

impl Lenient for Enterprise {
    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let mut enterprise = Self::default();
        while let Some(name) = map.next_key::<Attribute>()? {
            match name {
                Attribute::Department => set(&mut enterprise.department, &mut map)?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(enterprise)
    }
}

/// One element of a multi-valued attribute (RFC 7643 §2.4).
#[derive(Default)]
struct Element {
    value: Option<String>,
    kind: Option<String>,
    primary: Option<bool>,
    display: Option<String>,
}

impl Lenient for Element {
    fn from_text(text: &str) -> Self {
        Self {
            value: Some(text.to_owned()),
            ..Self::default()
        }
    }

    fn from_bool(value: bool) -> Self {
        Self::from_text(if value { "true" } else { "false" })
    }

    fn from_number(number: impl ToString) -> Self {
        Self::from_text(&number.to_string())
    }

    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let mut element = Self::default();
        while let Some(name) = map.next_key::<Attribute>()? {
            match name {
                Attribute::Value => set(&mut element.value, &mut map)?,
                Attribute::Type => set(&mut element.kind, &mut map)?,
                Attribute::Primary => set(&mut element.primary, &mut map)?,
                Attribute::Display => set(&mut element.display, &mut map)?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(element)
    }
}

/// The address to write to, chosen as [`crate::user::User::primary_email`] does.
#[derive(Default)]
pub(super) struct BestEmail {
    pub(super) address: Option<String>,
    rank: u8,
}

impl BestEmail {
    fn offer(&mut self, element: Element) {
        let Some(address) = element.value.filter(|value| !value.is_empty()) else {
            return;
        };
        let rank = if element.primary == Some(true) {
            3
        } else if element.kind.is_some_and(|kind| kind.eq_ignore_ascii_case("work")) {
            2
        } else {
            1
        };
        if rank > self.rank {
            self.rank = rank;
            self.address = Some(address);
        }
    }
}

impl Lenient for BestEmail {
    fn from_text(text: &str) -> Self {
        let mut best = Self::default();
        best.offer(Element::from_text(text));
        best
    }

    fn from_bool(value: bool) -> Self {
        let mut best = Self::default();
        best.offer(Element::from_bool(value));
        best
    }

    fn from_number(number: impl ToString) -> Self {
        Self::from_text(&number.to_string())
    }

    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        let mut best = Self::default();
        best.offer(Element::from_map(map)?);
        Ok(best)
    }

    fn from_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Self, A::Error> {
        let mut best = Self::default();
        while let Some(Read(element)) = list.next_element::<Read<Element>>()? {
            best.offer(element);
        }
        Ok(best)
    }
}

#[derive(Default)]
pub(super) struct References(pub(super) Vec<Reference>);

impl References {
    fn add(&mut self, element: Element) {
        if let Some(id) = element.value.filter(|id| !id.is_empty()) {
            self.0.push(Reference {
                id,
                kind: element.kind,
                display: element.display,
            });
        }
    }
}

impl Lenient for References {
    fn from_text(text: &str) -> Self {
        let mut references = Self::default();
        references.add(Element::from_text(text));
        references
    }

    fn from_bool(value: bool) -> Self {
        let mut references = Self::default();
        references.add(Element::from_bool(value));
        references
    }

    fn from_number(number: impl ToString) -> Self {
        Self::from_text(&number.to_string())
    }

    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        let mut references = Self::default();
        references.add(Element::from_map(map)?);
        Ok(references)
    }

    fn from_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Self, A::Error> {
        let mut references = Self::default();
        while let Some(Read(element)) = list.next_element::<Read<Element>>()? {
            references.add(element);
        }
        Ok(references)
    }
}
