//! Windows over a whole list in the order of names.

use rusqlite::Connection;

use crate::{
    error::Result,
    item::{COLUMNS, Item},
    key,
};

/// Keys from one to the other, and how many rows between them match.
struct Block {
    first: i64,
    last: i64,
    matching: u64,
}

/// The blocks of a list, in ascending order.
fn blocks(sql: &Connection, snapshot: i64, active: Option<bool>) -> Result<Vec<Block>> {
    let column = match active {
        None => "count",
        Some(true) => "active",
        Some(false) => "inactive",
    };
    let (start, end) = key::range(snapshot);
    let mut blocks: Vec<Block> = sql
        .prepare_cached(&format!(
            "SELECT first, {column} FROM block WHERE first BETWEEN ? AND ? ORDER BY first"
        ))?
        .query_map([start, end], |row| {
            Ok(Block {
                first: row.get(0)?,
                last: end,
                matching: row.get::<_, i64>(1)?.cast_unsigned(),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    for at in 1..blocks.len() {
        blocks[at - 1].last = blocks[at].first - 1;
    }
    Ok(blocks)
}

/// The rows of a window, and how many rows match in all.
pub(super) fn read(
    sql: &Connection,
    snapshot: i64,
    active: Option<bool>,
    descending: bool,
    offset: u64,
    limit: u32,
) -> Result<(Vec<Item>, u64)> {
    let mut blocks = blocks(sql, snapshot, active)?;
    if descending {
        blocks.reverse();
    }
    let total = blocks.iter().map(|block| block.matching).sum();
    let (matching, direction) = conditions(active, descending);
    let mut statement = sql.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM item WHERE key BETWEEN ? AND ? {matching} ORDER BY key {direction} LIMIT ? OFFSET ?"
    ))?;
    let mut skip = offset;
    let mut items: Vec<Item> = Vec::new();
    for block in blocks {
        let wanted = u64::from(limit) - items.len() as u64;
        if wanted == 0 {
            break;
        }
        if skip >= block.matching {
            skip -= block.matching;
            continue;
        }
        let found = statement.query_map(
            [block.first, block.last, wanted.cast_signed(), skip.cast_signed()],
            |row| Item::read(row, 0),
        )?;
        for item in found {
            items.push(item?);
        }
        skip = 0;
    }
    Ok((items, total))
}

/// The numbers of the keys of all rows that match.
pub(super) fn numbers(sql: &Connection, snapshot: i64, active: Option<bool>, descending: bool) -> Result<Vec<u32>> {
    let (matching, direction) = conditions(active, descending);
    let (start, end) = key::range(snapshot);
    Ok(sql
        .prepare_cached(&format!(
            "SELECT key FROM item WHERE key BETWEEN ? AND ? {matching} ORDER BY key {direction}"
        ))?
        .query_map([start, end], |row| row.get(0).map(key::number))?
        .collect::<rusqlite::Result<_>>()?)
}

fn conditions(active: Option<bool>, descending: bool) -> (&'static str, &'static str) {
    let matching = match active {
        None => "",
        Some(true) => "AND active = 1",
        Some(false) => "AND active = 0",
    };
    (matching, if descending { "DESC" } else { "ASC" })
}
