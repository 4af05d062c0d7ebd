//! Who is who: managers and members, who are named by distinguished names or by `uid`.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{
    entry::{Entry, dn_key, without_bits},
    person::{Odd, Taking},
    server::Chosen,
};
use crate::{
    error::LONGEST_ID,
    import::Person,
    roster::{Member, NamedGroup, Names, Roster},
    source::{Incomplete, SourceGroup, SourceNote},
};

/// Who there is, by ids and names alone.
#[derive(Default)]
pub(super) struct Listed {
    /// With `uid` and the key of the distinguished name.
    people: Vec<(String, Option<String>, String)>,
    groups: Vec<String>,
    ids: Ids,
}

impl Listed {
    pub(super) fn person(&mut self, entry: &Entry, chosen: &Chosen) {
        if let Some(id) = self.ids.person(entry, chosen) {
            self.people.push((id, uid(entry, chosen), dn_key(&entry.dn)));
        }
    }

    pub(super) fn group(&mut self, entry: &Entry, chosen: &Chosen) {
        self.groups.extend(self.ids.group(entry, chosen));
    }
}

fn uid(entry: &Entry, chosen: &Chosen) -> Option<String> {
    entry.text("uid").filter(|_| chosen.names_by_uid())
}

/// Ids, each once.
#[derive(Default)]
struct Ids {
    people: HashSet<String>,
    groups: HashSet<String>,
    /// An id that two entries have.
    twice: Option<String>,
    without: u64,
    first_without: Option<String>,
}

impl Ids {
    fn person(&mut self, entry: &Entry, chosen: &Chosen) -> Option<String> {
        let id = self.of(entry, chosen)?;
        if self.people.insert(id.clone()) {
            return Some(id);
        }
        self.twice.get_or_insert(id);
        None
    }

    fn group(&mut self, entry: &Entry, chosen: &Chosen) -> Option<String> {
        let id = self.of(entry, chosen)?;
        if self.groups.insert(id.clone()) {
            return Some(id);
        }
        self.twice.get_or_insert(id);
        None
    }

    fn of(&mut self, entry: &Entry, chosen: &Chosen) -> Option<String> {
        let id = entry.text(&chosen.id).filter(|id| id.len() <= LONGEST_ID);
        if id.is_none() {
            self.without += 1;
            self.first_without.get_or_insert_with(|| entry.dn.clone());
        }
        id
    }

    fn incomplete(&self) -> Option<Incomplete> {
        match &self.first_without {
            Some(first) => Some(Incomplete::NoId {
                entries: self.without,
                first: first.clone(),
            }),
            None => self.twice.clone().map(|id| Incomplete::IdTwice { id }),
        }
    }
}

/// Everybody, as far as others can name them.
#[derive(Default)]
pub(super) struct Everybody {
    ids: Ids,
    roster: Roster,
    /// Groups by the key of their distinguished name.
    group_names: HashMap<String, String>,
    listed: Option<Ids>,
}

impl Everybody {
    /// The id of a person who is looked at for the first time.
    pub(super) fn person(&mut self, entry: &Entry, chosen: &Chosen, taking: &Taking) -> Option<String> {
        let id = self.ids.person(entry, chosen)?;
        let manager = taking.manager(entry).map(|manager| {
            if manager.contains('=') {
                dn_key(&manager)
            } else {
                manager
            }
        });
        let uid = uid(entry, chosen);
        self.call(&id, uid.as_deref(), &dn_key(&entry.dn), manager.as_deref());
        Some(id)
    }

    fn call(&mut self, id: &str, uid: Option<&str>, key: &str, manager: Option<&str>) {
        let names = Names {
            id,
            user_name: uid,
            mail: None,
            employee_id: None,
            distinguished_name: Some(key),
        };
        // Ids come here once, so the roster takes each.
        let _ = self.roster.add(names, manager);
    }

    pub(super) fn group(&mut self, entry: &Entry, chosen: &Chosen) -> Option<String> {
        let id = self.ids.group(entry, chosen)?;
        self.group_names.insert(dn_key(&entry.dn), id.clone());
        Some(id)
    }

    /// Makes those who were listed known by name too, after all others.
    pub(super) fn join(&mut self, listed: Listed) {
        for (id, uid, key) in listed.people {
            if !self.ids.people.contains(&id) {
                self.call(&id, uid.as_deref(), &key, None);
            }
        }
        self.listed = Some(listed.ids);
    }

    /// All ids, where everybody was listed.
    pub(super) fn present(&self) -> Option<Vec<Member>> {
        let listed = self.listed.as_ref()?;
        let people = self.ids.people.union(&listed.people).cloned().map(Member::Person);
        let groups = self.ids.groups.union(&listed.groups).cloned().map(Member::Group);
        Some(people.chain(groups).collect())
    }

    /// Why absence of somebody here may mean nothing.
    pub(super) fn incomplete(&self) -> Option<Incomplete> {
        let listed = self.listed.as_ref().and_then(Ids::incomplete);
        self.ids.incomplete().or(listed)
    }

    /// Gives people their managers, numbered as they were looked at, and groups their members.
    pub(super) fn settle(
        self,
        people: &mut [Person],
        mut named: Vec<NamedGroup>,
        notes: &mut Vec<SourceNote>,
    ) -> Vec<SourceGroup> {
        for group in &mut named {
            for member in &mut group.members {
                if let Some(id) = self.group_names.get(member) {
                    member.clone_from(id);
                }
            }
        }
        let settled = self.roster.settle(named);
        for (number, person) in (0..).zip(people) {
            if let Some(manager) = settled.manager(number) {
                person.attributes.insert("manager".to_owned(), Value::from(manager));
            }
        }
        notes.extend(settled.notes.into_iter().map(SourceNote::People));
        let groups = settled.groups.into_iter().map(|group| SourceGroup {
            id: group.id,
            name: group.name,
            attributes: group.attributes,
            members: Some(group.members),
            member_changes: Vec::new(),
        });
        groups.collect()
    }
}

/// A group with its members as it names them.
pub(super) fn named(entry: &Entry, id: String, chosen: &Chosen, taking: &Taking, odd: &mut Odd) -> NamedGroup {
    let members = chosen.members.iter().flat_map(|attribute| {
        let is_plain = attribute.eq_ignore_ascii_case("memberUid");
        entry.texts(attribute).into_iter().map(move |member| {
            if is_plain || !member.contains('=') {
                member
            } else {
                dn_key(without_bits(&member))
            }
        })
    });
    let members: Vec<String> = members.collect();
    let mut attributes = taking.attributes(entry, &id, odd);
    attributes.retain(|name, _| !chosen.members.iter().any(|member| member.eq_ignore_ascii_case(name)));
    NamedGroup {
        name: entry.text(&chosen.group_name).unwrap_or_else(|| id.clone()),
        id,
        attributes,
        members,
    }
}
