//! Values on their way into a resource: brought into the attribute's type, shape and spelling, and told apart from those
//! that are there already.

use std::{borrow::Cow, collections::HashMap};

use serde_json::Value;

use super::{PatchError, PatchRules};
use crate::{
    error_body::ScimType,
    json::{self, Object},
    schema::{Attribute, AttributeType},
};

/// Whether writing `value` means that the attribute has none (RFC 7643 §2.5).
pub(super) fn unassigns(value: &Value, attribute: Option<&Attribute>, rules: PatchRules) -> bool {
    match value {
        Value::Null => true,
        Value::Array(elements) => elements.is_empty(),
        Value::String(text) => {
            let is_text = attribute.is_none_or(|attribute| {
                matches!(
                    attribute.kind,
                    AttributeType::String | AttributeType::Reference | AttributeType::Binary
                )
            });
            rules.reshape_values && text.is_empty() && !is_text
        }
        _ => false,
    }
}

/// One value of `attribute`, ready to be stored. `label` names the attribute in an error.
pub(super) fn prepare(
    value: &Value,
    attribute: Option<&Attribute>,
    label: &str,
    rules: PatchRules,
) -> Result<Value, PatchError> {
    let Some(attribute) = attribute else {
        return Ok(value.clone());
    };
    let unfit = |wanted: &str| {
        let found = json::kind_of(value);
        let detail = format!("{label} takes {wanted}, not {found}");
        Err(PatchError::new(ScimType::InvalidValue, detail))
    };
    if attribute.kind != AttributeType::Complex
        && rules.reshape_values
        && let Some(inner) = unwrapped(value)
    {
        return prepare(inner, Some(attribute), label, rules);
    }
    let coerced = match (attribute.kind, value) {
        (AttributeType::Complex, Value::Object(object)) => {
            return Ok(Value::Object(prepare_object(object, attribute, label, rules)?));
        }
        (AttributeType::Complex, plain) => {
            let inner = attribute.sub_attribute("value");
            let (Some(inner), true, false) = (inner, rules.reshape_values, plain.is_array()) else {
                return unfit("an object");
            };
            let mut object = Object::new();
            object.insert(inner.name.clone(), prepare(plain, Some(inner), label, rules)?);
            return Ok(Value::Object(object));
        }
        (AttributeType::Boolean, Value::Bool(_))
        | (AttributeType::Decimal, Value::Number(_))
        | (AttributeType::String | AttributeType::Reference | AttributeType::Binary, Value::String(_)) => {
            Some(value.clone())
        }
        (AttributeType::Integer, Value::Number(number)) => {
            (number.is_i64() || number.is_u64() || json::as_i64(value).is_some()).then(|| value.clone())
        }
        (AttributeType::DateTime, Value::String(_)) => json::as_time(value).map(|_| value.clone()),
        _ if !rules.coerce_scalars => None,
        (AttributeType::Boolean, _) => json::as_bool(value).map(Value::Bool),
        (AttributeType::Integer, _) => json::as_i64(value).map(Value::from),
        (AttributeType::Decimal, Value::String(text)) => text.trim().parse().ok().map(Value::Number),
        (AttributeType::String | AttributeType::Reference | AttributeType::Binary, _) => {
            json::as_text(value).map(|text| Value::String(text.into_owned()))
        }
        _ => None,
    };
    coerced.map_or_else(
        || {
            unfit(match attribute.kind {
                AttributeType::Boolean => "true or false",
                AttributeType::Integer => "a whole number",
                AttributeType::Decimal => "a number",
                AttributeType::DateTime => "a time such as 2011-05-13T04:42:34Z",
                _ => "text",
            })
        },
        Ok,
    )
}

/// The members of a complex value, each in its sub-attribute's spelling; those without a value are left out.
fn prepare_object(
    object: &Object,
    attribute: &Attribute,
    label: &str,
    rules: PatchRules,
) -> Result<Object, PatchError> {
    let mut prepared = Object::new();
    for (name, value) in object {
        let sub = attribute.sub_attribute(name);
        check_known(sub, attribute, name, label, rules)?;
        if unassigns(value, sub, rules) {
            continue;
        }
        let label = format!("{label}.{name}");
        let value = match (sub, value) {
            (Some(sub), list) if sub.multi_valued => json::as_list(list)
                .iter()
                .map(|value| prepare(value, Some(sub), &label, rules))
                .collect::<Result<Value, _>>()?,
            (sub, value) => prepare(value, sub, &label, rules)?,
        };
        prepared.insert(sub.map_or_else(|| name.clone(), |sub| sub.name.clone()), value);
    }
    Ok(prepared)
}

/// Refuses a sub-attribute that no schema describes, where the rules refuse such.
pub(super) fn check_known(
    sub: Option<&Attribute>,
    attribute: &Attribute,
    name: &str,
    label: &str,
    rules: PatchRules,
) -> Result<(), PatchError> {
    // An attribute whose schema lists no parts says nothing about which there are.
    if sub.is_some() || rules.accept_unknown_attributes || attribute.sub_attributes.is_empty() {
        return Ok(());
    }
    let detail = format!("{label} has no sub-attribute {name:?}");
    Err(PatchError::new(ScimType::InvalidPath, detail))
}

/// What a list of one, or an object with a `value`, holds.
fn unwrapped(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(elements) => match elements.as_slice() {
            [only] => Some(only),
            _ => None,
        },
        Value::Object(object) => json::get(object, "value"),
        _ => None,
    }
}

/// Writes `value` under `name`: over the member that is there in whatever spelling, or as a new one spelled like this.
pub(super) fn put(object: &mut Object, name: &str, value: Value) {
    match json::get_mut(object, name) {
        Some(present) => *present = value,
        None => {
            object.insert(name.to_owned(), value);
        }
    }
}

/// The values of a multi-valued attribute while others are added. Those with a `value` are found by it, so that a group may
/// have as many members as it likes.
pub(super) struct Elements {
    list: Vec<Value>,
    by_value: HashMap<String, Vec<usize>>,
}

impl Elements {
    pub(super) fn new(list: Vec<Value>) -> Self {
        let mut by_value: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, element) in list.iter().enumerate() {
            if let Some(value) = value_of(element) {
                by_value.entry(value.into_owned()).or_default().push(place);
            }
        }
        Self { list, by_value }
    }

    pub(super) fn into_list(self) -> Vec<Value> {
        self.list
    }

    /// Adds `new` and returns its place. What is there already is not added again: it takes over sub-attributes that it
    /// lacks (RFC 7643 §2.4 wants no two values with the same `type` and `value`).
    pub(super) fn add(&mut self, new: Value) -> usize {
        let value = value_of(&new).map(Cow::into_owned);
        let candidates: Vec<usize> = match &value {
            Some(value) => self.by_value.get(value).cloned().unwrap_or_default(),
            None => (0..self.list.len()).collect(),
        };
        if let Some(&place) = candidates.iter().find(|&&place| covers(&self.list[place], &new)) {
            return place;
        }
        let Value::Object(members) = &new else {
            return self.push(new, value);
        };
        let same_label = |labelled| {
            let is_same = |place: &&usize| is_same_value(&self.list[**place], members, labelled);
            candidates.iter().find(is_same).copied()
        };
        if let Some(place) = same_label(true).or_else(|| same_label(false))
            && let Value::Object(element) = &mut self.list[place]
        {
            for (name, value) in members {
                put(element, name, value.clone());
            }
            return place;
        }
        self.push(new, value)
    }

    fn push(&mut self, new: Value, value: Option<String>) -> usize {
        let place = self.list.len();
        self.list.push(new);
        if let Some(value) = value {
            self.by_value.entry(value).or_default().push(place);
        }
        place
    }
}

/// The text of a value: of its `value` if it is complex.
fn value_of(element: &Value) -> Option<Cow<'_, str>> {
    match element {
        Value::Object(object) => json::get(object, "value").and_then(json::as_text),
        plain => json::as_text(plain),
    }
}

/// Whether everything that `new` says, `element` says already.
fn covers(element: &Value, new: &Value) -> bool {
    match (element, new) {
        (Value::Object(element), Value::Object(new)) => new.iter().all(|(name, value)| {
            value.is_null() || json::get(element, name).is_some_and(|present| is_equal(name, present, value))
        }),
        (element, new) => element == new,
    }
}

/// Whether `element` and `new` have the same `value` under the same `type`; unless `labelled`, one without a type fits any.
fn is_same_value(element: &Value, new: &Object, labelled: bool) -> bool {
    let Value::Object(element) = element else {
        return false;
    };
    let same = |name| match (json::get(element, name), json::get(new, name)) {
        (Some(one), Some(other)) => Some(is_equal(name, one, other)),
        _ => None,
    };
    same("value") == Some(true) && same("type").unwrap_or(!labelled)
}

/// Two labels (`type`) are equal whatever their letter case; other values only if they are the same.
fn is_equal(name: &str, one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) if name.eq_ignore_ascii_case("type") => {
            one.eq_ignore_ascii_case(other)
        }
        _ => one == other,
    }
}

/// What a client lists to have it removed.
pub(super) struct Listed<'v> {
    by_value: HashMap<Cow<'v, str>, Vec<&'v Value>>,
    without_value: Vec<&'v Value>,
}

impl<'v> Listed<'v> {
    pub(super) fn new(list: &'v [Value]) -> Self {
        let mut listed = Self {
            by_value: HashMap::new(),
            without_value: Vec::new(),
        };
        for value in list {
            match value_of(value) {
                Some(text) => listed.by_value.entry(text).or_default().push(value),
                None => listed.without_value.push(value),
            }
        }
        listed
    }

    /// Whether `element` is listed: by its `value`, and its label if one is given, else by all that is given.
    pub(super) fn has(&self, element: &Value) -> bool {
        let same_value = value_of(element).and_then(|value| self.by_value.get(&value));
        same_value.is_some_and(|listed| listed.iter().any(|listed| has_label_of(element, listed)))
            || self.without_value.iter().any(|listed| covers(element, listed))
    }
}

/// Whether `element` has the label that `listed` gives, if it gives one.
fn has_label_of(element: &Value, listed: &Value) -> bool {
    let label = |value: &'_ Value| value.as_object().and_then(|object| json::get(object, "type")).cloned();
    match (label(element), label(listed)) {
        (Some(one), Some(other)) => other.is_null() || is_equal("type", &one, &other),
        _ => true,
    }
}

/// Whether a value says that it is the preferred one.
pub(super) fn is_primary(element: &Value) -> bool {
    element
        .as_object()
        .and_then(|object| json::bool_of(object, "primary"))
        .unwrap_or(false)
}

/// Takes the preference from every value but the one at `keep` (RFC 7644 §3.5.2).
pub(super) fn clear_other_primaries(elements: &mut [Value], keep: usize) {
    for (place, element) in elements.iter_mut().enumerate() {
        if place != keep
            && is_primary(element)
            && let Value::Object(object) = element
        {
            put(object, "primary", Value::Bool(false));
        }
    }
}
