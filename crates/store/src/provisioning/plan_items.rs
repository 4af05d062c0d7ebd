//! The items of a plan.

use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension as _, Row as SqlRow, params};

use super::{CHUNK, filter::Filter};
use crate::{Store, error::Result, resource::Kind};

/// Items removed at a time.
const STEP: usize = 4_000;

/// A change of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanItemRecord {
    /// Names it within its plan, from 1.
    pub number: u32,
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
    /// What came of it, in one sentence.
    pub outcome: Option<String>,
    /// Its record in the log.
    pub log: Option<i64>,
}

/// How many items of a plan are of one sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanCount {
    /// [`Kind::User`] is people.
    pub kind: Kind,
    /// What would be done.
    pub action: String,
    /// In which state.
    pub state: String,
    /// How many.
    pub count: u64,
}

/// Which items.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanQuery {
    /// Of people or of groups.
    pub kind: Option<Kind>,
    /// Of this action.
    pub action: Option<String>,
    /// In this state.
    pub state: Option<String>,
    /// Text that a name or an id on either side contains, whatever the letter case and accents.
    pub search: String,
}

/// Items that are named, or all that a query has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhichItems {
    /// These.
    Numbers(Vec<u32>),
    /// All of these.
    Query(PlanQuery),
}

/// A window over the items of a plan, by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanItemsPage {
    /// The items.
    pub rows: Vec<PlanItemRecord>,
    /// How many there are in all.
    pub total: u64,
}

const COLUMNS: &str = "number, kind, action, state, person, person_name, account, account_name, change, outcome, log";

fn read(row: &SqlRow<'_>) -> rusqlite::Result<PlanItemRecord> {
    Ok(PlanItemRecord {
        number: row.get(0)?,
        kind: Kind::from_code(row.get(1)?),
        action: row.get(2)?,
        state: row.get(3)?,
        person: row.get(4)?,
        person_name: row.get(5)?,
        account: row.get(6)?,
        account_name: row.get(7)?,
        change: row.get(8)?,
        outcome: row.get(9)?,
        log: row.get(10)?,
    })
}

fn filter(plan: i64, query: &PlanQuery) -> Filter {
    let mut filter = Filter::new("plan = ?", plan);
    filter.and_some("kind = ?", query.kind.map(Kind::code));
    filter.and_some("action = ?", query.action.clone());
    filter.and_some("state = ?", query.state.clone());
    filter.containing(&["person_name", "account_name", "person", "account"], &query.search);
    filter
}

/// Removes some items of a plan that is no more; `false` when nothing is left to remove.
pub(crate) fn sweep(sql: &Connection) -> Result<bool> {
    // The plans of items are few: each is stepped to by its first item.
    let dead: Option<i64> = sql
        .prepare_cached(
            "WITH RECURSIVE of_items (plan) AS (
                 SELECT min(plan) FROM plan_item
                 UNION ALL
                 SELECT (SELECT min(plan) FROM plan_item WHERE plan > of_items.plan) FROM of_items WHERE plan IS NOT NULL
             )
             SELECT plan FROM of_items WHERE plan IS NOT NULL AND plan NOT IN (SELECT id FROM plan) LIMIT 1",
        )?
        .query_row([], |row| row.get(0))
        .optional()?;
    let Some(plan) = dead else { return Ok(false) };
    sql.prepare_cached(&format!(
        "DELETE FROM plan_item WHERE plan = ?1 AND number IN (SELECT number FROM plan_item WHERE plan = ?1 LIMIT {STEP})"
    ))?
    .execute([plan])?;
    Ok(true)
}

impl Store {
    /// How many items of which kind, action and state a plan has.
    pub fn plan_counts(&self, plan: i64) -> Result<Vec<PlanCount>> {
        self.read(|sql| {
            Ok(sql
                .prepare_cached(
                    "SELECT kind, action, state, count(*) FROM plan_item WHERE plan = ?
                     GROUP BY kind, action, state ORDER BY kind, action, state",
                )?
                .query_map([plan], |row| {
                    Ok(PlanCount {
                        kind: Kind::from_code(row.get(0)?),
                        action: row.get(1)?,
                        state: row.get(2)?,
                        count: row.get::<_, i64>(3)?.cast_unsigned(),
                    })
                })?
                .collect::<rusqlite::Result<_>>()?)
        })
    }

    /// A window over the items of a plan.
    pub fn plan_items(&self, plan: i64, query: &PlanQuery, offset: u64, limit: u32) -> Result<PlanItemsPage> {
        let filter = filter(plan, query);
        self.read(|sql| {
            let total: i64 = sql
                .prepare_cached(&format!("SELECT count(*) FROM plan_item WHERE {}", filter.text()))?
                .query_row(filter.values(), |row| row.get(0))?;
            let rows = sql
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM plan_item WHERE {} ORDER BY number LIMIT {limit} OFFSET {offset}",
                    filter.text()
                ))?
                .query_map(filter.values(), read)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(PlanItemsPage {
                rows,
                total: total.cast_unsigned(),
            })
        })
    }

    /// One item of a plan.
    pub fn plan_item(&self, plan: i64, number: u32) -> Result<Option<PlanItemRecord>> {
        self.read(|sql| {
            Ok(sql
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM plan_item WHERE plan = ? AND number = ?"
                ))?
                .query_row(params![plan, number], read)
                .optional()?)
        })
    }

    /// Hands over the items of a plan from a number on, in the order of their numbers, until told to stop. They are read in
    /// parts, so that no transaction stays open while they are looked at.
    pub fn each_plan_item(
        &self,
        plan: i64,
        from: u32,
        mut each: impl FnMut(PlanItemRecord) -> ControlFlow<()>,
    ) -> Result<()> {
        let mut next = from;
        loop {
            let rows: Vec<PlanItemRecord> = self.read(|sql| {
                Ok(sql
                    .prepare_cached(&format!(
                        "SELECT {COLUMNS} FROM plan_item WHERE plan = ? AND number >= ? ORDER BY number LIMIT {CHUNK}"
                    ))?
                    .query_map(params![plan, next], read)?
                    .collect::<rusqlite::Result<_>>()?)
            })?;
            let Some(last) = rows.last() else { return Ok(()) };
            let Some(after) = last.number.checked_add(1) else {
                return Ok(());
            };
            next = after;
            for row in rows {
                if each(row).is_break() {
                    return Ok(());
                }
            }
        }
    }

    /// Brings items of a plan from one state into another, and leaves those in any other state; returns how many it was.
    pub fn set_plan_item_states(&self, plan: i64, which: &WhichItems, from: &str, to: &str) -> Result<u64> {
        let (which, from, to) = (which.clone(), from.to_owned(), to.to_owned());
        self.queue().run(move |sql| match &which {
            WhichItems::Numbers(numbers) => {
                let mut set =
                    sql.prepare_cached("UPDATE plan_item SET state = ? WHERE plan = ? AND number = ? AND state = ?")?;
                let mut changed = 0;
                for number in numbers {
                    changed += set.execute(params![to, plan, number, from])? as u64;
                }
                Ok(changed)
            }
            WhichItems::Query(query) => {
                let mut wanted = filter(plan, query);
                wanted.and("state = ?", from);
                let numbers: Vec<u32> = sql
                    .prepare_cached(&format!("SELECT number FROM plan_item WHERE {}", wanted.text()))?
                    .query_map(wanted.values(), |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?;
                let mut set = sql.prepare_cached("UPDATE plan_item SET state = ? WHERE plan = ? AND number = ?")?;
                for number in &numbers {
                    set.execute(params![to, plan, number])?;
                }
                Ok(numbers.len() as u64)
            }
        })
    }
}
