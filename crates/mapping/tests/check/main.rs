//! What is found wrong with mappings, and where.

mod bounds;
mod filters;
mod lists;
mod mappings;
mod matching;
mod whole;

use scimdesk_mapping::{
    check::{Field, Place, Problem, Severity, check},
    model::{
        Apply, AssignmentRules, AttributeDefinition, AttributeMapping, AttributeType, MappingSource, Mappings,
        ObjectKind, ObjectMapping, RequestProfile, WhenEmpty,
    },
};

fn direct(attribute: &str) -> MappingSource {
    MappingSource::Direct {
        attribute: attribute.to_owned(),
    }
}

fn expression(text: &str) -> MappingSource {
    MappingSource::Expression { text: text.to_owned() }
}

fn constant(value: &str) -> MappingSource {
    MappingSource::Constant {
        value: value.to_owned(),
    }
}

fn mapping(target: &str, source: MappingSource) -> AttributeMapping {
    AttributeMapping {
        target: target.to_owned(),
        source,
        default_value: None,
        matching: None,
        apply: Apply::Always,
        when_empty: WhenEmpty::Keep,
    }
}

fn attribute(name: &str, kind: AttributeType) -> AttributeDefinition {
    AttributeDefinition {
        name: name.to_owned(),
        kind,
        ..AttributeDefinition::default()
    }
}

/// Mappings with nothing to say about: people are matched by `userName`, and groups are off.
fn good() -> Mappings {
    use AttributeType::{Boolean, DateTime, Integer, Reference, String};
    let user_name = AttributeDefinition {
        required: true,
        unique: true,
        filterable: Some(true),
        ..attribute("userName", String)
    };
    let several = |definition: AttributeDefinition| AttributeDefinition {
        multi_valued: true,
        ..definition
    };
    let users = ObjectMapping {
        enabled: true,
        mappings: vec![AttributeMapping {
            matching: Some(1),
            ..mapping("userName", direct("userPrincipalName"))
        }],
        source: vec![
            AttributeDefinition {
                anchor: true,
                ..attribute("objectId", String)
            },
            attribute("userPrincipalName", String),
            attribute("jobTitle", String),
            attribute("department", String),
            attribute("accountEnabled", Boolean),
            attribute("employeeHireDate", DateTime),
            attribute("manager", Reference),
            several(attribute("proxyAddresses", String)),
        ],
        target: vec![
            AttributeDefinition {
                anchor: true,
                ..attribute("id", String)
            },
            user_name,
            AttributeDefinition {
                max_length: Some(5),
                filterable: Some(false),
                ..attribute("title", String)
            },
            attribute("active", Boolean),
            attribute("level", Integer),
            several(attribute("tags", String)),
            AttributeDefinition {
                references: vec!["User".to_owned()],
                ..attribute("urn:x:2.0:User:manager", Reference)
            },
        ],
        ..ObjectMapping::default()
    };
    Mappings {
        users,
        groups: ObjectMapping::default(),
        assignment: AssignmentRules::default(),
        requests: RequestProfile::default(),
    }
}

/// What is found once a change is made to mappings that are good.
fn found(change: impl FnOnce(&mut Mappings)) -> Vec<Problem> {
    let mut mappings = good();
    change(&mut mappings);
    check(&mappings)
}

/// What is found of one more mapping: the field, the code, how bad it is and the part of an expression that it is about.
fn found_of(mapping: AttributeMapping) -> Vec<(Field, &'static str, Severity, Option<String>)> {
    let text = match &mapping.source {
        MappingSource::Expression { text } => text.clone(),
        _ => String::new(),
    };
    found(|mappings| mappings.users.mappings.push(mapping))
        .into_iter()
        .map(|problem| {
            assert_eq!(problem.object, Some(ObjectKind::User), "{problem:?}");
            let Place::Mapping { index: 1, field } = problem.place else {
                panic!("{problem:?}");
            };
            let part = problem.range.map(|range| range.of(&text).to_owned());
            (field, problem.kind.code(), problem.kind.severity(), part)
        })
        .collect()
}

/// The same, of fields and codes alone.
fn codes_of(mapping: AttributeMapping) -> Vec<(Field, &'static str)> {
    found_of(mapping)
        .into_iter()
        .map(|(field, code, ..)| (field, code))
        .collect()
}
