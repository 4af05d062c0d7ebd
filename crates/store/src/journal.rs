//! The append-only record of every change that was sent.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row as SqlRow, params};

use crate::{
    Store,
    error::{Result, StoreError},
    time,
};

/// What is written before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// When.
    pub at: Timestamp,
    /// The OS user who sends it.
    pub os_user: String,
    /// The tenant's id. The entry outlives the tenant.
    pub tenant: String,
    /// The tenant's name at this time.
    pub tenant_name: String,
    /// What kind of change, as a stable code.
    pub change: String,
    /// Id of the account.
    pub account: String,
    /// Name of the account at this time.
    pub account_name: String,
    /// The requests about to be sent, as JSON. No secret.
    pub requests: String,
    /// The account's JSON before the change.
    pub before: Option<String>,
}

/// What is added when the change has ended, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// When it ended.
    pub at: Timestamp,
    /// How it ended, as a stable code.
    pub outcome: String,
    /// The same in one sentence.
    pub sentence: String,
    /// The requests that were sent, each with its answer, as JSON. No secret.
    pub exchanges: String,
    /// The account's JSON as read back.
    pub after: Option<String>,
}

/// A row of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// Grows with time.
    pub id: i64,
    /// When it was begun.
    pub at: Timestamp,
    /// The OS user.
    pub os_user: String,
    /// The tenant's id.
    pub tenant: String,
    /// The tenant's name at that time.
    pub tenant_name: String,
    /// What kind of change.
    pub change: String,
    /// Id of the account.
    pub account: String,
    /// Name of the account at that time.
    pub account_name: String,
    /// `None` while it is under way, or where the process died before the answer.
    pub outcome: Option<String>,
    /// `None` as long as `outcome` is.
    pub sentence: Option<String>,
}

/// A whole entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The row.
    pub row: EntryRow,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// The requests about to be sent, as JSON.
    pub requests: String,
    /// The requests that were sent, each with its answer, as JSON.
    pub exchanges: Option<String>,
    /// The account's JSON before the change.
    pub before: Option<String>,
    /// The account's JSON as read back.
    pub after: Option<String>,
}

/// Which entries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JournalQuery {
    /// Of one tenant.
    pub tenant: Option<String>,
    /// Of one account.
    pub account: Option<String>,
}

/// A window over the journal, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalPage {
    /// The entries.
    pub rows: Vec<EntryRow>,
    /// How many there are in all.
    pub total: u64,
}

const ROW: &str = "id, at, os_user, tenant, tenant_name, change, account, account_name, outcome, sentence";

fn read_row(row: &SqlRow<'_>) -> rusqlite::Result<EntryRow> {
    Ok(EntryRow {
        id: row.get(0)?,
        at: time::read(row.get(1)?),
        os_user: row.get(2)?,
        tenant: row.get(3)?,
        tenant_name: row.get(4)?,
        change: row.get(5)?,
        account: row.get(6)?,
        account_name: row.get(7)?,
        outcome: row.get(8)?,
        sentence: row.get(9)?,
    })
}

/// Writes an entry down and returns its id.
pub(crate) fn begin(sql: &Connection, e: &NewEntry) -> Result<i64> {
    sql.prepare_cached(
        "INSERT INTO journal (at, os_user, tenant, tenant_name, change, account, account_name, requests, before)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        time::write(e.at),
        e.os_user,
        e.tenant,
        e.tenant_name,
        e.change,
        e.account,
        e.account_name,
        e.requests,
        e.before,
    ])?;
    Ok(sql.last_insert_rowid())
}

/// Adds how a change ended, once.
pub(crate) fn complete(sql: &Connection, id: i64, o: &Outcome) -> Result<()> {
    let open: Option<bool> = sql
        .prepare_cached("SELECT outcome IS NULL FROM journal WHERE id = ?")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    match open {
        None => return Err(StoreError::NoSuchEntry { id }),
        Some(false) => return Err(StoreError::EntryComplete { id }),
        Some(true) => {}
    }
    sql.prepare_cached(
        "UPDATE journal SET ended_at = ?, outcome = ?, sentence = ?, exchanges = ?, after = ? WHERE id = ?",
    )?
    .execute(params![
        time::write(o.at),
        o.outcome,
        o.sentence,
        o.exchanges,
        o.after,
        id
    ])?;
    Ok(())
}

impl Store {
    /// Writes an entry down and returns its id. To be called before anything is sent, so that a process that dies in the
    /// middle leaves a trace. The entry is on the disk when this returns, whatever happens to the machine next.
    pub fn begin_entry(&self, entry: &NewEntry) -> Result<i64> {
        let e = entry.clone();
        self.queue().run_durably(move |sql| begin(sql, &e))
    }

    /// Adds how a change ended. This is possible once.
    ///
    /// # Errors
    /// [`StoreError::NoSuchEntry`], [`StoreError::EntryComplete`].
    pub fn complete_entry(&self, id: i64, outcome: &Outcome) -> Result<()> {
        let o = outcome.clone();
        self.queue().run_durably(move |sql| complete(sql, id, &o))
    }

    /// A window over the journal, newest first.
    pub fn journal(&self, query: &JournalQuery, offset: u64, limit: u32) -> Result<JournalPage> {
        let mut wanted = String::from("1");
        let mut values: Vec<&str> = Vec::new();
        for (column, value) in [("tenant", &query.tenant), ("account", &query.account)] {
            if let Some(value) = value {
                wanted.push_str(" AND ");
                wanted.push_str(column);
                wanted.push_str(" = ?");
                values.push(value);
            }
        }
        self.read(|sql| {
            let total: i64 = sql
                .prepare_cached(&format!("SELECT count(*) FROM journal WHERE {wanted}"))?
                .query_row(rusqlite::params_from_iter(&values), |row| row.get(0))?;
            let rows = sql
                .prepare_cached(&format!(
                    "SELECT {ROW} FROM journal WHERE {wanted} ORDER BY id DESC LIMIT {limit} OFFSET {offset}"
                ))?
                .query_map(rusqlite::params_from_iter(&values), read_row)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(JournalPage {
                rows,
                total: total.cast_unsigned(),
            })
        })
    }

    /// One entry, whole.
    pub fn entry(&self, id: i64) -> Result<Option<Entry>> {
        self.read(|sql| {
            Ok(sql
                .prepare_cached(&format!(
                    "SELECT {ROW}, ended_at, requests, exchanges, before, after FROM journal WHERE id = ?"
                ))?
                .query_row([id], |row| {
                    Ok(Entry {
                        row: read_row(row)?,
                        ended_at: row.get::<_, Option<i64>>(10)?.map(time::read),
                        requests: row.get(11)?,
                        exchanges: row.get(12)?,
                        before: row.get(13)?,
                        after: row.get(14)?,
                    })
                })
                .optional()?)
        })
    }
}
