//! What an account has, as a mapping's target sees it, and whether that is what a mapping gives.

use std::{borrow::Cow, collections::BTreeSet};

use serde_json::Value as Json;

use super::{
    TargetValue,
    convert::{base64, boolean, moment},
};
use crate::{
    expression::Role,
    model::{AttributeDefinition, AttributeType},
};

impl TargetValue {
    /// Reads what an account has at the target's path, whatever form its server gives it: an element of a multi-valued attribute, and a
    /// reference, may be an object with a `value`, and a boolean may be text. `None` if there is nothing: null, no elements, or an
    /// object without `value`.
    pub fn read(json: &Json, definition: &AttributeDefinition) -> Option<Self> {
        let mut texts = match json {
            Json::Array(elements) => elements.iter().filter_map(text).collect(),
            other => vec![text(other)?],
        };
        if texts.is_empty() {
            return None;
        }
        if definition.kind == AttributeType::Reference {
            return Some(Self::References(texts));
        }
        if definition.multi_valued || texts.len() > 1 {
            return Some(Self::Texts(texts));
        }
        let text = texts.pop()?;
        let typed = match definition.kind {
            AttributeType::Boolean => boolean(&text).map(Self::Boolean),
            AttributeType::Integer => text.parse().ok().map(Self::Integer),
            _ => None,
        };
        Some(typed.unwrap_or(Self::Text(text)))
    }

    /// Whether there is nothing to see of it: no values, or nothing but empty text.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Texts(values) | Self::References(values) => values.iter().all(String::is_empty),
            Self::Roles { roles, .. } => roles.is_empty(),
            Self::Boolean(_) | Self::Integer(_) => false,
        }
    }
}

fn text(json: &Json) -> Option<String> {
    match json {
        Json::Null | Json::Array(_) => None,
        Json::Bool(value) => Some(value.to_string()),
        Json::Number(number) => Some(number.to_string()),
        Json::String(text) => Some(text.clone()),
        Json::Object(members) => members.get("value").filter(|value| !value.is_object()).and_then(text),
    }
}

/// Whether the account's value is the one that a mapping gives: text by the letter case where the target minds it, dates by their moment,
/// values of a multi-valued attribute in any order. Of roles the value counts that the app knows them by.
///
/// References are compared as they are: both ids must be of the same side.
pub fn same(value: &TargetValue, current: &TargetValue, definition: &AttributeDefinition) -> bool {
    if value == current {
        return true;
    }
    match (value, current) {
        // By far the most, and no sets are needed.
        (TargetValue::Text(value), TargetValue::Text(current)) => key(value, definition) == key(current, definition),
        _ => keys(value, definition) == keys(current, definition),
    }
}

/// What the account's value lacks of the one that a mapping gives; `None` if nothing.
pub(super) fn missing(
    value: &TargetValue,
    current: &TargetValue,
    definition: &AttributeDefinition,
) -> Option<TargetValue> {
    let has = keys(current, definition);
    let lacks = |text: &String| !has.contains(&*key(text, definition));
    match value {
        TargetValue::Texts(values) => {
            some(values.iter().filter(|text| lacks(text)).cloned().collect()).map(TargetValue::Texts)
        }
        TargetValue::References(ids) => {
            some(ids.iter().filter(|id| lacks(id)).cloned().collect()).map(TargetValue::References)
        }
        TargetValue::Roles { roles, replace } => {
            let lacking = roles
                .iter()
                .filter(|role| !has.contains(&*key(role_text(role), definition)));
            some(lacking.cloned().collect()).map(|roles| TargetValue::Roles {
                roles,
                replace: *replace,
            })
        }
        // There is one value, and the account has one.
        TargetValue::Text(_) | TargetValue::Boolean(_) | TargetValue::Integer(_) => None,
    }
}

fn some<T>(values: Vec<T>) -> Option<Vec<T>> {
    (!values.is_empty()).then_some(values)
}

fn role_text(role: &Role) -> &str {
    role.value.as_deref().or(role.name()).unwrap_or_default()
}

/// What stands for each value where two are compared.
fn keys<'v>(value: &'v TargetValue, definition: &AttributeDefinition) -> BTreeSet<Cow<'v, str>> {
    let texts: Vec<Cow<'v, str>> = match value {
        TargetValue::Text(text) => vec![Cow::Borrowed(text)],
        TargetValue::Texts(values) | TargetValue::References(values) => {
            values.iter().map(|text| Cow::Borrowed(text.as_str())).collect()
        }
        TargetValue::Roles { roles, .. } => roles.iter().map(|role| Cow::Borrowed(role_text(role))).collect(),
        other => vec![Cow::Owned(super::text_of(other))],
    };
    texts
        .into_iter()
        .map(|text| match key(&text, definition) {
            Cow::Borrowed(_) => text,
            Cow::Owned(key) => Cow::Owned(key),
        })
        .collect()
}

/// What stands for a text; the text itself where that is enough.
fn key<'t>(text: &'t str, definition: &AttributeDefinition) -> Cow<'t, str> {
    let key = match definition.kind {
        AttributeType::Reference => None,
        AttributeType::String => (!definition.case_exact).then(|| text.to_lowercase()),
        AttributeType::Boolean => boolean(text).map(|value| value.to_string()),
        AttributeType::Integer => text.trim().parse().ok().map(|number: i64| number.to_string()),
        AttributeType::DateTime => moment(text),
        AttributeType::Binary => base64(text),
    };
    key.map_or(Cow::Borrowed(text), Cow::Owned)
}
