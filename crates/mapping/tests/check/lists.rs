use scimdesk_mapping::{
    check::{Place, Severity},
    model::{AttributeDefinition, AttributeType, Mappings},
};

use crate::{attribute, found};

fn source(name: &str) -> Place {
    Place::SourceAttribute(name.to_owned())
}

fn target(name: &str) -> Place {
    Place::TargetAttribute(name.to_owned())
}

#[test]
fn attribute_lists_are_checked_row_by_row() {
    type Change = fn(&mut Mappings);
    fn text(name: &str) -> AttributeDefinition {
        attribute(name, AttributeType::String)
    }
    fn anchor(name: &str) -> AttributeDefinition {
        AttributeDefinition {
            anchor: true,
            ..text(name)
        }
    }
    let cases: [(Change, Place, &str); 9] = [
        (|m| m.users.source.push(text(" ")), source(" "), "attribute_unnamed"),
        (|m| m.users.target.push(text("")), target(""), "attribute_unnamed"),
        (
            |m| m.users.source.push(text("jobTitle")),
            source("jobTitle"),
            "attribute_twice",
        ),
        (
            |m| m.users.target.push(text("TITLE")),
            target("TITLE"),
            "attribute_twice",
        ),
        (
            |m| m.users.target.push(text("a b")),
            target("a b"),
            "attribute_not_path",
        ),
        (|m| m.users.source.push(anchor("key")), source("key"), "anchor_twice"),
        (|m| m.users.target.push(anchor("key")), target("key"), "anchor_twice"),
        (
            |m| m.users.target[6].references.push("Device".to_owned()),
            target("urn:x:2.0:User:manager"),
            "reference_unknown",
        ),
        (
            |m| m.users.source[6].references.push("Device".to_owned()),
            source("manager"),
            "reference_unknown",
        ),
    ];
    for (change, place, code) in cases {
        let problems = found(change);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!((&problems[0].place, problems[0].kind.code()), (&place, code));
    }
}

#[test]
fn names_of_the_source_that_differ_in_letter_case_are_different() {
    assert_eq!(
        found(|m| m.users.source.push(attribute("jobtitle", AttributeType::String))),
        []
    );
    let by_schema = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    assert_eq!(found(|m| m.users.target[6].references = vec![by_schema.to_owned()]), []);
    let problems = found(|m| m.users.target[6].references = vec!["group".to_owned(), "Device".to_owned()]);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].kind.severity(), Severity::Warning);
}
