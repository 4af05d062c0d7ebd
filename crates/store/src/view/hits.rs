//! What a search found so far, in the order of names.

use rusqlite::{Connection, Row as SqlRow, params};

use super::{Selection, slice};
use crate::{
    error::Result,
    key,
    search::{Letters, Needle, index},
};

/// Rows looked at between two questions whether to go on, and whether to go on in this way.
const STEP: usize = 2_000;

/// While more than one row of this many matches, reading the rows one after another is quicker than having the index name
/// each; while fewer do, it is slower.
const DENSE: usize = 12;

/// Rows that are read one after another even where few match, if that is likely to be all that are needed: for one or two
/// characters the index takes as long as for so many rows before it names the first.
const FEW: usize = 6_000;

/// Hits to look for beyond those asked for where they cost little, so that the total of a rare search is exact at once.
pub(super) const AHEAD: usize = 300;

/// Rows that a search in another order than that of names looks at, in that order, before it finds all hits first.
const SAMPLE: usize = 4_000;

/// A search that can be taken up where it stopped.
pub(super) struct Hits {
    snapshot: i64,
    active: Option<bool>,
    needle: Needle,
    descending: bool,
    /// Numbers of keys.
    numbers: Vec<u32>,
    /// Number of the last row looked at.
    reached: Option<u32>,
    /// Whether rows are read one after another rather than named by the index.
    walking: bool,
    complete: bool,
}

/// A set of numbers of keys.
pub(super) struct Set(Vec<u64>);

impl Set {
    pub(super) fn contains(&self, number: u32) -> bool {
        self.0
            .get(number as usize / 64)
            .is_some_and(|word| word >> (number % 64) & 1 == 1)
    }
}

impl Hits {
    pub(super) fn new(selection: &Selection, needle: &Needle, descending: bool) -> Self {
        Self {
            snapshot: selection.current.snapshot,
            active: selection.active,
            needle: needle.clone(),
            descending,
            numbers: Vec::new(),
            reached: None,
            // For one or two characters the index has to gather every trigram that begins with them before it can name a
            // row. Where many rows match, the first of them are found sooner without, and where few match, few are gathered.
            walking: needle.is_short(),
            complete: false,
        }
    }

    /// How many were found, and whether that is all.
    pub(super) fn total(&self) -> (u64, bool) {
        (self.numbers.len() as u64, self.complete)
    }

    pub(super) fn slice(&self, from: usize, to: usize) -> &[u32] {
        slice(&self.numbers, from, to)
    }

    pub(super) fn set(&self) -> Set {
        let most = self.numbers.iter().max().map_or(0, |number| *number as usize / 64 + 1);
        let mut words = vec![0; most];
        for number in &self.numbers {
            words[*number as usize / 64] |= 1 << (number % 64);
        }
        Set(words)
    }

    /// Looks on until at least that many are found, all are, or `keep_going` says no.
    pub(super) fn look(&mut self, sql: &Connection, enough: usize, mut keep_going: impl FnMut() -> bool) -> Result<()> {
        while !self.complete && self.numbers.len() < enough {
            if self.walking {
                self.walk(sql, enough)?;
            } else {
                self.ask_index(sql, enough, &mut keep_going)?;
            }
            if !keep_going() {
                break;
            }
        }
        Ok(())
    }

    /// The keys not looked at yet.
    fn rest(&self) -> (i64, i64) {
        let (start, end) = key::range(self.snapshot);
        match (
            self.reached.map(|number| key::of(self.snapshot, number)),
            self.descending,
        ) {
            (None, _) => (start, end),
            (Some(reached), false) => (reached + 1, end),
            (Some(reached), true) => (start, reached - 1),
        }
    }

    fn direction(&self) -> &'static str {
        if self.descending { "DESC" } else { "ASC" }
    }

    /// Looks at the next rows one by one, but for those of blocks that lack a letter.
    fn walk(&mut self, sql: &Connection, enough: usize) -> Result<()> {
        let (first, last) = self.rest();
        let direction = self.direction();
        let mut rows_of = sql.prepare_cached(&format!(
            "SELECT key, name, user_name, email, external_id, active FROM item WHERE key BETWEEN ? AND ? ORDER BY key {direction}"
        ))?;
        let mut blocks_of = sql.prepare_cached(&format!(
            "SELECT first, letters FROM block
             WHERE first BETWEEN (SELECT max(first) FROM block WHERE first BETWEEN ? AND ?) AND ? ORDER BY first {direction}"
        ))?;
        let (start, _) = key::range(self.snapshot);
        let mut blocks = blocks_of.query([start, first, last])?;
        let mut next = || -> Result<Option<(i64, Letters)>> {
            let Some(block) = blocks.next()? else { return Ok(None) };
            Ok(Some((block.get(0)?, Letters::from_sql(block.get(1)?))))
        };
        let letters = self.needle.letters();
        let (mut looked, known) = (0, self.numbers.len());
        let (mut block, mut end) = (next()?, last);
        self.complete = block.is_none();
        'rows: while let Some((begin, has)) = block {
            block = next()?;
            if !self.descending {
                end = block.map_or(last, |(begin, _)| begin - 1);
            }
            if has.may_include(letters) {
                let mut rows = rows_of.query([begin.max(first), end])?;
                while let Some(row) = rows.next()? {
                    let number = key::number(row.get(0)?);
                    if self.matches(row)? {
                        self.numbers.push(number);
                    }
                    self.reached = Some(number);
                    looked += 1;
                    if looked == STEP || self.numbers.len() >= enough {
                        break 'rows;
                    }
                }
            }
            end = begin - 1;
            self.complete = block.is_none();
        }
        let found = self.numbers.len() - known;
        let missing = enough.saturating_sub(self.numbers.len());
        self.walking = looked < STEP || found * DENSE > looked || missing.saturating_mul(looked) <= found * FEW;
        Ok(())
    }

    /// Takes the next rows from the index, which tells them in order, and looks at each if the index alone does not settle it.
    fn ask_index(&mut self, sql: &Connection, enough: usize, keep_going: &mut impl FnMut() -> bool) -> Result<()> {
        let snapshot = self.snapshot;
        let (first, last) = self.rest();
        let look = !self.needle.is_settled_by_index() || self.active.is_some();
        let index = index(snapshot);
        let mut found = sql.prepare_cached(&format!(
            "SELECT rowid FROM {index} WHERE {index} MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid {}",
            self.direction()
        ))?;
        let mut read =
            sql.prepare_cached("SELECT key, name, user_name, email, external_id, active FROM item WHERE key = ?")?;
        if first > last {
            self.complete = true;
            return Ok(());
        }
        let mut rows = found.query(params![self.needle.expression(), key::number(first), key::number(last)])?;
        let (mut looked, mut from) = (0, None);
        while self.numbers.len() < enough.saturating_add(AHEAD) {
            let Some(row) = rows.next()? else {
                self.complete = true;
                break;
            };
            let number: u32 = row.get(0)?;
            let begun = *from.get_or_insert(number);
            let matches = !look || {
                let mut row = read.query([key::of(snapshot, number)])?;
                match row.next()? {
                    Some(row) => self.matches(row)?,
                    None => false,
                }
            };
            if matches {
                self.numbers.push(number);
            }
            self.reached = Some(number);
            looked += 1;
            if looked % STEP == 0 {
                let passed = number.abs_diff(begun) / key::GAP;
                from = Some(number);
                self.walking = look && STEP * DENSE / 4 > passed as usize;
                if self.walking || !keep_going() {
                    break;
                }
            }
        }
        Ok(())
    }

    fn matches(&self, row: &SqlRow<'_>) -> Result<bool> {
        if let Some(wanted) = self.active
            && row.get::<_, Option<bool>>(5)? != Some(wanted)
        {
            return Ok(false);
        }
        contains(&self.needle, row)
    }
}

/// Whether the texts of a row, which are its columns from the second to the fifth, contain what is looked for.
fn contains(needle: &Needle, row: &SqlRow<'_>) -> Result<bool> {
    let mut texts: [Option<&str>; 4] = [None; 4];
    for (at, text) in texts.iter_mut().enumerate() {
        *text = row.get_ref(at + 1)?.as_str_or_null().map_err(rusqlite::Error::from)?;
    }
    Ok(needle.is_in(texts.into_iter().flatten()))
}

/// The first hits of a search in another order than that of names, if they are found by looking at few rows.
pub(super) struct Sample {
    pub(super) numbers: Vec<u32>,
    /// Whether there are no more.
    pub(super) complete: bool,
}

/// Looks at rows in the order in which they come until that many match, or none is left. `None`: too few match for this way.
pub(super) fn sample(
    sql: &Connection,
    snapshot: i64,
    needle: &Needle,
    rows: impl Iterator<Item = u32>,
    enough: usize,
) -> Result<Option<Sample>> {
    let mut read =
        sql.prepare_cached("SELECT key, name, user_name, email, external_id, active FROM item WHERE key = ?")?;
    let mut sample = Sample {
        numbers: Vec::new(),
        complete: false,
    };
    let mut left = SAMPLE + enough;
    for number in rows {
        if sample.numbers.len() == enough {
            return Ok(Some(sample));
        }
        if left == 0 {
            return Ok(None);
        }
        left -= 1;
        if read.query_row([key::of(snapshot, number)], |row| Ok(contains(needle, row)))?? {
            sample.numbers.push(number);
        }
    }
    sample.complete = true;
    Ok(Some(sample))
}
