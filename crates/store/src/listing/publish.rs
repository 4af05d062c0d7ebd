//! Putting a new snapshot in the place of the old one.

use rusqlite::{Connection, params};

use super::{Finish, ListingWriter};
use crate::{
    edit,
    error::{Result, StoreError},
    item,
    snapshot::{self, Current},
    time,
};

impl ListingWriter {
    /// One transaction: whoever reads sees the whole old list or the whole new one. Returns the number of rows.
    pub(super) fn publish(&self, before: Option<Current>, finish: Finish) -> Result<u64> {
        let (tenant, kind, new, begun) = (self.tenant.clone(), self.kind, self.site.snapshot, self.begun);
        self.site.run(move |sql| {
            let now = snapshot::current(sql, &tenant, kind)?;
            // What was looked up while the first listing ended has begun a list of its own.
            let since = match (before, now) {
                (None, Some(_)) => i64::MIN,
                (before, now) if before.map(|before| before.snapshot) != now.map(|now| now.snapshot) => {
                    return Err(StoreError::BeingRefreshed);
                }
                _ => begun,
            };
            let mut revision = 0;
            if let Some(old) = now {
                repeat_edits(sql, old.snapshot, new, &edit::List { tenant: &tenant, kind, snapshot: new }, since)?;
                sql.execute("UPDATE snapshot SET state = 2 WHERE id = ?", [old.snapshot])?;
                sql.execute("DELETE FROM edit WHERE snapshot = ?", [new])?;
                revision = old.revision;
            }
            sql.execute(
                "UPDATE snapshot SET state = 1, fetched_at = ?, completeness = ?, evidence = ?, revision = revision + 1 + ?
                 WHERE id = ?",
                params![time::write(finish.at), finish.completeness.code(), finish.evidence, revision, new],
            )?;
            Ok(snapshot::counts(sql, new)?.rows.cast_unsigned())
        })
    }
}

/// Does again what was done to the old list while the new one came in, wherever it is newer than the row that came: an account
/// that was switched off, and read back, does not become active again because its page was fetched before.
fn repeat_edits(sql: &Connection, old: i64, new: i64, list: &edit::List<'_>, begun: i64) -> Result<()> {
    let edits: Vec<(String, i64)> = sql
        .prepare_cached("SELECT id, max(at) FROM edit WHERE snapshot = ? AND at >= ? GROUP BY id")?
        .query_map([old, begun], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (id, at) in edits {
        let came = item::find(sql, new, &id)?;
        if came.is_some_and(|(_, item)| !item.not_seen && item.last_seen > at) {
            continue;
        }
        match edit::load(sql, old, list.kind, &id)? {
            Some(resource) => edit::put(sql, list, &resource, time::read(at))?,
            None => {
                edit::take_out(sql, list, &id, at)?;
            }
        }
    }
    Ok(())
}
