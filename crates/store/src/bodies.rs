//! What servers sent, whole: every row of a list in the order of names or as it is stored, or those with certain numbers.

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

/// Rows that are put in the order of their bodies together. Only a list that is longer has pages that are read twice.
const BATCH: usize = 200_000;

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

/// A row whose body is not read yet.
struct Bodiless {
    body: i64,
    number: u32,
    id: String,
    name: String,
}

fn bodiless(row: &SqlRow<'_>) -> rusqlite::Result<Bodiless> {
    Ok(Bodiless {
        number: key::number(row.get(0)?),
        body: row.get(1)?,
        id: row.get(2)?,
        name: row.get(3)?,
    })
}

fn is_current(sql: &Connection, tenant: &str, kind: Kind, state: ListState) -> Result<bool> {
    Ok(snapshot::current(sql, tenant, kind)? == Some(state.0))
}

/// The next rows of a list between two keys, by a query of theirs; `None` where the list is not, or no longer, in this state.
fn part<T>(
    sql: &Connection,
    tenant: &str,
    kind: Kind,
    state: ListState,
    query: &str,
    keys: [i64; 2],
    read: fn(&SqlRow<'_>) -> rusqlite::Result<T>,
) -> Result<Option<Vec<T>>> {
    if !is_current(sql, tenant, kind, state)? {
        return Ok(None);
    }
    let mut statement = sql.prepare_cached(query)?;
    let rows = statement.query_map(keys, read)?;
    Ok(Some(rows.collect::<rusqlite::Result<_>>()?))
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
            let query = format!("{BODY} WHERE item.key > ? AND item.key <= ? ORDER BY item.key LIMIT {CHUNK}");
            let rows = self.read(|sql| part(sql, tenant, kind, state, &query, [after, last], body))?;
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

    /// Hands over every row as [`each_body`](Self::each_body) does, but in no order that means anything. It is several times as fast:
    /// bodies are stored as servers sent them, and in the order of names nearly each is on another page, to be decrypted anew.
    pub fn each_body_unordered(
        &self,
        tenant: &str,
        kind: Kind,
        state: ListState,
        mut each: impl FnMut(Body) -> ControlFlow<()>,
    ) -> Result<bool> {
        let (mut after, last) = key::range(state.0.snapshot);
        loop {
            let query =
                format!("SELECT key, body, id, name FROM item WHERE key > ? AND key <= ? ORDER BY key LIMIT {BATCH}");
            let rows = self.read(|sql| part(sql, tenant, kind, state, &query, [after, last], bodiless))?;
            let Some(mut rows) = rows else { return Ok(false) };
            let Some(end) = rows.last() else { return Ok(true) };
            after = key::of(state.0.snapshot, end.number);
            rows.sort_unstable_by_key(|row| row.body);
            let mut rows = rows.into_iter().peekable();
            while rows.peek().is_some() {
                let part: Vec<Bodiless> = rows.by_ref().take(CHUNK).collect();
                let Some(bodies) = self.with_bodies(tenant, kind, state, part)? else {
                    return Ok(false);
                };
                for body in bodies {
                    if each(body).is_break() {
                        return Ok(true);
                    }
                }
            }
        }
    }

    fn with_bodies(
        &self,
        tenant: &str,
        kind: Kind,
        state: ListState,
        rows: Vec<Bodiless>,
    ) -> Result<Option<Vec<Body>>> {
        self.read(|sql| {
            if !is_current(sql, tenant, kind, state)? {
                return Ok(None);
            }
            let mut raw = sql.prepare_cached("SELECT raw FROM body WHERE key = ?")?;
            let mut bodies = Vec::with_capacity(rows.len());
            for row in rows {
                let raw = raw.query_row([row.body], |found| found.get(0)).optional()?;
                bodies.extend(raw.map(|raw| Body {
                    number: row.number,
                    id: row.id,
                    name: row.name,
                    raw,
                }));
            }
            Ok(Some(bodies))
        })
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
