//! Values in the type of the target.

use scimdesk_mapping::{
    expression::Value,
    flow::{FlowError, FlowResult, TargetValue},
    model::AttributeType::{self, Binary, Boolean, DateTime, Integer, Reference, String},
};

use crate::{definition, direct, expression, list, multi_valued, references, result, role, roles, text, texts};

#[test]
fn a_text_becomes_a_value_of_the_targets_type() {
    for (kind, given, expected) in [
        (String, "Ada", text("Ada")),
        (String, " ", text(" ")),
        (Boolean, "True", TargetValue::Boolean(true)),
        (Boolean, "fAlSe", TargetValue::Boolean(false)),
        (Boolean, " true ", TargetValue::Boolean(true)),
        (Integer, "42", TargetValue::Integer(42)),
        (Integer, "-7", TargetValue::Integer(-7)),
        (Integer, "9223372036854775807", TargetValue::Integer(i64::MAX)),
        (DateTime, "7/2/2021 3:33:38 PM", text("2021-07-02T15:33:38Z")),
        (DateTime, "2021-07-02T15:33:38Z", text("2021-07-02T15:33:38Z")),
        (
            DateTime,
            "2021-07-02T15:33:38.25+02:00",
            text("2021-07-02T13:33:38.25Z"),
        ),
        (DateTime, "2021-07-02", text("2021-07-02T00:00:00Z")),
        (Binary, "QWRh", text("QWRh")),
        (Binary, "QQ", text("QQ")),
        (Binary, "-_-_", text("-_-_")),
        (Reference, "2819c223", references(&["2819c223"])),
    ] {
        let result = result(direct("x"), definition("t", kind), Value::from(given));
        assert_eq!(result, FlowResult::Value(expected), "{kind:?} {given:?}");
    }
}

#[test]
fn what_is_not_of_the_targets_type_is_an_error_that_shows_it() {
    for (kind, name, given) in [
        (Boolean, "boolean", "yes"),
        (Boolean, "boolean", "1"),
        (Integer, "integer", "12x"),
        (Integer, "integer", "1.5"),
        (Integer, "integer", "9223372036854775808"),
        (DateTime, "dateTime", "02/07/2021"),
        (DateTime, "dateTime", "2021-02-30"),
        (DateTime, "dateTime", "soon"),
        (DateTime, "dateTime", "2021"),
        (Binary, "binary", "A"),
        (Binary, "binary", "Ä"),
    ] {
        let expected = FlowError::WrongType {
            value: given.to_owned(),
            kind: name,
        };
        let result = result(direct("x"), definition("t", kind), Value::from(given));
        assert_eq!(result, FlowResult::Failed(expected), "{kind:?} {given:?}");
    }
}

#[test]
fn empty_text_is_a_value_of_a_text_and_of_nothing_else() {
    let empty = || Value::from("");
    assert_eq!(
        result(direct("x"), definition("t", String), empty()),
        FlowResult::Value(text(""))
    );
    assert_eq!(
        result(
            expression("StripSpaces([x])"),
            definition("t", String),
            Value::from(" ")
        ),
        FlowResult::Value(text(""))
    );
    for kind in [Boolean, Integer, DateTime, Binary, Reference] {
        assert_eq!(
            result(direct("x"), definition("t", kind), empty()),
            FlowResult::Empty,
            "{kind:?}"
        );
    }
    for kind in ALL {
        assert_eq!(
            result(direct("x"), multi_valued("t", kind), empty()),
            FlowResult::Empty,
            "{kind:?}"
        );
    }
}

const ALL: [AttributeType; 6] = [String, Boolean, Integer, DateTime, Binary, Reference];

#[test]
fn an_absent_value_is_empty_whatever_the_type() {
    for kind in ALL {
        for absent in [Value::Absent, list(&[]), roles(&[])] {
            // Roles are no value of the other types even where there are none.
            if matches!(absent, Value::Roles { .. }) && kind != String {
                continue;
            }
            assert_eq!(
                result(direct("x"), definition("t", kind), absent),
                FlowResult::Empty,
                "{kind:?}"
            );
        }
    }
}

#[test]
fn several_values_fill_a_target_that_holds_several() {
    for (kind, given, expected) in [
        (String, list(&["a", "", "b"]), texts(&["a", "b"])),
        (String, Value::from("a"), texts(&["a"])),
        (Boolean, list(&["TRUE", "False"]), texts(&["true", "false"])),
        (Integer, list(&["007", "1"]), texts(&["7", "1"])),
        (
            DateTime,
            list(&["7/2/2021 3:33:38 PM"]),
            texts(&["2021-07-02T15:33:38Z"]),
        ),
        (Reference, list(&["a", "b"]), references(&["a", "b"])),
    ] {
        let result = result(direct("x"), multi_valued("t", kind), given.clone());
        assert_eq!(result, FlowResult::Value(expected), "{kind:?} {given:?}");
    }
}

#[test]
fn one_of_several_values_that_is_of_another_type_fails_the_whole() {
    let result = result(direct("x"), multi_valued("t", Integer), list(&["1", "one"]));
    let expected = FlowError::WrongType {
        value: "one".to_owned(),
        kind: "integer",
    };
    assert_eq!(result, FlowResult::Failed(expected));
}

#[test]
fn a_target_that_holds_one_takes_a_list_of_one_and_no_longer_one() {
    for kind in [String, Reference] {
        let one = result(direct("x"), definition("t", kind), list(&["a"]));
        let expected = if kind == String { text("a") } else { references(&["a"]) };
        assert_eq!(one, FlowResult::Value(expected));
        let two = result(direct("x"), definition("t", kind), list(&["a", "b"]));
        assert_eq!(two, FlowResult::Failed(FlowError::SeveralValues { count: 2 }));
    }
}

#[test]
fn numbers_of_functions_are_text_and_integers() {
    let ada = || Value::from("Ada");
    assert_eq!(
        result(expression("Len([x])"), definition("t", Integer), ada()),
        FlowResult::Value(TargetValue::Integer(3))
    );
    assert_eq!(
        result(expression("Len([x])"), definition("t", String), ada()),
        FlowResult::Value(text("3"))
    );
}

#[test]
fn roles_go_whole_into_a_whole_attribute() {
    let assertive = expression("AssertiveAppRoleAssignmentsComplex([x])");
    for target in [
        definition("roles", String),
        multi_valued("urn:x:2.0:User:roles", String),
    ] {
        let given = result(assertive.clone(), target.clone(), roles(&["Admin", "Auditor"]));
        let expected = TargetValue::Roles {
            roles: vec![role("Admin"), role("Auditor")],
            replace: true,
        };
        assert_eq!(given, FlowResult::Value(expected));
        let none = TargetValue::Roles {
            roles: Vec::new(),
            replace: true,
        };
        assert_eq!(
            result(assertive.clone(), target, Value::Absent),
            FlowResult::Value(none)
        );
    }
}

#[test]
fn into_a_part_of_an_attribute_goes_the_name_of_one_role() {
    let target = || definition(r#"roles[primary eq "True"].value"#, String);
    let single = expression("SingleAppRoleAssignment([x])");
    let admin = FlowResult::Value(text("Admin"));
    assert_eq!(result(single, target(), roles(&["Admin", "Auditor"])), admin);
    assert_eq!(result(direct("x"), target(), roles(&["Admin"])), admin);
    assert_eq!(
        result(direct("x"), target(), roles(&["Admin", "Auditor"])),
        FlowResult::Failed(FlowError::SeveralValues { count: 2 })
    );
}

#[test]
fn roles_are_no_value_of_another_type() {
    let expected = FlowError::WrongType {
        value: "Admin, Auditor".to_owned(),
        kind: "boolean",
    };
    assert_eq!(
        result(direct("x"), definition("t", Boolean), roles(&["Admin", "Auditor"])),
        FlowResult::Failed(expected)
    );
}
