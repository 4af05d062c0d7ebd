//! What is true of every value, every mapping and every account.

use std::borrow::Cow;

use proptest::prelude::*;
use scimdesk_mapping::{
    expression::{Role, Value},
    flow::{Flow, FlowResult, Sent, TargetValue, same},
    model::{Apply, AttributeDefinition, AttributeMapping, AttributeType, MappingSource, WhenEmpty},
};
use serde_json::{Value as Json, json};

use crate::{direct, mapping, result, role};

const TYPES: [AttributeType; 6] = [
    AttributeType::String,
    AttributeType::Boolean,
    AttributeType::Integer,
    AttributeType::DateTime,
    AttributeType::Binary,
    AttributeType::Reference,
];

fn any_definition() -> impl Strategy<Value = AttributeDefinition> {
    let name = prop::sample::select(vec!["roles", "x.y", r#"roles[primary eq "True"].value"#]);
    (name, prop::sample::select(&TYPES[..]), any::<bool>(), any::<bool>()).prop_map(
        |(name, kind, multi_valued, case_exact)| AttributeDefinition {
            name: name.to_owned(),
            kind,
            multi_valued,
            case_exact,
            ..AttributeDefinition::default()
        },
    )
}

/// Texts of which some are values of each type.
fn any_text() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "",
        "a",
        "A",
        "b",
        "ß",
        "True",
        "false",
        "7",
        "007",
        "-1",
        "2021-07-02",
        "7/2/2021 3:33:38 PM",
        "QQ==",
        "QQ",
        "2021-07-02T17:33:38.5+02:00",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => any::<String>()]
}

fn any_roles() -> impl Strategy<Value = Vec<Role>> {
    let any_role = prop::sample::select(vec!["Admin", "Auditor", "Reader"]).prop_map(role);
    prop::collection::vec(any_role, 0..3)
}

fn any_value() -> impl Strategy<Value = Value<'static>> {
    let roles = (any_roles(), any::<bool>()).prop_map(|(roles, replace)| Value::Roles {
        roles: roles.into(),
        replace,
    });
    prop_oneof![
        Just(Value::Absent),
        any_text().prop_map(Value::from),
        any::<i32>().prop_map(|number| Value::from(i64::from(number))),
        prop::collection::vec(any_text(), 0..3).prop_map(Value::from),
        roles,
    ]
}

fn any_mapping() -> impl Strategy<Value = AttributeMapping> {
    let apply = prop::sample::select(vec![
        Apply::Always,
        Apply::OnCreate,
        Apply::WhenTargetEmpty,
        Apply::AddValues,
        Apply::AddValue,
    ]);
    let when_empty = prop::sample::select(vec![WhenEmpty::Keep, WhenEmpty::Clear, WhenEmpty::Default]);
    let source = prop_oneof![3 => Just(direct("x")), 1 => Just(MappingSource::None)];
    (apply, when_empty, source, prop::option::of(any_text())).prop_map(|(apply, when_empty, source, default_value)| {
        AttributeMapping {
            apply,
            when_empty,
            default_value,
            ..mapping("t", source)
        }
    })
}

/// What the target holds of a value, if it takes it.
fn taken(value: Value<'_>, definition: &AttributeDefinition) -> Option<TargetValue> {
    match result(direct("x"), definition.clone(), value) {
        FlowResult::Value(value) => Some(value),
        _ => None,
    }
}

/// What an account has that was given a value.
fn account(value: &TargetValue, definition: &AttributeDefinition) -> Option<TargetValue> {
    TargetValue::read(&json_of(value), definition)
}

/// What an account has once something was sent.
fn after(current: Option<TargetValue>, sent: Sent<'_>) -> Option<TargetValue> {
    // One role of a list that is not said to hold several reads as a text.
    let current = match (current, &sent) {
        (Some(TargetValue::Text(text)), Sent::Add(value)) if matches!(**value, TargetValue::Roles { .. }) => {
            Some(TargetValue::Texts(vec![text]))
        }
        (current, _) => current,
    };
    match (current, sent) {
        (current, Sent::Nothing) => current,
        (_, Sent::Remove) => None,
        (_, Sent::Replace(value)) => Some(value.into_owned()),
        (Some(TargetValue::Texts(mut texts)), Sent::Add(value)) => {
            match value.into_owned() {
                TargetValue::Texts(more) => texts.extend(more),
                TargetValue::Roles { roles, .. } => texts.extend(roles.into_iter().filter_map(|role| role.value)),
                other => panic!("{other:?} on top of {texts:?}"),
            }
            Some(TargetValue::Texts(texts))
        }
        (Some(TargetValue::References(mut ids)), Sent::Add(value)) => {
            let TargetValue::References(more) = value.into_owned() else {
                panic!("no references")
            };
            ids.extend(more);
            Some(TargetValue::References(ids))
        }
        (current, Sent::Add(value)) => {
            assert!(
                current.is_none_or(|current| current.is_blank()),
                "there was a value already"
            );
            Some(value.into_owned())
        }
    }
}

/// The form in which a server may give a value back.
fn json_of(value: &TargetValue) -> Json {
    let elements = |values: &[String]| values.iter().map(|value| json!({ "value": value })).collect();
    match value {
        TargetValue::Text(text) => json!(text),
        TargetValue::Boolean(value) => json!(value),
        TargetValue::Integer(number) => json!(number),
        TargetValue::Texts(values) | TargetValue::References(values) => elements(values),
        TargetValue::Roles { roles, .. } => roles.iter().map(|role| json!({ "value": role.value })).collect(),
    }
}

proptest! {
    #[test]
    fn once_something_was_sent_nothing_more_is(
        definition in any_definition(), mapping in any_mapping(), given in any_value(), had in any_value(),
    ) {
        let result = match mapping.source {
            MappingSource::None => FlowResult::Empty,
            _ => result(direct("x"), definition.clone(), given),
        };
        let flow = Flow { mapping: &mapping, definition: Cow::Borrowed(&definition), result };
        let current = taken(had, &definition).and_then(|had| account(&had, &definition));
        let sent = flow.on_update(current.as_ref());
        let told = format!("{sent:?} {flow:?} {current:?}");
        let now = after(current, sent);
        prop_assert_eq!(flow.on_update(now.as_ref()), Sent::Nothing, "{}", told);
    }

    #[test]
    fn what_was_created_is_not_changed_again(definition in any_definition(), given in any_value()) {
        let mapping = mapping("t", direct("x"));
        let flow = Flow {
            mapping: &mapping,
            definition: Cow::Borrowed(&definition),
            result: result(direct("x"), definition.clone(), given),
        };
        if let Some(created) = flow.on_create() {
            let account = account(&created, &definition);
            prop_assert_eq!(flow.on_update(account.as_ref()), Sent::Nothing, "{:?} {:?}", created, account);
        }
    }

    /// A value that only adds or only fills takes nothing away.
    #[test]
    fn a_mapping_that_adds_takes_nothing_away(
        definition in any_definition(),
        mapping in any_mapping().prop_filter("it only adds", |mapping| mapping.apply != Apply::Always),
        given in any_value(), had in any_value(),
    ) {
        let flow = Flow {
            mapping: &mapping,
            definition: Cow::Borrowed(&definition),
            result: result(direct("x"), definition.clone(), given),
        };
        let current = taken(had, &definition).and_then(|had| account(&had, &definition));
        let sent = flow.on_update(current.as_ref());
        prop_assert!(matches!(sent, Sent::Nothing | Sent::Add(_)), "{:?}", sent);
    }

    #[test]
    fn being_the_same_is_mutual(definition in any_definition(), left in any_value(), right in any_value()) {
        if let (Some(left), Some(right)) = (taken(left, &definition), taken(right, &definition)) {
            prop_assert!(same(&left, &left, &definition));
            prop_assert_eq!(same(&left, &right, &definition), same(&right, &left, &definition));
        }
    }

    /// A value that was converted is one of the type: converted again it is the same.
    #[test]
    fn converting_again_changes_nothing(definition in any_definition(), given in any_text()) {
        if let Some(value) = taken(Value::from(given), &definition) {
            let again = match &value {
                TargetValue::Texts(values) | TargetValue::References(values) => Value::from(values.clone()),
                other => Value::from(scimdesk_mapping::flow::text_of(other)),
            };
            prop_assert_eq!(taken(again, &definition), Some(value));
        }
    }
}
