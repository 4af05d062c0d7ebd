//! Users, with their managers.

use serde_json::{Map, Value};
use tokio_util::sync::CancellationToken;

use super::{
    attributes::{self, LeftOut, Selection},
    batch,
    client::Client,
    delta::{self, Related, Seen},
    permissions::Permission,
};
use crate::{
    import::{Person, name},
    roster::Member,
    source::{Removed, SourceError, SourceNote},
};

const MANAGER: &str = "manager";

pub(super) struct Read {
    pub(super) people: Vec<Person>,
    pub(super) removed: Vec<(Member, Removed)>,
    pub(super) notes: Vec<SourceNote>,
    pub(super) link: String,
}

/// Everybody, or who changed since a link.
pub(super) async fn read(
    client: &Client,
    selection: &Selection,
    since: Option<&str>,
    cancel: &CancellationToken,
    progress: impl FnMut(u64),
) -> Result<Read, SourceError> {
    let start = match since {
        Some(link) => client.follow(link)?,
        None => client.url(
            "/users/delta",
            &[("$select", &format!("{},{MANAGER}", selection.users()))],
        )?,
    };
    let round = delta::round(client, start, "manager@delta", Permission::Users, cancel, progress).await?;
    let is_read_again = |seen: &Seen| {
        let managers = seen.related.iter().filter(|related| related.came).count();
        let unclear = seen.is_unclear() || managers > 1 || managers < seen.related.len();
        seen.present && (since.is_some() || unclear)
    };
    let again: Vec<&str> = round
        .objects
        .iter()
        .filter(|(_, seen)| is_read_again(seen))
        .map(|(id, _)| id.as_str())
        .collect();
    let query = format!("$select=id,{}&$expand={MANAGER}($select=id)", selection.users());
    let mut found = batch::read(client, "users", &query, &again, Permission::Users, cancel).await?;
    let mut read = Read {
        people: Vec::new(),
        removed: Vec::new(),
        notes: Vec::new(),
        link: round.link,
    };
    let mut left_out = LeftOut::default();
    for (id, seen) in round.objects {
        let state = if is_read_again(&seen) {
            found.remove(&id).map(|now| {
                let manager = match settled_manager(&seen) {
                    Some(related) => related.came.then(|| related.id.clone()),
                    None => manager_of(&now),
                };
                (seen.laid_over(now), manager)
            })
        } else if seen.present {
            let manager = seen.related.first().map(|related| related.id.clone());
            Some((seen.properties, manager))
        } else {
            None
        };
        if let Some((properties, manager)) = state {
            read.people.push(person(id, properties, manager, &mut left_out));
        } else if let Some(removed) = seen.removed {
            read.removed.push((Member::Person(id), removed));
        }
        // Whoever was shown and is not there left after the round, which the next one says.
    }
    read.notes.extend(left_out.notes());
    Ok(read)
}

/// The manager who came or went, where the round says it in one voice.
fn settled_manager(seen: &Seen) -> Option<&Related> {
    match seen.related.as_slice() {
        [only] if !seen.is_disputed() => Some(only),
        _ => None,
    }
}

fn manager_of(user: &Map<String, Value>) -> Option<String> {
    Some(user.get(MANAGER)?.get("id")?.as_str()?.to_owned())
}

fn person(id: String, properties: Map<String, Value>, manager: Option<String>, left_out: &mut LeftOut) -> Person {
    let mut attributes = attributes::read(&id, properties, left_out);
    if let Some(manager) = manager {
        attributes.insert(MANAGER.to_owned(), Value::from(manager));
    }
    Person {
        name: name(&attributes).unwrap_or_else(|| id.clone()),
        id,
        attributes,
    }
}
