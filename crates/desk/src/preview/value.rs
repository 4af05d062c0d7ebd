//! The values of accounts, as the types of their attributes have them, beside those that mappings give.

use scimdesk_mapping::{
    expression::Role,
    flow::TargetValue,
    model::{AttributeDefinition, AttributeType, ObjectKind},
};
use scimdesk_scim::{
    json,
    path::PatchPath,
    resource::{Resource, ResourceKind},
    schema::SchemaSet,
};
use serde_json::Value;

/// Where an account has a target attribute.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// `None`: no path that an account can be read by.
    path: Option<PatchPath>,
    schemas: &'static SchemaSet,
}

impl Place {
    pub(crate) fn new(kind: ObjectKind, target: &str) -> Self {
        Self {
            path: PatchPath::parse(target).ok(),
            schemas: SchemaSet::of(match kind {
                ObjectKind::User => ResourceKind::User,
                ObjectKind::Group => ResourceKind::Group,
            }),
        }
    }

    /// What the account has. `like` is what a mapping gives: roles are told from other complex values by it.
    pub(crate) fn read(
        &self,
        account: &Resource,
        definition: &AttributeDefinition,
        like: Option<&TargetValue>,
    ) -> Option<TargetValue> {
        let found = self.path.as_ref()?.values_in(account, self.schemas);
        if found.is_empty() {
            return None;
        }
        if let Some(TargetValue::Roles { .. }) = like {
            return Some(TargetValue::Roles {
                roles: found.into_iter().filter_map(role).collect(),
                replace: true,
            });
        }
        let mut texts = found.iter().filter_map(|value| text(value)).filter(|text| !text.is_empty());
        if definition.kind == AttributeType::Reference {
            let ids: Vec<String> = texts.collect();
            return (!ids.is_empty()).then_some(TargetValue::References(ids));
        }
        if definition.multi_valued {
            let texts: Vec<String> = texts.collect();
            return (!texts.is_empty()).then_some(TargetValue::Texts(texts));
        }
        match definition.kind {
            AttributeType::Boolean => json::as_bool(found[0]).map(TargetValue::Boolean),
            AttributeType::Integer => json::as_i64(found[0]).map(TargetValue::Integer),
            _ => None,
        }
        .or_else(|| texts.next().map(TargetValue::Text))
    }
}

/// One value as text; that of a complex one is its `value`.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => json::get(object, "value").and_then(json::as_text),
        plain => json::as_text(plain),
    }
    .map(std::borrow::Cow::into_owned)
}

fn role(value: &Value) -> Option<Role> {
    let Value::Object(object) = value else {
        return text(value).map(|value| Role {
            id: None,
            value: Some(value),
            display_name: None,
        });
    };
    let part = |name| json::get(object, name).and_then(json::as_text).map(std::borrow::Cow::into_owned);
    Some(Role {
        id: None,
        value: part("value"),
        display_name: part("display"),
    })
}

/// Whether an account that has `from` has `to` already. Lists have no order, moments may be written in several ways, and roles are
/// told apart by their values.
pub(crate) fn same(from: Option<&TargetValue>, to: Option<&TargetValue>, kind: AttributeType) -> bool {
    match (from, to) {
        (Some(TargetValue::Text(from)), Some(TargetValue::Text(to))) if kind == AttributeType::DateTime => {
            from == to || moment(from).is_some_and(|from| Some(from) == moment(to))
        }
        (Some(TargetValue::Roles { roles: from, .. }), Some(TargetValue::Roles { roles: to, replace })) => {
            let (from, to) = (role_names(from), role_names(to));
            if *replace {
                from == to
            } else {
                to.iter().all(|role| from.contains(role))
            }
        }
        (Some(from), Some(to)) => match (list(from), list(to)) {
            (Some(from), Some(to)) => from == to,
            _ => from == to,
        },
        (from, to) => from.is_none() && to.is_none(),
    }
}

fn moment(text: &str) -> Option<jiff::Timestamp> {
    json::time_from_text(text)
}

fn role_names(roles: &[Role]) -> Vec<&str> {
    let mut names: Vec<&str> = (roles.iter())
        .filter_map(|role| role.value.as_deref().or_else(|| role.name()))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn list(value: &TargetValue) -> Option<Vec<&str>> {
    let (TargetValue::Texts(texts) | TargetValue::References(texts)) = value else {
        return None;
    };
    let mut texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    texts.sort_unstable();
    texts.dedup();
    Some(texts)
}

/// The account's values, and those that come on top of them.
pub(crate) fn with_added(from: &TargetValue, to: &TargetValue) -> TargetValue {
    let mut all = from.clone();
    match (&mut all, to) {
        (TargetValue::Texts(all), TargetValue::Texts(added))
        | (TargetValue::References(all), TargetValue::References(added)) => {
            let new: Vec<String> = added.iter().filter(|value| !all.contains(value)).cloned().collect();
            all.extend(new);
        }
        (TargetValue::Roles { roles: all, replace }, TargetValue::Roles { roles: added, .. }) => {
            let known: Vec<String> = role_names(all).into_iter().map(str::to_owned).collect();
            let is_new = |role: &&Role| !role_names(std::slice::from_ref(*role)).iter().any(|name| known.iter().any(|known| known == name));
            all.extend(added.iter().filter(is_new).cloned());
            *replace = true;
        }
        // To a single value nothing can be added.
        _ => {}
    }
    all
}

/// Whether there is nothing to see: empty text is no value for an account.
pub(crate) fn is_empty(value: &TargetValue) -> bool {
    match value {
        TargetValue::Text(text) => text.is_empty(),
        TargetValue::Texts(texts) | TargetValue::References(texts) => texts.iter().all(String::is_empty),
        TargetValue::Roles { roles, replace } => roles.is_empty() && !replace,
        TargetValue::Boolean(_) | TargetValue::Integer(_) => false,
    }
}

/// The default of a mapping as a value of the target's type; `None` where it is not one.
pub(crate) fn default(text: &str, definition: &AttributeDefinition) -> Option<TargetValue> {
    Some(match definition.kind {
        AttributeType::Boolean => TargetValue::Boolean(json::as_bool(&Value::from(text))?),
        AttributeType::Integer => TargetValue::Integer(text.trim().parse().ok()?),
        AttributeType::Reference => TargetValue::References(vec![text.to_owned()]),
        _ if definition.multi_valued => TargetValue::Texts(vec![text.to_owned()]),
        _ => TargetValue::Text(text.to_owned()),
    })
}

/// As it is shown.
pub(crate) fn to_json(value: &TargetValue) -> Value {
    match value {
        TargetValue::Text(text) => Value::from(text.as_str()),
        TargetValue::Boolean(value) => Value::from(*value),
        TargetValue::Integer(number) => Value::from(*number),
        TargetValue::References(ids) if ids.len() == 1 => Value::from(ids[0].as_str()),
        TargetValue::Texts(texts) | TargetValue::References(texts) => Value::from(texts.as_slice()),
        TargetValue::Roles { roles, .. } => roles.iter().filter_map(Role::name).collect(),
    }
}

/// The texts in a value that no two objects may share, or that have a greatest length.
pub(crate) fn texts(value: &TargetValue) -> Vec<String> {
    match value {
        TargetValue::Text(text) => vec![text.clone()],
        TargetValue::Integer(number) => vec![number.to_string()],
        TargetValue::Texts(texts) => texts.clone(),
        TargetValue::Boolean(_) | TargetValue::References(_) | TargetValue::Roles { .. } => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn definition(kind: AttributeType, multi_valued: bool) -> AttributeDefinition {
        AttributeDefinition {
            kind,
            multi_valued,
            ..AttributeDefinition::default()
        }
    }

    fn text(text: &str) -> TargetValue {
        TargetValue::Text(text.into())
    }

    #[test]
    fn an_account_has_values_of_the_types_of_its_attributes() {
        let account = Resource::from_value(json!({
            "userName": "amelie", "active": "True", "odd": "maybe", "level": "12",
            "emails": [{"type": "work", "value": "a@x.example"}, {"type": "home", "value": "b@x.example"}],
            "tags": ["one", "two"], "empty": "", "none": [],
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "7"}},
        }))
        .expect("an object");
        let manager = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
        use AttributeType::{Boolean, Integer, Reference, String};
        for (path, kind, multi, value) in [
            ("userName", String, false, Some(text("amelie"))),
            ("active", Boolean, false, Some(TargetValue::Boolean(true))),
            ("odd", Boolean, false, Some(text("maybe"))),
            ("level", Integer, false, Some(TargetValue::Integer(12))),
            (r#"emails[type eq "home"].value"#, String, false, Some(text("b@x.example"))),
            ("emails", String, true, Some(TargetValue::Texts(vec!["a@x.example".into(), "b@x.example".into()]))),
            ("tags", String, true, Some(TargetValue::Texts(vec!["one".into(), "two".into()]))),
            ("empty", String, false, None),
            ("none", String, true, None),
            ("nothing", String, false, None),
            (manager, Reference, false, Some(TargetValue::References(vec!["7".into()]))),
            ("no [path", String, false, None),
        ] {
            let place = Place::new(ObjectKind::User, path);
            assert_eq!(place.read(&account, &definition(kind, multi), None), value, "{path}");
        }
    }

    #[test]
    fn values_are_the_same_whatever_the_order_the_clock_or_the_names_of_roles() {
        let texts = |texts: &[&str]| TargetValue::Texts(texts.iter().map(|text| (*text).to_owned()).collect());
        let roles = |names: &[&str], replace| TargetValue::Roles {
            roles: (names.iter())
                .map(|name| Role {
                    id: None,
                    value: Some((*name).to_owned()),
                    display_name: Some(name.to_uppercase()),
                })
                .collect(),
            replace,
        };
        use AttributeType::{DateTime, String};
        for (from, to, kind, is_same) in [
            (text("a"), text("a"), String, true),
            (text("a"), text("A"), String, false),
            (texts(&["a", "b"]), texts(&["b", "a"]), String, true),
            (texts(&["a"]), texts(&["b", "a"]), String, false),
            (text("2026-01-01T12:00:00Z"), text("2026-01-01T13:00:00+01:00"), DateTime, true),
            (text("2026-01-01T12:00:00Z"), text("2026-01-01T13:00:00+01:00"), String, false),
            (text("soon"), text("later"), DateTime, false),
            (roles(&["a", "b"], true), roles(&["b"], false), String, true),
            (roles(&["a", "b"], true), roles(&["b"], true), String, false),
            (roles(&["a"], true), roles(&["b"], false), String, false),
            (text("1"), TargetValue::Integer(1), String, false),
        ] {
            assert_eq!(same(Some(&from), Some(&to), kind), is_same, "{from:?} {to:?}");
        }
        assert!(same(None, None, String));
        assert!(!same(None, Some(&text("a")), String));
        assert_eq!(with_added(&texts(&["a"]), &texts(&["a", "b"])), texts(&["a", "b"]));
        assert_eq!(with_added(&roles(&["a"], true), &roles(&["b"], false)), roles(&["a", "b"], true));
        assert_eq!(with_added(&text("a"), &text("b")), text("a"));
    }
}
