//! A change from the moment before its first request to the moment after its last.
//!
//! It is begun before anything is sent and settled when it is known what became of it, each in one transaction. So a process
//! that is killed in between leaves a change [in flight](Store::in_flight), and no half of its consequences.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{
    lease,
    links::{self, AccountLink},
    log::{self, NewLog},
    require_tenant,
    retry::{self, RetryChange},
};
use crate::{
    Store,
    error::{Result, StoreError},
    journal::{self, NewEntry, Outcome},
    listing::tenant_exists,
    resource::Kind,
    time,
};

/// A change that was begun and is not settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InFlight {
    /// [`Kind::User`] is a person.
    pub kind: Kind,
    /// The id in the directory.
    pub person: String,
    /// What was to be done, as a stable code.
    pub action: String,
    /// Its entry in the journal.
    pub journal: i64,
    /// When it was begun.
    pub at: Timestamp,
}

/// A change that is about to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChange {
    /// The tenant's id.
    pub tenant: String,
    /// Who sends it, as the tenant's [lease](Store::lease) names them.
    pub owner: String,
    /// [`Kind::User`] is a person.
    pub kind: Kind,
    /// The id in the directory.
    pub person: String,
    /// What is to be done, as a stable code.
    pub action: String,
    /// Now.
    pub at: Timestamp,
}

/// What becomes of a link.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum LinkChange {
    /// It stays as it is.
    #[default]
    Keep,
    /// This one takes its place.
    Put(Box<AccountLink>),
    /// It is removed.
    Remove,
}

/// What came of an item of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanItemOutcome {
    /// The plan.
    pub plan: i64,
    /// The item's number within it.
    pub number: u32,
    /// Its state now, as a stable code.
    pub state: String,
    /// In one sentence.
    pub outcome: Option<String>,
}

/// All that follows from a change that has ended, or that turned out not to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// The tenant's id.
    pub tenant: String,
    /// [`Kind::User`] is a person.
    pub kind: Kind,
    /// The id in the directory.
    pub person: String,
    /// What becomes of the link.
    pub link: LinkChange,
    /// What the log says.
    pub log: Option<NewLog>,
    /// What becomes of failures.
    pub retry: RetryChange,
    /// What came of an item of a plan.
    pub plan_item: Option<PlanItemOutcome>,
    /// How the journal's entry ended; the change that it is of is no longer on its way.
    pub journal: Option<(i64, Outcome)>,
    /// Whether a person's decision on it is used up.
    pub staged_done: bool,
}

impl Settlement {
    /// One that changes nothing. A change that is on its way stays so, unless its entry in the journal is told here.
    pub fn new(tenant: impl Into<String>, kind: Kind, person: impl Into<String>) -> Self {
        Self {
            tenant: tenant.into(),
            kind,
            person: person.into(),
            link: LinkChange::Keep,
            log: None,
            retry: RetryChange::Keep,
            plan_item: None,
            journal: None,
            staged_done: false,
        }
    }
}

/// Writes everything down; returns the id of the log's record.
fn settle(sql: &Connection, settlement: &Settlement) -> Result<Option<i64>> {
    let Settlement {
        tenant, kind, person, ..
    } = settlement;
    if let Some((id, outcome)) = &settlement.journal {
        journal::complete(sql, *id, outcome)?;
    }
    // The journal outlives the tenant; the rest would belong to nobody.
    if !tenant_exists(sql, tenant)? {
        return Ok(None);
    }
    match &settlement.link {
        LinkChange::Keep => {}
        LinkChange::Put(link) => links::put(sql, tenant, link)?,
        LinkChange::Remove => {
            links::remove(sql, tenant, *kind, person)?;
        }
    }
    retry::apply(sql, tenant, *kind, person, &settlement.retry)?;
    let log = settlement
        .log
        .as_ref()
        .map(|record| log::append(sql, tenant, record))
        .transpose()?;
    if let Some(item) = &settlement.plan_item {
        sql.prepare_cached(
            "UPDATE plan_item SET state = ?, outcome = ?, log = coalesce(?, log) WHERE plan = ? AND number = ?",
        )?
        .execute(params![item.state, item.outcome, log, item.plan, item.number])?;
    }
    if settlement.staged_done {
        sql.prepare_cached("DELETE FROM staged WHERE tenant = ? AND kind = ? AND person = ?")?
            .execute(params![tenant, kind.code(), person])?;
    }
    // Another's change of the same person is not ended by this.
    if let Some((id, _)) = &settlement.journal {
        sql.prepare_cached("DELETE FROM in_flight WHERE tenant = ? AND kind = ? AND person = ? AND journal = ?")?
            .execute(params![tenant, kind.code(), person, id])?;
    }
    Ok(log)
}

impl Store {
    /// Writes down that a change is about to be sent, with its entry in the journal, whose id is returned. Both are on the
    /// disk when this returns. Whether the tenant is still the sender's is asked in the same transaction, so that whoever
    /// takes it afterwards finds the change.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`]; [`StoreError::LeaseLost`] where the tenant is not the sender's at that moment;
    /// [`StoreError::NotSettled`] where an earlier change of the same person is on its way.
    pub fn begin_change(&self, change: NewChange, entry: NewEntry) -> Result<i64> {
        self.queue().run_durably(move |sql| {
            let NewChange {
                tenant,
                owner,
                kind,
                person,
                action,
                at,
            } = change;
            require_tenant(sql, &tenant)?;
            lease::require(sql, &tenant, &owner, at)?;
            let before: Option<i64> = sql
                .prepare_cached("SELECT at FROM in_flight WHERE tenant = ? AND kind = ? AND person = ?")?
                .query_row(params![tenant, kind.code(), person], |row| row.get(0))
                .optional()?;
            if before.is_some() {
                return Err(StoreError::NotSettled { person });
            }
            let journal = journal::begin(sql, &entry)?;
            sql.prepare_cached(
                "INSERT INTO in_flight (tenant, kind, person, action, journal, at) VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![tenant, kind.code(), person, action, journal, time::write(at)])?;
            Ok(journal)
        })
    }

    /// A tenant's changes that were begun and are not settled, in the order in which they were begun.
    pub fn in_flight(&self, tenant: &str) -> Result<Vec<InFlight>> {
        self.read(|sql| {
            Ok(sql
                .prepare_cached(
                    "SELECT kind, person, action, journal, at FROM in_flight WHERE tenant = ? ORDER BY journal",
                )?
                .query_map([tenant], |row| {
                    Ok(InFlight {
                        kind: Kind::from_code(row.get(0)?),
                        person: row.get(1)?,
                        action: row.get(2)?,
                        journal: row.get(3)?,
                        at: time::read(row.get(4)?),
                    })
                })?
                .collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Writes down in one transaction what became of a change. Returns the id of the log's
    /// record. Of a tenant that was removed meanwhile only the journal is told.
    ///
    /// # Errors
    /// [`StoreError::NoSuchEntry`], [`StoreError::EntryComplete`], [`StoreError::LinkedElsewhere`]: then nothing is written.
    pub fn settle(&self, settlement: Settlement) -> Result<Option<i64>> {
        self.queue().run_durably(move |sql| settle(sql, &settlement))
    }

    /// The same for many, all or none of them, in one transaction.
    ///
    /// # Errors
    /// Those of [`settle`](Self::settle).
    pub fn settle_many(&self, settlements: Vec<Settlement>) -> Result<Vec<Option<i64>>> {
        self.queue()
            .run_durably(move |sql| settlements.iter().map(|settlement| settle(sql, settlement)).collect())
    }
}
