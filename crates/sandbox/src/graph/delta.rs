//! What a delta query shows of what changed.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::directory::{ObjectKind, PracticeDirectory, PracticeObject, Presence};
use crate::people::Dice;

/// How unhelpful a round is, within what is documented.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    /// Members of one group in one value.
    pub(super) members: usize,
    /// Order by chance, values twice, former values beside present ones, and every coming and going of a member.
    pub(super) tangled: Option<u64>,
}

/// Everything of a kind that changed after `since`; everything there is where that is 0.
pub(super) fn changes(
    directory: &PracticeDirectory,
    kind: ObjectKind,
    select: &[String],
    since: u64,
    manner: Manner,
) -> Vec<Value> {
    let mut values = Vec::new();
    for (id, object) in directory.all(kind).filter(|(_, object)| object.changed > since) {
        if object.presence != Presence::Present {
            // What left before the first request is usually not shown, and may be.
            if since > 0 || manner.tangled.is_some() {
                let reason = if object.presence == Presence::Purged {
                    "deleted"
                } else {
                    "changed"
                };
                values.push(json!({ "id": id, "@removed": { "reason": reason } }));
            }
            continue;
        }
        let base = shown(id, object, select);
        match kind {
            ObjectKind::User => {
                let mut user = base.clone();
                let relations = managers(directory, id, object, since);
                if !relations.is_empty() && selects(select, "manager") {
                    user.insert("manager@delta".to_owned(), relations.into());
                }
                values.push(user.into());
            }
            ObjectKind::Group => {
                let members = if selects(select, "members") {
                    members(directory, id, object, since, manner.tangled.is_some())
                } else {
                    Vec::new()
                };
                if members.is_empty() {
                    values.push(base.clone().into());
                }
                for part in members.chunks(manner.members.max(1)) {
                    let mut group = base.clone();
                    group.insert("members@delta".to_owned(), part.into());
                    values.push(group.into());
                }
            }
        }
        if manner.tangled.is_some() {
            values.extend(replays(id, object, select, since));
        }
    }
    if let Some(seed) = manner.tangled {
        Dice::new(seed, directory.version()).shuffle(&mut values);
        // Some values come twice, at some other place.
        let again: Vec<Value> = values.iter().step_by(7).cloned().collect();
        values.splice(0..0, again);
    }
    values
}

fn selects(select: &[String], property: &str) -> bool {
    select.iter().any(|selected| selected == property)
}

fn shown(id: &str, object: &PracticeObject, select: &[String]) -> Map<String, Value> {
    let mut shown = Map::new();
    shown.insert("id".to_owned(), id.into());
    for (property, value) in &object.properties {
        if selects(select, property) {
            shown.insert(property.clone(), value.clone());
        }
    }
    shown
}

/// The same object as it was in between, and its time in the recycle bin.
fn replays(id: &str, object: &PracticeObject, select: &[String], since: u64) -> Vec<Value> {
    let mut former = Map::new();
    for (at, property, value) in &object.former {
        if *at > since && since > 0 && selects(select, property) {
            former.insert(property.clone(), value.clone());
        }
    }
    let mut values = Vec::new();
    if !former.is_empty() {
        former.insert("id".to_owned(), id.into());
        values.push(former.into());
    }
    if object.went > since {
        values.push(json!({ "id": id, "@removed": { "reason": "changed" } }));
    }
    values
}

fn entry(directory: &PracticeDirectory, id: &str, came: bool) -> Value {
    let mut entry = json!({ "@odata.type": directory.type_of(id), "id": id });
    if !came {
        entry["@removed"] = json!({ "reason": "deleted" });
    }
    entry
}

fn managers(directory: &PracticeDirectory, id: &str, user: &PracticeObject, since: u64) -> Vec<Value> {
    let now = directory.manager(id);
    if user.appeared > since {
        return now.map(|manager| entry(directory, manager, true)).into_iter().collect();
    }
    let gone = user
        .relations
        .iter()
        .rev()
        .find(|(at, other, came)| *at > since && !came && Some(other.as_str()) != now);
    let came = user.relations.iter().any(|(at, ..)| *at > since);
    let gone = gone.map(|(_, other, _)| entry(directory, other, false));
    gone.into_iter()
        .chain(now.filter(|_| came).map(|manager| entry(directory, manager, true)))
        .collect()
}

fn members(
    directory: &PracticeDirectory,
    id: &str,
    group: &PracticeObject,
    since: u64,
    every_step: bool,
) -> Vec<Value> {
    let steps = group.relations.iter().filter(|(at, ..)| *at > since);
    if every_step && group.appeared <= since {
        return steps.map(|(_, member, came)| entry(directory, member, *came)).collect();
    }
    // Who comes back comes with all members, and without those who left meanwhile.
    let again: &[&str] = if group.appeared > since {
        &directory.members(id)
    } else {
        &[]
    };
    let last = steps.map(|(_, member, came)| (member.as_str(), *came));
    let last: BTreeMap<&str, bool> = last.chain(again.iter().map(|member| (*member, true))).collect();
    last.into_iter()
        .map(|(member, came)| entry(directory, member, came))
        .collect()
}
