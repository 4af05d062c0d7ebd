use crate::{expression::Range, model::FilterOperator};

/// What is wrong with the text of scoping filters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct ScopeSyntaxError {
    /// Where, in UTF-16 units.
    pub range: Range,
    /// What.
    pub kind: ScopeSyntaxErrorKind,
}

/// What is wrong, apart from where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum ScopeSyntaxErrorKind {
    /// An attribute belongs here.
    #[error("a source attribute is missing here")]
    AttributeMissing,
    /// An attribute with characters that only stand in quotes.
    #[error("{found} is no attribute; an attribute with such characters stands in quotes")]
    AttributeUnquoted {
        /// What stands here.
        found: String,
    },
    /// A title that is not in quotes.
    #[error("a title stands in quotes: \"{found}\":")]
    TitleUnquoted {
        /// The title.
        found: String,
    },
    /// An operator belongs here.
    #[error("an operator is missing after {attribute}")]
    OperatorMissing {
        /// The attribute.
        attribute: String,
    },
    /// A word that is no operator.
    #[error("there is no operator {found}{}", suggestion.map(|operator| format!("; did you mean {}?", operator.as_str())).unwrap_or_default())]
    OperatorUnknown {
        /// The word.
        found: String,
        /// The operator that may be meant.
        suggestion: Option<FilterOperator>,
    },
    /// There is nothing to compare with.
    #[error("{} needs a value in quotes", operator.as_str())]
    ValueMissing {
        /// The operator.
        operator: FilterOperator,
    },
    /// A value that is not in quotes.
    #[error("a value stands in quotes: \"{found}\"")]
    ValueUnquoted {
        /// The value.
        found: String,
    },
    /// A value where the operator takes none.
    #[error("{} takes no value", operator.as_str())]
    ValueUnexpected {
        /// The operator.
        operator: FilterOperator,
    },
    /// A text without closing quote.
    #[error("the text that begins here has no closing quote")]
    TextUnclosed,
    /// A quote of another kind than `"`.
    #[error("text stands in straight double quotes, not in {found}")]
    WrongQuotes {
        /// The quote.
        found: char,
    },
    /// `AND` or the end of the line belongs here.
    #[error("AND or a new line belongs before {found}")]
    AndMissing {
        /// What stands here.
        found: String,
    },
    /// `OR` between clauses or filters.
    #[error("there is no OR: each filter stands on a line of its own, and one of them must let an object in")]
    OrUnknown,
    /// Parentheses.
    #[error("there are no parentheses: filters are not nested")]
    ParenthesisUnknown,
}

impl ScopeSyntaxErrorKind {
    /// Every code, in the order of the kinds.
    pub const CODES: &'static [&'static str] = <Self as strum::VariantNames>::VARIANTS;

    /// The stable code, such as `value_unquoted`.
    pub fn code(&self) -> &'static str {
        self.into()
    }
}
