//! What the listing before had and this one has not.

use std::cmp::Ordering;

use rusqlite::{Connection, Rows, params};

use super::{CHUNK, Completeness, Finish, FinishReport, ListingWriter, identify};
use crate::{
    error::{Result, StoreError},
    item::{self, COLUMNS, Item},
    key,
    resource::Kind,
    snapshot::Current,
    time,
};

struct Identity {
    id: String,
    body: i64,
    hash: i64,
}

fn identity(rows: &mut Rows<'_>) -> Result<Option<Identity>> {
    Ok(match rows.next()? {
        Some(row) => Some(Identity { id: row.get(0)?, body: row.get(1)?, hash: row.get(2)? }),
        None => None,
    })
}

impl ListingWriter {
    /// Compares the identities of both listings, which are in the same order; the numbers of the bodies that did not come, in
    /// ascending order.
    pub(super) fn compare(&self, before: Option<Current>, report: &mut FinishReport) -> Result<Vec<u32>> {
        const IDENTITIES: &str = "SELECT id, body, hash FROM identity WHERE snapshot = ? ORDER BY id";
        let mut absent = Vec::new();
        self.store.read(|sql| {
            let (mut old, mut new) = (sql.prepare_cached(IDENTITIES)?, sql.prepare_cached(IDENTITIES)?);
            // No snapshot has the id 0.
            let mut old = old.query([before.map_or(0, |before| before.snapshot)])?;
            let mut new = new.query([self.snapshot])?;
            let (mut was, mut is) = (identity(&mut old)?, identity(&mut new)?);
            loop {
                let order = match (&was, &is) {
                    (None, None) => return Ok(()),
                    (Some(_), None) => Ordering::Less,
                    (None, Some(_)) => Ordering::Greater,
                    (Some(was), Some(is)) => was.id.cmp(&is.id),
                };
                match (order, &was, &is) {
                    (Ordering::Less, Some(was), _) => absent.push(key::number(was.body)),
                    (Ordering::Equal, Some(was), Some(is)) => report.changed += u64::from(was.hash != is.hash),
                    _ => report.added += 1,
                }
                if order.is_le() {
                    was = identity(&mut old)?;
                }
                if order.is_ge() {
                    is = identity(&mut new)?;
                }
            }
        })?;
        absent.sort_unstable();
        Ok(absent)
    }

    /// Remembers the absent rows as vanished, or carries them over.
    pub(super) fn settle_absent(
        &mut self,
        before: i64,
        absent: &[u32],
        finish: &Finish,
        report: &mut FinishReport,
    ) -> Result<()> {
        let (mut after, last) = key::range(before);
        loop {
            let mut items: Vec<(i64, Item)> = self.store.read(|sql| {
                Ok(sql
                    .prepare_cached(&format!(
                        "SELECT key, {COLUMNS} FROM item WHERE key > ? AND key <= ? ORDER BY key LIMIT {CHUNK}"
                    ))?
                    .query_map([after, last], |row| Ok((row.get(0)?, Item::read(row, 1)?)))?
                    .collect::<rusqlite::Result<_>>()?)
            })?;
            let Some((end, _)) = items.last() else { return Ok(()) };
            after = *end;
            items.retain(|(_, item)| absent.binary_search(&key::number(item.body)).is_ok());
            let items: Vec<Item> = items.into_iter().map(|(_, item)| item).collect();
            if items.is_empty() {
                continue;
            }
            if finish.completeness == Completeness::Proven {
                report.vanished += items.len() as u64;
                self.remember(items, time::write(finish.at))?;
            } else {
                report.not_seen += items.len() as u64;
                self.carry_over(items)?;
            }
        }
    }

    /// Remembers rows as vanished. Until the listing is published they are still listed, and so not counted as vanished.
    fn remember(&self, items: Vec<Item>, noticed: i64) -> Result<()> {
        let (tenant, kind) = (self.tenant.clone(), self.kind);
        self.store.queue().run(move |sql| items.iter().try_for_each(|item| remember(sql, &tenant, kind, item, noticed)))
    }

    fn carry_over(&mut self, mut items: Vec<Item>) -> Result<()> {
        let (snapshot, kind) = (self.snapshot, self.kind);
        let mut number = self.bodies;
        self.bodies = number.saturating_add(u32::try_from(items.len()).unwrap_or(u32::MAX));
        if u64::from(self.bodies) > key::MOST {
            return Err(StoreError::TooManyRows { limit: key::MOST });
        }
        let items = self.store.queue().run(move |sql| {
            for item in &mut items {
                let (from, to) = (item.body, key::of(snapshot, number));
                number += 1;
                let raw: String =
                    sql.prepare_cached("SELECT raw FROM body WHERE key = ?")?.query_row([from], |row| row.get(0))?;
                sql.prepare_cached("INSERT INTO body (key, raw) VALUES (?, ?)")?.execute(params![to, raw])?;
                if kind == Kind::Group {
                    sql.prepare_cached(
                        "INSERT INTO membership (grp, position, member, name, kind)
                         SELECT ?, position, member, name, kind FROM membership WHERE grp = ?",
                    )?
                    .execute([to, from])?;
                }
                identify(sql, snapshot, &item.id, to, item::hash(&raw))?;
                item.body = to;
                item.not_seen = true;
            }
            Ok(items)
        })?;
        self.keep(items)
    }
}

/// Remembers a row as vanished.
pub(crate) fn remember(sql: &Connection, tenant: &str, kind: Kind, item: &Item, noticed: i64) -> Result<()> {
    sql.prepare_cached(
        "INSERT OR REPLACE INTO vanished (tenant, kind, id, name, last_seen, noticed) VALUES (?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![tenant, kind.code(), item.id, item.name, item.last_seen, noticed])?;
    Ok(())
}
