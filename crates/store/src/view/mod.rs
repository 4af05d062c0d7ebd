//! Windows over lists.
//!
//! The list in the order of names is a range of keys, and a window far down is found by the counts of blocks. A search in that
//! order asks the index, which answers in the order of keys, and stops when the window is full. Any other order is computed
//! once when it is asked for (four bytes a row), kept in memory, and follows single changes. So a refresh has no index by
//! column to write, and a list of a million rows opens and searches as fast as a short one.

mod hits;
mod order;
mod window;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::{
    Store,
    error::Result,
    item::{self, COLUMNS, Item},
    key,
    query::{Page, Query, SortKey},
    resource::{Kind, Resource, Row},
    search::Needle,
    snapshot::{self, Current},
};
use hits::Hits;
use order::Order;

/// Results kept of each sort.
const KEPT: usize = 6;

/// The furthest row for which a search in another order than that of names looks at rows before it finds all hits.
const SAMPLED: usize = 2_000;

/// Rows handed over at a time by [`Store::ids_matching`].
const BATCH: usize = 1_000;

/// What makes one result differ from another, but for the sort.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Selection {
    current: Current,
    needle: Option<Needle>,
    active: Option<bool>,
}

/// The numbers of the keys of all rows that match, in order.
struct Sorted {
    selection: Selection,
    by: SortKey,
    descending: bool,
    numbers: Arc<Vec<u32>>,
}

impl Sorted {
    fn is_of(&self, selection: &Selection, by: SortKey, descending: bool) -> bool {
        self.selection == *selection && self.by == by && self.descending == descending
    }
}

/// A search in the order of names. What tells it from others is known without its lock, which may be held for a while.
struct Search {
    selection: Selection,
    descending: bool,
    hits: Arc<Mutex<Hits>>,
}

/// What is kept in memory of the lists; each the newest first.
#[derive(Default)]
pub(crate) struct Views {
    hits: Mutex<Vec<Search>>,
    orders: Mutex<Vec<Arc<Order>>>,
    sorted: Mutex<Vec<Sorted>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What a panic left is at worst incomplete, never wrong: each step is one assignment.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Views {
    /// The hits of a search in the order of names, as far as they are known.
    fn hits(&self, selection: &Selection, needle: &Needle, descending: bool) -> Arc<Mutex<Hits>> {
        let mut all = lock(&self.hits);
        let known = all
            .iter()
            .position(|search| search.selection == *selection && search.descending == descending);
        let search = match known {
            Some(at) => all.remove(at),
            None => Search {
                selection: selection.clone(),
                descending,
                hits: Arc::new(Mutex::new(Hits::new(selection, needle, descending))),
            },
        };
        let hits = Arc::clone(&search.hits);
        all.insert(0, search);
        all.truncate(KEPT);
        hits
    }

    /// The order of a list by a column, ascending, brought up to date.
    fn order(&self, sql: &Connection, current: Current, by: SortKey) -> Result<Arc<Order>> {
        let known = {
            let all = lock(&self.orders);
            all.iter().find(|order| order.is_of(current.snapshot, by)).cloned()
        };
        let order = match known {
            Some(order) if order.revision() == current.revision => return Ok(order),
            Some(order) => Arc::new(order.follow(sql, current)?),
            None => Arc::new(Order::read(sql, current, by)?),
        };
        let mut all = lock(&self.orders);
        all.retain(|order| !order.is_of(current.snapshot, by));
        all.insert(0, Arc::clone(&order));
        all.truncate(KEPT);
        Ok(order)
    }

    /// At least so many of the rows that match, in an order other than that of names, and whether these are all.
    fn first_sorted(
        &self,
        sql: &Connection,
        selection: &Selection,
        by: SortKey,
        descending: bool,
        to: usize,
    ) -> Result<(Arc<Vec<u32>>, bool)> {
        let is_known = lock(&self.sorted)
            .iter()
            .any(|sorted| sorted.is_of(selection, by, descending));
        if let Some(needle) = selection.needle.as_ref().filter(|_| !is_known && to <= SAMPLED) {
            let hits = self.hits(selection, needle, false);
            let all_found = hits.try_lock().is_ok_and(|hits| hits.total().1);
            if !all_found {
                let order = self.order(sql, selection.current, by)?;
                let rows = order
                    .rows(descending)
                    .filter(|(_, is)| selection.active.is_none() || *is == selection.active)
                    .map(|(number, _)| number);
                let sample = hits::sample(
                    sql,
                    selection.current.snapshot,
                    needle,
                    rows,
                    to.saturating_add(hits::AHEAD),
                )?;
                if let Some(sample) = sample {
                    return Ok((Arc::new(sample.numbers), sample.complete));
                }
            }
        }
        Ok((self.sorted(sql, selection, by, descending)?, true))
    }

    /// All rows that match, in an order other than that of names.
    fn sorted(&self, sql: &Connection, selection: &Selection, by: SortKey, descending: bool) -> Result<Arc<Vec<u32>>> {
        let known = lock(&self.sorted)
            .iter()
            .find(|sorted| sorted.is_of(selection, by, descending))
            .map(|sorted| Arc::clone(&sorted.numbers));
        if let Some(known) = known {
            return Ok(known);
        }
        let order = self.order(sql, selection.current, by)?;
        let numbers = match &selection.needle {
            None => order.select(selection.active, descending, |_| true),
            Some(needle) => {
                let hits = self.hits(selection, needle, false);
                let mut hits = lock(&hits);
                hits.look(sql, usize::MAX, || true)?;
                let set = hits.set();
                order.select(selection.active, descending, |number| set.contains(number))
            }
        };
        let numbers = Arc::new(numbers);
        let mut all = lock(&self.sorted);
        all.insert(
            0,
            Sorted {
                selection: selection.clone(),
                by,
                descending,
                numbers: Arc::clone(&numbers),
            },
        );
        all.truncate(KEPT);
        Ok(numbers)
    }
}

impl Store {
    /// A window over a list. Before the first listing it is empty, with revision 0.
    pub fn page(&self, tenant: &str, kind: Kind, query: &Query, offset: u64, limit: u32) -> Result<Page> {
        self.read(|sql| {
            let Some(current) = snapshot::current(sql, tenant, kind)? else {
                return Ok(Page {
                    rows: Vec::new(),
                    total: 0,
                    total_is_exact: true,
                    offset,
                    revision: 0,
                });
            };
            let groups = match kind {
                Kind::User => snapshot::current(sql, tenant, Kind::Group)?,
                Kind::Group => None,
            };
            let selection = Selection {
                current,
                needle: Needle::new(&query.search),
                active: query.active,
            };
            let (items, total, total_is_exact) = match (&selection.needle, query.sort) {
                (None, SortKey::Name) => {
                    let (items, total) =
                        window::read(sql, current.snapshot, query.active, query.descending, offset, limit)?;
                    (items, total, true)
                }
                (Some(needle), SortKey::Name) => {
                    let hits = self.views().hits(&selection, needle, query.descending);
                    let mut hits = lock(&hits);
                    let (from, to) = span(offset, limit);
                    // One more, to know whether these are all.
                    hits.look(sql, to.saturating_add(1), || true)?;
                    let (total, exact) = hits.total();
                    (rows(sql, current.snapshot, hits.slice(from, to))?, total, exact)
                }
                (_, by) => {
                    let (from, to) = span(offset, limit);
                    let (numbers, exact) = self.views().first_sorted(sql, &selection, by, query.descending, to)?;
                    let items = rows(sql, current.snapshot, slice(&numbers, from, to))?;
                    (items, numbers.len() as u64, exact)
                }
            };
            let rows = with_links(sql, kind, groups, items)?;
            // Both grow and never shrink, so their sum grows with either.
            let revision = current.revision + groups.map_or(0, |groups| groups.revision);
            Ok(Page {
                rows,
                total,
                total_is_exact,
                offset,
                revision: revision.cast_unsigned(),
            })
        })
    }

    /// How many rows match, exactly. Takes up to seconds for a search that a million rows match; `keep_going` is asked
    /// every few milliseconds, and `None` is returned as soon as it says no.
    pub fn count(
        &self,
        tenant: &str,
        kind: Kind,
        query: &Query,
        mut keep_going: impl FnMut() -> bool,
    ) -> Result<Option<u64>> {
        loop {
            let step = self.read(|sql| {
                let Some(current) = snapshot::current(sql, tenant, kind)? else {
                    return Ok(Some(0));
                };
                let selection = Selection {
                    current,
                    needle: Needle::new(&query.search),
                    active: query.active,
                };
                let Some(needle) = &selection.needle else {
                    let counts = snapshot::counts(sql, current.snapshot)?;
                    return Ok(Some(counts.matching(query.active).cast_unsigned()));
                };
                // The hits that a page in this direction knows already.
                let hits = self
                    .views()
                    .hits(&selection, needle, query.descending && query.sort == SortKey::Name);
                let mut hits = lock(&hits);
                let known = hits.slice(0, usize::MAX).len();
                // In steps, so that a page of the same search waits for one of them at most; ever longer ones, since the index
                // has to begin anew with each.
                hits.look(sql, known + known.max(10_000), &mut keep_going)?;
                let (total, exact) = hits.total();
                Ok(exact.then_some(total))
            })?;
            if step.is_some() || !keep_going() {
                return Ok(step);
            }
        }
    }

    /// Hands over the ids of every row that matches but those in `except`, in the order of the list, in batches; all of one
    /// moment. Returns how many there were.
    pub fn ids_matching(
        &self,
        tenant: &str,
        kind: Kind,
        query: &Query,
        except: &[String],
        mut each: impl FnMut(Vec<String>),
    ) -> Result<u64> {
        self.read(|sql| {
            let Some(current) = snapshot::current(sql, tenant, kind)? else {
                return Ok(0);
            };
            let selection = Selection {
                current,
                needle: Needle::new(&query.search),
                active: query.active,
            };
            let numbers = match (&selection.needle, query.sort) {
                (None, SortKey::Name) => {
                    Arc::new(window::numbers(sql, current.snapshot, query.active, query.descending)?)
                }
                (Some(needle), SortKey::Name) => {
                    let hits = self.views().hits(&selection, needle, query.descending);
                    let mut hits = lock(&hits);
                    hits.look(sql, usize::MAX, || true)?;
                    Arc::new(hits.slice(0, usize::MAX).to_vec())
                }
                (_, by) => self.views().sorted(sql, &selection, by, query.descending)?,
            };
            let mut id_of = sql.prepare_cached("SELECT id FROM item WHERE key = ?")?;
            let mut handed = 0;
            for chunk in numbers.chunks(BATCH) {
                let mut ids = Vec::with_capacity(chunk.len());
                for number in chunk {
                    let id: String = id_of.query_row([key::of(current.snapshot, *number)], |row| row.get(0))?;
                    if !except.contains(&id) {
                        ids.push(id);
                    }
                }
                handed += ids.len() as u64;
                each(ids);
            }
            Ok(handed)
        })
    }

    /// One account or group, whole.
    pub fn resource(&self, tenant: &str, kind: Kind, id: &str) -> Result<Option<Resource>> {
        self.read(|sql| {
            let Some(current) = snapshot::current(sql, tenant, kind)? else {
                return Ok(None);
            };
            let groups = match kind {
                Kind::User => snapshot::current(sql, tenant, Kind::Group)?,
                Kind::Group => None,
            };
            let Some((_, item)) = item::find(sql, current.snapshot, id)? else {
                return Ok(None);
            };
            let raw: Option<String> = sql
                .prepare_cached("SELECT raw FROM body WHERE key = ?")?
                .query_row([item.body], |row| row.get(0))
                .optional()?;
            let row = with_links(sql, kind, groups, vec![item])?.pop();
            Ok(row.zip(raw).map(|(row, raw)| Resource { row, raw }))
        })
    }
}

/// The window as a range of indexes.
fn span(offset: u64, limit: u32) -> (usize, usize) {
    let from = usize::try_from(offset).unwrap_or(usize::MAX);
    (from, from.saturating_add(limit as usize))
}

/// A range of a slice, as far as it is there.
fn slice(numbers: &[u32], from: usize, to: usize) -> &[u32] {
    let to = to.min(numbers.len());
    &numbers[from.min(to)..to]
}

/// Rows by their numbers.
fn rows(sql: &Connection, snapshot: i64, numbers: &[u32]) -> Result<Vec<Item>> {
    let mut statement = sql.prepare_cached(&format!("SELECT {COLUMNS} FROM item WHERE key = ?"))?;
    numbers
        .iter()
        .map(|number| Ok(statement.query_row([key::of(snapshot, *number)], |row| Item::read(row, 0))?))
        .collect()
}

/// Rows as callers see them: an account with the number of groups that name it, if that can be known.
fn with_links(sql: &Connection, kind: Kind, groups: Option<Current>, items: Vec<Item>) -> Result<Vec<Row>> {
    let known = match groups {
        Some(groups) if snapshot::counts(sql, groups.snapshot)?.closed == 0 => Some(key::range(groups.snapshot)),
        _ => None,
    };
    let mut count =
        sql.prepare_cached("SELECT count(DISTINCT grp) FROM membership WHERE member = ? AND grp BETWEEN ? AND ?")?;
    items
        .into_iter()
        .map(|item| {
            let links = match (kind, known) {
                (Kind::Group, _) => item.members,
                (Kind::User, Some((first, last))) => {
                    Some(count.query_row(params![item.id, first, last], |row| row.get(0))?)
                }
                (Kind::User, None) => None,
            };
            Ok(item.into_row(links))
        })
        .collect()
}
