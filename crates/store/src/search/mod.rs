//! Finding rows by a part of their text.
//!
//! Each snapshot has a full-text index of its own, which makes removing it cheap and keeps the lists of tenants apart. Its
//! tokens are trigrams made here rather than by FTS5's trigram tokenizer, for three reasons: text is folded the same way as
//! for sorting; a row has each trigram once, so the index is a third of the size; and the two last characters of a text begin
//! trigrams too, filled up with a mark, so that a search for one or two characters is a search for the beginning of a trigram.
//! What the index finds for more than three characters is checked against the row, since a row may have all trigrams of a
//! text but not in one place.

mod fold;
mod grams;

use rusqlite::Connection;

pub(crate) use fold::fold;
pub(crate) use grams::{Needle, grams_of};

use crate::error::Result;

/// Name of the index of a snapshot.
pub(crate) fn index(snapshot: i64) -> String {
    format!("search_{snapshot}")
}

/// Makes the index of a snapshot.
pub(crate) fn create_index(sql: &Connection, snapshot: i64) -> Result<()> {
    let index = index(snapshot);
    // A large `hashsize` and few merges while it is built: rows come in the order of their keys, in large transactions.
    sql.execute_batch(&format!(
        "CREATE VIRTUAL TABLE {index} USING fts5(grams, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
         INSERT INTO {index} ({index}, rank) VALUES ('hashsize', 16777216), ('automerge', 8), ('crisismerge', 32);"
    ))?;
    Ok(())
}

/// Drops the index of a snapshot, if it has one.
pub(crate) fn drop_index(sql: &Connection, snapshot: i64) -> Result<()> {
    Ok(sql.execute_batch(&format!("DROP TABLE IF EXISTS {}", index(snapshot)))?)
}

/// Adds a row.
pub(crate) fn add(sql: &Connection, snapshot: i64, number: u32, grams: &str) -> Result<()> {
    let index = index(snapshot);
    sql.prepare_cached(&format!("INSERT INTO {index} (rowid, grams) VALUES (?, ?)"))?
        .execute((number, grams))?;
    Ok(())
}

/// Takes a row out. `grams` is what was added: the index itself does not keep it.
pub(crate) fn remove(sql: &Connection, snapshot: i64, number: u32, grams: &str) -> Result<()> {
    let index = index(snapshot);
    sql.prepare_cached(&format!(
        "INSERT INTO {index} ({index}, rowid, grams) VALUES ('delete', ?, ?)"
    ))?
    .execute((number, grams))?;
    Ok(())
}
