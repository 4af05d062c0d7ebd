//! What can go wrong with the cache.

use std::path::PathBuf;

use rusqlite::ErrorCode;

/// Why the cache could not do what was asked. Nothing is lost by any of these: a transaction that fails leaves no trace.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file exists, but the key does not open it. The file is untouched. A damaged first page looks the same,
    /// because the key is what the page is checked with.
    #[error("the cache at {} does not open with this key", path.display())]
    WrongKey {
        /// The file.
        path: PathBuf,
    },
    /// The file was made by a newer version. It is untouched.
    #[error("the cache was made by a newer version (schema {found}, this version knows up to {known})")]
    Newer {
        /// Schema version of the file.
        found: u32,
        /// The newest schema version that this version knows.
        known: u32,
    },
    /// The file is damaged, or is no cache at all.
    #[error("the cache at {} is damaged: {detail}", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// What SQLite or we noticed.
        detail: String,
    },
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// Another process kept the cache locked for longer than the wait allows.
    #[error("another process keeps the cache busy")]
    Busy,
    /// A file or directory could not be made, read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another tenant has this name. Letter case makes no difference.
    #[error("there is a tenant named {name} already")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// No tenant has this id.
    #[error("no tenant has the id {id}")]
    NoSuchTenant {
        /// The id.
        id: String,
    },
    /// Another directory has this name. Letter case makes no difference.
    #[error("there is a directory named {name} already")]
    DirectoryNameTaken {
        /// The name.
        name: String,
    },
    /// No directory has this id.
    #[error("no directory has the id {id}")]
    NoSuchDirectory {
        /// The id.
        id: String,
    },
    /// A tenant takes its people from this directory.
    #[error("the directory {id} is in use")]
    DirectoryInUse {
        /// The id.
        id: String,
    },
    /// The directory was replaced or removed while it was read.
    #[error("the directory {id} was replaced while it was read")]
    DirectoryReplaced {
        /// The id.
        id: String,
    },
    /// Another listing of the same resource type of the same tenant is being written, here or in another process.
    #[error("this list is being refreshed already")]
    BeingRefreshed,
    /// A listing holds more rows than a snapshot can number.
    #[error("a listing holds at most {limit} rows")]
    TooManyRows {
        /// The greatest number of rows.
        limit: u64,
    },
    /// No journal entry has this id.
    #[error("no journal entry has the id {id}")]
    NoSuchEntry {
        /// The id.
        id: i64,
    },
    /// The journal entry has its outcome already; it is never changed again.
    #[error("journal entry {id} is complete already")]
    EntryComplete {
        /// The id.
        id: i64,
    },
    /// An earlier change of the same person or group was begun and never settled: what became of it comes first.
    #[error("an earlier change of {person} is not settled")]
    NotSettled {
        /// The id in the directory.
        person: String,
    },
    /// Whoever was to send a change does not hold the tenant's lease at that moment; nothing was written.
    #[error("the tenant's lease is held by {}", .owner.as_deref().unwrap_or("nobody"))]
    LeaseLost {
        /// Who has it instead, in the caller's form. `None`: it has ended.
        owner: Option<String>,
    },
    /// The account or group is linked to somebody else.
    #[error("{account} is linked to {person} already")]
    LinkedElsewhere {
        /// The id at the app.
        account: String,
        /// Who it is linked to, by id in the directory.
        person: String,
    },
    /// No plan has this id, or it was removed in favour of newer ones.
    #[error("no plan has the id {id}")]
    NoSuchPlan {
        /// The id.
        id: i64,
    },
    /// Another version of the mappings was saved in the meantime; nothing was written.
    #[error("another version of the mappings was saved in the meantime")]
    NotNewest {
        /// The newest version now; `None` where there is none.
        newest: Option<u32>,
    },
    /// The cache was closed while the call waited for its turn.
    #[error("the cache is closed")]
    Closed,
    /// Anything else that SQLite reports.
    #[error("the cache failed: {0}")]
    Sqlite(#[source] rusqlite::Error),
}

/// `Result` with a [`StoreError`].
pub type Result<T> = std::result::Result<T, StoreError>;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Broken {
                path: PathBuf::new(),
                detail: error.to_string(),
            },
            _ => Self::Sqlite(error),
        }
    }
}

impl StoreError {
    /// Names the file in an error that was made where the path was not at hand.
    pub(crate) fn at(self, file: &std::path::Path) -> Self {
        match self {
            Self::Broken { path, detail } if path.as_os_str().is_empty() => Self::Broken {
                path: file.to_path_buf(),
                detail,
            },
            other => other,
        }
    }
}
