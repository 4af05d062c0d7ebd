//! Lenient reading of JSON that a SCIM server sent.
//!
//! Knows two habits of real servers: attribute names in another letter case than the schema's (which RFC 7643 §2.1
//! allows), and numbers or booleans sent as text (which it does not). Knows no attribute by name.
//!
//! Every reader answers `None` where the value is missing or cannot be read as asked: unknown, never a default.

use std::borrow::Cow;

use jiff::{Timestamp, civil, tz::TimeZone};
use serde_json::{Map, Value};

/// A JSON object with its members in the order in which they arrived.
pub type Object = Map<String, Value>;

/// The member called `name`, whatever its letter case (RFC 7643 §2.1). An exact match wins over a match in another case.
pub fn get<'a>(object: &'a Object, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| {
        object
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    })
}

/// Like [`get`], to change the value in place.
pub fn get_mut<'a>(object: &'a mut Object, name: &str) -> Option<&'a mut Value> {
    let key = spelling(object, name)?.to_owned();
    object.get_mut(&key)
}

/// How `object` itself spells the member that a client calls `name`; `None` if it has no such member.
pub fn spelling<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    if let Some((key, _)) = object.get_key_value(name) {
        return Some(key);
    }
    object
        .keys()
        .find(|key| key.eq_ignore_ascii_case(name))
        .map(String::as_str)
}

/// Removes the member called `name`, whatever its letter case, and returns what it held. The other members keep their order.
pub fn remove(object: &mut Object, name: &str) -> Option<Value> {
    let key = spelling(object, name)?.to_owned();
    object.shift_remove(&key)
}

/// A boolean, or the text of one in any letter case (`"True"`, as Microsoft Entra writes it).
pub fn as_bool(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::String(text) => bool_from_text(text),
        _ => None,
    }
}

/// `true` or `false` in any letter case, blanks around it ignored.
pub(crate) fn bool_from_text(text: &str) -> Option<bool> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// A whole number that is not negative, or the text of one. `12.0` counts as whole.
pub fn as_u64(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number
            .as_u64()
            .or_else(|| number.as_f64().and_then(whole).and_then(|n| u64::try_from(n).ok())),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A whole number, or the text of one. `-1.0` counts as whole.
pub fn as_i64(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| number.as_f64().and_then(whole)),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A float as a whole number where it is one and small enough (below 2^53) to be exact.
fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53, checked here")]
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

/// Text, or the text of a number or a boolean: some servers send `id` as a number.
pub fn as_text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Bool(value) => Some(Cow::Borrowed(if *value { "true" } else { "false" })),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// An instant (RFC 7643 §2.3.5). A time without an offset is read as UTC, a bare date as its midnight in UTC.
pub fn as_time(value: &Value) -> Option<Timestamp> {
    time_from_text(value.as_str()?)
}

/// Like [`as_time`], from text.
pub fn time_from_text(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    text.parse::<Timestamp>().ok().or_else(|| {
        let civil: civil::DateTime = text.parse().ok()?;
        Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp())
    })
}

/// Whether a value counts as assigned: null, empty text, an empty list and a complex value with nothing in it do not
/// (RFC 7643 §2.5, RFC 7644 §3.4.2.2 on `pr`).
pub fn is_assigned(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(elements) => elements.iter().any(is_assigned),
        Value::Object(object) => object.values().any(is_assigned),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// What kind of JSON a value is, in a word for an error message.
pub(crate) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The member called `name` as owned text.
pub(crate) fn text_of(object: &Object, name: &str) -> Option<String> {
    get(object, name).and_then(as_text).map(Cow::into_owned)
}

/// The member called `name` as a boolean.
pub(crate) fn bool_of(object: &Object, name: &str) -> Option<bool> {
    get(object, name).and_then(as_bool)
}

/// A list, or the one value that stands where a list belongs. Null is an empty list.
pub(crate) fn as_list(value: &Value) -> &[Value] {
    match value {
        Value::Array(elements) => elements,
        Value::Null => &[],
        single => std::slice::from_ref(single),
    }
}

/// The member called `name` as a list of texts; what is not text is left out.
pub(crate) fn texts_of(object: &Object, name: &str) -> Vec<String> {
    get(object, name)
        .map(as_list)
        .unwrap_or_default()
        .iter()
        .filter_map(|value| as_text(value).map(Cow::into_owned))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_exact_name_wins_over_another_letter_case() {
        let object = json!({"USERNAME": 1, "userName": 2});
        let object = object.as_object().expect("an object");
        assert_eq!(get(object, "userName"), Some(&json!(2)));
        assert_eq!(get(object, "username"), Some(&json!(1)));
        assert_eq!(get(object, "user_name"), None);
    }

    #[test]
    fn numbers_and_booleans_in_text_are_read() {
        let table = [
            (json!(12), Some(12), Some(12), None),
            (json!("12"), Some(12), Some(12), None),
            (json!(" 12 "), Some(12), Some(12), None),
            (json!(12.0), Some(12), Some(12), None),
            (json!(12.5), None, None, None),
            (json!("-1"), None, Some(-1), None),
            (json!(-1), None, Some(-1), None),
            (json!(1e300), None, None, None),
            (json!(true), None, None, Some(true)),
            (json!("True"), None, None, Some(true)),
            (json!("FALSE"), None, None, Some(false)),
            (json!(1), Some(1), Some(1), None),
            (json!("yes"), None, None, None),
            (json!(null), None, None, None),
            (json!(["true"]), None, None, None),
        ];
        for (value, unsigned, signed, boolean) in table {
            assert_eq!(as_u64(&value), unsigned, "{value} as u64");
            assert_eq!(as_i64(&value), signed, "{value} as i64");
            assert_eq!(as_bool(&value), boolean, "{value} as bool");
        }
    }

    #[test]
    fn instants_are_read_with_and_without_an_offset() {
        let noon: Timestamp = "2011-05-13T12:00:00Z".parse().expect("a timestamp");
        for text in [
            "2011-05-13T12:00:00Z",
            "2011-05-13T12:00:00.000+00:00",
            "2011-05-13T14:00:00+02:00",
            "2011-05-13T12:00:00",
            "2011-05-13 12:00:00",
        ] {
            assert_eq!(as_time(&json!(text)), Some(noon), "{text}");
        }
        assert_eq!(as_time(&json!("yesterday")), None);
        assert_eq!(as_time(&json!(1_305_288_000)), None, "a number has no stated unit");
    }
}
