//! What is not read, and what is said of it.

use scimdesk_mapping::entra::{ImportError, MAX_BYTES, Product, export, import};
use serde_json::{Value, json};

use super::{CUSTOM_APP, USERS, custom_app, custom_app_with};

fn refusal(text: &str) -> ImportError {
    match import(text) {
        Err(error) => error,
        Ok(_) => panic!("it is read: {}", &text[..text.len().min(200)]),
    }
}

#[test]
fn another_product_s_json_is_named() {
    for (text, product) in [
        (json!([]), Product::List),
        (json!(["a"]), Product::List),
        (json!("synchronizationRules"), Product::SingleValue),
        (json!(null), Product::SingleValue),
        (json!({}), Product::Unknown),
        (
            json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"], "id": "urn:x", "attributes": []}),
            Product::ScimSchema,
        ),
        (
            json!([{"id": "urn:ietf:params:scim:schemas:core:2.0:User", "attributes": []}]),
            Product::ScimSchema,
        ),
        (
            json!({
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
                "Resources": [{"id": "urn:ietf:params:scim:schemas:core:2.0:User", "attributes": []}],
            }),
            Product::ScimSchema,
        ),
        (
            json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "a"}),
            Product::ScimResource,
        ),
        (
            json!({"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users", "value": [{"userPrincipalName": "a@b.c"}]}),
            Product::GraphPeople,
        ),
        (json!([{"userPrincipalName": "a@b.c"}]), Product::GraphPeople),
        (
            json!({"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#jobs", "value": []}),
            Product::GraphOther,
        ),
        (
            json!({"id": "scim", "factoryTag": "scim", "schema": {"synchronizationRules": []}}),
            Product::EntraTemplate,
        ),
        (json!({"name": "x", "objectMappings": []}), Product::PartOfSchema),
        (
            json!({"id": "prm1", "properties": {"email": {"expression": "user.email", "pushStatus": "PUSH"}}}),
            Product::Okta,
        ),
        (
            json!({"id": "https://contoso.okta.com/meta/schemas/user/default", "definitions": {}}),
            Product::Okta,
        ),
        (
            json!({"_links": {"self": {"href": "https://contoso.okta.com/api/v1/mappings/prm1"}}}),
            Product::Okta,
        ),
    ] {
        assert_eq!(
            refusal(&text.to_string()),
            ImportError::OtherProduct { found: product },
            "{text}"
        );
    }
}

#[test]
fn broken_json_says_where() {
    let error = refusal("{\n  \"synchronizationRules\": [\n    {,}\n  ]\n}");
    assert!(
        matches!(error, ImportError::JsonBroken { line: 3, column: 6, .. }),
        "{error:?}"
    );
    let cut = &CUSTOM_APP[..CUSTOM_APP.len() / 2];
    let ImportError::JsonBroken { line, detail, .. } = refusal(cut) else {
        panic!("it is broken");
    };
    assert_eq!(line, cut.matches('\n').count() + 1);
    assert!(detail.starts_with("EOF while parsing"), "{detail}");
    assert_eq!(refusal(&format!("{CUSTOM_APP}]")).code(), "json_broken");
    for empty in ["", " \n\t", "\u{feff}"] {
        assert_eq!(refusal(empty), ImportError::FileEmpty);
    }
}

#[test]
fn size_and_depth_are_bounded_before_anything_is_built() {
    let large = " ".repeat(MAX_BYTES + 1);
    assert_eq!(refusal(&large), ImportError::FileTooLarge { bytes: MAX_BYTES + 1 });
    for deep in ["[".repeat(1_000_000), "{\"a\":".repeat(1_000_000)] {
        assert_eq!(refusal(&deep).code(), "json_too_deep");
    }
    let below = format!("\n {}1{}", "[".repeat(256), "]".repeat(256));
    assert_eq!(refusal(&below), ImportError::OtherProduct { found: Product::List });
    let above = format!("\n {}1{}", "[".repeat(257), "]".repeat(257));
    assert_eq!(refusal(&above), ImportError::JsonTooDeep { line: 2, column: 258 });
    // Brackets in texts are no nesting.
    let text = json!({ "a": "[".repeat(1000), "b\"": "\\[" }).to_string();
    assert_eq!(
        refusal(&text),
        ImportError::OtherProduct {
            found: Product::Unknown
        }
    );
}

#[test]
fn a_schema_without_what_is_needed_is_refused() {
    let custom = |place: &str, value: Value| refusal(&custom_app_with(place, value));
    assert_eq!(custom("/synchronizationRules", json!([])), ImportError::RulesMissing);
    assert_eq!(refusal(r#"{"directories": []}"#), ImportError::RulesMissing);
    let inbound = custom("/synchronizationRules/0/sourceDirectoryName", json!("Workday"));
    let sources = vec!["Workday".to_owned()];
    assert_eq!(inbound, ImportError::RulesNotOutbound { sources });
    assert_eq!(
        custom(&format!("{USERS}/sourceObjectName"), json!("Device")),
        ImportError::UserMappingMissing
    );
    assert_eq!(
        custom(&format!("{USERS}/targetObjectName"), json!("Group")),
        ImportError::UserMappingMissing
    );
}

#[test]
fn what_would_mean_something_else_is_refused_with_its_place() {
    let clause = format!("{USERS}/scope/groups/0/clauses/0");
    let first = format!("{USERS}/attributeMappings/0");
    for (place, value, code, at) in [
        (
            format!("{clause}/operatorName"),
            json!("STARTS_WITH"),
            "operator_unknown",
            clause.as_str(),
        ),
        (
            format!("{clause}/operatorName"),
            json!(null),
            "operator_unknown",
            &clause,
        ),
        (
            format!("{clause}/targetOperand/values"),
            json!(["a", "b"]),
            "several_operands",
            &format!("{clause}/targetOperand"),
        ),
        (
            format!("{clause}/targetOperand/values"),
            json!([1]),
            "shape_wrong",
            &format!("{clause}/targetOperand/values/0"),
        ),
        (
            format!("{first}/flowType"),
            json!("Sometimes"),
            "flow_type_unknown",
            &first,
        ),
        (
            format!("{first}/matchingPriority"),
            json!(-1),
            "shape_wrong",
            &format!("{first}/matchingPriority"),
        ),
        (
            format!("{first}/matchingPriority"),
            json!("1"),
            "shape_wrong",
            &format!("{first}/matchingPriority"),
        ),
        (
            format!("{first}/source"),
            json!("mail"),
            "shape_wrong",
            &format!("{first}/source"),
        ),
        (
            format!("{first}/targetAttributeName"),
            json!(["userName"]),
            "shape_wrong",
            &format!("{first}/targetAttributeName"),
        ),
        (first.clone(), json!("userName"), "shape_wrong", &first),
        (
            format!("{USERS}/attributeMappings"),
            json!({}),
            "shape_wrong",
            &format!("{USERS}/attributeMappings"),
        ),
        (
            format!("{USERS}/flowTypes"),
            json!("Add, Merge"),
            "action_unknown",
            &format!("{USERS}/flowTypes"),
        ),
        (
            format!("{USERS}/enabled"),
            json!("yes"),
            "shape_wrong",
            &format!("{USERS}/enabled"),
        ),
        (
            "/directories/1/objects/0/attributes/1/required".to_owned(),
            json!(1),
            "shape_wrong",
            "/directories/1/objects/0/attributes/1/required",
        ),
        ("/directories".to_owned(), json!("none"), "shape_wrong", "/directories"),
    ] {
        let error = refusal(&custom_app_with(&place, value));
        assert_eq!((error.code(), error.place()), (code, Some(at)), "{error}");
    }
}

#[test]
fn a_tree_deeper_than_an_expression_may_be_is_refused() {
    let tree = |depth: usize| {
        let mut node = json!({"type": "Attribute", "name": "mail"});
        for _ in 0..depth {
            node = json!({"type": "Function", "name": "ToLower", "parameters": [{"key": "source", "value": node}]});
        }
        import(&custom_app_with(&format!("{USERS}/attributeMappings/0/source"), node))
    };
    assert!(tree(64).is_ok());
    let error = tree(65).expect_err("too deep");
    assert_eq!(error.code(), "expression_too_deep");
    assert!(error.place().expect("a place").starts_with(USERS));
}

#[test]
fn a_file_full_of_rules_and_directories_is_gone_through_once() {
    let rules: Vec<Value> = (0..50_000)
        .map(|n| json!({"sourceDirectoryName": format!("r{n}")}))
        .collect();
    let directories: Vec<Value> = (0..50_000).map(|n| json!({"name": format!("d{n}")})).collect();
    let error = refusal(&json!({"synchronizationRules": rules, "directories": directories}).to_string());
    let ImportError::RulesNotOutbound { sources } = error else {
        panic!("{error}");
    };
    assert_eq!(sources.len(), 8);
}

#[test]
fn an_export_over_a_file_that_cannot_be_read_is_refused() {
    assert_eq!(
        export(&custom_app(), Some("{")).expect_err("broken").code(),
        "json_broken"
    );
}

#[test]
fn every_code_is_its_own() {
    let mut codes = ImportError::CODES.to_vec();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), ImportError::CODES.len());
}
