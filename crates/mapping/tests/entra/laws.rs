//! What holds for every file and every change of it.

use proptest::prelude::*;
use scimdesk_mapping::{
    entra::{ImportError, export, import},
    model::{Actions, Apply, AttributeType, MappingSource, Mappings, ObjectKind},
};
use serde_json::Value;

use super::{CUSTOM_APP, GALLERY_APP, direct, expression, json, read_in};

/// The places of all objects, but for those in the trees of expressions: a new expression has a new tree.
fn objects(value: &Value, place: String, into: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields.iter().filter(|(key, _)| *key != "parameters") {
                objects(value, format!("{place}/{key}"), into);
            }
            into.push(place);
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                objects(value, format!("{place}/{index}"), into);
            }
        }
        _ => {}
    }
}

/// A file with fields in it that nobody knows.
fn with_unknown_fields(text: &str, fields: &[(prop::sample::Index, String, Value)]) -> Value {
    let mut document = json(text);
    let mut places = Vec::new();
    objects(&document, String::new(), &mut places);
    for (place, name, value) in fields {
        let object = document
            .pointer_mut(place.get(&places[..]).as_str())
            .expect("an object");
        object[format!("x-{name}")] = value.clone();
    }
    document
}

fn unknown_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e300..1e300_f64).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::hash_map("[a-z]{1,4}", inner, 0..3).prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

/// A change of mappings that loses nothing of the file.
#[derive(Clone, Debug)]
enum Change {
    Default(prop::sample::Index, Option<String>),
    Matching(prop::sample::Index, Option<u32>),
    Apply(prop::sample::Index),
    Source(prop::sample::Index, MappingSource),
    Order(prop::sample::Index, prop::sample::Index),
    Target(prop::sample::Index, String),
    Name(String),
    Actions(bool, bool, bool),
    Attribute(prop::sample::Index, bool),
    FilterTitle(String),
    FilterValue(String),
}

fn change() -> impl Strategy<Value = Change> {
    let index = any::<prop::sample::Index>;
    let source = prop_oneof![
        "[a-zA-Z]{1,8}".prop_map(|name| direct(&name)),
        any::<String>().prop_map(|value| MappingSource::Constant { value }),
        Just(expression(r#"Join(", ", [surname], ToUpper([givenName]))"#)),
        Just(expression(r#"Switch([country], "x", "CH", "y")"#)),
        any::<String>().prop_map(|text| MappingSource::Expression {
            text: format!("no expression {text}")
        }),
    ];
    prop_oneof![
        (index(), prop::option::of("[ -~]{1,8}")).prop_map(|(at, value)| Change::Default(at, value)),
        (index(), prop::option::of(1..9_u32)).prop_map(|(at, value)| Change::Matching(at, value)),
        index().prop_map(Change::Apply),
        (index(), source).prop_map(|(at, source)| Change::Source(at, source)),
        (index(), index()).prop_map(|(one, other)| Change::Order(one, other)),
        (index(), "[a-z]{9,12}").prop_map(|(at, target)| Change::Target(at, target)),
        any::<String>().prop_map(Change::Name),
        any::<(bool, bool, bool)>().prop_map(|(create, update, delete)| Change::Actions(create, update, delete)),
        (index(), any::<bool>()).prop_map(|(at, flag)| Change::Attribute(at, flag)),
        any::<String>().prop_map(Change::FilterTitle),
        any::<String>().prop_map(Change::FilterValue),
    ]
}

fn make(change: &Change, mappings: &mut Mappings) {
    let users = &mut mappings.users;
    let count = users.mappings.len();
    if count == 0 || users.target.is_empty() || users.scope.iter().all(|group| group.clauses.is_empty()) {
        return;
    }
    match change {
        Change::Default(at, value) => users.mappings[at.index(count)].default_value.clone_from(value),
        Change::Matching(at, value) => users.mappings[at.index(count)].matching = *value,
        Change::Apply(at) => users.mappings[at.index(count)].apply = Apply::OnCreate,
        Change::Source(at, source) => {
            let mapping = &mut users.mappings[at.index(count)];
            // What nobody knows of a source is kept only for as long as there is one.
            if mapping.source != MappingSource::None {
                mapping.source = source.clone();
            }
        }
        Change::Order(one, other) => users.mappings.swap(one.index(count), other.index(count)),
        Change::Target(at, target) => users.mappings[at.index(count)].target.clone_from(target),
        Change::Name(name) => users.name.clone_from(name),
        Change::Actions(create, update, delete) => {
            users.actions = Actions {
                create: *create,
                update: *update,
                delete: *delete,
            };
        }
        Change::Attribute(at, flag) => {
            let count = users.target.len();
            let definition = &mut users.target[at.index(count)];
            definition.required = *flag;
            // A type that nobody knows is read as text, and text is what it becomes again.
            if definition.kind != AttributeType::String {
                definition.kind = AttributeType::Integer;
            }
        }
        Change::FilterTitle(title) => users.scope[0].title.clone_from(title),
        Change::FilterValue(value) => {
            for clause in users.scope.iter_mut().flat_map(|group| &mut group.clauses) {
                if clause.operator.takes_value() {
                    clause.value = Some(value.clone());
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_file_with_unknown_fields_goes_out_as_it_came_in(
        gallery in any::<bool>(),
        fields in prop::collection::vec((any::<prop::sample::Index>(), "[a-z]{1,6}", unknown_value()), 0..12),
    ) {
        let document = with_unknown_fields(if gallery { GALLERY_APP } else { CUSTOM_APP }, &fields);
        let text = document.to_string();
        let mappings = read_in(&text).mappings;
        prop_assert_eq!(json(&export(&mappings, Some(&text)).expect("written").text), document);
    }

    #[test]
    fn what_is_written_reads_back_and_changing_back_restores_the_file(
        gallery in any::<bool>(),
        fields in prop::collection::vec((any::<prop::sample::Index>(), "[a-z]{1,6}", unknown_value()), 0..12),
        change in change(),
    ) {
        let document = with_unknown_fields(if gallery { GALLERY_APP } else { CUSTOM_APP }, &fields);
        let text = document.to_string();
        let before = read_in(&text).mappings;
        let mut after = before.clone();
        make(&change, &mut after);

        let written = export(&after, Some(&text)).expect("written").text;
        let read = read_in(&written).mappings;
        for kind in ObjectKind::ALL {
            prop_assert_eq!(read.of(kind), after.of(kind));
        }
        let back = export(&before, Some(&written)).expect("written").text;
        prop_assert_eq!(json(&back), document);
    }

    #[test]
    fn a_file_with_any_of_its_values_replaced_is_refused_or_can_be_changed(
        gallery in any::<bool>(),
        place in any::<prop::sample::Index>(),
        field in any::<prop::sample::Index>(),
        value in unknown_value(),
        change in change(),
    ) {
        let mut document = json(if gallery { GALLERY_APP } else { CUSTOM_APP });
        let mut places = Vec::new();
        objects(&document, String::new(), &mut places);
        let object = document.pointer_mut(place.get(&places[..]).as_str()).expect("an object");
        let fields = object.as_object_mut().expect("an object");
        let at = field.index(fields.len().max(1));
        if let Some(old) = fields.values_mut().nth(at) {
            *old = value;
        }
        let text = document.to_string();
        match import(&text) {
            Ok(imported) => {
                let written = export(&imported.mappings, Some(&text)).expect("written").text;
                prop_assert_eq!(json(&written), document);
                let mut after = imported.mappings;
                make(&change, &mut after);
                let written = export(&after, Some(&text)).expect("written").text;
                prop_assert_eq!(read_in(&written).mappings.users, after.users);
            }
            Err(error) => prop_assert!(ImportError::CODES.contains(&error.code()), "{error}"),
        }
    }
}
