//! A person from a JSON object of attributes.

use scimdesk_mapping::expression::{Person, Role, Value};
use serde_json::Value as Json;

use super::wording;
use crate::wire::{AppRole, ExpressionProblem};

/// Reads the attributes that are asked for. What stands in the others does not matter.
pub(super) fn read<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> Result<Person, ExpressionProblem> {
    let attributes = match serde_json::from_str(text) {
        Ok(Json::Object(attributes)) => attributes,
        Ok(_) => return Err(wording::person_invalid("it is JSON, but no object")),
        Err(problem) => return Err(wording::person_invalid(&problem.to_string())),
    };
    names
        .filter_map(|name| Some((name, attributes.get(name)?)))
        .map(|(name, value)| match attribute(value) {
            Some(value) => Ok((name, value)),
            None => Err(wording::attribute_unusable(name)),
        })
        .collect::<Result<Vec<_>, _>>()
        .map(Person::from_iter)
}

/// The value of an attribute; `None` if it is an object, or holds what no attribute holds.
pub(crate) fn attribute(value: &Json) -> Option<Value<'static>> {
    match value {
        Json::Null => Some(Value::Absent),
        Json::Array(values) => list(values),
        other => single(other).map(Value::from),
    }
}

fn single(value: &Json) -> Option<String> {
    match value {
        Json::Bool(true) => Some("True".to_owned()),
        Json::Bool(false) => Some("False".to_owned()),
        Json::Number(number) => Some(number.to_string()),
        Json::String(text) => Some(text.clone()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

/// Texts, or app roles where all are objects.
fn list(values: &[Json]) -> Option<Value<'static>> {
    if values.iter().any(Json::is_object) {
        let roles: Option<Vec<Role>> = values.iter().map(role).collect();
        return Some(Value::Roles {
            roles: roles?.into(),
            replace: false,
        });
    }
    let texts: Option<Vec<String>> = values.iter().map(single).collect();
    texts.map(Value::from)
}

fn role(value: &Json) -> Option<Role> {
    let AppRole {
        id,
        value,
        display_name,
    } = serde_json::from_value(value.clone()).ok()?;
    Some(Role {
        id,
        value,
        display_name,
    })
}
