//! What an import gives.

use scimdesk_mapping::{
    entra::{ImportNote, Side, import},
    expression::Expression,
    model::{
        Actions, Apply, AttributeType, Clause, FilterGroup, FilterOperator, MappingSource, Mappings, ObjectKind,
        RequestProfile, WhenEmpty, Who,
    },
};
use serde_json::json;

use super::{
    CUSTOM_APP, GALLERY_APP, USERS, custom_app, custom_app_with, direct, expression, json as parse, read_in, to,
};

fn clause(attribute: &str, operator: FilterOperator, value: Option<&str>) -> Clause {
    Clause {
        attribute: attribute.to_owned(),
        operator,
        value: value.map(str::to_owned),
    }
}

#[test]
fn the_mappings_of_a_portal_export_are_read_with_everything_that_they_say() {
    let imported = read_in(CUSTOM_APP);
    assert_eq!(imported.notes, []);
    let users = &imported.mappings.users;
    assert_eq!(users.name, "Provision Microsoft Entra ID Users");
    assert!(users.enabled);
    assert_eq!(users.actions, Actions::default());
    assert_eq!(users.mappings.len(), 20);
    assert_eq!(to(users, "userName").source, direct("userPrincipalName"));
    assert_eq!(to(users, "userName").matching, Some(1));
    assert_eq!(to(users, "title").matching, None);
    assert_eq!(
        to(users, "active").source,
        expression(r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#)
    );
    let constant = MappingSource::Constant {
        value: "Employee".to_owned(),
    };
    assert_eq!(to(users, "userType").source, constant);
    let time_zone = to(users, "timezone");
    assert_eq!(
        (&time_zone.source, time_zone.default_value.as_deref()),
        (&MappingSource::None, Some("Europe/Zurich"))
    );
    let applied: Vec<Apply> = ["userName", "externalId", "nickName", r#"emails[type eq "other"].value"#]
        .map(|target| to(users, target).apply)
        .into();
    assert_eq!(
        applied,
        [Apply::Always, Apply::OnCreate, Apply::WhenTargetEmpty, Apply::AddValues]
    );
    let department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
    assert_eq!(to(users, department).apply, Apply::AddValue);
    let matching: Vec<&str> = users.matching().iter().map(|mapping| mapping.target.as_str()).collect();
    assert_eq!(matching, ["userName", "externalId"]);

    let groups = &imported.mappings.groups;
    assert!(!groups.enabled);
    assert!(!groups.actions.delete);
    assert_eq!(to(groups, "members").source, direct("members"));
    let assignment = imported.mappings.assignment;
    assert_eq!(
        (assignment.who, imported.mappings.requests),
        (Who::Assigned, RequestProfile::Rfc7644)
    );
}

#[test]
fn scoping_filters_are_read() {
    let expected = [
        FilterGroup {
            title: "Sales in Europe".to_owned(),
            clauses: vec![
                clause("department", FilterOperator::Equals, Some("Sales")),
                clause("country", FilterOperator::RegexMatch, Some("^(CH|DE|FR)$")),
            ],
        },
        FilterGroup {
            title: "People with a number".to_owned(),
            clauses: vec![clause("employeeId", FilterOperator::IsNotNull, None)],
        },
    ];
    assert_eq!(custom_app().users.scope, expected);
}

#[test]
fn every_operator_is_read_in_the_portal_s_spelling_and_in_that_of_the_api() {
    let place = format!("{USERS}/scope/groups/0/clauses/0/operatorName");
    let operator =
        |name: &str| read_in(&custom_app_with(&place, json!(name))).mappings.users.scope[0].clauses[0].operator;
    for known in FilterOperator::ALL {
        assert_eq!(operator(known.as_str()), known);
        assert_eq!(operator(&known.as_str().replace(' ', "_").to_uppercase()), known);
    }
}

#[test]
fn attribute_lists_are_read_of_both_sides() {
    let mappings = custom_app();
    let manager = mappings.users.source_definition("manager").expect("listed");
    assert_eq!(
        (manager.kind, &manager.references[..]),
        (AttributeType::Reference, &["User".to_owned()][..])
    );
    let roles = mappings.users.source_definition("appRoleAssignments").expect("listed");
    assert!(roles.multi_valued && !roles.required);
    let id = mappings.users.target_definition("id").expect("listed");
    assert!(id.anchor && id.required && id.case_exact);
    assert_eq!(
        mappings.users.target_definition("active").expect("listed").kind,
        AttributeType::Boolean
    );
    let members = mappings.groups.source_definition("members").expect("listed");
    assert_eq!(members.references, ["User", "Group"]);
}

#[test]
fn rules_are_told_by_what_they_map_and_what_is_left_aside_is_said() {
    let imported = read_in(GALLERY_APP);
    let rule = "/synchronizationRules/1/objectMappings";
    assert_eq!(
        imported.mappings.users.name,
        "Synchronize Azure Active Directory Users to Workgrid"
    );
    assert_eq!(imported.mappings.users.mappings.len(), 11);
    assert_eq!(imported.mappings.groups.mappings.len(), 3);
    let phone = r#"phoneNumbers[type eq "mobile"].value"#;
    assert_eq!(to(&imported.mappings.users, phone).source, MappingSource::None);
    assert_eq!(
        imported.notes,
        [
            ImportNote::SeveralMappings {
                object: ObjectKind::User,
                used: format!("{rule}/2"),
                left: vec![format!("{rule}/3")],
            },
            ImportNote::SourceUnknown {
                object: ObjectKind::User,
                place: format!("{rule}/2/attributeMappings/9/source"),
                target: phone.to_owned(),
                found: "LogicApp".to_owned(),
            },
            ImportNote::AttributeTypeUnknown {
                place: "/directories/0/objects/0/attributes/10".to_owned(),
                attribute: phone.to_owned(),
                found: "PhoneNumber".to_owned(),
            },
            ImportNote::ReadFilters {
                object: ObjectKind::User,
                place: format!("{rule}/2/scope/inputFilterGroups"),
                count: 1,
            },
        ]
    );
}

#[test]
fn a_directory_of_another_name_is_known_by_what_its_users_have() {
    let renamed = CUSTOM_APP.replace("Azure Active Directory\"", "Contoso Directory\"");
    assert_eq!(read_in(&renamed).mappings, custom_app());
}

#[test]
fn a_schema_without_attribute_lists_is_read_and_says_so() {
    let imported = read_in(&custom_app_with("/directories/1/objects", json!([])));
    assert_eq!(imported.mappings.users.target, []);
    let missing = |object| ImportNote::AttributesMissing {
        object,
        side: Side::Target,
    };
    assert_eq!(imported.notes, [missing(ObjectKind::User), missing(ObjectKind::Group)]);
}

#[test]
fn an_expression_without_text_is_put_together_from_its_tree() {
    fn without_text(node: &mut serde_json::Value) {
        node.as_object_mut().expect("a node").remove("expression");
        for parameter in node["parameters"].as_array_mut().expect("a list") {
            without_text(&mut parameter["value"]);
        }
    }
    let mut document = parse(CUSTOM_APP);
    let mappings = document
        .pointer_mut(&format!("{USERS}/attributeMappings"))
        .expect("mappings");
    for mapping in mappings.as_array_mut().expect("a list") {
        if mapping["source"].is_object() {
            without_text(&mut mapping["source"]);
        }
    }
    let from_trees = read_in(&document.to_string()).mappings.users;
    let from_texts = custom_app().users;
    let mut expressions = 0;
    for (tree, text) in from_trees.mappings.iter().zip(&from_texts.mappings) {
        match (&tree.source, &text.source) {
            (MappingSource::Expression { text: tree }, MappingSource::Expression { text }) => {
                expressions += 1;
                let parsed = |text: &str| Expression::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
                // Numbers come back in quotes, and Replace without the arguments at its end.
                let same = |text: &str| {
                    parsed(text)
                        .to_string()
                        .replace(", , )", ")")
                        .replace("1, 8", "\"1\", \"8\"")
                };
                assert_eq!(same(tree), same(text));
            }
            (tree, text) => assert_eq!(tree, text),
        }
    }
    assert_eq!(expressions, 4);
}

#[test]
fn a_source_without_a_name_is_read_from_its_text() {
    let constant = |value: &str| MappingSource::Constant {
        value: value.to_owned(),
    };
    for (node, source) in [
        (
            json!({"type": "Attribute", "name": null, "expression": "[mail]"}),
            direct("mail"),
        ),
        (json!({"type": "attribute", "name": "mail"}), direct("mail")),
        (
            json!({"type": "Constant", "expression": r#""say \"so\"""#}),
            constant(r#"say "so""#),
        ),
        (
            json!({"type": "Constant", "name": "", "expression": "\"\""}),
            constant(""),
        ),
        (
            json!({"type": "Constant", "name": "3", "expression": "\"3\""}),
            constant("3"),
        ),
    ] {
        let imported = read_in(&custom_app_with(&format!("{USERS}/attributeMappings/2/source"), node));
        assert_eq!(imported.mappings.users.mappings[2].source, source);
    }
}

#[test]
fn a_tree_of_an_unknown_function_is_kept_as_text() {
    let node = json!({"type": "Function", "name": "Frobnicate", "parameters": [
        {"key": "a", "value": {"type": "Attribute", "name": "mail"}},
        {"key": "b", "value": {"type": "Constant", "name": "say \"so\""}},
    ]});
    let imported = read_in(&custom_app_with(&format!("{USERS}/attributeMappings/2/source"), node));
    assert_eq!(
        imported.mappings.users.mappings[2].source,
        expression(r#"Frobnicate([mail], "say \"so\"")"#)
    );
}

#[test]
fn what_is_wrong_with_a_mapping_is_read_as_it_stands() {
    let long = format!(r#"Append([mail], "{}")"#, "x".repeat(10_001));
    for text in ["Jion([givenName])", "Join(", "[mail]", long.as_str()] {
        let node = json!({"type": "Function", "name": "Join", "expression": text, "parameters": []});
        let imported = read_in(&custom_app_with(&format!("{USERS}/attributeMappings/2/source"), node));
        assert_eq!(imported.mappings.users.mappings[2].source, expression(text));
    }
    let twice = read_in(&custom_app_with(
        &format!("{USERS}/attributeMappings/3/targetAttributeName"),
        json!("displayName"),
    ));
    let to_display_name = (twice.mappings.users.mappings.iter()).filter(|mapping| mapping.target == "displayName");
    assert_eq!(to_display_name.count(), 2);
}

#[test]
fn objects_may_refer_to_each_other_in_circles() {
    let circle = json!([{"referencedObjectName": "Group"}]);
    let imported = read_in(&custom_app_with(
        "/directories/0/objects/0/attributes/18/referencedObjects",
        circle,
    ));
    let references = |object: &scimdesk_mapping::model::ObjectMapping, name| {
        object.source_definition(name).expect("listed").references.clone()
    };
    assert_eq!(references(&imported.mappings.users, "manager"), ["Group"]);
    assert_eq!(references(&imported.mappings.groups, "members"), ["User", "Group"]);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_file() {
    assert_eq!(read_in(&format!("\u{feff}{CUSTOM_APP}")).mappings, custom_app());
}

#[test]
fn what_the_file_has_no_place_for_is_taken_over_from_the_tenant_s_mappings() {
    let mut ours = custom_app();
    ours.assignment.nested_groups = true;
    ours.requests = RequestProfile::Entra062020;
    ours.users.mappings[3].when_empty = WhenEmpty::Clear;
    ours.users.target[1].unique = true;
    ours.users.target[1].filterable = Some(true);
    ours.users.target[3].max_length = Some(64);
    let without: Mappings = import(CUSTOM_APP).expect("read").mappings;
    assert_ne!(without, ours);
    assert_eq!(read_in(CUSTOM_APP).keeping(&ours).mappings, ours);
}
