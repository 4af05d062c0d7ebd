//! From what was read to what is kept: the old people and groups with the changes made, and who left.
//!
//! The people and groups, who left, the watermark and whether that is all there is become visible in one transaction: whatever
//! ends this in between, the directory is as it was, and the next refresh finds the same again.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher as _, RandomState},
    ops::ControlFlow,
    sync::mpsc,
    thread,
};

use scimdesk_directory::{
    Group, Member, Person,
    source::{Fetched, Removed, SourceGroup},
};
use scimdesk_store::{Completeness, Departed, Fetch, Kind, NewDirectory, NewGroup, NewPerson, Store, StoreError};
use serde_json::{Map, Value};

use crate::{
    error::store_error,
    people::keep::{self, group},
    wire::{DeskError, ErrorCode},
    words::args,
};

/// From how many groups on it is odd that more than half of them are gone.
const MANY_GROUPS: u64 = 10;
/// People that may wait to be written.
const AHEAD: usize = 1_000;

/// A person or group who was there.
struct Old {
    name: String,
    /// Of all attributes; changed ones have another.
    hash: u64,
}

/// The directory as it was.
pub(super) struct Before {
    people: HashMap<String, Old>,
    groups: HashMap<String, Old>,
    hashes: RandomState,
}

/// How many came, changed and left.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) added: u64,
    pub(super) changed: u64,
    pub(super) removed: u64,
}

impl Before {
    pub(super) fn of(store: &Store, directory: &str) -> Result<Self, StoreError> {
        let hashes = RandomState::new();
        let mut people = HashMap::new();
        store.each_person(directory, |person| {
            let hash = hashes.hash_one(&person.attributes);
            people.insert(
                person.id,
                Old {
                    name: person.name,
                    hash,
                },
            );
            ControlFlow::Continue(())
        })?;
        let mut groups = HashMap::new();
        store.each_resource(directory, Kind::Group, |id, raw| {
            let old = Old {
                name: group_name(id, raw),
                hash: hashes.hash_one(raw),
            };
            groups.insert(id.to_owned(), old);
            ControlFlow::Continue(())
        })?;
        Ok(Self { people, groups, hashes })
    }

    /// Who is not in what was read and was before, as far as that says anything.
    pub(super) fn missing(&self, fetched: &Fetched) -> Vec<Member> {
        if fetched.complete.is_err() {
            return Vec::new();
        }
        let mut there: HashSet<Member> = match (fetched.full, &fetched.present) {
            (false, None) => return Vec::new(),
            (false, Some(present)) => present.iter().cloned().collect(),
            (true, _) => HashSet::new(),
        };
        there.extend(fetched.people.iter().map(|person| Member::Person(person.id.clone())));
        there.extend(fetched.groups.iter().map(|group| Member::Group(group.id.clone())));
        there.extend(fetched.removed.iter().map(|(member, _)| member.clone()));
        let people = self.people.keys().cloned().map(Member::Person);
        let groups = self.groups.keys().filter(|_| fetched.reads_groups);
        let groups = groups.cloned().map(Member::Group);
        people.chain(groups).filter(|member| !there.contains(member)).collect()
    }

    /// Whether somebody is there of whom neither the cache nor the changes know: then changes are not enough.
    pub(super) fn is_behind(&self, fetched: &Fetched) -> bool {
        let read: HashSet<&str> = fetched
            .people
            .iter()
            .map(|person| person.id.as_str())
            .chain(fetched.groups.iter().map(|group| group.id.as_str()))
            .collect();
        fetched.present.iter().flatten().any(|member| match member {
            Member::Person(id) => !self.people.contains_key(id) && !read.contains(id.as_str()),
            Member::Group(id) => !self.groups.contains_key(id) && !read.contains(id.as_str()),
        })
    }

    /// How many groups were there, and are neither read again nor told to be gone, since groups are not read any more.
    pub(super) fn kept_groups(&self, fetched: &Fetched) -> u64 {
        if fetched.reads_groups {
            0
        } else {
            self.groups.len() as u64
        }
    }

    fn name(&self, member: &Member) -> Option<&str> {
        match member {
            Member::Person(id) => self.people.get(id),
            Member::Group(id) => self.groups.get(id),
        }
        .map(|old| old.name.as_str())
    }

    /// Whether a person is there as they were.
    fn is_same(&self, person: &Person) -> bool {
        self.people.get(&person.id).is_some_and(|old| {
            old.name == person.name && old.hash == self.hashes.hash_one(keep::json(&person.attributes))
        })
    }

    /// Whether these are all groups there were, as they were, with the same members in whatever order.
    fn are_same(&self, store: &Store, directory: &str, groups: &[NewGroup]) -> Result<bool, StoreError> {
        let is_same = |group: &NewGroup| {
            self.groups
                .get(&group.id)
                .is_some_and(|old| old.name == group.name && old.hash == self.hashes.hash_one(&group.attributes))
        };
        if groups.len() != self.groups.len() || !groups.iter().all(is_same) {
            return Ok(false);
        }
        let mut had = HashSet::new();
        store.memberships(directory, |one| {
            had.insert((one.group.to_owned(), one.kind, one.member.to_owned()));
        })?;
        let has: HashSet<_> = groups
            .iter()
            .flat_map(|group| {
                let members = group.members.iter();
                members.map(|member| (group.id.clone(), member.kind, member.id.clone()))
            })
            .collect();
        Ok(had == has)
    }
}

fn group_name(id: &str, raw: &str) -> String {
    let attributes: Map<String, Value> = serde_json::from_str(raw).unwrap_or_default();
    scimdesk_directory::name(&attributes).unwrap_or_else(|| id.to_owned())
}

/// Keeps what was read. `gone` are those who left without the source saying so itself.
pub(super) fn merge(
    store: &Store,
    target: NewDirectory,
    before: &Before,
    mut fetched: Fetched,
    gone: Vec<(Member, Removed)>,
    proof: (Completeness, String),
    anyway: bool,
) -> Result<Counts, DeskError> {
    let failed = |error: StoreError| store_error(&error);
    let (directory, at) = (target.id.clone(), target.imported_at);
    fetched.removed.extend(gone);
    let counts = count(before, &fetched);
    if !anyway {
        refuse_shrunk(&target.name, before, &fetched)?;
    }
    let departed = fetched.removed.iter().filter_map(|(member, how)| {
        let (kind, id) = kind_and_id(member);
        Some(Departed {
            kind,
            id: id.to_owned(),
            // Who was never here and is said to be gone is nobody's loss.
            name: before.name(member)?.to_owned(),
            gone: *how == Removed::Hard,
            at,
        })
    });
    let mut departed: Vec<Departed> = departed.collect();
    departed.extend(now_gone(store, &directory, before, &fetched, at).map_err(failed)?);
    let (completeness, evidence) = proof;
    let fetch = Fetch {
        departed,
        back: back(store, &directory, &fetched).map_err(failed)?,
        watermark: fetched.watermark.clone(),
        completeness,
        evidence,
        at,
    };
    let leaves = fetched.removed.iter().any(|(member, _)| before.name(member).is_some());
    if fetched.full || leaves || !fetched.people.is_empty() || !fetched.groups.is_empty() {
        write(store, target, before, fetched, fetch).map_err(failed)?;
    } else {
        store.keep_fetch(&directory, fetch).map_err(failed)?;
    }
    Ok(counts)
}

/// Refuses what would take more than half of the people away, or of the groups: a filter that is too narrow looks like that.
fn refuse_shrunk(name: &str, before: &Before, fetched: &Fetched) -> Result<(), DeskError> {
    for (kind, all) in [(Kind::User, &before.people), (Kind::Group, &before.groups)] {
        let left: HashSet<&str> = fetched
            .removed
            .iter()
            .map(|(member, _)| kind_and_id(member))
            .filter(|(of, id)| *of == kind && all.contains_key(*id))
            .map(|(_, id)| id)
            .collect();
        let (lost, had) = (left.len() as u64, all.len() as u64);
        // A company has few groups, and one of two may well be given up.
        let counts = kind == Kind::User || had >= MANY_GROUPS;
        if counts && lost * 2 > had {
            let of = match kind {
                Kind::User => "people",
                Kind::Group => "groups",
            };
            return Err(DeskError::with(
                ErrorCode::SourceShrunk,
                args!(detail = name, lost = lost, had = had, of = of),
            ));
        }
    }
    Ok(())
}

fn kind_and_id(member: &Member) -> (Kind, &str) {
    match member {
        Member::Person(id) => (Kind::User, id),
        Member::Group(id) => (Kind::Group, id),
    }
}

fn count(before: &Before, fetched: &Fetched) -> Counts {
    let mut counts = Counts::default();
    for person in &fetched.people {
        let new = keep::json(&person.attributes);
        match before.people.get(&person.id) {
            None => counts.added += 1,
            Some(old) if old.hash != before.hashes.hash_one(&new) => counts.changed += 1,
            Some(_) => {}
        }
    }
    let was_there = |member: &&Member| matches!(member, Member::Person(id) if before.people.contains_key(id));
    counts.removed = fetched
        .removed
        .iter()
        .map(|(member, _)| member)
        .filter(was_there)
        .count() as u64;
    counts
}

/// Who left before in a way that may be undone, and of whom the source now says that they are gone for good.
fn now_gone(
    store: &Store,
    directory: &str,
    before: &Before,
    fetched: &Fetched,
    at: jiff::Timestamp,
) -> Result<Vec<Departed>, StoreError> {
    let hard: HashSet<&Member> = fetched
        .removed
        .iter()
        .filter(|(member, how)| *how == Removed::Hard && before.name(member).is_none())
        .map(|(member, _)| member)
        .collect();
    if hard.is_empty() {
        return Ok(Vec::new());
    }
    let mut gone = Vec::new();
    for kind in [Kind::User, Kind::Group] {
        for one in store.departed(directory, kind)? {
            let member = match kind {
                Kind::User => Member::Person(one.id.clone()),
                Kind::Group => Member::Group(one.id.clone()),
            };
            if !one.gone && hard.contains(&member) {
                gone.push(Departed { gone: true, at, ..one });
            }
        }
    }
    Ok(gone)
}

/// Whoever is there again did not leave.
fn back(store: &Store, directory: &str, fetched: &Fetched) -> Result<Vec<(Kind, Vec<String>)>, StoreError> {
    let mut all = Vec::new();
    let people: HashSet<&str> = fetched.people.iter().map(|person| person.id.as_str()).collect();
    let groups: HashSet<&str> = fetched.groups.iter().map(|group| group.id.as_str()).collect();
    for (kind, there) in [(Kind::User, people), (Kind::Group, groups)] {
        let back = store.departed(directory, kind)?.into_iter().map(|one| one.id);
        let back: Vec<String> = back.filter(|id| there.contains(id.as_str())).collect();
        all.push((kind, back));
    }
    Ok(all)
}

/// Writes the new state, old people streaming past; nothing, where it is the old one. A state that is written is another
/// generation, and whoever waits for changes would take it for one.
fn write(
    store: &Store,
    target: NewDirectory,
    before: &Before,
    fetched: Fetched,
    fetch: Fetch,
) -> Result<(), StoreError> {
    let directory = target.id.clone();
    let left: HashSet<Member> = fetched.removed.iter().map(|(member, _)| member.clone()).collect();
    let read: HashSet<String> = fetched.people.iter().map(|person| person.id.clone()).collect();
    // An old one stays unless everything was read and that is proven to be all.
    let stays = !fetched.full || fetched.complete.is_err();
    let unread = fetched.complete.is_err().then(|| {
        let mut there: HashSet<Member> = read.iter().cloned().map(Member::Person).collect();
        there.extend(fetched.groups.iter().map(|group| Member::Group(group.id.clone())));
        there
    });
    let groups_stay = stays || !fetched.reads_groups;
    let groups = groups(store, &directory, fetched.groups, groups_stay, unread.as_ref(), &left)?;
    let everybody_stays = if stays {
        !before
            .people
            .keys()
            .any(|id| left.contains(&Member::Person(id.clone())))
    } else {
        before.people.keys().all(|id| read.contains(id))
    };
    if everybody_stays
        && fetched.people.iter().all(|person| before.is_same(person))
        && is_told_the_same(store, &target)?
        && before.are_same(store, &directory, &groups)?
    {
        return store.keep_fetch(&directory, fetch);
    }
    let stay = |id: &str| stays && !read.contains(id) && !left.contains(&Member::Person(id.to_owned()));
    let new = fetched.people.into_iter().map(|person| Ok(keep::person(person)));
    if !before.people.keys().any(|id| stay(id)) {
        return store.refresh_directory(target, new, groups, fetch).map(|_| ());
    }
    let (sender, receiver) = mpsc::sync_channel::<Result<NewPerson, StoreError>>(AHEAD);
    thread::scope(|scope| {
        scope.spawn(|| {
            let sender = sender;
            let each = store.each_person(&directory, |old| {
                if !stay(&old.id) {
                    return ControlFlow::Continue(());
                }
                let attributes = serde_json::from_str(&old.attributes).unwrap_or_default();
                let person = Person {
                    id: old.id,
                    name: old.name,
                    attributes,
                };
                match sender.send(Ok(keep::person(person))) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(mpsc::SendError(_)) => ControlFlow::Break(()),
                }
            });
            if let Err(problem) = each {
                // Nobody waits for it where writing has failed already.
                let _ = sender.send(Err(problem));
            }
        });
        store
            .refresh_directory(target, receiver.into_iter().chain(new), groups, fetch)
            .map(|_| ())
    })
}

/// Whether what is told of a directory is as it was.
fn is_told_the_same(store: &Store, target: &NewDirectory) -> Result<bool, StoreError> {
    let record = store.directory(&target.id)?;
    Ok(record.is_some_and(|old| old.name == target.name && old.origin == target.origin && old.notes == target.notes))
}

/// `there`: who was read, where that is not proven to be all. A source says of members whom it did not read no more than of these
/// themselves, so that they stay where they were.
fn groups(
    store: &Store,
    directory: &str,
    read: Vec<SourceGroup>,
    stays: bool,
    there: Option<&HashSet<Member>>,
    left: &HashSet<Member>,
) -> Result<Vec<NewGroup>, StoreError> {
    let mut order: Vec<String> = Vec::new();
    let mut all: HashMap<String, Group> = HashMap::new();
    if stays {
        store.each_resource(directory, Kind::Group, |id, raw| {
            order.push(id.to_owned());
            let group = Group {
                id: id.to_owned(),
                name: group_name(id, raw),
                attributes: serde_json::from_str(raw).unwrap_or_default(),
                members: Vec::new(),
            };
            all.insert(id.to_owned(), group);
            ControlFlow::Continue(())
        })?;
        store.memberships(directory, |membership| {
            if let Some(group) = all.get_mut(membership.group) {
                group.members.push(match membership.kind {
                    Kind::User => Member::Person(membership.member.to_owned()),
                    Kind::Group => Member::Group(membership.member.to_owned()),
                });
            }
        })?;
    }
    for group in read {
        let old = all.remove(&group.id);
        if old.is_none() {
            order.push(group.id.clone());
        }
        let had = old.map(|old| old.members).unwrap_or_default();
        let mut members = match (group.members, there) {
            (None, _) => had,
            (Some(members), None) => members,
            (Some(mut members), Some(there)) => {
                let listed: HashSet<Member> = members.iter().cloned().collect();
                let unread = |member: &Member| !there.contains(member) && !listed.contains(member);
                members.extend(had.into_iter().filter(unread));
                members
            }
        };
        if !group.member_changes.is_empty() {
            change_members(&mut members, group.member_changes);
        }
        all.insert(
            group.id.clone(),
            Group {
                id: group.id,
                name: group.name,
                attributes: group.attributes,
                members,
            },
        );
    }
    let groups = order.into_iter().filter_map(|id| all.remove(&id));
    let groups = groups.filter(|group| !left.contains(&Member::Group(group.id.clone())));
    Ok(groups
        .map(|mut one| {
            one.members.retain(|member| !left.contains(member));
            group(one)
        })
        .collect())
}

fn change_members(members: &mut Vec<Member>, changes: Vec<(Member, bool)>) {
    let last: HashMap<Member, bool> = changes.iter().cloned().collect();
    let had: HashSet<Member> = members.iter().cloned().collect();
    members.retain(|member| last.get(member) != Some(&false));
    let mut added = HashSet::new();
    for (member, _) in changes {
        if last.get(&member) == Some(&true) && !had.contains(&member) && added.insert(member.clone()) {
            members.push(member);
        }
    }
}

/// The source of a directory that was imported by hand: nothing that can be read again.
const IMPORTED: &str = r#"{"from":"import"}"#;

/// What an import says of itself.
pub(in crate::people) struct Imported {
    pub(in crate::people) completeness: Completeness,
    pub(in crate::people) evidence: String,
}

/// Before an import takes the place of what is there: those who are no longer in it left, and may come back.
pub(in crate::people) fn leaving(
    store: &Store,
    directory: &str,
    people: &HashSet<String>,
    groups: &HashSet<String>,
    at: jiff::Timestamp,
) -> Result<(), StoreError> {
    let before = match Before::of(store, directory) {
        // The first import.
        Err(StoreError::NoSuchDirectory { .. }) => return Ok(()),
        before => before?,
    };
    let missing = |kind, id: &String, name: &String| Departed {
        kind,
        id: id.clone(),
        name: name.clone(),
        gone: false,
        at,
    };
    let left = before.people.iter().filter(|(id, _)| !people.contains(*id));
    let mut departed: Vec<Departed> = left.map(|(id, old)| missing(Kind::User, id, &old.name)).collect();
    let left = before.groups.iter().filter(|(id, _)| !groups.contains(*id));
    departed.extend(left.map(|(id, old)| missing(Kind::Group, id, &old.name)));
    if !departed.is_empty() {
        store.put_departed(directory, departed)?;
    }
    for (kind, there) in [(Kind::User, people), (Kind::Group, groups)] {
        let back = store.departed(directory, kind)?.into_iter().map(|one| one.id);
        let back: Vec<String> = back.filter(|id| there.contains(id)).collect();
        if !back.is_empty() {
            store.return_departed(directory, kind, &back)?;
        }
    }
    Ok(())
}

/// Keeps whether an import is all there is. Where the directory is read from somewhere, it is read whole the next time.
pub(in crate::people) fn imported(
    store: &Store,
    directory: &str,
    imported: &Imported,
    at: jiff::Timestamp,
) -> Result<(), StoreError> {
    if store.directory_source(directory)?.is_none() {
        store.save_directory_source(directory, IMPORTED)?;
    }
    store.save_watermark(directory, None, imported.completeness, &imported.evidence, at)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use jiff::Timestamp;
    use proptest::prelude::*;
    use scimdesk_directory::{
        Member, Person,
        source::{Fetched, Incomplete, Removed, SourceGroup},
    };
    use scimdesk_store::{Completeness, Kind, NewDirectory, Store};
    use serde_json::{Map, Value};

    use super::{Before, Counts, change_members, leaving, merge};
    use crate::wire::{DeskError, ErrorCode};

    const DIRECTORY: &str = "00000000-0000-4000-8000-000000000001";

    fn person(id: &str) -> Member {
        Member::Person(id.to_owned())
    }

    /// A directory in a cache of its own.
    struct Kept {
        store: Store,
        _dir: tempfile::TempDir,
    }

    impl Kept {
        fn new() -> Self {
            let dir = tempfile::tempdir().expect("a directory");
            let store = Store::open_temporary(dir.path()).expect("opens");
            store
                .replace_directory(target(), Vec::new(), Vec::new())
                .expect("is made");
            store.save_directory_source(DIRECTORY, "{}").expect("is kept");
            Self { store, _dir: dir }
        }

        fn merge(&self, fetched: Fetched, how: Removed) -> Result<Counts, DeskError> {
            let before = Before::of(&self.store, DIRECTORY).expect("is read");
            let gone = before
                .missing(&fetched)
                .into_iter()
                .map(|member| (member, how))
                .collect();
            merge(&self.store, target(), &before, fetched, gone, proven(), true)
        }

        /// Everybody, with their titles.
        fn people(&self) -> Vec<(String, String)> {
            let mut people = Vec::new();
            let each = self.store.each_person(DIRECTORY, |person| {
                let attributes: Map<String, Value> = serde_json::from_str(&person.attributes).expect("JSON");
                people.push((
                    person.id,
                    attributes["jobTitle"].as_str().unwrap_or_default().to_owned(),
                ));
                std::ops::ControlFlow::Continue(())
            });
            each.expect("is read");
            people.sort();
            people
        }

        fn members(&self) -> Vec<(String, String)> {
            let mut members = Vec::new();
            let each = self.store.memberships(DIRECTORY, |one| {
                members.push((one.group.to_owned(), one.member.to_owned()));
            });
            each.expect("is read");
            members
        }

        /// Who left, and whether for good.
        fn left(&self) -> Vec<(String, bool)> {
            let left = self.store.departed(DIRECTORY, Kind::User).expect("is read");
            left.into_iter().map(|one| (one.id, one.gone)).collect()
        }
    }

    fn proven() -> (Completeness, String) {
        (Completeness::Proven, String::new())
    }

    fn target() -> NewDirectory {
        NewDirectory {
            id: DIRECTORY.to_owned(),
            name: "people".to_owned(),
            origin: "{}".to_owned(),
            imported_at: Timestamp::UNIX_EPOCH,
            notes: "[]".to_owned(),
        }
    }

    fn fetched(full: bool, people: &[(&str, &str)]) -> Fetched {
        let people = people.iter().map(|(id, title)| Person {
            id: (*id).to_owned(),
            name: (*id).to_owned(),
            attributes: Map::from_iter([("jobTitle".to_owned(), Value::from(*title))]),
        });
        Fetched {
            full,
            people: people.collect(),
            groups: Vec::new(),
            removed: Vec::new(),
            present: None,
            reads_groups: true,
            assignments: None,
            watermark: None,
            complete: Ok(()),
            notes: Vec::new(),
        }
    }

    fn group(members: Option<&[&str]>, changes: &[(&str, bool)]) -> SourceGroup {
        SourceGroup {
            id: "g".to_owned(),
            name: "Group".to_owned(),
            attributes: Map::from_iter([("displayName".to_owned(), Value::from("Group"))]),
            members: members.map(|members| members.iter().map(|id| person(id)).collect()),
            member_changes: changes.iter().map(|(id, is_in)| (person(id), *is_in)).collect(),
        }
    }

    fn texts(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn changes_leave_the_others_as_they_are() {
        let kept = Kept::new();
        let mut first = fetched(true, &[("a", "1"), ("b", "1"), ("c", "1")]);
        first.groups = vec![group(Some(&["a", "b", "c"]), &[])];
        kept.merge(first, Removed::Soft).expect("is kept");
        let mut second = fetched(false, &[("b", "2"), ("d", "1")]);
        second.removed = vec![(person("c"), Removed::Soft), (person("never here"), Removed::Hard)];
        second.groups = vec![group(None, &[("a", false), ("d", true)])];
        let counts = kept.merge(second, Removed::Hard).expect("is kept");
        assert_eq!((counts.added, counts.changed, counts.removed), (1, 1, 1));
        assert_eq!(kept.people(), texts(&[("a", "1"), ("b", "2"), ("d", "1")]));
        assert_eq!(
            kept.members(),
            texts(&[("g", "b"), ("g", "d")]),
            "who left is in no group"
        );
        assert_eq!(kept.left(), [("c".to_owned(), false)]);
        // In the recycle bin, then gone for good, then somebody with the same id after all.
        let mut third = fetched(false, &[]);
        third.removed = vec![(person("c"), Removed::Hard)];
        kept.merge(third, Removed::Hard).expect("is kept");
        assert_eq!(kept.left(), [("c".to_owned(), true)]);
        kept.merge(fetched(false, &[("c", "3")]), Removed::Hard)
            .expect("is kept");
        assert_eq!(kept.left(), []);
        assert_eq!(kept.people().len(), 4);
    }

    #[test]
    fn nobody_leaves_by_a_listing_that_is_not_proven() {
        let kept = Kept::new();
        kept.merge(fetched(true, &[("a", "1"), ("b", "1")]), Removed::Soft)
            .expect("is kept");
        let mut cut = fetched(true, &[("a", "2")]);
        cut.complete = Err(Incomplete::Nobody);
        kept.merge(cut, Removed::Hard).expect("is kept");
        assert_eq!(kept.people(), texts(&[("a", "2"), ("b", "1")]));
        assert_eq!(kept.left(), []);
        let mut listed = fetched(false, &[]);
        listed.present = Some(vec![person("a")]);
        kept.merge(listed, Removed::Hard).expect("is kept");
        assert_eq!(kept.left(), [("b".to_owned(), true)]);
    }

    #[test]
    fn who_could_not_be_read_stays_in_their_groups() {
        let kept = Kept::new();
        let mut first = fetched(true, &[("a", "1"), ("b", "1"), ("c", "1")]);
        first.groups = vec![group(Some(&["a", "b", "c"]), &[])];
        kept.merge(first, Removed::Soft).expect("is kept");
        // The row of b is broken; c is there and in no group.
        let mut broken = fetched(true, &[("a", "1"), ("c", "1")]);
        broken.groups = vec![group(Some(&["a"]), &[])];
        broken.complete = Err(Incomplete::Nobody);
        kept.merge(broken, Removed::Soft).expect("is kept");
        assert_eq!(kept.members(), texts(&[("g", "a"), ("g", "b")]));
        let mut mended = fetched(true, &[("a", "1"), ("b", "1"), ("c", "1")]);
        mended.groups = vec![group(Some(&["a"]), &[])];
        kept.merge(mended, Removed::Soft).expect("is kept");
        assert_eq!(kept.members(), texts(&[("g", "a")]));
    }

    #[test]
    fn an_import_remembers_who_is_no_longer_in_it() {
        let kept = Kept::new();
        kept.merge(fetched(true, &[("a", "1"), ("b", "1")]), Removed::Soft)
            .expect("is kept");
        let (there, none) = (HashSet::from(["a".to_owned()]), HashSet::new());
        leaving(&kept.store, DIRECTORY, &there, &none, Timestamp::UNIX_EPOCH).expect("is kept");
        assert_eq!(kept.left(), [("b".to_owned(), false)]);
        let there = HashSet::from(["a".to_owned(), "b".to_owned()]);
        leaving(&kept.store, DIRECTORY, &there, &none, Timestamp::UNIX_EPOCH).expect("is kept");
        assert_eq!(kept.left(), []);
        leaving(&kept.store, "another", &there, &none, Timestamp::UNIX_EPOCH).expect("is the first import");
    }

    #[test]
    fn half_of_the_people_may_leave_and_no_more() {
        let kept = Kept::new();
        kept.merge(
            fetched(true, &[("a", "1"), ("b", "1"), ("c", "1"), ("d", "1")]),
            Removed::Soft,
        )
        .expect("is kept");
        let go = |people: &[(&str, &str)]| {
            let fetched = fetched(true, people);
            let before = Before::of(&kept.store, DIRECTORY).expect("is read");
            let gone = before
                .missing(&fetched)
                .into_iter()
                .map(|member| (member, Removed::Soft))
                .collect();
            merge(&kept.store, target(), &before, fetched, gone, proven(), false).map_err(|error| error.code)
        };
        assert_eq!(go(&[("a", "1")]), Err(ErrorCode::SourceShrunk));
        assert_eq!((kept.people().len(), kept.left().len()), (4, 0));
        assert_eq!(go(&[("a", "1"), ("b", "1")]).map(|counts| counts.removed), Ok(2));
    }

    #[test]
    fn half_of_the_groups_may_leave_and_no_more() {
        let kept = Kept::new();
        let read = |ids: &[&str]| {
            let mut fetched = fetched(true, &[("a", "1")]);
            fetched.groups = ids
                .iter()
                .map(|id| SourceGroup {
                    id: (*id).to_owned(),
                    ..group(Some(&["a"]), &[])
                })
                .collect();
            fetched
        };
        let go = |ids: &[&str]| {
            let before = Before::of(&kept.store, DIRECTORY).expect("is read");
            let fetched = read(ids);
            let missing = before.missing(&fetched).into_iter();
            let gone = missing.map(|member| (member, Removed::Soft)).collect();
            merge(&kept.store, target(), &before, fetched, gone, proven(), false)
        };
        let all = ["f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q"];
        kept.merge(read(&all), Removed::Soft).expect("is kept");
        let refused = go(&all[..5]).expect_err("is refused");
        assert_eq!(refused.code, ErrorCode::SourceShrunk);
        assert_eq!(
            refused.message,
            "7 of 12 groups would leave people. Nothing was changed."
        );
        assert_eq!(kept.members().len(), 12);
        go(&all[..6]).expect("is kept");
        assert_eq!(kept.members().len(), 6);
        // A few groups may all be given up.
        go(&all[..1]).expect("is kept");
        assert_eq!(kept.members().len(), 1);
    }

    #[test]
    fn what_is_read_again_unchanged_is_no_new_state_and_any_change_is() {
        let kept = Kept::new();
        let read = |title: &str, members: &[&str]| {
            let mut fetched = fetched(true, &[("a", title), ("b", "1")]);
            fetched.groups = vec![group(Some(members), &[])];
            fetched
        };
        let generation = || {
            let record = kept.store.directory(DIRECTORY).expect("is read");
            record.expect("is there").generation
        };
        let states = [
            ("the first", read("1", &["a", "b"]), true),
            ("the same", read("1", &["a", "b"]), false),
            ("its members in another order", read("1", &["b", "a"]), false),
            (
                "one person read again as they were",
                fetched(false, &[("b", "1")]),
                false,
            ),
            ("another title", read("2", &["a", "b"]), true),
            ("a member less", read("2", &["a"]), true),
            ("a member of no account more", read("2", &["a", "z"]), true),
            ("no group", fetched(true, &[("a", "2"), ("b", "1")]), true),
            ("a person less", fetched(true, &[("a", "2")]), true),
            ("the same", fetched(true, &[("a", "2")]), false),
        ];
        for (what, state, is_new) in states {
            let before = generation();
            kept.merge(state, Removed::Soft).expect("is kept");
            assert_eq!(generation() != before, is_new, "{what}");
        }
    }

    #[test]
    fn the_last_word_on_a_member_counts() {
        let mut members = vec![person("a"), person("b"), person("c")];
        change_members(
            &mut members,
            vec![
                (person("a"), false),
                (person("b"), false),
                (person("b"), true),
                (person("d"), true),
                (person("d"), true),
                (person("e"), true),
                (person("e"), false),
            ],
        );
        assert_eq!(members, [person("b"), person("c"), person("d")]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        /// Whatever happens between two refreshes, changes lead to what everything would have led to.
        #[test]
        fn changes_and_everything_lead_to_the_same(
            states in proptest::collection::vec(proptest::collection::btree_map("[a-e]", "[1-3]", 0..5), 1..5),
        ) {
            let (by_changes, whole) = (Kept::new(), Kept::new());
            let mut before = std::collections::BTreeMap::new();
            for state in states {
                let all: Vec<(&str, &str)> = state.iter().map(|(id, title)| (id.as_str(), title.as_str())).collect();
                whole.merge(fetched(true, &all), Removed::Soft).expect("is kept");
                let changed: Vec<(&str, &str)> =
                    all.iter().copied().filter(|(id, title)| before.get(*id).map(String::as_str) != Some(*title)).collect();
                let mut changes = fetched(false, &changed);
                changes.present = Some(state.keys().map(|id| person(id)).collect());
                by_changes.merge(changes, Removed::Soft).expect("is kept");
                before = state;
                prop_assert_eq!(by_changes.people(), whole.people());
                prop_assert_eq!(by_changes.left(), whole.left());
            }
        }
    }
}
