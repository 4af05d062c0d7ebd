//! What holds for every filter, every path, every resource and every patch.

use proptest::{option, prelude::*};
use scimdesk_scim::{
    filter::Filter,
    patch::{Changed, PatchOp, PatchRules},
    path::{AttributePath, PatchPath},
    resource::{Resource, ResourceKind},
    schema::SchemaSet,
};
use serde_json::{Value, json};

use crate::strategies;

fn read(value: Value) -> Resource {
    Resource::from_value(value).expect("an object")
}

fn operation(op: &str, path: &str, value: &Value) -> PatchOp {
    PatchOp::from_value(&json!({"Operations": [{"op": op, "path": path, "value": value}]})).expect("a patch")
}

/// Text that is nearly a filter.
fn nearly_a_filter() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "userName",
            "emails",
            "urn:x:2.0:User:",
            ".",
            "[",
            "]",
            "(",
            ")",
            "\"",
            "\\",
            "eq",
            "pr",
            "and",
            "or",
            "not",
            "true",
            "null",
            "1e5",
            "-",
            " ",
            "\t",
            "é",
            "😀",
            "\\u",
            "d83d",
            "\"x\"",
            "type eq \"work\"",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,3}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn a_written_filter_reads_back_as_the_same_filter(filter in strategies::filter()) {
        let text = filter.to_string();
        prop_assert_eq!(Filter::parse(&text), Ok(filter), "{}", text);
    }

    #[test]
    fn a_written_path_reads_back_as_the_same_path(
        mut attribute in strategies::attribute_path(),
        filter in option::of(strategies::element_filter()),
    ) {
        let text = attribute.to_string();
        prop_assert_eq!(AttributePath::parse(&text), Ok(attribute.clone()), "{}", text);
        if filter.is_some() {
            attribute.sub = Some("value".to_owned());
        }
        let path = PatchPath { attribute, filter };
        let text = path.to_string();
        prop_assert_eq!(PatchPath::parse(&text), Ok(path), "{}", text);
    }

    #[test]
    fn no_text_overturns_the_parser(text in prop_oneof![nearly_a_filter(), any::<String>()]) {
        let columns = 1..=text.chars().count() + 1;
        match Filter::parse(&text) {
            Ok(filter) => {
                let written = filter.to_string();
                prop_assert_eq!(Filter::parse(&written), Ok(filter), "{:?} was written {:?}", text, written);
            }
            Err(error) => prop_assert!(columns.contains(&error.column), "{}", error),
        }
        if let Err(error) = PatchPath::parse(&text) {
            prop_assert!(columns.contains(&error.column), "{}", error);
        }
    }

    #[test]
    fn every_filter_decides_about_every_resource(
        one in strategies::filter(),
        other in strategies::filter(),
        object in strategies::object(),
    ) {
        let resource = Resource::from(object);
        let matches = |filter: &Filter| filter.matches(&resource, SchemaSet::core());
        prop_assert_eq!(matches(&Filter::Not(Box::new(one.clone()))), !matches(&one));
        prop_assert_eq!(matches(&one.clone().and(other.clone())), matches(&one) && matches(&other));
        prop_assert_eq!(matches(&one.clone().or(other.clone())), matches(&one) || matches(&other));
        prop_assert_eq!(matches(&one.clone().without_tail()), matches(&one), "{}", one);
    }

    #[test]
    fn what_a_built_filter_asks_for_it_finds(value in any::<String>()) {
        let filter = Filter::eq(AttributePath::new("externalId"), value.as_str());
        let filter = Filter::parse(&filter.to_string()).expect("a filter");
        let with = |value: String| read(json!({"externalId": value}));
        prop_assert!(filter.matches(&with(value.clone()), SchemaSet::core()));
        prop_assert!(!filter.matches(&with(value + "x"), SchemaSet::core()));
    }

    #[test]
    fn a_resource_reads_back_as_it_was_written(object in strategies::object()) {
        let resource = Resource::from(object);
        let text = serde_json::to_string(&resource).expect("JSON");
        let read_back = Resource::from_json(&text).expect("a resource");
        prop_assert_eq!(serde_json::to_string(&read_back).expect("JSON"), text);
    }

    #[test]
    fn every_view_looks_at_every_object(object in strategies::object()) {
        let resource = Resource::from(object);
        let user = resource.as_user();
        let _ = (user.best_name(), user.primary_email(), user.addresses(), user.groups(), resource.meta());
        let _ = (user.enterprise().map(|e| e.manager()), resource.as_group().members(), resource.schemas());
    }

    #[test]
    fn every_patch_applies_or_leaves_everything_as_it_was(
        object in strategies::object(),
        op in prop::sample::select(vec!["add", "remove", "replace"]),
        path in option::of((strategies::attribute_path(), option::of(strategies::element_filter()))),
        value in option::of(strategies::json()),
        lenient in any::<bool>(),
    ) {
        let mut operation = json!({"op": op});
        if let Some((mut attribute, filter)) = path {
            if filter.is_some() {
                attribute.sub = None;
            }
            operation["path"] = PatchPath { attribute, filter }.to_string().into();
        }
        if let Some(value) = value {
            operation["value"] = value;
        }
        let patch = PatchOp::from_value(&json!({"Operations": [operation]})).expect("a patch");
        prop_assert_eq!(PatchOp::from_value(&patch.to_value()), Ok(patch.clone()));
        let rules = if lenient { PatchRules::LENIENT } else { PatchRules::STRICT };
        let before = Resource::from(object);
        let mut after = before.clone();
        match patch.apply(&mut after, SchemaSet::of(ResourceKind::User), rules) {
            Ok(Changed::Yes) => prop_assert_ne!(&after, &before),
            Ok(Changed::No) => prop_assert_eq!(&after, &before),
            Err(error) => {
                prop_assert_eq!(&after, &before);
                prop_assert_eq!(error.operation, Some(1));
            }
        }
    }

    #[test]
    fn replacing_twice_is_replacing_once(user in strategies::user(), (path, value) in strategies::fitting_value()) {
        let schemas = SchemaSet::of(ResourceKind::User);
        let mut user = read(user);
        for op in ["replace", "add"] {
            let patch = operation(op, path, &value);
            patch.apply(&mut user, schemas, PatchRules::LENIENT).expect("the value fits");
            let once = user.clone();
            let again = patch.apply(&mut user, schemas, PatchRules::LENIENT);
            prop_assert_eq!(again, Ok(Changed::No), "{} {}", op, path);
            prop_assert_eq!(&user, &once);
        }
    }

    #[test]
    fn adding_then_removing_leaves_what_was_there(user in strategies::user(), value in "[a-z]{1,8}@new\\.example") {
        let schemas = SchemaSet::of(ResourceKind::User);
        let before = read(user);
        let mut user = before.clone();
        let added = json!([{"value": value, "type": "other"}]);
        let changed = operation("add", "emails", &added).apply(&mut user, schemas, PatchRules::STRICT);
        prop_assert_eq!(changed, Ok(Changed::Yes));
        let path = format!("emails[value eq \"{value}\"]");
        let changed = operation("remove", &path, &Value::Null).apply(&mut user, schemas, PatchRules::STRICT);
        prop_assert_eq!(changed, Ok(Changed::Yes));
        prop_assert_eq!(user, before);
    }

    #[test]
    fn a_patch_touches_nothing_but_its_target(user in strategies::user(), (path, value) in strategies::fitting_value()) {
        let before = read(user);
        let mut user = before.clone();
        operation("replace", path, &value)
            .apply(&mut user, SchemaSet::of(ResourceKind::User), PatchRules::LENIENT)
            .expect("the value fits");
        let target = path.split(['.', '[']).next().unwrap_or(path);
        for (name, value) in before.as_object() {
            if name != target && name != "schemas" {
                prop_assert_eq!(user.get(name), Some(value), "{}", name);
            }
        }
    }

    #[test]
    fn at_most_one_value_is_primary(
        user in strategies::user(),
        patches in prop::collection::vec((any::<bool>(), "[a-c]@example\\.com", any::<bool>()), 1..6),
    ) {
        let mut user = read(user);
        for (by_filter, value, primary) in patches {
            let patch = if by_filter {
                operation("replace", &format!("emails[value eq \"{value}\" and type eq \"work\"].primary"), &json!(primary))
            } else {
                operation("add", "emails", &json!([{"value": value, "type": "work", "primary": primary}]))
            };
            patch
                .apply(&mut user, SchemaSet::of(ResourceKind::User), PatchRules::LENIENT)
                .expect("the value fits");
        }
        let primaries = user.as_user().emails().unwrap_or_default().iter().filter(|email| email.primary == Some(true)).count();
        prop_assert!(primaries <= 1);
    }
}
