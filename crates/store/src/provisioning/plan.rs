//! Plans: what would be done, written down item by item as it is worked out.
//!
//! A plan is seen when it is finished. Until then each part that is appended is a transaction of its own, so that a long plan
//! keeps nobody from writing; one that is given up is removed, at the latest when newer plans take its place.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row as SqlRow, params};

use super::require_tenant;
use crate::{
    Store,
    error::{Result, StoreError},
    resource::Kind,
    time,
    writer::Pending,
};

/// Plans of a tenant that are kept: so many of a person's, and as many of cycles.
const KEPT: u32 = 5;

/// For whom a plan is made. Those of the one never take the place of the other's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlannedFor {
    /// A person, who reviews it.
    Person,
    /// A cycle, which sends it at once.
    Cycle,
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRecord {
    /// Grows with time.
    pub id: i64,
    /// The tenant's id.
    pub tenant: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// What it was made from, in the caller's form.
    pub ground: String,
    /// What it sums up, in the caller's form.
    pub summary: String,
}

/// A change to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlanItem {
    /// [`Kind::User`] is a person.
    pub kind: Kind,
    /// What would be done, as a stable code.
    pub action: String,
    /// Its state, as a stable code.
    pub state: String,
    /// The id in the directory.
    pub person: Option<String>,
    /// The name in the directory.
    pub person_name: Option<String>,
    /// The id at the app.
    pub account: Option<String>,
    /// The name at the app.
    pub account_name: Option<String>,
    /// The change whole, in the caller's form.
    pub change: String,
}

/// A plan that is being written. Dropping it removes what was written.
pub struct PlanWriter {
    store: Store,
    tenant: String,
    plan: i64,
    planned_for: PlannedFor,
    next: u32,
    /// The part that is being written while the next one is worked out.
    pending: Option<Pending<()>>,
    finished: bool,
}

fn read(row: &SqlRow<'_>) -> rusqlite::Result<PlanRecord> {
    Ok(PlanRecord {
        id: row.get(0)?,
        tenant: row.get(1)?,
        made_at: time::read(row.get(2)?),
        ground: row.get(3)?,
        summary: row.get(4)?,
    })
}

const COLUMNS: &str = "id, tenant, made_at, ground, summary";

/// `false` once the plan was removed: by its tenant's removal, or in favour of newer ones.
fn exists(sql: &Connection, id: i64) -> Result<bool> {
    Ok(sql
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM plan WHERE id = ?)")?
        .query_row([id], |row| row.get(0))?)
}

fn insert(sql: &Connection, plan: i64, first: u32, items: &[NewPlanItem]) -> Result<()> {
    if !exists(sql, plan)? {
        return Err(StoreError::NoSuchPlan { id: plan });
    }
    let mut insert = sql.prepare_cached(
        "INSERT INTO plan_item (plan, number, kind, action, state, person, person_name, account, account_name, change)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (number, item) in (first..).zip(items) {
        insert.execute(params![
            plan,
            number,
            item.kind.code(),
            item.action,
            item.state,
            item.person,
            item.person_name,
            item.account,
            item.account_name,
            item.change,
        ])?;
    }
    Ok(())
}

impl Store {
    /// Begins to write a plan for a person.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`].
    pub fn write_plan(&self, tenant: &str, ground: &str, at: Timestamp) -> Result<PlanWriter> {
        self.write_plan_for(PlannedFor::Person, tenant, ground, at)
    }

    /// Begins to write a plan.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`].
    pub fn write_plan_for(
        &self,
        planned_for: PlannedFor,
        tenant: &str,
        ground: &str,
        at: Timestamp,
    ) -> Result<PlanWriter> {
        let (owner, ground) = (tenant.to_owned(), ground.to_owned());
        let plan = self.queue().run(move |sql| {
            require_tenant(sql, &owner)?;
            sql.execute(
                "INSERT INTO plan (tenant, made_at, ground, for_cycle) VALUES (?, ?, ?, ?)",
                params![owner, time::write(at), ground, planned_for == PlannedFor::Cycle],
            )?;
            Ok(sql.last_insert_rowid())
        })?;
        Ok(PlanWriter {
            store: self.clone(),
            tenant: tenant.to_owned(),
            plan,
            planned_for,
            next: 1,
            pending: None,
            finished: false,
        })
    }

    /// A plan that was finished.
    pub fn plan(&self, id: i64) -> Result<Option<PlanRecord>> {
        self.read(|sql| {
            Ok(sql
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM plan WHERE id = ? AND summary IS NOT NULL"
                ))?
                .query_row([id], read)
                .optional()?)
        })
    }

    /// The newest plan of a tenant that was finished and is a person's.
    pub fn newest_plan(&self, tenant: &str) -> Result<Option<PlanRecord>> {
        self.read(|sql| {
            Ok(sql
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM plan
                     WHERE tenant = ? AND for_cycle = 0 AND summary IS NOT NULL ORDER BY id DESC LIMIT 1"
                ))?
                .query_row([tenant], read)
                .optional()?)
        })
    }
}

impl PlanWriter {
    /// Adds items, which are numbered from 1 in the order in which they come. Returns while they are being written; what goes
    /// wrong is told by the next call.
    ///
    /// # Errors
    /// [`StoreError::NoSuchPlan`] where the tenant was removed meanwhile.
    pub fn append(&mut self, items: Vec<NewPlanItem>) -> Result<()> {
        self.wait()?;
        let (plan, first) = (self.plan, self.next);
        self.next = first.saturating_add(u32::try_from(items.len()).unwrap_or(u32::MAX));
        self.pending = Some(self.store.queue().submit(move |sql| insert(sql, plan, first, &items)));
        Ok(())
    }

    /// How many items there are so far.
    pub fn len(&self) -> u32 {
        self.next - 1
    }

    /// Whether there are none so far.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Ends the plan, which is seen from now on, and returns its id. Of those that were made for the same, older ones
    /// of the tenant beyond the newest five go.
    ///
    /// # Errors
    /// [`StoreError::NoSuchPlan`] where the tenant was removed meanwhile.
    pub fn finish(mut self, summary: &str) -> Result<i64> {
        self.wait()?;
        let (plan, tenant, summary) = (self.plan, self.tenant.clone(), summary.to_owned());
        let for_cycle = self.planned_for == PlannedFor::Cycle;
        self.store.queue().run_durably(move |sql| {
            if sql.execute("UPDATE plan SET summary = ? WHERE id = ?", params![summary, plan])? == 0 {
                return Err(StoreError::NoSuchPlan { id: plan });
            }
            sql.execute(
                &format!(
                    "DELETE FROM plan WHERE tenant = ?1 AND for_cycle = ?2 AND id <
                         (SELECT min(id) FROM (SELECT id FROM plan
                                               WHERE tenant = ?1 AND for_cycle = ?2 AND summary IS NOT NULL
                                               ORDER BY id DESC LIMIT {KEPT}))"
                ),
                params![tenant, for_cycle],
            )?;
            Ok(())
        })?;
        self.finished = true;
        self.store.sweep();
        Ok(plan)
    }

    fn wait(&mut self) -> Result<()> {
        self.pending.take().map_or(Ok(()), Pending::wait)
    }
}

impl Drop for PlanWriter {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        let plan = self.plan;
        // Nobody waits for it: what fails is removed with the next plans.
        drop(self.store.queue().submit(move |sql| {
            sql.execute("DELETE FROM plan WHERE id = ?", [plan])?;
            Ok(())
        }));
        self.store.sweep();
    }
}
