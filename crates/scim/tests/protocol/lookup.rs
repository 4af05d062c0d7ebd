//! What paths lead to in a resource.

use scimdesk_scim::{
    path::{AttributePath, PatchPath},
    resource::{Resource, ResourceKind},
    schema::SchemaSet,
};
use serde_json::{Value, json};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

#[test]
fn a_path_finds_what_stands_there_and_nothing_else() {
    let user = Resource::from_value(json!({
        "USERNAME": "bjensen",
        "name": {"givenName": "Barbara"},
        "emails": [
            {"type": "work", "value": "b@example.com"},
            {"type": "Work", "value": "c@example.com"},
            {"type": "home"},
            null,
        ],
        "roles": [{"primary": true, "value": "Admin"}, "Auditor"],
        "title": null,
        ENTERPRISE: {"department": "Sales", "manager": {"value": "26118915"}},
        "urn:example:2.0:User": {"badges": ["day", "night"]},
    }))
    .expect("a resource");
    // (path, whether the attribute was returned, how many elements, values)
    let table: [(&str, bool, usize, Value); 17] = [
        ("userName", true, 1, json!(["bjensen"])),
        ("name", true, 1, json!([{"givenName": "Barbara"}])),
        ("name.givenName", true, 1, json!(["Barbara"])),
        ("name.familyName", true, 1, json!([])),
        (
            r#"emails[type eq "work"].value"#,
            true,
            2,
            json!(["b@example.com", "c@example.com"]),
        ),
        (r#"emails[type eq "home"]"#, true, 1, json!([{"type": "home"}])),
        (r#"emails[type eq "home"].value"#, true, 1, json!([])),
        (r#"emails[type eq "other"].value"#, true, 0, json!([])),
        ("emails.value", true, 3, json!(["b@example.com", "c@example.com"])),
        (r#"roles[primary eq "True"].value"#, true, 1, json!(["Admin"])),
        ("roles.value", true, 2, json!(["Admin", "Auditor"])),
        ("title", true, 0, json!([])),
        ("nickName", false, 0, json!([])),
        ("department", true, 1, json!(["Sales"])),
        (
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
            true,
            1,
            json!(["26118915"]),
        ),
        ("urn:example:2.0:user:badges", true, 2, json!(["day", "night"])),
        ("urn:example:3.0:User:badges", false, 0, json!([])),
    ];
    for (text, returned, elements, values) in table {
        let path = PatchPath::parse(text).expect("a path");
        let found = path.find(&user, SchemaSet::of(ResourceKind::User));
        assert_eq!(found.attribute.is_some(), returned, "{text}");
        assert_eq!(found.elements.len(), elements, "{text}");
        assert_eq!(json!(found.values), values, "{text}");
    }
}

#[test]
fn a_path_says_in_which_extension_it_leads() {
    let table = [
        ("userName", None),
        ("externalId", None),
        ("unheardOf", None),
        ("urn:ietf:params:scim:schemas:core:2.0:User:title", None),
        ("manager", Some(ENTERPRISE)),
        (
            "URN:ietf:params:scim:schemas:extension:enterprise:2.0:user:department",
            Some(ENTERPRISE),
        ),
        ("urn:example:2.0:User:badge", Some("urn:example:2.0:User")),
        (ENTERPRISE, Some(ENTERPRISE)),
    ];
    for (text, urn) in table {
        let path = AttributePath::parse(text).expect("a path");
        assert_eq!(SchemaSet::of(ResourceKind::User).extension_of(&path), urn, "{text}");
    }
}
