//! From a compiled expression and a person to a value.

use std::{borrow::Cow, cell::Cell, cmp::Ordering};

use jiff::Timestamp;

use super::{
    Operator, Range,
    bounds::{COMPILING, MAX_TEXT, MAX_VALUES, SEARCHES},
    compile::{Code, CodeCall},
    dotnet::{date, pattern::Pattern, utf16},
    error::{EvaluateError, EvaluateErrorKind as Kind, excerpt},
    value::{Attributes, Number, Role, Slot, Value},
};

/// What an expression gives for a person.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome<'a> {
    /// A value. [`Value::Absent`] means that there is none, which a mapping may meet with its default.
    Value(Value<'a>),
    /// The attribute is left out of this change, whatever the mapping says about absent values.
    NoFlow,
}

/// What an evaluation needs from outside.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What `Now` gives.
    pub now: Timestamp,
    /// What `DefaultDomain` gives: the directory's default verified domain.
    pub default_domain: Option<&'a str>,
    /// What `Guid` and `RandomString` are made from. Without it they fail.
    pub random: Option<&'a dyn Random>,
    /// Whom `SelectUniqueValue` asks. Without it the function fails.
    pub uniqueness: Option<&'a dyn Uniqueness>,
}

impl Context<'_> {
    /// A context that knows the time and nothing else.
    pub fn at(now: Timestamp) -> Self {
        Self {
            now,
            default_domain: None,
            random: None,
            uniqueness: None,
        }
    }
}

/// Random numbers.
pub trait Random {
    /// The next 64 bits, each as likely as the other.
    fn next(&self) -> u64;
}

/// Knows which values the target has already.
pub trait Uniqueness {
    /// Whether another account has this value. An error says why that cannot be told.
    fn is_taken(&self, candidate: &str) -> Result<bool, String>;
}

/// Why a function gives no value.
#[derive(Debug)]
pub(super) enum Stop {
    /// The attribute is not flowed.
    NoFlow,
    /// Something is wrong.
    Error(Box<EvaluateError>),
}

/// One evaluation.
pub(super) struct Frame<'c, 'e> {
    pub(super) attributes: &'e [Box<str>],
    pub(super) person: &'e dyn Attributes,
    pub(super) context: &'c Context<'e>,
    /// What searches may still cost.
    searches: Cell<usize>,
}

impl<'c, 'e> Frame<'c, 'e> {
    pub(super) fn new(attributes: &'e [Box<str>], person: &'e dyn Attributes, context: &'c Context<'e>) -> Self {
        Self {
            attributes,
            person,
            context,
            searches: Cell::new(SEARCHES),
        }
    }

    /// The value of a part of the expression.
    pub(super) fn value(&self, code: &'e Code) -> Result<Value<'e>, Stop> {
        match code {
            Code::Constant(value) => Ok(value.borrowed()),
            Code::Attribute(index) => Ok(self.person.attribute(Slot {
                index: *index,
                name: &self.attributes[*index],
            })),
            Code::Call(call) => (call.function.implementation)(&Arguments { call, frame: self }),
            Code::Compare(compare) => {
                let (left, right) = (self.value(&compare.left)?, self.value(&compare.right)?);
                let failed = |kind| {
                    Stop::Error(Box::new(EvaluateError {
                        range: compare.range,
                        kind,
                    }))
                };
                let (left, right) = (single(left).map_err(failed)?, single(right).map_err(failed)?);
                Ok(Value::from(compared(&left, compare.operator, &right)))
            }
            Code::Empty => Ok(Value::Absent),
        }
    }

    /// Takes what a search costs from what is left; `None` if that is not enough.
    pub(super) fn pay(&self, cost: usize) -> Option<()> {
        self.searches.set(self.searches.get().checked_sub(cost)?);
        Some(())
    }
}

/// The arguments of one call. They are evaluated when asked for, since `IIF`, `Switch` and others look at some only.
pub(super) struct Arguments<'f, 'e> {
    pub(super) call: &'e CodeCall,
    pub(super) frame: &'f Frame<'f, 'e>,
}

impl<'f, 'e> Arguments<'f, 'e> {
    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.call.arguments.len()
    }

    /// Whether the argument was written.
    pub(super) fn is_given(&self, index: usize) -> bool {
        !matches!(self.call.arguments.get(index), None | Some(Code::Empty))
    }

    /// What the evaluation gets from outside.
    pub(super) fn context(&self) -> &'f Context<'e> {
        self.frame.context
    }

    /// An error about an argument.
    pub(super) fn fail(&self, index: usize, kind: Kind) -> Stop {
        let range = self.call.ranges.get(index).copied().unwrap_or(self.call.range);
        Stop::Error(Box::new(EvaluateError { range, kind }))
    }

    /// An error about the call.
    pub(super) fn fail_call(&self, kind: Kind) -> Stop {
        self.fail(usize::MAX, kind)
    }

    /// The argument, whatever it is.
    pub(super) fn value(&self, index: usize) -> Result<Value<'e>, Stop> {
        match self.call.arguments.get(index) {
            Some(code) => self.frame.value(code),
            None => Ok(Value::Absent),
        }
    }

    /// The argument as one text; `None` if absent.
    pub(super) fn text(&self, index: usize) -> Result<Option<Cow<'e, str>>, Stop> {
        text_of(self.value(index)?).map_err(|kind| self.fail(index, kind))
    }

    /// The argument as one text, empty if absent.
    pub(super) fn text_or_empty(&self, index: usize) -> Result<Cow<'e, str>, Stop> {
        Ok(self.text(index)?.unwrap_or_default())
    }

    /// The argument as a whole number; `None` if absent.
    pub(super) fn whole(&self, index: usize) -> Result<Option<i64>, Stop> {
        let kind = match single(self.value(index)?) {
            Ok(Value::Absent) => return Ok(None),
            Ok(Value::Number(number)) => match number.whole() {
                Some(whole) => return Ok(Some(whole)),
                None => Kind::NotWholeNumber {
                    found: number.to_string(),
                },
            },
            Ok(Value::Text(text)) => match Number::parse(text.trim()).and_then(Number::whole) {
                Some(whole) => return Ok(Some(whole)),
                None => Kind::NotWholeNumber { found: excerpt(&text) },
            },
            Ok(Value::List(_) | Value::Roles { .. }) => Kind::RolesUnexpected,
            Err(kind) => kind,
        };
        Err(self.fail(index, kind))
    }

    /// The argument as a whole number, which must be there.
    pub(super) fn whole_needed(&self, index: usize) -> Result<i64, Stop> {
        self.whole(index)?.ok_or_else(|| self.fail(index, Kind::ValueNeeded))
    }

    /// The argument as the values of an attribute: none if absent, one if it is single-valued.
    pub(super) fn list(&self, index: usize) -> Result<Cow<'e, [String]>, Stop> {
        Ok(match self.value(index)? {
            Value::Absent => Cow::Owned(Vec::new()),
            Value::Text(text) => Cow::Owned(vec![text.into_owned()]),
            Value::Number(number) => Cow::Owned(vec![number.to_string()]),
            Value::List(values) => values,
            Value::Roles { roles, .. } => Cow::Owned(roles.iter().filter_map(Role::name).map(str::to_owned).collect()),
        })
    }

    /// The argument as true or false. Absent and empty are false, a number is true unless it is 0.
    pub(super) fn truth(&self, index: usize) -> Result<bool, Stop> {
        let kind = match single(self.value(index)?) {
            Ok(Value::Absent) => return Ok(false),
            Ok(Value::Number(number)) => return Ok(number != Number::from(0)),
            Ok(Value::Text(text)) => {
                let word = text.trim();
                if word.eq_ignore_ascii_case("true") {
                    return Ok(true);
                }
                if word.is_empty() || word.eq_ignore_ascii_case("false") {
                    return Ok(false);
                }
                if let Some(number) = Number::parse(word) {
                    return Ok(number != Number::from(0));
                }
                Kind::NotBoolean { found: excerpt(word) }
            }
            Ok(Value::List(_) | Value::Roles { .. }) => Kind::RolesUnexpected,
            Err(kind) => kind,
        };
        Err(self.fail(index, kind))
    }

    /// The argument as a regular expression: the one compiled beforehand, or one compiled now.
    pub(super) fn pattern(&self, index: usize) -> Result<Cow<'e, Pattern>, Stop> {
        if let Some(pattern) = &self.call.pattern {
            return Ok(Cow::Borrowed(pattern));
        }
        let text = self.text_or_empty(index)?;
        let pattern = Pattern::new(&text).map_err(|kind| self.fail(index, Kind::PatternUnusable(kind)))?;
        match self.frame.pay(pattern.size() / COMPILING) {
            Some(()) => Ok(Cow::Owned(pattern)),
            None => Err(self.fail(index, Kind::PatternTooCostly)),
        }
    }

    /// A result, if it is not longer than a text may be.
    pub(super) fn bounded(&self, text: impl Into<Cow<'e, str>>) -> Result<Value<'e>, Stop> {
        let text = text.into();
        if text.len() > MAX_TEXT {
            return Err(self.fail_call(Kind::TextTooLong));
        }
        Ok(Value::Text(text))
    }

    /// A result, if there are not more values than there may be.
    pub(super) fn bounded_list(&self, values: Vec<String>) -> Result<Value<'e>, Stop> {
        if values.len() > MAX_VALUES {
            return Err(self.fail_call(Kind::TooManyValues));
        }
        Ok(Value::from(values))
    }
}

/// A text that grows, and never longer than a text may be.
pub(super) struct Growing(String);

impl Growing {
    /// Nothing yet, with room for most values of a directory.
    pub(super) fn new() -> Self {
        Self(String::with_capacity(48))
    }

    /// Adds to its end.
    pub(super) fn push(&mut self, text: &str) -> Result<(), Kind> {
        if self.0.len() + text.len() > MAX_TEXT {
            return Err(Kind::TextTooLong);
        }
        self.0.push_str(text);
        Ok(())
    }

    /// Whether nothing was added yet.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text.
    pub(super) fn into_string(self) -> String {
        self.0
    }
}

/// One value: a list of one is its value, an empty list is absent.
fn single(value: Value<'_>) -> Result<Value<'_>, Kind> {
    match value {
        Value::List(values) if values.len() > 1 => Err(Kind::SeveralValues { count: values.len() }),
        Value::List(Cow::Borrowed(values)) => Ok(values
            .first()
            .map_or(Value::Absent, |value| Value::from(value.as_str()))),
        Value::List(Cow::Owned(mut values)) => Ok(values.pop().map_or(Value::Absent, Value::from)),
        Value::Roles { roles, .. } if roles.is_empty() => Ok(Value::Absent),
        Value::Roles { .. } => Err(Kind::RolesUnexpected),
        other => Ok(other),
    }
}

/// One text; `None` if absent.
pub(super) fn text_of(value: Value<'_>) -> Result<Option<Cow<'_, str>>, Kind> {
    Ok(match single(value)? {
        Value::Text(text) => Some(text),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Absent | Value::List(_) | Value::Roles { .. } => None,
    })
}

fn compared(left: &Value<'_>, operator: Operator, right: &Value<'_>) -> bool {
    let text = |value: &Value<'_>| match value {
        Value::Text(text) => text.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Absent | Value::List(_) | Value::Roles { .. } => String::new(),
    };
    let number = |value: &Value<'_>| match value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => Number::parse(text.trim()),
        Value::Absent | Value::List(_) | Value::Roles { .. } => None,
    };
    let is_number = |value: &Value<'_>| matches!(value, Value::Number(_));
    let is_equality = matches!(operator, Operator::Equal | Operator::NotEqual);
    let order = match (number(left), number(right)) {
        (Some(left_number), Some(right_number)) if !is_equality || is_number(left) || is_number(right) => {
            left_number.cmp(&right_number)
        }
        _ => {
            let (left, right) = (text(left), text(right));
            match is_equality {
                true if left == right => Ordering::Equal,
                true => Ordering::Less,
                // Nothing has no place in an order.
                false if left.is_empty() || right.is_empty() => return false,
                false => match (date::read_written(&left), date::read_written(&right)) {
                    (Some(left), Some(right)) => left.cmp(&right),
                    _ => utf16::compare(&left, &right),
                },
            }
        }
    };
    match operator {
        Operator::Equal => order.is_eq(),
        Operator::NotEqual => order.is_ne(),
        Operator::Greater => order.is_gt(),
        Operator::GreaterOrEqual => order.is_ge(),
        Operator::Less => order.is_lt(),
        Operator::LessOrEqual => order.is_le(),
    }
}

/// A comparison, compiled.
#[derive(Debug)]
pub(super) struct Compare {
    pub(super) left: Code,
    pub(super) operator: Operator,
    pub(super) right: Code,
    pub(super) range: Range,
}
