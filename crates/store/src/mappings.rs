//! The versions of a tenant's mappings. A version never changes; going back is a new version.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row as SqlRow, params};

use crate::{
    error::{Result, StoreError},
    store::Store,
    time,
};

/// A version to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMappings {
    /// The tenant's id.
    pub tenant: String,
    /// The newest version as its author saw it; `None` where there was none.
    pub base: Option<u32>,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author: String,
    /// Why, in the author's words.
    pub note: String,
    /// The mappings, JSON. The cache does not look into it.
    pub mappings: String,
    /// What they were imported from.
    pub imported: Imported,
}

/// What a version was imported from, whole: it holds more than our model does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Imported {
    /// The same as this version was; nothing, if that was not imported either.
    AsVersion(u32),
    /// This text.
    Text(String),
    /// Nothing.
    Nothing,
}

/// A version as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingVersion {
    /// From 1, without gaps.
    pub number: u32,
    /// When it was saved.
    pub at: Timestamp,
    /// By whom.
    pub author: String,
    /// Why, in the author's words.
    pub note: String,
}

/// A version, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMappings {
    /// As it is listed.
    pub version: MappingVersion,
    /// The mappings, JSON, as they were saved.
    pub mappings: String,
}

const COLUMNS: &str = "number, at, author, note";

fn read(row: &SqlRow<'_>) -> rusqlite::Result<MappingVersion> {
    Ok(MappingVersion {
        number: row.get(0)?,
        at: time::read(row.get(1)?),
        author: row.get(2)?,
        note: row.get(3)?,
    })
}

impl Store {
    /// Saves the next version and returns it. It is on the disk when this returns.
    ///
    /// # Errors
    /// [`StoreError::NotNewest`] where somebody saved another version since `base`: nothing is written.
    pub fn save_mappings(&self, new: &NewMappings) -> Result<MappingVersion> {
        let new = new.clone();
        self.queue().run_durably(move |sql| {
            let newest: Option<u32> = sql
                .prepare_cached("SELECT max(number) FROM mapping_version WHERE tenant = ?")?
                .query_row([&new.tenant], |row| row.get(0))?;
            if newest != new.base {
                return Err(StoreError::NotNewest { newest });
            }
            let imported: Option<i64> = match &new.imported {
                Imported::Nothing => None,
                Imported::AsVersion(number) => sql
                    .prepare_cached("SELECT imported FROM mapping_version WHERE tenant = ? AND number = ?")?
                    .query_row(params![new.tenant, number], |row| row.get(0))
                    .optional()?
                    .flatten(),
                Imported::Text(text) => {
                    sql.execute(
                        "INSERT INTO mapping_import (tenant, text) VALUES (?, ?)",
                        params![new.tenant, text],
                    )?;
                    Some(sql.last_insert_rowid())
                }
            };
            let version = MappingVersion {
                number: newest.unwrap_or(0) + 1,
                at: new.at,
                author: new.author,
                note: new.note,
            };
            sql.execute(
                "INSERT INTO mapping_version (tenant, number, at, author, note, mappings, imported)
                 VALUES (?, ?, ?, ?, ?, ?, ?)",
                params![
                    new.tenant,
                    version.number,
                    time::write(version.at),
                    version.author,
                    version.note,
                    new.mappings,
                    imported
                ],
            )?;
            Ok(version)
        })
    }

    /// All versions of a tenant's mappings, the newest first.
    pub fn mapping_versions(&self, tenant: &str) -> Result<Vec<MappingVersion>> {
        self.read(|sql| {
            Ok(sql
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM mapping_version WHERE tenant = ? ORDER BY number DESC"
                ))?
                .query_map([tenant], read)?
                .collect::<rusqlite::Result<_>>()?)
        })
    }

    /// One version of a tenant's mappings; `None` for the newest.
    pub fn mappings(&self, tenant: &str, number: Option<u32>) -> Result<Option<StoredMappings>> {
        self.read(|sql| {
            Ok(sql
                .prepare_cached(&format!(
                    "SELECT {COLUMNS}, mappings FROM mapping_version
                     WHERE tenant = ?1 AND number = coalesce(?2, (SELECT max(number) FROM mapping_version WHERE tenant = ?1))"
                ))?
                .query_row(params![tenant, number], |row| {
                    Ok(StoredMappings {
                        version: read(row)?,
                        mappings: row.get(4)?,
                    })
                })
                .optional()?)
        })
    }

    /// The text that a version was imported from. `None` where it was not, or there is no such version.
    pub fn imported_mappings(&self, tenant: &str, number: u32) -> Result<Option<String>> {
        self.read(|sql| {
            Ok(sql
                .prepare_cached(
                    "SELECT i.text FROM mapping_version v JOIN mapping_import i ON i.id = v.imported
                     WHERE v.tenant = ? AND v.number = ?",
                )?
                .query_row(params![tenant, number], |row| row.get(0))
                .optional()?)
        })
    }
}
