//! The apps: which attributes each keeps, which can be filtered by, who has groups.

use reqwest::Method;
use serde_json::{Value, json};

use crate::rig::{ENTERPRISE, Rig, USER, text};

/// An account with more than any of the apps keeps.
fn everything() -> Value {
    json!({
        "schemas": [USER, ENTERPRISE],
        "userName": "all@example.com",
        "externalId": "e-1",
        "displayName": "All",
        "name": {"givenName": "A", "familyName": "Ll", "formatted": "A Ll"},
        "nickName": "Al",
        "title": "T",
        "userType": "Employee",
        "preferredLanguage": "de",
        "active": true,
        "emails": [{"value": "a@example.com", "type": "work"}, {"value": "h@example.com", "type": "home"}],
        "phoneNumbers": [{"value": "+1 202-555-0101", "type": "mobile"}, {"value": "+1 202-555-0102", "type": "pager"}],
        "addresses": [{"type": "work", "locality": "Berlin", "country": "DE"}],
        "roles": [{"value": "Member", "primary": true}],
        ENTERPRISE: {"department": "IT", "employeeNumber": "7"},
    })
}

#[tokio::test]
async fn an_app_keeps_its_own_attributes_and_drops_the_rest_without_a_word() {
    let table = [
        (
            "wedo",
            json!({
                "externalId": "e-1", "userName": "all@example.com", "name": {"familyName": "Ll", "givenName": "A"}, "displayName": "All",
                "title": "T", "userType": "Employee", "preferredLanguage": "de", "active": true,
                "emails": [{"value": "a@example.com", "type": "work"}],
            }),
        ),
        (
            "workgrid",
            json!({
                "externalId": "e-1", "userName": "all@example.com", "name": {"familyName": "Ll", "givenName": "A"},
                "displayName": "All", "title": "T", "preferredLanguage": "de", "active": true,
                "emails": [{"value": "a@example.com", "type": "work"}],
                "phoneNumbers": [{"value": "+1 202-555-0101", "type": "mobile"}],
                "addresses": [{"locality": "Berlin", "type": "work"}],
            }),
        ),
        (
            "workteam",
            json!({
                "externalId": "e-1", "userName": "all@example.com", "name": {"familyName": "Ll", "givenName": "A"}, "displayName": "All",
                "nickName": "Al", "title": "T", "active": true, "emails": [{"value": "a@example.com", "type": "work"}],
                ENTERPRISE: {"department": "IT"},
            }),
        ),
        (
            "ideo",
            json!({
                "externalId": "e-1", "userName": "all@example.com", "name": {"familyName": "Ll", "givenName": "A"}, "active": true,
                "emails": [{"value": "a@example.com", "type": "work"}],
            }),
        ),
        (
            "documo",
            json!({
                "externalId": "e-1", "userName": "all@example.com", "name": {"familyName": "Ll", "givenName": "A"}, "active": true,
                "roles": [{"value": "Member", "primary": true}],
            }),
        ),
    ];
    for (app, kept) in table {
        let rig = Rig::of(app, 2).await;
        let reply = rig.send(Method::POST, "/Users", &everything()).await;
        assert_eq!(reply.status, 201, "{app}: {}", reply.text);
        let mut made = reply.json();
        let made = made.as_object_mut().unwrap();
        for name in ["id", "meta", "schemas"] {
            made.remove(name);
        }
        assert_eq!(Value::Object(made.clone()), kept, "{app}");
    }
}

#[tokio::test]
async fn a_patch_of_an_attribute_that_the_app_does_not_have_changes_nothing() {
    let rig = Rig::of("ideo", 1).await;
    let user = rig.users().await[0].clone();
    let path = format!("/Users/{}", text(&user, "id"));
    let reply = rig
        .patch(&path, json!([{"op": "replace", "path": "title", "value": "Pilot"}]))
        .await;
    assert_eq!((reply.status, reply.json()), (200, user));
}

#[tokio::test]
async fn only_what_an_app_documents_can_be_filtered_by() {
    for app in ["wedo", "workgrid", "workteam", "ideo", "documo"] {
        let rig = Rig::of(app, 5).await;
        let user = rig.users().await[4].clone();
        let found = rig.found("/Users", &format!("userName eq {}", user["userName"])).await;
        assert_eq!(found, std::slice::from_ref(&user), "{app}");
        assert_eq!(rig.found("/Users", &format!("id eq {}", user["id"])).await.len(), 1);
        assert!(rig.found("/Users", "userName eq \"6f1c2f1e-nobody\"").await.is_empty());
        let refused = rig
            .list("/Users", &[("filter", "userName pr and active eq true")])
            .await;
        let detail = text(&refused.is_error(400, Some("invalidFilter")).json(), "detail").to_owned();
        assert!(
            detail.contains("column 17") && detail.contains("active"),
            "{app}: {detail}"
        );
    }
}

#[tokio::test]
async fn an_app_without_groups_has_no_such_endpoint() {
    for (app, has_groups) in [
        ("wedo", false),
        ("workgrid", true),
        ("workteam", false),
        ("ideo", true),
        ("documo", false),
        ("custom", true),
    ] {
        let rig = Rig::of(app, 5).await;
        let reply = rig.get("/Groups").await;
        let types = rig.get("/ResourceTypes").await.json();
        if has_groups {
            assert_eq!(reply.status, 200, "{app}");
            assert_eq!(
                rig.found("/Groups", "displayName eq \"all staff\"").await.len(),
                1,
                "{app}"
            );
            assert_eq!(types["totalResults"], 2, "{app}");
        } else {
            reply.is_error(404, None);
            assert_eq!(types["totalResults"], 1, "{app}");
        }
    }
}
