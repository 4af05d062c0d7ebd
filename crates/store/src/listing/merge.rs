//! Sorted runs: writing them, and merging them into one sequence.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, VecDeque},
};

use rusqlite::{Connection, Row as SqlRow};

use super::{CHUNK, Site};
use crate::{Store, error::Result, key};

/// Rows of a run read at a time.
const READ: usize = 256;

/// What runs are made of.
pub(super) trait Sortable: Sized + Send + 'static {
    /// By what it is sorted; no two are equal.
    type Key: Ord;
    /// The table of the runs, and its columns after `key`.
    const TABLE: &'static str;
    const COLUMNS: &'static str;

    fn key(&self) -> Self::Key;
    fn read(row: &SqlRow<'_>) -> rusqlite::Result<Self>;
    fn insert(&self, sql: &Connection, key: i64) -> Result<()>;
}

/// Sorts rows and writes them as a run behind the others.
pub(super) fn write_run<T: Sortable>(site: &Site, mut rows: Vec<T>, runs: &mut Vec<(i64, i64)>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    rows.sort_by_cached_key(T::key);
    let first = runs.last().map_or(key::range(site.snapshot).0, |(_, last)| last + 1);
    let mut next = first;
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<T> = rows.by_ref().take(CHUNK).collect();
        let from = next;
        next += i64::try_from(chunk.len()).unwrap_or(i64::MAX);
        site.run(move |sql| (from..).zip(&chunk).try_for_each(|(key, row)| row.insert(sql, key)))?;
    }
    runs.push((first, next - 1));
    Ok(())
}

/// A run and what of it is in memory.
struct Run<T> {
    rows: VecDeque<T>,
    /// Key of the last row read, and of the last there is.
    read: i64,
    last: i64,
}

impl<T: Sortable> Run<T> {
    fn next(&mut self, store: &Store) -> Result<Option<T>> {
        if self.rows.is_empty() && self.read < self.last {
            self.rows = store.read(|sql| {
                Ok(sql
                    .prepare_cached(&format!(
                        "SELECT {} FROM {} WHERE key > ? AND key <= ? ORDER BY key LIMIT {READ}",
                        T::COLUMNS,
                        T::TABLE
                    ))?
                    .query_map([self.read, self.last], T::read)?
                    .collect::<rusqlite::Result<_>>()?)
            })?;
            // Keys of a run have no gaps.
            self.read += i64::try_from(self.rows.len()).unwrap_or(i64::MAX);
        }
        Ok(self.rows.pop_front())
    }
}

/// Rows of several runs in order.
pub(super) struct Merged<T: Sortable> {
    runs: Vec<Run<T>>,
    /// The next row of each run; their keys are in the heap, as rows have no order of their own.
    heads: Vec<Option<T>>,
    heap: BinaryHeap<Reverse<(T::Key, usize)>>,
}

impl<T: Sortable> Merged<T> {
    /// Of runs that were written, and one in memory, sorted.
    pub(super) fn new(store: &Store, runs: &[(i64, i64)], sorted: Vec<T>) -> Result<Self> {
        let mut runs: Vec<Run<T>> = runs
            .iter()
            .map(|(first, last)| Run {
                rows: VecDeque::new(),
                read: first - 1,
                last: *last,
            })
            .collect();
        runs.push(Run {
            rows: sorted.into(),
            read: 0,
            last: 0,
        });
        let mut merged = Self {
            heads: runs.iter().map(|_| None).collect(),
            heap: BinaryHeap::with_capacity(runs.len()),
            runs,
        };
        for run in 0..merged.runs.len() {
            merged.refill(store, run)?;
        }
        Ok(merged)
    }

    fn refill(&mut self, store: &Store, run: usize) -> Result<()> {
        self.heads[run] = self.runs[run].next(store)?;
        self.heap
            .extend(self.heads[run].as_ref().map(|row| Reverse((row.key(), run))));
        Ok(())
    }

    /// The next row.
    pub(super) fn next(&mut self, store: &Store) -> Result<Option<T>> {
        let Some(Reverse((_, run))) = self.heap.pop() else {
            return Ok(None);
        };
        let row = self.heads[run].take();
        self.refill(store, run)?;
        Ok(row)
    }
}
