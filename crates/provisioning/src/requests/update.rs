//! The `PATCH`es that bring an object in line.

use scimdesk_mapping::{
    flow::{Flow, FlowResult, Sent, TargetValue},
    model::{Apply, ObjectKind, RequestProfile},
};
use scimdesk_scim::{
    json,
    lookup::Found,
    path::PatchPath,
    resource::{Resource, ResourceKind},
    schema::Returned,
};
use serde_json::Value;

use super::{
    Note, Reason, References, Updated,
    create::kind_of,
    form, list,
    operations::{Change, body},
    place::{Place, Shape, element_in},
    references::{Planned, is_reference},
};

/// The requests that bring `account`, as the server last showed it, in line with `flows`, which are what the mappings give for it.
pub fn update(
    object: ObjectKind,
    flows: &[Flow<'_>],
    account: &Resource,
    profile: RequestProfile,
    references: &dyn References,
) -> Updated {
    let mut changes = Changes {
        kind: kind_of(object),
        profile,
        account,
        attributes: Vec::new(),
        new_elements: Vec::new(),
        set_elements: Vec::new(),
        cleared_elements: Vec::new(),
        deactivation: None,
    };
    let mut planned = Planned::new(profile, references, Some(account));
    let mut notes = Vec::new();
    for flow in flows {
        if let Err(reason) = changes.take(flow, &mut planned) {
            notes.push(Note {
                target: flow.mapping.target.clone(),
                reason,
            });
        }
    }
    let (references, unresolved) = planned.finish();
    notes.extend(unresolved);
    Updated {
        requests: changes.finish(references),
        notes,
    }
}

struct Changes<'r> {
    kind: ResourceKind,
    profile: RequestProfile,
    account: &'r Resource,
    attributes: Vec<Change>,
    /// Values that lists lack, by the list's path. Only where they are added whole.
    new_elements: Vec<(PatchPath, Vec<Value>)>,
    /// The values of which a part is written.
    set_elements: Vec<PatchPath>,
    /// Parts of values that go.
    cleared_elements: Vec<Place>,
    deactivation: Option<Change>,
}

impl Changes<'_> {
    fn take(&mut self, flow: &Flow<'_>, references: &mut Planned<'_>) -> Result<(), Reason> {
        if flow.mapping.apply == Apply::OnCreate {
            return Ok(());
        }
        if let FlowResult::Failed(error) = &flow.result {
            return Err(Reason::Failed(error.clone()));
        }
        let definition = &*flow.definition;
        let place = Place::of(&flow.mapping.target, self.kind, definition, self.profile)?;
        let found = place.find(self.account);
        let sent = sent(flow, &place, &found);
        if sent != Sent::Nothing && (place.schema).is_some_and(|schema| schema.returned == Returned::Never) {
            return Err(Reason::NeverReturned);
        }
        if sent == Sent::Remove {
            let is_whole = matches!(place.shape, Shape::Whole | Shape::Values);
            if definition.required || (is_whole && place.schema.is_some_and(|schema| schema.required)) {
                return Err(Reason::RequiredKept);
            }
        }
        if is_reference(flow) {
            return references.take(flow, &place);
        }
        match sent {
            Sent::Nothing => {}
            Sent::Remove => self.clear(place),
            Sent::Add(value) if place.shape == Shape::Values => {
                self.attributes
                    .extend(list::added(&place, &found, &value, self.profile));
            }
            Sent::Replace(value) if place.shape == Shape::Values => {
                let changes = list::replaced(&place, &found, &value, definition, self.profile);
                self.attributes.extend(changes);
            }
            Sent::Add(value) | Sent::Replace(value) => self.single(&place, &found, &value)?,
        }
        Ok(())
    }

    fn single(&mut self, place: &Place, found: &Found<'_>, value: &TargetValue) -> Result<(), Reason> {
        let value = form::single(value, place).map_err(Reason::Failed)?;
        let has_value = found.values.iter().any(|value| json::is_assigned(value));
        let is_element = matches!(place.shape, Shape::Element | Shape::EveryElement);
        if is_element && found.elements.is_empty() {
            let label = place.new_element().ok_or(Reason::TargetUnusable)?;
            // A server makes no value for a filter that matches none (RFC 7644 §3.5.2.3), unless it is used to Entra.
            if self.profile == RequestProfile::Rfc7644 {
                let element = element_in(self.new_elements_of(place.whole_path()), label);
                element.insert(place.sub().to_owned(), value);
                return Ok(());
            }
        }
        if is_element {
            self.set_elements.push(place.element_path());
        }
        let is_active = self.kind == ResourceKind::User && place.is_core("active");
        let is_off = value == Value::Bool(false);
        let change = Change::set(place.path.clone(), form::whole(value, place), has_value);
        match (is_active, is_off) {
            (true, true) => self.deactivation = Some(change.apart()),
            (true, false) => self.attributes.insert(0, change),
            (false, _) => self.attributes.push(change),
        }
        Ok(())
    }

    fn new_elements_of(&mut self, path: PatchPath) -> &mut Vec<Value> {
        let known = (self.new_elements.iter()).position(|(other, _)| other.attribute.same_as(&path.attribute));
        let at = known.unwrap_or_else(|| {
            self.new_elements.push((path, Vec::new()));
            self.new_elements.len() - 1
        });
        &mut self.new_elements[at].1
    }

    fn clear(&mut self, place: Place) {
        if place.shape == Shape::Element && self.profile == RequestProfile::Rfc7644 {
            self.cleared_elements.push(place);
        } else {
            self.attributes.push(Change::remove(place.path));
        }
    }

    /// Values of which nothing but their labels would be left go as wholes.
    fn clear_elements(&mut self) {
        for place in &self.cleared_elements {
            let path = place.element_path();
            let together: Vec<&str> = (self.cleared_elements.iter())
                .filter(|other| other.element_path() == path)
                .map(Place::sub)
                .collect();
            let is_label = |name: &str| place.is_label(name) || ["type", "primary"].contains(&name);
            let goes = |name: &str| is_label(name) || together.iter().any(|sub| sub.eq_ignore_ascii_case(name));
            let is_emptied = |element: &&Value| {
                let object = element.as_object();
                object.is_none_or(|object| {
                    object
                        .iter()
                        .all(|(name, value)| goes(name) || !json::is_assigned(value))
                })
            };
            let is_whole =
                !self.set_elements.contains(&path) && place.find(self.account).elements.iter().all(is_emptied);
            if !is_whole {
                self.attributes.push(Change::remove(place.path.clone()));
            } else if together.first() == Some(&place.sub()) {
                self.attributes.push(Change::remove(path));
            }
        }
    }

    fn finish(mut self, references: Vec<Value>) -> Vec<Value> {
        self.clear_elements();
        let new_elements = std::mem::take(&mut self.new_elements);
        self.attributes
            .extend(new_elements.into_iter().map(|(path, values)| Change::add(path, values)));
        let mut requests: Vec<Value> = body(&self.attributes, self.profile).into_iter().collect();
        requests.extend(references);
        requests.extend(body(self.deactivation.as_slice(), self.profile));
        requests
    }
}

/// What is sent about a place that has what was found.
fn sent<'f>(flow: &'f Flow<'_>, place: &Place, found: &Found<'_>) -> Sent<'f> {
    if place.shape == Shape::Values {
        let are_roles = matches!(flow.result, FlowResult::Value(TargetValue::Roles { .. }));
        return flow.on_update(list::current(found, are_roles).as_ref());
    }
    // Where several values match, the mapping is content with one.
    let mut answers = (found.values.iter())
        .filter_map(|value| form::value_of(value))
        .map(|value| flow.on_update(TargetValue::read(value, &flow.definition).as_ref()))
        .collect::<Vec<_>>();
    if answers.is_empty() {
        return flow.on_update(None);
    }
    let content = answers.iter().position(|answer| *answer == Sent::Nothing);
    answers.swap_remove(content.unwrap_or(0))
}
