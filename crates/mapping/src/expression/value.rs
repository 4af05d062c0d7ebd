//! What attributes hold and functions give.

use std::{borrow::Cow, cmp::Ordering, collections::HashMap, fmt};

/// The value of an attribute or of a function.
///
/// Booleans are the texts `True` and `False`, and dates are text in the form `M/d/yyyy h:mm:ss tt`, as in the provisioning service.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value<'a> {
    /// Nothing: the attribute is absent, or null.
    #[default]
    Absent,
    /// One text. Empty text is a value.
    Text(Cow<'a, str>),
    /// A number that a function or a literal gave. Attributes give text.
    Number(Number),
    /// The values of a multi-valued attribute, in their order.
    List(Cow<'a, [String]>),
    /// App role assignments.
    Roles {
        /// The roles, in their order.
        roles: Cow<'a, [Role]>,
        /// Whether they replace the roles that the account has, rather than come on top of them.
        replace: bool,
    },
}

/// An app role that is assigned to a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Role {
    /// The id of the role.
    pub id: Option<String>,
    /// The value that the app knows the role by.
    pub value: Option<String>,
    /// The name of the role.
    pub display_name: Option<String>,
}

impl Role {
    /// The name, or else the value, or else the id: what stands for the role as text.
    pub fn name(&self) -> Option<&str> {
        [&self.display_name, &self.value, &self.id]
            .into_iter()
            .find_map(|text| text.as_deref().filter(|text| !text.is_empty()))
    }
}

impl Value<'_> {
    /// The same value, borrowed.
    pub fn borrowed(&self) -> Value<'_> {
        match self {
            Self::Absent => Value::Absent,
            Self::Text(text) => Value::Text(Cow::Borrowed(text)),
            Self::Number(number) => Value::Number(*number),
            Self::List(values) => Value::List(Cow::Borrowed(values)),
            Self::Roles { roles, replace } => Value::Roles {
                roles: Cow::Borrowed(roles),
                replace: *replace,
            },
        }
    }

    /// The same value, borrowing nothing.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Absent => Value::Absent,
            Self::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Self::Number(number) => Value::Number(number),
            Self::List(values) => Value::List(Cow::Owned(values.into_owned())),
            Self::Roles { roles, replace } => Value::Roles {
                roles: Cow::Owned(roles.into_owned()),
                replace,
            },
        }
    }

    /// Whether there is nothing: absent, or no values at all.
    pub fn is_absent(&self) -> bool {
        match self {
            Self::Absent => true,
            Self::List(values) => values.is_empty(),
            Self::Roles { roles, .. } => roles.is_empty(),
            Self::Text(_) | Self::Number(_) => false,
        }
    }

    /// Whether there is nothing, or nothing but empty text.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::List(values) => values.iter().all(String::is_empty),
            other => other.is_absent(),
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Self::from(if value { "True" } else { "False" })
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(Number::from(number))
    }
}

impl From<Vec<String>> for Value<'_> {
    fn from(values: Vec<String>) -> Self {
        Self::List(Cow::Owned(values))
    }
}

/// An exact decimal number, as .NET's `Decimal` keeps it: `1.50` stays `1.50`. At most 18 digits.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    digits: i64,
    scale: u32,
}

/// The most digits that a number has, so that every one fits its type.
pub(crate) const MAX_DIGITS: usize = 18;

impl Number {
    /// The number that `text` writes: an optional minus sign, digits, and optionally a point and more digits.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(unsigned) => (true, unsigned),
            None => (false, text),
        };
        let (whole, fraction) = match unsigned.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (unsigned, ""),
        };
        let count = whole.len() + fraction.len();
        if whole.is_empty()
            || count > MAX_DIGITS
            || !(whole.bytes().chain(fraction.bytes())).all(|b| b.is_ascii_digit())
        {
            return None;
        }
        let digits = (whole.bytes().chain(fraction.bytes())).fold(0, |sum, b| sum * 10 + i64::from(b - b'0'));
        Some(Self {
            digits: if negative { -digits } else { digits },
            scale: u32::try_from(fraction.len()).ok()?,
        })
    }

    /// The number, if it is whole.
    pub fn whole(self) -> Option<i64> {
        let unit = 10_i64.pow(self.scale);
        (self.digits % unit == 0).then_some(self.digits / unit)
    }
}

impl From<i64> for Number {
    fn from(digits: i64) -> Self {
        Self { digits, scale: 0 }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let scaled = |number: &Self, by: u32| i128::from(number.digits) * 10_i128.pow(by);
        scaled(self, other.scale).cmp(&scaled(other, self.scale))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return self.digits.fmt(f);
        }
        let unit = 10_u64.pow(self.scale);
        let (sign, digits) = (if self.digits < 0 { "-" } else { "" }, self.digits.unsigned_abs());
        let width = self.scale as usize;
        write!(f, "{sign}{}.{:0width$}", digits / unit, digits % unit)
    }
}

/// Which attribute is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Slot<'a> {
    /// Its place in [`Compiled::attributes`](super::Compiled::attributes): whoever prepared values in that order need not look
    /// the name up.
    pub index: usize,
    /// Its name. Letter case counts.
    pub name: &'a str,
}

/// Who has attributes: a person, as the source directory has them.
pub trait Attributes {
    /// The value of an attribute; [`Value::Absent`] where there is none.
    fn attribute(&self, slot: Slot<'_>) -> Value<'_>;
}

/// Attributes by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    attributes: HashMap<String, Value<'static>>,
}

impl Attributes for Person {
    fn attribute(&self, slot: Slot<'_>) -> Value<'_> {
        self.attributes.get(slot.name).map_or(Value::Absent, Value::borrowed)
    }
}

impl<'v, N: Into<String>> FromIterator<(N, Value<'v>)> for Person {
    fn from_iter<I: IntoIterator<Item = (N, Value<'v>)>>(attributes: I) -> Self {
        Self {
            attributes: (attributes.into_iter())
                .map(|(name, value)| (name.into(), value.into_owned()))
                .collect(),
        }
    }
}

/// Values in the order of [`Compiled::attributes`](super::Compiled::attributes): the fast way to evaluate for many people.
impl<const COUNT: usize> Attributes for [Value<'_>; COUNT] {
    fn attribute(&self, slot: Slot<'_>) -> Value<'_> {
        self.get(slot.index).map_or(Value::Absent, Value::borrowed)
    }
}

/// Values in the order of [`Compiled::attributes`](super::Compiled::attributes): the fast way to evaluate for many people.
impl Attributes for Vec<Value<'_>> {
    fn attribute(&self, slot: Slot<'_>) -> Value<'_> {
        self.get(slot.index).map_or(Value::Absent, Value::borrowed)
    }
}
