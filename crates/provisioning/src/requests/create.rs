//! The `POST` that makes an object.

use scimdesk_mapping::{
    flow::{Flow, FlowResult, TargetValue},
    model::{ObjectKind, RequestProfile},
};
use scimdesk_scim::{
    json::{self, Object},
    resource::ResourceKind,
    schema::ENTERPRISE_USER_SCHEMA,
};
use serde_json::{Value, json};

use super::{
    Created, Note, Reason, References, form, list,
    place::{Place, Shape, element_in},
    references::{Planned, is_reference},
    roles,
};

/// The request that makes an object, and those that follow it. `flows` are what the mappings give for it.
pub fn create(object: ObjectKind, flows: &[Flow<'_>], profile: RequestProfile, references: &dyn References) -> Created {
    let mut draft = Draft {
        kind: kind_of(object),
        profile,
        attributes: Object::new(),
        extensions: Object::new(),
    };
    let mut planned = Planned::new(profile, references, None);
    let mut notes = Vec::new();
    for flow in flows {
        if let Err(reason) = draft.take(flow, &mut planned) {
            notes.push(Note {
                target: flow.mapping.target.clone(),
                reason,
            });
        }
    }
    let (then, unresolved) = planned.finish();
    notes.extend(unresolved);
    Created {
        body: draft.finish(),
        then,
        notes,
    }
}

pub(super) fn kind_of(object: ObjectKind) -> ResourceKind {
    match object {
        ObjectKind::User => ResourceKind::User,
        ObjectKind::Group => ResourceKind::Group,
    }
}

struct Draft {
    kind: ResourceKind,
    profile: RequestProfile,
    attributes: Object,
    extensions: Object,
}

impl Draft {
    fn take(&mut self, flow: &Flow<'_>, references: &mut Planned<'_>) -> Result<(), Reason> {
        if let FlowResult::Failed(error) = &flow.result {
            return Err(Reason::Failed(error.clone()));
        }
        let definition = &*flow.definition;
        let place = Place::of(&flow.mapping.target, self.kind, definition, self.profile)?;
        let Some(value) = flow.on_create().filter(|value| !value.is_blank()) else {
            let is_required = definition.required || place.schema.is_some_and(|schema| schema.required);
            return if is_required {
                Err(Reason::RequiredMissing)
            } else {
                Ok(())
            };
        };
        if is_reference(flow) {
            return references.take(flow, &place);
        }
        self.put(&place, &value)
    }

    fn put(&mut self, place: &Place, value: &TargetValue) -> Result<(), Reason> {
        let failed = Reason::Failed;
        match place.shape {
            Shape::Whole => {
                let value = form::whole(form::single(value, place).map_err(failed)?, place);
                insert(self.container(place), place.name(), value);
            }
            Shape::Part => {
                let value = form::single(value, place).map_err(failed)?;
                let whole = self.container(place).entry(place.name()).or_insert_with(|| json!({}));
                let whole = whole.as_object_mut().ok_or(Reason::TargetUnusable)?;
                insert(whole, place.sub(), value);
            }
            Shape::Element | Shape::EveryElement => {
                let value = form::single(value, place).map_err(failed)?;
                let label = place.new_element().ok_or(Reason::TargetUnusable)?;
                insert(element_in(self.list(place)?, label), place.sub(), value);
            }
            Shape::Values => {
                let values = list::new(value, place, self.profile);
                if !values.is_empty() {
                    self.list(place)?.extend(values);
                }
            }
        }
        Ok(())
    }

    fn container(&mut self, place: &Place) -> &mut Object {
        let Some(urn) = &place.urn else {
            return &mut self.attributes;
        };
        let urn = json::spelling(&self.extensions, urn).unwrap_or(urn).to_owned();
        let extension = self.extensions.entry(urn).or_insert_with(|| json!({}));
        extension.as_object_mut().expect("extensions hold objects alone")
    }

    fn list(&mut self, place: &Place) -> Result<&mut Vec<Value>, Reason> {
        let list = self.container(place).entry(place.name()).or_insert_with(|| json!([]));
        list.as_array_mut().ok_or(Reason::TargetUnusable)
    }

    fn finish(mut self) -> Value {
        let is_entra = self.profile != RequestProfile::Rfc7644;
        self.extensions.retain(|_, extension| json::is_assigned(extension));
        let mut schemas = vec![self.kind.schema().to_owned()];
        if is_entra && self.kind == ResourceKind::User {
            schemas.push(ENTERPRISE_USER_SCHEMA.to_owned());
        } else if !is_entra {
            schemas.extend(self.extensions.keys().cloned());
        }
        let mut whole = Object::new();
        whole.insert("schemas".to_owned(), schemas.into());
        if is_entra {
            entra_labels(&mut self.attributes);
        }
        whole.extend(self.attributes);
        whole.extend(self.extensions);
        if is_entra {
            whole.insert("meta".to_owned(), json!({"resourceType": self.kind.name()}));
        }
        Value::Object(whole)
    }
}

fn insert(object: &mut Object, name: &str, value: Value) {
    let name = json::spelling(object, name).unwrap_or(name).to_owned();
    object.insert(name, value);
}

/// Attributes of which Entra marks the `work` value as the preferred one.
const PREFERS_WORK: [&str; 2] = ["emails", "phoneNumbers"];

/// Adds what Entra writes into typed values without being asked: which one is preferred, and the type of its roles.
fn entra_labels(attributes: &mut Object) {
    for (name, value) in attributes.iter_mut() {
        let Value::Array(elements) = value else { continue };
        let is_marked = elements.iter().any(|element| element.get("primary").is_some());
        for element in elements.iter_mut().filter_map(Value::as_object_mut) {
            match element.get("type").and_then(Value::as_str) {
                Some(label) if !is_marked => {
                    let is_primary = label.eq_ignore_ascii_case("work") && PREFERS_WORK.contains(&name.as_str());
                    element.insert("primary".to_owned(), Value::Bool(is_primary));
                }
                None if name == "roles" && element.contains_key("primary") => {
                    element.insert("type".to_owned(), roles::TYPE.into());
                }
                _ => {}
            }
        }
    }
}
