//! One connection to the encrypted file, and what is set on it.

use std::{fmt::Write as _, path::Path, sync::Once, time::Duration};

use rusqlite::{Connection, ErrorCode, OpenFlags, functions::FunctionFlags};
use secrecy::{ExposeSecret, SecretString};

use crate::{
    error::{Result, StoreError},
    search::fold,
};

/// Bytes of a page. Larger pages than SQLite's usual 4 KiB mean fewer of them to decrypt for a window of rows. A file made with
/// one size opens with no other.
pub(crate) const PAGE_SIZE: u64 = 8192;

/// By what a page is known to be whole. SQLCipher would take SHA-512, but SHA-256 is as strong for this, and processors compute
/// it in hardware.
pub(crate) const HMAC: &str = "HMAC_SHA256";

/// How long to wait for another process.
const BUSY: Duration = Duration::from_secs(15);

/// The key in the form that SQLCipher takes as it is, without deriving another from it.
pub(crate) struct Key(SecretString);

impl Key {
    pub(crate) fn new(bytes: &[u8; 32]) -> Self {
        let mut pragma = String::with_capacity(96);
        pragma.push_str("PRAGMA key = \"x'");
        for byte in bytes {
            let _ = write!(pragma, "{byte:02x}");
        }
        pragma.push_str("'\";");
        Self(pragma.into())
    }
}

/// What a connection is for.
#[derive(Clone, Copy)]
enum Role {
    /// The one that writes in this process.
    Writer,
    /// One of the pool.
    Reader,
}

/// `SQLITE_OPEN_CREATE` is left out: the file is made beforehand, with its permissions.
fn flags() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

/// A connection to a file that is not read yet.
///
/// SQLite calls itself initialised before its encryption is (`SQLITE_EXTRA_INIT` runs after that and outside its lock), so that of two
/// first connections of a process, opened at the same time, the second would find no cipher. The first is therefore made alone.
fn open(path: &Path) -> rusqlite::Result<Connection> {
    static INITIALISED: Once = Once::new();
    // Should it fail, so does the next, which is told.
    INITIALISED.call_once(|| drop(Connection::open_in_memory()));
    Connection::open_with_flags(path, flags())
}

/// Hands the key over and sets what has to be set on each connection. Touches no page.
fn unlock(connection: &Connection, key: &Key) -> rusqlite::Result<()> {
    // Its own log goes to stderr otherwise.
    connection.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    connection.execute_batch(key.0.expose_secret())?;
    connection.execute_batch(&format!(
        "PRAGMA cipher_page_size = {PAGE_SIZE}; PRAGMA cipher_hmac_algorithm = {HMAC};"
    ))?;
    connection.busy_timeout(BUSY)
}

/// Sets what reads pages already.
fn configure(connection: &Connection, role: Role) -> rusqlite::Result<()> {
    // Pages are kept decrypted in a connection's cache, so readers get a large one. `temp_store` stays in memory: a temporary
    // file would hold names in the clear.
    connection.execute_batch(match role {
        Role::Writer => {
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;
             PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;"
        }
        Role::Reader => {
            "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384; PRAGMA query_only = ON;"
        }
    })?;
    connection.create_scalar_function(
        "folded",
        1,
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY,
        |call| Ok(call.get::<Option<String>>(0)?.map(|text| fold(&text))),
    )?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Opens the connection that writes and makes sure that the key is the right one.
pub(crate) fn open_writer(path: &Path, key: &Key) -> Result<Connection> {
    let connection = open(path)?;
    unlock(&connection, key)?;
    let first_page = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
    match first_page {
        Ok(_) => {}
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            return Err(match what_is_wrong_with(path)? {
                Some(detail) => StoreError::Broken {
                    path: path.to_path_buf(),
                    detail,
                },
                None => StoreError::WrongKey {
                    path: path.to_path_buf(),
                },
            });
        }
        Err(error) => return Err(error.into()),
    }
    configure(&connection, Role::Writer)?;
    Ok(connection)
}

/// Opens a connection that reads. The key is known to be right.
pub(crate) fn open_reader(path: &Path, key: &Key) -> Result<Connection> {
    let connection = open(path)?;
    unlock(&connection, key)?;
    configure(&connection, Role::Reader)?;
    Ok(connection)
}

/// What shows from outside that a file cannot be a whole cache, whatever the key.
fn what_is_wrong_with(path: &Path) -> Result<Option<String>> {
    use std::io::Read as _;

    let failed = |source| StoreError::Io {
        path: path.to_path_buf(),
        source,
    };
    let mut file = std::fs::File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    let mut head = [0; 16];
    let got = file.read(&mut head).map_err(failed)?;
    Ok(if head[..got].starts_with(b"SQLite format 3") {
        Some("it is not encrypted".to_owned())
    } else if length % PAGE_SIZE != 0 {
        Some(format!("its length, {length} bytes, is not a whole number of pages"))
    } else if head[..got].iter().all(|byte| *byte == 0) {
        Some("it begins with zeros".to_owned())
    } else {
        None
    })
}
