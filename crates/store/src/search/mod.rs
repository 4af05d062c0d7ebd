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
pub(crate) use grams::{Letters, Needle, grams_of};

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

/// Removes a part of what the index of a snapshot holds, which is then good for nothing but being dropped; `false` when nothing
/// of it is left.
///
/// SQLCipher wipes each page that becomes free, and a statement keeps in memory what its pages held before: dropping the index
/// of a million rows at once took 100 MiB, and held up whoever wanted to write meanwhile.
pub(crate) fn empty_index(sql: &Connection, snapshot: i64) -> Result<bool> {
    // Half a page each.
    const BLOBS: usize = 500;
    let blobs = format!("{}_data", index(snapshot));
    let exists: bool = sql
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?)")?
        .query_row([&blobs], |row| row.get(0))?;
    if !exists {
        return Ok(false);
    }
    let delete = format!("DELETE FROM {blobs} WHERE id IN (SELECT id FROM {blobs} LIMIT {BLOBS})");
    Ok(sql.execute(&delete, [])? > 0)
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

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]
mod tests {
    use rusqlite::Connection;

    use super::{add, create_index, drop_index, empty_index, grams_of};

    #[test]
    fn an_index_is_emptied_in_parts_before_it_is_dropped() {
        let sql = Connection::open_in_memory().unwrap();
        create_index(&sql, 1).unwrap();
        // Many small blobs in place of many rows.
        sql.execute_batch("INSERT INTO search_1 (search_1, rank) VALUES ('pgsz', 64)")
            .unwrap();
        for number in 1..=2_000 {
            let name = format!("Ann {number} {}", u64::from(number) * 7_919);
            add(&sql, 1, number, &grams_of([name.as_str()].into_iter())).unwrap();
        }
        let blobs = || -> i64 {
            sql.query_row("SELECT count(*) FROM search_1_data", [], |row| row.get(0))
                .unwrap()
        };
        let before = blobs();
        assert!(before > 1_000, "{before} blobs");
        assert!(empty_index(&sql, 1).unwrap());
        assert_eq!(blobs(), before - 500, "one part");
        while empty_index(&sql, 1).unwrap() {}
        assert_eq!(blobs(), 0);
        drop_index(&sql, 1).unwrap();
        assert!(!empty_index(&sql, 1).unwrap(), "there is none any more");
        let left: i64 = sql
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .unwrap();
        assert_eq!(left, 0);
    }
}
