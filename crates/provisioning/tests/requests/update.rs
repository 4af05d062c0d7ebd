//! What brings an object in line, as exact JSON.

use scimdesk_mapping::{
    expression::{Person, Value as Source},
    model::{
        Apply, AttributeDefinition, AttributeType, ObjectKind,
        RequestProfile::{self, Entra062020, EntraDefault, Rfc7644},
        WhenEmpty,
    },
};
use scimdesk_provisioning::requests::Reason;
use serde_json::{Value, json};

use crate::{
    Case, ENTERPRISE, MANAGER, PROFILES, by_expression, clearing, definition, list_of, mapping, note, patch, role,
};

/// Checks that the case needs exactly these requests, each a list of operations.
#[track_caller]
fn needs(case: &Case, account: &Value, profile: RequestProfile, requests: &[Value]) {
    let expected: Vec<Value> = (requests.iter())
        .map(|operations| patch(operations.as_array().expect("a list of operations")))
        .collect();
    assert_eq!(case.update(account, profile).requests, expected, "{profile:?}");
}

#[test]
fn an_account_that_is_as_it_should_be_needs_nothing() {
    let case = Case::user(&[
        ("active", "True"),
        ("displayName", "Babs Jensen"),
        (r#"emails[type eq "work"].value"#, "bjensen@example.com"),
        (MANAGER, "boss"),
    ])
    .knowing([("boss", "26118915")]);
    let account = json!({
        "id": "2819c223",
        "active": "true",
        "DISPLAYNAME": "babs jensen",
        "nickName": "not mapped",
        "emails": [{"type": "WORK", "value": "BJensen@example.com"}, {"type": "home", "value": "b@example.org"}],
        ENTERPRISE: {"manager": {"value": "26118915", "displayName": "Boss"}},
    });
    for profile in PROFILES {
        needs(&case, &account, profile, &[]);
    }
}

/// The cases in which Microsoft documents both forms, and ours.
#[test]
fn one_value_is_added_where_there_is_none_and_else_replaced() {
    let department = format!("{ENTERPRISE}:department");
    let email = r#"emails[type eq "work"].value"#;
    let badge = "urn:example:2.0:User:level";
    let account = json!({
        "displayName": "Old", "nickName": "", "title": null,
        "name": {"givenName": "Old"},
        "emails": [{"type": "work", "value": "old@example.com"}, {"type": "home", "value": "h@example.com"}],
        ENTERPRISE: {"department": "Old"},
        "urn:example:2.0:User": {"level": 6},
    });
    // (target, operation, path)
    let table: [(&str, &str); 8] = [
        ("displayName", "replace"),
        ("nickName", "add"),
        ("title", "add"),
        ("name.givenName", "replace"),
        ("name.familyName", "add"),
        (email, "replace"),
        (&department, "replace"),
        ("userType", "add"),
    ];
    for (target, op) in table {
        let case = Case::user(&[(target, "New")]);
        for profile in PROFILES {
            let word = match (profile, op) {
                (EntraDefault, "add") => "Add",
                (EntraDefault, _) => "Replace",
                (_, word) => word,
            };
            let expected = json!([{"op": word, "path": target, "value": "New"}]);
            needs(&case, &account, profile, &[expected]);
        }
    }
    let level = Case::user(&[(badge, "7")]).listing(vec![definition(badge, AttributeType::Integer)]);
    for (profile, op, value) in [
        (Rfc7644, "replace", json!(7)),
        (EntraDefault, "Replace", json!("7")),
        (Entra062020, "replace", json!(7)),
    ] {
        needs(
            &level,
            &account,
            profile,
            &[json!([{"op": op, "path": badge, "value": value}])],
        );
    }
}

#[test]
fn several_values_are_an_operation_each_unless_entra_062020_merges_them() {
    let department = format!("{ENTERPRISE}:department");
    let email = r#"emails[type eq "work"].value"#;
    let case = Case::user(&[
        ("displayName", "Babs"),
        (email, "new@example.com"),
        ("name.givenName", "Barbara"),
        ("nickName", "Babs"),
        (&department, "Tours"),
    ]);
    let account = json!({
        "displayName": "Old",
        "name": {"givenName": "Old"},
        "emails": [{"type": "work", "value": "old@example.com"}],
        ENTERPRISE: {"department": "Old"},
    });
    let each = |add: &str, replace: &str| {
        json!([
            {"op": replace, "path": "displayName", "value": "Babs"},
            {"op": replace, "path": email, "value": "new@example.com"},
            {"op": replace, "path": "name.givenName", "value": "Barbara"},
            {"op": add, "path": "nickName", "value": "Babs"},
            {"op": replace, "path": department, "value": "Tours"},
        ])
    };
    needs(&case, &account, Rfc7644, &[each("add", "replace")]);
    needs(&case, &account, EntraDefault, &[each("Add", "Replace")]);
    let merged = json!([
        {"op": "replace", "path": email, "value": "new@example.com"},
        {"op": "add", "path": "nickName", "value": "Babs"},
        {"op": "replace", "value": {"displayName": "Babs", "name.givenName": "Barbara", &department: "Tours"}},
    ]);
    needs(&case, &account, Entra062020, &[merged]);
}

#[test]
fn a_typed_value_that_is_missing_is_added_whole_or_at_its_path() {
    let street = r#"addresses[type eq "work"].streetAddress"#;
    let city = r#"addresses[type eq "work"].locality"#;
    let mobile = r#"phoneNumbers[type eq "mobile"].value"#;
    let fax = r#"phoneNumbers[type eq "fax"].value"#;
    let case = Case::user(&[
        (street, "Plaza 1"),
        (mobile, "555-2"),
        (city, "Hollywood"),
        (fax, "555-3"),
        ("title", "Guide"),
    ]);
    let account = json!({"phoneNumbers": [{"type": "work", "value": "555-1"}]});
    let whole = json!([
        {"op": "add", "path": "title", "value": "Guide"},
        {"op": "add", "path": "addresses", "value": [{"type": "work", "streetAddress": "Plaza 1", "locality": "Hollywood"}]},
        {"op": "add", "path": "phoneNumbers", "value": [{"type": "mobile", "value": "555-2"}, {"type": "fax", "value": "555-3"}]},
    ]);
    needs(&case, &account, Rfc7644, &[whole]);
    for (profile, op) in [(EntraDefault, "Add"), (Entra062020, "add")] {
        let at_paths = json!([
            {"op": op, "path": street, "value": "Plaza 1"},
            {"op": op, "path": mobile, "value": "555-2"},
            {"op": op, "path": city, "value": "Hollywood"},
            {"op": op, "path": fax, "value": "555-3"},
            {"op": op, "path": "title", "value": "Guide"},
        ]);
        needs(&case, &account, profile, &[at_paths]);
    }
}

#[test]
fn a_switch_off_travels_alone_and_last_and_a_switch_on_first() {
    let account = json!({"userName": "old", "active": true, ENTERPRISE: {}});
    let case = Case::user(&[("active", "False"), ("userName", "new"), (MANAGER, "boss")]).knowing([("boss", "26")]);
    let manager = |value: Value| json!({"op": "add", "path": MANAGER, "value": value});
    needs(
        &case,
        &account,
        Rfc7644,
        &[
            json!([{"op": "replace", "path": "userName", "value": "new"}]),
            json!([manager(json!({"value": "26"}))]),
            json!([{"op": "replace", "path": "active", "value": false}]),
        ],
    );
    needs(
        &case,
        &account,
        EntraDefault,
        &[
            json!([{"op": "Replace", "path": "userName", "value": "new"}]),
            json!([{"op": "Add", "path": MANAGER, "value": "26"}]),
            json!([{"op": "Replace", "path": "active", "value": "False"}]),
        ],
    );
    needs(
        &case,
        &account,
        Entra062020,
        &[
            json!([{"op": "replace", "path": "userName", "value": "new"}]),
            json!([manager(json!("26"))]),
            json!([{"op": "replace", "path": "active", "value": false}]),
        ],
    );
    let off = json!({"userName": "old", "active": "False"});
    let case = Case::user(&[("userName", "new"), ("active", "True")]);
    let on = |op: &str, value: Value| {
        json!([
            {"op": op, "path": "active", "value": value},
            {"op": op, "path": "userName", "value": "new"},
        ])
    };
    needs(&case, &off, Rfc7644, &[on("replace", json!(true))]);
    needs(&case, &off, EntraDefault, &[on("Replace", json!("True"))]);
    let merged = json!([{"op": "replace", "value": {"active": true, "userName": "new"}}]);
    needs(&case, &off, Entra062020, &[merged]);
}

#[test]
fn a_boolean_is_one_even_where_the_attribute_list_calls_it_text() {
    let mut case = Case::user(&[("active", "False")]);
    case.object.target.clear();
    needs(&case, &json!({"active": false}), Rfc7644, &[]);
    let off = json!([{"op": "replace", "path": "active", "value": false}]);
    needs(&case, &json!({"active": true}), Rfc7644, std::slice::from_ref(&off));
    needs(&case, &json!({"active": true}), Entra062020, &[off]);
}

#[test]
fn members_come_and_go_in_requests_of_their_own() {
    let case = Case::group(&[("displayName", "New")], &["stays", "comes"].map(str::to_owned))
        .knowing([("stays", "1"), ("comes", "3")]);
    let account = json!({
        "displayName": "Old",
        "members": [{"value": "1", "type": "User"}, {"$ref": "https://example.com/Users/2"}],
    });
    needs(
        &case,
        &account,
        Rfc7644,
        &[
            json!([{"op": "replace", "path": "displayName", "value": "New"}]),
            json!([{"op": "remove", "path": r#"members[value eq "2"]"#}]),
            json!([{"op": "add", "path": "members", "value": [{"value": "3"}]}]),
        ],
    );
    needs(
        &case,
        &account,
        EntraDefault,
        &[
            json!([{"op": "Replace", "path": "displayName", "value": "New"}]),
            json!([{"op": "Remove", "path": "members", "value": [{"$ref": null, "value": "2"}]}]),
            json!([{"op": "Add", "path": "members", "value": [{"$ref": null, "value": "3"}]}]),
        ],
    );
    needs(
        &case,
        &account,
        Entra062020,
        &[
            json!([{"op": "replace", "path": "displayName", "value": "New"}]),
            json!([{"op": "remove", "path": r#"members[value eq "2"]"#}]),
            json!([{"op": "add", "path": "members", "value": [{"$ref": null, "value": "3"}]}]),
        ],
    );
}

#[test]
fn nobody_is_taken_out_of_a_group_while_somebody_in_it_is_not_recognised() {
    let mut case = Case::group(&[], &["known", "unknown"].map(str::to_owned)).knowing([("known", "1")]);
    let account = json!({"members": [{"value": "2"}]});
    let add = json!([{"op": "add", "path": "members", "value": [{"value": "1"}]}]);
    let people = vec!["unknown".to_owned()];
    let unresolved = note("members", Reason::Unresolved { people });
    needs(&case, &account, Rfc7644, std::slice::from_ref(&add));
    assert_eq!(
        case.update(&account, Rfc7644).notes,
        [
            unresolved.clone(),
            note("members", Reason::RemovalsWithheld { count: 1 })
        ]
    );
    // Everybody who has an account is known: the other one is a stranger.
    case.accounts.all = true;
    let remove = json!([{"op": "remove", "path": r#"members[value eq "2"]"#}]);
    needs(&case, &account, Rfc7644, &[remove, add.clone()]);
    assert_eq!(case.update(&account, Rfc7644).notes, std::slice::from_ref(&unresolved));
    // A list that was not returned is not empty.
    let silent = json!({"displayName": "G"});
    needs(&case, &silent, Rfc7644, &[add]);
    assert_eq!(
        case.update(&silent, Rfc7644).notes,
        [unresolved, note("members", Reason::NotReturned)]
    );
}

#[test]
fn a_directory_that_may_lack_somebody_takes_nobody_out_of_a_group_and_adds_those_it_has() {
    let account = json!({"members": [{"value": "1"}, {"value": "2"}]});
    let withheld = |count| note("members", Reason::DirectoryUnproven { count });
    let mut some = Case::group(&[], &["stays", "comes"].map(str::to_owned)).knowing([("stays", "1"), ("comes", "3")]);
    (some.accounts.all, some.accounts.keeps) = (true, true);
    let add = json!([{"op": "add", "path": "members", "value": [{"value": "3"}]}]);
    needs(&some, &account, Rfc7644, &[add]);
    assert_eq!(some.update(&account, Rfc7644).notes, [withheld(1)]);
    let mut nobody = Case::group(&[], &[]);
    (nobody.accounts.all, nobody.accounts.keeps) = (true, true);
    for profile in PROFILES {
        needs(&nobody, &account, profile, &[]);
    }
    // A manager is told by the person, who was read.
    let mut person = Case::user(&[(MANAGER, "boss")]).knowing([("boss", "7")]);
    person.accounts.keeps = true;
    let managed = json!({ENTERPRISE: {"manager": {"value": "26"}}});
    assert_eq!(person.update(&managed, Rfc7644).requests.len(), 1);
}

#[test]
fn a_manager_without_a_known_account_changes_nothing() {
    let case = Case::user(&[(MANAGER, "boss")]);
    let account = json!({ENTERPRISE: {"manager": {"value": "26"}}});
    for profile in PROFILES {
        let updated = case.update(&account, profile);
        assert_eq!(updated.requests, Vec::<Value>::new());
        let people = vec!["boss".to_owned()];
        assert_eq!(updated.notes, [note(MANAGER, Reason::Unresolved { people })]);
    }
}

#[test]
fn roles_are_changed_as_the_function_that_gives_them_wants() {
    let kind = "WindowsAzureActiveDirectoryRole";
    let single = r#"roles[primary eq "True"].value"#;
    let admin = json!({"roles": [{"primary": true, "value": "Admin"}]});
    let document = r#"{"id":"id-1","value":"25","displayName":"Role1234"}"#;
    let table = [
        (
            "SingleAppRoleAssignment",
            single,
            EntraDefault,
            admin.clone(),
            json!([{"op": "Replace", "path": single, "value": "Role1234"}]),
        ),
        (
            "SingleAppRoleAssignment",
            single,
            EntraDefault,
            json!({}),
            json!([{"op": "Add", "path": single, "value": "Role1234"}]),
        ),
        (
            "SingleAppRoleAssignment",
            single,
            Entra062020,
            admin.clone(),
            json!([{"op": "replace", "path": single, "value": "Role1234"}]),
        ),
        (
            "SingleAppRoleAssignment",
            single,
            Rfc7644,
            admin.clone(),
            json!([{"op": "replace", "path": "roles[primary eq true].value", "value": "Role1234"}]),
        ),
        (
            "SingleAppRoleAssignment",
            single,
            Rfc7644,
            json!({}),
            json!([{"op": "add", "path": "roles", "value": [{"primary": true, "value": "Role1234"}]}]),
        ),
        (
            "AppRoleAssignmentsComplex",
            "roles",
            EntraDefault,
            admin.clone(),
            json!([{"op": "Add", "path": "roles", "value": [{"value": document}]}]),
        ),
        (
            "AppRoleAssignmentsComplex",
            "roles",
            Entra062020,
            admin.clone(),
            json!([{"op": "add", "path": "roles", "value": [
                {"primary": false, "type": kind, "displayName": "Role1234", "value": "25"},
            ]}]),
        ),
        (
            "AppRoleAssignmentsComplex",
            "roles",
            Rfc7644,
            admin.clone(),
            json!([{"op": "add", "path": "roles", "value": [{"display": "Role1234", "value": "25"}]}]),
        ),
        (
            "AssertiveAppRoleAssignmentsComplex",
            "roles",
            EntraDefault,
            admin.clone(),
            json!([{"op": "replace", "path": "roles", "value": [
                {"primary": false, "type": kind, "display": "Role1234", "value": "25"},
            ]}]),
        ),
        (
            "AssertiveAppRoleAssignmentsComplex",
            "roles",
            Entra062020,
            json!({}),
            json!([{"op": "replace", "path": "roles", "value": [
                {"primary": false, "type": kind, "display": "Role1234", "value": "25"},
            ]}]),
        ),
        (
            "AssertiveAppRoleAssignmentsComplex",
            "roles",
            Rfc7644,
            admin,
            json!([{"op": "replace", "path": "roles", "value": [{"display": "Role1234", "value": "25"}]}]),
        ),
    ];
    for (function, target, profile, account, expected) in table {
        let assigned = Source::Roles {
            roles: vec![role("id-1", "25", "Role1234")].into(),
            replace: false,
        };
        let mapping = by_expression(target, &format!("{function}([appRoleAssignments])"));
        let person = Person::from_iter([("appRoleAssignments", assigned)]);
        let case = Case::of(ObjectKind::User, vec![mapping], person);
        needs(&case, &account, profile, &[expected]);
        for value in ["25", document] {
            let account = json!({"roles": [{"primary": true, "value": value}]});
            if target == "roles" {
                needs(&case, &account, profile, &[]);
            }
        }
    }
    let none = by_expression("roles", "AssertiveAppRoleAssignmentsComplex([appRoleAssignments])");
    let case = Case::nobody(vec![none]);
    let account = json!({"roles": ["Admin"]});
    needs(&case, &account, Rfc7644, &[json!([{"op": "remove", "path": "roles"}])]);
    let emptied = json!([{"op": "replace", "path": "roles", "value": []}]);
    needs(&case, &account, EntraDefault, &[emptied]);
}

#[test]
fn a_mapping_that_only_adds_takes_no_role_and_no_manager_away() {
    let mut mapping = by_expression("roles", "AssertiveAppRoleAssignmentsComplex([appRoleAssignments])");
    mapping.apply = Apply::AddValues;
    let assigned = Source::Roles {
        roles: vec![role("id-1", "25", "Role1234")].into(),
        replace: false,
    };
    let person = Person::from_iter([("appRoleAssignments", assigned)]);
    let case = Case::of(ObjectKind::User, vec![mapping], person);
    let document = r#"{"id":"id-1","value":"25","displayName":"Role1234"}"#;
    let added = json!([{"op": "Add", "path": "roles", "value": [{"value": document}]}]);
    needs(&case, &json!({"roles": [{"value": "Admin"}]}), EntraDefault, &[added]);

    let mut case = Case::user(&[(MANAGER, "boss")]).knowing([("boss", "26")]);
    case.object.mappings[0].apply = Apply::AddValues;
    let account = json!({ENTERPRISE: {"manager": {"value": "27"}}});
    for profile in PROFILES {
        needs(&case, &account, profile, &[]);
    }
}

#[test]
fn the_default_of_a_reference_is_an_id_of_the_directory() {
    let mut manager = mapping(MANAGER);
    manager.default_value = Some("boss".to_owned());
    manager.when_empty = WhenEmpty::Default;
    let case = Case::nobody(vec![manager]).knowing([("boss", "26")]);
    let set = json!([{"op": "add", "path": MANAGER, "value": {"value": "26"}}]);
    needs(&case, &json!({}), Rfc7644, std::slice::from_ref(&set));
    assert_eq!(case.create(Rfc7644).then, [patch(set.as_array().expect("a list"))]);
    needs(&case, &json!({ENTERPRISE: {"manager": {"value": "26"}}}), Rfc7644, &[]);
}

#[test]
fn a_list_gets_what_it_lacks_and_loses_what_nobody_gives() {
    let with = |apply| {
        let mut mapping = mapping("emails");
        mapping.apply = apply;
        let texts = ["a@x", "B@x"].map(str::to_owned).to_vec();
        let person = Person::from_iter([("emails", Source::from(texts))]);
        Case::of(ObjectKind::User, vec![mapping], person)
    };
    let has = json!({"emails": [{"value": "b@X", "type": "work", "primary": true}, {"value": "old@x"}]});
    let lacks = json!({"emails": [{"value": "b@X"}]});
    let added = |op: &str| json!({"op": op, "path": "emails", "value": [{"value": "a@x"}]});
    let case = with(Apply::Always);
    let replaced = json!([{"op": "replace", "path": "emails", "value": [
        {"value": "a@x"},
        {"value": "b@X", "type": "work", "primary": true},
    ]}]);
    needs(&case, &has, Rfc7644, &[replaced]);
    let removed = json!({"op": "Remove", "path": "emails", "value": [{"value": "old@x"}]});
    needs(&case, &has, EntraDefault, &[json!([removed, added("Add")])]);
    let removed = json!({"op": "remove", "path": r#"emails[value eq "old@x"]"#});
    needs(&case, &has, Entra062020, &[json!([removed, added("add")])]);
    for (profile, op) in [(Rfc7644, "add"), (EntraDefault, "Add"), (Entra062020, "add")] {
        needs(&case, &lacks, profile, &[json!([added(op)])]);
        needs(&with(Apply::AddValues), &has, profile, &[json!([added(op)])]);
        needs(&with(Apply::WhenTargetEmpty), &has, profile, &[]);
        needs(&with(Apply::OnCreate), &json!({}), profile, &[]);
        let mut unresolved = Case::user(&[(MANAGER, "nobody"), ("active", "perhaps")]);
        for mapping in &mut unresolved.object.mappings {
            mapping.apply = Apply::OnCreate;
        }
        assert_eq!(
            unresolved.update(&json!({}), profile).notes,
            [],
            "of no interest any more"
        );
    }
}

#[test]
fn a_list_that_is_replaced_has_one_preferred_value_at_most() {
    let texts = ["a@x", "b@x"].map(str::to_owned).to_vec();
    let person = Person::from_iter([("emails", Source::from(texts))]);
    let case = Case::of(ObjectKind::User, vec![mapping("emails")], person);
    let account = json!({"emails": [
        {"value": "old@x"},
        {"value": "a@x", "primary": true},
        {"value": "b@x", "primary": "True", "type": "work"},
    ]});
    let replaced = json!([{"op": "replace", "path": "emails", "value": [
        {"value": "a@x", "primary": true},
        {"value": "b@x", "type": "work"},
    ]}]);
    needs(&case, &account, Rfc7644, &[replaced]);
}

#[test]
fn an_empty_source_keeps_clears_or_gives_the_default_as_its_mapping_says() {
    let street = r#"addresses[type eq "work"].streetAddress"#;
    let city = r#"addresses[type eq "work"].locality"#;
    let home = r#"addresses[type eq "home"].locality"#;
    let account = json!({
        "title": "Old",
        "addresses": [
            {"type": "work", "primary": true, "streetAddress": "Plaza 1", "locality": "Hollywood"},
            {"type": "home", "locality": "Burbank", "country": "US"},
        ],
        ENTERPRISE: {"manager": {"value": "26"}},
    });
    for profile in PROFILES {
        needs(
            &Case::nobody(vec![mapping("title"), mapping(city), mapping(MANAGER)]),
            &account,
            profile,
            &[],
        );
    }
    let mut default = mapping("title");
    default.when_empty = WhenEmpty::Default;
    default.default_value = Some("Guide".to_owned());
    let replaced = json!([{"op": "replace", "path": "title", "value": "Guide"}]);
    needs(&Case::nobody(vec![default]), &account, Rfc7644, &[replaced]);
    let case = Case::nobody(["title", street, city, home, MANAGER, "nickName"].map(clearing).into());
    needs(
        &case,
        &account,
        Rfc7644,
        &[
            json!([
                {"op": "remove", "path": "title"},
                {"op": "remove", "path": r#"addresses[type eq "work"]"#},
                {"op": "remove", "path": home},
            ]),
            json!([{"op": "remove", "path": MANAGER}]),
        ],
    );
    for (profile, op) in [(EntraDefault, "Remove"), (Entra062020, "remove")] {
        needs(
            &case,
            &account,
            profile,
            &[
                json!([
                    {"op": op, "path": "title"},
                    {"op": op, "path": street},
                    {"op": op, "path": city},
                    {"op": op, "path": home},
                ]),
                json!([{"op": op, "path": MANAGER}]),
            ],
        );
    }
}

#[test]
fn what_an_app_wants_is_not_cleared() {
    let case = Case::nobody(["userName", "title"].map(clearing).into()).listing(vec![AttributeDefinition {
        required: true,
        ..definition("title", AttributeType::String)
    }]);
    for profile in PROFILES {
        let updated = case.update(&json!({"userName": "old", "title": "old"}), profile);
        assert_eq!(updated.requests, Vec::<Value>::new());
        let kept = ["userName", "title"].map(|target| note(target, Reason::RequiredKept));
        assert_eq!(updated.notes, kept);
    }
}

#[test]
fn what_servers_never_return_is_sent_with_a_new_account_alone() {
    let case = Case::user(&[("password", "Xk-29")]);
    for profile in PROFILES {
        assert_eq!(case.create(profile).body["password"], json!("Xk-29"));
        let updated = case.update(&json!({"userName": "old"}), profile);
        assert_eq!(updated.requests, Vec::<Value>::new());
        assert_eq!(updated.notes, [note("password", Reason::NeverReturned)]);
    }
}

#[test]
fn letter_case_counts_where_the_attribute_list_says_so() {
    let exact = AttributeDefinition {
        case_exact: true,
        ..list_of("urn:example:2.0:User:codes", AttributeType::String)
    };
    let path = exact.name.clone();
    let person = Person::from_iter([(path.as_str(), Source::from(vec!["a".to_owned()]))]);
    let case = Case::of(ObjectKind::User, vec![mapping(&path)], person).listing(vec![exact]);
    let account = json!({"urn:example:2.0:User": {"codes": ["a", "A"]}});
    let replaced = json!([{"op": "replace", "path": path, "value": ["a"]}]);
    needs(&case, &account, Rfc7644, &[replaced]);
    // A server that ignores letter case takes `a` away with `A`.
    let again = json!([
        {"op": "remove", "path": format!(r#"{path}[value eq "A"]"#)},
        {"op": "add", "path": path, "value": ["a"]},
    ]);
    needs(&case, &account, Entra062020, &[again]);
}
