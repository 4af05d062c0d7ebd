//! The provisioning log. A record never changes; it goes when it is old enough.

use std::ops::ControlFlow;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row as SqlRow, params};

use super::{CHUNK, filter::Filter, require_tenant};
use crate::{Store, error::Result, resource::Kind, time};

/// Records removed at a time.
const STEP: usize = 4_000;

/// A record to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLog {
    /// When.
    pub at: Timestamp,
    /// In which cycle.
    pub cycle: Option<u64>,
    /// [`Kind::User`] is a person.
    pub kind: Kind,
    /// What was done, as a stable code.
    pub action: String,
    /// How it ended, as a stable code.
    pub status: String,
    /// The id in the directory.
    pub person: Option<String>,
    /// The name in the directory, else at the app.
    pub name: String,
    /// The id at the app.
    pub account: Option<String>,
    /// The name at the app.
    pub account_name: Option<String>,
    /// Why it failed or was skipped, as a stable code.
    pub code: Option<String>,
    /// In one sentence.
    pub sentence: String,
    /// How long it took.
    pub duration_ms: u64,
    /// Its entry in the journal, where something was sent.
    pub journal: Option<i64>,
    /// Everything else, in the caller's form.
    pub record: String,
}

/// A record as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    /// Names it for good.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// In which cycle.
    pub cycle: Option<u64>,
    /// [`Kind::User`] is a person.
    pub kind: Kind,
    /// What was done.
    pub action: String,
    /// How it ended.
    pub status: String,
    /// The id in the directory.
    pub person: Option<String>,
    /// The name in the directory, else at the app.
    pub name: String,
    /// The id at the app.
    pub account: Option<String>,
    /// The name at the app.
    pub account_name: Option<String>,
    /// Why it failed or was skipped.
    pub code: Option<String>,
    /// In one sentence.
    pub sentence: String,
    /// How long it took.
    pub duration_ms: u64,
}

/// A record, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRecord {
    /// As it is listed.
    pub row: LogRow,
    /// Its entry in the journal.
    pub journal: Option<i64>,
    /// Everything else, in the caller's form.
    pub record: String,
}

/// Which records.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogQuery {
    /// Text that a name or an id on either side contains, whatever the letter case and accents.
    pub search: String,
    /// Of this action.
    pub action: Option<String>,
    /// That ended so.
    pub status: Option<String>,
    /// With this code.
    pub code: Option<String>,
    /// Of this cycle.
    pub cycle: Option<u64>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub to: Option<Timestamp>,
}

/// A window over the log, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPage {
    /// The records.
    pub rows: Vec<LogRow>,
    /// How many there are in all.
    pub total: u64,
}

const ROW: &str =
    "id, at, cycle, kind, action, status, person, name, account, account_name, code, sentence, duration_ms";

fn read_row(row: &SqlRow<'_>) -> rusqlite::Result<LogRow> {
    Ok(LogRow {
        id: row.get(0)?,
        at: time::read(row.get(1)?),
        cycle: row.get::<_, Option<i64>>(2)?.map(i64::cast_unsigned),
        kind: Kind::from_code(row.get(3)?),
        action: row.get(4)?,
        status: row.get(5)?,
        person: row.get(6)?,
        name: row.get(7)?,
        account: row.get(8)?,
        account_name: row.get(9)?,
        code: row.get(10)?,
        sentence: row.get(11)?,
        duration_ms: row.get::<_, i64>(12)?.cast_unsigned(),
    })
}

fn read(row: &SqlRow<'_>) -> rusqlite::Result<LogRecord> {
    Ok(LogRecord {
        row: read_row(row)?,
        journal: row.get(13)?,
        record: row.get(14)?,
    })
}

/// Writes a record down and returns its id.
pub(super) fn append(sql: &Connection, tenant: &str, log: &NewLog) -> Result<i64> {
    sql.prepare_cached(
        "INSERT INTO log (tenant, at, cycle, kind, action, status, person, name, account, account_name, code, sentence,
                          duration_ms, journal, record)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        tenant,
        time::write(log.at),
        log.cycle.map(u64::cast_signed),
        log.kind.code(),
        log.action,
        log.status,
        log.person,
        log.name,
        log.account,
        log.account_name,
        log.code,
        log.sentence,
        log.duration_ms.cast_signed(),
        log.journal,
        log.record,
    ])?;
    Ok(sql.last_insert_rowid())
}

fn filter(tenant: &str, query: &LogQuery) -> Filter {
    let mut filter = Filter::new("tenant = ?", tenant.to_owned());
    filter.and_some("at >= ?", query.from.map(time::write));
    filter.and_some("at < ?", query.to.map(time::write));
    filter.and_some("action = ?", query.action.clone());
    filter.and_some("status = ?", query.status.clone());
    filter.and_some("code = ?", query.code.clone());
    filter.and_some("cycle = ?", query.cycle.map(u64::cast_signed));
    filter.containing(&["name", "account_name", "person", "account"], &query.search);
    filter
}

impl Store {
    /// Adds records in one transaction; returns their ids.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`](crate::StoreError::NoSuchTenant).
    pub fn log_append(&self, tenant: &str, records: Vec<NewLog>) -> Result<Vec<i64>> {
        let tenant = tenant.to_owned();
        self.queue().run(move |sql| {
            require_tenant(sql, &tenant)?;
            records.iter().map(|record| append(sql, &tenant, record)).collect()
        })
    }

    /// A window over a tenant's log, newest first.
    pub fn log(&self, tenant: &str, query: &LogQuery, offset: u64, limit: u32) -> Result<LogPage> {
        let filter = filter(tenant, query);
        self.read(|sql| {
            let total: i64 = sql
                .prepare_cached(&format!("SELECT count(*) FROM log WHERE {}", filter.text()))?
                .query_row(filter.values(), |row| row.get(0))?;
            let rows = sql
                .prepare_cached(&format!(
                    "SELECT {ROW} FROM log WHERE {} ORDER BY at DESC, id DESC LIMIT {limit} OFFSET {offset}",
                    filter.text()
                ))?
                .query_map(filter.values(), read_row)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(LogPage {
                rows,
                total: total.cast_unsigned(),
            })
        })
    }

    /// One record, whole. `None` where the tenant has none with this id.
    pub fn log_record(&self, tenant: &str, id: i64) -> Result<Option<LogRecord>> {
        self.read(|sql| {
            Ok(sql
                .prepare_cached(&format!(
                    "SELECT {ROW}, journal, record FROM log WHERE tenant = ? AND id = ?"
                ))?
                .query_row(params![tenant, id], read)
                .optional()?)
        })
    }

    /// Hands over every record that is asked for, whole, oldest first, until told to stop. They are read in parts, so that no
    /// transaction stays open while they are looked at.
    pub fn each_log(
        &self,
        tenant: &str,
        query: &LogQuery,
        mut each: impl FnMut(LogRecord) -> ControlFlow<()>,
    ) -> Result<()> {
        let mut after = (i64::MIN, i64::MIN);
        loop {
            let mut filter = filter(tenant, query);
            filter.and_pair("(at, id) > (?, ?)", after);
            let rows: Vec<LogRecord> = self.read(|sql| {
                Ok(sql
                    .prepare_cached(&format!(
                        "SELECT {ROW}, journal, record FROM log WHERE {} ORDER BY at, id LIMIT {CHUNK}",
                        filter.text()
                    ))?
                    .query_map(filter.values(), read)?
                    .collect::<rusqlite::Result<_>>()?)
            })?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = (time::write(last.row.at), last.row.id);
            for row in rows {
                if each(row).is_break() {
                    return Ok(());
                }
            }
        }
    }

    /// Removes a tenant's records from before a moment, in parts; returns how many.
    pub fn prune_log(&self, tenant: &str, before: Timestamp) -> Result<u64> {
        let mut removed = 0;
        loop {
            let (tenant, before) = (tenant.to_owned(), time::write(before));
            let part = self.queue().run(move |sql| {
                Ok(sql
                    .prepare_cached(&format!(
                        "DELETE FROM log WHERE id IN (SELECT id FROM log WHERE tenant = ? AND at < ? LIMIT {STEP})"
                    ))?
                    .execute(params![tenant, before])?)
            })?;
            if part == 0 {
                return Ok(removed);
            }
            removed += part as u64;
        }
    }
}
