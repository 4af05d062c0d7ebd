//! The connections that read.
//!
//! A pool of our own rather than one of a library's, for what it does not do: it has no threads, so that every connection is
//! closed when the pool is dropped, and not a moment later; and it hands out the connection that was used last, whose cache of
//! decrypted pages is warm.

use std::{
    path::PathBuf,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::{
    connection::{self, Key},
    error::{Result, StoreError},
};

/// Connections at most; each holds up to 16 MiB of decrypted pages.
const MOST: usize = 4;

pub(crate) struct Readers {
    path: PathBuf,
    key: Key,
    state: Mutex<State>,
    returned: Condvar,
}

#[derive(Default)]
struct State {
    /// The one that was used last is the last.
    idle: Vec<Connection>,
    /// How many there are, those in use included.
    open: usize,
}

impl Readers {
    pub(crate) fn new(path: PathBuf, key: Key) -> Self {
        Self {
            path,
            key,
            state: Mutex::default(),
            returned: Condvar::new(),
        }
    }

    /// Reads in one transaction, so that everything read is of one moment. Waits while all connections are in use.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut reader = self.take()?;
        let Some(connection) = &mut reader.connection else {
            return Err(StoreError::Closed);
        };
        work(&connection.transaction_with_behavior(TransactionBehavior::Deferred)?)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Result<Reader<'_>> {
        let mut state = self.lock();
        let connection = loop {
            if let Some(connection) = state.idle.pop() {
                break Some(connection);
            }
            if state.open < MOST {
                state.open += 1;
                break None;
            }
            state = self.returned.wait(state).unwrap_or_else(PoisonError::into_inner);
        };
        drop(state);
        // From here on the place is given back whatever happens.
        let mut reader = Reader { pool: self, connection };
        if reader.connection.is_none() {
            reader.connection = Some(connection::open_reader(&self.path, &self.key)?);
        }
        Ok(reader)
    }
}

/// A connection in use, or the place of one that did not open.
struct Reader<'a> {
    pool: &'a Readers,
    connection: Option<Connection>,
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        let mut state = self.pool.lock();
        match self.connection.take() {
            Some(connection) => state.idle.push(connection),
            None => state.open -= 1,
        }
        drop(state);
        self.pool.returned.notify_one();
    }
}
