//! Attribute paths: which attribute a filter compares, a sort orders by or a patch changes (RFC 7644 §3.10, §3.5.2).
//!
//! Knows how paths are written, not which attributes exist. Whether `urn:example:2.0:User` followed by `:manager` names an
//! attribute of an extension is settled against a [`SchemaSet`](crate::schema::SchemaSet) when the path is used.

use std::{fmt, str::FromStr};

use crate::filter::{Filter, SyntaxError, parse};

/// The name of an attribute, perhaps with its schema before it and a sub-attribute after it: `userName`, `name.familyName`,
/// `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department`.
///
/// Two paths are equal if they are spelled alike; [`AttributePath::names`] compares as SCIM does, whatever the letter case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AttributePath {
    /// The URN of the schema, without the colon that follows it.
    pub schema: Option<String>,
    /// The attribute's name.
    pub name: String,
    /// The sub-attribute's name.
    pub sub: Option<String>,
}

impl AttributePath {
    /// The path of a plain attribute. `name` is taken as it is; [`AttributePath::parse`] checks.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            schema: None,
            name: name.into(),
            sub: None,
        }
    }

    /// The same attribute's sub-attribute.
    #[must_use]
    pub fn with_sub(mut self, sub: impl Into<String>) -> Self {
        self.sub = Some(sub.into());
        self
    }

    /// The same attribute with a schema's URN before it.
    #[must_use]
    pub fn in_schema(mut self, urn: impl Into<String>) -> Self {
        self.schema = Some(urn.into());
        self
    }

    /// Reads a path. The column of an error is counted in `text`.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        parse::attribute_path(text)
    }

    /// Whether this path is `text` in any letter case: `path.names("name.familyName")`.
    pub fn names(&self, text: &str) -> bool {
        Self::parse(text).is_ok_and(|other| self.same_as(&other))
    }

    /// Whether both paths name the same attribute, letter case aside.
    pub fn same_as(&self, other: &Self) -> bool {
        fn same(one: Option<&str>, other: Option<&str>) -> bool {
            match (one, other) {
                (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
                (None, None) => true,
                _ => false,
            }
        }
        self.name.eq_ignore_ascii_case(&other.name)
            && same(self.schema.as_deref(), other.schema.as_deref())
            && same(self.sub.as_deref(), other.sub.as_deref())
    }
}

impl fmt::Display for AttributePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = &self.schema {
            write!(f, "{schema}:")?;
        }
        f.write_str(&self.name)?;
        if let Some(sub) = &self.sub {
            write!(f, ".{sub}")?;
        }
        Ok(())
    }
}

impl FromStr for AttributePath {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, SyntaxError> {
        Self::parse(text)
    }
}

/// What one operation of a patch changes: an attribute, a sub-attribute, or those values of a multi-valued attribute that
/// match a filter: `emails[type eq "work"].value` (RFC 7644 §3.5.2).
#[derive(Clone, Debug, PartialEq)]
pub struct PatchPath {
    /// The attribute. A sub-attribute written after the filter is the attribute's own `sub`.
    pub attribute: AttributePath,
    /// Which values of the attribute are meant; `None` means the attribute as a whole.
    pub filter: Option<Filter>,
}

impl PatchPath {
    /// The path of an attribute as a whole.
    pub fn new(attribute: AttributePath) -> Self {
        Self {
            attribute,
            filter: None,
        }
    }

    /// The same attribute, those values only that match.
    #[must_use]
    pub fn matching(mut self, filter: Filter) -> Self {
        self.filter = Some(filter);
        self
    }

    /// Reads a path. The column of an error is counted in `text`.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        parse::patch_path(text)
    }
}

impl From<AttributePath> for PatchPath {
    fn from(attribute: AttributePath) -> Self {
        Self::new(attribute)
    }
}

impl fmt::Display for PatchPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(filter) = &self.filter else {
            return self.attribute.fmt(f);
        };
        if let Some(schema) = &self.attribute.schema {
            write!(f, "{schema}:")?;
        }
        write!(f, "{}[{filter}]", self.attribute.name)?;
        if let Some(sub) = &self.attribute.sub {
            write!(f, ".{sub}")?;
        }
        Ok(())
    }
}

impl FromStr for PatchPath {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, SyntaxError> {
        Self::parse(text)
    }
}
