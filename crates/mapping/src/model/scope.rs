use serde::{Deserialize, Serialize};

/// A scoping filter: an object passes if every clause is true. Entra calls it a filter group, its name the scoping filter title.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FilterGroup {
    /// Its title.
    pub title: String,
    /// All of them must be true.
    pub clauses: Vec<Clause>,
}

/// One condition on a source attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Clause {
    /// The source attribute; letter case counts.
    pub attribute: String,
    /// How it is compared.
    pub operator: FilterOperator,
    /// What it is compared with. `None` for operators that take nothing.
    #[serde(default)]
    pub value: Option<String>,
}

/// The operators of Entra's scoping filters, in its spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum FilterOperator {
    /// Exactly the value.
    #[serde(rename = "EQUALS")]
    Equals,
    /// Not exactly the value.
    #[serde(rename = "NOT EQUALS")]
    NotEquals,
    /// Contains the value.
    Includes,
    /// Ends with the value.
    #[serde(rename = "ENDS_WITH")]
    EndsWith,
    /// A regular expression matches.
    #[serde(rename = "REGEX MATCH")]
    RegexMatch,
    /// No regular expression matches.
    #[serde(rename = "NOT REGEX MATCH")]
    NotRegexMatch,
    /// A greater whole number.
    #[serde(rename = "Greater_Than")]
    GreaterThan,
    /// A greater or the same whole number.
    #[serde(rename = "Greater_Than_OR_EQUALS")]
    GreaterThanOrEquals,
    /// True.
    #[serde(rename = "IS TRUE")]
    IsTrue,
    /// False.
    #[serde(rename = "IS FALSE")]
    IsFalse,
    /// Has no value, or an empty one.
    #[serde(rename = "IS NULL")]
    IsNull,
    /// Has a value.
    #[serde(rename = "IS NOT NULL")]
    IsNotNull,
    /// Contained in the operand.
    #[serde(rename = "&")]
    In,
    /// Not contained in the operand.
    #[serde(rename = "!&")]
    NotIn,
}

impl FilterOperator {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Equals,
        Self::NotEquals,
        Self::Includes,
        Self::EndsWith,
        Self::RegexMatch,
        Self::NotRegexMatch,
        Self::GreaterThan,
        Self::GreaterThanOrEquals,
        Self::IsTrue,
        Self::IsFalse,
        Self::IsNull,
        Self::IsNotNull,
        Self::In,
        Self::NotIn,
    ];

    /// As Entra writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equals => "EQUALS",
            Self::NotEquals => "NOT EQUALS",
            Self::Includes => "Includes",
            Self::EndsWith => "ENDS_WITH",
            Self::RegexMatch => "REGEX MATCH",
            Self::NotRegexMatch => "NOT REGEX MATCH",
            Self::GreaterThan => "Greater_Than",
            Self::GreaterThanOrEquals => "Greater_Than_OR_EQUALS",
            Self::IsTrue => "IS TRUE",
            Self::IsFalse => "IS FALSE",
            Self::IsNull => "IS NULL",
            Self::IsNotNull => "IS NOT NULL",
            Self::In => "&",
            Self::NotIn => "!&",
        }
    }

    /// Whether it compares with a value.
    pub fn takes_value(self) -> bool {
        !matches!(self, Self::IsTrue | Self::IsFalse | Self::IsNull | Self::IsNotNull)
    }
}
