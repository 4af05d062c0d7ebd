//! From what stands in a file to the value of an attribute.

use serde_json::{Map, Value};

use crate::{
    error::{LONGEST_TEXT, OddValue},
    known::Form,
};

/// The value of an attribute; `None` where the file has nothing.
pub(crate) fn read(form: Option<Form>, value: Value) -> Result<Option<Value>, OddValue> {
    match (form, value) {
        (_, Value::Null) => Ok(None),
        (Some(Form::Boolean), Value::String(text)) => boolean(&text),
        (Some(Form::Boolean), Value::Number(number)) => boolean(&number.to_string()),
        (Some(Form::Boolean), Value::Bool(value)) => Ok(Some(Value::Bool(value))),
        (Some(Form::Boolean), _) => Err(OddValue::NotBoolean),
        (Some(Form::List | Form::Groups), Value::String(text)) => {
            let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
            list(parts.map(|part| Ok(Value::from(part))))
        }
        (Some(Form::Person), Value::Object(person)) => name_of(&person).map(Some),
        (Some(Form::Groups), Value::Array(groups)) => list(groups.into_iter().map(|group| match group {
            Value::Object(group) => name_of(&group),
            other => single(other),
        })),
        (Some(Form::Roles), Value::Array(roles)) if roles.iter().all(is_role) => {
            Ok((!roles.is_empty()).then_some(Value::Array(roles)))
        }
        (form, Value::Array(mut values)) => {
            // Graph has lists for what is one value here, such as business phones.
            if matches!(form, Some(Form::Text | Form::Person)) && values.len() == 1 && !values[0].is_array() {
                return read(form, values.pop().unwrap_or_default());
            }
            list(values.into_iter().filter(|value| !value.is_null()).map(single))
        }
        (_, value @ (Value::Bool(_) | Value::Number(_))) => Ok(Some(value)),
        (_, Value::String(text)) => match text.trim() {
            "" => Ok(None),
            text if text.len() > LONGEST_TEXT => Err(OddValue::TooLong),
            text => Ok(Some(Value::from(text))),
        },
        (_, Value::Object(_)) => Err(OddValue::Shape),
    }
}

fn list(values: impl Iterator<Item = Result<Value, OddValue>>) -> Result<Option<Value>, OddValue> {
    let values: Vec<Value> = values.collect::<Result<_, _>>()?;
    Ok((!values.is_empty()).then_some(Value::Array(values)))
}

fn single(value: Value) -> Result<Value, OddValue> {
    match value {
        Value::String(text) if text.len() > LONGEST_TEXT => Err(OddValue::TooLong),
        Value::String(text) => Ok(Value::from(text.trim())),
        Value::Number(number) => Ok(Value::from(number.to_string())),
        Value::Bool(value) => Ok(Value::from(if value { "True" } else { "False" })),
        Value::Null | Value::Array(_) | Value::Object(_) => Err(OddValue::Shape),
    }
}

/// What an object that stands for a person or group names it by.
pub(crate) fn name_of(object: &Map<String, Value>) -> Result<Value, OddValue> {
    [
        "id",
        "objectId",
        "value",
        "userPrincipalName",
        "mail",
        "displayName",
        "name",
    ]
    .iter()
    .find_map(|key| object.get(*key).filter(|value| value.is_string() || value.is_number()))
    .cloned()
    .map_or(Err(OddValue::Shape), single)
}

fn is_role(value: &Value) -> bool {
    let is_text = |value: &Value| value.is_string() || value.is_null();
    value.as_object().is_some_and(|role| {
        ["id", "value", "displayName"]
            .iter()
            .all(|key| role.get(*key).is_none_or(is_text))
    })
}

/// Yes or no, in the words of exports. A number of two or more is Active Directory's `userAccountControl`, whose second bit
/// says that the account is disabled.
fn boolean(text: &str) -> Result<Option<Value>, OddValue> {
    const YES: &[&str] = &[
        "true",
        "yes",
        "y",
        "1",
        "enabled",
        "active",
        "ja",
        "wahr",
        "aktiv",
        "aktiviert",
        "oui",
        "vrai",
        "actif",
    ];
    const NO: &[&str] = &[
        "false",
        "no",
        "n",
        "0",
        "disabled",
        "inactive",
        "terminated",
        "blocked",
        "nein",
        "falsch",
        "inaktiv",
        "deaktiviert",
        "non",
        "faux",
        "inactif",
    ];
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return Ok(None);
    }
    let known = if YES.contains(&text.as_str()) {
        Some(true)
    } else if NO.contains(&text.as_str()) {
        Some(false)
    } else {
        text.parse::<u32>().ok().map(|control| control & 2 == 0)
    };
    known.map(|value| Some(Value::Bool(value))).ok_or(OddValue::NotBoolean)
}
