//! What an export gives.

use scimdesk_mapping::{
    entra::{ExportNote, Side, export},
    expression::Expression,
    model::{
        Apply, AssignmentRules, AttributeDefinition, AttributeMapping, AttributeType, Clause, FilterGroup,
        FilterOperator, MappingSource, Mappings, ObjectKind, ObjectMapping, RequestProfile, WhenEmpty, Who,
    },
};
use serde_json::{Value, json};

use super::{CUSTOM_APP, GALLERY_APP, USERS, custom_app, expression, json as parse, read_in, to};

fn written(mappings: &Mappings, imported: Option<&str>) -> Value {
    parse(&export(mappings, imported).expect("written").text)
}

/// Where two documents are different, and the new value there.
fn differences(place: &str, from: &Value, to: &Value, into: &mut Vec<(String, Value)>) {
    match (from, to) {
        (Value::Object(from), Value::Object(to)) if from.keys().eq(to.keys()) => {
            for (key, value) in from {
                differences(&format!("{place}/{key}"), value, &to[key], into);
            }
        }
        (Value::Array(from), Value::Array(to)) if from.len() == to.len() => {
            for (index, (from, to)) in from.iter().zip(to).enumerate() {
                differences(&format!("{place}/{index}"), from, to, into);
            }
        }
        (from, to) if from != to => into.push((place.to_owned(), to.clone())),
        _ => {}
    }
}

fn changed(text: &str, change: impl FnOnce(&mut Mappings)) -> Vec<(String, Value)> {
    let mut mappings = read_in(text).mappings;
    change(&mut mappings);
    let mut places = Vec::new();
    differences("", &parse(text), &written(&mappings, Some(text)), &mut places);
    places
}

#[test]
fn what_was_not_changed_is_the_file_to_the_letter() {
    for text in [CUSTOM_APP, GALLERY_APP] {
        assert_eq!(export(&read_in(text).mappings, Some(text)).expect("written").text, text);
    }
}

#[test]
fn a_change_is_written_where_it_belongs_and_nowhere_else() {
    let first = format!("{USERS}/attributeMappings/0");
    assert_eq!(
        changed(CUSTOM_APP, |mappings| mappings.users.mappings[0].default_value =
            Some("x".to_owned())),
        [(format!("{first}/defaultValue"), json!("x"))]
    );
    assert_eq!(
        changed(CUSTOM_APP, |mappings| {
            mappings.users.mappings[0].matching = None;
            mappings.users.mappings[0].apply = Apply::OnCreate;
        }),
        [
            (format!("{first}/matchingPriority"), json!(0)),
            (format!("{first}/flowType"), json!("ObjectAddOnly"))
        ]
    );
    assert_eq!(
        changed(CUSTOM_APP, |mappings| mappings.users.actions.delete = false),
        [(format!("{USERS}/flowTypes"), json!("Add, Update"))]
    );
    assert_eq!(
        changed(GALLERY_APP, |mappings| mappings.users.scope[0].clauses[0].value =
            Some("Temp".to_owned())),
        [(
            "/synchronizationRules/1/objectMappings/2/scope/groups/0/clauses/0/targetOperand/values/0".to_owned(),
            json!("Temp")
        )]
    );
    assert_eq!(
        changed(GALLERY_APP, |mappings| mappings.users.target[3].required = true),
        [("/directories/0/objects/0/attributes/3/required".to_owned(), json!(true))]
    );
    assert_eq!(changed(GALLERY_APP, |mappings| mappings.assignment.who = Who::All), []);
}

#[test]
fn unknown_fields_stay_with_their_mapping_when_it_is_moved_renamed_or_given_another_source() {
    let mut mappings = read_in(GALLERY_APP).mappings;
    let place = (mappings.users.mappings.iter())
        .position(|mapping| mapping.target == "title")
        .expect("title");
    let mut title = mappings.users.mappings.remove(place);
    "nickName".clone_into(&mut title.target);
    mappings.users.mappings.insert(0, title);
    let mappings_at = "/synchronizationRules/1/objectMappings/2/attributeMappings";
    let document = written(&mappings, Some(GALLERY_APP));
    let first = document.pointer(&format!("{mappings_at}/0")).expect("first");
    assert_eq!(
        (
            &first["targetAttributeName"],
            &first["reviewedBy"],
            &first["source"]["name"]
        ),
        (&json!("nickName"), &json!("A. Okoro"), &json!("jobTitle"))
    );

    mappings.users.mappings[0].source = MappingSource::Constant {
        value: "\"Jo\"".to_owned(),
    };
    let document = written(&mappings, Some(&document.to_string()));
    let first = document.pointer(&format!("{mappings_at}/0")).expect("first");
    assert_eq!(first["reviewedBy"], json!("A. Okoro"));
    assert_eq!(
        first["source"],
        json!({"type": "Constant", "name": "\"Jo\"", "expression": r#""\"Jo\"""#, "parameters": []})
    );
    let workflow = document.pointer(&format!("{mappings_at}/9/source/workflowId"));
    assert_eq!(workflow, Some(&json!("8e3b0e7f-90a1-44b6-8d0c-2b1a7d3b9c52")));
}

#[test]
fn what_is_taken_out_or_added_leaves_the_rest_alone() {
    let mut expected = parse(CUSTOM_APP);
    let list = expected
        .pointer_mut(&format!("{USERS}/attributeMappings"))
        .expect("mappings");
    list.as_array_mut().expect("a list").remove(4);
    let groups = expected
        .pointer_mut("/synchronizationRules/0/objectMappings/1")
        .expect("groups");
    groups["scope"] = json!({
        "groups": [{"name": "Teams", "clauses": [
            {"operatorName": "ENDS_WITH", "sourceOperandName": "displayName", "targetOperand": {"values": ["Team"]}},
            {"operatorName": "IS NOT NULL", "sourceOperandName": "mailNickname", "targetOperand": {"values": []}},
        ]}],
        "inputFilterGroups": [],
        "categoryFilterGroups": [],
    });

    let mut mappings = custom_app();
    mappings.users.mappings.remove(4);
    let clause = |attribute: &str, operator, value: Option<&str>| Clause {
        attribute: attribute.to_owned(),
        operator,
        value: value.map(str::to_owned),
    };
    mappings.groups.scope.push(FilterGroup {
        title: "Teams".to_owned(),
        clauses: vec![
            clause("displayName", FilterOperator::EndsWith, Some("Team")),
            clause("mailNickname", FilterOperator::IsNotNull, None),
        ],
    });
    assert_eq!(written(&mappings, Some(CUSTOM_APP)), expected);
}

#[test]
fn a_clause_gets_a_value_whatever_stood_there_before() {
    let operand = "/synchronizationRules/0/objectMappings/0/scope/groups/1/clauses/0/targetOperand";
    for stood in [
        json!(null),
        json!("none"),
        json!([]),
        json!({"values": null, "kept": 1}),
    ] {
        let text = super::custom_app_with(operand, stood.clone());
        let mut mappings = read_in(&text).mappings;
        let clause = &mut mappings.users.scope[1].clauses[0];
        clause.operator = FilterOperator::Equals;
        clause.value = Some("7".to_owned());
        let document = written(&mappings, Some(&text));
        assert_eq!(document.pointer(operand).expect("there")["values"], json!(["7"]));
        assert_eq!(document.pointer(operand).expect("there").get("kept"), stood.get("kept"));
    }
}

#[test]
fn the_tree_of_an_expression_is_as_the_portal_writes_it() {
    // Written anew, they are what they were.
    let mut blank = custom_app();
    let ours = custom_app();
    for mapping in &mut blank.users.mappings {
        mapping.source = MappingSource::None;
    }
    let without = export(&blank, Some(CUSTOM_APP)).expect("written").text;
    assert_eq!(written(&ours, Some(&without)), parse(CUSTOM_APP));

    let mut mappings = ours;
    mappings.users.mappings[2].source = expression("Mid( [mail] ,1, 3 )");
    let document = written(&mappings, Some(CUSTOM_APP));
    let source = document
        .pointer(&format!("{USERS}/attributeMappings/2/source"))
        .expect("source");
    assert_eq!(source["expression"], json!("Mid([mail], 1, 3)"));
    assert_eq!(
        source["parameters"][1],
        json!({"key": "start", "value": {"type": "Constant", "name": "1", "expression": "\"1\"", "parameters": []}})
    );
}

fn definition(name: &str, kind: AttributeType) -> AttributeDefinition {
    AttributeDefinition {
        name: name.to_owned(),
        kind,
        anchor: name == "id" || name == "objectId",
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

fn small() -> Mappings {
    Mappings {
        users: ObjectMapping {
            name: "Our people".to_owned(),
            enabled: true,
            mappings: vec![
                AttributeMapping {
                    matching: Some(1),
                    ..mapping("userName", super::direct("userPrincipalName"))
                },
                mapping(
                    "nickName",
                    expression(r#"IIF([country] = "CH", Mid([mail], 1, 3), "other")"#),
                ),
            ],
            scope: vec![FilterGroup {
                title: "Sales".to_owned(),
                clauses: vec![Clause {
                    attribute: "department".to_owned(),
                    operator: FilterOperator::Includes,
                    value: Some("ales".to_owned()),
                }],
            }],
            source: vec![
                definition("objectId", AttributeType::String),
                definition("mail", AttributeType::String),
            ],
            target: vec![
                definition("id", AttributeType::String),
                definition("userName", AttributeType::String),
            ],
            ..ObjectMapping::default()
        },
        groups: ObjectMapping::default(),
        assignment: AssignmentRules::default(),
        requests: RequestProfile::EntraDefault,
    }
}

#[test]
fn mappings_without_a_file_are_written_as_a_whole_schema() {
    let document = written(&small(), None);
    assert_eq!(document["directories"].as_array().expect("a list").len(), 2);
    assert_eq!(document["directories"][0]["name"], json!("Azure Active Directory"));
    assert_eq!(document["directories"][1]["name"], json!("customappsso"));
    let rules = document["synchronizationRules"].as_array().expect("a list");
    assert_eq!(rules.len(), 1);
    assert_eq!(
        (
            &rules[0]["sourceDirectoryName"],
            &rules[0]["targetDirectoryName"],
            &rules[0]["priority"]
        ),
        (&json!("Azure Active Directory"), &json!("customappsso"), &json!(1))
    );
    let mappings = rules[0]["objectMappings"].as_array().expect("a list");
    assert_eq!(mappings.len(), 1, "an app without groups has no mapping of groups");
    assert_eq!(mappings[0]["scope"]["inputFilterGroups"], json!([]));
    assert_eq!(
        mappings[0]["attributeMappings"][0],
        json!({
            "targetAttributeName": "userName", "defaultValue": null, "matchingPriority": 1, "flowType": "Always",
            "flowBehavior": "FlowWhenChanged", "exportMissingReferences": false,
            "source": {"type": "Attribute", "name": "userPrincipalName", "expression": "[userPrincipalName]", "parameters": []},
        })
    );
    assert_eq!(read_in(&document.to_string()).mappings.users, small().users);
}

#[test]
fn groups_are_added_to_a_file_that_has_none() {
    let text = export(&small(), None).expect("written").text;
    let mut mappings = small();
    mappings.groups = custom_app().groups;
    mappings.groups.enabled = true;
    let added = export(&mappings, Some(&text)).expect("written").text;
    assert_eq!(read_in(&added).mappings.groups, mappings.groups);
    assert_eq!(read_in(&added).mappings.users, mappings.users);
}

#[test]
fn what_entra_does_not_know_is_said() {
    let mut mappings = small();
    assert_eq!(
        export(&mappings, None).expect("written").notes,
        [
            ExportNote::TemplateUsed,
            ExportNote::AssignmentElsewhere { who: Who::Assigned },
            ExportNote::ExpressionDiffers {
                object: ObjectKind::User,
                target: "nickName".to_owned()
            },
            ExportNote::TreeUndocumented {
                object: ObjectKind::User,
                target: "nickName".to_owned()
            },
        ]
    );

    let text = export(&mappings, None).expect("written").text;
    mappings.assignment.nested_groups = true;
    mappings.assignment.exclude_default_access = true;
    mappings.requests = RequestProfile::Rfc7644;
    mappings.users.mappings[0].when_empty = WhenEmpty::Clear;
    mappings.users.mappings[1].source = expression("Jion([mail])");
    mappings.users.target[1].unique = true;
    mappings.users.target[0].anchor = false;
    assert_eq!(
        export(&mappings, Some(&text)).expect("written").notes,
        [
            ExportNote::AssignmentElsewhere { who: Who::Assigned },
            ExportNote::NestedGroups,
            ExportNote::DefaultAccessExcluded,
            ExportNote::RequestForm {
                profile: RequestProfile::Rfc7644
            },
            ExportNote::WhenEmpty {
                object: ObjectKind::User,
                target: "userName".to_owned(),
                when: WhenEmpty::Clear,
            },
            ExportNote::ExpressionWrong {
                object: ObjectKind::User,
                target: "nickName".to_owned()
            },
            ExportNote::AttributeFacts {
                object: ObjectKind::User,
                count: 1
            },
            ExportNote::PrimaryKey {
                object: ObjectKind::User,
                side: Side::Target,
                count: 0
            },
        ]
    );
    // A wrong expression is written as it stands.
    let again = read_in(&export(&mappings, Some(&text)).expect("written").text);
    assert_eq!(to(&again.mappings.users, "nickName").source, expression("Jion([mail])"));
}

#[test]
fn an_expression_as_deep_as_may_be_is_written_and_read_back() {
    let mut text = "[mail]".to_owned();
    for _ in 0..64 {
        text = format!("ToLower({text})");
    }
    Expression::parse(&text).expect("as deep as may be");
    let mut mappings = small();
    mappings.users.mappings[1].source = expression(&text);
    let written = export(&mappings, None).expect("written").text;
    assert_eq!(
        to(&read_in(&written).mappings.users, "nickName").source,
        expression(&text)
    );
}
