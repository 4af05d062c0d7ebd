use scimdesk_mapping::{
    check::{Place, ProblemKind, Severity},
    model::{
        Clause, FilterGroup,
        FilterOperator::{self, Equals, GreaterThan, IsFalse, IsNull, IsTrue, NotRegexMatch, RegexMatch},
    },
};

use crate::found;

fn clause(attribute: &str, operator: FilterOperator, value: Option<&str>) -> Clause {
    Clause {
        attribute: attribute.to_owned(),
        operator,
        value: value.map(str::to_owned),
    }
}

fn group(title: &str, clauses: Vec<Clause>) -> FilterGroup {
    FilterGroup {
        title: title.to_owned(),
        clauses,
    }
}

#[test]
fn a_filter_has_a_title_of_its_own_and_clauses() {
    let sales = || vec![clause("department", Equals, Some("sales"))];
    let at = |group| Place::Filter { group, clause: None };
    for (scope, expected) in [
        (vec![group("A", sales()), group("B", sales())], vec![]),
        (vec![group("A", vec![])], vec![(at(0), "filter_empty")]),
        (vec![group(" ", sales())], vec![(at(0), "filter_title_missing")]),
        (
            vec![group("A", sales()), group("A", sales())],
            vec![(at(1), "filter_title_twice")],
        ),
    ] {
        let problems = found(|mappings| mappings.users.scope.clone_from(&scope));
        let codes: Vec<_> = problems
            .iter()
            .map(|problem| (problem.place.clone(), problem.kind.code()))
            .collect();
        assert_eq!(codes, expected, "{scope:?}");
    }
}

#[test]
fn each_clause_can_be_asked_and_is_asked_as_meant() {
    use Severity::{Error, Note, Warning};
    for (clause, expected) in [
        (clause("department", Equals, Some("sales")), None),
        (clause("", IsNull, None), Some(("clause_attribute_missing", Error))),
        (
            clause("Department", IsNull, None),
            Some(("clause_attribute_unknown", Warning)),
        ),
        (
            clause("department", Equals, None),
            Some(("clause_value_missing", Error)),
        ),
        (
            clause("department", IsNull, Some("x")),
            Some(("clause_value_unused", Warning)),
        ),
        (
            clause("department", RegexMatch, Some("(")),
            Some(("pattern_invalid", Error)),
        ),
        (
            clause("department", GreaterThan, Some("-1")),
            Some(("clause_not_number", Error)),
        ),
        (
            clause("department", RegexMatch, Some("[1-9][0-9]")),
            Some(("clause_pattern_unanchored", Note)),
        ),
        (
            clause("department", NotRegexMatch, Some("^a")),
            Some(("clause_pattern_unanchored", Note)),
        ),
        (
            clause("department", RegexMatch, Some(r"^a\$")),
            Some(("clause_pattern_unanchored", Note)),
        ),
        (clause("department", RegexMatch, Some("^[1-9][0-9]$")), None),
        (clause("department", RegexMatch, Some(".*sales.*")), None),
        (clause("accountEnabled", IsTrue, None), None),
        (clause("objectId", IsFalse, None), None),
        (clause("accountEnabled", Equals, Some("True")), None),
        (
            clause("accountEnabled", Equals, Some("true")),
            Some(("clause_boolean_text", Warning)),
        ),
        (
            clause("manager", IsNull, None),
            Some(("clause_attribute_refused", Warning)),
        ),
        (
            clause("employeeHireDate", IsNull, None),
            Some(("clause_attribute_refused", Warning)),
        ),
        (
            clause("proxyAddresses", IsNull, None),
            Some(("clause_attribute_refused", Warning)),
        ),
        (
            clause("appRoleAssignments", IsNull, None),
            Some(("clause_attribute_refused", Warning)),
        ),
    ] {
        let problems = found(|mappings| mappings.users.scope.push(group("one", vec![clause.clone()])));
        let codes: Vec<_> = (problems.iter())
            .map(|problem| (problem.kind.code(), problem.kind.severity()))
            .collect();
        assert_eq!(codes, expected.into_iter().collect::<Vec<_>>(), "{clause:?}");
        for problem in problems {
            let place = Place::Filter {
                group: 0,
                clause: Some(0),
            };
            assert_eq!(problem.place, place);
        }
    }
}

#[test]
fn a_pattern_that_matches_longer_values_is_shown_with_its_ends() {
    let problems = found(|mappings| {
        let clause = clause("department", RegexMatch, Some("DE|FR"));
        mappings.users.scope.push(group("one", vec![clause]));
    });
    let expected = ProblemKind::ClausePatternUnanchored {
        anchored: "^(?:DE|FR)$".to_owned(),
    };
    assert_eq!(problems[0].kind, expected);
}

#[test]
fn true_is_not_asked_of_a_date() {
    let problems = found(|mappings| {
        let clause = clause("employeeHireDate", IsTrue, None);
        mappings.users.scope.push(group("one", vec![clause]));
    });
    let codes: Vec<_> = problems.iter().map(|problem| problem.kind.code()).collect();
    assert_eq!(codes, ["clause_attribute_refused", "clause_not_boolean"]);
}
