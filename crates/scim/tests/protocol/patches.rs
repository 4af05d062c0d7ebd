//! Patches: the RFC's examples, its rules one by one, and what clients ask for beyond them.

use scimdesk_scim::{
    error_body::ScimType,
    patch::{Changed, Operation, OperationKind, PatchError, PatchOp, PatchRules},
    path::AttributePath,
    resource::{Resource, ResourceKind},
    schema::SchemaSet,
};
use serde_json::{Value, json};

use crate::fixture;

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

fn read(value: Value) -> Resource {
    Resource::from_value(value).expect("an object")
}

/// Applies one operation to a user.
fn try_patch(rules: PatchRules, before: &Value, operation: &Value) -> Result<(Changed, Value), PatchError> {
    let patch = PatchOp::from_value(&json!({"Operations": [operation]}))?;
    let mut user = read(before.clone());
    let changed = patch.apply(&mut user, SchemaSet::of(ResourceKind::User), rules)?;
    Ok((changed, user.into_value()))
}

/// Applies one operation to a user under both sets of rules, which must agree.
#[track_caller]
fn patched(before: &Value, operation: &Value) -> Value {
    let strict =
        try_patch(PatchRules::STRICT, before, operation).unwrap_or_else(|error| panic!("{operation}: {error}"));
    let lenient =
        try_patch(PatchRules::LENIENT, before, operation).unwrap_or_else(|error| panic!("{operation}: {error}"));
    assert_eq!(strict, lenient, "{operation}");
    let really_changed = if &strict.1 == before { Changed::No } else { Changed::Yes };
    assert_eq!(strict.0, really_changed, "{operation}");
    strict.1
}

/// Applies one operation to a user as a lenient server does it; a strict one must answer with `strictly`.
#[track_caller]
fn patched_leniently(before: &Value, operation: &Value, strictly: &ScimType) -> Value {
    let refused = try_patch(PatchRules::STRICT, before, operation).expect_err("strict rules refuse this");
    assert_eq!(&refused.scim_type, strictly, "{operation}: {refused}");
    try_patch(PatchRules::LENIENT, before, operation)
        .unwrap_or_else(|error| panic!("{operation}: {error}"))
        .1
}

/// What both sets of rules answer.
#[track_caller]
fn refused(before: &Value, operation: &Value) -> PatchError {
    let strict = try_patch(PatchRules::STRICT, before, operation).expect_err("strict rules refuse this");
    let lenient = try_patch(PatchRules::LENIENT, before, operation).expect_err("lenient rules refuse this");
    assert_eq!(strict, lenient, "{operation}");
    strict
}

#[test]
fn the_patches_of_the_rfc_do_what_the_rfc_says() {
    for case in fixture("rfc7644-3.5.2-patches").as_array().expect("a list") {
        let name = case["name"].as_str().expect("a name");
        let kind = match case["kind"].as_str() {
            Some("Group") => ResourceKind::Group,
            _ => ResourceKind::User,
        };
        let patch = PatchOp::from_value(&case["patch"]).unwrap_or_else(|error| panic!("{name}: {error}"));
        for rules in [PatchRules::STRICT, PatchRules::LENIENT] {
            let mut resource = read(case["before"].clone());
            let changed = patch
                .apply(&mut resource, SchemaSet::of(kind), rules)
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(changed, Changed::Yes, "{name}");
            assert_eq!(resource.into_value(), case["after"], "{name}");
        }
    }
}

#[test]
fn patches_are_read_as_meant_and_written_as_the_rfc_wants() {
    let meant = PatchOp::new([Operation::replace(AttributePath::new("active"), false)]);
    let strict = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "replace", "path": "active", "value": false}],
    });
    assert_eq!(meant.to_value(), strict);
    assert_eq!(meant, PatchOp::set_active(false));
    for sent in [
        strict,
        json!({"Operations": [{"op": "Replace", "path": "active", "value": false}]}),
        json!({"operations": [{"Op": " REPLACE ", "Path": " active ", "Value": false}]}),
        json!({"schemas": [], "Operations": {"op": "replace", "path": "active", "value": false}}),
    ] {
        assert_eq!(PatchOp::from_value(&sent), Ok(meant.clone()), "{sent}");
    }
    let without_path = PatchOp::set_active_without_path(true);
    assert_eq!(
        without_path.to_value()["Operations"],
        json!([{"op": "replace", "value": {"active": true}}])
    );
    assert_eq!(PatchOp::from_value(&without_path.to_value()), Ok(without_path.clone()));
    let mut blank = without_path.to_value();
    blank["Operations"][0]["path"] = json!("");
    assert_eq!(PatchOp::from_value(&blank), Ok(without_path));
    let null = PatchOp::from_value(&json!({"Operations": [{"op": "replace", "path": "title", "value": null}]}));
    assert_eq!(
        null.expect("a patch").operations[0].value,
        Some(Value::Null),
        "null is a value, unlike none"
    );
}

#[test]
fn unreadable_patches_are_refused_with_the_operation_named() {
    let good = json!({"op": "remove", "path": "title"});
    let table = [
        (json!([]), ScimType::InvalidSyntax, None),
        (json!({}), ScimType::InvalidSyntax, None),
        (json!({"Operations": "add"}), ScimType::InvalidSyntax, None),
        (json!({"Operations": [good, 5]}), ScimType::InvalidSyntax, Some(2)),
        (
            json!({"Operations": [good, {"path": "title"}]}),
            ScimType::InvalidSyntax,
            Some(2),
        ),
        (json!({"Operations": [{"op": 1}]}), ScimType::InvalidSyntax, Some(1)),
        (
            json!({"Operations": [{"op": "move", "path": "title"}]}),
            ScimType::InvalidSyntax,
            Some(1),
        ),
        (
            json!({"Operations": [{"op": "remove", "path": 1}]}),
            ScimType::InvalidPath,
            Some(1),
        ),
        (
            json!({"Operations": [good, good, {"op": "remove", "path": "a[b"}]}),
            ScimType::InvalidPath,
            Some(3),
        ),
    ];
    for (body, scim_type, operation) in table {
        let error = PatchOp::from_value(&body).expect_err("not a patch");
        assert_eq!(
            (&error.scim_type, error.operation),
            (&scim_type, operation),
            "{body}: {error}"
        );
    }
    let error = PatchOp::from_value(&json!({"Operations": [{"op": "add", "path": "emails[type is \"x\"]"}]}));
    assert_eq!(
        error.expect_err("not a path").to_string(),
        "operation 1: path \"emails[type is \\\"x\\\"]\": column 13: expected an operator (eq ne co sw ew pr gt ge lt le), found \"is\""
    );
}

#[test]
fn a_failing_operation_undoes_the_ones_before_it() {
    let mut user = read(json!({"userName": "a", "title": "old"}));
    let before = user.clone();
    let patch = PatchOp::from_value(&json!({"Operations": [
        {"op": "replace", "path": "title", "value": "new"},
        {"op": "replace", "path": "id", "value": "2"},
    ]}))
    .expect("a patch");
    let error = patch
        .apply(&mut user, SchemaSet::of(ResourceKind::User), PatchRules::LENIENT)
        .expect_err("id is read-only");
    assert_eq!(
        (error.scim_type.clone(), error.operation),
        (ScimType::Mutability, Some(2))
    );
    assert_eq!(user, before);
    assert_eq!(
        error.to_scim_error().to_value(),
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
            "status": "400",
            "scimType": "mutability",
            "detail": "operation 2: id is read-only",
        })
    );
}

#[test]
fn add_sets_single_values_and_replace_adds_what_is_missing() {
    for op in ["add", "replace"] {
        assert_eq!(
            patched(
                &json!({"title": "old"}),
                &json!({"op": op, "path": "title", "value": "new"})
            ),
            json!({"title": "new"})
        );
        assert_eq!(
            patched(&json!({}), &json!({"op": op, "path": "title", "value": "new"})),
            json!({"title": "new"})
        );
        assert_eq!(
            patched(
                &json!({"name": {"givenName": "B"}}),
                &json!({"op": op, "path": "name.familyName", "value": "J"})
            ),
            json!({"name": {"givenName": "B", "familyName": "J"}})
        );
        assert_eq!(
            patched(&json!({}), &json!({"op": op, "path": "name.familyName", "value": "J"})),
            json!({"name": {"familyName": "J"}})
        );
    }
}

#[test]
fn what_a_complex_value_does_not_name_stays_as_it_is() {
    let before = json!({"name": {"givenName": "Barbara", "familyName": "Jensen", "middleName": "Jane"}});
    for op in ["add", "replace"] {
        for operation in [
            json!({"op": op, "path": "name", "value": {"givenName": "Babs", "middleName": null}}),
            json!({"op": op, "value": {"name": {"givenName": "Babs", "middleName": null}}}),
        ] {
            assert_eq!(
                patched(&before, &operation),
                json!({"name": {"givenName": "Babs", "familyName": "Jensen"}})
            );
        }
    }
}

#[test]
fn adding_what_is_there_changes_nothing() {
    let before = json!({
        "userName": "a",
        "emails": [{"value": "a@example.com", "type": "work", "primary": true, "display": "A"}],
    });
    for value in [
        json!([{"value": "a@example.com", "type": "work"}]),
        json!({"value": "a@example.com"}),
        json!([{"VALUE": "a@example.com", "Type": "WORK", "primary": true}]),
        json!([{"value": "a@example.com", "$ref": null}]),
        json!([]),
        json!(null),
    ] {
        let operation = json!({"op": "add", "path": "emails", "value": value});
        let (changed, after) = try_patch(PatchRules::LENIENT, &before, &operation).expect("applies");
        assert_eq!((changed, after), (Changed::No, before.clone()), "{operation}");
    }
    patched(&before, &json!({"op": "add", "path": "userName", "value": "a"}));
}

#[test]
fn a_value_that_is_there_takes_over_what_it_lacked() {
    assert_eq!(
        patched(
            &json!({"emails": [{"value": "a@example.com"}]}),
            &json!({"op": "add", "path": "emails", "value": [{"value": "a@example.com", "type": "work"}]})
        ),
        json!({"emails": [{"value": "a@example.com", "type": "work"}]})
    );
    assert_eq!(
        patched(
            &json!({"emails": [{"value": "a@example.com", "type": "home"}]}),
            &json!({"op": "add", "path": "emails", "value": [{"value": "a@example.com", "type": "work"}]})
        ),
        json!({"emails": [{"value": "a@example.com", "type": "home"}, {"value": "a@example.com", "type": "work"}]})
    );
}

#[test]
fn a_new_primary_value_takes_the_place_of_the_old_one() {
    let before = json!({"emails": [{"value": "a", "type": "work", "primary": true}, {"value": "b", "type": "home"}]});
    assert_eq!(
        patched(
            &before,
            &json!({"op": "add", "path": "emails", "value": [{"value": "c", "primary": true}]})
        ),
        json!({"emails": [
            {"value": "a", "type": "work", "primary": false},
            {"value": "b", "type": "home"},
            {"value": "c", "primary": true},
        ]})
    );
    let expected = json!({"emails": [
        {"value": "a", "type": "work", "primary": false},
        {"value": "b", "type": "home", "primary": true},
    ]});
    for operation in [
        json!({"op": "replace", "path": "emails[type eq \"home\"].primary", "value": true}),
        json!({"op": "add", "path": "emails[value eq \"b\"]", "value": {"primary": true}}),
        json!({"op": "replace", "path": "emails[value eq \"b\"]", "value": {"value": "b", "type": "home", "primary": true}}),
        json!({"op": "add", "path": "emails", "value": {"value": "b", "type": "home", "primary": true}}),
    ] {
        assert_eq!(patched(&before, &operation), expected, "{operation}");
    }
    for operation in [
        json!({"op": "replace", "path": "emails.primary", "value": true}),
        json!({"op": "replace", "path": "emails[value pr].primary", "value": true}),
        json!({"op": "add", "path": "emails", "value": [{"value": "c", "primary": true}, {"value": "d", "primary": true}]}),
    ] {
        assert_eq!(
            refused(&before, &operation).scim_type,
            ScimType::InvalidValue,
            "{operation}"
        );
    }
}

#[test]
fn null_and_an_empty_list_take_the_value_away() {
    let before = json!({"userName": "a", "title": "x", "emails": [{"value": "a"}], "name": {"givenName": "B"}});
    let table = [
        ("title", json!(null), "title"),
        ("emails", json!([]), "emails"),
        ("emails", json!(null), "emails"),
        ("name", json!(null), "name"),
        ("name.givenName", json!(null), "name"),
        ("emails[value eq \"a\"]", json!(null), "emails"),
        ("emails[value eq \"a\"].value", json!(null), "emails"),
    ];
    for (path, value, gone) in table {
        let mut expected = before.clone();
        expected.as_object_mut().expect("an object").shift_remove(gone);
        assert_eq!(
            patched(&before, &json!({"op": "replace", "path": path, "value": value})),
            expected,
            "{path}"
        );
    }
    let (changed, _) = try_patch(
        PatchRules::STRICT,
        &before,
        &json!({"op": "replace", "path": "emails[value eq \"b\"].value", "value": null}),
    )
    .expect("nothing to take away");
    assert_eq!(changed, Changed::No);
}

#[test]
fn removing_the_last_value_removes_the_attribute() {
    let before = json!({"userName": "a", "emails": [{"value": "a", "type": "work"}], "name": {"givenName": "B"}});
    assert_eq!(
        patched(&before, &json!({"op": "remove", "path": "emails[type eq \"work\"]"})),
        json!({"userName": "a", "name": {"givenName": "B"}})
    );
    assert_eq!(
        patched(&before, &json!({"op": "remove", "path": "name.givenName"})),
        json!({"userName": "a", "emails": [{"value": "a", "type": "work"}]})
    );
    assert_eq!(
        patched(
            &before,
            &json!({"op": "remove", "path": "emails[type eq \"work\"].type"})
        ),
        json!({"userName": "a", "emails": [{"value": "a"}], "name": {"givenName": "B"}})
    );
    patched(&before, &json!({"op": "remove", "path": "title"}));
}

#[test]
fn required_and_read_only_attributes_are_kept() {
    let before = json!({
        "id": "1",
        "userName": "a",
        "meta": {"version": "W/\"1\"", "resourceType": "User"},
        "groups": [{"value": "g"}],
        "schemas": [USER],
    });
    for operation in [
        json!({"op": "remove", "path": "userName"}),
        json!({"op": "replace", "path": "userName", "value": null}),
        json!({"op": "replace", "value": {"userName": null}}),
        json!({"op": "remove", "path": "schemas"}),
        json!({"op": "remove", "path": "id"}),
        json!({"op": "replace", "path": "id", "value": "2"}),
        json!({"op": "replace", "path": "ID", "value": "2"}),
        json!({"op": "add", "value": {"id": "2"}}),
        json!({"op": "replace", "path": "meta.version", "value": "W/\"2\""}),
        json!({"op": "replace", "value": {"meta": {"version": "W/\"2\""}}}),
        json!({"op": "remove", "path": "meta"}),
        json!({"op": "remove", "path": "groups"}),
        json!({"op": "remove", "path": "groups[value eq \"g\"]"}),
        json!({"op": "add", "path": "groups", "value": [{"value": "h"}]}),
    ] {
        let error = refused(&before, &operation);
        assert_eq!(error.scim_type, ScimType::Mutability, "{operation}: {error}");
    }
    // What changes nothing is no offence.
    patched(
        &before,
        &json!({"op": "replace", "value": {"id": "1", "meta": before["meta"]}}),
    );
    patched(
        &before,
        &json!({"op": "replace", "path": "meta.version", "value": "W/\"1\""}),
    );
}

#[test]
fn an_immutable_member_is_replaced_only_as_a_whole() {
    let mut group = read(json!({"displayName": "G", "members": [{"value": "1"}, {"value": "2"}]}));
    let groups = SchemaSet::of(ResourceKind::Group);
    let patch = |operation: Value| PatchOp::from_value(&json!({"Operations": [operation]})).expect("a patch");
    let error = patch(json!({"op": "replace", "path": "members[value eq \"1\"].value", "value": "3"}))
        .apply(&mut group, groups, PatchRules::LENIENT)
        .expect_err("immutable");
    assert_eq!(error.scim_type, ScimType::Mutability);
    patch(json!({"op": "add", "path": "members[value eq \"1\"].type", "value": "User"}))
        .apply(&mut group, groups, PatchRules::STRICT)
        .expect("it had no value yet");
    patch(json!({"op": "replace", "path": "members[value eq \"2\"]", "value": {"value": "3"}}))
        .apply(&mut group, groups, PatchRules::STRICT)
        .expect("another member");
    assert_eq!(
        group.as_object()["members"],
        json!([{"value": "1", "type": "User"}, {"value": "3"}])
    );
}

#[test]
fn a_filter_that_matches_nothing_is_no_target() {
    let before = json!({"emails": [{"value": "a", "type": "work"}]});
    for operation in [
        json!({"op": "replace", "path": "emails[type ne \"work\"].value", "value": "b"}),
        json!({"op": "replace", "path": "emails[type eq \"home\" or type eq \"other\"]", "value": {"value": "b"}}),
        json!({"op": "add", "path": "emails[not (type eq \"work\")].display", "value": "b"}),
        json!({"op": "add", "path": "emails[type eq \"x\" and type eq \"y\"].value", "value": "b"}),
    ] {
        assert_eq!(
            refused(&before, &operation).scim_type,
            ScimType::NoTarget,
            "{operation}"
        );
    }
    assert_eq!(refused(&before, &json!({"op": "remove"})).scim_type, ScimType::NoTarget);
}

#[test]
fn values_that_do_not_fit_are_refused() {
    let before = json!({"userName": "a", "active": true, "name": {"givenName": "B"}});
    for operation in [
        json!({"op": "add", "path": "title"}),
        json!({"op": "replace", "path": "active", "value": "perhaps"}),
        json!({"op": "replace", "path": "active", "value": 1}),
        json!({"op": "replace", "path": "title", "value": ["a", "b"]}),
        json!({"op": "replace", "path": "title", "value": {"text": "a"}}),
        json!({"op": "replace", "path": "name", "value": "Barbara"}),
        json!({"op": "add", "path": "name", "value": [{"givenName": "B"}, {"givenName": "C"}]}),
        json!({"op": "add", "path": "addresses", "value": ["Hollywood"]}),
        json!({"op": "add"}),
        json!({"op": "add", "value": "x"}),
        json!({"op": "replace", "path": "emails[type eq \"work\"]"}),
    ] {
        let error = refused(&before, &operation);
        assert!(
            matches!(error.scim_type, ScimType::InvalidValue | ScimType::NoTarget),
            "{operation}: {error}"
        );
    }
    for operation in [
        json!({"op": "replace", "path": "userName.first", "value": "x"}),
        json!({"op": "replace", "path": "userName[value eq \"x\"]", "value": "x"}),
        json!({"op": "add", "value": {"not a name": 1}}),
    ] {
        assert_eq!(
            refused(&before, &operation).scim_type,
            ScimType::InvalidPath,
            "{operation}"
        );
    }
    let error = refused(&before, &json!({"op": "replace", "path": "active", "value": "perhaps"}));
    assert_eq!(error.to_string(), "operation 1: active takes true or false, not text");
}

#[test]
fn names_in_another_letter_case_write_into_the_spelling_that_is_there() {
    assert_eq!(
        patched(
            &json!({"USERNAME": "a"}),
            &json!({"op": "replace", "path": "username", "value": "b"})
        ),
        json!({"USERNAME": "b"})
    );
    assert_eq!(
        patched(
            &json!({"Emails": [{"TYPE": "work", "Value": "a"}]}),
            &json!({"op": "replace", "path": "EMAILS[type eq \"Work\"].VALUE", "value": "b"})
        ),
        json!({"Emails": [{"TYPE": "work", "Value": "b"}]})
    );
    assert_eq!(
        patched(
            &json!({}),
            &json!({"op": "add", "value": {"NICKNAME": "B", "name": {"GIVENNAME": "C"}}})
        ),
        json!({"nickName": "B", "name": {"givenName": "C"}})
    );
    assert_eq!(
        patched(
            &json!({}),
            &json!({"op": "add", "path": "Name.GivenName", "value": "C"})
        ),
        json!({"name": {"givenName": "C"}})
    );
}

#[test]
fn extensions_are_declared_while_they_have_attributes() {
    let before = json!({"schemas": [USER], "userName": "a"});
    let path = format!("{ENTERPRISE}:department");
    let with = json!({"schemas": [USER, ENTERPRISE], "userName": "a", ENTERPRISE: {"department": "Tours"}});
    for operation in [
        json!({"op": "add", "path": path, "value": "Tours"}),
        json!({"op": "add", "path": path.to_uppercase(), "value": "Tours"}),
        json!({"op": "replace", "value": {ENTERPRISE: {"department": "Tours"}}}),
        json!({"op": "add", "path": ENTERPRISE, "value": {"DEPARTMENT": "Tours"}}),
    ] {
        assert_eq!(patched(&before, &operation), with, "{operation}");
    }
    assert_eq!(patched(&with, &json!({"op": "remove", "path": path})), before);
    assert_eq!(patched(&with, &json!({"op": "remove", "path": ENTERPRISE})), before);
    assert_eq!(
        patched(&with, &json!({"op": "replace", "value": {ENTERPRISE: null}})),
        before
    );
    assert_eq!(
        patched(
            &with,
            &json!({"op": "replace", "path": format!("{ENTERPRISE}:manager.value"), "value": "7"})
        )[ENTERPRISE],
        json!({"department": "Tours", "manager": {"value": "7"}})
    );
    // The core schema's own URN before an attribute is no extension.
    assert_eq!(
        patched(
            &before,
            &json!({"op": "replace", "path": format!("{USER}:userName"), "value": "b"})
        ),
        json!({"schemas": [USER], "userName": "b"})
    );
}

#[test]
fn schemas_sent_without_a_path_are_added_to() {
    let before = json!({"schemas": [USER, ENTERPRISE], "userName": "a", ENTERPRISE: {"department": "Tours"}});
    patched(&before, &json!({"op": "replace", "value": {"schemas": [USER]}}));
}

#[test]
fn unknown_attributes_are_written_where_the_rules_allow() {
    let before = json!({"userName": "a"});
    let after = patched_leniently(
        &before,
        &json!({"op": "add", "path": "badge", "value": {"no": 7}}),
        &ScimType::InvalidPath,
    );
    assert_eq!(after, json!({"userName": "a", "badge": {"no": 7}}));
    let after = patched_leniently(
        &before,
        &json!({"op": "add", "path": "urn:example:2.0:User:badge", "value": [1, 2]}),
        &ScimType::InvalidPath,
    );
    assert_eq!(
        after,
        json!({"userName": "a", "urn:example:2.0:User": {"badge": [1, 2]}, "schemas": ["urn:example:2.0:User"]})
    );
    let after = patched_leniently(
        &before,
        &json!({"op": "add", "value": {"urn:example:2.0:User": {"badge": 7}}}),
        &ScimType::InvalidPath,
    );
    assert_eq!(after["urn:example:2.0:User"], json!({"badge": 7}));
    // What the resource has is known well enough.
    assert_eq!(
        patched(
            &json!({"badge": {"no": 7}}),
            &json!({"op": "replace", "path": "badge.no", "value": 8})
        ),
        json!({"badge": {"no": 8}})
    );
    assert_eq!(
        patched(
            &json!({"tags": ["a", "b"]}),
            &json!({"op": "remove", "path": "tags[value eq \"a\"]"})
        ),
        json!({"tags": ["b"]})
    );
    assert_eq!(
        patched(
            &json!({"tags": ["a", "b"]}),
            &json!({"op": "add", "path": "tags", "value": ["b", "c"]})
        ),
        json!({"tags": ["a", "b", "c"]})
    );
}

/// What Microsoft Entra sends, without its flag and with it.
#[test]
fn a_lenient_server_takes_what_entra_sends() {
    let before = json!({"schemas": [USER], "userName": "a", "active": true});
    let table = [
        (
            json!({"op": "Replace", "path": "active", "value": "False"}),
            ScimType::InvalidValue,
            json!({"schemas": [USER], "userName": "a", "active": false}),
        ),
        (
            json!({"op": "Add", "path": "emails[type eq \"work\"].value", "value": "a@example.com"}),
            ScimType::NoTarget,
            json!({"schemas": [USER], "userName": "a", "active": true, "emails": [{"type": "work", "value": "a@example.com"}]}),
        ),
        (
            json!({"op": "Add", "path": "roles[primary eq \"True\"].value", "value": "admin"}),
            ScimType::NoTarget,
            json!({"schemas": [USER], "userName": "a", "active": true, "roles": [{"primary": true, "value": "admin"}]}),
        ),
        (
            json!({"op": "Add", "path": "addresses[type eq \"work\" and primary eq true].locality", "value": "Hollywood"}),
            ScimType::NoTarget,
            json!({"schemas": [USER], "userName": "a", "active": true, "addresses": [{"type": "work", "primary": true, "locality": "Hollywood"}]}),
        ),
        (
            json!({"op": "replace", "value": {
                "displayName": "A",
                "name.givenName": "B",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department": "Tours",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager": {"value": "7"},
            }}),
            ScimType::InvalidPath,
            json!({"schemas": [USER, ENTERPRISE], "userName": "a", "active": true, "displayName": "A",
                "name": {"givenName": "B"}, ENTERPRISE: {"department": "Tours", "manager": {"value": "7"}}}),
        ),
        (
            json!({"op": "Add", "path": format!("{ENTERPRISE}:manager"), "value": "7"}),
            ScimType::InvalidValue,
            json!({"schemas": [USER, ENTERPRISE], "userName": "a", "active": true, ENTERPRISE: {"manager": {"value": "7"}}}),
        ),
        (
            json!({"op": "Add", "path": "manager", "value": [{"$ref": "http://example.com/scim/Users/7", "value": "7"}]}),
            ScimType::InvalidValue,
            json!({"schemas": [USER, ENTERPRISE], "userName": "a", "active": true,
                ENTERPRISE: {"manager": {"$ref": "http://example.com/scim/Users/7", "value": "7"}}}),
        ),
        (
            json!({"op": "Replace", "path": "displayName", "value": [{"$ref": null, "value": "A"}]}),
            ScimType::InvalidValue,
            json!({"schemas": [USER], "userName": "a", "active": true, "displayName": "A"}),
        ),
        (
            json!({"op": "Add", "path": "externalId", "value": 12}),
            ScimType::InvalidValue,
            json!({"schemas": [USER], "userName": "a", "active": true, "externalId": "12"}),
        ),
    ];
    for (operation, strictly, after) in table {
        assert_eq!(patched_leniently(&before, &operation, &strictly), after, "{operation}");
    }
}

#[test]
fn a_new_manager_leaves_nothing_of_the_old_one() {
    let before = json!({ENTERPRISE: {"manager": {"value": "1", "displayName": "Old", "$ref": "../Users/1"}}});
    let path = format!("{ENTERPRISE}:manager");
    for value in [json!("2"), json!([{"value": "2"}])] {
        let operation = json!({"op": "Replace", "path": path, "value": value});
        let after = patched_leniently(&before, &operation, &ScimType::InvalidValue);
        assert_eq!(after, json!({ENTERPRISE: {"manager": {"value": "2"}}}));
    }
    let operation = json!({"op": "Replace", "path": path, "value": ""});
    let after = patched_leniently(&before, &operation, &ScimType::InvalidValue);
    assert_eq!(after, json!({}), "empty text is no manager");
}

#[test]
fn members_listed_in_a_remove_are_removed_and_no_others() {
    let before = json!({"displayName": "G", "members": [
        {"value": "1", "display": "A", "type": "User"},
        {"value": "2", "display": "B"},
        {"value": "3"},
    ]});
    let apply = |rules, value: Value| {
        let mut group = read(before.clone());
        PatchOp::from_value(&json!({"Operations": [{"op": "Remove", "path": "members", "value": value}]}))
            .expect("a patch")
            .apply(&mut group, SchemaSet::of(ResourceKind::Group), rules)
            .map(|_| group.into_value()["members"].clone())
    };
    let left = apply(
        PatchRules::LENIENT,
        json!([{"$ref": null, "value": "1"}, {"$ref": null, "value": "3"}]),
    );
    assert_eq!(left, Ok(json!([{"value": "2", "display": "B"}])));
    let left = apply(PatchRules::LENIENT, json!({"value": "2", "display": "renamed since"}));
    assert_eq!(left, Ok(json!([before["members"][0], before["members"][2]])));
    assert_eq!(
        apply(PatchRules::LENIENT, json!(["1", "2"])),
        Ok(json!([{"value": "3"}]))
    );
    assert_eq!(
        apply(PatchRules::LENIENT, json!([{"value": "9"}])),
        Ok(before["members"].clone())
    );
    assert_eq!(apply(PatchRules::LENIENT, json!([])), Ok(before["members"].clone()));
    // The strict rules do not take them all away instead.
    let error = apply(PatchRules::STRICT, json!([{"value": "1"}])).expect_err("not in the RFC");
    assert_eq!(error.scim_type, ScimType::InvalidValue);
    let picky = PatchRules {
        ignore_missing_on_remove: false,
        ..PatchRules::LENIENT
    };
    let error = apply(picky, json!([{"value": "9"}])).expect_err("not a member");
    assert_eq!(error.scim_type, ScimType::NoTarget);
}

#[test]
fn groups_with_many_members_are_changed_all_the_same() {
    let member = |n: usize| json!({"value": n.to_string()});
    let all: Vec<Value> = (0..20_000).map(member).collect();
    let mut group = read(json!({"displayName": "G", "members": all[..10_000]}));
    let mut apply = |operation: Value| {
        PatchOp::from_value(&json!({"Operations": [operation]}))
            .expect("a patch")
            .apply(&mut group, SchemaSet::of(ResourceKind::Group), PatchRules::LENIENT)
            .expect("applies");
        group.as_group().members().map_or(0, |members| members.len())
    };
    assert_eq!(apply(json!({"op": "add", "path": "members", "value": all})), 20_000);
    assert_eq!(
        apply(json!({"op": "remove", "path": "members", "value": all[5_000..]})),
        5_000
    );
    assert_eq!(
        apply(json!({"op": "replace", "path": "members", "value": all.iter().chain(&all).collect::<Vec<_>>()})),
        20_000
    );
    assert_eq!(apply(json!({"op": "remove", "path": "members[value sw \"1\"]"})), 8_889);
}

#[test]
fn a_sub_attribute_without_a_filter_is_meant_for_every_value() {
    let before = json!({"emails": [{"value": "a", "display": "A"}, {"value": "b"}]});
    assert_eq!(
        patched(
            &before,
            &json!({"op": "replace", "path": "emails.display", "value": "X"})
        ),
        json!({"emails": [{"value": "a", "display": "X"}, {"value": "b", "display": "X"}]})
    );
    assert_eq!(
        patched(&before, &json!({"op": "remove", "path": "emails.display"})),
        json!({"emails": [{"value": "a"}, {"value": "b"}]})
    );
    let after = patched_leniently(
        &json!({}),
        &json!({"op": "add", "path": "emails.value", "value": "a"}),
        &ScimType::NoTarget,
    );
    assert_eq!(after, json!({"emails": [{"value": "a"}]}));
}

#[test]
fn operations_can_be_built() {
    let path = AttributePath::new("members");
    let patch = PatchOp::new([
        Operation::add(path.clone(), json!([{"value": "1"}])),
        Operation::remove(path.clone()),
        Operation::replace(path, json!([])),
    ]);
    let kinds: Vec<OperationKind> = patch.operations.iter().map(|operation| operation.kind).collect();
    assert_eq!(
        kinds,
        [OperationKind::Add, OperationKind::Remove, OperationKind::Replace]
    );
    assert_eq!(PatchOp::from_value(&patch.to_value()), Ok(patch));
}
