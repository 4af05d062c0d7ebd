//! Who left a directory.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::source::require_directory;
use crate::{Store, error::Result, resource::Kind, time};

/// A person or group who was in a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departed {
    /// [`Kind::User`] is a person.
    pub kind: Kind,
    /// The id in the directory.
    pub id: String,
    /// The last name there.
    pub name: String,
    /// Gone for good; else soft-deleted, and may come back.
    pub gone: bool,
    /// When that was noticed.
    pub at: Timestamp,
}

impl Store {
    /// The people or groups who left a directory, by id.
    pub fn departed(&self, directory: &str, kind: Kind) -> Result<Vec<Departed>> {
        self.read(|sql| {
            Ok(sql
                .prepare_cached("SELECT id, name, gone, at FROM departed WHERE directory = ? AND kind = ? ORDER BY id")?
                .query_map(params![directory, kind.code()], |row| {
                    Ok(Departed {
                        kind,
                        id: row.get(0)?,
                        name: row.get(1)?,
                        gone: row.get(2)?,
                        at: time::read(row.get(3)?),
                    })
                })?
                .collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Remembers who left. Who was known to have left in the same way keeps the time at which that was noticed.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDirectory`](crate::StoreError::NoSuchDirectory).
    pub fn put_departed(&self, directory: &str, departed: Vec<Departed>) -> Result<()> {
        let directory = directory.to_owned();
        self.queue().run(move |sql| put(sql, &directory, &departed))
    }

    /// Forgets that people or groups left: they are back.
    pub fn return_departed(&self, directory: &str, kind: Kind, ids: &[String]) -> Result<()> {
        let (directory, ids) = (directory.to_owned(), ids.to_vec());
        self.queue().run(move |sql| give_back(sql, &directory, kind, &ids))
    }
}

pub(super) fn put(sql: &Connection, directory: &str, departed: &[Departed]) -> Result<()> {
    require_directory(sql, directory)?;
    let mut put = sql.prepare_cached(
        "INSERT INTO departed (directory, kind, id, name, gone, at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (directory, kind, id) DO UPDATE SET
             at = iif(gone = excluded.gone, at, excluded.at), name = excluded.name, gone = excluded.gone",
    )?;
    for one in departed {
        put.execute(params![
            directory,
            one.kind.code(),
            one.id,
            one.name,
            one.gone,
            time::write(one.at)
        ])?;
    }
    Ok(())
}

pub(super) fn give_back(sql: &Connection, directory: &str, kind: Kind, ids: &[String]) -> Result<()> {
    let mut remove = sql.prepare_cached("DELETE FROM departed WHERE directory = ? AND kind = ? AND id = ?")?;
    for id in ids {
        remove.execute(params![directory, kind.code(), id])?;
    }
    Ok(())
}
