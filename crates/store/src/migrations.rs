//! Numbered steps from an empty file to the schema of this version, forward only.

use std::{fs, path::Path};

use rusqlite::{Connection, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

use crate::error::{Result, StoreError};

const STEPS: &[M<'static>] = &[M::up(include_str!("../migrations/0001-first.sql"))];
pub(crate) const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// The newest schema that this version knows.
pub(crate) const NEWEST: u32 = 1;

/// Brings the file to the newest schema. A file that holds something is copied first, to a file beside it.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > NEWEST {
        return Err(StoreError::Newer { found, known: NEWEST });
    }
    if found == NEWEST {
        return Ok(());
    }
    if found > 0 {
        back_up(connection, path, found)?;
    }
    MIGRATIONS.to_latest(connection).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        other => StoreError::Broken { path: path.to_path_buf(), detail: other.to_string() },
    })
}

/// Copies the file as it is, encrypted. While the transaction is open nobody writes, and everything is in the main file.
fn back_up(connection: &mut Connection, path: &Path, version: u32) -> Result<()> {
    let mut to = path.as_os_str().to_owned();
    to.push(format!(".schema-{version}.backup"));
    loop {
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
            // Another process wrote between the two.
            transaction.rollback()?;
            continue;
        }
        fs::copy(path, &to)
            .and_then(|_| fs::File::open(&to)?.sync_all())
            .map_err(|source| StoreError::Io { path: to.clone().into(), source })?;
        tracing::info!(version, "cache copied before its schema changes");
        return Ok(transaction.rollback()?);
    }
}
