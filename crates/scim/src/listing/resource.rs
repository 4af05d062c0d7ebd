//! A listed resource: its JSON as it came, and beside it the few attributes that lists need.
//!
//! Reading a page into a tree of values costs nearly ten times what reading these columns does, so they are picked
//! out by hand-written visitors. They are as lenient as [`crate::json`]: names in any letter case, numbers and
//! booleans as text, one value where a list belongs; what has another shape is passed over.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::lenient::{Lenient, Read, set};

/// One resource of a listing.
///
/// Fields are `None` where the server did not return the attribute: unknown, not empty.
#[derive(Clone, Default)]
pub struct ListedResource {
    page: Arc<str>,
    place: Range<usize>,
    /// What lists show of it.
    pub columns: Columns,
}

/// The attributes of a user or group that lists, searches and links need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The server's id as text; empty where there is none, which a [`Listing`](super::Listing) never hands out.
    pub id: String,
    /// `externalId`, also where it is spelled `external_id`.
    pub external_id: Option<String>,
    /// `userName`
    pub user_name: Option<String>,
    /// `displayName`
    pub display_name: Option<String>,
    /// `name.formatted`
    pub formatted_name: Option<String>,
    /// `name.givenName`
    pub given_name: Option<String>,
    /// `name.familyName`
    pub family_name: Option<String>,
    /// `active`
    pub active: Option<bool>,
    /// The primary address, else the first of type `work`, else the first.
    pub email: Option<String>,
    /// `title`
    pub title: Option<String>,
    /// `department` of the enterprise extension (RFC 7643 §4.3).
    pub department: Option<String>,
    /// `meta.created`
    pub created: Option<Timestamp>,
    /// `meta.lastModified`
    pub last_modified: Option<Timestamp>,
    /// `meta.version`: an entity tag.
    pub version: Option<String>,
    /// A group's `members`.
    pub members: Option<Vec<Reference>>,
    /// A user's `groups`.
    pub groups: Option<Vec<Reference>>,
}

/// One entry of `members` or `groups`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// `value`: the id of what is referred to.
    pub id: String,
    /// `type`: `User`, `Group`; of a user's groups `direct`, `indirect`.
    pub kind: Option<String>,
    /// `display`
    pub display: Option<String>,
}

impl ListedResource {
    /// Reads one resource from its JSON text, for instance after a read of its own.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        let columns = serde_json::from_str(text)?;
        Ok(Self {
            page: Arc::from(text),
            place: 0..text.len(),
            columns,
        })
    }

    /// Reads the resource that stands at `place` in `page`, without copying its text.
    pub(super) fn in_page(page: &Arc<str>, place: Range<usize>) -> Result<Self, serde_json::Error> {
        let columns = serde_json::from_str(&page[place.clone()])?;
        Ok(Self {
            page: Arc::clone(page),
            place,
            columns,
        })
    }

    /// The resource's JSON exactly as the server sent it. The whole page stays in memory as long as this resource does.
    pub fn raw(&self) -> &str {
        &self.page[self.place.clone()]
    }
}

impl fmt::Debug for ListedResource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListedResource")
            .field("raw", &self.raw())
            .field("columns", &self.columns)
            .finish_non_exhaustive()
    }
}

impl Columns {
    /// The best name for a person to read: `displayName`, else `name.formatted`, else given and family name, else
    /// `userName`, else `id`. Blank ones are passed over.
    pub fn best_name(&self) -> String {
        fn there(text: Option<&str>) -> Option<&str> {
            text.filter(|text| !text.trim().is_empty())
        }
        let given = there(self.given_name.as_deref());
        let family = there(self.family_name.as_deref());
        there(self.display_name.as_deref())
            .or(there(self.formatted_name.as_deref()))
            .map(str::to_owned)
            .or_else(|| match (given, family) {
                (Some(given), Some(family)) => Some(format!("{given} {family}")),
                (one, other) => one.or(other).map(str::to_owned),
            })
            .or_else(|| there(self.user_name.as_deref()).map(str::to_owned))
            .unwrap_or_else(|| self.id.clone())
    }
}

const ENTERPRISE_USER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// Attribute names that something here reads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attribute {
    Id,
    ExternalId,
    UserName,
    DisplayName,
    NameParts,
    Formatted,
    GivenName,
    FamilyName,
    Active,
    Emails,
    Title,
    Enterprise,
    EnterpriseDepartment,
    Department,
    Meta,
    Created,
    LastModified,
    Version,
    Members,
    Groups,
    Value,
    Type,
    Primary,
    Display,
    Other,
}

impl Attribute {
    /// Names differ in length first, so that most are told apart by one number.
    fn of(name: &str) -> Self {
        let is = |other: &str| name.eq_ignore_ascii_case(other);
        match name.len() {
            2 if is("id") => Self::Id,
            4 if is("name") => Self::NameParts,
            4 if is("meta") => Self::Meta,
            4 if is("type") => Self::Type,
            5 if is("value") => Self::Value,
            5 if is("title") => Self::Title,
            6 if is("active") => Self::Active,
            6 if is("emails") => Self::Emails,
            6 if is("groups") => Self::Groups,
            7 if is("members") => Self::Members,
            7 if is("primary") => Self::Primary,
            7 if is("display") => Self::Display,
            7 if is("created") => Self::Created,
            7 if is("version") => Self::Version,
            8 if is("userName") => Self::UserName,
            9 if is("givenName") => Self::GivenName,
            9 if is("formatted") => Self::Formatted,
            10 if is("familyName") => Self::FamilyName,
            10 if is("externalId") => Self::ExternalId,
            10 if is("department") => Self::Department,
            11 if is("displayName") => Self::DisplayName,
            11 if is("external_id") => Self::ExternalId,
            12 if is("lastModified") => Self::LastModified,
            58 if is(ENTERPRISE_USER) => Self::Enterprise,
            // Some servers write the extension's attributes flat.
            69 if name.is_char_boundary(58)
                && name[..58].eq_ignore_ascii_case(ENTERPRISE_USER)
                && name[58..].eq_ignore_ascii_case(":department") =>
            {
                Self::EnterpriseDepartment
            }
            _ => Self::Other,
        }
    }
}

impl<'de> Deserialize<'de> for Attribute {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AttributeVisitor;
        impl Visitor<'_> for AttributeVisitor {
            type Value = Attribute;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an attribute name")
            }
            fn visit_str<E>(self, name: &str) -> Result<Attribute, E> {
                Ok(Attribute::of(name))
            }
        }
        deserializer.deserialize_identifier(AttributeVisitor)
    }
}

impl<'de> Deserialize<'de> for Columns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ColumnsVisitor;
        impl<'de> Visitor<'de> for ColumnsVisitor {
            type Value = Columns;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a resource")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Columns, A::Error> {
                let mut columns = Columns::default();
                while let Some(name) = map.next_key::<Attribute>()? {
                    columns.take(name, &mut map)?;
                }
                Ok(columns)
            }
        }
        // Not `deserialize_any`: a resource is an object, and anything else is an error.
        deserializer.deserialize_map(ColumnsVisitor)
    }
}

impl Columns {
    fn take<'de, A: MapAccess<'de>>(&mut self, name: Attribute, map: &mut A) -> Result<(), A::Error> {
        match name {
            Attribute::Id => {
                if let Read(Some(id)) = map.next_value::<Read<Option<String>>>()?
                    && self.id.is_empty()
                {
                    self.id = id;
                }
            }
            Attribute::ExternalId => set(&mut self.external_id, map)?,
            Attribute::UserName => set(&mut self.user_name, map)?,
            Attribute::DisplayName => set(&mut self.display_name, map)?,
            Attribute::Active => set(&mut self.active, map)?,
            Attribute::Title => set(&mut self.title, map)?,
            Attribute::EnterpriseDepartment => set(&mut self.department, map)?,
            Attribute::NameParts => {
                let Read(parts) = map.next_value::<Read<NameParts>>()?;
                self.formatted_name = self.formatted_name.take().or(parts.formatted);
                self.given_name = self.given_name.take().or(parts.given);
                self.family_name = self.family_name.take().or(parts.family);
            }
            Attribute::Meta => {
                let Read(meta) = map.next_value::<Read<Meta>>()?;
                self.created = self.created.or(meta.created);
                self.last_modified = self.last_modified.or(meta.last_modified);
                self.version = self.version.take().or(meta.version);
            }
            Attribute::Enterprise => {
                let Read(enterprise) = map.next_value::<Read<Enterprise>>()?;
                self.department = self.department.take().or(enterprise.department);
            }
            Attribute::Emails => {
                let Read(emails) = map.next_value::<Read<BestEmail>>()?;
                self.email = self.email.take().or(emails.address);
            }
            Attribute::Members => {
                let Read(members) = map.next_value::<Read<References>>()?;
                self.members.get_or_insert(members.0);
            }
            Attribute::Groups => {
                let Read(groups) = map.next_value::<Read<References>>()?;
                self.groups.get_or_insert(groups.0);
            }
            _ => {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

#[derive(Default)]
struct NameParts {
    formatted: Option<String>,
    given: Option<String>,
    family: Option<String>,
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
struct Meta {
    created: Option<Timestamp>,
    last_modified: Option<Timestamp>,
    version: Option<String>,
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
struct Enterprise {
    department: Option<String>,
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
struct BestEmail {
    address: Option<String>,
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
struct References(Vec<Reference>);

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
