//! Who a preview is about, and the accounts that they are compared with: read in order, or by place, always of one state.

use std::ops::ControlFlow;

use scimdesk_store::{Body, Kind, ListState, PersonRecord, Store, StoreError};

use crate::{
    error::store_error,
    wire::{DeskError, ErrorCode},
};

/// Members of a group read at a time.
const MEMBERS: u32 = 1_000;

/// People, or the groups of a directory. Places run from 0 without gaps, in the order of names.
pub(crate) trait People {
    fn count(&self) -> u64;

    /// All of them, until told to stop.
    fn each(&self, each: &mut dyn FnMut(PersonRecord) -> ControlFlow<()>) -> Result<(), DeskError>;

    /// Those at these places, in the order asked for.
    fn at(&self, positions: &[u32]) -> Result<Vec<PersonRecord>, DeskError>;
}

/// Accounts, or groups of the app, as they came.
pub(crate) trait Accounts {
    fn count(&self) -> u64;

    /// All of them in any order, until told to stop.
    fn each(&self, each: &mut dyn FnMut(Body) -> ControlFlow<()>) -> Result<(), DeskError>;

    /// Those with these numbers, in the order asked for.
    fn at(&self, numbers: &[u32]) -> Result<Vec<Body>, DeskError>;
}

/// What was read has changed since.
pub(super) fn stale() -> DeskError {
    DeskError::of(ErrorCode::PreviewStale)
}

fn failed(error: &StoreError) -> DeskError {
    match error {
        StoreError::DirectoryReplaced { .. } | StoreError::NoSuchDirectory { .. } => stale(),
        other => store_error(other),
    }
}

/// The people of a directory.
#[derive(Clone)]
pub(crate) struct DirectoryPeople {
    store: Store,
    directory: String,
    /// The state that places are of.
    generation: i64,
    count: u64,
}

impl DirectoryPeople {
    /// The people of the directory in this state.
    pub(crate) fn new(store: &Store, directory: &str, generation: i64) -> Result<Self, DeskError> {
        let record = store.directory(directory).map_err(|error| store_error(&error))?;
        let record = record
            .filter(|record| record.generation == generation)
            .ok_or_else(stale)?;
        Ok(Self {
            store: store.clone(),
            directory: record.id,
            generation,
            count: record.people,
        })
    }
}

impl People for DirectoryPeople {
    fn count(&self) -> u64 {
        self.count
    }

    fn each(&self, each: &mut dyn FnMut(PersonRecord) -> ControlFlow<()>) -> Result<(), DeskError> {
        let generation = self.store.each_person(&self.directory, each);
        match generation.map_err(|error| failed(&error))? {
            generation if generation == self.generation => Ok(()),
            _ => Err(stale()),
        }
    }

    fn at(&self, positions: &[u32]) -> Result<Vec<PersonRecord>, DeskError> {
        let people = self.store.people_at(&self.directory, positions);
        let people = people.map_err(|error| failed(&error))?;
        if people.generation == self.generation && people.rows.len() == positions.len() {
            Ok(people.rows)
        } else {
            Err(stale())
        }
    }
}

/// A list of the cache in one state: a tenant's accounts or groups.
#[derive(Clone)]
pub(crate) struct CachedList {
    store: Store,
    owner: String,
    kind: Kind,
    /// `None`: nothing was listed yet.
    state: Option<ListState>,
    count: u64,
}

impl CachedList {
    /// The list as it is now.
    pub(crate) fn new(store: &Store, owner: &str, kind: Kind, count: u64) -> Result<Self, DeskError> {
        let state = store.list_state(owner, kind).map_err(|error| store_error(&error))?;
        Ok(Self {
            store: store.clone(),
            owner: owner.to_owned(),
            kind,
            state,
            count,
        })
    }

    /// All of them in the order of names, until told to stop.
    fn each_by_name(&self, each: &mut dyn FnMut(Body) -> ControlFlow<()>) -> Result<(), DeskError> {
        let Some(state) = self.state else { return Ok(()) };
        if_whole(self.store.each_body(&self.owner, self.kind, state, each))
    }
}

/// `false` where the list has changed since.
fn if_whole(read: Result<bool, StoreError>) -> Result<(), DeskError> {
    if read.map_err(|error| store_error(&error))? {
        Ok(())
    } else {
        Err(stale())
    }
}

impl Accounts for CachedList {
    fn count(&self) -> u64 {
        self.count
    }

    fn each(&self, each: &mut dyn FnMut(Body) -> ControlFlow<()>) -> Result<(), DeskError> {
        let Some(state) = self.state else { return Ok(()) };
        if_whole(self.store.each_body_unordered(&self.owner, self.kind, state, each))
    }

    fn at(&self, numbers: &[u32]) -> Result<Vec<Body>, DeskError> {
        let Some(state) = self.state else {
            let now = self.store.list_state(&self.owner, self.kind);
            return match now.map_err(|error| store_error(&error))? {
                None if numbers.is_empty() => Ok(Vec::new()),
                _ => Err(stale()),
            };
        };
        let bodies = self.store.bodies_at(&self.owner, self.kind, state, numbers);
        bodies.map_err(|error| store_error(&error))?.ok_or_else(stale)
    }
}

/// The groups of a directory.
#[derive(Clone)]
pub(crate) struct DirectoryGroups {
    list: CachedList,
    /// The number of each group, by its place.
    numbers: Vec<u32>,
    /// Whether `members` is asked for.
    with_members: bool,
}

impl DirectoryGroups {
    pub(crate) fn new(store: &Store, directory: &str, with_members: bool) -> Result<Self, DeskError> {
        let list = CachedList::new(store, directory, Kind::Group, 0)?;
        let mut numbers = Vec::new();
        list.each_by_name(&mut |group| {
            numbers.push(group.number);
            ControlFlow::Continue(())
        })?;
        Ok(Self {
            list,
            numbers,
            with_members,
        })
    }

    fn record(&self, position: u32, group: Body) -> Result<PersonRecord, DeskError> {
        let attributes = if self.with_members {
            with_members(&self.list.store, &self.list.owner, &group.id, &group.raw)?
        } else {
            group.raw
        };
        Ok(PersonRecord {
            position,
            id: group.id,
            name: group.name,
            attributes,
        })
    }
}

/// A group's attributes, with the ids of its members as `members`.
pub(super) fn with_members(store: &Store, directory: &str, id: &str, attributes: &str) -> Result<String, DeskError> {
    let mut members = Vec::new();
    loop {
        let offset = members.len() as u64;
        let page = store.members_of(directory, id, offset, MEMBERS);
        let rows = page.map_err(|error| store_error(&error))?.rows;
        if rows.is_empty() {
            break;
        }
        members.extend(rows.into_iter().map(|member| serde_json::Value::from(member.id)));
    }
    let mut attributes: serde_json::Map<_, _> = serde_json::from_str(attributes).unwrap_or_default();
    attributes.insert("members".to_owned(), members.into());
    Ok(serde_json::Value::Object(attributes).to_string())
}

impl People for DirectoryGroups {
    fn count(&self) -> u64 {
        self.numbers.len() as u64
    }

    fn each(&self, each: &mut dyn FnMut(PersonRecord) -> ControlFlow<()>) -> Result<(), DeskError> {
        let mut positions = 0..;
        let mut failure = None;
        self.list.each_by_name(&mut |group| {
            let position = positions.next().unwrap_or(u32::MAX);
            match self.record(position, group) {
                Ok(record) => each(record),
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        })?;
        failure.map_or(Ok(()), Err)
    }

    fn at(&self, positions: &[u32]) -> Result<Vec<PersonRecord>, DeskError> {
        let numbers: Option<Vec<u32>> = (positions.iter())
            .map(|position| self.numbers.get(*position as usize).copied())
            .collect();
        let groups = self.list.at(&numbers.ok_or_else(stale)?)?;
        if groups.len() != positions.len() {
            return Err(stale());
        }
        (positions.iter().zip(groups))
            .map(|(position, group)| self.record(*position, group))
            .collect()
    }
}
