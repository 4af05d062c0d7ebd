//! Create, replace, patch, delete (RFC 7644 §3.3 to §3.6), and entity tags (§3.14).

use reqwest::Method;
use serde_json::{Value, json};

use crate::rig::{ENTERPRISE, GROUP, Rig, USER, read, text};

#[tokio::test]
async fn a_new_account_is_answered_with_its_place_and_its_tag() {
    let rig = Rig::of("custom", 1).await;
    let body = json!({
        "schemas": [USER, ENTERPRISE],
        "USERNAME": "Bjensen@example.com",
        "externalId": "701984",
        "name": {"familyName": "Jensen", "givenname": "Barbara"},
        "emails": [{"value": "bjensen@example.com", "type": "work", "primary": "True"}],
        "active": "False",
        "password": "canary-password",
        "id": "mine",
        "meta": {"version": "mine"},
        "groups": [{"value": "mine"}],
        "unheardOf": 1,
        "title": null,
        "roles": [],
        ENTERPRISE: {"department": "Tours", "manager": "26118915"},
    });
    let reply = rig.send(Method::POST, "/Users", &body).await;
    assert_eq!(reply.status, 201);
    assert_eq!(reply.header("content-type"), "application/scim+json");
    let made = reply.json();
    let location = format!("{}/Users/{}", rig.server.url(), text(&made, "id"));
    assert_eq!(reply.header("location"), location);
    assert_eq!(reply.header("etag"), text(&made["meta"], "version"));
    assert_eq!(text(&made["meta"], "location"), location);
    assert_eq!(made["meta"]["resourceType"], "User");
    assert_eq!(made["meta"]["created"], made["meta"]["lastModified"]);
    let mut kept = made.clone();
    let kept = kept.as_object_mut().unwrap();
    kept.remove("id");
    kept.remove("meta");
    assert_eq!(
        Value::Object(kept.clone()),
        json!({
            "schemas": [USER, ENTERPRISE],
            "externalId": "701984",
            "userName": "Bjensen@example.com",
            "name": {"familyName": "Jensen", "givenName": "Barbara"},
            "emails": [{"value": "bjensen@example.com", "type": "work", "primary": true}],
            "active": false,
            ENTERPRISE: {"department": "Tours", "manager": {"value": "26118915"}},
        })
    );
    assert_eq!(rig.get(&format!("/Users/{}", text(&made, "id"))).await.json(), made);
    assert!(rig.found("/Users", "password pr").await.is_empty());
}

#[tokio::test]
async fn what_is_missing_or_does_not_fit_is_refused() {
    let rig = Rig::of("custom", 1).await;
    let table = [
        ("/Users", json!({"schemas": [USER]}), "invalidValue"),
        ("/Users", json!({"schemas": [USER], "userName": "  "}), "invalidValue"),
        ("/Users", json!({"schemas": [USER], "userName": null}), "invalidValue"),
        (
            "/Users",
            json!({"schemas": [USER], "userName": {"a": 1}}),
            "invalidValue",
        ),
        (
            "/Users",
            json!({"schemas": [USER], "userName": "a", "active": "maybe"}),
            "invalidValue",
        ),
        (
            "/Users",
            json!({"schemas": [USER], "userName": "a", "name": "Jensen"}),
            "invalidValue",
        ),
        ("/Users", json!({"userName": "a"}), "invalidSyntax"),
        ("/Users", json!({"schemas": [GROUP], "userName": "a"}), "invalidSyntax"),
        ("/Groups", json!({"schemas": [GROUP]}), "invalidValue"),
        (
            "/Groups",
            json!({"schemas": [GROUP], "displayName": "a", "members": [{"value": "nobody"}]}),
            "invalidValue",
        ),
        (
            "/Users",
            json!({"schemas": [USER], "userName": "a", "emails": [
                {"value": "a@example.com", "primary": true}, {"value": "b@example.com", "primary": true},
            ]}),
            "invalidValue",
        ),
    ];
    for (path, body, scim_type) in table {
        rig.send(Method::POST, path, &body).await.is_error(400, Some(scim_type));
    }
    assert_eq!(rig.users().await.len(), 1);
}

#[tokio::test]
async fn a_user_name_is_taken_whatever_its_letter_case() {
    let rig = Rig::of("custom", 3).await;
    let taken = text(&rig.users().await[0], "userName").to_owned();
    let other = rig.create_user("other@example.com").await;
    let path = format!("/Users/{}", text(&other, "id"));
    for name in [taken.clone(), taken.to_uppercase()] {
        let body = json!({"schemas": [USER], "userName": name});
        rig.send(Method::POST, "/Users", &body)
            .await
            .is_error(409, Some("uniqueness"));
        rig.send(Method::PUT, &path, &body)
            .await
            .is_error(409, Some("uniqueness"));
        let rename = json!([{"op": "replace", "path": "userName", "value": name}]);
        rig.patch(&path, rename).await.is_error(409, Some("uniqueness"));
    }
    let own = json!([{"op": "replace", "path": "userName", "value": "OTHER@example.com"}]);
    assert_eq!(
        rig.patch(&path, own).await.status,
        200,
        "its own name in other letters is not taken"
    );
    rig.delete(&path).await;
    rig.create_user("other@EXAMPLE.com").await;
}

#[tokio::test]
async fn put_leaves_nothing_of_what_was_before() {
    let rig = Rig::of("custom", 5).await;
    let before = rig.users().await[3].clone();
    let path = format!("/Users/{}", text(&before, "id"));
    let body = json!({"schemas": [USER], "userName": "only@example.com", "active": true});
    let after = rig.send(Method::PUT, &path, &body).await;
    assert_eq!(after.status, 200);
    let after = after.json();
    assert_eq!(after["id"], before["id"]);
    assert_eq!(after["meta"]["created"], before["meta"]["created"]);
    assert_ne!(after["meta"]["version"], before["meta"]["version"]);
    assert_eq!(after["groups"], before["groups"], "what others say of it stays");
    for gone in ["name", "emails", "title", "externalId", ENTERPRISE] {
        assert!(after.get(gone).is_none(), "{gone}");
    }
    assert_eq!(rig.users().await[3], after, "it keeps its place in the list");
}

#[tokio::test]
async fn every_form_in_which_clients_switch_an_account_off_is_understood() {
    let rig = Rig::of("custom", 20).await;
    let forms = [
        json!([{"op": "replace", "path": "active", "value": false}]),
        json!([{"op": "replace", "value": {"active": false}}]),
        json!([{"op": "Replace", "path": "active", "value": "False"}]),
        json!([{"op": "Add", "path": "active", "value": "False"}]),
        json!({"op": "replace", "path": "active", "value": [{"value": "False"}]}),
        json!([{"op": "replace", "path": "urn:ietf:params:scim:schemas:core:2.0:User:active", "value": false}]),
    ];
    let users = rig.users().await;
    let mut active = users.iter().filter(|user| user["active"] == true);
    for form in forms {
        let before = active.next().unwrap();
        let path = format!("/Users/{}", text(before, "id"));
        let reply = rig.patch(&path, form.clone()).await;
        assert_eq!(reply.status, 200, "{form}");
        let mut expected = before.clone();
        expected["active"] = json!(false);
        let now = rig.get(&path).await.json();
        expected["meta"] = now["meta"].clone();
        assert_eq!(now, expected, "{form}");
        assert_eq!(reply.json(), now);
    }
}

#[tokio::test]
async fn a_patch_that_changes_nothing_leaves_the_version() {
    let rig = Rig::of("custom", 1).await;
    let user = rig.users().await[0].clone();
    let path = format!("/Users/{}", text(&user, "id"));
    let same = json!([{"op": "replace", "path": "active", "value": user["active"]}]);
    let reply = rig.patch(&path, same).await;
    assert_eq!((reply.status, reply.header("etag")), (200, "W/\"1\""));
    assert_eq!(rig.get(&path).await.json(), user);
}

#[tokio::test]
async fn a_patch_that_fails_in_the_middle_changes_nothing() {
    let rig = Rig::of("custom", 1).await;
    let user = rig.users().await[0].clone();
    let path = format!("/Users/{}", text(&user, "id"));
    let table = [
        (
            json!([{"op": "replace", "path": "title", "value": "x"}, {"op": "replace", "path": "id", "value": "x"}]),
            "mutability",
        ),
        (
            json!([{"op": "replace", "path": "title", "value": "x"}, {"op": "remove", "path": "userName"}]),
            "mutability",
        ),
        (
            json!([{"op": "replace", "path": "emails[", "value": "x"}]),
            "invalidPath",
        ),
        (json!([{"op": "sing", "path": "title", "value": "x"}]), "invalidSyntax"),
        (
            json!([{"op": "replace", "path": "active", "value": "perhaps"}]),
            "invalidValue",
        ),
        (json!([{"op": "remove"}]), "noTarget"),
        (
            json!([{"op": "replace", "path": "userName", "value": ""}]),
            "invalidValue",
        ),
    ];
    for (operations, scim_type) in table {
        rig.patch(&path, operations.clone())
            .await
            .is_error(400, Some(scim_type));
        assert_eq!(rig.get(&path).await.json(), user, "{operations}");
    }
    rig.send(Method::PATCH, &path, &json!({"active": false}))
        .await
        .is_error(400, Some("invalidSyntax"));
}

#[tokio::test]
async fn members_come_and_go_by_patch() {
    let rig = Rig::of("custom", 8).await;
    let users: Vec<Value> = rig.users().await;
    let id = |index: usize| text(&users[index], "id");
    let body = json!({"schemas": [GROUP], "displayName": "New", "members": [{"value": id(0)}]});
    let group = rig.send(Method::POST, "/Groups", &body).await.json();
    let path = format!("/Groups/{}", text(&group, "id"));
    let member = json!({
        "value": id(0),
        "$ref": format!("{}/Users/{}", rig.server.url(), id(0)),
        "display": users[0]["displayName"],
        "type": "User",
    });
    assert_eq!(group["members"], json!([member]));
    let forms = [
        (
            json!([{"op": "add", "path": "members", "value": [{"value": id(1)}, {"value": id(2)}]}]),
            vec![0, 1, 2],
        ),
        (
            json!([{"op": "Add", "path": "members", "value": [{"$ref": null, "value": id(1)}]}]),
            vec![0, 1, 2],
        ),
        (
            json!([{"op": "remove", "path": format!("members[value eq \"{}\"]", id(1))}]),
            vec![0, 2],
        ),
        (
            json!([{"op": "Remove", "path": "members", "value": [{"$ref": null, "value": id(0)}]}]),
            vec![2],
        ),
        (
            json!([{"op": "replace", "path": "members", "value": [{"value": id(3)}, {"value": id(4)}]}]),
            vec![3, 4],
        ),
        (
            json!([{"op": "replace", "value": {"displayName": "Newer"}}]),
            vec![3, 4],
        ),
        (json!([{"op": "remove", "path": "members"}]), vec![]),
    ];
    for (operations, expected) in forms {
        let reply = rig.patch(&path, operations.clone()).await;
        assert_eq!(reply.status, 200, "{operations}: {}", reply.text);
        let now = rig.get(&path).await.json();
        let members = now["members"].as_array().cloned().unwrap_or_default();
        let members: Vec<&str> = members.iter().map(|member| text(member, "value")).collect();
        let expected: Vec<&str> = expected.into_iter().map(id).collect();
        assert_eq!(members, expected, "{operations}");
        for (index, user) in users.iter().enumerate() {
            let user = rig.get(&format!("/Users/{}", text(user, "id"))).await.json();
            let mut groups = user["groups"].as_array().unwrap().iter();
            let says = groups.any(|one| one["value"] == group["id"]);
            assert_eq!(says, expected.contains(&id(index)), "both sides say the same");
        }
    }
    rig.patch(
        &path,
        json!([{"op": "add", "path": "members", "value": [{"value": id(5)}]}]),
    )
    .await;
    let other = json!([{"op": "replace", "path": format!("members[value eq \"{}\"].value", id(5)), "value": id(6)}]);
    rig.patch(&path, other).await.is_error(400, Some("mutability"));
    let stranger = json!([{"op": "add", "path": "members", "value": [{"value": "nobody"}]}]);
    rig.patch(&path, stranger).await.is_error(400, Some("invalidValue"));
}

#[tokio::test]
async fn who_is_deleted_is_gone_from_every_group() {
    let rig = Rig::of("custom", 10).await;
    let user = rig.users().await[3].clone();
    let id = text(&user, "id");
    let path = format!("/Users/{id}");
    assert!(!user["groups"].as_array().unwrap().is_empty());
    let reply = rig.delete(&path).await;
    assert_eq!((reply.status, reply.text.as_str()), (204, ""));
    rig.get(&path).await.is_error(404, None);
    rig.delete(&path).await.is_error(404, None);
    assert!(
        rig.found("/Groups", &format!("members.value eq \"{id}\""))
            .await
            .is_empty()
    );
    assert_eq!(rig.users().await.len(), 9);
}

#[tokio::test]
async fn entity_tags_guard_reads_and_writes() {
    let rig = Rig::of("custom", 2).await;
    let id = text(&rig.users().await[0], "id").to_owned();
    let path = format!("/Users/{id}");
    let first = rig.get(&path).await.header("etag").to_owned();
    let unchanged = read(rig.authorized(Method::GET, &path).header("if-none-match", &first)).await;
    assert_eq!((unchanged.status, unchanged.text.as_str()), (304, ""));

    let rename = json!({"Operations": [{"op": "replace", "path": "title", "value": "Pilot"}]});
    let guarded = |method, tag: &str| read(rig.with_body(method, &path, &rename).header("if-match", tag));
    assert_eq!(guarded(Method::PATCH, &first).await.status, 200);
    let second = rig.get(&path).await.header("etag").to_owned();
    assert_ne!(first, second);
    for method in [Method::PATCH, Method::PUT, Method::DELETE] {
        guarded(method, &first).await.is_error(412, None);
    }
    let changed = read(rig.authorized(Method::GET, &path).header("if-none-match", &first)).await;
    assert_eq!(changed.status, 200);
    for tag in ["*", second.trim_start_matches("W/"), &format!("\"x\", {second}")] {
        assert_eq!(guarded(Method::PATCH, tag).await.status, 200, "{tag}");
    }
}

#[tokio::test]
async fn the_forms_that_entra_sends_are_understood() {
    let rig = Rig::of("custom", 3).await;
    let manager = text(&rig.users().await[0], "id").to_owned();
    let made = rig.create_user("entra@example.com").await;
    let path = format!("/Users/{}", text(&made, "id"));
    let operations = json!([
        {"op": "Add", "path": "emails[type eq \"work\"].value", "value": "entra@example.com"},
        {"op": "Add", "path": "roles[primary eq \"True\"].value", "value": "Admin"},
        {"op": "Add", "path": format!("{ENTERPRISE}:manager"), "value": manager},
        {"op": "replace", "value": {"name.givenName": "En", format!("{ENTERPRISE}:department"): "IT"}},
    ]);
    let reply = rig.patch(&path, operations).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let now = reply.json();
    assert_eq!(now["emails"], json!([{"type": "work", "value": "entra@example.com"}]));
    assert_eq!(now["roles"], json!([{"primary": true, "value": "Admin"}]));
    assert_eq!(now["name"], json!({"givenName": "En"}));
    assert_eq!(now[ENTERPRISE]["department"], "IT");
    assert_eq!(now[ENTERPRISE]["manager"]["value"], json!(manager));
    assert!(now[ENTERPRISE]["manager"]["displayName"].is_string());
    assert_eq!(now["schemas"], json!([USER, ENTERPRISE]));
}
