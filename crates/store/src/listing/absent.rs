//! Rows that the list before had and the listing did not bring: remembered as vanished, or carried over.

use rusqlite::{Connection, params};

use super::{CHUNK, Finish, ListingWriter, identities::Fate};
use crate::{
    error::{Result, StoreError},
    item::{COLUMNS, Item},
    key,
    resource::Kind,
    snapshot::Current,
    time,
};

impl ListingWriter {
    /// Remembers the absent rows, or carries them over.
    pub(super) fn settle_absent(&mut self, before: Current, fate: &mut Fate, finish: &Finish) -> Result<()> {
        if fate.absent.is_empty() {
            return Ok(());
        }
        if fate.carried_from.is_some() {
            self.carry_bodies(before, fate)?;
        }
        let (mut after, last) = key::range(before.snapshot);
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
            items.retain(|(_, item)| fate.absent.binary_search(&key::number(item.body)).is_ok());
            let mut items: Vec<Item> = items.into_iter().map(|(_, item)| item).collect();
            if fate.carried_from.is_some() {
                for item in &mut items {
                    if let Some(number) = fate.carried(key::number(item.body)) {
                        item.body = key::of(self.site.snapshot, number);
                        item.not_seen = true;
                    }
                }
                self.keep(items)?;
            } else {
                // Until the listing is published they are still listed, and so not shown as vanished.
                let (tenant, kind, noticed) = (self.tenant.clone(), self.kind, time::write(finish.at));
                self.site.run(move |sql| {
                    items
                        .iter()
                        .try_for_each(|item| remember(sql, &tenant, kind, item, noticed))
                })?;
            }
        }
    }

    /// Copies the bodies that are carried over, in the order in which they stand.
    fn carry_bodies(&mut self, before: Current, fate: &Fate) -> Result<()> {
        let first = self.bodies;
        self.bodies = first.saturating_add(u32::try_from(fate.absent.len()).unwrap_or(u32::MAX));
        if u64::from(self.bodies) > key::MOST {
            return Err(StoreError::TooManyRows { limit: key::MOST });
        }
        let (snapshot, kind) = (self.site.snapshot, self.kind);
        let mut number = first;
        for chunk in fate.absent.chunks(CHUNK) {
            let pairs: Vec<(i64, i64)> = chunk
                .iter()
                .zip(number..)
                .map(|(old, new)| (key::of(before.snapshot, *old), key::of(snapshot, new)))
                .collect();
            number += u32::try_from(pairs.len()).unwrap_or(u32::MAX);
            self.site
                .run(move |sql| pairs.iter().try_for_each(|(from, to)| copy_body(sql, kind, *from, *to)))?;
        }
        Ok(())
    }
}

fn copy_body(sql: &Connection, kind: Kind, from: i64, to: i64) -> Result<()> {
    let mut read = sql.prepare_cached("SELECT raw FROM body WHERE key = ?")?;
    let mut rows = read.query([from])?;
    if let Some(row) = rows.next()? {
        let raw = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        sql.prepare_cached("INSERT INTO body (key, raw) VALUES (?, ?)")?
            .execute(params![to, raw])?;
    }
    if kind == Kind::Group {
        sql.prepare_cached("INSERT INTO grp (body, id) SELECT ?, id FROM grp WHERE body = ?")?
            .execute([to, from])?;
        sql.prepare_cached(
            "INSERT INTO membership (grp, position, member, name, kind)
             SELECT ?, position, member, name, kind FROM membership WHERE grp = ?",
        )?
        .execute([to, from])?;
    }
    Ok(())
}

/// Remembers a row as vanished.
pub(crate) fn remember(sql: &Connection, tenant: &str, kind: Kind, item: &Item, noticed: i64) -> Result<()> {
    sql.prepare_cached(
        "INSERT OR REPLACE INTO vanished (tenant, kind, id, name, last_seen, noticed) VALUES (?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        tenant,
        kind.code(),
        item.id,
        item.name,
        item.last_seen,
        noticed
    ])?;
    Ok(())
}
