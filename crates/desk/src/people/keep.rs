//! Keeping people: those of a file that was looked at, or the accounts of a tenant.

use std::{collections::HashSet, ops::ControlFlow};

use scimdesk_directory::{Group, Member, Person};
use scimdesk_store::{self as store, Completeness, Kind, NewDirectory, NewGroup, NewPerson, Store, StoreError};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    directories, readings,
    sources::{self, Imported},
    take, wording,
};
use crate::{
    Desk,
    desk::blocking,
    error::store_error,
    tenants,
    wire::{
        DeskError, DeskEvent, Directory, DirectoryOrigin, ErrorCode, KeepPeople, PeopleChange, RejectedRows, TakePeople,
    },
    words::say,
};

impl Desk {
    /// Keep what was read.
    pub async fn people_keep(&self, request: KeepPeople) -> Result<Directory, DeskError> {
        let opened = self.opened()?;
        let kept = opened.readings().find(&request.reading)?;
        let store = opened.store(|store| Ok(store.clone())).await?;
        let at = self.inner.clock.now();
        let reading = request.reading;
        let id = blocking(move || {
            let choice = readings::choice(&request.columns, &request.id_attribute);
            let import = readings::choose(&kept.reading, &choice)?;
            let mut notes: Vec<String> = import.notes().iter().map(wording::note).collect();
            let rows = import.rejections().total;
            if rows > 0 {
                notes.insert(0, say!("people-note-rows-left-out", rows = rows));
            }
            let target = target(&store, request.directory, &request.name, &kept.origin, &notes, at)?;
            let failed = |error| store_error(&error);
            let ids = import.people().map(|person| person.id).collect();
            let group_ids = import.groups().iter().map(|group| group.id.clone()).collect();
            sources::leaving(&store, &target.id, &ids, &group_ids, at).map_err(failed)?;
            let groups = import.groups().iter().cloned().map(group);
            let kept = store.replace_directory(target, import.people().map(person), groups);
            let id = kept.map_err(failed)?.id;
            sources::imported(&store, &id, &proof(&import), at).map_err(failed)?;
            Ok(id)
        })
        .await?;
        opened.readings().forget(&reading);
        self.kept(&id).await
    }

    /// What keeping it would change in the directory that is named.
    pub async fn people_keep_change(&self, request: KeepPeople) -> Result<PeopleChange, DeskError> {
        let opened = self.opened()?;
        let kept = opened.readings().find(&request.reading)?;
        let store = opened.store(|store| Ok(store.clone())).await?;
        blocking(move || {
            let choice = readings::choice(&request.columns, &request.id_attribute);
            let import = readings::choose(&kept.reading, &choice)?;
            let ids = import.people().map(|person| person.id).collect();
            change(&store, request.directory.as_deref(), &ids).map_err(|error| store_error(&error))
        })
        .await
    }

    /// The rows that cannot be used with these columns and this id, which may be others than with the usual ones.
    pub async fn people_keep_rejected(&self, request: KeepPeople) -> Result<RejectedRows, DeskError> {
        let kept = self.opened()?.readings().find(&request.reading)?;
        blocking(move || {
            let choice = readings::choice(&request.columns, &request.id_attribute);
            let import = readings::choose(&kept.reading, &choice)?;
            let rejections = import.rejections();
            Ok(RejectedRows {
                first: rejections.first.iter().map(wording::rejected).collect(),
                total: rejections.total,
            })
        })
        .await
    }

    /// Take a tenant's cached accounts and groups as people and groups.
    pub async fn people_take(&self, request: TakePeople) -> Result<Directory, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        let store = opened.store(|store| Ok(store.clone())).await?;
        let at = self.inner.clock.now();
        let id = blocking(move || {
            let taken = take::roster(&store, &tenant)?;
            let origin = DirectoryOrigin::Tenant { tenant: tenant.name };
            let target = target(&store, request.directory, &request.name, &origin, &taken.notes, at)?;
            let failed = |error| store_error(&error);
            let (ids, group_ids) = taken.ids();
            sources::leaving(&store, &target.id, &ids, &group_ids, at).map_err(failed)?;
            let proof = taken.proof();
            let id = take::keep(&store, &tenant.id, taken, target).map_err(failed)?.id;
            sources::imported(&store, &id, &proof, at).map_err(failed)?;
            Ok(id)
        })
        .await?;
        self.kept(&id).await
    }

    /// What taking them would change in the directory that is named.
    pub async fn people_take_change(&self, request: TakePeople) -> Result<PeopleChange, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?.id;
        opened
            .store(move |store| {
                let mut ids = HashSet::new();
                store.each_resource(&tenant, Kind::User, |id, _| {
                    ids.insert(id.to_owned());
                    ControlFlow::Continue(())
                })?;
                change(store, request.directory.as_deref(), &ids)
            })
            .await
    }

    /// Tells everybody that a directory is new or changed, and how it is now.
    async fn kept(&self, id: &str) -> Result<Directory, DeskError> {
        self.sound(DeskEvent::DirectoriesChanged);
        let opened = self.opened()?;
        let all = directories::all(&opened).await?;
        for tenant in directories::users_of(&opened, id).await? {
            self.sound(DeskEvent::MappingsChanged { tenant: tenant.id });
        }
        all.into_iter()
            .find(|directory| directory.id == id)
            .ok_or_else(|| DeskError::of(ErrorCode::DirectoryNotFound))
    }
}

/// A file is all there is where every row could be used, and it is not one page of several.
fn proof(import: &scimdesk_directory::Import<'_>) -> Imported {
    let rejected = import.rejections();
    if let Some(first) = rejected.first.first() {
        return Imported {
            completeness: Completeness::Unproven,
            evidence: say!(
                "source-partial-unreadable",
                rows = rejected.total,
                first = wording::rejected(first).reason
            ),
        };
    }
    if import.notes().contains(&scimdesk_directory::Note::MorePages) {
        return Imported {
            completeness: Completeness::KnownPartial,
            evidence: say!("source-partial-more-pages"),
        };
    }
    Imported {
        completeness: Completeness::Proven,
        evidence: say!("source-proven-full", people = import.count()),
    }
}

fn change(store: &Store, directory: Option<&str>, ids: &HashSet<String>) -> Result<PeopleChange, StoreError> {
    let (mut before, mut stay) = (0, 0);
    if let Some(directory) = directory {
        store.each_person(directory, |person| {
            before += 1;
            stay += u64::from(ids.contains(&person.id));
            ControlFlow::Continue(())
        })?;
    }
    let after = ids.len() as u64;
    Ok(PeopleChange {
        before,
        after,
        added: after - stay,
        vanished: before - stay,
    })
}

/// The directory to be replaced, or a new one.
fn target(
    store: &Store,
    directory: Option<String>,
    name: &str,
    origin: &DirectoryOrigin,
    notes: &[String],
    imported_at: jiff::Timestamp,
) -> Result<NewDirectory, DeskError> {
    let (id, name) = if let Some(id) = directory {
        let known = store.directory(&id).map_err(|error| store_error(&error))?;
        let known = known.ok_or_else(|| DeskError::of(ErrorCode::DirectoryNotFound))?;
        (id, known.name)
    } else {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
            return Err(DeskError::bad_input(say!("people-name-invalid")));
        }
        (Uuid::new_v4().to_string(), name.to_owned())
    };
    Ok(NewDirectory {
        id,
        name,
        origin: serde_json::to_string(origin).unwrap_or_default(),
        imported_at,
        notes: serde_json::to_string(notes).unwrap_or_default(),
    })
}

/// A person as the cache keeps people: the columns of lists beside all attributes.
pub(super) fn person(person: Person) -> NewPerson {
    let text = |name: &str| person.attributes.get(name).and_then(Value::as_str).map(str::to_owned);
    NewPerson {
        user_name: text("userPrincipalName"),
        mail: text("mail"),
        title: text("jobTitle"),
        department: text("department"),
        enabled: person.attributes.get("accountEnabled").and_then(Value::as_bool),
        attributes: json(&person.attributes),
        id: person.id,
        name: person.name,
    }
}

pub(super) fn group(group: Group) -> NewGroup {
    let members = group.members.into_iter().map(|member| {
        let (kind, id) = match member {
            Member::Person(id) => (Kind::User, id),
            Member::Group(id) => (Kind::Group, id),
        };
        store::Member { id, name: None, kind }
    });
    NewGroup {
        members: members.collect(),
        attributes: json(&group.attributes),
        id: group.id,
        name: group.name,
    }
}

pub(super) fn json(attributes: &Map<String, Value>) -> String {
    serde_json::to_string(attributes).unwrap_or_default()
}
