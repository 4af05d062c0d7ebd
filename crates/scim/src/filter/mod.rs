//! Filters (RFC 7644 §3.4.2.2): which resources a query is about.
//!
//! [`Filter::parse`] reads, [`Display`](std::fmt::Display) writes text that reads back as the same filter, and
//! [`Filter::matches`] evaluates. Knows nothing of any server: which attributes a server lets us filter by is known elsewhere.
//!
//! ```
//! use scimdesk_scim::{filter::Filter, path::AttributePath};
//!
//! let filter = Filter::parse(r#"emails[type eq "work" and value co "@example.com"] and active EQ true"#)?;
//! assert_eq!(filter.to_string(), r#"emails[type eq "work" and value co "@example.com"] and active eq true"#);
//!
//! // Values are escaped, whatever stands in them.
//! let filter = Filter::eq(AttributePath::new("userName"), r#"o"hara"#);
//! assert_eq!(filter.to_string(), r#"userName eq "o\"hara""#);
//! # Ok::<(), scimdesk_scim::filter::SyntaxError>(())
//! ```

mod error;
mod evaluate;
pub(crate) mod parse;
mod print;

use std::str::FromStr;

use serde_json::{Number, Value};

pub use error::{SyntaxError, SyntaxErrorKind};
pub use parse::{MAX_DEPTH, MAX_LENGTH};

pub(crate) use evaluate::{Scope, as_element, matches_in};

use crate::{path::AttributePath, resource::Resource, schema::SchemaSet};

/// A filter.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// An attribute compared with a value: `userName eq "bjensen"`.
    Compare {
        /// The attribute.
        path: AttributePath,
        /// How it is compared.
        operator: Operator,
        /// What it is compared with.
        value: Literal,
    },
    /// The attribute has a value: `title pr`.
    Present(AttributePath),
    /// All of two or more filters match.
    And(Vec<Filter>),
    /// At least one of two or more filters matches.
    Or(Vec<Filter>),
    /// The filter does not match.
    Not(Box<Filter>),
    /// One and the same value of a multi-valued attribute matches: `emails[type eq "work" and value co "@example.com"]`.
    ValuePath {
        /// The multi-valued attribute.
        path: AttributePath,
        /// What its value must match. Names in it are sub-attributes.
        filter: Box<Filter>,
        /// What must hold for a sub-attribute of that same value besides: `emails[type eq "work"].value eq "x"`, the form that
        /// Microsoft Entra sends. RFC 7644 has no such form, and many servers misread it; see [`Filter::without_tail`].
        tail: Option<Tail>,
    },
}

/// What follows a value path in the form that Microsoft Entra sends.
#[derive(Clone, Debug, PartialEq)]
pub enum Tail {
    /// `.value eq "x"`
    Compare {
        /// The sub-attribute.
        attribute: String,
        /// How it is compared.
        operator: Operator,
        /// What it is compared with.
        value: Literal,
    },
    /// `.value pr`
    Present {
        /// The sub-attribute.
        attribute: String,
    },
}

impl Tail {
    /// The tail as a filter on the value itself.
    fn into_filter(self) -> Filter {
        match self {
            Self::Compare {
                attribute,
                operator,
                value,
            } => Filter::Compare {
                path: AttributePath::new(attribute),
                operator,
                value,
            },
            Self::Present { attribute } => Filter::Present(AttributePath::new(attribute)),
        }
    }
}

/// How an attribute is compared with a value (RFC 7644 §3.4.2.2 table 3). `pr` is [`Filter::Present`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `eq`: equal.
    Equal,
    /// `ne`: not equal.
    NotEqual,
    /// `co`: contains.
    Contains,
    /// `sw`: starts with.
    StartsWith,
    /// `ew`: ends with.
    EndsWith,
    /// `gt`: greater, later, or after in the order of characters.
    Greater,
    /// `ge`: greater or equal.
    GreaterOrEqual,
    /// `lt`: less.
    Less,
    /// `le`: less or equal.
    LessOrEqual,
}

impl Operator {
    /// All operators, in the RFC's order.
    pub const ALL: [Self; 9] = [
        Self::Equal,
        Self::NotEqual,
        Self::Contains,
        Self::StartsWith,
        Self::EndsWith,
        Self::Greater,
        Self::GreaterOrEqual,
        Self::Less,
        Self::LessOrEqual,
    ];

    /// The operator as it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "eq",
            Self::NotEqual => "ne",
            Self::Contains => "co",
            Self::StartsWith => "sw",
            Self::EndsWith => "ew",
            Self::Greater => "gt",
            Self::GreaterOrEqual => "ge",
            Self::Less => "lt",
            Self::LessOrEqual => "le",
        }
    }

    /// Whether it asks for an order, which booleans and null do not have.
    pub fn is_ordering(self) -> bool {
        matches!(
            self,
            Self::Greater | Self::GreaterOrEqual | Self::Less | Self::LessOrEqual
        )
    }
}

/// What an attribute is compared with: a JSON value that is neither list nor object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Literal {
    /// Text, which may also stand for an instant, a reference or binary data.
    Text(String),
    /// A number.
    Number(Number),
    /// True or false.
    Bool(bool),
    /// Null: no value.
    Null,
}

impl Literal {
    /// The literal as JSON.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Text(text) => Value::String(text.clone()),
            Self::Number(number) => Value::Number(number.clone()),
            Self::Bool(value) => Value::Bool(*value),
            Self::Null => Value::Null,
        }
    }

    /// The text, if the literal is text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<&str> for Literal {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Literal {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Literal {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Literal {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl Filter {
    /// Reads a filter. The column of an error is counted in `text`.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        parse::filter(text)
    }

    /// `path eq value`. Text may hold anything: it is escaped when the filter is written.
    pub fn eq(path: AttributePath, value: impl Into<Literal>) -> Self {
        Self::Compare {
            path,
            operator: Operator::Equal,
            value: value.into(),
        }
    }

    /// Both this filter and the other match.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match self {
            Self::And(mut all) => {
                all.push(other);
                Self::And(all)
            }
            one => Self::And(vec![one, other]),
        }
    }

    /// This filter or the other matches.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match self {
            Self::Or(mut any) => {
                any.push(other);
                Self::Or(any)
            }
            one => Self::Or(vec![one, other]),
        }
    }

    /// Whether `resource` matches. `schemas` says which attributes ignore letter case and which hold instants; an attribute
    /// that it does not know is compared by what its value looks like, letter case ignored.
    pub fn matches(&self, resource: &Resource, schemas: &SchemaSet) -> bool {
        matches_in(self, resource.as_object(), Scope::Resource(schemas))
    }

    /// Every attribute that the filter asks about, in the order of its text. Names inside a value path come with their
    /// attribute: `emails[type eq "work"]` asks about `emails.type`.
    pub fn paths(&self) -> Vec<AttributePath> {
        let mut found = Vec::new();
        self.collect_paths(None, &mut found);
        found
    }

    fn collect_paths(&self, outer: Option<&AttributePath>, found: &mut Vec<AttributePath>) {
        let full = |path: &AttributePath| match outer {
            Some(outer) => outer.clone().with_sub(&path.name),
            None => path.clone(),
        };
        match self {
            Self::Compare { path, .. } | Self::Present(path) => found.push(full(path)),
            Self::And(terms) | Self::Or(terms) => {
                for term in terms {
                    term.collect_paths(outer, found);
                }
            }
            Self::Not(inner) => inner.collect_paths(outer, found),
            Self::ValuePath { path, filter, tail } => {
                let path = full(path);
                filter.collect_paths(Some(&path), found);
                if let Some(Tail::Compare { attribute, .. } | Tail::Present { attribute }) = tail {
                    found.push(path.with_sub(attribute));
                }
            }
        }
    }

    /// The same filter in the grammar of RFC 7644: what follows a value path moves into it, so that
    /// `emails[type eq "work"].value eq "x"` becomes `emails[type eq "work" and value eq "x"]`.
    #[must_use]
    pub fn without_tail(self) -> Self {
        match self {
            Self::ValuePath {
                path,
                filter,
                tail: Some(tail),
            } => Self::ValuePath {
                path,
                filter: Box::new(filter.without_tail().and(tail.into_filter())),
                tail: None,
            },
            Self::And(terms) => Self::And(terms.into_iter().map(Self::without_tail).collect()),
            Self::Or(terms) => Self::Or(terms.into_iter().map(Self::without_tail).collect()),
            Self::Not(inner) => Self::Not(Box::new(inner.without_tail())),
            other => other,
        }
    }
}

impl FromStr for Filter {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, SyntaxError> {
        Self::parse(text)
    }
}
