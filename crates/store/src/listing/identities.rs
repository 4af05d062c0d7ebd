//! The ids of a listing: which came twice, which are new, which differ, which did not come.

use std::collections::{HashSet, VecDeque};

use rusqlite::{Connection, Row as SqlRow, params};

use super::{
    CHUNK, Completeness, Finish, FinishReport, ListingWriter,
    merge::{Merged, Sortable},
};
use crate::{Store, error::Result, key, snapshot::Current};

/// An id that came, with the body that came with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Arrival {
    pub(super) id: String,
    pub(super) body: i64,
    pub(super) hash: i64,
}

impl Arrival {
    /// Bytes it takes in memory, about.
    pub(super) fn weight(&self) -> usize {
        size_of::<Self>() + self.id.len()
    }
}

impl Sortable for Arrival {
    type Key = (String, i64);
    const TABLE: &'static str = "identity_run";
    const COLUMNS: &'static str = "id, body, hash";

    fn key(&self) -> Self::Key {
        (self.id.clone(), self.body)
    }

    fn read(row: &SqlRow<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            body: row.get(1)?,
            hash: row.get(2)?,
        })
    }

    fn insert(&self, sql: &Connection, key: i64) -> Result<()> {
        sql.prepare_cached("INSERT INTO identity_run (key, id, body, hash) VALUES (?, ?, ?, ?)")?
            .execute(params![key, self.id, self.body, self.hash])?;
        Ok(())
    }
}

/// What becomes of rows that cannot simply be taken over. Four to eight bytes a row.
#[derive(Debug, Default)]
pub(super) struct Fate {
    /// Bodies whose id came again.
    pub(super) replaced: HashSet<i64>,
    /// Numbers of the old bodies that did not come, ascending.
    pub(super) absent: Vec<u32>,
    /// Number of the first new body among those carried over, which are in the order of `absent`. `None`: they are not.
    pub(super) carried_from: Option<u32>,
}

impl Fate {
    /// The number of the new body of an absent row that is carried over.
    pub(super) fn carried(&self, old: u32) -> Option<u32> {
        let at = self.absent.binary_search(&old).ok()?;
        Some(self.carried_from? + u32::try_from(at).ok()?)
    }
}

/// The identities of the list before, in order.
struct Known {
    snapshot: i64,
    read: VecDeque<Arrival>,
    last: Option<String>,
}

impl Known {
    fn new(before: Option<Current>) -> Self {
        // No snapshot has the id 0.
        Self {
            snapshot: before.map_or(0, |before| before.snapshot),
            read: VecDeque::new(),
            last: None,
        }
    }

    fn next(&mut self, store: &Store) -> Result<Option<Arrival>> {
        if self.read.is_empty() {
            self.read =
                store.read(|sql| {
                    Ok(sql
                    .prepare_cached(&format!(
                        "SELECT id, body, hash FROM identity WHERE snapshot = ? AND id > ? ORDER BY id LIMIT {CHUNK}"
                    ))?
                    .query_map(params![self.snapshot, self.last.as_deref().unwrap_or_default()], Arrival::read)?
                    .collect::<rusqlite::Result<_>>()?)
                })?;
            if let Some(last) = self.read.back() {
                self.last = Some(last.id.clone());
            }
        }
        Ok(self.read.pop_front())
    }
}

/// What is known of an id.
enum Seen {
    /// It came. The bodies that came with it before are listed.
    Came {
        now: Arrival,
        earlier: Vec<i64>,
        before: Option<Arrival>,
    },
    /// It was there before and did not come.
    Absent(Arrival),
}

/// Both listings side by side, in the order of ids.
struct SideBySide {
    new: Merged<Arrival>,
    old: Known,
    next_new: Option<Arrival>,
    next_old: Option<Arrival>,
}

impl SideBySide {
    fn new(writer: &ListingWriter, before: Option<Current>) -> Result<Self> {
        let store = &writer.store;
        let mut new = Merged::new(store, &writer.identity_runs, writer.identities.clone())?;
        let mut old = Known::new(before);
        Ok(Self {
            next_new: new.next(store)?,
            next_old: old.next(store)?,
            new,
            old,
        })
    }

    fn next(&mut self, store: &Store) -> Result<Option<Seen>> {
        let was_first = match (&self.next_old, &self.next_new) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(old), Some(new)) => old.id < new.id,
        };
        if was_first {
            let absent = self.next_old.take();
            self.next_old = self.old.next(store)?;
            return Ok(absent.map(Seen::Absent));
        }
        let Some(mut now) = self.next_new.take() else {
            return Ok(None);
        };
        let mut earlier = Vec::new();
        loop {
            self.next_new = self.new.next(store)?;
            match self.next_new.take_if(|next| next.id == now.id) {
                Some(again) => earlier.push(std::mem::replace(&mut now, again).body),
                None => break,
            }
        }
        let before = self.next_old.take_if(|old| old.id == now.id);
        if before.is_some() {
            self.next_old = self.old.next(store)?;
        }
        Ok(Some(Seen::Came { now, earlier, before }))
    }
}

impl ListingWriter {
    /// Compares both listings.
    pub(super) fn compare(
        &mut self,
        before: Option<Current>,
        finish: &Finish,
        report: &mut FinishReport,
    ) -> Result<Fate> {
        self.identities.sort_by_cached_key(Arrival::key);
        let mut fate = Fate::default();
        let mut both = SideBySide::new(self, before)?;
        while let Some(seen) = both.next(&self.store)? {
            match seen {
                Seen::Absent(row) => fate.absent.push(key::number(row.body)),
                Seen::Came { now, earlier, before } => {
                    report.doubled += earlier.len() as u64;
                    fate.replaced.extend(earlier);
                    match before {
                        None => report.added += 1,
                        Some(before) => report.changed += u64::from(before.hash != now.hash),
                    }
                }
            }
        }
        fate.absent.sort_unstable();
        if finish.completeness == Completeness::Proven {
            report.vanished = fate.absent.len() as u64;
        } else {
            report.not_seen = fate.absent.len() as u64;
            fate.carried_from = Some(self.bodies);
        }
        Ok(fate)
    }

    /// Writes the identities of the new list, in their order. `keys` has the key of each body, by number.
    pub(super) fn write_identities(&self, before: Option<Current>, fate: &Fate, keys: &[u32]) -> Result<()> {
        let mut both = SideBySide::new(self, before)?;
        let mut chunk: Vec<Arrival> = Vec::with_capacity(CHUNK);
        let mut pending = None;
        loop {
            let seen = both.next(&self.store)?;
            if chunk.len() == CHUNK || seen.is_none() {
                let snapshot = self.site.snapshot;
                let rows: Vec<(Arrival, u32)> = std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK))
                    .into_iter()
                    .filter_map(|row| {
                        // A row that was taken out of the list before, after it was compared, has no key.
                        let key = *keys.get(key::number(row.body) as usize)?;
                        (key != 0).then_some((row, key))
                    })
                    .collect();
                let previous = pending.replace(self.site.submit(move |sql| write(sql, snapshot, &rows)));
                previous.map_or(Ok(()), crate::writer::Pending::wait)?;
            }
            match seen {
                None => break,
                Some(Seen::Came { now, .. }) => chunk.push(now),
                Some(Seen::Absent(row)) => {
                    if let Some(number) = fate.carried(key::number(row.body)) {
                        chunk.push(Arrival {
                            body: key::of(self.site.snapshot, number),
                            ..row
                        });
                    }
                }
            }
        }
        pending.map_or(Ok(()), crate::writer::Pending::wait)
    }
}

fn write(sql: &Connection, snapshot: i64, rows: &[(Arrival, u32)]) -> Result<()> {
    let mut insert =
        sql.prepare_cached("INSERT INTO identity (snapshot, id, key, body, hash) VALUES (?, ?, ?, ?, ?)")?;
    for (row, number) in rows {
        insert.execute(params![
            snapshot,
            row.id,
            key::of(snapshot, *number),
            row.body,
            row.hash
        ])?;
    }
    Ok(())
}
