//! The open cache: the thread that writes, the pool that reads, and the work in between.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::Connection;
use uuid::Uuid;

use crate::{
    connection::{self, Key},
    error::{Result, StoreError},
    files::{self, Lock, beside},
    migrations,
    readers::Readers,
    sweep,
    view::Views,
    writer::{Queue, Writer},
};

/// The open cache. Clones share it; it closes with the last of them. Every call blocks: async code hops to a thread that may.
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
}

// Dropped in this order: the connections are closed before the files of a session are deleted.
struct Shared {
    readers: Readers,
    writer: Writer,
    views: Views,
    builder: Builder,
    path: PathBuf,
    _session: Option<Session>,
}

/// Who builds snapshots. The lock tells other processes that it lives; it is taken with the first listing.
struct Builder {
    id: String,
    lock: Mutex<Option<Lock>>,
}

impl Drop for Builder {
    fn drop(&mut self) {
        if let Some(lock) = self.lock.get_mut().unwrap_or_else(PoisonError::into_inner).take() {
            lock.remove();
        }
    }
}

struct Session {
    path: PathBuf,
    lock: Option<Lock>,
}

impl Drop for Session {
    fn drop(&mut self) {
        files::delete(&self.path);
        if let Some(lock) = self.lock.take() {
            lock.remove();
        }
    }
}

impl Store {
    /// Opens the cache at `path`, making it and its directory where there are none, and brings its schema up to date; what
    /// was there is copied beside it before. Several processes may have it open.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`], [`StoreError::Newer`], [`StoreError::Broken`]: the file is left as it was.
    pub fn open(path: &Path, key: &[u8; 32]) -> Result<Self> {
        Self::open_with(path.to_path_buf(), key, None)
    }

    /// Makes a cache in `directory` for this session alone, under a random key that is kept nowhere. It is deleted when it
    /// closes; should the process be killed, the next call deletes what it left.
    pub fn open_temporary(directory: &Path) -> Result<Self> {
        let path = directory.join(format!("session-{}.db", Uuid::new_v4()));
        files::delete_abandoned_sessions(directory)?;
        files::prepare(&path)?;
        let lock = Lock::wait(beside(&path, ".session"))?;
        let session = Session {
            path: path.clone(),
            lock: Some(lock),
        };
        Self::open_with(path, &rand::random(), Some(session))
    }

    fn open_with(path: PathBuf, key: &[u8; 32], session: Option<Session>) -> Result<Self> {
        let open = || {
            files::prepare(&path)?;
            let key = Key::new(key);
            // Two processes that start at once must not both make the schema.
            let opening = Lock::wait(beside(&path, ".lock"))?;
            let mut connection = connection::open_writer(&path, &key)?;
            migrations::migrate(&mut connection, &path)?;
            drop(opening);
            let readers = Readers::new(path.clone(), key);
            let writer = Writer::start(connection).map_err(|source| StoreError::Io {
                path: path.clone(),
                source,
            })?;
            Ok((readers, writer))
        };
        let (readers, writer) = open().map_err(|error: StoreError| error.at(&path))?;
        let builder = Builder {
            id: Uuid::new_v4().to_string(),
            lock: Mutex::new(None),
        };
        let store = Self {
            shared: Arc::new(Shared {
                readers,
                writer,
                views: Views::default(),
                builder,
                path,
                _session: session,
            }),
        };
        store.sweep();
        Ok(store)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// A number that changes when another process changes the cache, and never by what this store writes
    /// (SQLite's `PRAGMA data_version`).
    pub fn version_elsewhere(&self) -> Result<i64> {
        self.queue()
            .ask(|sql| Ok(sql.query_row("PRAGMA data_version", [], |row| row.get(0))?))
    }

    /// Work for the thread that writes.
    pub(crate) fn queue(&self) -> &Queue {
        self.shared.writer.queue()
    }

    /// What is kept in memory of the lists.
    pub(crate) fn views(&self) -> &Views {
        &self.shared.views
    }

    /// Reads in one transaction, so that everything read is of one moment.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.shared
            .readers
            .read(|sql| work(sql))
            .map_err(|error| error.at(&self.shared.path))
    }

    /// The name under which this store builds snapshots; from the first call on other processes see that it lives.
    pub(crate) fn builder(&self) -> Result<String> {
        let mut lock = self.shared.builder.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if lock.is_none() {
            *lock = Some(Lock::wait(sweep::builder_file(
                &self.shared.path,
                &self.shared.builder.id,
            ))?);
        }
        Ok(self.shared.builder.id.clone())
    }

    /// Begins to remove, bit by bit between other work, what no list needs any more.
    pub(crate) fn sweep(&self) {
        sweep::queue(self.queue(), self.shared.path.clone());
    }
}
