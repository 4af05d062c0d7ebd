//! Snapshots: which one a list shows, and the counts of its blocks.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::{error::Result, item::Item, key, resource::Kind, search::Letters};

/// Rows of a block when it is made.
pub(crate) const BLOCK: usize = 512;

/// The snapshot that a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Current {
    pub(crate) snapshot: i64,
    pub(crate) revision: i64,
}

/// `None` before the first listing.
pub(crate) fn current(sql: &Connection, tenant: &str, kind: Kind) -> Result<Option<Current>> {
    Ok(sql
        .prepare_cached("SELECT id, revision FROM snapshot WHERE tenant = ? AND kind = ? AND state = 1")?
        .query_row(params![tenant, kind.code()], |row| {
            Ok(Current {
                snapshot: row.get(0)?,
                revision: row.get(1)?,
            })
        })
        .optional()?)
}

/// Counts of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub(crate) rows: i64,
    pub(crate) active: i64,
    pub(crate) inactive: i64,
    pub(crate) not_seen: i64,
    /// Rows whose members are unknown.
    pub(crate) closed: i64,
}

impl Counts {
    /// Counts one row more, or with `-1` one less.
    pub(crate) fn add(&mut self, item: &Item, by: i64) {
        self.rows += by;
        self.active += by * i64::from(item.active == Some(true));
        self.inactive += by * i64::from(item.active == Some(false));
        self.not_seen += by * i64::from(item.not_seen);
        self.closed += by * i64::from(item.members.is_none());
    }

    /// How many rows are there if only those known to be active, or known to be inactive, count.
    pub(crate) fn matching(&self, active: Option<bool>) -> i64 {
        match active {
            None => self.rows,
            Some(true) => self.active,
            Some(false) => self.inactive,
        }
    }
}

/// Counts of a whole snapshot.
pub(crate) fn counts(sql: &Connection, snapshot: i64) -> Result<Counts> {
    let (first, last) = key::range(snapshot);
    Ok(sql
        .prepare_cached(
            "SELECT coalesce(sum(count), 0), coalesce(sum(active), 0), coalesce(sum(inactive), 0), coalesce(sum(not_seen), 0),
                 coalesce(sum(closed), 0)
             FROM block WHERE first BETWEEN ? AND ?",
        )?
        .query_row([first, last], |row| {
            Ok(Counts {
                rows: row.get(0)?,
                active: row.get(1)?,
                inactive: row.get(2)?,
                not_seen: row.get(3)?,
                closed: row.get(4)?,
            })
        })?)
}

/// Writes a new block that begins at `first`; `letters` are those of its rows' texts.
pub(crate) fn write_block(sql: &Connection, first: i64, counts: Counts, letters: Letters) -> Result<()> {
    sql.prepare_cached(
        "INSERT INTO block (first, count, active, inactive, not_seen, closed, letters) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute([
        first,
        counts.rows,
        counts.active,
        counts.inactive,
        counts.not_seen,
        counts.closed,
        letters.to_sql(),
    ])?;
    Ok(())
}

/// Adds to the counts and the letters of the block that holds `key`. The first block of a snapshot begins with its first possible key.
pub(crate) fn adjust_block(sql: &Connection, key: i64, by: Counts, letters: Letters) -> Result<()> {
    let (first, _) = key::range(key::snapshot(key));
    sql.prepare_cached(
        "UPDATE block SET count = count + ?, active = active + ?, inactive = inactive + ?, not_seen = not_seen + ?,
             closed = closed + ?, letters = letters | ?
         WHERE first = (SELECT max(first) FROM block WHERE first BETWEEN ? AND ?)",
    )?
    .execute([
        by.rows,
        by.active,
        by.inactive,
        by.not_seen,
        by.closed,
        letters.to_sql(),
        first,
        key,
    ])?;
    Ok(())
}
