//! Writing a listing down, page by page.
//!
//! What arrives is written at once: bodies in the order of arrival, and the columns of the lists in runs, each sorted by name
//! and as large as memory allows; so are the ids. The end merges the runs, so that the keys of a list are in the order of its
//! names and everything but the identities is written from beginning to end, which is what makes it fast. Then one short
//! transaction puts the new snapshot in the place of the old one.

mod absent;
mod identities;
mod items;
mod merge;
mod publish;

pub(crate) use absent::remember;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::{
    Store,
    error::{Result, StoreError},
    item::{self, Item},
    key,
    resource::{Kind, NewResource},
    search, snapshot, sweep, time,
    writer::{Pending, Queue},
};
use identities::Arrival;

/// Bytes of rows that are kept in memory until they are sorted and written as a run.
const BATCH: usize = 8 << 20;

/// Rows read or written at a time.
const CHUNK: usize = 4_096;

/// Whether a listing is all there is. Absence means nothing unless it is [`Proven`](Self::Proven).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Completeness {
    /// Nothing is missing: what is absent is gone.
    Proven,
    /// Something may be missing.
    Unproven,
    /// Something is missing for certain.
    KnownPartial,
}

impl Completeness {
    pub(crate) fn code(self) -> i64 {
        match self {
            Self::Proven => 0,
            Self::Unproven => 1,
            Self::KnownPartial => 2,
        }
    }

    pub(crate) fn from_code(code: i64) -> Self {
        match code {
            0 => Self::Proven,
            1 => Self::Unproven,
            _ => Self::KnownPartial,
        }
    }
}

/// How a listing ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finish {
    /// Whether it is all there is.
    pub completeness: Completeness,
    /// Why, as text of the caller's making.
    pub evidence: String,
    /// When it ended.
    pub at: Timestamp,
}

/// What a listing brought, compared with the list before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FinishReport {
    /// Rows of the list now, those not seen included.
    pub count: u64,
    /// Rows that the list did not have before.
    pub added: u64,
    /// Rows whose JSON differs from before.
    pub changed: u64,
    /// Absent from a listing proven complete: no longer in the list, remembered as vanished.
    pub vanished: u64,
    /// Absent from a listing that proves nothing: kept and marked.
    pub not_seen: u64,
    /// Ids that came more than once; the last one to come counts.
    pub doubled: u64,
}

/// Count, age and completeness of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Accounts or groups.
    pub kind: Kind,
    /// Rows held, those not seen in the last listing included.
    pub count: u64,
    /// Rows known to be active.
    pub active: u64,
    /// Rows known to be inactive.
    pub inactive: u64,
    /// Rows absent from the last listing, which was not proven complete.
    pub not_seen: u64,
    /// When the last listing ended.
    pub fetched_at: Timestamp,
    /// Whether it was all there was.
    pub completeness: Completeness,
    /// Why, as the caller put it.
    pub evidence: String,
    /// Grows with every change of the list.
    pub revision: u64,
}

/// A snapshot that is being built.
#[derive(Clone)]
struct Site {
    queue: Queue,
    snapshot: i64,
    tenant: String,
}

impl Site {
    /// Queues work on the snapshot. It is not done once the tenant was removed: what is written then would belong to nobody.
    fn submit<T: Send + 'static>(&self, work: impl FnOnce(&Connection) -> Result<T> + Send + 'static) -> Pending<T> {
        let (snapshot, tenant) = (self.snapshot, self.tenant.clone());
        self.queue.submit(move |sql| {
            let wanted = sql
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM snapshot WHERE id = ? AND state = 0)")?
                .query_row([snapshot], |row| row.get(0))?;
            if wanted {
                work(sql)
            } else {
                Err(StoreError::NoSuchTenant { id: tenant })
            }
        })
    }

    /// The same, and waits for it.
    fn run<T: Send + 'static>(&self, work: impl FnOnce(&Connection) -> Result<T> + Send + 'static) -> Result<T> {
        self.submit(work).wait()
    }
}

/// A listing that is being written. The list before stays in sight until [`finish`](Self::finish) returns; dropping the
/// writer, or the end of the process at any moment, leaves it as it was.
pub struct ListingWriter {
    store: Store,
    tenant: String,
    kind: Kind,
    site: Site,
    begun: i64,
    /// Bodies written so far.
    bodies: u32,
    /// Rows not yet in a run, and their identities.
    items: Vec<Item>,
    identities: Vec<Arrival>,
    weight: usize,
    /// First and last key of each run of rows.
    item_runs: Vec<(i64, i64)>,
    identity_runs: Vec<(i64, i64)>,
    published: bool,
}

impl Store {
    /// Begins to write a listing of a tenant's accounts or groups.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`]; [`StoreError::BeingRefreshed`] where another writer of the same list lives, in this
    /// process or another.
    pub fn begin_listing(&self, tenant: &str, kind: Kind, at: Timestamp) -> Result<ListingWriter> {
        let writer = self.begin(tenant, kind, at, tenant_exists)?;
        self.sweep();
        Ok(writer)
    }

    /// Begins to write a list that is no tenant's.
    pub(crate) fn begin_list(&self, owner: &str, kind: Kind, at: Timestamp) -> Result<ListingWriter> {
        self.begin(owner, kind, at, |_, _| Ok(true))
    }

    fn begin(
        &self,
        tenant: &str,
        kind: Kind,
        at: Timestamp,
        exists: fn(&Connection, &str) -> Result<bool>,
    ) -> Result<ListingWriter> {
        let builder = self.builder()?;
        let path = self.path().to_path_buf();
        let (id, begun) = (tenant.to_owned(), time::write(at));
        let snapshot = self.queue().run(move |sql| {
            if !exists(sql, &id)? {
                return Err(StoreError::NoSuchTenant { id });
            }
            sweep::give_up_the_dead(sql, &path)?;
            let busy: bool = sql
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM snapshot WHERE tenant = ? AND kind = ? AND state = 0)")?
                .query_row(params![id, kind.code()], |row| row.get(0))?;
            if busy {
                return Err(StoreError::BeingRefreshed);
            }
            sql.execute(
                "INSERT INTO snapshot (tenant, kind, builder, begun_at) VALUES (?, ?, ?, ?)",
                params![id, kind.code(), builder, begun],
            )?;
            let snapshot = sql.last_insert_rowid();
            search::create_index(sql, snapshot)?;
            Ok(snapshot)
        })?;
        Ok(ListingWriter {
            store: self.clone(),
            tenant: tenant.to_owned(),
            kind,
            site: Site {
                queue: self.queue().clone(),
                snapshot,
                tenant: tenant.to_owned(),
            },
            begun,
            bodies: 0,
            items: Vec::new(),
            identities: Vec::new(),
            weight: 0,
            item_runs: Vec::new(),
            identity_runs: Vec::new(),
            published: false,
        })
    }

    /// Count, age and completeness of a list. `None` before the first listing.
    pub fn listing(&self, tenant: &str, kind: Kind) -> Result<Option<Listing>> {
        self.read(|sql| {
            let Some(current) = snapshot::current(sql, tenant, kind)? else {
                return Ok(None);
            };
            let counts = snapshot::counts(sql, current.snapshot)?;
            Ok(sql
                .prepare_cached("SELECT fetched_at, completeness, evidence FROM snapshot WHERE id = ?")?
                .query_row([current.snapshot], |row| {
                    Ok(Listing {
                        kind,
                        count: counts.rows.cast_unsigned(),
                        active: counts.active.cast_unsigned(),
                        inactive: counts.inactive.cast_unsigned(),
                        not_seen: counts.not_seen.cast_unsigned(),
                        fetched_at: time::read(row.get(0)?),
                        completeness: Completeness::from_code(row.get(1)?),
                        evidence: row.get(2)?,
                        revision: current.revision.cast_unsigned(),
                    })
                })
                .optional()?)
        })
    }
}

pub(crate) fn tenant_exists(sql: &Connection, id: &str) -> Result<bool> {
    Ok(sql
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM tenant WHERE id = ?)")?
        .query_row([id], |row| row.get(0))?)
}

impl ListingWriter {
    /// Writes rows down in one transaction: those of a page, or of several. `at` is when they were fetched. Should an id come
    /// again, the later row counts.
    ///
    /// # Errors
    /// After an error the listing cannot be finished as if nothing had been: drop it.
    pub fn append(&mut self, rows: Vec<NewResource>, at: Timestamp) -> Result<()> {
        let first = self.bodies;
        self.bodies = first.saturating_add(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        if u64::from(self.bodies) > key::MOST {
            return Err(StoreError::TooManyRows { limit: key::MOST });
        }
        let (snapshot, kind) = (self.site.snapshot, self.kind);
        let (items, identities) = self.site.run(move |sql| {
            let mut items = Vec::with_capacity(rows.len());
            let mut identities = Vec::with_capacity(rows.len());
            for (number, resource) in (first..).zip(&rows) {
                let body = key::of(snapshot, number);
                item::write_body(sql, kind, body, resource)?;
                items.push(Item::new(resource, kind, body, at));
                identities.push(Arrival {
                    id: resource.id.clone(),
                    body,
                    hash: item::hash(&resource.raw),
                });
            }
            Ok((items, identities))
        })?;
        self.weight += identities.iter().map(Arrival::weight).sum::<usize>();
        self.identities.extend(identities);
        self.keep(items)
    }

    /// Keeps rows for the end, in memory or as runs.
    fn keep(&mut self, items: Vec<Item>) -> Result<()> {
        self.weight += items.iter().map(Item::weight).sum::<usize>();
        self.items.extend(items);
        if self.weight >= BATCH {
            self.weight = 0;
            merge::write_run(&self.site, std::mem::take(&mut self.items), &mut self.item_runs)?;
            merge::write_run(
                &self.site,
                std::mem::take(&mut self.identities),
                &mut self.identity_runs,
            )?;
        }
        Ok(())
    }

    /// Ends the listing: compares it with the list before and puts it in its place. What the listing did not contain has
    /// vanished where it is proven complete, and is otherwise kept and marked. What was read or changed on its own since the
    /// listing came by is kept.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`] where the tenant was removed meanwhile. After any error the list before is still there.
    pub fn finish(mut self, finish: Finish) -> Result<FinishReport> {
        let before = self.store.read(|sql| snapshot::current(sql, &self.tenant, self.kind))?;
        let mut report = FinishReport::default();
        let mut fate = self.compare(before, &finish, &mut report)?;
        if let Some(before) = before {
            self.settle_absent(before, &mut fate, &finish)?;
        }
        let keys = self.write_items(&fate)?;
        self.write_identities(before, &fate, &keys)?;
        report.count = self.publish(before, finish)?;
        self.published = true;
        self.store.sweep();
        Ok(report)
    }

    /// Writes the list to its end without comparing it with another. Whoever then shows it calls
    /// [`published`](Self::published). Returns the snapshot.
    pub(crate) fn end_uncompared(&mut self) -> Result<i64> {
        let all_there_is = Finish {
            completeness: Completeness::Proven,
            evidence: String::new(),
            at: Timestamp::UNIX_EPOCH,
        };
        let fate = self.compare(None, &all_there_is, &mut FinishReport::default())?;
        let keys = self.write_items(&fate)?;
        self.write_identities(None, &fate, &keys)?;
        Ok(self.site.snapshot)
    }

    /// The list is shown: it stays when the writer is dropped.
    pub(crate) fn published(mut self) {
        self.published = true;
    }

    /// Drops what was written. So does dropping the writer.
    pub fn abandon(self) {
        drop(self);
    }
}

impl Drop for ListingWriter {
    fn drop(&mut self) {
        if self.published {
            return;
        }
        let snapshot = self.site.snapshot;
        // Should it fail, the next opening finds the snapshot without a builder and sweeps it.
        drop(self.store.queue().submit(move |sql| {
            sql.execute("UPDATE snapshot SET state = 2 WHERE id = ? AND state = 0", [snapshot])?;
            Ok(())
        }));
        self.store.sweep();
    }
}
