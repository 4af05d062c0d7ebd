//! The stable codes of wire values, as the cache keeps them: the same words as in JSON.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// The word for a value: `read_only`.
pub(crate) fn code<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(code)) => code,
        // Every type that is kept so is an enum without fields.
        _ => String::new(),
    }
}

/// The value behind a word; `None` where this version does not know it.
pub(crate) fn value<T: DeserializeOwned>(code: &str) -> Option<T> {
    serde_json::from_value(Value::from(code)).ok()
}
