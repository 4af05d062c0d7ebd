//! Runs, each tenant's numbered from 1.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row as SqlRow, params};

use super::require_tenant;
use crate::{Store, error::Result, time};

/// A run. It is running while `ended_at` is `None`, or its process died.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CycleRecord {
    /// Names it within its tenant, from 1.
    pub number: u64,
    /// What kind, as a stable code.
    pub kind: String,
    /// Where it stands, as a stable code; `running` until it is ended.
    pub state: String,
    /// When it began.
    pub began_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// What it did, in the caller's form; `{}` at first.
    pub counts: String,
    /// Why it failed, in the caller's form.
    pub error: Option<String>,
}

/// A window over runs, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CyclesPage {
    /// The runs.
    pub rows: Vec<CycleRecord>,
    /// How many there are in all.
    pub total: u64,
}

const COLUMNS: &str = "number, kind, state, began_at, ended_at, counts, error";

fn read(row: &SqlRow<'_>) -> rusqlite::Result<CycleRecord> {
    Ok(CycleRecord {
        number: row.get::<_, i64>(0)?.cast_unsigned(),
        kind: row.get(1)?,
        state: row.get(2)?,
        began_at: time::read(row.get(3)?),
        ended_at: row.get::<_, Option<i64>>(4)?.map(time::read),
        counts: row.get(5)?,
        error: row.get(6)?,
    })
}

impl Store {
    /// Begins a run and returns its number.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`](crate::StoreError::NoSuchTenant).
    pub fn begin_cycle(&self, tenant: &str, kind: &str, at: Timestamp) -> Result<u64> {
        let (tenant, kind) = (tenant.to_owned(), kind.to_owned());
        self.queue().run(move |sql| {
            require_tenant(sql, &tenant)?;
            let number: i64 = sql
                .prepare_cached(
                    "INSERT INTO cycle (tenant, number, kind, state, began_at, counts)
                     VALUES (?1, 1 + coalesce((SELECT max(number) FROM cycle WHERE tenant = ?1), 0), ?2, 'running', ?3, '{}')
                     RETURNING number",
                )?
                .query_row(params![tenant, kind, time::write(at)], |row| row.get(0))?;
            Ok(number.cast_unsigned())
        })
    }

    /// Keeps what a run has done so far.
    pub fn update_cycle(&self, tenant: &str, number: u64, counts: &str) -> Result<()> {
        let (tenant, counts) = (tenant.to_owned(), counts.to_owned());
        self.queue().run(move |sql| {
            sql.prepare_cached("UPDATE cycle SET counts = ? WHERE tenant = ? AND number = ?")?
                .execute(params![counts, tenant, number.cast_signed()])?;
            Ok(())
        })
    }

    /// Ends a run.
    pub fn end_cycle(
        &self,
        tenant: &str,
        number: u64,
        state: &str,
        counts: &str,
        error: Option<&str>,
        at: Timestamp,
    ) -> Result<()> {
        let (tenant, state, counts) = (tenant.to_owned(), state.to_owned(), counts.to_owned());
        let error = error.map(str::to_owned);
        self.queue().run(move |sql| {
            sql.prepare_cached(
                "UPDATE cycle SET state = ?, counts = ?, error = ?, ended_at = ? WHERE tenant = ? AND number = ?",
            )?
            .execute(params![
                state,
                counts,
                error,
                time::write(at),
                tenant,
                number.cast_signed()
            ])?;
            Ok(())
        })
    }

    /// One run.
    pub fn cycle(&self, tenant: &str, number: u64) -> Result<Option<CycleRecord>> {
        self.read(|sql| {
            Ok(sql
                .prepare_cached(&format!("SELECT {COLUMNS} FROM cycle WHERE tenant = ? AND number = ?"))?
                .query_row(params![tenant, number.cast_signed()], read)
                .optional()?)
        })
    }

    /// A window over a tenant's runs, newest first.
    pub fn cycles(&self, tenant: &str, offset: u64, limit: u32) -> Result<CyclesPage> {
        self.read(|sql| {
            let total: i64 = sql
                .prepare_cached("SELECT count(*) FROM cycle WHERE tenant = ?")?
                .query_row([tenant], |row| row.get(0))?;
            let rows = sql
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM cycle WHERE tenant = ? ORDER BY number DESC LIMIT ? OFFSET ?"
                ))?
                .query_map(params![tenant, limit, offset.cast_signed()], read)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(CyclesPage {
                rows,
                total: total.cast_unsigned(),
            })
        })
    }
}
