//! Reading a value of whatever shape a server gave it, in one pass and without a tree.

use std::fmt;
use std::marker::PhantomData;

use jiff::Timestamp;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::json::{bool_from_text, time_from_text};

/// A value read from whatever JSON stands there; the default where nothing can be read from it.
pub(super) trait Lenient: Default {
    fn from_text(_text: &str) -> Self {
        Self::default()
    }
    fn from_bool(_value: bool) -> Self {
        Self::default()
    }
    /// Numbers arrive as the text of them, which costs nothing where they are not expected.
    fn from_number(_number: impl ToString) -> Self {
        Self::default()
    }
    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Self::default())
    }
    fn from_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Self, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Self::default())
    }
}

/// Deserialises through [`Lenient`].
pub(super) struct Read<T>(pub(super) T);

impl<'de, T: Lenient> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LenientVisitor(PhantomData)).map(Self)
    }
}

struct LenientVisitor<T>(PhantomData<T>);

impl<'de, T: Lenient> Visitor<'de> for LenientVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }
    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok(T::from_text(text))
    }
    fn visit_bool<E>(self, value: bool) -> Result<T, E> {
        Ok(T::from_bool(value))
    }
    fn visit_u64<E>(self, number: u64) -> Result<T, E> {
        Ok(T::from_number(number))
    }
    fn visit_i64<E>(self, number: i64) -> Result<T, E> {
        Ok(T::from_number(number))
    }
    fn visit_f64<E>(self, number: f64) -> Result<T, E> {
        Ok(T::from_number(number))
    }
    fn visit_unit<E>(self) -> Result<T, E> {
        Ok(T::default())
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::from_map(map)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T, A::Error> {
        T::from_list(list)
    }
}

impl Lenient for Option<String> {
    fn from_text(text: &str) -> Self {
        Some(text.to_owned())
    }
    fn from_bool(value: bool) -> Self {
        Some(value.to_string())
    }
    fn from_number(number: impl ToString) -> Self {
        Some(number.to_string())
    }
}

impl Lenient for Option<bool> {
    fn from_text(text: &str) -> Self {
        bool_from_text(text)
    }
    fn from_bool(value: bool) -> Self {
        Some(value)
    }
}

impl Lenient for Option<Timestamp> {
    fn from_text(text: &str) -> Self {
        time_from_text(text)
    }
}

/// A whole number that is not negative.
impl Lenient for Option<u64> {
    fn from_text(text: &str) -> Self {
        text.trim().parse().ok()
    }
    fn from_number(number: impl ToString) -> Self {
        // `12.0` prints as `12`, so that a whole number written as a float is read too.
        number.to_string().parse().ok()
    }
}

/// Reads a count or an index of a list's envelope.
pub(super) fn number<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<u64>, A::Error> {
    Ok(map.next_value::<Read<Option<u64>>>()?.0)
}

/// Reads a text of a list's envelope.
pub(super) fn text<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<String>, A::Error> {
    Ok(map.next_value::<Read<Option<String>>>()?.0)
}

/// Sets a field unless it is set: where a name comes twice, in two letter cases, the first counts.
pub(super) fn set<'de, T, A>(field: &mut Option<T>, map: &mut A) -> Result<(), A::Error>
where
    A: MapAccess<'de>,
    Option<T>: Lenient,
{
    let read = map.next_value::<Read<Option<T>>>()?.0;
    if field.is_none() {
        *field = read;
    }
    Ok(())
}
