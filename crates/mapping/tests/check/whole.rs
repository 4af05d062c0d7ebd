use std::collections::BTreeSet;

use proptest::prelude::*;
use scimdesk_mapping::{
    check::{Place, ProblemKind, Severity, check},
    expression::{LintKind, SyntaxErrorKind},
    flow::CompiledObject,
    model::{AttributeMapping, AttributeType, Clause, FilterGroup, FilterOperator, MappingSource, ObjectKind, Who},
    scope::CompiledScope,
};

use crate::{attribute, constant, direct, expression, found, found_of, good, mapping};

#[test]
fn good_mappings_have_no_problem() {
    assert_eq!(check(&good()), []);
}

/// The mappings that Entra proposes for an app outside its gallery.
#[test]
fn entras_default_mappings_have_notes_at_most() {
    const DIRECT: &[(&str, &str)] = &[
        ("displayName", "displayName"),
        ("title", "jobTitle"),
        (r#"emails[type eq "work"].value"#, "mail"),
        ("preferredLanguage", "preferredLanguage"),
        ("name.givenName", "givenName"),
        ("name.familyName", "surname"),
        (r#"addresses[type eq "work"].formatted"#, "physicalDeliveryOfficeName"),
        (r#"addresses[type eq "work"].postalCode"#, "postalCode"),
        (r#"phoneNumbers[type eq "fax"].value"#, "facsimileTelephoneNumber"),
        ("externalId", "mailNickname"),
        (
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
            "department",
        ),
    ];
    const EXPRESSIONS: &[(&str, &str)] = &[
        (
            "active",
            r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#,
        ),
        ("name.formatted", r#"Join(" ", [givenName], [surname])"#),
    ];
    let manager = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
    let mut mappings = good();
    let users = &mut mappings.users;
    users
        .target
        .retain(|known| !["title", "active", "tags"].contains(&known.name.as_str()));
    for (target, source) in DIRECT {
        users.mappings.push(mapping(target, direct(source)));
        users.target.push(attribute(target, AttributeType::String));
        if users.source_definition(source).is_none() {
            users.source.push(attribute(source, AttributeType::String));
        }
    }
    for (target, text) in EXPRESSIONS {
        users.mappings.push(mapping(target, expression(text)));
    }
    users.target.push(attribute("active", AttributeType::Boolean));
    users.target.push(attribute("name.formatted", AttributeType::String));
    users.mappings.push(mapping(manager, direct("manager")));
    users.target.push(attribute(manager, AttributeType::Reference));
    let problems = check(&mappings);
    assert!(
        problems.iter().all(|problem| problem.kind.severity() == Severity::Note),
        "{problems:?}"
    );
}

#[test]
fn people_cannot_be_off() {
    let problems = found(|mappings| mappings.users.enabled = false);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].kind, ProblemKind::UsersDisabled);
    assert_eq!(
        (problems[0].object, &problems[0].place),
        (Some(ObjectKind::User), &Place::Whole)
    );
    assert_eq!(problems[0].kind.severity(), Severity::Error);
}

#[test]
fn something_must_be_there_to_match_by() {
    let problems = found(|mappings| mappings.users.mappings[0].matching = None);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(
        (problems[0].kind.code(), &problems[0].place),
        ("matching_missing", &Place::Whole)
    );
}

#[test]
fn groups_need_nothing_where_they_are_off_and_are_checked_where_they_are_on() {
    let problems = found(|mappings| mappings.groups.enabled = true);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(
        (problems[0].object, problems[0].kind.code()),
        (Some(ObjectKind::Group), "matching_missing")
    );
    // What is wrong with a mapping is wrong where groups are off, too.
    let problems = found(|mappings| {
        mappings
            .groups
            .mappings
            .push(mapping("displayName", expression("Jion()")));
    });
    assert_eq!(
        (problems[0].object, problems[0].kind.code()),
        (Some(ObjectKind::Group), "function_unknown")
    );
}

#[test]
fn a_required_target_must_be_filled() {
    let problems = found(|mappings| {
        let mut required = attribute("emails", AttributeType::String);
        required.required = true;
        mappings.users.target.push(required);
    });
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].place, Place::TargetAttribute("emails".to_owned()));
    assert_eq!(problems[0].kind.code(), "required_unmapped");
    assert_eq!(problems[0].kind.severity(), Severity::Warning);

    // A part of it fills it, and so does a default alone; nothing at all does not.
    let with = |source, default_value: Option<&str>| {
        let problems = found(|mappings| {
            let mut required = attribute("emails", AttributeType::String);
            required.required = true;
            mappings.users.target.push(required);
            mappings
                .users
                .target
                .push(attribute(r#"emails[type eq "work"].value"#, AttributeType::String));
            mappings.users.mappings.push(AttributeMapping {
                default_value: default_value.map(str::to_owned),
                ..mapping(r#"EMAILS[type eq "work"].value"#, source)
            });
        });
        problems.iter().map(|problem| problem.kind.code()).collect::<Vec<_>>()
    };
    let none = MappingSource::None;
    assert_eq!(with(direct("jobTitle"), None), [""; 0]);
    assert_eq!(with(none.clone(), Some("x")), [""; 0]);
    assert_eq!(with(none, None), ["does_nothing", "required_unmapped"]);
}

#[test]
fn roles_need_assignments() {
    let text = r#"Switch(SingleAppRoleAssignment([appRoleAssignments]), , "Admin", "a")"#;
    let roles = |who| {
        found(|mappings| {
            mappings.assignment.who = who;
            mappings.users.mappings.push(mapping("title", expression(text)));
        })
        .into_iter()
        .find(|problem| matches!(problem.kind, ProblemKind::RolesNeedAssignment { .. }))
    };
    assert_eq!(roles(Who::Assigned), None);
    let problem = roles(Who::All).expect("nobody has roles without an assignment");
    assert_eq!(problem.kind.severity(), Severity::Error);
    let range = problem.range.expect("it is about a call");
    assert_eq!(range.of(text), "SingleAppRoleAssignment([appRoleAssignments])");
}

#[test]
fn codes_are_no_codes_of_expressions() {
    let own: BTreeSet<_> = ProblemKind::codes().collect();
    assert_eq!(own.len(), ProblemKind::codes().count());
    for code in [SyntaxErrorKind::CODES, LintKind::CODES].concat() {
        assert!(!own.contains(code), "{code}");
    }
    assert!(own.contains("target_twice") && !own.contains("expression"));
    let found = found_of(mapping("title", expression("Jion([jobTitle])")));
    assert_eq!(found[0].1, "function_unknown");
}

proptest! {
    /// What `check` lets pass can be evaluated, and what it calls an error of a source, a default or a clause cannot.
    #[test]
    fn mappings_without_errors_compile(
        target in prop::sample::select(vec!["title", "active", "level", "tags", "urn:x:2.0:User:manager", "nickName"]),
        source in prop::sample::select(vec![
            constant("5"), constant("true"), constant("long text"), constant(""), direct("jobTitle"),
            expression("Len([jobTitle])"), expression("Jion([jobTitle])"), expression("Replace([jobTitle], , \"(\", , \"\", , )"),
        ]),
        default in prop::option::of(prop::sample::select(vec!["7", "false", "", "a", "long text"])),
        operator in prop::sample::select(&FilterOperator::ALL[..]),
        value in prop::option::of(prop::sample::select(vec!["", "5", "(", "a"])),
    ) {
        let mut mappings = good();
        mappings.users.mappings.push(AttributeMapping {
            default_value: default.map(str::to_owned),
            ..mapping(target, source)
        });
        mappings.users.scope.push(FilterGroup {
            title: "one".to_owned(),
            clauses: vec![Clause {
                attribute: "jobTitle".to_owned(),
                operator,
                value: value.map(str::to_owned),
            }],
        });
        let problems = check(&mappings);
        let in_filter = |place: &Place| matches!(place, Place::Filter { .. });
        let errors = problems.iter().filter(|problem| problem.kind.severity() == Severity::Error);
        let (of_filters, of_mappings): (Vec<_>, Vec<_>) = errors.partition(|problem| in_filter(&problem.place));
        prop_assert_eq!(CompiledScope::new(&mappings.users.scope).is_err(), !of_filters.is_empty());
        let refused = CompiledObject::new(&mappings.users).err().unwrap_or_default();
        // Every refusal is among the problems, which know whose they are.
        for mut problem in refused {
            problem.object = Some(ObjectKind::User);
            prop_assert!(of_mappings.contains(&&problem), "{:?}", problem);
        }
        if of_mappings.is_empty() {
            prop_assert!(CompiledObject::new(&mappings.users).is_ok());
        }
    }
}
