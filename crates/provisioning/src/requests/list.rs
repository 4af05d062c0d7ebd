//! Lists: which values come and which go.

use scimdesk_mapping::{
    expression::Role,
    flow::{TargetValue, same},
    model::{AttributeDefinition, RequestProfile},
};
use scimdesk_scim::{
    filter::{Filter, Literal},
    json::{self, Object},
    lookup::Found,
    path::AttributePath,
};
use serde_json::Value;

use super::{form, operations::Change, place::Place, roles};

/// What a list of an account has, as mappings see it.
pub(super) fn current(found: &Found<'_>, are_roles: bool) -> Option<TargetValue> {
    let text = |value: &Value| {
        if are_roles {
            roles::text_in(value)
        } else {
            json::as_text(value).map(std::borrow::Cow::into_owned)
        }
    };
    let texts = found
        .elements
        .iter()
        .filter_map(|element| form::value_of(element))
        .filter_map(text);
    let texts: Vec<String> = texts.collect();
    (!texts.is_empty()).then_some(TargetValue::Texts(texts))
}

/// What a list needs that lacks the values of `value` and keeps those that it has.
pub(super) fn added(place: &Place, found: &Found<'_>, value: &TargetValue, profile: RequestProfile) -> Vec<Change> {
    let path = place.path.clone();
    let is_empty = current(found, false).is_none();
    let values: Vec<Value> = match value {
        // There is nothing that they could replace.
        TargetValue::Roles { roles, replace: true } if is_empty && profile != RequestProfile::Rfc7644 => {
            return vec![Change::replace_roles(path, objects(roles, profile, true))];
        }
        TargetValue::Roles { roles, .. } => (roles.iter()).filter_map(|role| roles::added(role, profile)).collect(),
        other => (texts(other, place).into_iter())
            .map(|text| form::element(text, place, &found.elements))
            .collect(),
    };
    if values.is_empty() {
        return Vec::new();
    }
    vec![Change::add(path, values)]
}

/// What a list needs that is to have the values of `value` and no others.
pub(super) fn replaced(
    place: &Place,
    found: &Found<'_>,
    value: &TargetValue,
    definition: &AttributeDefinition,
    profile: RequestProfile,
) -> Vec<Change> {
    let path = place.path.clone();
    if let (TargetValue::Roles { roles, .. }, true) = (value, profile != RequestProfile::Rfc7644) {
        return vec![Change::replace_roles(path, objects(roles, profile, true))];
    }
    let wanted = Wanted::of(value, place);
    let present: Vec<&Value> = (found.elements.iter().copied())
        .filter(|element| form::value_of(element).is_some())
        .collect();
    let new_value = |wanted: &Wanted<'_>| match wanted {
        Wanted::Text(text) => Some(form::element(text.clone(), place, &found.elements)),
        Wanted::Role(role) => roles::object(role, profile, true),
    };
    let surplus: Vec<&Value> = (present.iter())
        .filter(|element| !wanted.iter().any(|wanted| wanted.is(element, definition)))
        .filter_map(|element| form::value_of(element))
        .collect();
    let is_there = |wanted: &Wanted<'_>| present.iter().any(|element| wanted.is(element, definition));
    if profile == RequestProfile::Rfc7644 {
        if surplus.is_empty() {
            let missing: Vec<Value> = wanted
                .iter()
                .filter(|wanted| !is_there(wanted))
                .filter_map(new_value)
                .collect();
            return if missing.is_empty() {
                Vec::new()
            } else {
                vec![Change::add(path, missing)]
            };
        }
        let kept_or_new = |wanted: &Wanted<'_>| {
            let kept = present.iter().find(|element| wanted.is(element, definition));
            kept.map(|element| (*element).clone()).or_else(|| new_value(wanted))
        };
        let mut values: Vec<Value> = wanted.iter().filter_map(kept_or_new).collect();
        only_first_primary(&mut values);
        return vec![if values.is_empty() {
            Change::remove(path)
        } else {
            Change::replace(path, values)
        }];
    }
    // Servers that ignore letter case take away with a value its namesakes; those are added again.
    let falls = |wanted: &Wanted<'_>| surplus.iter().any(|value| wanted.is_namesake(value));
    let missing: Vec<Value> = (wanted.iter())
        .filter(|wanted| !is_there(wanted) || falls(wanted))
        .filter_map(new_value)
        .collect();
    let mut changes: Vec<Change> = if profile == RequestProfile::EntraDefault {
        let listed = surplus
            .iter()
            .map(|value| form::with_value(Object::new(), (*value).clone()));
        let listed: Vec<Value> = listed.collect();
        if listed.is_empty() {
            Vec::new()
        } else {
            vec![Change::remove_values(path.clone(), listed)]
        }
    } else {
        (surplus.iter())
            .filter_map(|value| json::as_text(value))
            .map(|text| Filter::eq(AttributePath::new("value"), Literal::Text(text.into_owned())))
            .map(|filter| Change::remove(path.clone().matching(filter)))
            .collect()
    };
    if !missing.is_empty() {
        changes.push(Change::add(path, missing));
    }
    changes
}

/// The values of a list that is made.
pub(super) fn new(value: &TargetValue, place: &Place, profile: RequestProfile) -> Vec<Value> {
    match value {
        TargetValue::Roles { roles, replace } => objects(roles, profile, *replace),
        other => texts(other, place)
            .into_iter()
            .map(|text| form::element(text, place, &[]))
            .collect(),
    }
}

fn objects(roles: &[Role], profile: RequestProfile, replaces: bool) -> Vec<Value> {
    roles
        .iter()
        .filter_map(|role| roles::object(role, profile, replaces))
        .collect()
}

/// The values, each once, in the place's type.
fn texts(value: &TargetValue, place: &Place) -> Vec<Value> {
    let all: Vec<Value> = match value {
        TargetValue::Texts(texts) | TargetValue::References(texts) => (texts.iter())
            .filter(|text| !text.is_empty())
            .map(|text| place.typed(text.as_str().into()))
            .collect(),
        single => form::single(single, place).into_iter().collect(),
    };
    let mut each = Vec::with_capacity(all.len());
    for value in all {
        if !each.contains(&value) {
            each.push(value);
        }
    }
    each
}

/// A value that a list is to have.
enum Wanted<'v> {
    Text(Value),
    Role(&'v Role),
}

impl<'v> Wanted<'v> {
    fn of(value: &'v TargetValue, place: &Place) -> Vec<Self> {
        match value {
            TargetValue::Roles { roles, .. } => (roles.iter())
                .filter(|role| roles::value_of(role).is_some())
                .map(Self::Role)
                .collect(),
            other => texts(other, place).into_iter().map(Self::Text).collect(),
        }
    }

    /// Whether an account's value is this one.
    fn is(&self, element: &Value, definition: &AttributeDefinition) -> bool {
        let Some(value) = form::value_of(element) else {
            return false;
        };
        let (wanted, present) = match self {
            Self::Text(wanted) => (plain(wanted), plain(value)),
            Self::Role(role) => (roles::value_of(role).map(str::to_owned), roles::text_in(value)),
        };
        wanted
            .zip(present)
            .is_some_and(|(wanted, present)| same(&TargetValue::Text(wanted), &TargetValue::Text(present), definition))
    }

    /// Whether a server that ignores letter case takes the value for this one.
    fn is_namesake(&self, value: &Value) -> bool {
        match self {
            Self::Text(wanted) => levelled(wanted) == levelled(value),
            Self::Role(_) => false,
        }
    }
}

/// A value as text in lower case, character by character, and with one form of the Greek sigma.
fn levelled(value: &Value) -> Option<String> {
    let text = json::as_text(value)?;
    let lower = text.chars().flat_map(char::to_lowercase);
    Some(lower.map(|c| if c == 'ς' { 'σ' } else { c }).collect())
}

fn plain(value: &Value) -> Option<String> {
    json::as_text(value).map(std::borrow::Cow::into_owned)
}

/// Leaves the preference to the first value that claims it; the RFC refuses two.
fn only_first_primary(values: &mut [Value]) {
    let claims = |value: &Value| {
        let primary = value.as_object().and_then(|object| json::get(object, "primary"));
        primary.and_then(json::as_bool) == Some(true)
    };
    let mut claimed = false;
    for value in values.iter_mut().filter(|value| claims(value)) {
        if claimed && let Value::Object(object) = value {
            json::remove(object, "primary");
        }
        claimed = true;
    }
}
