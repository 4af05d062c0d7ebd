//! App roles, as Entra writes them: another way to create than to change, and a third where they replace others.

use std::borrow::Cow;

use scimdesk_mapping::{expression::Role, model::RequestProfile};
use scimdesk_scim::json::{self, Object};
use serde_json::Value;

/// The type that Entra gives app roles.
pub(super) const TYPE: &str = "WindowsAzureActiveDirectoryRole";

/// What the app knows a role by: its value, or else what stands for it as text.
pub(super) fn value_of(role: &Role) -> Option<&str> {
    role.value
        .as_deref()
        .filter(|value| !value.is_empty())
        .or_else(|| role.name())
}

/// A role as an object. `replaces`: whether it is one of those that replace the roles that are there.
pub(super) fn object(role: &Role, profile: RequestProfile, replaces: bool) -> Option<Value> {
    let value = value_of(role)?;
    let mut object = Object::new();
    if profile != RequestProfile::Rfc7644 {
        object.insert("primary".to_owned(), Value::Bool(false));
        object.insert("type".to_owned(), TYPE.into());
    }
    if let Some(name) = &role.display_name {
        let key = match profile {
            RequestProfile::Rfc7644 => "display",
            RequestProfile::EntraDefault | RequestProfile::Entra062020 if replaces => "display",
            RequestProfile::EntraDefault | RequestProfile::Entra062020 => "displayName",
        };
        object.insert(key.to_owned(), name.as_str().into());
    }
    object.insert("value".to_owned(), value.into());
    Some(Value::Object(object))
}

/// A role that comes on top of those that are there: with Entra's default form, a JSON document as text.
pub(super) fn added(role: &Role, profile: RequestProfile) -> Option<Value> {
    if profile != RequestProfile::EntraDefault {
        return object(role, profile, false);
    }
    value_of(role)?;
    let parts = [
        ("id", &role.id),
        ("value", &role.value),
        ("displayName", &role.display_name),
    ];
    let document: Object = (parts.into_iter())
        .filter_map(|(name, text)| Some((name.to_owned(), Value::from(text.as_deref()?))))
        .collect();
    let text = Value::Object(document).to_string();
    Some(super::form::with_value(Object::new(), text.into()))
}

/// What an account's role is known by, in either form.
pub(super) fn text_in(value: &Value) -> Option<String> {
    let text = json::as_text(value)?;
    let Ok(Value::Object(document)) = serde_json::from_str::<Value>(&text) else {
        return Some(text.into_owned());
    };
    let part = |name: &str| json::get(&document, name).and_then(json::as_text).map(Cow::into_owned);
    let written = Role {
        id: part("id"),
        value: part("value"),
        display_name: part("displayName"),
    };
    Some(value_of(&written).map_or_else(|| text.into_owned(), str::to_owned))
}
