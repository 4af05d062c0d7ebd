//! Directories: people and groups that come from elsewhere, and are not a tenant's.
//!
//! A directory's people and groups are two lists like a tenant's accounts and groups, written and searched in the same way.
//! What differs: they are never compared with the lists before, they change in one moment together, and nobody edits a row.
//! So the keys of people have no gaps but [`key::GAP`], and a person's place in the order of names follows from the key.

mod people;
mod replace;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row as SqlRow};

use crate::{
    Store,
    error::{Result, StoreError},
    provisioning,
    resource::{Kind, Member},
    snapshot, time,
};

pub use people::{Membership, People, PersonRecord};

/// What is told of a directory by who imports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDirectory {
    /// A UUID, made by the caller; that of a directory that exists replaces it.
    pub id: String,
    /// Unique, whatever the letter case.
    pub name: String,
    /// Where it is from, in the caller's form.
    pub origin: String,
    /// When it was imported.
    pub imported_at: Timestamp,
    /// What is odd about it, in the caller's form.
    pub notes: String,
}

/// A directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryRecord {
    /// Its id.
    pub id: String,
    /// Unique, whatever the letter case.
    pub name: String,
    /// Where it is from, in the caller's form.
    pub origin: String,
    /// When it was imported last.
    pub imported_at: Timestamp,
    /// What is odd about it, in the caller's form.
    pub notes: String,
    /// How many people.
    pub people: u64,
    /// How many groups.
    pub groups: u64,
    /// Another number with each import: what was read under the same number is of one state.
    pub generation: i64,
}

/// A person to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// Tells people apart for good.
    pub id: String,
    /// The best name there is; people are listed by it.
    pub name: String,
    /// `userPrincipalName`
    pub user_name: Option<String>,
    /// `mail`
    pub mail: Option<String>,
    /// `jobTitle`
    pub title: Option<String>,
    /// `department`
    pub department: Option<String>,
    /// `accountEnabled`
    pub enabled: Option<bool>,
    /// All attributes, as a JSON object.
    pub attributes: String,
}

/// A group to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGroup {
    /// Tells groups apart for good.
    pub id: String,
    /// The best name there is; groups are listed by it.
    pub name: String,
    /// All attributes but the members, as a JSON object.
    pub attributes: String,
    /// Who is directly in it.
    pub members: Vec<Member>,
}

const COLUMNS: &str = "id, name, origin, imported_at, notes";

fn read(sql: &Connection, row: &SqlRow<'_>) -> Result<DirectoryRecord> {
    let id: String = row.get(0)?;
    let count = |kind| -> Result<(i64, u64)> {
        let Some(current) = snapshot::current(sql, &id, kind)? else {
            return Ok((0, 0));
        };
        let rows = snapshot::counts(sql, current.snapshot)?.rows;
        Ok((current.snapshot, rows.cast_unsigned()))
    };
    let (generation, people) = count(Kind::User)?;
    let (_, groups) = count(Kind::Group)?;
    Ok(DirectoryRecord {
        name: row.get(1)?,
        origin: row.get(2)?,
        imported_at: time::read(row.get(3)?),
        notes: row.get(4)?,
        people,
        groups,
        generation,
        id,
    })
}

impl Store {
    /// All directories, by name.
    pub fn directories(&self) -> Result<Vec<DirectoryRecord>> {
        self.read(|sql| {
            let mut statement = sql.prepare_cached(&format!("SELECT {COLUMNS} FROM directory ORDER BY name_key"))?;
            let mut rows = statement.query([])?;
            let mut directories = Vec::new();
            while let Some(row) = rows.next()? {
                directories.push(read(sql, row)?);
            }
            Ok(directories)
        })
    }

    /// One directory, by id.
    pub fn directory(&self, id: &str) -> Result<Option<DirectoryRecord>> {
        self.read(|sql| {
            sql.prepare_cached(&format!("SELECT {COLUMNS} FROM directory WHERE id = ?"))?
                .query_row([id], |row| Ok(read(sql, row)))
                .optional()?
                .transpose()
        })
    }

    /// Removes a directory; `false` where there was none. What it held goes bit by bit.
    ///
    /// # Errors
    /// [`StoreError::DirectoryInUse`] while a tenant takes its people from it.
    pub fn remove_directory(&self, id: &str) -> Result<bool> {
        let id = id.to_owned();
        let removed = self.queue().run(move |sql| {
            let used = sql
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM tenant WHERE directory = ?)")?
                .query_row([&id], |row| row.get(0))?;
            if used {
                return Err(StoreError::DirectoryInUse { id });
            }
            let removed = sql.execute("DELETE FROM directory WHERE id = ?", [&id])? > 0;
            if removed {
                sql.execute("UPDATE snapshot SET state = 2 WHERE tenant = ?", [&id])?;
                provisioning::forget_directory(sql, &id)?;
            }
            Ok(removed)
        })?;
        self.sweep();
        Ok(removed)
    }

    /// The id of the directory that a tenant's people are from.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`].
    pub fn tenant_directory(&self, tenant: &str) -> Result<Option<String>> {
        self.read(|sql| of_tenant(sql, tenant))
    }

    /// Chooses the directory that a tenant's people are from, or none.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`], [`StoreError::NoSuchDirectory`].
    pub fn choose_directory(&self, tenant: &str, directory: Option<&str>) -> Result<()> {
        let (tenant, directory) = (tenant.to_owned(), directory.map(str::to_owned));
        self.queue().run(move |sql| {
            if let Some(id) = &directory
                && !exists(sql, id)?
            {
                return Err(StoreError::NoSuchDirectory { id: id.clone() });
            }
            match sql.execute("UPDATE tenant SET directory = ?2 WHERE id = ?1", (&tenant, &directory))? {
                0 => Err(StoreError::NoSuchTenant { id: tenant }),
                _ => Ok(()),
            }
        })
    }
}

pub(crate) fn exists(sql: &Connection, id: &str) -> Result<bool> {
    Ok(sql
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM directory WHERE id = ?)")?
        .query_row([id], |row| row.get(0))?)
}

/// The id of the directory that a tenant's people are from.
pub(crate) fn of_tenant(sql: &Connection, tenant: &str) -> Result<Option<String>> {
    sql.prepare_cached("SELECT directory FROM tenant WHERE id = ?")?
        .query_row([tenant], |row| row.get(0))
        .optional()?
        .ok_or_else(|| StoreError::NoSuchTenant { id: tenant.to_owned() })
}
