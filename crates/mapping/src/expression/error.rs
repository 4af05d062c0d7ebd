//! What is wrong with an expression, or with a value it meets, and where.

use super::{
    Range,
    bounds::{MAX_DEPTH, MAX_LENGTH, MAX_PATTERN, MAX_TEXT, MAX_VALUES},
    value::MAX_DIGITS,
};

/// What is wrong with the text of an expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct SyntaxError {
    /// Where.
    pub range: Range,
    /// What.
    pub kind: SyntaxErrorKind,
}

/// What is wrong, apart from where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum SyntaxErrorKind {
    /// Nothing is there but blanks.
    #[error("there is nothing here")]
    ExpressionEmpty,
    /// The text is longer than an expression may be.
    #[error("the expression has {length} characters; at most {MAX_LENGTH} are allowed")]
    ExpressionTooLong {
        /// How long it is, in UTF-16 units.
        length: usize,
    },
    /// Calls are nested deeper than an expression may be.
    #[error("more than {MAX_DEPTH} calls within one another")]
    NestingTooDeep,
    /// The expression is an attribute and nothing else.
    #[error("[{name}] alone is no expression")]
    AttributeAlone {
        /// The attribute.
        name: String,
    },
    /// The expression is a text or a number and nothing else.
    #[error("{found} alone is no expression")]
    ConstantAlone {
        /// The constant, as it is written.
        found: String,
    },
    /// No function has the name.
    #[error("there is no function {name}{}", suggestion.map(|name| format!("; did you mean {name}?")).unwrap_or_default())]
    FunctionUnknown {
        /// The name.
        name: String,
        /// A function that is written much like it.
        suggestion: Option<&'static str>,
    },
    /// A name stands where a value belongs.
    #[error("{name} is neither in quotes, nor in brackets, nor a function with parentheses")]
    NameUnexpected {
        /// The name.
        name: String,
    },
    /// A function without its parentheses.
    #[error("{function} is followed by its arguments in parentheses")]
    ParenthesisMissing {
        /// The function.
        function: &'static str,
    },
    /// `and`, `or` or `xor` between conditions.
    #[error("there is no {found} in this language")]
    ConnectiveUnknown {
        /// The word.
        found: String,
    },
    /// A character that means nothing here.
    #[error("{found:?} means nothing here")]
    CharacterUnexpected {
        /// The character.
        found: char,
    },
    /// A quote of another kind than `"`.
    #[error("text stands in straight double quotes, not in {found}")]
    WrongQuotes {
        /// The quote.
        found: char,
    },
    /// An operator that the language does not have.
    #[error("there is no operator {found}")]
    OperatorUnknown {
        /// The operator.
        found: String,
    },
    /// A comparison stands where a value belongs.
    #[error("a comparison cannot stand here")]
    ComparisonMisplaced,
    /// A text has no closing quote.
    #[error("the text that begins here has no closing quote")]
    TextUnclosed,
    /// An attribute has no closing bracket.
    #[error("the attribute that begins here has no closing bracket")]
    BracketUnclosed,
    /// A closing bracket without an opening one.
    #[error("no bracket is open here")]
    BracketUnopened,
    /// Brackets with nothing in them.
    #[error("the brackets are empty")]
    AttributeNameMissing,
    /// `&H` without digits, or with more than 32 bits.
    #[error("&H is followed by one to eight of 0-9 and A-F")]
    HexMalformed,
    /// A number that is none.
    #[error("{found} is not a number")]
    NumberMalformed {
        /// As it is written.
        found: String,
    },
    /// A number with more digits than are kept.
    #[error("a number has at most {MAX_DIGITS} digits")]
    NumberTooLong {
        /// As it is written.
        found: String,
    },
    /// A value belongs here, and something else or nothing stands here.
    #[error("a value is missing")]
    ValueMissing,
    /// A comma or the closing parenthesis belongs here.
    #[error("a comma or a closing parenthesis is missing before {found}")]
    CommaMissing {
        /// What stands here.
        found: String,
    },
    /// A call has no closing parenthesis.
    #[error("{function} has no closing parenthesis")]
    ParenthesisUnclosed {
        /// The function.
        function: &'static str,
    },
    /// The expression is complete, and something follows.
    #[error("the expression ends before {found}")]
    EndExpected {
        /// What follows.
        found: String,
    },
    /// A call lacks an argument.
    #[error("{function} needs {parameter}")]
    ArgumentMissing {
        /// The function.
        function: &'static str,
        /// What is missing.
        parameter: &'static str,
        /// How the function is called.
        signature: String,
    },
    /// A call has too many arguments.
    #[error("{function} takes at most {most} arguments")]
    TooManyArguments {
        /// The function.
        function: &'static str,
        /// The most that it takes.
        most: usize,
        /// How the function is called.
        signature: String,
    },
    /// A key without its value.
    #[error("the last key of {function} has no value")]
    PairIncomplete {
        /// The function.
        function: &'static str,
    },
    /// A function that may only stand outermost.
    #[error("{function} cannot stand within another function")]
    NotOutermost {
        /// The function.
        function: &'static str,
    },
    /// The function takes attributes there and nothing else.
    #[error("{parameter} of {function} is an attribute in brackets")]
    AttributeExpected {
        /// The function.
        function: &'static str,
        /// The argument.
        parameter: &'static str,
    },
    /// `vbTextCompare` where it means nothing, or something else where it belongs.
    #[error("vbTextCompare and vbBinaryCompare belong to compareType, and nothing else does")]
    CompareModeMisplaced,
    /// `Replace` with arguments that say no way to replace.
    #[error("these arguments of Replace do not say how to replace")]
    ReplaceUnclear,
    /// A regular expression that cannot be read.
    #[error("this is no regular expression: {detail}")]
    PatternInvalid {
        /// Why.
        detail: String,
    },
    /// A regular expression with something that .NET knows and this engine does not.
    #[error("regular expressions with {feature} are not supported")]
    PatternUnsupported {
        /// What it is.
        feature: &'static str,
    },
    /// A regular expression that is too long, or grows too large.
    #[error("the regular expression is too large; at most {MAX_PATTERN} bytes, and counted repetitions multiply")]
    PatternTooLarge,
    /// A group that the regular expression does not have.
    #[error("the regular expression has no group named {name}")]
    GroupUnknown {
        /// The name.
        name: String,
    },
}

impl SyntaxErrorKind {
    /// Every code, in the order of the kinds.
    pub const CODES: &'static [&'static str] = <Self as strum::VariantNames>::VARIANTS;

    /// The stable code, such as `function_unknown`.
    pub fn code(&self) -> &'static str {
        self.into()
    }
}

/// Why an expression has no value for a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct EvaluateError {
    /// The argument or the call that it is about.
    pub range: Range,
    /// Why.
    pub kind: EvaluateErrorKind,
}

/// Why there is no value, apart from where. `found` is the value met, cut short if long.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum EvaluateErrorKind {
    /// Several values where one belongs.
    #[error("there are {count} values here, and one belongs here")]
    SeveralValues {
        /// How many.
        count: usize,
    },
    /// App roles where a text belongs.
    #[error("app role assignments are not a text")]
    RolesUnexpected,
    /// Something else where app roles belong.
    #[error("this is not a list of app role assignments")]
    RolesExpected,
    /// Nothing where something belongs.
    #[error("there is no value here, and one is needed")]
    ValueNeeded,
    /// Text that is no whole number of at most 18 digits.
    #[error("{found:?} is not a whole number")]
    NotWholeNumber {
        /// The text.
        found: String,
    },
    /// A number outside what the function takes.
    #[error("{found} is out of range: {allowed}")]
    OutOfRange {
        /// The number.
        found: i64,
        /// What is allowed, such as `1 or more`.
        allowed: &'static str,
    },
    /// There are fewer values than the index says.
    #[error("there is no value {index}: there are {count}")]
    IndexTooLarge {
        /// The index, from 1.
        index: i64,
        /// How many values there are.
        count: usize,
    },
    /// Text that is neither true nor false.
    #[error("{found:?} is neither True nor False")]
    NotBoolean {
        /// The text.
        found: String,
    },
    /// Text that is no date.
    #[error("{found:?} is not a date")]
    NotDate {
        /// The text.
        found: String,
    },
    /// Text that is not in the given date format.
    #[error("{found:?} is not in the format {format}")]
    DateNotInFormat {
        /// The text.
        found: String,
        /// The format.
        format: String,
    },
    /// A date format that means nothing.
    #[error("{format:?} is not a date format")]
    FormatInvalid {
        /// The format.
        format: String,
    },
    /// A date before the year 1 or after the year 9999.
    #[error("the date is outside the years 1 to 9999")]
    DateOutOfRange,
    /// An interval that does not exist.
    #[error("{found:?} is not an interval: yyyy, m, d, ww, h, n or s")]
    IntervalUnknown {
        /// The interval.
        found: String,
    },
    /// A date style that .NET does not have, or that contradicts another.
    #[error("{found:?} are not date styles")]
    DateStylesUnknown {
        /// The styles.
        found: String,
    },
    /// Text that is no culture.
    #[error("{found:?} is not a culture such as en-US")]
    CultureUnknown {
        /// The text.
        found: String,
    },
    /// `Replace` looks for nothing.
    #[error("there is nothing to look for")]
    SearchEmpty,
    /// A regular expression, made up while evaluating, that cannot be used.
    #[error("{0}")]
    PatternUnusable(SyntaxErrorKind),
    /// A regular expression that takes too much work on this value.
    #[error("the regular expression takes too much work on this value")]
    PatternTooCostly,
    /// A text longer than is kept.
    #[error("the text is longer than {MAX_TEXT} bytes")]
    TextTooLong,
    /// More values than are kept.
    #[error("there are more than {MAX_VALUES} values")]
    TooManyValues,
    /// The tenant's default domain is not known.
    #[error("the default domain is not known here")]
    DefaultDomainUnknown,
    /// There are no random numbers to make a value from.
    #[error("there are no random numbers here")]
    RandomUnavailable,
    /// A random text shorter than what it must hold.
    #[error("{needed} characters are asked for, and the length is {length}")]
    LengthTooSmall {
        /// The length.
        length: usize,
        /// The sum of the minima.
        needed: usize,
    },
    /// There are no characters left to choose from.
    #[error("no characters of a kind are left to choose from")]
    CharactersExhausted,
    /// Nobody can say which values are taken.
    #[error("whether a value is taken cannot be asked here")]
    UniquenessUnknown {
        /// Why, where somebody was asked.
        detail: Option<String>,
    },
    /// Every candidate is taken, or there is none.
    #[error("all {count} candidates are taken")]
    NoUniqueValue {
        /// How many there were.
        count: usize,
    },
}

impl EvaluateErrorKind {
    /// Every code, in the order of the kinds.
    pub const CODES: &'static [&'static str] = <Self as strum::VariantNames>::VARIANTS;

    /// The stable code, such as `several_values`.
    pub fn code(&self) -> &'static str {
        self.into()
    }
}

/// A value as an error quotes it.
pub(crate) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
