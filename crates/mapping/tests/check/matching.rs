use scimdesk_mapping::{
    check::{Field, ProblemKind, Severity},
    model::{AttributeMapping, MappingSource},
};

use crate::{constant, direct, expression, found, found_of, mapping};

fn matched(target: &str, source: MappingSource, precedence: u32) -> AttributeMapping {
    AttributeMapping {
        matching: Some(precedence),
        ..mapping(target, source)
    }
}

#[test]
fn a_value_to_match_by_can_find_one_object() {
    use Severity::{Error, Note, Warning};
    let unique = expression("SelectUniqueValue([jobTitle], [department])");
    for (mapping, code, severity) in [
        (
            matched("title", direct("jobTitle"), 2),
            "matching_not_filterable",
            Error,
        ),
        (
            matched("level", direct("jobTitle"), 2),
            "matching_filterable_unknown",
            Note,
        ),
        (matched("level", unique, 2), "matching_unique_value", Error),
        (matched("level", expression("Guid()"), 2), "matching_varies", Error),
        (
            matched("level", MappingSource::None, 2),
            "matching_without_source",
            Error,
        ),
        (matched("level", constant("5"), 2), "matching_constant", Warning),
        (
            matched("tags", direct("proxyAddresses"), 2),
            "matching_several",
            Warning,
        ),
        (
            matched("urn:x:2.0:User:manager", direct("manager"), 2),
            "matching_several",
            Warning,
        ),
        (matched("level", direct("jobTitle"), 0), "matching_zero", Error),
        (matched("level", direct("jobTitle"), 1), "matching_twice", Error),
    ] {
        let found = found_of(mapping.clone());
        let fitting = found.iter().find(|(_, found, ..)| *found == code);
        let (field, _, found_severity, _) = fitting.unwrap_or_else(|| panic!("{mapping:?}: {found:?}"));
        assert_eq!((*field, *found_severity), (Field::Matching, severity), "{mapping:?}");
    }
}

#[test]
fn two_of_the_same_precedence_name_the_first() {
    let problems = found(|mappings| mappings.users.mappings.push(matched("level", direct("jobTitle"), 1)));
    let expected = ProblemKind::MatchingTwice {
        precedence: 1,
        first: 0,
    };
    assert!(problems.iter().any(|problem| problem.kind == expected), "{problems:?}");
}

#[test]
fn a_second_precedence_is_fine() {
    let problems = found(|mappings| {
        mappings.users.target[4].filterable = Some(true);
        mappings.users.mappings.push(matched("level", direct("jobTitle"), 7));
    });
    assert_eq!(problems, []);
}
