//! Where a directory is read from again and again.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::departed::{self, Departed};
use crate::{
    Store, directory,
    error::{Result, StoreError},
    listing::Completeness,
    resource::Kind,
    time,
};

/// Where a directory is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRecord {
    /// The directory's id.
    pub directory: String,
    /// Where from, in the caller's form. No secret.
    pub source: String,
    /// Up to where it was read, in the source's form. `None`: everything is read the next time.
    pub watermark: Option<String>,
    /// When it was read last.
    pub refreshed_at: Option<Timestamp>,
    /// Whether that was all there is.
    pub completeness: Option<Completeness>,
    /// Why, in the caller's form.
    pub evidence: Option<String>,
    /// What the last test found, in the caller's form.
    pub test: Option<String>,
}

/// What a fetch says beside the people and groups themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetch {
    /// Who left.
    pub departed: Vec<Departed>,
    /// Who left before and is there again.
    pub back: Vec<(Kind, Vec<String>)>,
    /// Up to where it was read, in the source's form. `None`: everything is read the next time.
    pub watermark: Option<String>,
    /// Whether the directory is all there is.
    pub completeness: Completeness,
    /// Why, in the caller's form.
    pub evidence: String,
    /// When it was read.
    pub at: Timestamp,
}

/// Part of the transaction that shows what was fetched.
pub(crate) fn keep_fetch(sql: &Connection, directory: &str, fetch: &Fetch) -> Result<()> {
    departed::put(sql, directory, &fetch.departed)?;
    for (kind, ids) in &fetch.back {
        departed::give_back(sql, directory, *kind, ids)?;
    }
    let changed = sql.execute(
        "UPDATE directory_source SET watermark = ?, completeness = ?, evidence = ?, refreshed_at = ? WHERE directory = ?",
        params![
            fetch.watermark,
            fetch.completeness.code(),
            fetch.evidence,
            time::write(fetch.at),
            directory
        ],
    )?;
    one_changed(changed, directory.to_owned())
}

/// What is written for a directory that was removed meanwhile would belong to nobody.
pub(super) fn require_directory(sql: &Connection, id: &str) -> Result<()> {
    if directory::exists(sql, id)? {
        Ok(())
    } else {
        Err(StoreError::NoSuchDirectory { id: id.to_owned() })
    }
}

fn one_changed(changed: usize, directory: String) -> Result<()> {
    match changed {
        0 => Err(StoreError::NoSuchDirectory { id: directory }),
        _ => Ok(()),
    }
}

impl Store {
    /// Where a directory is read from. `None` where it is not, or there is no such directory.
    pub fn directory_source(&self, directory: &str) -> Result<Option<SourceRecord>> {
        self.read(|sql| {
            Ok(sql
                .prepare_cached(
                    "SELECT directory, source, watermark, refreshed_at, completeness, evidence, test FROM directory_source
                     WHERE directory = ?",
                )?
                .query_row([directory], |row| {
                    Ok(SourceRecord {
                        directory: row.get(0)?,
                        source: row.get(1)?,
                        watermark: row.get(2)?,
                        refreshed_at: row.get::<_, Option<i64>>(3)?.map(time::read),
                        completeness: row.get::<_, Option<i64>>(4)?.map(Completeness::from_code),
                        evidence: row.get(5)?,
                        test: row.get(6)?,
                    })
                })
                .optional()?)
        })
    }

    /// Says where a directory is read from. Where that differs from before, everything is read the next time.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDirectory`].
    pub fn save_directory_source(&self, directory: &str, source: &str) -> Result<()> {
        let (directory, source) = (directory.to_owned(), source.to_owned());
        self.queue().run(move |sql| {
            require_directory(sql, &directory)?;
            sql.execute(
                "INSERT INTO directory_source (directory, source) VALUES (?, ?)
                 ON CONFLICT (directory) DO UPDATE SET
                     watermark = iif(source = excluded.source, watermark, NULL), source = excluded.source",
                params![directory, source],
            )?;
            Ok(())
        })
    }

    /// Keeps up to where a directory was read, when, and whether that is all there is.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDirectory`] where it is not read from anywhere.
    pub fn save_watermark(
        &self,
        directory: &str,
        watermark: Option<&str>,
        completeness: Completeness,
        evidence: &str,
        at: Timestamp,
    ) -> Result<()> {
        let (directory, watermark) = (directory.to_owned(), watermark.map(str::to_owned));
        let evidence = evidence.to_owned();
        self.queue().run(move |sql| {
            let changed = sql.execute(
                "UPDATE directory_source SET watermark = ?, completeness = ?, evidence = ?, refreshed_at = ? WHERE directory = ?",
                params![watermark, completeness.code(), evidence, time::write(at), directory],
            )?;
            one_changed(changed, directory)
        })
    }

    /// Keeps what a fetch says of a directory that is as it was.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDirectory`] where it is not read from anywhere.
    pub fn keep_fetch(&self, directory: &str, fetch: Fetch) -> Result<()> {
        let directory = directory.to_owned();
        self.queue().run(move |sql| keep_fetch(sql, &directory, &fetch))
    }

    /// Keeps what a test of a directory found.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDirectory`] where it is not read from anywhere.
    pub fn save_directory_test(&self, directory: &str, test: &str) -> Result<()> {
        let (directory, test) = (directory.to_owned(), test.to_owned());
        self.queue().run(move |sql| {
            let changed = sql.execute(
                "UPDATE directory_source SET test = ? WHERE directory = ?",
                params![test, directory],
            )?;
            one_changed(changed, directory)
        })
    }
}
