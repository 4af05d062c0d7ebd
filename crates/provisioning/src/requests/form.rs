//! How values are written.

use scimdesk_mapping::{
    flow::{FlowError, TargetValue},
    model::RequestProfile,
};
use scimdesk_scim::{
    json::{self, Object},
    schema::AttributeType,
};
use serde_json::Value;

use super::place::Place;

/// The one value of a place, in its type.
pub(super) fn single(value: &TargetValue, place: &Place) -> Result<Value, FlowError> {
    let several = |count| Err(FlowError::SeveralValues { count });
    let plain = match value {
        TargetValue::Text(text) => Value::from(text.as_str()),
        TargetValue::Boolean(value) => Value::Bool(*value),
        TargetValue::Integer(number) => Value::from(*number),
        TargetValue::Texts(texts) | TargetValue::References(texts) => match texts.as_slice() {
            [only] => Value::from(only.as_str()),
            several_texts => return several(several_texts.len()),
        },
        TargetValue::Roles { roles, .. } => return several(roles.len()),
    };
    Ok(place.typed(plain))
}

/// A value of an attribute as a whole: what has parts holds it as its `value`.
pub(super) fn whole(value: Value, place: &Place) -> Value {
    let is_complex = place.path.attribute.sub.is_none()
        && (place.schema).is_some_and(|schema| schema.kind == AttributeType::Complex);
    if is_complex {
        with_value(Object::new(), value)
    } else {
        value
    }
}

/// A value of a list. What no schema describes has the parts that RFC 7643 §2.4 gives by default, unless the values that are there
/// have none.
pub(super) fn element(value: Value, place: &Place, present: &[&Value]) -> Value {
    let is_plain = match place.schema {
        Some(schema) => schema.kind != AttributeType::Complex,
        None => !present.is_empty() && !present.iter().any(|value| value.is_object()),
    };
    if is_plain {
        value
    } else {
        with_value(Object::new(), value)
    }
}

pub(super) fn with_value(mut object: Object, value: Value) -> Value {
    object.insert("value".to_owned(), value);
    Value::Object(object)
}

/// The `value` of a list's value; one that is no object is its own.
pub(super) fn value_of(element: &Value) -> Option<&Value> {
    let value = match element {
        Value::Object(object) => json::get(object, "value")?,
        plain => plain,
    };
    json::is_assigned(value).then_some(value)
}

/// A value as a `PATCH` of this form has it: Entra's default writes every scalar as text.
pub(super) fn in_patch(value: Value, profile: RequestProfile) -> Value {
    if profile != RequestProfile::EntraDefault {
        return value;
    }
    match value {
        Value::Bool(true) => Value::from("True"),
        Value::Bool(false) => Value::from("False"),
        Value::Number(number) => Value::from(number.to_string()),
        Value::Array(elements) => elements.into_iter().map(|value| in_patch(value, profile)).collect(),
        Value::Object(object) => object
            .into_iter()
            .map(|(name, value)| (name, in_patch(value, profile)))
            .collect(),
        other => other,
    }
}
