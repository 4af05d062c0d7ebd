//! A row of a list in the database.

use std::cmp::Ordering;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row as SqlRow, params};

use crate::{
    error::Result,
    resource::{Kind, NewResource, Row},
    search::{fold, grams_of},
    time,
};

/// The columns of `item` and `run` after `key`, in the order of [`Item`].
pub(crate) const COLUMNS: &str = "body, id, name, user_name, email, external_id, active, title, department, created,
    last_modified, last_seen, not_seen, members";

/// A row without its key: where it stands in its list follows from its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// Key of the body.
    pub(crate) body: i64,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) user_name: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) external_id: Option<String>,
    pub(crate) active: Option<bool>,
    pub(crate) title: Option<String>,
    pub(crate) department: Option<String>,
    pub(crate) created: Option<i64>,
    pub(crate) last_modified: Option<i64>,
    pub(crate) last_seen: i64,
    pub(crate) not_seen: bool,
    pub(crate) members: Option<u32>,
}

/// Where rows stand in a list that is sorted by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    name: String,
    id: String,
}

impl Item {
    /// Of a resource as it came, without its body's text.
    pub(crate) fn new(resource: &NewResource, kind: Kind, body: i64, seen: Timestamp) -> Self {
        let members = match kind {
            Kind::User => None,
            Kind::Group => resource
                .members
                .as_ref()
                .map(|members| u32::try_from(members.len()).unwrap_or(u32::MAX)),
        };
        Self {
            body,
            id: resource.id.clone(),
            name: resource.name.clone(),
            user_name: resource.user_name.clone(),
            email: resource.email.clone(),
            external_id: resource.external_id.clone(),
            active: resource.active,
            title: resource.title.clone(),
            department: resource.department.clone(),
            created: resource.created.map(time::write),
            last_modified: resource.last_modified.map(time::write),
            last_seen: time::write(seen),
            not_seen: false,
            members,
        }
    }

    /// Reads [`COLUMNS`], the first of which is column `at`.
    pub(crate) fn read(row: &SqlRow<'_>, at: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            body: row.get(at)?,
            id: row.get(at + 1)?,
            name: row.get(at + 2)?,
            user_name: row.get(at + 3)?,
            email: row.get(at + 4)?,
            external_id: row.get(at + 5)?,
            active: row.get(at + 6)?,
            title: row.get(at + 7)?,
            department: row.get(at + 8)?,
            created: row.get(at + 9)?,
            last_modified: row.get(at + 10)?,
            last_seen: row.get(at + 11)?,
            not_seen: row.get(at + 12)?,
            members: row.get(at + 13)?,
        })
    }

    /// Inserts it into `table`, which is `item` or `run`.
    pub(crate) fn insert_into(&self, sql: &Connection, table: &str, key: i64) -> Result<()> {
        sql.prepare_cached(&format!(
            "INSERT INTO {table} (key, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        ))?
        .execute(params![
            key,
            self.body,
            self.id,
            self.name,
            self.user_name,
            self.email,
            self.external_id,
            self.active,
            self.title,
            self.department,
            self.created,
            self.last_modified,
            self.last_seen,
            self.not_seen,
            self.members,
        ])?;
        Ok(())
    }

    /// Where it stands.
    pub(crate) fn place(&self) -> Place {
        Place {
            name: fold(&self.name),
            id: self.id.clone(),
        }
    }

    /// The texts that a search looks at.
    pub(crate) fn searched(&self) -> impl Iterator<Item = &str> {
        [
            Some(&self.name),
            self.user_name.as_ref(),
            self.email.as_ref(),
            self.external_id.as_ref(),
        ]
        .into_iter()
        .flatten()
        .map(String::as_str)
    }

    /// What the index holds of it.
    pub(crate) fn grams(&self) -> String {
        grams_of(self.searched())
    }

    /// Bytes it takes in memory, about.
    pub(crate) fn weight(&self) -> usize {
        let texts = [
            &self.user_name,
            &self.email,
            &self.external_id,
            &self.title,
            &self.department,
        ];
        let text: usize = texts.into_iter().flatten().map(String::len).sum();
        size_of::<Self>() + text + self.id.len() + self.name.len()
    }

    /// As callers see it; `links` is what the kind makes of it.
    pub(crate) fn into_row(self, links: Option<u32>) -> Row {
        Row {
            id: self.id,
            name: self.name,
            user_name: self.user_name,
            email: self.email,
            external_id: self.external_id,
            active: self.active,
            title: self.title,
            department: self.department,
            created: self.created.map(time::read),
            last_modified: self.last_modified.map(time::read),
            last_seen: time::read(self.last_seen),
            not_seen: self.not_seen,
            links,
        }
    }
}

impl Place {
    /// Compares it with the place of a row.
    pub(crate) fn compare(&self, name: &str, id: &str) -> Ordering {
        self.name
            .as_str()
            .cmp(fold(name).as_str())
            .then_with(|| self.id.as_str().cmp(id))
    }
}

/// Key and columns of a row by the server's id.
pub(crate) fn find(sql: &Connection, snapshot: i64, id: &str) -> Result<Option<(i64, Item)>> {
    Ok(sql
        .prepare_cached(&format!(
            "SELECT key, {COLUMNS} FROM item WHERE key = (SELECT key FROM identity WHERE snapshot = ? AND id = ?)"
        ))?
        .query_row(params![snapshot, id], |row| Ok((row.get(0)?, Item::read(row, 1)?)))
        .optional()?)
}

/// Writes a body and what it says about who is in a group.
pub(crate) fn write_body(sql: &Connection, kind: Kind, body: i64, resource: &NewResource) -> Result<()> {
    sql.prepare_cached("INSERT INTO body (key, raw) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET raw = excluded.raw")?
        .execute(params![body, resource.raw])?;
    if kind == Kind::Group {
        sql.prepare_cached("INSERT OR REPLACE INTO grp (body, id) VALUES (?, ?)")?
            .execute(params![body, resource.id])?;
        sql.prepare_cached("DELETE FROM membership WHERE grp = ?")?
            .execute([body])?;
        let mut insert =
            sql.prepare_cached("INSERT INTO membership (grp, position, member, name, kind) VALUES (?, ?, ?, ?, ?)")?;
        for (position, member) in resource.members.iter().flatten().enumerate() {
            insert.execute(params![
                body,
                i64::try_from(position).unwrap_or(i64::MAX),
                member.id,
                member.name,
                member.kind.code()
            ])?;
        }
    }
    Ok(())
}

/// Removes a body and who is in it. Its row and identity are the caller's.
pub(crate) fn remove_body(sql: &Connection, body: i64) -> Result<()> {
    sql.prepare_cached("DELETE FROM body WHERE key = ?")?.execute([body])?;
    sql.prepare_cached("DELETE FROM membership WHERE grp = ?")?
        .execute([body])?;
    sql.prepare_cached("DELETE FROM grp WHERE body = ?")?.execute([body])?;
    Ok(())
}

/// The hash by which a changed body is told from one that is the same (64-bit FNV-1a).
pub(crate) fn hash(raw: &str) -> i64 {
    let hash = raw.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash.cast_signed()
}
