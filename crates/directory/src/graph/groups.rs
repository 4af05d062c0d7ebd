//! Groups and their direct members.

use std::collections::HashMap;

use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::{
    attributes::{self, GROUPS, LeftOut},
    batch,
    client::Client,
    delta::{self, Related, Seen},
    permissions::Permission,
};
use crate::{
    import::name,
    roster::Member,
    source::{Removed, SourceError, SourceGroup, SourceNote},
};

pub(super) struct Read {
    pub(super) groups: Vec<SourceGroup>,
    pub(super) removed: Vec<(Member, Removed)>,
    pub(super) notes: Vec<SourceNote>,
    pub(super) link: String,
}

/// Members that are neither people nor groups: devices, service principals, contacts.
#[derive(Default)]
struct Others {
    members: u64,
    first: Option<String>,
}

/// All groups, or those that changed since a link.
pub(super) async fn read(
    client: &Client,
    since: Option<&str>,
    cancel: &CancellationToken,
    progress: impl FnMut(u64),
) -> Result<Read, SourceError> {
    let start = match since {
        Some(link) => client.follow(link)?,
        None => client.url("/groups/delta", &[("$select", &format!("{GROUPS},members"))])?,
    };
    let round = delta::round(client, start, "members@delta", Permission::Groups, cancel, progress).await?;
    let is_read_again = |seen: &Seen| seen.present && (since.is_some() || seen.is_unclear());
    let again: Vec<&str> = round
        .objects
        .iter()
        .filter(|(_, seen)| is_read_again(seen))
        .map(|(id, _)| id.as_str())
        .collect();
    let query = format!("$select=id,{GROUPS}");
    let mut found = batch::read(client, "groups", &query, &again, Permission::Groups, cancel).await?;
    let mut read = Read {
        groups: Vec::new(),
        removed: Vec::new(),
        notes: Vec::new(),
        link: round.link,
    };
    let mut left_out = LeftOut::default();
    let mut others = Others::default();
    for (id, seen) in round.objects {
        let properties = if is_read_again(&seen) {
            found.remove(&id).map(|now| seen.laid_over(now))
        } else {
            seen.present.then(|| seen.properties.clone())
        };
        let Some(properties) = properties else {
            if let Some(removed) = seen.removed {
                read.removed.push((Member::Group(id), removed));
            }
            continue;
        };
        let settled = settled(&seen);
        let (members, changes) = match settled {
            Some(changes) if since.is_some() => (None, changes),
            Some(changes) => {
                let present = changes.into_iter().filter(|(_, came)| *came);
                (Some(present.map(|(member, _)| member).collect()), Vec::new())
            }
            None => (members_now(client, &id, cancel).await?, Vec::new()),
        };
        let attributes = attributes::read(&id, properties, &mut left_out);
        read.groups.push(SourceGroup {
            name: name(&attributes).unwrap_or_else(|| id.clone()),
            attributes,
            members: members.map(|members: Vec<Related>| members.iter().filter_map(|one| others.sort(one)).collect()),
            member_changes: changes
                .iter()
                .filter_map(|(member, came)| Some((others.sort(member)?, *came)))
                .collect(),
            id,
        });
    }
    read.notes.extend(left_out.notes());
    if let Others {
        members,
        first: Some(first),
    } = others
    {
        read.notes.push(SourceNote::MembersOutside { members, first });
    }
    Ok(read)
}

/// Who came and who went, each once; `None` where the round says both of somebody, or of the group itself.
fn settled(seen: &Seen) -> Option<Vec<(Related, bool)>> {
    if seen.is_disputed() {
        return None;
    }
    let mut came: HashMap<&str, bool> = HashMap::with_capacity(seen.related.len());
    let mut changes = Vec::with_capacity(seen.related.len());
    for related in &seen.related {
        match came.insert(&related.id, related.came) {
            None => changes.push((related.clone(), related.came)),
            Some(before) if before == related.came => {}
            Some(_) => return None,
        }
    }
    Some(changes)
}

/// The members as they are; `None` where the group has just gone.
async fn members_now(
    client: &Client,
    group: &str,
    cancel: &CancellationToken,
) -> Result<Option<Vec<Related>>, SourceError> {
    let url = client.url(
        &format!("/groups/{group}/members"),
        &[("$select", "id"), ("$top", "999")],
    )?;
    let list = delta::list(client, url, Permission::Groups, cancel).await?;
    Ok(list.map(|list| {
        list.iter()
            .filter_map(|member| {
                Some(Related {
                    id: member.get("id")?.as_str()?.to_owned(),
                    kind: member.get("@odata.type").and_then(Value::as_str).map(str::to_owned),
                    came: true,
                })
            })
            .collect()
    }))
}

impl Others {
    /// A person or a group; others are counted.
    fn sort(&mut self, related: &Related) -> Option<Member> {
        let id = related.id.clone();
        match related.kind.as_deref() {
            Some("#microsoft.graph.user") => Some(Member::Person(id)),
            Some("#microsoft.graph.group") => Some(Member::Group(id)),
            _ => {
                self.members += 1;
                self.first.get_or_insert(id);
                None
            }
        }
    }
}
