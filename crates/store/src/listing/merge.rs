//! Merging sorted runs into a list.

use std::{cmp::Reverse, collections::{BinaryHeap, VecDeque}};

use rusqlite::Connection;

use super::ListingWriter;
use crate::{
    Store,
    error::Result,
    item::{COLUMNS, Item, Place},
    key, search,
    snapshot::{BLOCK, Counts, write_block},
};

/// Rows of the list written in one transaction: whole blocks, and enough of them that the index gets few segments.
const STEP: usize = 32 * BLOCK;

/// Rows of a run read at a time.
const READ: usize = 512;

/// A sorted run and what of it is in memory.
struct Run {
    rows: VecDeque<Item>,
    /// Key of the last row read, and of the last there is.
    read: i64,
    last: i64,
}

impl Run {
    fn next(&mut self, store: &Store) -> Result<Option<Item>> {
        if self.rows.is_empty() && self.read < self.last {
            let rows = store.read(|sql| {
                Ok(sql
                    .prepare_cached(&format!(
                        "SELECT {COLUMNS} FROM run WHERE key > ? AND key <= ? ORDER BY key LIMIT {READ}"
                    ))?
                    .query_map([self.read, self.last], |row| Item::read(row, 0))?
                    .collect::<rusqlite::Result<VecDeque<_>>>()?)
            })?;
            // Keys of a run have no gaps.
            self.read = if rows.is_empty() { self.last } else { self.read + i64::try_from(rows.len()).unwrap_or(i64::MAX) };
            self.rows = rows;
        }
        Ok(self.rows.pop_front())
    }
}

impl ListingWriter {
    /// Writes the list in the order of names, with its index and its blocks. While the writing thread writes one step, this
    /// one prepares the next.
    pub(super) fn merge(&mut self) -> Result<()> {
        let mut batch = std::mem::take(&mut self.batch);
        batch.sort_by_cached_key(Item::place);
        let mut runs: Vec<Run> =
            self.runs.iter().map(|(first, last)| Run { rows: VecDeque::new(), read: first - 1, last: *last }).collect();
        runs.push(Run { rows: batch.into(), read: 0, last: 0 });

        // The least place of each run; the items stay beside, as they have no order of their own.
        let mut heap: BinaryHeap<Reverse<(Place, usize)>> = BinaryHeap::with_capacity(runs.len());
        let mut heads: Vec<Option<Item>> = Vec::with_capacity(runs.len());
        for (index, run) in runs.iter_mut().enumerate() {
            let head = run.next(&self.store)?;
            heap.extend(head.as_ref().map(|item| Reverse((item.place(), index))));
            heads.push(head);
        }

        let mut written = 0_u32;
        let mut step: Vec<(Item, String)> = Vec::with_capacity(STEP);
        let mut pending = None;
        let snapshot = self.snapshot;
        loop {
            let next = heap.pop();
            if step.len() == STEP || next.is_none() {
                let rows = std::mem::replace(&mut step, Vec::with_capacity(STEP));
                let first = written;
                written += u32::try_from(rows.len()).unwrap_or(u32::MAX);
                let previous = pending.replace(self.store.queue().submit(move |sql| write(sql, snapshot, first, &rows)));
                previous.map_or(Ok(()), crate::writer::Pending::wait)?;
            }
            let Some(Reverse((_, index))) = next else { break };
            let item = heads[index].take();
            heads[index] = runs[index].next(&self.store)?;
            heap.extend(heads[index].as_ref().map(|item| Reverse((item.place(), index))));
            if let Some(item) = item.filter(|item| !self.replaced.contains(&item.body)) {
                let grams = item.grams();
                step.push((item, grams));
            }
        }
        pending.map_or(Ok(()), crate::writer::Pending::wait)
    }
}

/// Writes rows; `first` is how many were written before.
fn write(sql: &Connection, snapshot: i64, first: u32, rows: &[(Item, String)]) -> Result<()> {
    let mut number = (first + 1) * key::GAP;
    for block in rows.chunks(BLOCK) {
        let mut counts = Counts::default();
        let begins_at = key::of(snapshot, number);
        for (item, grams) in block {
            item.insert(sql, "item", key::of(snapshot, number))?;
            search::add(sql, snapshot, number, grams)?;
            counts.add(item, 1);
            number += key::GAP;
        }
        write_block(sql, begins_at, counts)?;
    }
    if first == 0 {
        // The first block begins with the first possible key, and is there even if the list is empty.
        let (start, end) = key::range(snapshot);
        let moved = sql.execute(
            "UPDATE block SET first = ?1 WHERE first = (SELECT min(first) FROM block WHERE first BETWEEN ?1 AND ?2)",
            [start, end],
        )?;
        if moved == 0 {
            write_block(sql, start, Counts::default())?;
        }
    }
    Ok(())
}
