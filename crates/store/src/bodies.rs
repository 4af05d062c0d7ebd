//! What servers sent, whole: every row of a list in the order of names, or those with certain numbers.

use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension as _, Row as SqlRow};

use crate::{
    Store,
    error::Result,
    key,
    resource::Kind,
    snapshot::{self, Current},
};

/// Rows read at a time.
const CHUNK: usize = 1_000;

/// Which state of a list something was read from. Every change of the list makes another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ListState(Current);

/// A row as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Tells rows of one state of the list apart, and ascends with names.
    pub number: u32,
    /// The id.
    pub id: String,
    /// The name that the list shows.
    pub name: String,
    /// The JSON.
    pub raw: String,
}

const BODY: &str = "SELECT item.key, item.id, item.name, body.raw FROM item JOIN body ON body.key = item.body";

fn body(row: &SqlRow<'_>) -> rusqlite::Result<Body> {
    Ok(Body {
        number: key::number(row.get(0)?),
        id: row.get(1)?,
        name: row.get(2)?,
        raw: row.get(3)?,
    })
}

fn is_current(sql: &Connection, tenant: &str, kind: Kind, state: ListState) -> Result<bool> {
    Ok(snapshot::current(sql, tenant, kind)? == Some(state.0))
}

impl Store {
    /// The state that a list is in; `None` before the first listing. `tenant` may be a directory too.
    pub fn list_state(&self, tenant: &str, kind: Kind) -> Result<Option<ListState>> {
        self.read(|sql| Ok(snapshot::current(sql, tenant, kind)?.map(ListState)))
    }

    /// Hands over every row in the order of names, until told to stop. `false`: the list is not, or no longer, in this state. They
    /// are read in parts, so that no transaction stays open while they are looked at.
    pub fn each_body(
        &self,
        tenant: &str,
        kind: Kind,
        state: ListState,
        mut each: impl FnMut(Body) -> ControlFlow<()>,
    ) -> Result<bool> {
        let (mut after, last) = key::range(state.0.snapshot);
        loop {
            let rows: Option<Vec<Body>> = self.read(|sql| {
                if !is_current(sql, tenant, kind, state)? {
                    return Ok(None);
                }
                let rows = sql
                    .prepare_cached(&format!(
                        "{BODY} WHERE item.key > ? AND item.key <= ? ORDER BY item.key LIMIT {CHUNK}"
                    ))?
                    .query_map([after, last], body)?
                    .collect::<rusqlite::Result<_>>()?;
                Ok(Some(rows))
            })?;
            let Some(rows) = rows else { return Ok(false) };
            let Some(end) = rows.last() else { return Ok(true) };
            after = key::of(state.0.snapshot, end.number);
            for row in rows {
                if each(row).is_break() {
                    return Ok(true);
                }
            }
        }
    }

    /// Rows by their numbers, in the order asked for. `None`: the list is not, or no longer, in this state.
    pub fn bodies_at(&self, tenant: &str, kind: Kind, state: ListState, numbers: &[u32]) -> Result<Option<Vec<Body>>> {
        self.read(|sql| {
            if !is_current(sql, tenant, kind, state)? {
                return Ok(None);
            }
            let mut statement = sql.prepare_cached(&format!("{BODY} WHERE item.key = ?"))?;
            let mut rows = Vec::with_capacity(numbers.len());
            for number in numbers {
                let row = statement.query_row([key::of(state.0.snapshot, *number)], body);
                rows.extend(row.optional()?);
            }
            Ok(Some(rows))
        })
    }
}
