//! Who is in which group, and what is said of those whom a resource refers to.

use std::collections::HashMap;

use scimdesk_scim::{
    json::Object,
    path::AttributePath,
    resource::{Resource, ResourceKind},
    schema::ENTERPRISE_USER_SCHEMA,
};
use serde_json::{Value, json};

use super::{Directory, Slot, Stored};
use crate::people::practice_groups;

/// The groups of each member, by the member's id.
#[derive(Default)]
pub(super) struct Memberships(HashMap<String, Vec<Slot>>);

impl Memberships {
    pub(super) fn of(&self, id: &str) -> &[Slot] {
        self.0.get(id).map_or(&[], Vec::as_slice)
    }

    pub(super) fn add(&mut self, group: Slot, ids: Vec<String>) {
        for id in ids {
            let groups = self.0.entry(id).or_default();
            if let Err(place) = groups.binary_search(&group) {
                groups.insert(place, group);
            }
        }
    }

    pub(super) fn remove(&mut self, group: Slot, ids: Vec<String>) {
        for id in ids {
            if let Some(groups) = self.0.get_mut(&id) {
                groups.retain(|present| *present != group);
                if groups.is_empty() {
                    self.0.remove(&id);
                }
            }
        }
    }
}

/// The ids of a group's members.
pub(super) fn ids(group: &Resource) -> Vec<String> {
    let members = group.get("members").and_then(Value::as_array);
    members
        .into_iter()
        .flatten()
        .filter_map(|member| Some(member.get("value")?.as_str()?.to_owned()))
        .collect()
}

/// Takes a member out of a group.
pub(super) fn take_out(group: &mut Resource, id: &str) {
    let object = group.as_object_mut();
    if let Some(Value::Array(members)) = object.get_mut("members") {
        members.retain(|member| member.get("value").and_then(Value::as_str) != Some(id));
        if members.is_empty() {
            object.shift_remove("members");
        }
    }
}

fn manager_of(user: &mut Resource) -> Option<&mut Object> {
    let extension = user.as_object_mut().get_mut(ENTERPRISE_USER_SCHEMA)?;
    extension.get_mut("manager")?.as_object_mut()
}

/// Takes away what [`Directory::name_manager`] adds.
pub(super) fn forget_manager_name(user: &mut Resource) {
    if let Some(manager) = manager_of(user) {
        manager.shift_remove("$ref");
        manager.shift_remove("displayName");
    }
}

impl Directory {
    pub(super) fn add_practice_groups(&mut self) {
        let Some(offer) = self.profile.offer(ResourceKind::Group) else {
            return;
        };
        let schema = offer.kind.schema();
        let has_external_id = offer.external_id;
        let mut ids: Vec<String> = Vec::new();
        for (number, group) in practice_groups(&self.people).into_iter().enumerate() {
            let user = |index: &u32| json!({"value": self.people.id(*index).to_string(), "type": "User"});
            let inner = |place: &usize| json!({"value": ids.get(*place), "type": "Group"});
            let members: Vec<Value> = group
                .people
                .iter()
                .map(user)
                .chain(group.groups.iter().map(inner))
                .collect();
            let identity = self.people.group_identity(number);
            let mut object = Object::new();
            object.insert("schemas".to_owned(), json!([schema]));
            if has_external_id {
                object.insert("externalId".to_owned(), identity.external_id.into());
            }
            object.insert("displayName".to_owned(), group.name.into());
            if !members.is_empty() {
                object.insert("members".to_owned(), members.into());
            }
            let stored = Stored {
                id: identity.id,
                resource: Resource::from(object),
                created: identity.created,
                modified: identity.created,
                version: 1,
            };
            ids.push(stored.id.clone());
            self.insert(ResourceKind::Group, stored);
        }
    }

    /// The first member of a group that is neither an account nor a group here.
    pub(crate) fn first_unknown_member(&self, group: &Resource) -> Option<String> {
        ids(group).into_iter().find(|id| {
            let mut kinds = ResourceKind::ALL.into_iter();
            !kinds.any(|kind| self.slot(kind, id).is_some())
        })
    }

    /// Adds to each member what it is, where it is and what it is called.
    pub(super) fn name_members(&self, group: &mut Resource) {
        let Some(Value::Array(members)) = group.as_object_mut().get_mut("members") else {
            return;
        };
        for member in members.iter_mut().filter_map(Value::as_object_mut) {
            let Some(id) = member.get("value").and_then(Value::as_str).map(str::to_owned) else {
                continue;
            };
            let found = ResourceKind::ALL
                .into_iter()
                .find_map(|kind| Some((kind, self.slot(kind, &id)?)));
            let Some((kind, slot)) = found else {
                continue;
            };
            member.insert("$ref".to_owned(), self.location(kind, &id).into());
            if let Some(name) = self.display_name(kind, slot) {
                member.insert("display".to_owned(), name.into());
            }
            member.insert("type".to_owned(), kind.name().into());
        }
    }

    /// Adds to the manager where and who it is.
    pub(super) fn name_manager(&self, user: &mut Resource) {
        let Some(manager) = manager_of(user) else {
            return;
        };
        let Some(id) = manager.get("value").and_then(Value::as_str).map(str::to_owned) else {
            return;
        };
        if let Some(slot) = self.slot(ResourceKind::User, &id) {
            let location = self.location(ResourceKind::User, &id);
            manager.insert("$ref".to_owned(), location.into());
            if let Some(name) = self.display_name(ResourceKind::User, slot) {
                manager.insert("displayName".to_owned(), name.into());
            }
        }
    }

    /// What a resource is called, if the app has a name for it.
    pub(super) fn display_name(&self, kind: ResourceKind, slot: Slot) -> Option<String> {
        let offer = self.profile.offer(kind)?;
        if !offer.keeps(&AttributePath::new("displayName")) {
            return None;
        }
        let name = match self.collection(kind).stored(slot) {
            Some(stored) => stored.resource.text("displayName")?.into_owned(),
            None => self.people.display_name(slot),
        };
        (!name.is_empty()).then_some(name)
    }
}
