//! The attributes of a listed resource that lists need.
//!
//! Reading a page into a tree of values costs nearly ten times what reading these columns does, so they are picked
//! out by hand-written visitors. They are as lenient as [`crate::json`]: names in any letter case, numbers and
//! booleans as text, one value where a list belongs; what has another shape is passed over.

use std::fmt;

use jiff::Timestamp;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::attribute::Attribute;
use super::complex::{BestEmail, Enterprise, Meta, NameParts, References};
use super::lenient::{Read, set};

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
