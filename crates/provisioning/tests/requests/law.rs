//! Whatever the mappings, the person and the account: once a server has applied the requests, the account says what the mappings say,
//! keeps what they do not speak of, and needs nothing more.

use proptest::{collection::vec, option, prelude::*, sample};
use scimdesk_mapping::{
    expression::{Person, Role, Value as Source},
    flow::{Flow, FlowResult, TargetValue},
    model::{
        Apply, AttributeDefinition, AttributeMapping, AttributeType, MappingSource, ObjectKind, RequestProfile,
        WhenEmpty,
    },
};
use scimdesk_scim::{
    json,
    patch::{Operation, OperationKind, PatchOp, PatchRules},
    path::PatchPath,
    resource::{Resource, ResourceKind},
    schema::{Schema, SchemaSet},
};
use serde_json::{Value, json};

use crate::{Case, ENTERPRISE, MANAGER, PROFILES, definition, mapping, role};

const CUSTOM: &str = "urn:example:2.0:User";

/// Targets of every kind of path and type, none of which means the place of another.
const TARGETS: [(&str, AttributeType, bool); 26] = [
    ("userName", AttributeType::String, false),
    ("displayName", AttributeType::String, false),
    ("title", AttributeType::String, false),
    (
        "urn:ietf:params:scim:schemas:core:2.0:User:nickName",
        AttributeType::String,
        false,
    ),
    ("active", AttributeType::Boolean, false),
    ("name.givenName", AttributeType::String, false),
    ("name.familyName", AttributeType::String, false),
    (r#"emails[type eq "work"].value"#, AttributeType::String, false),
    (r#"emails[type eq "work"].display"#, AttributeType::String, false),
    (r#"emails[type eq "home"]"#, AttributeType::String, false),
    (r#"addresses[type eq "work"].locality"#, AttributeType::String, false),
    (r#"addresses[type eq "work"].country"#, AttributeType::String, false),
    (
        r#"addresses[type eq "home" and primary eq "False"].region"#,
        AttributeType::String,
        false,
    ),
    (r#"phoneNumbers[type eq "mobile"].value"#, AttributeType::String, false),
    ("ims", AttributeType::String, true),
    ("entitlements.value", AttributeType::String, false),
    ("roles", AttributeType::String, true),
    (r#"photos[primary eq "True"].display"#, AttributeType::String, false),
    ("costCenter", AttributeType::String, false),
    (
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        AttributeType::String,
        false,
    ),
    (MANAGER, AttributeType::Reference, false),
    ("urn:example:2.0:User:level", AttributeType::Integer, false),
    ("urn:example:2.0:User:trained", AttributeType::Boolean, false),
    ("urn:example:2.0:User:since", AttributeType::DateTime, false),
    ("urn:example:2.0:User:codes", AttributeType::String, true),
    (
        r#"urn:example:2.0:User:badges[type eq "day"].value"#,
        AttributeType::String,
        false,
    ),
];

fn schemas() -> SchemaSet {
    let text = |name: &str| json!({"name": name, "type": "string"});
    let typed = |name: &str| json!({"name": name, "multiValued": true, "subAttributes": [text("value"), text("type")]});
    let custom = json!({"id": CUSTOM, "attributes": [
        {"name": "level", "type": "integer"},
        {"name": "trained", "type": "boolean"},
        {"name": "since", "type": "dateTime"},
        typed("codes"),
        typed("badges"),
    ]});
    let all: Vec<&Schema> = SchemaSet::of(ResourceKind::User).schemas().collect();
    let custom = Schema::from_value(&custom).expect("a schema");
    SchemaSet::new(all[0].clone(), vec![all[1].clone(), custom])
}

fn text() -> impl Strategy<Value = String> {
    let known = [
        "Ada",
        "ADA",
        "ada",
        "ς",
        "Σ",
        "7",
        "True",
        "",
        "o\"hara\\",
        "2021-07-02T13:33:38Z",
    ];
    prop_oneof![
        4 => sample::select(known.map(str::to_owned).to_vec()),
        1 => "\\PC{0,6}",
    ]
}

/// What a person has for a target: what fits it mostly, and sometimes what does not.
fn source(kind: AttributeType, multi_valued: bool) -> BoxedStrategy<Source<'static>> {
    let words: &[&str] = match kind {
        AttributeType::Boolean => &["True", "False", "false", "perhaps"],
        AttributeType::Integer => &["7", "-12", " 0", "x"],
        AttributeType::DateTime => &[
            "2021-07-02T13:33:38Z",
            "2021-07-02T15:33:38+02:00",
            "7/3/2021 3:33:38 PM",
        ],
        AttributeType::Reference => &["p0", "p1", "p2", "nobody"],
        AttributeType::String | AttributeType::Binary => &[],
    };
    let one = if words.is_empty() {
        text().boxed()
    } else {
        sample::select(words.to_vec()).prop_map(str::to_owned).boxed()
    };
    if multi_valued {
        vec(one, 0..4).prop_map(Source::from).boxed()
    } else {
        option::weighted(0.7, one)
            .prop_map(|text| text.map_or(Source::Absent, Source::from))
            .boxed()
    }
}

fn assigned() -> impl Strategy<Value = Source<'static>> {
    let known = [
        role("1", "Admin", "Administrator"),
        role("2", "Auditor", "Auditor"),
        Role {
            value: None,
            ..role("3", "", "Guest")
        },
        Role {
            display_name: None,
            ..role("4", "Owner", "")
        },
    ];
    sample::subsequence(known.to_vec(), 0..=4).prop_map(|roles| Source::Roles {
        roles: roles.into(),
        replace: false,
    })
}

fn apply() -> impl Strategy<Value = Apply> {
    prop_oneof![
        4 => Just(Apply::Always),
        1 => sample::select(vec![Apply::OnCreate, Apply::WhenTargetEmpty, Apply::AddValues, Apply::AddValue]),
    ]
}

fn when_empty() -> impl Strategy<Value = WhenEmpty> {
    sample::select(vec![WhenEmpty::Keep, WhenEmpty::Clear, WhenEmpty::Default])
}

/// A mapping into a target, the target's definition, and what a person has for it.
fn mapped(
    (target, kind, multi_valued): (&'static str, AttributeType, bool),
) -> impl Strategy<Value = (AttributeMapping, AttributeDefinition, Source<'static>)> {
    let default = match kind {
        AttributeType::String => Just("Default").boxed(),
        AttributeType::Boolean => Just("True").boxed(),
        AttributeType::Integer => Just("5").boxed(),
        AttributeType::Reference => Just("p0").boxed(),
        AttributeType::DateTime | AttributeType::Binary => Just("2000-01-01").boxed(),
    };
    let origin = match target {
        "roles" => prop_oneof![
            (Just(Some("AppRoleAssignmentsComplex([roles])")), assigned().boxed()),
            (
                Just(Some("AssertiveAppRoleAssignmentsComplex([roles])")),
                assigned().boxed()
            ),
        ]
        .boxed(),
        _ => (Just(None), source(kind, multi_valued)).boxed(),
    };
    (
        origin,
        apply(),
        when_empty(),
        option::weighted(0.3, default),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            move |((expression, value), apply, when_empty, default, case_exact, has_source)| {
                let mut mapping = mapping(target);
                mapping.apply = apply;
                mapping.when_empty = when_empty;
                mapping.default_value = default.map(str::to_owned);
                if let Some(text) = expression {
                    mapping.source = MappingSource::Expression { text: text.to_owned() };
                } else if !has_source && default.is_some() {
                    mapping.source = MappingSource::None;
                }
                let definition = AttributeDefinition {
                    multi_valued,
                    // Moments and numbers have no letter case.
                    case_exact: case_exact && kind == AttributeType::String,
                    ..definition(target, kind)
                };
                (mapping, definition, value)
            },
        )
}

fn case() -> impl Strategy<Value = Case> {
    sample::subsequence(TARGETS.to_vec(), 0..=TARGETS.len())
        .prop_flat_map(|targets| {
            targets
                .into_iter()
                .map(|target| mapped(target).boxed())
                .collect::<Vec<_>>()
        })
        .prop_map(|all| {
            let person: Person = (all.iter())
                .map(|(mapping, _, value)| (mapping.target.clone(), value.clone()))
                .collect();
            let mappings = all.iter().map(|(mapping, ..)| mapping.clone()).collect();
            let mut case =
                Case::of(ObjectKind::User, mappings, person).knowing([("p0", "a0"), ("p1", "a1"), ("p2", "a2")]);
            case.object.target = all.into_iter().map(|(_, definition, _)| definition).collect();
            case
        })
}

/// An object with some of these members.
fn object(members: Vec<(&'static str, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let each: Vec<_> = (members.into_iter())
        .map(|(name, value)| {
            option::of(value)
                .prop_map(move |value| Some((name.to_owned(), value?)))
                .boxed()
        })
        .collect();
    each.prop_map(|members| Value::Object(members.into_iter().flatten().collect()))
        .boxed()
}

/// The values of a list, not more than one of them preferred. All have a type where there are types: RFC 7643 §2.4 lets a server
/// take a new value with a type for one that is there without, which then has more than a mapping gave it.
fn list(parts: &[&'static str], types: &'static [&'static str]) -> BoxedStrategy<Value> {
    let mut members: Vec<(&'static str, BoxedStrategy<Value>)> = (parts.iter())
        .map(|part| (*part, text().prop_map(Value::from).boxed()))
        .collect();
    members.push(("primary", any::<bool>().prop_map(Value::from).boxed()));
    let label = if types.is_empty() {
        Just(None).boxed()
    } else {
        sample::select(types).prop_map(Some).boxed()
    };
    vec((object(members), label), 0..4)
        .prop_map(|elements| {
            let mut has_primary = false;
            let mut list = Vec::new();
            for (mut element, label) in elements {
                if let Some(label) = label {
                    element["type"] = json!(label);
                }
                if element.get("primary") == Some(&json!(true)) {
                    element["primary"] = json!(!has_primary);
                    has_primary = true;
                }
                if element != json!({}) {
                    list.push(element);
                }
            }
            Value::from(list)
        })
        .boxed()
}

fn account() -> impl Strategy<Value = Value> {
    let string = || text().prop_map(Value::from).boxed();
    let boolean = || any::<bool>().prop_map(Value::from).boxed();
    let without_primary = |list: BoxedStrategy<Value>| {
        list.prop_map(|mut list| {
            for element in list.as_array_mut().expect("a list") {
                element.as_object_mut().expect("an object").remove("primary");
            }
            list
        })
        .boxed()
    };
    let custom = object(vec![
        ("level", sample::select(vec![7, 0]).prop_map(Value::from).boxed()),
        ("trained", boolean()),
        (
            "since",
            sample::select(vec!["2021-07-02T13:33:38Z", "2021-07-02T15:33:38.000+02:00"])
                .prop_map(Value::from)
                .boxed(),
        ),
        ("codes", without_primary(list(&["value"], &[]))),
        ("badges", without_primary(list(&["value"], &["day", "DAY", "night"]))),
    ]);
    let manager = object(vec![(
        "value",
        sample::select(vec!["a0", "a1", "x"]).prop_map(Value::from).boxed(),
    )]);
    let core = object(vec![
        ("displayName", string()),
        ("title", string()),
        ("nickName", string()),
        ("locale", string()),
        ("active", boolean()),
        (
            "name",
            object(vec![
                ("givenName", string()),
                ("familyName", string()),
                ("formatted", string()),
            ]),
        ),
        (
            "emails",
            list(&["value", "display"], &["work", "WORK", "home", "other"]),
        ),
        ("addresses", list(&["locality", "country", "region"], &["work", "home"])),
        ("phoneNumbers", list(&["value"], &["work", "mobile"])),
        ("ims", list(&["value", "display"], &["aim", "xmpp"])),
        ("entitlements", list(&["value", "display"], &["a", "b"])),
        ("roles", list(&["value", "display"], &["a"])),
        ("photos", list(&["value", "display"], &["photo"])),
        (
            ENTERPRISE,
            object(vec![
                ("costCenter", string()),
                ("department", string()),
                ("division", string()),
                ("manager", manager),
            ]),
        ),
        (CUSTOM, custom),
    ]);
    (sample::select(vec!["Ada", "babs"]), core).prop_map(|(name, mut account)| {
        account["userName"] = json!(name);
        account
    })
}

fn rules(profile: RequestProfile) -> PatchRules {
    match profile {
        RequestProfile::Rfc7644 => PatchRules::STRICT,
        RequestProfile::EntraDefault | RequestProfile::Entra062020 => PatchRules::LENIENT,
    }
}

/// The account after requests, each of which must be understood.
fn applied(account: &Value, requests: &[Value], schemas: &SchemaSet, profile: RequestProfile) -> Value {
    let mut resource = Resource::from_value(account.clone()).expect("an account");
    for request in requests {
        let patch = PatchOp::from_value(request).unwrap_or_else(|error| panic!("{error}: {request}"));
        patch
            .apply(&mut resource, schemas, rules(profile))
            .unwrap_or_else(|error| panic!("{error}\n{request:#}\non {:#}", resource.to_value()));
    }
    resource.into_value()
}

/// The texts that an account has at a target: each `value`, in lower case unless letter case counts.
fn texts_at(account: &Value, flow: &Flow<'_>, schemas: &SchemaSet) -> Vec<String> {
    let mut path = PatchPath::parse(&flow.mapping.target).expect("a path");
    if path.filter.is_some() && path.attribute.sub.is_none() {
        path.attribute.sub = Some("value".to_owned());
    }
    let resource = Resource::from_value(account.clone()).expect("an account");
    let found = path.find(&resource, schemas);
    let values = found.values.iter().map(|value| value.get("value").unwrap_or(value));
    let texts = values.filter_map(json::as_text).map(|text| role_text(&text));
    texts
        .filter(|text| !text.is_empty())
        .map(|text| key(&text, flow))
        .collect()
}

/// What a role is known by, where Entra wrote it as a document.
fn role_text(text: &str) -> String {
    let document: Option<Value> = serde_json::from_str(text).ok().filter(Value::is_object);
    let part = |name: &str| Some(document.as_ref()?.get(name)?.as_str()?.to_owned());
    (part("value").or_else(|| part("displayName")).or_else(|| part("id"))).unwrap_or_else(|| text.to_owned())
}

fn key(text: &str, flow: &Flow<'_>) -> String {
    match flow.definition.kind {
        AttributeType::DateTime => {
            json::time_from_text(text).map_or_else(|| text.to_owned(), |moment| moment.to_string())
        }
        AttributeType::Integer => text.trim().to_owned(),
        AttributeType::Boolean => text.to_lowercase(),
        _ if flow.definition.case_exact => text.to_owned(),
        AttributeType::Reference => text.to_owned(),
        _ => text.to_lowercase(),
    }
}

/// The texts of a value that a mapping gives; references at the app.
fn texts_of(value: &TargetValue, flow: &Flow<'_>) -> Vec<String> {
    let texts: Vec<String> = match value {
        TargetValue::Text(text) => vec![text.clone()],
        TargetValue::Boolean(value) => vec![value.to_string()],
        TargetValue::Integer(number) => vec![number.to_string()],
        TargetValue::Texts(texts) => texts.clone(),
        TargetValue::References(ids) => ids
            .iter()
            .filter(|id| *id != "nobody")
            .map(|id| id.replace('p', "a"))
            .collect(),
        TargetValue::Roles { roles, .. } => roles
            .iter()
            .map(|role| {
                role.value
                    .clone()
                    .or_else(|| role.name().map(str::to_owned))
                    .unwrap_or_default()
            })
            .collect(),
    };
    texts
        .iter()
        .filter(|text| !text.is_empty())
        .map(|text| key(text, flow))
        .collect()
}

/// Checks that what an account has after its requests is what the mapping asks for, given what it had.
fn check_one(flow: &Flow<'_>, before: &[String], after: &[String], is_new: bool) -> Result<(), TestCaseError> {
    let mapping = flow.mapping;
    let default = flow.default_value();
    let is_list = flow.definition.multi_valued;
    let kept = |why: &str| {
        prop_assert!(
            before.iter().all(|text| after.contains(text)),
            "{why}: {before:?} {after:?} {flow:?}"
        );
        prop_assert!(
            after.iter().all(|text| before.contains(text)),
            "{why}: {before:?} {after:?} {flow:?}"
        );
        Ok(())
    };
    let given = match &flow.result {
        FlowResult::Value(value) => Some(value.clone()),
        FlowResult::Failed(_) | FlowResult::NotFlowed => return kept("nothing is given"),
        FlowResult::Empty if is_new => default,
        FlowResult::Empty if mapping.source == MappingSource::None => default.filter(|_| before.is_empty()),
        FlowResult::Empty => match mapping.when_empty {
            WhenEmpty::Keep => None,
            WhenEmpty::Default => default,
            WhenEmpty::Clear if mapping.apply != Apply::Always || mapping.target == "userName" => None,
            WhenEmpty::Clear => {
                prop_assert!(after.is_empty(), "{after:?} {flow:?}");
                return Ok(());
            }
        },
    };
    let Some(given) = given else {
        return kept("the source is empty");
    };
    let wanted = texts_of(&given, flow);
    let is_reference = flow.definition.kind == AttributeType::Reference;
    if wanted.is_empty() && is_reference {
        return kept("nobody is known");
    }
    let only_adds = matches!(mapping.apply, Apply::AddValues | Apply::AddValue)
        || matches!(given, TargetValue::Roles { replace: false, .. });
    match mapping.apply {
        Apply::OnCreate if !is_new => return kept("only on creation"),
        Apply::WhenTargetEmpty if !before.is_empty() => return kept("only if empty"),
        Apply::AddValues | Apply::AddValue if !is_list && !before.is_empty() => return kept("only adds"),
        _ => {}
    }
    if !is_list {
        let says_it = wanted.iter().all(|text| after.contains(text)) && (!wanted.is_empty() || after.is_empty());
        prop_assert!(says_it, "{wanted:?} {after:?} {flow:?}");
        return Ok(());
    }
    for text in &wanted {
        prop_assert!(after.contains(text), "{text:?} is missing: {after:?} {flow:?}");
    }
    for text in after {
        let is_right = wanted.contains(text) || (only_adds && before.contains(text));
        prop_assert!(is_right, "{text:?} is too much: {wanted:?} {after:?} {flow:?}");
    }
    for text in before.iter().filter(|_| only_adds) {
        prop_assert!(after.contains(text), "{text:?} is gone: {after:?} {flow:?}");
    }
    Ok(())
}

/// Checks every mapping of a case.
fn check(case: &Case, before: &Value, after: &Value, schemas: &SchemaSet, is_new: bool) -> Result<(), TestCaseError> {
    case.with_flows(|flows| {
        flows.iter().try_for_each(|flow| {
            let (had, has) = (texts_at(before, flow, schemas), texts_at(after, flow, schemas));
            check_one(flow, &had, &has, is_new)
        })
    })
}

/// Checks that what no mapping speaks of is as it was: attributes, and values of lists.
fn check_rest(case: &Case, before: &Value, after: &Value) -> Result<(), TestCaseError> {
    let targets: Vec<PatchPath> = (case.object.mappings.iter())
        .map(|mapping| PatchPath::parse(&mapping.target).expect("a path"))
        .collect();
    let of = |name: &str| -> Vec<&PatchPath> { targets.iter().filter(|path| path.attribute.name == name).collect() };
    for (name, value) in before.as_object().expect("an object") {
        if name.contains(':') || name == "schemas" {
            continue;
        }
        let paths = of(name);
        let Value::Array(elements) = value else {
            prop_assert!(!paths.is_empty() || after.get(name) == Some(value), "{name}: {after}");
            continue;
        };
        if paths.iter().any(|path| path.filter.is_none()) {
            continue;
        }
        let schemas = SchemaSet::of(ResourceKind::User);
        for element in elements {
            let alone = Resource::from_value(json!({name: [element]})).expect("a resource");
            if paths.iter().any(|path| !path.find(&alone, schemas).elements.is_empty()) {
                continue;
            }
            let left = after[name].as_array().into_iter().flatten();
            let is_left = |other: &Value| {
                let members = element.as_object().expect("an object");
                members.iter().all(|(part, value)| other.get(part) == Some(value))
            };
            prop_assert!(left.clone().any(is_left), "{element} is gone from {}", after[name]);
        }
    }
    Ok(())
}

/// Checks the form of the requests.
fn check_form(requests: &[Value], profile: RequestProfile) -> Result<(), TestCaseError> {
    for request in requests {
        let operations = request["Operations"].as_array().expect("operations");
        prop_assert!(!operations.is_empty());
        for operation in operations {
            let word = operation["op"].as_str().expect("an operation");
            let is_lower = word == word.to_lowercase();
            let is_roles = operation["path"] == json!("roles");
            prop_assert!(
                is_lower == (profile != RequestProfile::EntraDefault) || is_roles,
                "{operation}"
            );
            let is_off = operation["path"] == json!("active")
                && matches!(&operation["value"], value if json::as_bool(value) == Some(false));
            prop_assert!(
                !is_off || operations.len() == 1,
                "a switch-off travels alone: {request}"
            );
            if profile == RequestProfile::EntraDefault
                && !is_roles
                && let Some(value) = operation.get("value")
            {
                prop_assert!(!value.is_boolean() && !value.is_number(), "{operation}");
            }
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn an_account_says_what_its_mappings_say(case in case(), account in account()) {
        let schemas = schemas();
        for profile in PROFILES {
            let requests = case.update(&account, profile).requests;
            check_form(&requests, profile)?;
            let after = applied(&account, &requests, &schemas, profile);
            check(&case, &account, &after, &schemas, false)?;
            check_rest(&case, &account, &after)?;
            let again = case.update(&after, profile).requests;
            prop_assert_eq!(again, Vec::<Value>::new(), "{:?} after {:#?}", profile, requests);
        }
    }

    #[test]
    fn a_new_account_says_what_its_mappings_say_and_needs_nothing_more(mut case in case()) {
        let schemas = schemas();
        // What is cleared when the source is empty would lose the default that it began with.
        for mapping in &mut case.object.mappings {
            if mapping.when_empty == WhenEmpty::Clear {
                mapping.default_value = None;
                if mapping.source == MappingSource::None {
                    mapping.when_empty = WhenEmpty::Keep;
                }
            }
        }
        for profile in PROFILES {
            let created = case.create(profile);
            check_form(&created.then, profile)?;
            let mut body = created.body.clone();
            let object = body.as_object_mut().expect("an object");
            object.remove("schemas");
            object.remove("meta");
            let post = PatchOp::new([Operation { kind: OperationKind::Add, path: None, value: Some(body) }]);
            let mut resource = Resource::default();
            post.apply(&mut resource, &schemas, rules(profile)).unwrap_or_else(|error| panic!("{error}: {:#}", created.body));
            let after = applied(&resource.into_value(), &created.then, &schemas, profile);
            check(&case, &json!({}), &after, &schemas, true)?;
            let again = case.update(&after, profile).requests;
            prop_assert_eq!(again, Vec::<Value>::new(), "{:?} after {:#}", profile, after);
        }
    }

    #[test]
    fn a_group_has_the_members_that_its_mapping_gives(
        wanted in vec(sample::select(vec!["p0", "p1", "p2", "p3", "nobody"]), 0..5),
        has in option::of(vec(sample::select(vec!["a0", "a1", "x", "y"]), 0..5)),
        apply in apply(),
        knows_all in any::<bool>(),
    ) {
        let wanted: Vec<String> = wanted.into_iter().map(str::to_owned).collect();
        let mut case = Case::group(&[("displayName", "G")], &wanted)
            .knowing([("p0", "a0"), ("p1", "a1"), ("p2", "a2"), ("p3", "a3")]);
        case.accounts.all = knows_all;
        case.object.mappings[1].apply = apply;
        let mut group = json!({"displayName": "G"});
        let mut has: Option<Vec<String>> = has.map(|ids| ids.into_iter().map(str::to_owned).collect());
        if let Some(ids) = &mut has {
            ids.sort();
            ids.dedup();
            group["members"] = ids.iter().map(|id| json!({"value": id, "type": "User"})).collect();
        }
        let had = has.unwrap_or_default();
        for profile in PROFILES {
            let requests = case.update(&group, profile).requests;
            check_form(&requests, profile)?;
            let after = applied(&group, &requests, SchemaSet::of(ResourceKind::Group), profile);
            let members: Vec<&str> = (after["members"].as_array().into_iter().flatten())
                .filter_map(|member| member["value"].as_str())
                .collect();
            let known: Vec<String> = wanted.iter().filter(|id| *id != "nobody").map(|id| id.replace('p', "a")).collect();
            let is_kept = wanted.is_empty()
                || apply == Apply::OnCreate
                || (apply == Apply::WhenTargetEmpty && !had.is_empty());
            let may_remove = apply == Apply::Always && (knows_all || !wanted.contains(&"nobody".to_owned()));
            for id in &known {
                prop_assert!(is_kept || members.contains(&id.as_str()), "{} is missing: {:?}", id, members);
            }
            for id in &had {
                let stays = is_kept || !may_remove || known.contains(id);
                prop_assert_eq!(members.contains(&id.as_str()), stays, "{} in {:?}", id, members);
            }
            prop_assert!(members.iter().all(|id| had.iter().any(|had| had == id) || (!is_kept && known.iter().any(|known| known == id))));
            prop_assert_eq!(case.update(&after, profile).requests, Vec::<Value>::new());
        }
    }
}
