//! What is said of expressions that are not wrong.

use scimdesk_mapping::expression::{LintKind, Person};

use crate::{evaluate, parse, person};

fn lints(text: &str) -> Vec<(&'static str, String)> {
    (parse(text).lints().iter())
        .map(|lint| (lint.kind.code(), lint.range.of(text).to_owned()))
        .collect()
}

#[test]
fn where_entra_answers_otherwise_a_lint_says_so() {
    for (text, code, part) in [
        (r#"IIF([country] = "USA", "a", "b")"#, "condition_on_empty", "[country]"),
        ("IIF([accountEnabled], 1, 2)", "condition_on_empty", "[accountEnabled]"),
        (
            r#"IIF(ToLower([country]) = "usa", "a", "b")"#,
            "condition_on_empty",
            "[country]",
        ),
        (
            r#"IIF([country] = "", "a", "b")"#,
            "condition_asks_for_empty",
            r#"[country] = """#,
        ),
        (
            "IIF(IsPresent([country]), 1, 2)",
            "condition_asks_for_empty",
            "IsPresent([country])",
        ),
        (
            r#"IIF(IgnoreFlowIfNullOrEmpty([a]) = "b", 1, 2)"#,
            "ignore_flow_in_condition",
            "IgnoreFlowIfNullOrEmpty([a])",
        ),
        (
            r#"Switch(IsPresent([jobTitle]), , "True", [jobTitle])"#,
            "switch_on_presence",
            "IsPresent([jobTitle])",
        ),
        (
            r#"Switch([state], "other", "NSW", "Sydney")"#,
            "switch_default",
            r#"Switch([state], "other", "NSW", "Sydney")"#,
        ),
        (r#"Switch([manager], , "a", "b")"#, "switch_on_reference", "[manager]"),
        (
            "SelectUniqueValue([a], [b])",
            "unique_value",
            "SelectUniqueValue([a], [b])",
        ),
        (
            "SingleAppRoleAssignment([appRoleAssignments])",
            "role_order",
            "SingleAppRoleAssignment([appRoleAssignments])",
        ),
    ] {
        let found = lints(text);
        assert_eq!(found, [(code, part.to_owned())], "{text}");
        let expression = parse(text);
        assert!(expression.lints()[0].kind.differs_from_entra(), "{text}");
        let sentence = expression.lints()[0].kind.to_string();
        assert!(sentence.starts_with("differs from Entra: "), "{sentence}");
    }
}

#[test]
fn other_lints_say_what_to_look_at() {
    for (text, code, part) in [
        ("Guid()", "value_varies", "Guid()"),
        ("IsNothing([a])", "legacy", "IsNothing([a])"),
        ("not([a])", "letter_case", "not"),
        (r#"Not("\w")"#, "escape_unknown", r"\w"),
        ("Not(true)", "quotes_missing", "true"),
    ] {
        assert_eq!(lints(text), [(code, part.to_owned())], "{text}");
        assert!(!parse(text).lints()[0].kind.differs_from_entra(), "{text}");
    }
}

#[test]
fn every_kind_of_lint_is_met_in_these_tests() {
    let source = include_str!("lints.rs");
    for code in LintKind::CODES {
        assert!(source.contains(&format!("\"{code}\"")), "{code}");
    }
    assert_eq!(
        LintKind::CODES.join(" "),
        "letter_case escape_unknown quotes_missing condition_on_empty condition_asks_for_empty ignore_flow_in_condition \
         switch_on_presence switch_default switch_on_reference unique_value value_varies legacy role_order"
    );
}

#[test]
fn the_default_mappings_and_what_entra_does_right_leave_none() {
    for text in [
        r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#,
        r#"Join(" ", [givenName], [surname])"#,
        r#"IIF(Len([surname]) > 5, "long", "short")"#,
        r#"Switch([country], , "", "none")"#,
        "IgnoreFlowIfNullOrEmpty([department])",
    ] {
        assert_eq!(lints(text), [], "{text}");
    }
}

#[test]
fn what_the_lints_promise_is_what_happens() {
    let nobody = Person::default();
    for (text, person, result) in [
        (r#"IIF([a] = "", "empty", [a])"#, &nobody, "empty"),
        (r#"IIF([a] <> "x", "other", "x")"#, &nobody, "other"),
        (r#"IIF(IsPresent([a]), "present", "absent")"#, &nobody, "absent"),
        (
            r#"Switch(IsPresent([a]), "none", "True", [a])"#,
            &person(&[("a", &["x"])]),
            "x",
        ),
        (r#"Switch(IsPresent([a]), "none", "True", [a])"#, &nobody, "none"),
        (
            r#"Switch([manager], "other", "id-1", "chief")"#,
            &person(&[("manager", &["id-1"])]),
            "chief",
        ),
        (
            "SingleAppRoleAssignment([appRoleAssignments])",
            &person(&[("appRoleAssignments", &["First", "Second"])]),
            "First",
        ),
    ] {
        let outcome = evaluate(text, person).unwrap_or_else(|error| panic!("{text}: {error}"));
        let expected = scimdesk_mapping::expression::Outcome::Value(result.into());
        assert_eq!(outcome, expected, "{text}");
    }
}
