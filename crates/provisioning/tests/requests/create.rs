//! What makes an object, as exact JSON.

use scimdesk_mapping::{
    expression::{Person, Value as Source},
    flow::FlowError,
    model::{
        AttributeDefinition, AttributeType, ObjectKind,
        RequestProfile::{self, Entra062020, EntraDefault, Rfc7644},
    },
};
use scimdesk_provisioning::requests::Reason;
use serde_json::{Value, json};

use crate::{
    Case, ENTERPRISE, GROUP, MANAGER, PROFILES, USER, by_expression, definition, list_of, mapping, note, patch, role,
};

/// The resource that Entra is seen to send for its default mappings, and ours.
#[test]
fn a_new_account_has_what_its_mappings_give() {
    let mut case = Case::user(&[
        ("IsSoftDeleted", "False"),
        ("userName", "bjensen@example.com"),
        ("displayName", "Babs Jensen"),
        ("title", "Guide"),
        (r#"emails[type eq "work"].value"#, "bjensen@example.com"),
        (r#"emails[type eq "other"].value"#, "babs@example.org"),
        ("name.givenName", "Barbara"),
        ("name.familyName", "Jensen"),
        ("name.formatted", "Barbara Jensen"),
        (r#"addresses[type eq "work"].streetAddress"#, "100 Universal Plaza"),
        (r#"addresses[type eq "work"].locality"#, "Hollywood"),
        (r#"addresses[type eq "work"].region"#, "CA"),
        (r#"phoneNumbers[type eq "work"].value"#, "555-1"),
        (r#"phoneNumbers[type eq "mobile"].value"#, "555-2"),
        (r#"phoneNumbers[type eq "fax"].value"#, "555-3"),
        ("externalId", "bjensen"),
        (&format!("{ENTERPRISE}:employeeNumber"), "701984"),
        (&format!("{ENTERPRISE}:department"), "Tours"),
        (MANAGER, "boss"),
    ])
    .knowing([("boss", "26118915")]);
    case.object.mappings[0] = by_expression(
        "active",
        r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#,
    );
    // Nothing in the directory: left out, whatever the form.
    case.object.mappings.push(mapping("preferredLanguage"));
    case.object
        .mappings
        .push(mapping(r#"addresses[type eq "home"].country"#));
    let entra = json!({
        "schemas": [USER, ENTERPRISE],
        "active": true,
        "userName": "bjensen@example.com",
        "displayName": "Babs Jensen",
        "title": "Guide",
        "emails": [
            {"primary": true, "type": "work", "value": "bjensen@example.com"},
            {"primary": false, "type": "other", "value": "babs@example.org"},
        ],
        "name": {"givenName": "Barbara", "familyName": "Jensen", "formatted": "Barbara Jensen"},
        "addresses": [{
            "primary": false,
            "type": "work",
            "streetAddress": "100 Universal Plaza",
            "locality": "Hollywood",
            "region": "CA",
        }],
        "phoneNumbers": [
            {"primary": true, "type": "work", "value": "555-1"},
            {"primary": false, "type": "mobile", "value": "555-2"},
            {"primary": false, "type": "fax", "value": "555-3"},
        ],
        "externalId": "bjensen",
        ENTERPRISE: {"employeeNumber": "701984", "department": "Tours"},
        "meta": {"resourceType": "User"},
    });
    let mut rfc = entra.clone();
    rfc.as_object_mut().expect("an object").remove("meta");
    for list in ["emails", "addresses", "phoneNumbers"] {
        for element in rfc[list].as_array_mut().expect("a list") {
            element.as_object_mut().expect("an object").remove("primary");
        }
    }
    for (profile, expected, op, manager) in [
        (Rfc7644, &rfc, "add", json!({"value": "26118915"})),
        (EntraDefault, &entra, "Add", json!("26118915")),
        (Entra062020, &entra, "add", json!("26118915")),
    ] {
        let created = case.create(profile);
        assert_eq!(created.body, *expected, "{profile:?}");
        let manager = json!({"op": op, "path": MANAGER, "value": manager});
        assert_eq!(created.then, [patch(&[manager])], "{profile:?}");
        assert_eq!(created.notes, [], "{profile:?}");
    }
}

#[test]
fn the_schemas_are_those_that_are_used_and_with_entra_always_the_same_two() {
    let badge = "urn:ietf:params:scim:schemas:extension:contoso:2.0:User";
    let badge_path = format!("{badge}:badge");
    let department = format!("{ENTERPRISE}:department");
    let table: [(&[&str], &[&str]); 5] = [
        (&["userName"], &[USER]),
        (&["userName", "department"], &[USER, ENTERPRISE]),
        (&["userName", &department], &[USER, ENTERPRISE]),
        (&["userName", &badge_path], &[USER, badge]),
        (&["urn:ietf:params:scim:schemas:core:2.0:User:userName"], &[USER]),
    ];
    for (targets, expected) in table {
        let values: Vec<(&str, &str)> = targets.iter().map(|&target| (target, "x")).collect();
        let case = Case::user(&values);
        assert_eq!(case.create(Rfc7644).body["schemas"], json!(expected), "{targets:?}");
        for profile in [EntraDefault, Entra062020] {
            let body = case.create(profile).body;
            assert_eq!(body["schemas"], json!([USER, ENTERPRISE]), "{targets:?}");
            assert_eq!(body["userName"], json!("x"), "{targets:?}");
        }
    }
    // What stands in an extension is nested there all the same.
    for profile in PROFILES {
        let body = Case::user(&[(&badge_path, "7"), ("department", "Tours")])
            .create(profile)
            .body;
        assert_eq!(body[badge], json!({"badge": "7"}));
        assert_eq!(body[ENTERPRISE], json!({"department": "Tours"}));
    }
}

#[test]
fn roles_are_written_as_the_function_that_gives_them_wants() {
    let single = r#"roles[primary eq "True"].value"#;
    let kind = "WindowsAzureActiveDirectoryRole";
    let table: [(&str, &str, RequestProfile, Value); 8] = [
        (
            single,
            "SingleAppRoleAssignment",
            EntraDefault,
            json!([{"primary": true, "type": kind, "value": "Role1234"}]),
        ),
        (
            single,
            "SingleAppRoleAssignment",
            Rfc7644,
            json!([{"primary": true, "value": "Role1234"}]),
        ),
        (
            "roles",
            "AppRoleAssignmentsComplex",
            EntraDefault,
            json!([
                {"primary": false, "type": kind, "displayName": "Role1234", "value": "25"},
                {"primary": false, "type": kind, "displayName": "Auditor", "value": "26"},
            ]),
        ),
        (
            "roles",
            "AppRoleAssignmentsComplex",
            Rfc7644,
            json!([{"display": "Role1234", "value": "25"}, {"display": "Auditor", "value": "26"}]),
        ),
        (
            "roles",
            "AssertiveAppRoleAssignmentsComplex",
            EntraDefault,
            json!([
                {"primary": false, "type": kind, "display": "Role1234", "value": "25"},
                {"primary": false, "type": kind, "display": "Auditor", "value": "26"},
            ]),
        ),
        (
            "roles",
            "AssertiveAppRoleAssignmentsComplex",
            Entra062020,
            json!([
                {"primary": false, "type": kind, "display": "Role1234", "value": "25"},
                {"primary": false, "type": kind, "display": "Auditor", "value": "26"},
            ]),
        ),
        (
            "roles",
            "AssertiveAppRoleAssignmentsComplex",
            Rfc7644,
            json!([{"display": "Role1234", "value": "25"}, {"display": "Auditor", "value": "26"}]),
        ),
        (
            "roles",
            "AppRoleAssignments",
            Rfc7644,
            json!([{"value": "Role1234"}, {"value": "Auditor"}]),
        ),
    ];
    for (target, function, profile, expected) in table {
        let assigned = vec![role("id-1", "25", "Role1234"), role("id-2", "26", "Auditor")];
        let assigned = Source::Roles {
            roles: assigned.into(),
            replace: false,
        };
        let mapping = by_expression(target, &format!("{function}([appRoleAssignments])"));
        let person = Person::from_iter([("appRoleAssignments", assigned)]);
        let created = Case::of(ObjectKind::User, vec![mapping], person).create(profile);
        assert_eq!(created.body["roles"], expected, "{function} {profile:?}");
    }
}

#[test]
fn a_new_group_is_empty_and_its_members_follow_a_hundred_at_a_time() {
    let members: Vec<String> = (0..101).map(|number| format!("p{number}")).collect();
    let known: Vec<(String, String)> = members
        .iter()
        .map(|person| (person.clone(), format!("a-{person}")))
        .collect();
    let case = Case::group(&[("displayName", "Tour Guides"), ("externalId", "0aa5")], &members).knowing(
        known
            .iter()
            .map(|(person, account)| (person.as_str(), account.as_str())),
    );
    for profile in PROFILES {
        let created = case.create(profile);
        let mut expected = json!({"schemas": [GROUP], "displayName": "Tour Guides", "externalId": "0aa5"});
        if profile != Rfc7644 {
            expected["meta"] = json!({"resourceType": "Group"});
        }
        assert_eq!(created.body, expected, "{profile:?}");
        let member = |person: &String| match profile {
            Rfc7644 => json!({"value": format!("a-{person}")}),
            EntraDefault | Entra062020 => json!({"$ref": null, "value": format!("a-{person}")}),
        };
        let op = if profile == EntraDefault { "Add" } else { "add" };
        let expected = [&members[..100], &members[100..]].map(|chunk| {
            let values: Vec<Value> = chunk.iter().map(member).collect();
            patch(&[json!({"op": op, "path": "members", "value": values})])
        });
        assert_eq!(created.then, expected, "{profile:?}");
    }
}

#[test]
fn values_have_the_type_of_their_target() {
    let badge = "urn:example:2.0:User";
    let path = |name: &str| format!("{badge}:{name}");
    let codes = ["1", "2", "1"].map(str::to_owned).to_vec();
    let case = Case::of(
        ObjectKind::User,
        ["level", "trained", "codes", "since"]
            .map(|name| mapping(&path(name)))
            .into(),
        Person::from_iter([
            (path("level"), Source::from("7")),
            (path("trained"), Source::from("TRUE")),
            (path("codes"), Source::from(codes)),
            (path("since"), Source::from("7/2/2021 3:33:38 PM")),
        ]),
    )
    .listing(vec![
        definition(&path("level"), AttributeType::Integer),
        definition(&path("trained"), AttributeType::Boolean),
        list_of(&path("codes"), AttributeType::Integer),
        definition(&path("since"), AttributeType::DateTime),
    ]);
    for profile in PROFILES {
        let expected = json!({
            "level": 7,
            "trained": true,
            "codes": [{"value": 1}, {"value": 2}],
            "since": "2021-07-02T15:33:38Z",
        });
        assert_eq!(
            case.create(profile).body[badge],
            expected,
            "a POST has real types: {profile:?}"
        );
    }
}

#[test]
fn what_cannot_be_sent_is_left_out_and_named() {
    let mut case = Case::user(&[
        ("active", "perhaps"),
        ("not a path", "x"),
        (r#"emails[type ne "work"].value"#, "x"),
        ("groups", "x"),
        ("name", "x"),
        ("meta.location", "x"),
        (MANAGER, "nobody"),
        ("nickName", ""),
    ]);
    case.object.mappings.push(mapping("userName"));
    let mut with_default = mapping("title");
    with_default.default_value = Some("Guide".to_owned());
    case.object.mappings.push(with_default);
    let created = case.create(Rfc7644);
    assert_eq!(created.body, json!({"schemas": [USER], "title": "Guide"}));
    assert_eq!(created.then, Vec::<Value>::new());
    let wrong = FlowError::WrongType {
        value: "perhaps".to_owned(),
        kind: "boolean",
    };
    let people = vec!["nobody".to_owned()];
    assert_eq!(
        created.notes,
        [
            note("active", Reason::Failed(wrong)),
            note("not a path", Reason::TargetUnusable),
            note(r#"emails[type ne "work"].value"#, Reason::TargetUnusable),
            note("groups", Reason::TargetUnusable),
            note("name", Reason::TargetUnusable),
            note("meta.location", Reason::TargetUnusable),
            note("userName", Reason::RequiredMissing),
            note(MANAGER, Reason::Unresolved { people }),
        ]
    );
    let required = AttributeDefinition {
        required: true,
        ..definition("nickName", AttributeType::String)
    };
    let notes = case.listing(vec![required]).create(Rfc7644).notes;
    assert!(notes.contains(&note("nickName", Reason::RequiredMissing)), "{notes:?}");
}

#[test]
fn values_are_data_whatever_stands_in_them() {
    let text = "\"},{\"op\":\"remove\" \\ \u{0} { ] Ünïcødé\u{1F600}";
    for profile in PROFILES {
        let case = Case::user(&[("displayName", text), (r#"emails[type eq "a\"] \\ b"].value"#, text)]);
        let body = case.create(profile).body;
        assert_eq!(body["displayName"], json!(text));
        assert_eq!(body["emails"][0]["value"], json!(text));
        assert_eq!(body["emails"][0]["type"], json!("a\"] \\ b"));
    }
}
