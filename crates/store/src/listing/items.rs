//! The rows of a listing, merged into a list in the order of names.

use rusqlite::{Connection, Row as SqlRow};

use super::{
    ListingWriter,
    identities::Fate,
    merge::{Merged, Sortable},
};
use crate::{
    error::Result,
    item::{self, COLUMNS, Item, Place},
    key,
    search::{self, Letters},
    snapshot::{BLOCK, Counts, write_block},
};

/// Rows written in one transaction: whole blocks, and enough of them that the index gets few segments.
const STEP: usize = 16 * BLOCK;

impl Sortable for Item {
    type Key = (Place, i64);
    const TABLE: &'static str = "run";
    const COLUMNS: &'static str = COLUMNS;

    fn key(&self) -> Self::Key {
        (self.place(), self.body)
    }

    fn read(row: &SqlRow<'_>) -> rusqlite::Result<Self> {
        Item::read(row, 0)
    }

    fn insert(&self, sql: &Connection, key: i64) -> Result<()> {
        self.insert_into(sql, "run", key)
    }
}

impl ListingWriter {
    /// Writes the list with its index and its blocks. While the writing thread writes one step, this one prepares the next.
    /// Returns the number of the key of each body, by the body's number.
    pub(super) fn write_items(&mut self, fate: &Fate) -> Result<Vec<u32>> {
        let mut items = std::mem::take(&mut self.items);
        items.sort_by_cached_key(Item::key);
        let mut merged = Merged::new(&self.store, &self.item_runs, items)?;
        let mut keys = vec![0; self.bodies as usize];
        let mut written = 0_u32;
        let mut step: Vec<(Item, String)> = Vec::with_capacity(STEP);
        let mut pending = None;
        let snapshot = self.site.snapshot;
        loop {
            let next = merged.next(&self.store)?;
            if step.len() == STEP || next.is_none() {
                let rows = std::mem::replace(&mut step, Vec::with_capacity(STEP));
                let first = written;
                for ((item, _), number) in rows.iter().zip(numbers_from(first)) {
                    keys[key::number(item.body) as usize] = number;
                }
                written += u32::try_from(rows.len()).unwrap_or(u32::MAX);
                let previous = pending.replace(self.site.submit(move |sql| write(sql, snapshot, first, &rows)));
                previous.map_or(Ok(()), crate::writer::Pending::wait)?;
            }
            match next {
                None => break,
                Some(item) if fate.replaced.contains(&item.body) => {
                    self.site.run(move |sql| item::remove_body(sql, item.body))?;
                }
                Some(item) => {
                    let grams = item.grams();
                    step.push((item, grams));
                }
            }
        }
        pending.map_or(Ok(()), crate::writer::Pending::wait)?;
        Ok(keys)
    }
}

/// The numbers of keys, after so many rows.
fn numbers_from(rows: u32) -> impl Iterator<Item = u32> {
    (rows + 1..).map(|row| row * key::GAP)
}

/// Writes rows; `first` is how many were written before.
fn write(sql: &Connection, snapshot: i64, first: u32, rows: &[(Item, String)]) -> Result<()> {
    let mut numbers = numbers_from(first);
    for block in rows.chunks(BLOCK) {
        let mut counts = Counts::default();
        let mut letters = Letters::NONE;
        let mut begins_at = None;
        for ((item, grams), number) in block.iter().zip(&mut numbers) {
            begins_at.get_or_insert(key::of(snapshot, number));
            item.insert_into(sql, "item", key::of(snapshot, number))?;
            search::add(sql, snapshot, number, grams)?;
            counts.add(item, 1);
            letters = letters.with(Letters::of_grams(grams));
        }
        if let Some(begins_at) = begins_at {
            write_block(sql, begins_at, counts, letters)?;
        }
    }
    if first == 0 {
        // The first block begins with the first possible key, and is there even if the list is empty.
        let (start, end) = key::range(snapshot);
        let moved = sql.execute(
            "UPDATE block SET first = ?1 WHERE first = (SELECT min(first) FROM block WHERE first BETWEEN ?1 AND ?2)",
            [start, end],
        )?;
        if moved == 0 {
            write_block(sql, start, Counts::default(), Letters::NONE)?;
        }
    }
    Ok(())
}
