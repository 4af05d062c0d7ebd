//! Numbered steps from an empty file to the schema of this version, forward only.

use std::{fs, io, path::Path};

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::{
    connection::{HMAC, PAGE_SIZE},
    error::{Result, StoreError},
    files::{self, beside},
};

const STEPS: &[M<'static>] = &[
    M::up(include_str!("../migrations/0001-first.sql")),
    M::up(include_str!("../migrations/0002-groups-offered.sql")),
    M::up(include_str!("../migrations/0003-letters.sql")),
    M::up(include_str!("../migrations/0004-mappings.sql")),
    M::up(include_str!("../migrations/0005-people.sql")),
    M::up(include_str!("../migrations/0006-provisioning.sql")),
    M::up(include_str!("../migrations/0007-retry-wanted.sql")),
    M::up(include_str!("../migrations/0008-plan-for.sql")),
];
pub(crate) const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// The newest schema that this version knows.
pub(crate) const NEWEST: u32 = 8;

/// Brings the file to the newest schema. A file that holds something is copied first, to a file beside it.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    run(connection, path, &MIGRATIONS, NEWEST)
}

fn run(connection: &mut Connection, path: &Path, migrations: &Migrations<'_>, newest: u32) -> Result<()> {
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > newest {
        return Err(StoreError::Newer { found, known: newest });
    }
    if found == newest {
        return Ok(());
    }
    if found > 0 {
        back_up(connection, path, found)?;
    }
    migrations.to_latest(connection).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        other => StoreError::Broken {
            path: path.to_path_buf(),
            detail: other.to_string(),
        },
    })
}

/// Copies the cache to a file beside it, under the same key. A copy of an earlier attempt at the same step is replaced.
fn back_up(connection: &Connection, path: &Path, version: u32) -> Result<()> {
    let to = beside(path, &format!(".schema-{version}.backup"));
    let failed = |source| StoreError::Io {
        path: to.clone(),
        source,
    };
    match fs::remove_file(&to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    // Made beforehand for its permissions; SQLite fills an empty file.
    files::prepare(&to)?;
    // The copy takes the key from the cache, and the rest from what SQLCipher takes by default.
    connection.execute_batch(&format!(
        "PRAGMA cipher_default_page_size = {PAGE_SIZE}; PRAGMA cipher_default_hmac_algorithm = {HMAC};"
    ))?;
    connection.execute("VACUUM INTO ?", [to.to_string_lossy()])?;
    fs::File::open(&to).and_then(|file| file.sync_all()).map_err(failed)?;
    tracing::info!(version, "cache copied before its schema changes");
    Ok(())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]
mod tests {
    use rusqlite::Connection;
    use rusqlite_migration::{M, Migrations};

    use super::{MIGRATIONS, run};
    use crate::connection::{Key, open_writer};

    const BEFORE: &[M<'static>] = &[M::up(
        "CREATE TABLE note (text TEXT) STRICT; INSERT INTO note VALUES ('Amelie Dubois');",
    )];
    const AFTER: &[M<'static>] = &[
        M::up("CREATE TABLE note (text TEXT) STRICT; INSERT INTO note VALUES ('Amelie Dubois');"),
        M::up("ALTER TABLE note ADD COLUMN size INTEGER; UPDATE note SET size = length(text);"),
    ];

    #[test]
    fn the_migrations_are_valid() {
        MIGRATIONS.validate().unwrap();
    }

    #[test]
    fn what_is_there_is_copied_encrypted_before_the_schema_changes() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("cache.db");
        let key = Key::new(&[3; 32]);
        crate::files::prepare(&path).unwrap();
        let mut sql = open_writer(&path, &key).unwrap();
        run(&mut sql, &path, &Migrations::from_slice(BEFORE), 1).unwrap();
        let backup = directory.path().join("cache.db.schema-1.backup");
        assert!(!backup.exists(), "nothing was there to be copied");

        run(&mut sql, &path, &Migrations::from_slice(AFTER), 2).unwrap();
        let size: i64 = sql.query_row("SELECT size FROM note", [], |row| row.get(0)).unwrap();
        assert_eq!(size, 13);

        let bytes = std::fs::read(&backup).unwrap();
        assert!(!bytes.is_empty());
        assert!(
            !bytes.windows(6).any(|window| window == b"Dubois"),
            "the copy is in the clear"
        );
        let copy = open_writer(&backup, &key).unwrap();
        let (version, text) = (
            copy.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))
                .unwrap(),
            copy.query_row("SELECT text FROM note", [], |row| row.get::<_, String>(0))
                .unwrap(),
        );
        assert_eq!((version, text.as_str()), (1, "Amelie Dubois"));
        assert!(
            Connection::open(&backup)
                .unwrap()
                .query_row("SELECT * FROM note", [], |_| Ok(()))
                .is_err()
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&backup).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
