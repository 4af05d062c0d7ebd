//! What failed, and when it is tried again.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use crate::{Store, error::Result, resource::Kind, time};

/// What of a person or group failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RetryPart {
    /// The account or group itself.
    Object,
    /// What it refers to: a manager, members.
    References,
}

impl RetryPart {
    fn code(self) -> i64 {
        match self {
            Self::Object => 0,
            Self::References => 1,
        }
    }
}

/// A failure that is tried again by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retry {
    /// [`Kind::User`] is a person.
    pub kind: Kind,
    /// The id in the directory.
    pub person: String,
    /// What of it failed.
    pub part: RetryPart,
    /// How often it was tried.
    pub attempts: u32,
    /// When it failed first.
    pub first_failed: Timestamp,
    /// When it failed last.
    pub last_failed: Timestamp,
    /// When it is tried again.
    pub next_at: Timestamp,
    /// Why it failed, as a stable code.
    pub code: String,
    /// The same in one sentence.
    pub sentence: String,
    /// A hash of what was to be sent, in the caller's form. `None`: not known.
    pub wanted: Option<i64>,
}

/// What becomes of the failures of a person or group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum RetryChange {
    /// They stay.
    #[default]
    Keep,
    /// One is added, or put in the place of the one of the same part.
    Put(Retry),
    /// The one of this part is over.
    Clear(RetryPart),
    /// All are over.
    ClearAll,
}

pub(super) fn apply(sql: &Connection, tenant: &str, kind: Kind, person: &str, change: &RetryChange) -> Result<()> {
    match change {
        RetryChange::Keep => {}
        RetryChange::Put(retry) => {
            sql.prepare_cached(
                "INSERT OR REPLACE INTO retry (tenant, kind, person, part, attempts, first_failed, last_failed, next_at, code,
                                               sentence, wanted)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                tenant,
                kind.code(),
                person,
                retry.part.code(),
                retry.attempts,
                time::write(retry.first_failed),
                time::write(retry.last_failed),
                time::write(retry.next_at),
                retry.code,
                retry.sentence,
                retry.wanted,
            ])?;
        }
        RetryChange::Clear(part) => {
            sql.prepare_cached("DELETE FROM retry WHERE tenant = ? AND kind = ? AND person = ? AND part = ?")?
                .execute(params![tenant, kind.code(), person, part.code()])?;
        }
        RetryChange::ClearAll => {
            sql.prepare_cached("DELETE FROM retry WHERE tenant = ? AND kind = ? AND person = ?")?
                .execute(params![tenant, kind.code(), person])?;
        }
    }
    Ok(())
}

impl Store {
    /// All failures of a tenant that are tried again, people first, each by id.
    pub fn retries(&self, tenant: &str) -> Result<Vec<Retry>> {
        self.read(|sql| {
            Ok(sql
                .prepare_cached(
                    "SELECT kind, person, part, attempts, first_failed, last_failed, next_at, code, sentence, wanted FROM retry
                     WHERE tenant = ? ORDER BY kind, person, part",
                )?
                .query_map([tenant], |row| {
                    Ok(Retry {
                        kind: Kind::from_code(row.get(0)?),
                        person: row.get(1)?,
                        part: if row.get::<_, i64>(2)? == 0 {
                            RetryPart::Object
                        } else {
                            RetryPart::References
                        },
                        attempts: row.get(3)?,
                        first_failed: time::read(row.get(4)?),
                        last_failed: time::read(row.get(5)?),
                        next_at: time::read(row.get(6)?),
                        code: row.get(7)?,
                        sentence: row.get(8)?,
                        wanted: row.get(9)?,
                    })
                })?
                .collect::<rusqlite::Result<_>>()?)
        })
    }

    /// How many failures of a tenant are tried again.
    pub fn count_retries(&self, tenant: &str) -> Result<u64> {
        self.read(|sql| {
            let count: i64 = sql
                .prepare_cached("SELECT count(*) FROM retry WHERE tenant = ?")?
                .query_row([tenant], |row| row.get(0))?;
            Ok(count.cast_unsigned())
        })
    }

    /// Forgets all failures of a tenant.
    pub fn clear_retries(&self, tenant: &str) -> Result<()> {
        let tenant = tenant.to_owned();
        self.queue().run(move |sql| {
            sql.execute("DELETE FROM retry WHERE tenant = ?", [&tenant])?;
            Ok(())
        })
    }
}
