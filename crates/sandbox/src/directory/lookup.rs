//! From what identifies an account straight to the account.

use std::collections::HashMap;

use scimdesk_scim::{
    filter::{Filter, Literal, Operator},
    path::AttributePath,
    resource::{Resource, ResourceKind},
};

use super::{Directory, Slot};

/// Leads to accounts that were changed or made here; people who were not touched lead to themselves.
#[derive(Default)]
pub(super) struct Index {
    /// In lower case.
    by_user_name: HashMap<String, Slot>,
    by_external_id: HashMap<String, Vec<Slot>>,
}

impl Index {
    pub(super) fn add(&mut self, slot: Slot, resource: &Resource) {
        if let Some(user_name) = resource.text("userName") {
            self.by_user_name.insert(user_name.to_lowercase(), slot);
        }
        if let Some(external_id) = resource.external_id() {
            let slots = self.by_external_id.entry(external_id.into_owned());
            slots.or_default().push(slot);
        }
    }

    pub(super) fn remove(&mut self, slot: Slot, resource: &Resource) {
        if let Some(user_name) = resource.text("userName") {
            let user_name = user_name.to_lowercase();
            if self.by_user_name.get(&user_name) == Some(&slot) {
                self.by_user_name.remove(&user_name);
            }
        }
        if let Some(external_id) = resource.external_id()
            && let Some(slots) = self.by_external_id.get_mut(&*external_id)
        {
            slots.retain(|present| *present != slot);
            if slots.is_empty() {
                self.by_external_id.remove(&*external_id);
            }
        }
    }
}

impl Directory {
    /// Whose user name this is, letter case aside.
    pub(crate) fn slot_of_user_name(&self, user_name: &str) -> Option<Slot> {
        let changed = self.index.by_user_name.get(&user_name.to_lowercase());
        changed.copied().or_else(|| {
            let slot = self.people.index_of_user_name(user_name)?;
            self.is_unchanged(slot).then_some(slot)
        })
    }

    fn slots_of_external_id(&self, external_id: &str) -> Vec<Slot> {
        let changed = self.index.by_external_id.get(external_id);
        let mut slots = changed.cloned().unwrap_or_default();
        if let Some(slot) = self.people.index_of_external_id(external_id)
            && self.is_unchanged(slot)
        {
            slots.push(slot);
        }
        slots.sort_unstable();
        slots
    }

    fn is_unchanged(&self, slot: Slot) -> bool {
        self.users.has(slot) && self.users.stored(slot).is_none()
    }

    /// The few resources that a filter can match, where it asks for something that identifies. They are still to be held
    /// against the filter. `None`: any can match.
    pub(crate) fn candidates(&self, kind: ResourceKind, filter: &Filter) -> Option<Vec<Slot>> {
        match filter {
            Filter::And(terms) => terms.iter().find_map(|term| self.candidates(kind, term)),
            Filter::Compare {
                path,
                operator: Operator::Equal,
                value: Literal::Text(text),
            } => self.identified(kind, path, text),
            _ => None,
        }
    }

    fn identified(&self, kind: ResourceKind, path: &AttributePath, text: &str) -> Option<Vec<Slot>> {
        let is_core = path
            .schema
            .as_deref()
            .is_none_or(|urn| urn.eq_ignore_ascii_case(kind.schema()));
        if !is_core || path.sub.is_some() {
            return None;
        }
        let name = path.name.to_ascii_lowercase();
        match (kind, name.as_str()) {
            (_, "id") => Some(self.slot(kind, text).into_iter().collect()),
            (ResourceKind::User, "username") => Some(self.slot_of_user_name(text).into_iter().collect()),
            (ResourceKind::User, "externalid") => Some(self.slots_of_external_id(text)),
            _ => None,
        }
    }
}
