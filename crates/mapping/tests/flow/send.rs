//! What is sent to create an account and to change one.

use std::borrow::Cow;

use scimdesk_mapping::{
    expression::Value,
    flow::{Flow, FlowResult, Sent, TargetValue, same, text_of},
    model::{
        Apply, AttributeDefinition, AttributeMapping,
        AttributeType::{Binary, Boolean, DateTime, Integer, Reference, String},
        MappingSource, WhenEmpty,
    },
};
use serde_json::json;

use crate::{constant, definition, direct, mapping, multi_valued, references, role, text, texts};

/// What is sent where a mapping gives `result` and the account has `current`; in one text.
fn sent(
    mapping: &AttributeMapping,
    definition: &AttributeDefinition,
    result: FlowResult,
    current: Option<&TargetValue>,
) -> std::string::String {
    let flow = Flow {
        mapping,
        definition: Cow::Borrowed(definition),
        result,
    };
    match flow.on_update(current) {
        Sent::Nothing => "nothing".to_owned(),
        Sent::Add(value) => format!("add {}", text_of(&value)),
        Sent::Replace(value) => format!("replace {}", text_of(&value)),
        Sent::Remove => "remove".to_owned(),
    }
}

fn value(given: &str) -> FlowResult {
    FlowResult::Value(text(given))
}

#[test]
fn what_is_sent_of_one_value_depends_on_the_mapping_and_the_account() {
    use Apply::{AddValue, AddValues, Always, OnCreate, WhenTargetEmpty};
    use WhenEmpty::{Clear, Default, Keep};
    let (old, blank) = (text("old"), text(""));
    let none = || FlowResult::Empty;
    for (apply, when_empty, result, current, expected) in [
        (Always, Keep, value("new"), Some(&old), "replace new"),
        (Always, Keep, value("new"), None, "add new"),
        (Always, Keep, value("new"), Some(&blank), "add new"),
        (Always, Keep, value("old"), Some(&old), "nothing"),
        (Always, Keep, value(""), Some(&old), "replace "),
        (Always, Keep, value(""), None, "nothing"),
        (Always, Keep, none(), Some(&old), "nothing"),
        (Always, Keep, none(), None, "nothing"),
        (Always, Clear, none(), Some(&old), "remove"),
        (Always, Clear, none(), None, "nothing"),
        (Always, Clear, none(), Some(&blank), "nothing"),
        (Always, Clear, FlowResult::NotFlowed, Some(&old), "nothing"),
        (Always, Default, none(), Some(&old), "replace fallback"),
        (Always, Default, none(), None, "add fallback"),
        (Always, Default, FlowResult::NotFlowed, None, "nothing"),
        (OnCreate, Keep, value("new"), Some(&old), "nothing"),
        (OnCreate, Default, none(), None, "nothing"),
        (WhenTargetEmpty, Keep, value("new"), Some(&old), "nothing"),
        (WhenTargetEmpty, Keep, value("new"), Some(&blank), "add new"),
        (WhenTargetEmpty, Clear, none(), Some(&old), "nothing"),
        (WhenTargetEmpty, Default, none(), None, "add fallback"),
        (WhenTargetEmpty, Default, none(), Some(&old), "nothing"),
        (AddValues, Keep, value("new"), Some(&old), "nothing"),
        (AddValue, Keep, value("new"), None, "add new"),
        (AddValue, Clear, none(), Some(&old), "nothing"),
    ] {
        let mapping = AttributeMapping {
            apply,
            when_empty,
            default_value: Some("fallback".to_owned()),
            ..mapping("title", direct("jobTitle"))
        };
        let told = format!("{apply:?} {when_empty:?} {result:?} {current:?}");
        let sent = sent(&mapping, &definition("title", String), result, current);
        assert_eq!(sent, expected, "{told}");
    }
}

#[test]
fn what_is_sent_of_several_values_depends_on_the_mapping_and_the_account() {
    use Apply::{AddValue, AddValues, Always, WhenTargetEmpty};
    let (ab, cab, ac) = (texts(&["a", "b"]), texts(&["c", "A", "b"]), texts(&["a", "c"]));
    for (apply, current, expected) in [
        (Always, Some(&ab), "nothing"),
        (Always, Some(&cab), "replace b, a"),
        (Always, None, "add b, a"),
        (AddValues, Some(&ac), "add b"),
        (AddValues, Some(&cab), "nothing"),
        (AddValue, Some(&ac), "add b"),
        (AddValue, None, "add b, a"),
        (WhenTargetEmpty, Some(&ac), "nothing"),
    ] {
        let mapping = AttributeMapping {
            apply,
            ..mapping("tags", direct("tags"))
        };
        let result = FlowResult::Value(texts(&["b", "a"]));
        let sent = sent(&mapping, &multi_valued("tags", String), result, current);
        assert_eq!(sent, expected, "{apply:?} {current:?}");
    }
}

#[test]
fn roles_come_on_top_or_replace_as_their_function_says() {
    let roles = |names: &[&str], replace| {
        FlowResult::Value(TargetValue::Roles {
            roles: names.iter().map(|&name| role(name)).collect(),
            replace,
        })
    };
    let (admin, both) = (texts(&["admin"]), texts(&["auditor", "admin"]));
    for (names, replace, current, expected) in [
        (&["Admin", "Auditor"][..], false, Some(&admin), "add Auditor"),
        (&["Admin"], false, Some(&both), "nothing"),
        (&["Admin"], false, None, "add Admin"),
        (&["Admin"], true, Some(&both), "replace Admin"),
        (&["Admin", "Auditor"], true, Some(&both), "nothing"),
        (&[], true, Some(&both), "replace "),
        (&[], true, None, "nothing"),
    ] {
        let mapping = mapping("roles", direct("appRoleAssignments"));
        let sent = sent(&mapping, &multi_valued("roles", String), roles(names, replace), current);
        assert_eq!(sent, expected, "{names:?} {replace} {current:?}");
    }
}

#[test]
fn a_mapping_without_source_fills_what_is_empty_and_nothing_else() {
    let mapping = AttributeMapping {
        default_value: Some("5".to_owned()),
        ..mapping("level", MappingSource::None)
    };
    let definition = definition("level", Integer);
    let five = TargetValue::Integer(5);
    let flow = Flow {
        mapping: &mapping,
        definition: Cow::Borrowed(&definition),
        result: FlowResult::Empty,
    };
    assert_eq!(flow.on_create(), Some(Cow::Borrowed(&five)));
    assert_eq!(flow.on_update(None), Sent::Add(Cow::Owned(five)));
    assert_eq!(flow.on_update(Some(&TargetValue::Integer(4))), Sent::Nothing);
}

#[test]
fn a_new_account_gets_the_value_or_else_the_default() {
    let definition = definition("title", String);
    for apply in [
        Apply::Always,
        Apply::OnCreate,
        Apply::WhenTargetEmpty,
        Apply::AddValues,
        Apply::AddValue,
    ] {
        for (result, default, expected) in [
            (value("given"), Some("fallback"), Some("given")),
            (value(""), Some("fallback"), Some("")),
            (FlowResult::Empty, Some("fallback"), Some("fallback")),
            (FlowResult::Empty, None, None),
            (FlowResult::NotFlowed, Some("fallback"), None),
        ] {
            let mapping = AttributeMapping {
                apply,
                default_value: default.map(str::to_owned),
                ..mapping("title", constant("x"))
            };
            let flow = Flow {
                mapping: &mapping,
                definition: Cow::Borrowed(&definition),
                result,
            };
            let created = flow.on_create().map(|value| text_of(&value));
            assert_eq!(created.as_deref(), expected, "{flow:?}");
        }
    }
}

#[test]
fn the_same_value_in_another_form_is_the_same() {
    let exact = AttributeDefinition {
        case_exact: true,
        ..definition("t", String)
    };
    for (value, current, definition, expected) in [
        (text("Ada"), text("ADA"), definition("t", String), true),
        (text("ÖBB"), text("öbb"), definition("t", String), true),
        (text("Ada"), text("ADA"), exact.clone(), false),
        (text("Ada"), text("Ada"), exact, true),
        (text("Ada"), texts(&["Ada"]), definition("t", String), true),
        (TargetValue::Boolean(true), text("True"), definition("t", Boolean), true),
        (
            TargetValue::Boolean(true),
            TargetValue::Boolean(false),
            definition("t", Boolean),
            false,
        ),
        (TargetValue::Integer(7), text("007"), definition("t", Integer), true),
        (
            text("2021-07-02T13:33:38Z"),
            text("2021-07-02T15:33:38.000+02:00"),
            definition("t", DateTime),
            true,
        ),
        (text("QQ=="), text("QQ"), definition("t", Binary), true),
        (text("QQ=="), text("QR=="), definition("t", Binary), false),
        (
            references(&["a"]),
            references(&["A"]),
            definition("t", Reference),
            false,
        ),
        (texts(&["a", "b"]), texts(&["B", "A"]), multi_valued("t", String), true),
        (texts(&["a", "b"]), texts(&["a"]), multi_valued("t", String), false),
    ] {
        assert_eq!(same(&value, &current, &definition), expected, "{value:?} {current:?}");
        assert_eq!(same(&current, &value, &definition), expected, "{current:?} {value:?}");
    }
}

#[test]
fn what_an_account_has_is_read_whatever_form_its_server_gives_it() {
    for (json, definition, expected) in [
        (json!(null), definition("t", String), None),
        (json!([]), multi_valued("t", String), None),
        (json!({}), definition("t", String), None),
        (json!("Ada"), definition("t", String), Some(text("Ada"))),
        (json!(7), definition("t", String), Some(text("7"))),
        (json!(7), definition("t", Integer), Some(TargetValue::Integer(7))),
        (
            json!("False"),
            definition("active", Boolean),
            Some(TargetValue::Boolean(false)),
        ),
        (
            json!(true),
            definition("active", Boolean),
            Some(TargetValue::Boolean(true)),
        ),
        (json!("off"), definition("active", Boolean), Some(text("off"))),
        (json!("m1"), definition("manager", Reference), Some(references(&["m1"]))),
        (
            json!({"value": "m1", "$ref": "../Users/m1"}),
            definition("manager", Reference),
            Some(references(&["m1"])),
        ),
        (
            json!([{"value": "u1"}, {"value": "u2"}]),
            multi_valued("members", Reference),
            Some(references(&["u1", "u2"])),
        ),
        (
            json!([{"value": "admin", "primary": true}, "auditor"]),
            multi_valued("roles", String),
            Some(texts(&["admin", "auditor"])),
        ),
        (json!(["one"]), definition("t", String), Some(text("one"))),
    ] {
        assert_eq!(TargetValue::read(&json, &definition), expected, "{json}");
    }
}

#[test]
fn a_value_that_was_sent_is_not_sent_again() {
    for (definition, given) in [
        (definition("t", String), Value::from("Ada")),
        (definition("t", Boolean), Value::from("TRUE")),
        (definition("t", DateTime), Value::from("7/2/2021 3:33:38 PM")),
        (
            multi_valued("t", Integer),
            Value::from(vec!["1".to_owned(), "02".to_owned()]),
        ),
    ] {
        let result = crate::result(direct("x"), definition.clone(), given);
        let FlowResult::Value(had) = result.clone() else {
            panic!("{result:?}");
        };
        let mapping = mapping("t", direct("x"));
        assert_eq!(sent(&mapping, &definition, result, Some(&had)), "nothing");
    }
}
