//! The values of accounts, read where a mapping writes them, and values as they are shown.

use scimdesk_mapping::{
    expression::Role,
    flow::TargetValue,
    model::{AttributeDefinition, ObjectKind},
};
use scimdesk_scim::{
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

    /// What the account has; empty text and empty lists are nothing.
    pub(crate) fn read(&self, account: &Resource, definition: &AttributeDefinition) -> Option<TargetValue> {
        let found = self.path.as_ref()?.find(account, self.schemas);
        let value = match found.values.as_slice() {
            [] => return None,
            // Where a server has several values and the target is one, the first counts.
            [one, ..] if !definition.multi_valued => TargetValue::read(one, definition),
            all => TargetValue::read(&all.iter().copied().cloned().collect(), definition),
        };
        value.filter(|value| !value.is_blank())
    }
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

/// What stands for a text where two are compared.
pub(crate) fn folded(text: &str, definition: &AttributeDefinition) -> String {
    if definition.case_exact {
        text.to_owned()
    } else {
        text.to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use scimdesk_mapping::model::AttributeType;
    use serde_json::json;

    use super::*;

    #[test]
    fn an_account_has_values_of_the_types_of_its_attributes() {
        use AttributeType::{Boolean, Integer, Reference, String};
        let account = Resource::from_value(json!({
            "userName": "amelie", "active": "True", "odd": "maybe", "level": "12",
            "emails": [{"type": "work", "value": "a@x.example"}, {"type": "home", "value": "b@x.example"}],
            "tags": ["one", "two"], "empty": "", "none": [],
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "7"}},
        }))
        .expect("an object");
        let manager = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
        let text = |text: &str| Some(TargetValue::Text(text.into()));
        let texts = |texts: [&str; 2]| Some(TargetValue::Texts(texts.map(Into::into).into()));
        for (path, kind, multi_valued, value) in [
            ("userName", String, false, text("amelie")),
            ("active", Boolean, false, Some(TargetValue::Boolean(true))),
            ("odd", Boolean, false, text("maybe")),
            ("level", Integer, false, Some(TargetValue::Integer(12))),
            (r#"emails[type eq "home"].value"#, String, false, text("b@x.example")),
            ("emails.value", String, false, text("a@x.example")),
            ("emails", String, true, texts(["a@x.example", "b@x.example"])),
            ("tags", String, true, texts(["one", "two"])),
            ("empty", String, false, None),
            ("none", String, true, None),
            ("nothing", String, false, None),
            (
                manager,
                Reference,
                false,
                Some(TargetValue::References(vec!["7".into()])),
            ),
            ("no [path", String, false, None),
        ] {
            let definition = AttributeDefinition {
                kind,
                multi_valued,
                ..AttributeDefinition::default()
            };
            let place = Place::new(ObjectKind::User, path);
            assert_eq!(place.read(&account, &definition), value, "{path}");
        }
    }
}
