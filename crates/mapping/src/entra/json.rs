//! The file as JSON: bounded, and every place in it named.

use serde::Deserialize as _;
use serde_json::{Map, Value};

use super::error::ImportError;

/// The largest file that is read, in bytes. A portal export has some hundred thousand.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// The deepest nesting of lists and objects. An expression takes three for each call within another.
pub const MAX_DEPTH: usize = 256;

/// Reads a file. A byte order mark is no part of it.
pub(super) fn parse(text: &str) -> Result<Value, ImportError> {
    if text.len() > MAX_BYTES {
        return Err(ImportError::FileTooLarge { bytes: text.len() });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(ImportError::FileEmpty);
    }
    check_depth(text)?;
    let broken = |error: serde_json::Error| {
        let message = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        ImportError::JsonBroken {
            line: error.line(),
            column: error.column(),
            detail: message.strip_suffix(&place).unwrap_or(&message).to_owned(),
        }
    };
    let mut reader = serde_json::Deserializer::from_str(text);
    // An expression of 64 calls is deeper than serde_json's own limit; ours has been checked.
    reader.disable_recursion_limit();
    let document = Value::deserialize(&mut reader).map_err(broken)?;
    reader.end().map_err(broken)?;
    Ok(document)
}

/// Counts brackets outside of texts, before anything goes down into them.
fn check_depth(text: &str) -> Result<(), ImportError> {
    let mut depth = 0_usize;
    let mut in_text = false;
    let mut escaped = false;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            let before = &text[..offset];
            let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
            return Err(ImportError::JsonTooDeep {
                line: before.matches('\n').count() + 1,
                column: before[line_start..].chars().count() + 1,
            });
        }
    }
    Ok(())
}

/// A value, and where in the document it stands.
#[derive(Clone, Debug)]
pub(super) struct At<'j> {
    pub(super) value: &'j Value,
    /// A JSON pointer.
    pub(super) place: String,
}

impl<'j> At<'j> {
    pub(super) fn root(value: &'j Value) -> Self {
        Self {
            value,
            place: String::new(),
        }
    }

    fn wrong(&self, expected: &'static str) -> ImportError {
        ImportError::ShapeWrong {
            place: self.place.clone(),
            expected,
            found: match self.value {
                Value::Null => "null",
                Value::Bool(_) => "true or false",
                Value::Number(_) => "a number",
                Value::String(_) => "a text",
                Value::Array(_) => "a list",
                Value::Object(_) => "an object",
            },
        }
    }

    pub(super) fn object(&self) -> Result<&'j Map<String, Value>, ImportError> {
        self.value.as_object().ok_or_else(|| self.wrong("an object"))
    }

    /// A field of an object; one that is `null` is none.
    pub(super) fn field(&self, name: &str) -> Result<Option<Self>, ImportError> {
        Ok((self.object()?.get(name))
            .filter(|value| !value.is_null())
            .map(|value| Self {
                value,
                place: format!("{}/{}", self.place, name),
            }))
    }

    /// The items of a field that is a list; none where there is no such field.
    pub(super) fn items(&self, name: &str) -> Result<Vec<Self>, ImportError> {
        let Some(list) = self.field(name)? else {
            return Ok(Vec::new());
        };
        let items = list.value.as_array().ok_or_else(|| list.wrong("a list"))?;
        Ok((items.iter().enumerate())
            .map(|(index, value)| Self {
                value,
                place: format!("{}/{index}", list.place),
            })
            .collect())
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<&'j str>, ImportError> {
        match self.field(name)? {
            None => Ok(None),
            Some(field) => field.value.as_str().map(Some).ok_or_else(|| field.wrong("a text")),
        }
    }

    /// The items of a field that is a list of texts; none where there is no such field.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<&'j str>, ImportError> {
        (self.items(name)?.into_iter())
            .map(|item| item.value.as_str().ok_or_else(|| item.wrong("a text")))
            .collect()
    }

    /// `otherwise` where there is no such field.
    pub(super) fn flag(&self, name: &str, otherwise: bool) -> Result<bool, ImportError> {
        match self.field(name)? {
            None => Ok(otherwise),
            Some(field) => field.value.as_bool().ok_or_else(|| field.wrong("true or false")),
        }
    }

    /// A whole number from 0; 0 where there is no such field.
    pub(super) fn count(&self, name: &str) -> Result<u32, ImportError> {
        match self.field(name)? {
            None => Ok(0),
            Some(field) => (field.value.as_u64())
                .and_then(|number| u32::try_from(number).ok())
                .ok_or_else(|| field.wrong("a whole number from 0")),
        }
    }
}
