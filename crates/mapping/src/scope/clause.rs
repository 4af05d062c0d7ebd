//! One clause, asked for one object.

use std::{borrow::Cow, cmp::Ordering};

use crate::{
    expression::{
        Role, SyntaxErrorKind, Value,
        bounds::SEARCHES,
        excerpt,
        pattern::{Pattern, TooCostly},
    },
    model::{Clause, FilterOperator},
    patterns::Patterns,
};

/// A clause, ready to be asked.
#[derive(Debug)]
pub(super) struct CompiledClause {
    pub(super) clause: Clause,
    /// The place of the attribute in the scope's list.
    pub(super) place: usize,
    test: Test,
}

#[derive(Debug)]
enum Test {
    Equals { text: String, negated: bool },
    Includes(String),
    EndsWith(String),
    Pattern { pattern: Box<Pattern>, negated: bool },
    Greater { digits: String, or_equal: bool },
    Boolean(bool),
    Present,
    Absent,
    Within { text: String, negated: bool },
}

/// What came of a clause for one object.
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseAnswer<'s> {
    /// The clause.
    pub clause: &'s Clause,
    /// Whether it is true.
    pub passed: bool,
    /// The value that was asked, several with commas between them; `None` if there is none.
    pub value: Option<String>,
    /// Why it could not be asked; it is false then.
    pub warning: Option<ClauseWarning>,
}

/// Why a clause could not be asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ClauseWarning {
    /// A value that is no whole number from 0, where one is compared.
    #[error("`{found}` is no whole number from 0")]
    NotNumber {
        /// The value, cut short if long.
        found: String,
    },
    /// A value that is neither true nor false.
    #[error("`{found}` is neither True nor False")]
    NotBoolean {
        /// The value, cut short if long.
        found: String,
    },
    /// The regular expression takes too much work on the value.
    #[error("the regular expression takes too much work on this value")]
    TooCostly,
}

impl ClauseWarning {
    /// The stable code, such as `not_number`.
    pub fn code(&self) -> &'static str {
        self.into()
    }
}

/// Why a clause cannot be used.
#[derive(Debug)]
pub(crate) enum Unusable {
    ValueMissing,
    NotNumber(String),
    Pattern(SyntaxErrorKind),
}

impl CompiledClause {
    pub(super) fn new(clause: &Clause, place: usize, patterns: &mut Patterns) -> Result<Self, Unusable> {
        Ok(Self {
            test: test(clause, patterns)?,
            clause: clause.clone(),
            place,
        })
    }

    /// Whether the clause is true of a value. Of several values each must do.
    pub(super) fn ask(&self, value: &Value<'_>) -> Result<bool, ClauseWarning> {
        let texts = texts(value);
        let mut given = texts.iter().filter(|text| !text.is_empty()).peekable();
        let is_empty = given.peek().is_none();
        match &self.test {
            Test::Absent => Ok(is_empty),
            _ if is_empty => Ok(false),
            Test::Present => Ok(true),
            test => {
                for text in given {
                    if !test.ask(text)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
        }
    }

    pub(super) fn answer(&self, value: &Value<'_>) -> ClauseAnswer<'_> {
        let asked = self.ask(value);
        ClauseAnswer {
            clause: &self.clause,
            passed: matches!(asked, Ok(true)),
            value: Some(texts(value).join(", ")).filter(|text| !text.is_empty()),
            warning: asked.err(),
        }
    }
}

/// Whether a clause can be asked, beside those whose regular expressions were met before.
pub(crate) fn usable(clause: &Clause, patterns: &mut Patterns) -> Result<(), Unusable> {
    test(clause, patterns).map(drop)
}

fn test(clause: &Clause, patterns: &mut Patterns) -> Result<Test, Unusable> {
    let text = || match clause.value.as_deref() {
        None | Some("") => Err(Unusable::ValueMissing),
        Some(text) => Ok(text.to_owned()),
    };
    let greater = |or_equal| {
        let text = text()?;
        let digits = digits(&text).ok_or_else(|| Unusable::NotNumber(excerpt(&text)))?;
        Ok(Test::Greater {
            digits: digits.to_owned(),
            or_equal,
        })
    };
    let mut matching = |negated| {
        let pattern = Pattern::new(&text()?).map_err(Unusable::Pattern)?;
        patterns.add(pattern.size()).map_err(Unusable::Pattern)?;
        Ok(Test::Pattern {
            pattern: Box::new(pattern),
            negated,
        })
    };
    let equals = |negated| text().map(|text| Test::Equals { text, negated });
    let within = |negated| text().map(|text| Test::Within { text, negated });
    match clause.operator {
        FilterOperator::Equals => equals(false),
        FilterOperator::NotEquals => equals(true),
        FilterOperator::Includes => text().map(Test::Includes),
        FilterOperator::EndsWith => text().map(Test::EndsWith),
        FilterOperator::RegexMatch => matching(false),
        FilterOperator::NotRegexMatch => matching(true),
        FilterOperator::GreaterThan => greater(false),
        FilterOperator::GreaterThanOrEquals => greater(true),
        FilterOperator::IsTrue => Ok(Test::Boolean(true)),
        FilterOperator::IsFalse => Ok(Test::Boolean(false)),
        FilterOperator::IsNull => Ok(Test::Absent),
        FilterOperator::IsNotNull => Ok(Test::Present),
        FilterOperator::In => within(false),
        FilterOperator::NotIn => within(true),
    }
}

impl Test {
    /// Whether it is true of a text that is not empty.
    fn ask(&self, value: &str) -> Result<bool, ClauseWarning> {
        Ok(match self {
            Self::Equals { text, negated } => (value == text) != *negated,
            Self::Includes(text) => value.contains(text.as_str()),
            Self::EndsWith(text) => value.ends_with(text.as_str()),
            Self::Within { text, negated } => text.contains(value) != *negated,
            Self::Pattern { pattern, negated } => {
                let mut left = SEARCHES;
                let found = pattern.find(value, 0, |cost| {
                    left = left.checked_sub(cost).ok_or(TooCostly)?;
                    Ok(())
                });
                found.map_err(|TooCostly| ClauseWarning::TooCostly)?.is_some() != *negated
            }
            Self::Greater {
                digits: least,
                or_equal,
            } => {
                let found = digits(value).ok_or_else(|| ClauseWarning::NotNumber { found: excerpt(value) })?;
                match compare(found, least) {
                    Ordering::Greater => true,
                    Ordering::Equal => *or_equal,
                    Ordering::Less => false,
                }
            }
            Self::Boolean(wanted) => match value.trim() {
                word if word.eq_ignore_ascii_case("true") => *wanted,
                word if word.eq_ignore_ascii_case("false") => !*wanted,
                _ => return Err(ClauseWarning::NotBoolean { found: excerpt(value) }),
            },
            Self::Present => true,
            Self::Absent => false,
        })
    }
}

/// The digits of a whole number from 0, of any length, without leading zeros.
fn digits(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.trim_start_matches('0'))
}

fn compare(left: &str, right: &str) -> Ordering {
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}

fn texts<'v>(value: &'v Value<'_>) -> Vec<Cow<'v, str>> {
    match value {
        Value::Absent => Vec::new(),
        Value::Text(text) => vec![Cow::Borrowed(text)],
        Value::Number(number) => vec![Cow::Owned(number.to_string())],
        Value::List(values) => values.iter().map(|text| Cow::Borrowed(text.as_str())).collect(),
        Value::Roles { roles, .. } => roles.iter().filter_map(Role::name).map(Cow::Borrowed).collect(),
    }
}
