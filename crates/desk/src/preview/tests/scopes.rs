//! Who is in scope and why, and what a draft changes about it.

use scimdesk_mapping::{expression::Role, scope::Principal};
use serde_json::json;

use super::*;
use crate::{
    preview::{
        attributes::Wanted,
        explain::{explain, reason},
        scope::{Scope, ScopePlan, SideCounts},
    },
    wire::{ScopeExplanation, ScopeSide},
};

fn scoped(scope: Vec<FilterGroup>, who: Who) -> Mappings {
    let mut made = mappings(vec![], vec![]);
    made.users.scope = scope;
    made.assignment.who = who;
    made
}

fn person(id: &str) -> Principal {
    Principal::Person(id.to_owned())
}

fn group(id: &str) -> Principal {
    Principal::Group(id.to_owned())
}

fn assigned(principal: Principal, role: Option<&str>) -> Assignment {
    Assignment {
        principal,
        role: role.map(|role| Role {
            id: Some(role.to_owned()),
            value: Some(role.to_lowercase()),
            display_name: Some(role.to_owned()),
        }),
    }
}

fn member(of: &str, member: Principal) -> Membership {
    Membership {
        group: of.to_owned(),
        member,
    }
}

fn scope(mappings: &Mappings, assignments: Vec<Assignment>, memberships: Vec<Membership>) -> Scope {
    let graph = graph(mappings.assignment, assignments, memberships);
    Scope::new(mappings, ObjectKind::User, graph).expect("filters that can be asked")
}

fn names(id: &str) -> String {
    id.to_uppercase()
}

fn explained(scope: &Scope, id: &str, attributes: &Value) -> ScopeExplanation {
    let wanted = Wanted::new(scope.attributes());
    let json = attributes.to_string();
    let mut attributes = wanted.read(id, &json);
    scope.place(id, &mut attributes);
    let explanation = explain(scope, id, "Amélie", &attributes, &names);
    let reason = reason(scope, id, &attributes, &names);
    assert!(
        explanation.sentence.contains(&reason),
        "{} {reason}",
        explanation.sentence
    );
    explanation
}

#[test]
fn sides_are_counted_and_listed() {
    let sales = |value| vec![filter("Sales", &[("department", FilterOperator::Equals, value)])];
    let saved = scope(&scoped(sales("Sales"), Who::All), vec![], vec![]);
    let draft = scope(&scoped(sales("sales"), Who::All), vec![], vec![]);
    let plan = ScopePlan::new(draft, saved);
    let people =
        Folk::of(["sales", "Sales", "sales", "HR", "Sales"].map(|department| json!({"department": department})));
    let sides = plan
        .pass(&people, &mut Steps::endless())
        .expect("no error")
        .expect("goes to its end");
    let expected = SideCounts {
        inside: 2,
        outside: 3,
        entering: 2,
        leaving: 2,
        warnings: 0,
    };
    assert_eq!(sides.counts(), expected);
    for (side, places) in [
        (ScopeSide::Inside, vec![0, 2]),
        (ScopeSide::Outside, vec![1, 3, 4]),
        (ScopeSide::Entering, vec![0, 2]),
        (ScopeSide::Leaving, vec![1, 4]),
    ] {
        let total = places.len() as u64;
        assert_eq!(sides.window(side, 0, 10), (places.clone(), total), "{side:?}");
        assert_eq!(sides.window(side, 1, 1), (places[1..2].to_vec(), total), "{side:?}");
    }
    assert!(
        plan.pass(&people, &mut Steps(3)).expect("no error").is_none(),
        "and it stops when told to"
    );
}

#[test]
fn a_clause_that_cannot_be_asked_is_a_warning() {
    let grade = vec![filter("Grade", &[("grade", FilterOperator::GreaterThan, "5")])];
    let mappings = scoped(grade, Who::All);
    let made = || scope(&mappings, vec![], vec![]);
    let plan = ScopePlan::new(made(), made());
    let people = Folk::of(["7", "12x", "3", ""].map(|grade| json!({"grade": grade})));
    let sides = plan
        .pass(&people, &mut Steps::endless())
        .expect("no error")
        .expect("goes to its end");
    let counts = sides.counts();
    assert_eq!((counts.inside, counts.outside, counts.warnings), (1, 3, 1));
    let odd = explained(&made(), "p1", &json!({"grade": "12x"}));
    assert_eq!(
        odd.sentence,
        "Amélie is out of scope: Grade: grade is 12x, which is no whole number."
    );
}

#[test]
fn assignment_says_through_what() {
    let assignments = || {
        vec![
            assigned(person("own"), Some("Admin")),
            assigned(person("plain"), None),
            assigned(group("staff"), Some("User")),
        ]
    };
    let memberships = || {
        vec![
            member("staff", person("direct")),
            member("staff", group("emea")),
            member("emea", person("nested")),
            member("staff", person("own")),
            // A circle is no danger.
            member("emea", group("staff")),
        ]
    };
    let mut rules = scoped(vec![], Who::Assigned);
    rules.assignment.nested_groups = true;
    let made = scope(&rules, assignments(), memberships());
    for (id, in_scope, sentence, step) in [
        (
            "own",
            true,
            "Amélie is in scope: assigned as Admin.",
            "assigned as Admin; also assigned through STAFF as User",
        ),
        ("plain", true, "Amélie is in scope: assigned.", "assigned"),
        (
            "direct",
            true,
            "Amélie is in scope: assigned through STAFF as User.",
            "assigned through STAFF as User",
        ),
        (
            "nested",
            true,
            "Amélie is in scope: assigned through STAFF › EMEA as User.",
            "assigned through STAFF › EMEA as User",
        ),
        ("nobody", false, "Amélie is out of scope: not assigned.", "not assigned"),
    ] {
        let explanation = explained(&made, id, &json!({}));
        assert_eq!(
            (explanation.in_scope, explanation.sentence.as_str()),
            (in_scope, sentence),
            "{id}"
        );
        let first = &explanation.steps[0];
        assert_eq!(
            (first.title.as_str(), first.passed, first.sentence.as_str()),
            ("Assignment", Some(in_scope), step)
        );
        assert_eq!(explanation.steps[1].sentence, "There are none, so everybody passes.");
    }
    rules.assignment.nested_groups = false;
    let flat = scope(&rules, assignments(), memberships());
    assert!(
        !explained(&flat, "nested", &json!({})).in_scope,
        "groups in groups are a choice"
    );
    rules.assignment.exclude_default_access = true;
    let strict = scope(&rules, assignments(), memberships());
    assert_eq!(
        explained(&strict, "plain", &json!({})).sentence,
        "Amélie is out of scope: assigned with Default Access alone, which does not count here."
    );
    assert!(explained(&strict, "own", &json!({})).in_scope);
}

#[test]
fn filters_say_which_clause_failed_and_on_what() {
    let filters = vec![
        filter(
            "EMEA sales",
            &[
                ("department", FilterOperator::Equals, "sales"),
                ("country", FilterOperator::Includes, "E"),
            ],
        ),
        filter("", &[("jobTitle", FilterOperator::IsNotNull, "")]),
    ];
    let made = scope(&scoped(filters, Who::All), vec![], vec![]);
    let out = explained(&made, "p", &json!({"department": "Sales", "country": "DE"}));
    assert_eq!(
        out.sentence,
        "Amélie is out of scope: EMEA sales: department is Sales, not sales; Filter 2: jobTitle is empty."
    );
    let [_, emea, second] = &out.steps[..] else {
        panic!("{:?}", out.steps)
    };
    assert_eq!(
        (emea.passed, emea.sentence.as_str()),
        (Some(false), "1 of 2 clauses are not true.")
    );
    let clauses: Vec<_> = (emea.clauses.iter())
        .map(|clause| (clause.clause.as_str(), clause.passed, clause.sentence.as_str()))
        .collect();
    assert_eq!(
        clauses,
        [
            (r#"department EQUALS "sales""#, false, "department is Sales, not sales"),
            (r#"country Includes "E""#, true, "country is DE"),
        ]
    );
    assert_eq!(
        (second.title.as_str(), second.sentence.as_str()),
        ("Filter 2", "Its clause is not true.")
    );

    let inside = explained(&made, "p", &json!({"jobTitle": "Engineer", "accountEnabled": false}));
    assert!(inside.in_scope);
    assert_eq!(
        inside.sentence,
        "Amélie is in scope: everybody is in scope by assignment; let in by Filter 2. As the directory has them disabled, \
         an account is switched off, and none is made."
    );
}

#[test]
fn every_operator_has_words_for_what_it_found() {
    use FilterOperator as Op;
    for (operator, operand, value, words) in [
        (Op::Equals, "b", json!("a"), "x is a, not b"),
        (Op::NotEquals, "a", json!("a"), "x is a"),
        (Op::Includes, "b", json!("a"), "x is a, which does not contain b"),
        (Op::EndsWith, "b", json!("a"), "x is a, which does not end with b"),
        (Op::RegexMatch, "^b", json!("a"), "x is a, which ^b does not match"),
        (Op::NotRegexMatch, "^a", json!("a"), "x is a, which ^a matches"),
        (Op::GreaterThan, "5", json!("5"), "x is 5, which is not greater than 5"),
        (Op::GreaterThanOrEquals, "5", json!(4), "x is 4, which is less than 5"),
        (
            Op::GreaterThan,
            "5",
            json!("five"),
            "x is five, which is no whole number",
        ),
        (Op::IsTrue, "", json!(false), "x is False"),
        (Op::IsFalse, "", json!(true), "x is True"),
        (
            Op::IsTrue,
            "",
            json!("yes"),
            "x is yes, which is neither True nor False",
        ),
        (Op::IsNull, "", json!("a"), "x is a"),
        (Op::IsNotNull, "", json!(""), "x is empty"),
        (Op::In, "b", json!("a"), "x is a, which b does not contain"),
        (Op::NotIn, "abc", json!("a"), "x is a, which abc contains"),
        (Op::NotEquals, "b", Value::Null, "x is empty"),
    ] {
        let mappings = scoped(vec![filter("F", &[("x", operator, operand)])], Who::All);
        let explanation = explained(&scope(&mappings, vec![], vec![]), "p", &json!({"x": value}));
        let clause = &explanation.steps[1].clauses[0];
        assert_eq!(
            (clause.passed, clause.sentence.as_str()),
            (false, words),
            "{operator:?}"
        );
        assert_eq!(explanation.sentence, format!("Amélie is out of scope: F: {words}."));
    }
}

#[test]
fn groups_are_in_scope_by_their_own_assignment_and_can_be_switched_off() {
    let mut mappings = scoped(vec![], Who::Assigned);
    let made = |mappings: &Mappings| {
        let assignments = vec![assigned(group("staff"), None)];
        let graph = graph(mappings.assignment, assignments, vec![member("staff", group("emea"))]);
        Scope::new(mappings, ObjectKind::Group, graph).expect("filters that can be asked")
    };
    mappings.groups.enabled = true;
    assert_eq!(
        explained(&made(&mappings), "staff", &json!({})).sentence,
        "Amélie is in scope: assigned."
    );
    assert_eq!(
        explained(&made(&mappings), "emea", &json!({})).sentence,
        "Amélie is out of scope: not assigned."
    );
    mappings.groups.enabled = false;
    let off = explained(&made(&mappings), "staff", &json!({}));
    assert_eq!(off.sentence, "Amélie is out of scope: groups are switched off.");
    assert_eq!(off.steps[0].sentence, "The provisioning of groups is switched off.");
}
