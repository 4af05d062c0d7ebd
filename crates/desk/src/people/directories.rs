//! The directories there are, who is in them, and which tenant takes its people from which.

use std::sync::Arc;

use scimdesk_store::{self as store, Kind, Store, StoreError};
use serde_json::Value;

use crate::{
    Desk,
    desk::Opened,
    error::store_error,
    tenants,
    wire::{
        ChooseDirectory, DeskError, DeskEvent, Directory, DirectoryGroupRow, DirectoryId, DirectoryOrigin, ErrorCode,
        Page, PeoplePage, PersonAttribute, PersonDetail, PersonId, PersonRow,
    },
    words::{args, say},
};

/// The most groups of a person that are told.
const GROUPS: u32 = 1_000;

impl Desk {
    /// All directories.
    pub async fn directories_list(&self) -> Result<Vec<Directory>, DeskError> {
        all(&*self.opened()?).await
    }

    /// Forget a directory.
    pub async fn directory_remove(&self, request: DirectoryId) -> Result<(), DeskError> {
        let opened = self.opened()?;
        let users: Vec<String> = users_of(&opened, &request.directory)
            .await?
            .into_iter()
            .map(|tenant| tenant.name)
            .collect();
        if !users.is_empty() {
            return Err(DeskError::with(
                ErrorCode::DirectoryInUse,
                args!(detail = users.join(", ")),
            ));
        }
        let directory = request.directory.clone();
        if !opened
            .store(move |store| store.remove_directory(&request.directory))
            .await?
        {
            return Err(DeskError::of(ErrorCode::DirectoryNotFound));
        }
        super::sources::forget_secret(&opened, &directory).await?;
        self.sound(DeskEvent::DirectoriesChanged);
        Ok(())
    }

    /// Rows of a directory's people.
    pub async fn people_page(&self, request: PeoplePage) -> Result<Page<PersonRow>, DeskError> {
        Ok(self.rows(Kind::User, request).await?.map(person_row))
    }

    /// Rows of a directory's groups.
    pub async fn directory_groups_page(&self, request: PeoplePage) -> Result<Page<DirectoryGroupRow>, DeskError> {
        Ok(self.rows(Kind::Group, request).await?.map(group_row))
    }

    async fn rows(&self, kind: Kind, request: PeoplePage) -> Result<Page<store::Row>, DeskError> {
        let opened = self.opened()?;
        find(&opened, &request.directory).await?;
        let query = store::Query {
            search: request.search,
            ..store::Query::default()
        };
        let changed = DeskEvent::DirectoriesChanged;
        self.window(&opened, request.directory, kind, query, request.window, changed)
            .await
    }

    /// One person whole: by id, or whatever else names one person alone.
    pub async fn person_detail(&self, request: PersonId) -> Result<PersonDetail, DeskError> {
        let opened = self.opened()?;
        let directory = find(&opened, &request.directory).await?.id;
        let row = super::find::person(&opened, &directory, &request.person).await?;
        let id = row.id.clone();
        let (found, groups) = opened
            .store(move |store| {
                let groups = store.groups_of_person(&directory, &id, 0, GROUPS)?;
                let groups: Result<Vec<store::Row>, StoreError> = groups
                    .into_iter()
                    .filter_map(|link| store.directory_group(&directory, &link.id).transpose())
                    .map(|group| group.map(|group| group.row))
                    .collect();
                Ok((store.person(&directory, &id)?, groups?))
            })
            .await?;
        let found = found.ok_or_else(|| DeskError::with(ErrorCode::PersonNotFound, args!(detail = request.person)))?;
        Ok(PersonDetail {
            attributes: attributes(&found.raw),
            row: person_row(found.row),
            groups: groups.into_iter().map(group_row).collect(),
        })
    }

    /// Choose the directory that a tenant's people are from.
    pub async fn directory_choose(&self, request: ChooseDirectory) -> Result<(), DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?.id;
        if let Some(directory) = &request.directory {
            super::sources::of_one_app(&opened, directory, &tenant).await?;
        }
        let of = tenant.clone();
        opened
            .store(move |store| store.choose_directory(&of, request.directory.as_deref()))
            .await?;
        self.sound(DeskEvent::DirectoriesChanged);
        self.sound(DeskEvent::MappingsChanged { tenant });
        Ok(())
    }
}

/// All directories, by name.
pub(super) async fn all(opened: &Opened) -> Result<Vec<Directory>, DeskError> {
    opened
        .store(|store| {
            let users = users(store)?;
            let directories = store.directories()?;
            Ok(directories
                .into_iter()
                .map(|directory| told(directory, &users))
                .collect())
        })
        .await
}

/// A directory by its id.
pub(crate) async fn find(opened: &Arc<Opened>, id: &str) -> Result<store::DirectoryRecord, DeskError> {
    let id = id.to_owned();
    opened
        .store(move |store| store.directory(&id))
        .await?
        .ok_or_else(|| DeskError::of(ErrorCode::DirectoryNotFound))
}

/// The directory that a tenant's people are from.
pub(crate) async fn of_tenant(opened: &Arc<Opened>, tenant: &str) -> Result<store::DirectoryRecord, DeskError> {
    let row = tenants::row(opened, tenant).await?;
    let id = row.id.clone();
    let directory = opened
        .store(move |store| match store.tenant_directory(&id)? {
            Some(directory) => store.directory(&directory),
            None => Ok(None),
        })
        .await?;
    directory.ok_or_else(|| DeskError::with(ErrorCode::DirectoryMissing, args!(tenant = row.name)))
}

/// The tenants that take their people from a directory, by name.
pub(super) async fn users_of(opened: &Opened, directory: &str) -> Result<Vec<store::Tenant>, DeskError> {
    let directory = directory.to_owned();
    opened
        .store(move |store| {
            let users = users(store)?;
            Ok(users
                .into_iter()
                .filter(|(_, of)| *of == directory)
                .map(|(tenant, _)| tenant)
                .collect())
        })
        .await
}

/// Every tenant that has a directory, and which.
fn users(store: &Store) -> Result<Vec<(store::Tenant, String)>, StoreError> {
    let mut users = Vec::new();
    for tenant in store.tenants()? {
        match store.tenant_directory(&tenant.id) {
            Ok(Some(directory)) => users.push((tenant, directory)),
            // Removed in between.
            Ok(None) | Err(StoreError::NoSuchTenant { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(users)
}

fn told(directory: store::DirectoryRecord, users: &[(store::Tenant, String)]) -> Directory {
    let unknown = DirectoryOrigin::Json { file: String::new() };
    Directory {
        origin: serde_json::from_str(&directory.origin).unwrap_or(unknown),
        notes: serde_json::from_str(&directory.notes).unwrap_or_default(),
        tenants: users
            .iter()
            .filter(|(_, of)| *of == directory.id)
            .map(|(tenant, _)| tenant.name.clone())
            .collect(),
        id: directory.id,
        name: directory.name,
        people: directory.people,
        groups: directory.groups,
        imported_at: directory.imported_at,
    }
}

/// A row of the list of people.
pub(crate) fn person_row(row: store::Row) -> PersonRow {
    PersonRow {
        id: row.id,
        name: row.name,
        user_name: row.user_name,
        mail: row.email,
        department: row.department,
        enabled: row.active,
    }
}

fn group_row(row: store::Row) -> DirectoryGroupRow {
    DirectoryGroupRow {
        id: row.id,
        name: row.name,
        members: row.links.map_or(0, u64::from),
    }
}

/// Attributes as texts, as expressions see them.
fn attributes(json: &str) -> Vec<PersonAttribute> {
    let attributes: serde_json::Map<String, Value> = serde_json::from_str(json).unwrap_or_default();
    let attributes = attributes.into_iter();
    attributes
        .map(|(name, value)| PersonAttribute {
            name,
            values: match value {
                Value::Array(values) => values.iter().map(text).collect(),
                value => vec![text(&value)],
            },
        })
        .collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        // An app role.
        Value::Object(role) => ["displayName", "value", "id"]
            .iter()
            .find_map(|key| role.get(*key).and_then(Value::as_str))
            .unwrap_or_default()
            .to_owned(),
        other => other.to_string(),
    }
}

/// Whether a directory is proven to hold everybody: as its source said when it was read last; or a file of which every row could be used,
/// or the proven lists of a tenant.
pub(crate) fn is_proven(store: &Store, directory: &str) -> Result<bool, DeskError> {
    let failed = |error: StoreError| store_error(&error);
    if let Some(source) = store.directory_source(directory).map_err(failed)? {
        return Ok(source.completeness == Some(store::Completeness::Proven));
    }
    let Some(record) = store.directory(directory).map_err(failed)? else {
        return Ok(false);
    };
    let notes: Vec<String> = serde_json::from_str(&record.notes).unwrap_or_default();
    let origin = serde_json::from_str(&record.origin).ok();
    Ok(!notes.iter().any(|note| tells_of_missing(note, origin.as_ref())))
}

/// Whether a directory is asked what became of whoever it lacks. Of a file's people it is only known that they are no longer in it.
pub(crate) fn tells_deletions(store: &Store, directory: &str) -> Result<bool, DeskError> {
    let source = store.directory_source(directory).map_err(|error| store_error(&error))?;
    Ok(source.as_ref().is_some_and(super::sources::is_asked_about_the_missing))
}

/// Whether a note of an import says that people may be missing.
fn tells_of_missing(note: &str, origin: Option<&DirectoryOrigin>) -> bool {
    if let Some(DirectoryOrigin::Tenant { tenant }) = origin {
        return note == say!("people-note-incomplete", tenant = tenant.as_str());
    }
    let digits: String = note.chars().filter(char::is_ascii_digit).collect();
    let rows: u64 = digits.parse().unwrap_or(1);
    note == say!("people-note-rows-left-out", rows = rows)
}
