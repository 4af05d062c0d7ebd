//! The resources of one kind, in the order in which they are listed, and those that were changed.

use std::collections::HashMap;

use jiff::Timestamp;
use scimdesk_scim::resource::Resource;

/// The place of a resource for its whole life: accounts of practice people have the person's number, others the next free one.
pub(crate) type Slot = u32;

/// A resource that was changed or made here. `id`, `meta`, `groups` and what is said of members are added when it is read.
#[derive(Clone)]
pub(crate) struct Stored {
    pub(crate) id: String,
    pub(crate) resource: Resource,
    pub(crate) created: Timestamp,
    pub(crate) modified: Timestamp,
    pub(crate) version: u64,
}

/// The resources of one kind. Four bytes for each, and more only for those that were changed.
pub(super) struct Collection {
    order: Vec<Slot>,
    stored: HashMap<Slot, Stored>,
    /// The slots of resources that are not a practice person's.
    by_id: HashMap<String, Slot>,
    /// Slots from here on are not a practice person's.
    first_own: Slot,
    next: Slot,
}

impl Collection {
    /// A collection that begins with one unchanged resource for each number below `count`.
    pub(super) fn new(count: u32) -> Self {
        Self {
            order: (0..count).collect(),
            stored: HashMap::new(),
            by_id: HashMap::new(),
            first_own: count,
            next: count,
        }
    }

    pub(super) fn order(&self) -> &[Slot] {
        &self.order
    }

    pub(super) fn has(&self, slot: Slot) -> bool {
        self.order.binary_search(&slot).is_ok()
    }

    pub(super) fn stored(&self, slot: Slot) -> Option<&Stored> {
        self.stored.get(&slot)
    }

    pub(super) fn slot_of_own_id(&self, id: &str) -> Option<Slot> {
        self.by_id.get(id).copied()
    }

    pub(super) fn add(&mut self, stored: Stored) -> Slot {
        let slot = self.next;
        self.next += 1;
        self.order.push(slot);
        self.by_id.insert(stored.id.clone(), slot);
        self.stored.insert(slot, stored);
        slot
    }

    pub(super) fn replace(&mut self, slot: Slot, stored: Stored) {
        self.stored.insert(slot, stored);
    }

    pub(super) fn remove(&mut self, slot: Slot) -> Option<Stored> {
        if let Ok(place) = self.order.binary_search(&slot) {
            self.order.remove(place);
        }
        let stored = self.stored.remove(&slot);
        if slot >= self.first_own
            && let Some(stored) = &stored
        {
            self.by_id.remove(&stored.id);
        }
        stored
    }
}
