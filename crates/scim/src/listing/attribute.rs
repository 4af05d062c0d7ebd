//! The names of attributes that listed columns are read from.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Visitor};

const ENTERPRISE_USER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// Attribute names that something here reads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Attribute {
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
