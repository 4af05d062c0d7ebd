//! Our own file of mappings, as a user of the crate writes and reads it.

mod refusals;

use proptest::prelude::*;
use scimdesk_mapping::{
    file::{read, write},
    model::{
        Actions, Apply, AssignmentRules, AttributeDefinition, AttributeMapping, AttributeType, Clause, FilterGroup,
        FilterOperator, MappingSource, Mappings, ObjectMapping, RequestProfile, WhenEmpty, Who,
    },
};

const EXAMPLE: &str = include_str!("example.toml");

fn definition(name: &str) -> AttributeDefinition {
    AttributeDefinition {
        name: name.to_owned(),
        ..AttributeDefinition::default()
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

fn example() -> Mappings {
    let users = ObjectMapping {
        name: "Provision Microsoft Entra ID Users".to_owned(),
        enabled: true,
        mappings: vec![
            AttributeMapping {
                matching: Some(1),
                ..mapping(
                    "userName",
                    MappingSource::Direct {
                        attribute: "userPrincipalName".to_owned(),
                    },
                )
            },
            mapping(
                "name.formatted",
                MappingSource::Expression {
                    text: r#"Join(" ", [givenName], [surname])"#.to_owned(),
                },
            ),
            AttributeMapping {
                when_empty: WhenEmpty::Default,
                default_value: Some("-".to_owned()),
                ..mapping(
                    "title",
                    MappingSource::Expression {
                        text: "IgnoreFlowIfNullOrEmpty(\n  [jobTitle]\n)".to_owned(),
                    },
                )
            },
            AttributeMapping {
                apply: Apply::OnCreate,
                ..mapping(
                    "nickName",
                    MappingSource::Constant {
                        value: "it's \"new\"".to_owned(),
                    },
                )
            },
            AttributeMapping {
                default_value: Some("Europe/Zurich".to_owned()),
                ..mapping("timezone", MappingSource::None)
            },
        ],
        scope: vec![FilterGroup {
            title: "Sales in Switzerland".to_owned(),
            clauses: vec![
                Clause {
                    attribute: "department".to_owned(),
                    operator: FilterOperator::Equals,
                    value: Some("Sales".to_owned()),
                },
                Clause {
                    attribute: "employeeId".to_owned(),
                    operator: FilterOperator::IsNotNull,
                    value: None,
                },
            ],
        }],
        source: vec![
            definition("givenName"),
            AttributeDefinition {
                kind: AttributeType::Reference,
                references: vec!["User".to_owned()],
                ..definition("manager")
            },
        ],
        target: vec![
            AttributeDefinition {
                required: true,
                unique: true,
                filterable: Some(true),
                max_length: Some(64),
                ..definition("userName")
            },
            definition(r#"emails[type eq "work"].value"#),
        ],
        ..ObjectMapping::default()
    };
    Mappings {
        users,
        groups: ObjectMapping {
            actions: Actions {
                create: false,
                update: true,
                delete: false,
            },
            ..ObjectMapping::default()
        },
        assignment: AssignmentRules {
            who: Who::All,
            nested_groups: true,
            exclude_default_access: false,
        },
        requests: RequestProfile::Entra062020,
    }
}

#[test]
fn mappings_are_written_to_be_read_by_people() {
    assert_eq!(write(&example()), EXAMPLE);
}

#[test]
fn a_file_is_read() {
    assert_eq!(read(EXAMPLE), Ok(example()));
}

#[test]
fn one_change_is_one_line() {
    let mut changed = example();
    changed.users.target[1].required = true;
    changed.users.scope[0].clauses[0].value = Some("Marketing".to_owned());
    let (before, after) = (write(&example()), write(&changed));
    let different = before
        .lines()
        .zip(after.lines())
        .filter(|(before, after)| before != after);
    assert_eq!((different.count(), before.lines().count()), (2, after.lines().count()));
}

#[test]
fn what_is_left_out_has_its_default() {
    let blank = Mappings {
        users: ObjectMapping::default(),
        groups: ObjectMapping::default(),
        assignment: AssignmentRules::default(),
        requests: RequestProfile::default(),
    };
    assert_eq!(read("scimdesk_mappings = 1"), Ok(blank));
    let users = read(
        "\u{feff}scimdesk_mappings = 1\r\n[users]\r\nenabled = true\r\n[[users.mapping]]\r\ntarget = \"a\"\r\nconstant = \"b\"\r\n",
    );
    let constant = MappingSource::Constant { value: "b".to_owned() };
    assert_eq!(users.expect("read").users.mappings, [mapping("a", constant)]);
}

/// Any text, those that need care in quotes more often.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-z'\"\\\\\r\n\t\u{0}\u{7f}\u{feff} ]{0,8}",
        "'{0,4}\n?'{0,4}"
    ]
}

fn definitions() -> impl Strategy<Value = Vec<AttributeDefinition>> {
    let kind = prop::sample::select(vec![
        AttributeType::String,
        AttributeType::Boolean,
        AttributeType::Integer,
        AttributeType::DateTime,
        AttributeType::Binary,
        AttributeType::Reference,
    ]);
    let definition = (
        text(),
        kind,
        any::<[bool; 5]>(),
        any::<Option<bool>>(),
        any::<Option<u32>>(),
        prop::collection::vec(text(), 0..3),
    )
        .prop_map(
            |(name, kind, [multi_valued, required, case_exact, unique, anchor], filterable, max_length, references)| {
                AttributeDefinition {
                    name,
                    kind,
                    multi_valued,
                    required,
                    case_exact,
                    unique,
                    anchor,
                    filterable,
                    max_length,
                    references,
                }
            },
        );
    prop::collection::vec(definition, 0..4)
}

fn attribute_mappings() -> impl Strategy<Value = Vec<AttributeMapping>> {
    let source = prop_oneof![
        text().prop_map(|attribute| MappingSource::Direct { attribute }),
        text().prop_map(|value| MappingSource::Constant { value }),
        text().prop_map(|text| MappingSource::Expression { text }),
        Just(MappingSource::None),
    ];
    let apply = prop::sample::select(vec![
        Apply::Always,
        Apply::OnCreate,
        Apply::WhenTargetEmpty,
        Apply::AddValues,
        Apply::AddValue,
    ]);
    let when_empty = prop::sample::select(vec![WhenEmpty::Keep, WhenEmpty::Clear, WhenEmpty::Default]);
    let mapping = (
        text(),
        source,
        prop::option::of(text()),
        any::<Option<u32>>(),
        apply,
        when_empty,
    )
        .prop_map(
            |(target, source, default_value, matching, apply, when_empty)| AttributeMapping {
                target,
                source,
                default_value,
                matching,
                apply,
                when_empty,
            },
        );
    prop::collection::vec(mapping, 0..5)
}

fn filters() -> impl Strategy<Value = Vec<FilterGroup>> {
    let clause = (
        text(),
        prop::sample::select(FilterOperator::ALL.to_vec()),
        prop::option::of(text()),
    )
        .prop_map(|(attribute, operator, value)| Clause {
            attribute,
            operator,
            value,
        });
    let group =
        (text(), prop::collection::vec(clause, 0..3)).prop_map(|(title, clauses)| FilterGroup { title, clauses });
    prop::collection::vec(group, 0..3)
}

fn object() -> impl Strategy<Value = ObjectMapping> {
    (
        text(),
        any::<bool>(),
        any::<[bool; 3]>(),
        attribute_mappings(),
        filters(),
        definitions(),
        definitions(),
    )
        .prop_map(
            |(name, enabled, [create, update, delete], mappings, scope, source, target)| ObjectMapping {
                name,
                enabled,
                actions: Actions { create, update, delete },
                mappings,
                scope,
                source,
                target,
            },
        )
}

fn mappings() -> impl Strategy<Value = Mappings> {
    let profile = prop::sample::select(vec![
        RequestProfile::Rfc7644,
        RequestProfile::EntraDefault,
        RequestProfile::Entra062020,
    ]);
    (object(), object(), any::<[bool; 3]>(), profile).prop_map(
        |(users, groups, [all, nested_groups, exclude_default_access], requests)| Mappings {
            users,
            groups,
            assignment: AssignmentRules {
                who: if all { Who::All } else { Who::Assigned },
                nested_groups,
                exclude_default_access,
            },
            requests,
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same(mappings in mappings()) {
        let text = write(&mappings);
        prop_assert_eq!(read(&text), Ok(mappings), "{}", text);
    }
}
