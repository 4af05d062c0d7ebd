//! What is wrong with the text of a filter or a path, and where.

use super::parse::{MAX_DEPTH, MAX_LENGTH};

/// What is wrong with the text of a filter or a path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {kind}")]
pub struct SyntaxError {
    /// Where, counted in characters from 1. One more than the text's length if something is missing at its end.
    pub column: usize,
    /// What.
    pub kind: SyntaxErrorKind,
}

/// What is wrong, apart from where. `found` is the text at that place, cut short if long.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SyntaxErrorKind {
    /// Nothing is there but blanks.
    #[error("there is nothing here")]
    Empty,
    /// The text is longer than this parser takes.
    #[error("the text is longer than {MAX_LENGTH} bytes")]
    TooLong,
    /// Parentheses are nested deeper than this parser takes.
    #[error("more than {MAX_DEPTH} levels of parentheses")]
    TooDeep,
    /// The text ends where an attribute belongs.
    #[error("an attribute such as userName is missing")]
    AttributeMissing,
    /// Something else stands where an attribute belongs.
    #[error("expected an attribute such as userName, found {found:?}")]
    AttributeExpected {
        /// What stands there.
        found: String,
    },
    /// A name has characters that no attribute's name has, or more than one dot.
    #[error("{found:?} is not the name of an attribute")]
    AttributeMalformed {
        /// The name.
        found: String,
    },
    /// The text ends where an operator belongs.
    #[error("an operator such as eq is missing")]
    OperatorMissing,
    /// Something else stands where an operator belongs.
    #[error("expected an operator (eq ne co sw ew pr gt ge lt le), found {found:?}")]
    OperatorExpected {
        /// What stands there.
        found: String,
    },
    /// The operator asks for an order, and the value has none.
    #[error("{operator} asks for an order, which {value} does not have")]
    OperatorUnsuitable {
        /// The operator.
        operator: &'static str,
        /// The value.
        value: &'static str,
    },
    /// The text ends where a value belongs.
    #[error("a value is missing; text stands in double quotes")]
    ValueMissing,
    /// Something else stands where a value belongs.
    #[error("expected a value, found {found:?}; text stands in double quotes")]
    ValueExpected {
        /// What stands there.
        found: String,
    },
    /// A text has no closing quote.
    #[error("the text that begins here has no closing double quote")]
    TextUnclosed,
    /// A text has an escape or a character that JSON does not allow.
    #[error("{found:?} is not allowed in a text; a backslash is written \\\\, a quote \\\"")]
    TextMalformed {
        /// What is not allowed.
        found: String,
    },
    /// A parenthesis is never closed.
    #[error("the parenthesis that opens here is never closed")]
    ParenthesisUnclosed,
    /// A bracket is never closed.
    #[error("the bracket that opens here is never closed")]
    BracketUnclosed,
    /// `not` is not followed by a parenthesis.
    #[error("not must be followed by a filter in parentheses")]
    NotWithoutParenthesis,
    /// A value path stands inside a value path.
    #[error("brackets cannot stand within brackets")]
    BracketNested,
    /// Only an attribute without sub-attribute can have brackets.
    #[error("brackets cannot follow a sub-attribute")]
    BracketAfterSubAttribute,
    /// The filter is complete, and something follows that is neither `and` nor `or`.
    #[error("expected and, or or the end, found {found:?}")]
    EndExpected {
        /// What stands there.
        found: String,
    },
}
