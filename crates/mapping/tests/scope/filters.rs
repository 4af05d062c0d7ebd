use proptest::prelude::*;
use scimdesk_mapping::{
    check::Place,
    expression::{Person, Value},
    model::{
        Clause,
        FilterOperator::{
            self, EndsWith, Equals, GreaterThan, GreaterThanOrEquals, In, Includes, IsFalse, IsNotNull, IsNull, IsTrue,
            NotEquals, NotIn, NotRegexMatch, RegexMatch,
        },
    },
    scope::{Asked, ClauseWarning, CompiledScope},
};

use crate::{clause, group};

fn scope(clauses: Vec<Clause>) -> CompiledScope {
    CompiledScope::new(&[group("one", clauses)]).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn ask(operator: FilterOperator, operand: Option<&str>, value: Value<'_>) -> Asked {
    let person = Person::from_iter([("x", value)]);
    let scope = scope(vec![clause("x", operator, operand)]);
    let asked = scope.ask(&person);
    // The quick answer and the explained one are the same.
    assert_eq!(scope.passes(&person), asked.passes);
    let explained = scope.explain(&person);
    assert_eq!(explained[0].passed, asked.passes);
    assert_eq!(explained[0].clauses[0].warning.is_some(), asked.warned);
    asked
}

fn list(values: &[&str]) -> Value<'static> {
    Value::from(values.iter().map(|&value| value.to_owned()).collect::<Vec<_>>())
}

/// Microsoft's documentation prints these, or they follow from its rules.
#[test]
fn the_documented_cases_come_out_as_documented() {
    let million = "(1[0-9][0-9][0-9][0-9][0-9][0-9])";
    for (value, operator, operand, expected) in [
        (Some("sales"), Equals, Some("sales"), true),
        (Some("Sales"), Equals, Some("sales"), false),
        (Some("a@domain.com"), RegexMatch, Some(r".*\@domain.com"), true),
        (Some("a@domain.com"), NotRegexMatch, Some(r".*\@domain.com"), false),
        (None, NotRegexMatch, Some(r".*\@domain.com"), false),
        (None, NotEquals, Some("sales"), false),
        (Some(""), IsNull, None, true),
        (None, IsNotNull, None, false),
        (Some("1500000"), RegexMatch, Some(million), true),
        (Some("12x"), GreaterThan, Some("5"), false),
    ] {
        let asked = ask(operator, operand, value.map_or(Value::Absent, Value::from));
        assert_eq!(asked.passes, expected, "{value:?} {operator:?} {operand:?}");
    }
}

#[test]
fn one_of_several_filters_is_enough_and_all_clauses_of_one_are_needed() {
    let scope = CompiledScope::new(&[
        group(
            "A",
            vec![clause("state", Equals, Some("NY")), clause("dept", Equals, Some("Eng"))],
        ),
        group("B", vec![clause("dept", Equals, Some("Legal"))]),
    ])
    .expect("the filters are in order");
    for (state, dept, expected) in [
        ("NY", "Eng", true),
        ("NY", "Sales", false),
        ("CA", "Eng", false),
        ("CA", "Legal", true),
    ] {
        let person = Person::from_iter([("state", Value::from(state)), ("dept", Value::from(dept))]);
        assert_eq!(scope.passes(&person), expected, "{state} {dept}");
        assert_eq!(scope.ask(&person).passes, expected, "{state} {dept}");
    }
}

#[test]
fn without_filters_everybody_passes() {
    let scope = CompiledScope::new(&[]).expect("nothing can be wrong");
    assert!(scope.passes(&Person::default()));
    assert_eq!(
        scope.ask(&Person::default()),
        Asked {
            passes: true,
            warned: false
        }
    );
    assert!(scope.explain(&Person::default()).is_empty());
}

#[test]
fn each_operator_compares_as_its_name_says() {
    for (operator, operand, value, expected) in [
        (NotEquals, Some("sales"), "Sales", true),
        (NotEquals, Some("sales"), "sales", false),
        (Includes, Some("ale"), "sales", true),
        (Includes, Some("ALE"), "sales", false),
        (EndsWith, Some("es"), "sales", true),
        (EndsWith, Some("sal"), "sales", false),
        (RegexMatch, Some("^[1-9][0-9]$"), "123", false),
        (RegexMatch, Some("[1-9][0-9]"), "123", true),
        (RegexMatch, Some("DE|FR"), "de", false),
        (RegexMatch, Some("(?i)DE|FR"), "de", true),
        (NotRegexMatch, Some("DE|FR"), "AT", true),
        (GreaterThan, Some("5"), "6", true),
        (GreaterThan, Some("5"), "5", false),
        (GreaterThan, Some("5"), "10", true),
        (GreaterThan, Some("5"), "0006", true),
        (
            GreaterThan,
            Some("99999999999999999999999999999999999999999"),
            "100000000000000000000000000000000000000000",
            true,
        ),
        (GreaterThanOrEquals, Some("5"), "5", true),
        (GreaterThanOrEquals, Some("5"), "4", false),
        (GreaterThanOrEquals, Some("0"), "0", true),
        (IsTrue, None, "True", true),
        (IsTrue, None, "true", true),
        (IsTrue, None, "False", false),
        (IsFalse, None, "False", true),
        (IsFalse, None, "True", false),
        (IsNull, None, "x", false),
        (IsNotNull, None, "x", true),
        (In, Some("DE,FR"), "DE", true),
        (In, Some("DE,FR"), "IT", false),
        (NotIn, Some("DE,FR"), "IT", true),
        (NotIn, Some("DE,FR"), "FR", false),
    ] {
        let asked = ask(operator, operand, Value::from(value));
        assert_eq!(asked.passes, expected, "{value:?} {operator:?} {operand:?}");
        assert!(!asked.warned, "{value:?} {operator:?} {operand:?}");
    }
}

#[test]
fn every_operator_has_a_row_of_its_own_above() {
    // A new operator must be asked with no value, at least.
    for operator in FilterOperator::ALL {
        let operand = operator.takes_value().then_some("5");
        for nothing in [Value::Absent, Value::from(""), list(&[]), list(&["", ""])] {
            let asked = ask(operator, operand, nothing);
            let expected = Asked {
                passes: operator == IsNull,
                warned: false,
            };
            assert_eq!(asked, expected, "{operator:?}");
        }
    }
}

#[test]
fn of_several_values_each_must_do() {
    for (operator, operand, values, expected) in [
        (Equals, Some("a"), &["a", "a"][..], true),
        (Equals, Some("a"), &["a", "b"], false),
        (Equals, Some("a"), &["a", ""], true),
        (NotEquals, Some("a"), &["b", "c"], true),
        (NotEquals, Some("a"), &["a", "c"], false),
        (
            Includes,
            Some("@contoso.com"),
            &["a@contoso.com", "b@contoso.com"],
            true,
        ),
        (IsNotNull, None, &["", "b"], true),
    ] {
        assert_eq!(
            ask(operator, operand, list(values)).passes,
            expected,
            "{values:?} {operator:?}"
        );
    }
}

#[test]
fn what_cannot_be_asked_is_false_and_says_why() {
    let costly = "a".repeat(4_000);
    for (operator, operand, value, code) in [
        (GreaterThan, Some("5"), "12x", "not_number"),
        (GreaterThanOrEquals, Some("5"), "-6", "not_number"),
        (GreaterThan, Some("5"), "6.5", "not_number"),
        (IsTrue, None, "yes", "not_boolean"),
        (IsFalse, None, "0", "not_boolean"),
        (RegexMatch, Some(r"(a*)*\1b"), &*costly, "too_costly"),
        (NotRegexMatch, Some(r"(a*)*\1b"), &*costly, "too_costly"),
    ] {
        let asked = ask(operator, operand, Value::from(value));
        let expected = Asked {
            passes: false,
            warned: true,
        };
        assert_eq!(asked, expected, "{value:?} {operator:?}");
        let scope = scope(vec![clause("x", operator, operand)]);
        let person = Person::from_iter([("x", Value::from(value))]);
        let explained = scope.explain(&person);
        let warning = explained[0].clauses[0].warning.as_ref().map(ClauseWarning::code);
        assert_eq!(warning, Some(code), "{operator:?}");
    }
}

#[test]
fn an_explanation_shows_every_clause_and_the_value_that_it_asked() {
    let scope = scope(vec![
        clause("department", Equals, Some("sales")),
        clause("country", RegexMatch, Some("DE|FR")),
        clause("manager", IsNull, None),
    ]);
    let person = Person::from_iter([("department", Value::from("legal")), ("country", Value::from("DE"))]);
    let explained = scope.explain(&person);
    assert_eq!(explained.len(), 1);
    assert_eq!((explained[0].title, explained[0].passed), ("one", false));
    let clauses: Vec<_> = (explained[0].clauses.iter())
        .map(|answer| (answer.clause.attribute.as_str(), answer.passed, answer.value.as_deref()))
        .collect();
    assert_eq!(
        clauses,
        [
            ("department", false, Some("legal")),
            ("country", true, Some("DE")),
            ("manager", true, None)
        ]
    );
}

#[test]
fn attributes_are_numbered_once() {
    let scope = CompiledScope::new(&[
        group(
            "a",
            vec![clause("state", Equals, Some("NY")), clause("dept", Equals, Some("Eng"))],
        ),
        group(
            "b",
            vec![clause("dept", Equals, Some("Legal")), clause("city", IsNotNull, None)],
        ),
    ])
    .expect("the filters are in order");
    assert_eq!(scope.attributes().collect::<Vec<_>>(), ["state", "dept", "city"]);
    assert!(scope.passes(&["CA", "Legal", "Reno"].map(Value::from)));
    assert!(!scope.passes(&["CA", "Legal", ""].map(Value::from)));
}

#[test]
fn filters_that_cannot_be_asked_are_refused_at_their_place() {
    let problems = CompiledScope::new(&[
        group("empty", vec![]),
        group(
            "broken",
            vec![
                clause("a", Equals, None),
                clause("b", Equals, Some("fine")),
                clause("c", RegexMatch, Some("(")),
                clause("d", GreaterThan, Some("five")),
                clause("e", Includes, Some("")),
            ],
        ),
    ])
    .expect_err("nothing of it can be used");
    let found: Vec<_> = problems
        .iter()
        .map(|problem| match problem.place {
            Place::Filter { group, clause } => (group, clause, problem.kind.code()),
            ref other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        found,
        [
            (0, None, "filter_empty"),
            (1, Some(0), "clause_value_missing"),
            (1, Some(2), "pattern_invalid"),
            (1, Some(3), "clause_not_number"),
            (1, Some(4), "clause_value_missing"),
        ]
    );
}

proptest! {
    /// A negated operator is the opposite for whoever has one value.
    #[test]
    fn negated_operators_are_opposites_where_there_is_a_value(value in "[a-c]{1,3}", operand in "[a-c]{1,3}") {
        for (operator, negated) in [(Equals, NotEquals), (RegexMatch, NotRegexMatch), (In, NotIn)] {
            let asked = |operator| ask(operator, Some(&operand), Value::from(value.as_str())).passes;
            prop_assert_ne!(asked(operator), asked(negated));
        }
    }

    #[test]
    fn numbers_are_compared_as_numbers(value: u64, operand: u64) {
        let (text, with) = (value.to_string(), operand.to_string());
        let asked = |operator| ask(operator, Some(&with), Value::from(text.as_str())).passes;
        prop_assert_eq!(asked(GreaterThan), value > operand);
        prop_assert_eq!(asked(GreaterThanOrEquals), value >= operand);
    }
}
