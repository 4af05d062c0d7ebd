//! The state of a practice tenant: who has an account, which groups there are, and what was changed since the start.
//!
//! Accounts of practice people are made up when they are read; a change keeps that one account. `id`, `userName` and
//! `externalId` lead to an account without a search. Knows nothing of HTTP.

mod collection;
mod fields;
mod lookup;
mod members;
mod rendering;

use jiff::Timestamp;
use scimdesk_scim::{
    json::Object,
    path::AttributePath,
    resource::{Resource, ResourceKind},
};
use serde_json::{Value, json};
use uuid::Uuid;

pub(crate) use collection::{Slot, Stored};
pub(crate) use fields::Fields;

use self::{collection::Collection, lookup::Index, members::Memberships, rendering::Rendering};
use crate::{people::People, profile::Profile};

/// The state of a practice tenant.
pub(crate) struct Directory {
    url: String,
    profile: Profile,
    people: People,
    fields: Fields,
    users: Collection,
    groups: Collection,
    /// Leads from names and external ids to the accounts in `users` that were changed or made here.
    index: Index,
    memberships: Memberships,
}

impl Directory {
    /// A tenant at `url` in which nothing was changed yet.
    pub(crate) fn new(url: String, profile: Profile, people: People) -> Self {
        let mut directory = Self {
            url,
            fields: Fields::of(profile.users()),
            users: Collection::new(people.count()),
            groups: Collection::new(0),
            index: Index::default(),
            memberships: Memberships::default(),
            profile,
            people,
        };
        directory.add_practice_groups();
        directory
    }

    /// What the app offers.
    pub(crate) fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The tenant URL.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    fn collection(&self, kind: ResourceKind) -> &Collection {
        match kind {
            ResourceKind::User => &self.users,
            ResourceKind::Group => &self.groups,
        }
    }

    /// All resources of a kind in the order in which they are listed.
    pub(crate) fn order(&self, kind: ResourceKind) -> &[Slot] {
        self.collection(kind).order()
    }

    /// The resource with this id.
    pub(crate) fn slot(&self, kind: ResourceKind, id: &str) -> Option<Slot> {
        let collection = self.collection(kind);
        if let Some(slot) = collection.slot_of_own_id(id) {
            return Some(slot);
        }
        match kind {
            ResourceKind::User => self.people.index_of_id(id),
            ResourceKind::Group => None,
        }
        .filter(|slot| collection.has(*slot))
    }

    /// The id of a resource.
    pub(crate) fn id(&self, kind: ResourceKind, slot: Slot) -> String {
        match self.collection(kind).stored(slot) {
            Some(stored) => stored.id.clone(),
            None => self.people.id(slot).to_string(),
        }
    }

    /// How often a resource was written, its making included.
    pub(crate) fn version(&self, kind: ResourceKind, slot: Slot) -> u64 {
        self.collection(kind).stored(slot).map_or(1, |stored| stored.version)
    }

    /// What is kept of a resource, without what the server adds when it is read.
    pub(crate) fn kept(&self, kind: ResourceKind, slot: Slot) -> Stored {
        if let Some(stored) = self.collection(kind).stored(slot) {
            return stored.clone();
        }
        let mut resource = self.unchanged(slot, self.fields);
        let object = resource.as_object_mut();
        object.shift_remove("id");
        object.shift_remove("meta");
        object.shift_remove("groups");
        members::forget_manager_name(&mut resource);
        let person = self.people.person(slot);
        Stored {
            id: person.id.to_string(),
            resource,
            created: person.created,
            modified: person.modified,
            version: 1,
        }
    }

    /// Appends an account as JSON text if it is unchanged and can be written so; says whether it did.
    pub(crate) fn write_unchanged(&self, slot: Slot, out: &mut Vec<u8>) -> bool {
        if self.users.stored(slot).is_some() {
            return false;
        }
        Rendering::new(self, self.fields).account(slot, out);
        true
    }

    fn unchanged(&self, slot: Slot, fields: Fields) -> Resource {
        let mut text = Vec::with_capacity(1024);
        Rendering::new(self, fields).account(slot, &mut text);
        serde_json::from_slice(&text).expect("what this crate renders is JSON")
    }

    /// A resource as it is read.
    pub(crate) fn resource(&self, kind: ResourceKind, slot: Slot) -> Resource {
        let mut resource = self.searchable(kind, slot, self.fields);
        match kind {
            ResourceKind::User => self.name_manager(&mut resource),
            ResourceKind::Group => self.name_members(&mut resource),
        }
        resource
    }

    /// The fields of accounts that a filter or a sort by these paths looks at.
    pub(crate) fn needed_for(&self, paths: &[AttributePath]) -> Fields {
        self.fields.needed_for(paths, self.profile.users())
    }

    /// A group as it is read, without the names of its members, which take a while in large groups.
    pub(crate) fn group_without_names(&self, slot: Slot) -> Resource {
        self.searchable(ResourceKind::Group, slot, self.fields)
    }

    /// A resource to be held against a filter: without the names of a group's members, and of an account that nobody changed
    /// only these fields.
    pub(crate) fn searchable(&self, kind: ResourceKind, slot: Slot, fields: Fields) -> Resource {
        let Some(stored) = self.collection(kind).stored(slot) else {
            return self.unchanged(slot, fields);
        };
        let mut whole = Object::new();
        let kept = stored.resource.as_object();
        if let Some(schemas) = kept.get("schemas") {
            whole.insert("schemas".to_owned(), schemas.clone());
        }
        whole.insert("id".to_owned(), stored.id.as_str().into());
        for (name, value) in kept {
            whole.insert(name.clone(), value.clone());
        }
        if kind == ResourceKind::User
            && let Some(groups) = self.groups_of(&stored.id)
        {
            whole.insert("groups".to_owned(), groups);
        }
        let meta = json!({
            "resourceType": kind.name(),
            "created": stored.created.to_string(),
            "lastModified": stored.modified.to_string(),
            "location": self.location(kind, &stored.id),
            "version": etag(stored.version),
        });
        whole.insert("meta".to_owned(), meta);
        Resource::from(whole)
    }

    /// The address of a resource.
    pub(crate) fn location(&self, kind: ResourceKind, id: &str) -> String {
        format!("{}/{}/{id}", self.url, kind.endpoint())
    }

    /// Adds a resource.
    pub(crate) fn add(&mut self, kind: ResourceKind, resource: Resource, now: Timestamp) -> Slot {
        let stored = Stored {
            id: Uuid::new_v4().to_string(),
            resource,
            created: now,
            modified: now,
            version: 1,
        };
        self.insert(kind, stored)
    }

    fn insert(&mut self, kind: ResourceKind, stored: Stored) -> Slot {
        match kind {
            ResourceKind::User => {
                let resource = stored.resource.clone();
                let slot = self.users.add(stored);
                self.index.add(slot, &resource);
                slot
            }
            ResourceKind::Group => {
                let members = members::ids(&stored.resource);
                let slot = self.groups.add(stored);
                self.memberships.add(slot, members);
                slot
            }
        }
    }

    /// Puts a new state in the place of the present one.
    pub(crate) fn replace(&mut self, kind: ResourceKind, slot: Slot, resource: Resource, now: Timestamp) {
        let before = self.kept(kind, slot);
        match kind {
            ResourceKind::User => {
                self.index.remove(slot, &before.resource);
                self.index.add(slot, &resource);
            }
            ResourceKind::Group => {
                self.memberships.remove(slot, members::ids(&before.resource));
                self.memberships.add(slot, members::ids(&resource));
            }
        }
        let stored = Stored {
            resource,
            modified: now,
            version: before.version + 1,
            ..before
        };
        match kind {
            ResourceKind::User => self.users.replace(slot, stored),
            ResourceKind::Group => self.groups.replace(slot, stored),
        }
    }

    /// Removes a resource, and from all groups with it.
    pub(crate) fn remove(&mut self, kind: ResourceKind, slot: Slot, now: Timestamp) {
        let id = self.id(kind, slot);
        for group in self.memberships.of(&id).to_vec() {
            let mut resource = self.kept(ResourceKind::Group, group).resource;
            members::take_out(&mut resource, &id);
            self.replace(ResourceKind::Group, group, resource, now);
        }
        match kind {
            ResourceKind::User => {
                if let Some(stored) = self.users.remove(slot) {
                    self.index.remove(slot, &stored.resource);
                }
            }
            ResourceKind::Group => {
                if let Some(stored) = self.groups.remove(slot) {
                    self.memberships.remove(slot, members::ids(&stored.resource));
                }
            }
        }
    }

    /// The groups that someone is a member of, as the attribute `groups`; `None` if there are none or the app does not say.
    fn groups_of(&self, id: &str) -> Option<Value> {
        let slots = self.memberships.of(id);
        if slots.is_empty() || !self.fields.has(fields::Field::Groups) {
            return None;
        }
        let group = |slot: &Slot| {
            let stored = self.groups.stored(*slot)?;
            Some(json!({
                "value": stored.id,
                "$ref": self.location(ResourceKind::Group, &stored.id),
                "display": stored.resource.get("displayName"),
                "type": "direct",
            }))
        };
        Some(slots.iter().filter_map(group).collect())
    }
}

/// The entity tag of a version (RFC 7644 §3.14): weak, since the same resource can be written in many ways.
pub(crate) fn etag(version: u64) -> String {
    format!("W/\"{version}\"")
}
