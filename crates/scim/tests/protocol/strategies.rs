//! Arbitrary filters, resources and patches.

use proptest::{collection::vec, option, prelude::*};
use scimdesk_scim::{
    filter::{Filter, Literal, Operator, Tail},
    path::AttributePath,
};
use serde_json::{Map, Number, Value};

pub(crate) fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "userName",
            "USERNAME",
            "displayName",
            "active",
            "emails",
            "value",
            "type",
            "primary",
            "name",
            "givenName",
            "id",
            "meta",
            "title",
            "externalId",
            "members",
            "manager",
            "department",
            "schemas",
            "groups",
            "and",
            "or",
            "pr",
        ])
        .prop_map(str::to_owned),
        "[a-zA-Z$_][a-zA-Z0-9_-]{0,8}",
    ]
    // `not` begins a negation, and cannot be told from a name.
    .prop_filter("a reserved word", |name| !name.eq_ignore_ascii_case("not"))
}

fn urn() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User".to_owned()),
        Just("urn:ietf:params:scim:schemas:core:2.0:User".to_owned()),
        "urn:[a-z0-9.-]{1,8}(:[a-zA-Z0-9.]{1,6}){0,3}",
    ]
}

pub(crate) fn attribute_path() -> impl Strategy<Value = AttributePath> {
    (option::weighted(0.2, urn()), name(), option::weighted(0.3, name()))
        .prop_map(|(schema, name, sub)| AttributePath { schema, name, sub })
}

pub(crate) fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        any::<String>().prop_map(Literal::Text),
        prop::sample::select(vec!["work", "True", "2011-05-13T04:42:34Z", "12", ""]).prop_map(Literal::from),
        any::<i64>().prop_map(Literal::from),
        any::<f64>()
            .prop_filter_map("a JSON number", Number::from_f64)
            .prop_map(Literal::Number),
        any::<bool>().prop_map(Literal::from),
        Just(Literal::Null),
    ]
}

/// An operator, and a value that it takes.
fn test() -> impl Strategy<Value = (Operator, Literal)> {
    (prop::sample::select(Operator::ALL.to_vec()), literal()).prop_map(|(operator, literal)| match literal {
        Literal::Bool(_) | Literal::Null if operator.is_ordering() => (Operator::Equal, literal),
        _ => (operator, literal),
    })
}

fn tail() -> impl Strategy<Value = Tail> {
    (name(), option::of(test())).prop_map(|(attribute, test)| match test {
        Some((operator, value)) => Tail::Compare {
            attribute,
            operator,
            value,
        },
        None => Tail::Present { attribute },
    })
}

fn nested(leaf: BoxedStrategy<Filter>) -> impl Strategy<Value = Filter> {
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(Filter::And),
            vec(inner.clone(), 2..4).prop_map(Filter::Or),
            inner.prop_map(|filter| Filter::Not(Box::new(filter))),
        ]
    })
}

fn simple() -> impl Strategy<Value = Filter> {
    (attribute_path(), option::weighted(0.8, test())).prop_map(|(path, test)| match test {
        Some((operator, value)) => Filter::Compare { path, operator, value },
        None => Filter::Present(path),
    })
}

/// A filter that may stand in brackets.
pub(crate) fn element_filter() -> impl Strategy<Value = Filter> {
    nested(simple().boxed())
}

pub(crate) fn filter() -> impl Strategy<Value = Filter> {
    let value_path = (attribute_path(), element_filter(), option::of(tail())).prop_map(|(mut path, filter, tail)| {
        path.sub = None;
        Filter::ValuePath {
            path,
            filter: Box::new(filter),
            tail,
        }
    });
    nested(prop_oneof![3 => simple(), 1 => value_path].boxed())
}

/// Any JSON, with names that a user may have.
pub(crate) fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::sample::select(vec!["work", "True", "a@example.com", "2011-05-13T04:42:34Z", ""]).prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            object_of(inner).prop_map(Value::Object),
        ]
    })
}

fn object_of(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Map<String, Value>> {
    let key = (option::weighted(0.1, urn()), name()).prop_map(|(urn, name)| urn.unwrap_or(name));
    vec((key, value), 0..5).prop_map(|members| members.into_iter().collect())
}

pub(crate) fn object() -> impl Strategy<Value = Map<String, Value>> {
    object_of(json())
}

/// A user as a server would have it: known attributes in their types, and some that nobody knows.
pub(crate) fn user() -> impl Strategy<Value = Value> {
    let multi = vec(
        (
            "[a-c]@example\\.com",
            option::of(prop::sample::select(vec!["work", "home", "other"])),
        ),
        1..4,
    )
    .prop_map(|values| {
        let mut seen = Vec::new();
        for (value, kind) in values {
            let mut element = serde_json::json!({"value": value});
            if let Some(kind) = kind {
                element["type"] = kind.into();
            }
            if !seen.contains(&element) {
                seen.push(element);
            }
        }
        Value::from(seen)
    });
    (
        "[a-z]{1,8}",
        option::of(any::<bool>()),
        option::of("[A-Za-z ]{1,12}"),
        option::of(multi),
        option::of("[A-Z][a-z]{0,8}"),
        vec(("x-[a-z]{1,6}", json()), 0..3),
    )
        .prop_map(|(user_name, active, title, emails, given_name, unknown)| {
            let mut user = serde_json::json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1"});
            user["userName"] = user_name.into();
            if let Some(active) = active {
                user["active"] = active.into();
            }
            if let Some(title) = title {
                user["title"] = title.into();
            }
            if let Some(emails) = emails {
                user["emails"] = emails;
            }
            if let Some(given_name) = given_name {
                user["name"] = serde_json::json!({"givenName": given_name});
            }
            for (name, value) in unknown {
                user[name] = value;
            }
            user
        })
}

/// An operation that fits a user.
pub(crate) fn fitting_value() -> impl Strategy<Value = (&'static str, Value)> {
    let text = "[A-Za-z]{1,8}";
    prop_oneof![
        any::<bool>().prop_map(|value| ("active", Value::from(value))),
        text.prop_map(|value| ("title", Value::from(value))),
        text.prop_map(|value| ("name.familyName", Value::from(value))),
        text.prop_map(|value| ("name", serde_json::json!({"familyName": value}))),
        text.prop_map(|value| ("emails[type eq \"work\"].value", Value::from(value))),
        text.prop_map(|value| (
            "emails[type eq \"work\"]",
            serde_json::json!({"type": "work", "value": value})
        )),
        text.prop_map(|value| ("emails", serde_json::json!([{"value": value, "type": "new"}]))),
        text.prop_map(|value| ("phoneNumbers", serde_json::json!([{"value": value, "primary": true}]))),
        text.prop_map(|value| {
            (
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
                Value::from(value),
            )
        }),
        text.prop_map(|value| ("manager", Value::from(value))),
    ]
}
