//! What an account has beside what was written to it last.

use std::collections::BTreeSet;

use scimdesk_mapping::model::{AttributeDefinition, AttributeType, ObjectKind, ObjectMapping};
use scimdesk_scim::resource::Resource;
use serde_json::Value;

use crate::{
    preview::{Place, to_json},
    provisioning::planner::{Written, is_secret},
};

/// The places of the target attributes that mappings fill, but for secrets and for lists of references, which are not kept as written.
pub(super) struct Places(Vec<Target>);

struct Target {
    name: String,
    place: Place,
    definition: AttributeDefinition,
}

/// An attribute that was changed at the app.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Difference {
    pub(super) target: String,
    /// As it was written.
    pub(super) was: Value,
    pub(super) is: Value,
    /// Whether the value is the id of another object at the app.
    pub(super) is_reference: bool,
}

impl Places {
    pub(super) fn new(kind: ObjectKind, object: &ObjectMapping) -> Self {
        let targets = object.mappings.iter().filter_map(|mapping| {
            let definition = object.target_definition(&mapping.target).cloned().unwrap_or_default();
            let is_list = definition.kind == AttributeType::Reference && definition.multi_valued;
            (!is_list && !is_secret(&mapping.target)).then(|| Target {
                name: mapping.target.clone(),
                place: Place::new(kind, &mapping.target),
                definition,
            })
        });
        Self(targets.collect())
    }

    /// What differs, by target. Of an account to which nothing was written yet nothing differs. `knows_all`: the mappings are those by
    /// which it was written, so that what was not written is what the account did not have; else it may be that no mapping filled it.
    pub(super) fn compare(&self, written: &Written, account: &Resource, knows_all: bool) -> Vec<Difference> {
        if written.values.is_empty() {
            return Vec::new();
        }
        (self.0.iter())
            .filter_map(|target| {
                let was = match written.values.get(&target.name) {
                    Some(was) => was.clone(),
                    None if knows_all => Value::Null,
                    None => return None,
                };
                let is = (target.place.read(account, &target.definition)).map_or(Value::Null, |value| to_json(&value));
                (texts(&was) != texts(&is)).then(|| Difference {
                    target: target.name.clone(),
                    was,
                    is,
                    is_reference: target.definition.kind == AttributeType::Reference,
                })
            })
            .collect()
    }
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
