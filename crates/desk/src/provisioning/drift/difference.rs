//! What an account has beside what was written to it last.
//!
//! [`AccountLink::written`](scimdesk_store::AccountLink::written) is a JSON object: the value of each target attribute as the app had it
//! when Scimdesk had last written or read it back, `null` for none. An attribute that is not in it was not written.

use std::collections::{BTreeSet, HashMap};

use scimdesk_mapping::model::{AttributeDefinition, AttributeType, ObjectKind, ObjectMapping};
use scimdesk_scim::resource::Resource;
use serde_json::{Map, Value};

use crate::preview::{Place, to_json};

/// The places of the target attributes that mappings fill.
pub(super) struct Places {
    targets: HashMap<String, (Place, AttributeDefinition)>,
}

/// An attribute that was changed at the app.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Difference {
    /// As it was written.
    pub(super) target: String,
    pub(super) was: Value,
    pub(super) is: Value,
    /// Whether the values are ids of other objects at the app.
    pub(super) is_reference: bool,
}

impl Places {
    pub(super) fn new(kind: ObjectKind, object: &ObjectMapping) -> Self {
        let place = |target: &str| {
            let definition = object.target_definition(target).cloned().unwrap_or_default();
            (Place::new(kind, target), definition)
        };
        Self {
            targets: (object.mappings.iter())
                .map(|mapping| (mapping.target.to_lowercase(), place(&mapping.target)))
                .collect(),
        }
    }

    /// What differs, by target. What no mapping fills any more is nobody's to compare.
    pub(super) fn compare(&self, written: &Map<String, Value>, account: &Resource) -> Vec<Difference> {
        (written.iter())
            .filter_map(|(target, was)| {
                let (place, definition) = self.targets.get(&target.to_lowercase())?;
                let is = (place.read(account, definition)).map_or(Value::Null, |value| to_json(&value));
                (texts(was) != texts(&is)).then(|| Difference {
                    target: target.clone(),
                    was: was.clone(),
                    is,
                    is_reference: definition.kind == AttributeType::Reference,
                })
            })
            .collect()
    }
}

/// What was written, as it is kept. Text that cannot be read says nothing about any attribute.
pub(super) fn written(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}

impl Difference {
    /// Both values as people read them; of lists what went and what came, since the rest is the same. `name` knows what an id stands
    /// for.
    pub(super) fn shown(&self, name: impl Fn(&str) -> Option<String>) -> (Option<String>, Option<String>) {
        let (was, is) = (texts(&self.was), texts(&self.is));
        let (went, came): (Vec<&String>, Vec<&String>) = if self.was.is_array() || self.is.is_array() {
            (was.difference(&is).collect(), is.difference(&was).collect())
        } else {
            (was.iter().collect(), is.iter().collect())
        };
        let shown = |texts: Vec<&String>| {
            let named = |text: &String| {
                let name = self.is_reference.then(|| name(text)).flatten();
                name.unwrap_or_else(|| text.clone())
            };
            (!texts.is_empty()).then(|| texts.into_iter().map(named).collect::<Vec<_>>().join(", "))
        };
        (shown(went), shown(came))
    }
}

/// The values as text, in no order: servers return lists as they like.
fn texts(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Null => BTreeSet::new(),
        Value::String(text) if text.is_empty() => BTreeSet::new(),
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::String(text) => BTreeSet::from([text.clone()]),
        other => BTreeSet::from([other.to_string()]),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn difference(was: Value, is: Value, is_reference: bool) -> Difference {
        Difference {
            target: "members".into(),
            was,
            is,
            is_reference,
        }
    }

    #[test]
    fn values_are_compared_whatever_their_order_and_form() {
        for (was, is, same) in [
            (json!("a"), json!("a"), true),
            (json!("a"), json!("A"), false),
            (json!(["a", "b"]), json!(["b", "a"]), true),
            (json!(["a"]), json!("a"), true),
            (json!(true), json!("true"), true),
            (json!(12), json!("12"), true),
            (json!(null), json!(""), true),
            (json!(null), json!([]), true),
            (json!(null), json!(false), false),
        ] {
            assert_eq!(texts(&was) == texts(&is), same, "{was} {is}");
        }
    }

    #[test]
    fn of_a_list_what_went_and_what_came_is_shown_by_name() {
        let name = |id: &str| (id == "7").then(|| String::from("Amélie"));
        let list = difference(json!(["1", "7"]), json!(["1", "9"]), true);
        assert_eq!(list.shown(name), (Some("Amélie".into()), Some("9".into())));
        let text = difference(json!("7"), Value::Null, false);
        assert_eq!(text.shown(name), (Some("7".into()), None));
    }
}
