//! References to other objects: a manager, the members of a group.

use std::{borrow::Cow, collections::HashSet};

use scimdesk_mapping::{
    flow::{Flow, FlowResult, Sent, TargetValue},
    model::{AttributeType, MappingSource, RequestProfile, WhenEmpty},
};
use scimdesk_scim::{
    filter::Filter,
    json::{self, Object},
    path::AttributePath,
    resource::Resource,
    schema,
};
use serde_json::Value;

use super::{
    MAX_MEMBERS, Note, Reason, References,
    form::with_value,
    operations::{Change, body},
    place::{Place, Shape},
};

/// Whether a flow refers to other objects.
pub(super) fn is_reference(flow: &Flow<'_>) -> bool {
    flow.definition.kind == AttributeType::Reference
}

/// The requests that references need.
pub(super) struct Planned<'r> {
    profile: RequestProfile,
    references: &'r dyn References,
    /// The object as it is; `None`: it was just made, and has none.
    account: Option<&'r Resource>,
    single: Vec<Change>,
    /// The requests that change lists of references, each for itself.
    lists: Vec<Vec<Change>>,
    notes: Vec<Note>,
}

impl<'r> Planned<'r> {
    pub(super) fn new(profile: RequestProfile, references: &'r dyn References, account: Option<&'r Resource>) -> Self {
        Self {
            profile,
            references,
            account,
            single: Vec::new(),
            lists: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The bodies, in the order in which they are sent, and what is left out.
    pub(super) fn finish(self) -> (Vec<Value>, Vec<Note>) {
        let requests = std::iter::once(&self.single).chain(&self.lists);
        let bodies = requests.filter_map(|changes| body(changes, self.profile)).collect();
        (bodies, self.notes)
    }

    /// Plans what a flow needs.
    pub(super) fn take(&mut self, flow: &Flow<'_>, place: &Place) -> Result<(), Reason> {
        let whole = self.account.map(|account| place.find(account));
        let elements = match (&whole, place.shape) {
            (None, _) => Vec::new(),
            // A part of a single reference, `manager.value`, means the reference.
            (Some(found), Shape::Whole | Shape::Part) => found.attribute.into_iter().collect(),
            (Some(found), _) => found.elements.clone(),
        };
        let present: Vec<String> = elements.iter().filter_map(|element| id_in(element)).collect();
        let current = (!present.is_empty()).then(|| TargetValue::References(present.clone()));
        let (resolved, unresolved) = self.resolved(flow, current.is_some());
        let is_list = !matches!(place.shape, Shape::Whole | Shape::Part);
        let sent = match self.account {
            Some(_) => resolved.on_update(current.as_ref()),
            None => resolved.on_create().map_or(Sent::Nothing, Sent::Add),
        };
        let (value, replaces) = match sent {
            Sent::Nothing => (None, false),
            Sent::Remove if is_list && self.references.keeps_members() => {
                let count = present.len();
                self.note(flow, Some(Reason::DirectoryUnproven { count }));
                return Ok(());
            }
            Sent::Remove => {
                self.single.push(Change::remove(place.whole_path()));
                return Ok(());
            }
            Sent::Add(value) => (Some(value), false),
            Sent::Replace(value) => (Some(value), true),
        };
        let mut accounts: Vec<String> = match value.as_deref() {
            Some(TargetValue::References(ids)) => ids.clone(),
            _ => Vec::new(),
        };
        let all_known = unresolved.is_empty();
        self.note(flow, (!all_known).then_some(Reason::Unresolved { people: unresolved }));
        if value.is_none() {
            return Ok(());
        }
        if !is_list {
            let has_value = elements.iter().any(|value| json::is_assigned(value));
            // To a reference that is there, nothing can be added.
            if let Some(account) = accounts.into_iter().next()
                && (replaces || present.is_empty())
            {
                let value = self.single_value(place, account);
                self.single
                    .push(Change::set(place.whole_path(), value, has_value).apart());
            }
            return Ok(());
        }
        if whole.is_some_and(|found| found.attribute.is_none()) {
            self.note(flow, Some(Reason::NotReturned));
        }
        let wanted: HashSet<&String> = accounts.iter().collect();
        let surplus: Vec<String> = (present.iter())
            .filter(|id| replaces && !wanted.contains(id))
            .cloned()
            .collect();
        if self.references.keeps_members() && !surplus.is_empty() {
            let count = surplus.len();
            self.note(flow, Some(Reason::DirectoryUnproven { count }));
        } else if surplus.is_empty() || all_known || self.references.knows_all() {
            self.remove(place, &surplus);
        } else {
            let count = surplus.len();
            self.note(flow, Some(Reason::RemovalsWithheld { count }));
        }
        let present: HashSet<String> = present.into_iter().collect();
        accounts.retain(|account| !present.contains(account));
        self.add(place, &accounts)
    }

    fn note(&mut self, flow: &Flow<'_>, reason: Option<Reason>) {
        self.notes.extend(reason.map(|reason| Note {
            target: flow.mapping.target.clone(),
            reason,
        }));
    }

    /// The flow with ids at the app in place of those in the directory, the default's too where it is used, and the ids that have none.
    fn resolved<'m>(&self, flow: &Flow<'m>, has_value: bool) -> (Flow<'m>, Vec<String>) {
        let mapping = flow.mapping;
        let uses_default = match (&mapping.source, mapping.when_empty) {
            _ if flow.result != FlowResult::Empty => false,
            _ if self.account.is_none() => true,
            (MappingSource::None, _) => !has_value,
            (_, when_empty) => when_empty == WhenEmpty::Default,
        };
        let mut resolved = flow.clone();
        if let Some(default) = flow.default_value().filter(|_| uses_default) {
            resolved.result = FlowResult::Value(default);
        }
        let mut unresolved = Vec::new();
        if let FlowResult::Value(TargetValue::References(ids)) = &mut resolved.result {
            (*ids, unresolved) = self.accounts_of(ids);
        }
        (resolved, unresolved)
    }

    fn accounts_of(&self, people: &[String]) -> (Vec<String>, Vec<String>) {
        let (mut accounts, mut unresolved) = (Vec::new(), Vec::new());
        let mut met = HashSet::new();
        for person in people {
            match self.references.account_of(person) {
                Some(account) if met.insert(account.clone()) => accounts.push(account),
                Some(_) => {}
                None => unresolved.push(person.clone()),
            }
        }
        (accounts, unresolved)
    }

    /// One reference. Entra writes the bare id, also where the attribute has parts.
    fn single_value(&self, place: &Place, account: String) -> Value {
        let is_complex = place
            .schema
            .is_some_and(|attribute| attribute.kind == schema::AttributeType::Complex);
        if is_complex && self.profile == RequestProfile::Rfc7644 {
            with_value(Object::new(), account.into())
        } else {
            account.into()
        }
    }

    fn add(&mut self, place: &Place, accounts: &[String]) -> Result<(), Reason> {
        let label = place.new_element().ok_or(Reason::TargetUnusable)?;
        for chunk in accounts.chunks(MAX_MEMBERS) {
            let values = chunk.iter().map(|id| match self.profile {
                RequestProfile::Rfc7644 => with_value(label.clone(), id.as_str().into()),
                RequestProfile::EntraDefault | RequestProfile::Entra062020 => entra_reference(label.clone(), id),
            });
            let values = values.collect();
            self.lists.push(vec![Change::add(place.whole_path(), values)]);
        }
        Ok(())
    }

    fn remove(&mut self, place: &Place, accounts: &[String]) {
        for chunk in accounts.chunks(MAX_MEMBERS) {
            self.lists.push(match self.profile {
                RequestProfile::EntraDefault => {
                    let values = chunk.iter().map(|id| entra_reference(Object::new(), id)).collect();
                    vec![Change::remove_values(place.whole_path(), values)]
                }
                RequestProfile::Rfc7644 | RequestProfile::Entra062020 => (chunk.iter())
                    .map(|id| Filter::eq(AttributePath::new("value"), id.as_str()))
                    .map(|filter| Change::remove(place.whole_path().matching(filter)))
                    .collect(),
            });
        }
    }
}

/// A reference as Entra writes it.
fn entra_reference(mut object: Object, id: &str) -> Value {
    object.insert("$ref".to_owned(), Value::Null);
    with_value(object, id.into())
}

/// The id that a reference holds: its `value`, or the end of its `$ref` where a server returns nothing else.
fn id_in(reference: &Value) -> Option<String> {
    let text = |value| json::as_text(value).filter(|text| !text.is_empty());
    let Value::Object(object) = reference else {
        return text(reference).map(Cow::into_owned);
    };
    if let Some(id) = json::get(object, "value").and_then(text) {
        return Some(id.into_owned());
    }
    let url = json::get(object, "$ref").and_then(text)?;
    url.rsplit('/').next().filter(|id| !id.is_empty()).map(str::to_owned)
}
