//! Removing what no list needs any more: snapshots that were superseded, abandoned, or left half-built by a process that ended;
//! and the changes of plans that are no more.
//! In small steps, each queued behind whatever else wants to be written.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension as _};

use crate::{
    error::Result,
    files::{self, Lock, beside},
    key, provisioning, search,
    writer::Queue,
};

/// Rows removed at a time.
const STEP: usize = 4_000;

const BUILDER: &str = ".builder-";

/// The lock file that stands for a living builder.
pub(crate) fn builder_file(store: &Path, builder: &str) -> PathBuf {
    beside(store, &format!("{BUILDER}{builder}"))
}

/// Queues the work; each step queues the next while there is something left.
pub(crate) fn queue(queue: &Queue, path: PathBuf) {
    let again = queue.clone();
    // Nobody waits for it: what fails is tried again with the next opening or listing.
    drop(queue.submit(move |sql| {
        give_up_the_dead(sql, &path)?;
        queue_step(&again);
        Ok(())
    }));
}

fn queue_step(queue: &Queue) {
    let again = queue.clone();
    drop(queue.submit(move |sql| {
        if sweep_some(sql)? {
            queue_step(&again);
        }
        Ok(())
    }));
}

/// Removes some rows; `false` when nothing is left to remove.
fn sweep_some(sql: &Connection) -> Result<bool> {
    let dead = sql
        .prepare_cached("SELECT id FROM snapshot WHERE state = 2 LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let Some(snapshot) = dead else {
        return provisioning::sweep_plans(sql);
    };
    let (first, last) = key::range(snapshot);
    let tables = [
        ("run", "key"),
        ("identity_run", "key"),
        ("item", "key"),
        ("block", "first"),
        ("body", "key"),
        ("grp", "body"),
    ];
    for (table, column) in tables {
        let removed = sql
            .prepare_cached(&format!(
                "DELETE FROM {table} WHERE {column} IN
                     (SELECT {column} FROM {table} WHERE {column} BETWEEN ? AND ? LIMIT {STEP})"
            ))?
            .execute([first, last])?;
        if removed > 0 {
            return Ok(true);
        }
    }
    let members = sql
        .prepare_cached(&format!(
            "DELETE FROM membership WHERE (grp, position) IN
                 (SELECT grp, position FROM membership WHERE grp BETWEEN ? AND ? LIMIT {STEP})"
        ))?
        .execute([first, last])?;
    if members > 0 {
        return Ok(true);
    }
    for (table, column) in [("identity", "id"), ("edit", "revision")] {
        let removed = sql
            .prepare_cached(&format!(
                "DELETE FROM {table} WHERE snapshot = ?1 AND {column} IN
                     (SELECT {column} FROM {table} WHERE snapshot = ?1 LIMIT {STEP})"
            ))?
            .execute([snapshot])?;
        if removed > 0 {
            return Ok(true);
        }
    }
    if search::empty_index(sql, snapshot)? {
        return Ok(true);
    }
    search::drop_index(sql, snapshot)?;
    sql.execute("DELETE FROM snapshot WHERE id = ?", [snapshot])?;
    Ok(true)
}

/// Gives up the half-built snapshots whose builder has ended.
pub(crate) fn give_up_the_dead(sql: &Connection, path: &Path) -> Result<()> {
    let builders: Vec<String> = sql
        .prepare_cached("SELECT DISTINCT builder FROM snapshot WHERE state = 0")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for builder in builders {
        if !Lock::is_held(&builder_file(path, &builder))? {
            sql.execute(
                "UPDATE snapshot SET state = 2 WHERE state = 0 AND builder = ?",
                [&builder],
            )?;
        }
    }
    files::remove_released(path, BUILDER)
}
