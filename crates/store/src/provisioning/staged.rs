//! Disables and deletions that wait for a person.

use jiff::Timestamp;
use rusqlite::{Connection, Row as SqlRow, params};

use super::require_tenant;
use crate::{Store, error::Result, resource::Kind, time};

/// What a person said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Nothing yet.
    Waiting,
    /// It may be done.
    Allowed,
    /// It must not be done.
    Denied,
}

impl Decision {
    fn code(self) -> i64 {
        match self {
            Self::Waiting => 0,
            Self::Allowed => 1,
            Self::Denied => 2,
        }
    }

    fn from_code(code: i64) -> Self {
        match code {
            0 => Self::Waiting,
            1 => Self::Allowed,
            _ => Self::Denied,
        }
    }
}

/// A change to be put before a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStaged {
    /// [`Kind::User`] is a person.
    pub kind: Kind,
    /// The id in the directory.
    pub person: String,
    /// The name in the directory, else at the app.
    pub name: String,
    /// The id at the app.
    pub account: String,
    /// What is to be done, as a stable code.
    pub action: String,
    /// A hash of what was wanted: another change is another question.
    pub wanted: i64,
    /// Why, in the caller's form.
    pub why: String,
}

/// A change that waits for a person, or that one decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagedRecord {
    /// Names it for good.
    pub number: i64,
    /// The change.
    pub change: NewStaged,
    /// Since when it waits.
    pub since: Timestamp,
    /// What a person said.
    pub decision: Decision,
}

/// A window over what is staged, longest waiting first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagedPage {
    /// The changes.
    pub rows: Vec<StagedRecord>,
    /// How many there are in all.
    pub total: u64,
    /// How many of them wait.
    pub waiting: u64,
}

const COLUMNS: &str = "number, kind, person, name, account, action, wanted, why, since, decision";

fn read(row: &SqlRow<'_>) -> rusqlite::Result<StagedRecord> {
    Ok(StagedRecord {
        number: row.get(0)?,
        change: NewStaged {
            kind: Kind::from_code(row.get(1)?),
            person: row.get(2)?,
            name: row.get(3)?,
            account: row.get(4)?,
            action: row.get(5)?,
            wanted: row.get(6)?,
            why: row.get(7)?,
        },
        since: time::read(row.get(8)?),
        decision: Decision::from_code(row.get(9)?),
    })
}

fn rows(sql: &Connection, tenant: &str, offset: u64, limit: i64) -> Result<Vec<StagedRecord>> {
    Ok(sql
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM staged WHERE tenant = ? ORDER BY number LIMIT ? OFFSET ?"
        ))?
        .query_map(params![tenant, limit, offset.cast_signed()], read)?
        .collect::<rusqlite::Result<_>>()?)
}

impl Store {
    /// Puts changes before a person. One that was there with the same action and the same `wanted` keeps its number, its age and
    /// what was decided; another change of the same person is a new question.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`](crate::StoreError::NoSuchTenant).
    pub fn stage(&self, tenant: &str, changes: Vec<NewStaged>, at: Timestamp) -> Result<()> {
        let tenant = tenant.to_owned();
        self.queue().run(move |sql| {
            require_tenant(sql, &tenant)?;
            let mut another = sql.prepare_cached(
                "DELETE FROM staged WHERE tenant = ? AND kind = ? AND person = ? AND (action <> ? OR wanted <> ?)",
            )?;
            let mut put = sql.prepare_cached(
                "INSERT INTO staged (tenant, kind, person, name, account, action, wanted, why, since)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                 ON CONFLICT (tenant, kind, person) DO UPDATE SET
                     name = excluded.name, account = excluded.account, why = excluded.why",
            )?;
            for change in &changes {
                let kind = change.kind.code();
                another.execute(params![tenant, kind, change.person, change.action, change.wanted])?;
                put.execute(params![
                    tenant,
                    kind,
                    change.person,
                    change.name,
                    change.account,
                    change.action,
                    change.wanted,
                    change.why,
                    time::write(at),
                ])?;
            }
            Ok(())
        })
    }

    /// A window over a tenant's staged changes, longest waiting first.
    pub fn staged(&self, tenant: &str, offset: u64, limit: u32) -> Result<StagedPage> {
        self.read(|sql| {
            let (total, waiting): (i64, i64) = sql
                .prepare_cached("SELECT count(*), count(*) FILTER (WHERE decision = 0) FROM staged WHERE tenant = ?")?
                .query_row([tenant], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(StagedPage {
                rows: rows(sql, tenant, offset, limit.into())?,
                total: total.cast_unsigned(),
                waiting: waiting.cast_unsigned(),
            })
        })
    }

    /// All of a tenant's staged changes, longest waiting first.
    pub fn all_staged(&self, tenant: &str) -> Result<Vec<StagedRecord>> {
        self.read(|sql| rows(sql, tenant, 0, -1))
    }

    /// Decides on staged changes by their numbers, or on all that wait where none are named. Returns how many it was.
    pub fn decide_staged(&self, tenant: &str, numbers: &[i64], decision: Decision) -> Result<u64> {
        let (tenant, numbers) = (tenant.to_owned(), numbers.to_vec());
        self.queue().run_durably(move |sql| {
            if numbers.is_empty() {
                let decided = sql.execute(
                    "UPDATE staged SET decision = ? WHERE tenant = ? AND decision = 0",
                    params![decision.code(), tenant],
                )?;
                return Ok(decided as u64);
            }
            let mut decide = sql.prepare_cached("UPDATE staged SET decision = ? WHERE tenant = ? AND number = ?")?;
            let mut decided = 0;
            for number in &numbers {
                decided += decide.execute(params![decision.code(), tenant, number])? as u64;
            }
            Ok(decided)
        })
    }

    /// Takes a person's staged change away; `false` where there was none.
    pub fn unstage(&self, tenant: &str, kind: Kind, person: &str) -> Result<bool> {
        let (tenant, person) = (tenant.to_owned(), person.to_owned());
        self.queue().run(move |sql| {
            Ok(sql
                .prepare_cached("DELETE FROM staged WHERE tenant = ? AND kind = ? AND person = ?")?
                .execute(params![tenant, kind.code(), person])?
                > 0)
        })
    }
}
