//! The order of a list by one of its columns.

use std::{cmp::Ordering, collections::BTreeSet};

use rusqlite::{Connection, OptionalExtension as _, types::ValueRef};

use crate::{error::Result, key, query::SortKey, search::fold, snapshot::Current};

/// All rows of a snapshot, ascending by a column, then by name; those without a value at the end. Five bytes a row.
pub(super) struct Order {
    snapshot: i64,
    revision: i64,
    by: SortKey,
    numbers: Vec<u32>,
    /// Beside each number: what is known of the row being active.
    active: Vec<Option<bool>>,
    /// Where the rows without a value begin.
    empty_from: usize,
}

/// Changes after which a column is read anew rather than followed.
const MANY: usize = 1_000;

/// A value to sort by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    Number(i64),
    Text(String),
}

impl Value {
    fn read(value: ValueRef<'_>) -> Option<Self> {
        match value {
            ValueRef::Integer(number) => Some(Self::Number(number)),
            ValueRef::Text(text) => Some(Self::Text(fold(&String::from_utf8_lossy(text)))),
            _ => None,
        }
    }
}

fn column(by: SortKey) -> &'static str {
    match by {
        SortKey::Name => "name",
        SortKey::UserName => "user_name",
        SortKey::Email => "email",
        SortKey::ExternalId => "external_id",
        SortKey::Active => "active",
        SortKey::Title => "title",
        SortKey::Department => "department",
        SortKey::Created => "created",
        SortKey::LastModified => "last_modified",
        SortKey::Members => "members",
    }
}

/// A text while a column is sorted: its first bytes, and where it stands in one buffer for all. A million texts of their own
/// would take several times the memory.
struct Text {
    head: u64,
    begins: usize,
    length: u32,
    number: u32,
    active: Option<bool>,
}

impl Text {
    fn of<'a>(&self, buffer: &'a str) -> &'a [u8] {
        &buffer.as_bytes()[self.begins..self.begins + self.length as usize]
    }
}

/// The first eight bytes as a number that compares as they do.
fn head(text: &str) -> u64 {
    let mut bytes = [0; 8];
    for (to, from) in bytes.iter_mut().zip(text.bytes()) {
        *to = from;
    }
    u64::from_be_bytes(bytes)
}

impl Order {
    pub(super) fn is_of(&self, snapshot: i64, by: SortKey) -> bool {
        self.snapshot == snapshot && self.by == by
    }

    pub(super) fn revision(&self) -> i64 {
        self.revision
    }

    /// Reads and sorts a whole column.
    pub(super) fn read(sql: &Connection, current: Current, by: SortKey) -> Result<Self> {
        let (first, last) = key::range(current.snapshot);
        let mut statement = sql.prepare_cached(&format!(
            "SELECT key, active, {} FROM item WHERE key BETWEEN ? AND ? ORDER BY key",
            column(by)
        ))?;
        let mut rows = statement.query([first, last])?;
        let mut buffer = String::new();
        let mut texts: Vec<Text> = Vec::new();
        let mut values: Vec<(i64, u32, Option<bool>)> = Vec::new();
        let mut empty: Vec<(u32, Option<bool>)> = Vec::new();
        while let Some(row) = rows.next()? {
            let (number, active) = (key::number(row.get(0)?), row.get(1)?);
            match Value::read(row.get_ref(2)?) {
                None => empty.push((number, active)),
                Some(Value::Number(value)) => values.push((value, number, active)),
                Some(Value::Text(text)) => {
                    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
                    texts.push(Text {
                        head: head(&text),
                        begins: buffer.len(),
                        length,
                        number,
                        active,
                    });
                    buffer.push_str(&text);
                }
            }
        }
        // Numbers ascend with names.
        values.sort_unstable_by_key(|(value, number, _)| (*value, *number));
        texts.sort_unstable_by(|a, b| {
            a.head
                .cmp(&b.head)
                .then_with(|| a.of(&buffer).cmp(b.of(&buffer)))
                .then(a.number.cmp(&b.number))
        });
        let values = values.into_iter().map(|(_, number, active)| (number, active));
        let texts = texts.into_iter().map(|text| (text.number, text.active));
        let empty_rows = empty.len();
        let (numbers, active): (Vec<u32>, Vec<Option<bool>>) = values.chain(texts).chain(empty).unzip();
        let empty_from = numbers.len() - empty_rows;
        Ok(Self {
            snapshot: current.snapshot,
            revision: current.revision,
            by,
            numbers,
            active,
            empty_from,
        })
    }

    /// The same order after the changes made since.
    pub(super) fn follow(&self, sql: &Connection, current: Current) -> Result<Self> {
        let mut changed = BTreeSet::new();
        {
            let mut statement = sql
                .prepare_cached("SELECT was, became FROM edit WHERE snapshot = ? AND revision > ? AND revision <= ?")?;
            let mut rows = statement.query([current.snapshot, self.revision, current.revision])?;
            while let Some(row) = rows.next()? {
                let keys: [Option<i64>; 2] = [row.get(0)?, row.get(1)?];
                changed.extend(keys.into_iter().flatten().map(key::number));
            }
        }
        if changed.len() > MANY || self.revision > current.revision {
            return Self::read(sql, current, self.by);
        }
        let stays = |at: &usize| !changed.contains(&self.numbers[*at]);
        let mut order = Self {
            snapshot: self.snapshot,
            revision: current.revision,
            by: self.by,
            numbers: (0..self.numbers.len())
                .filter(stays)
                .map(|at| self.numbers[at])
                .collect(),
            active: (0..self.numbers.len())
                .filter(stays)
                .map(|at| self.active[at])
                .collect(),
            empty_from: (0..self.empty_from).filter(stays).count(),
        };
        for number in changed {
            order.insert(sql, number)?;
        }
        Ok(order)
    }

    /// Puts a row where it belongs, if there is one of this number.
    fn insert(&mut self, sql: &Connection, number: u32) -> Result<()> {
        let Some((value, active)) = self.value(sql, number)? else {
            return Ok(());
        };
        let (mut low, mut high) = match value {
            Some(_) => (0, self.empty_from),
            None => (self.empty_from, self.numbers.len()),
        };
        while low < high {
            let middle = low + (high - low) / 2;
            let other = self.value(sql, self.numbers[middle])?.and_then(|(value, _)| value);
            match other.cmp(&value).then(self.numbers[middle].cmp(&number)) {
                Ordering::Less => low = middle + 1,
                _ => high = middle,
            }
        }
        self.numbers.insert(low, number);
        self.active.insert(low, active);
        self.empty_from += usize::from(value.is_some());
        Ok(())
    }

    /// The value of a row, and what is known of it being active. `None`: there is no such row.
    fn value(&self, sql: &Connection, number: u32) -> Result<Option<(Option<Value>, Option<bool>)>> {
        Ok(sql
            .prepare_cached(&format!("SELECT active, {} FROM item WHERE key = ?", column(self.by)))?
            .query_row([key::of(self.snapshot, number)], |row| {
                Ok((Value::read(row.get_ref(1)?), row.get(0)?))
            })
            .optional()?)
    }

    /// All rows in order; those without a value last in both directions.
    pub(super) fn rows(&self, descending: bool) -> impl Iterator<Item = (u32, Option<bool>)> {
        // One of the two is empty.
        let (up, down) = if descending {
            (0, self.empty_from)
        } else {
            (self.empty_from, 0)
        };
        (0..up)
            .chain((0..down).rev())
            .chain(self.empty_from..self.numbers.len())
            .map(|at| (self.numbers[at], self.active[at]))
    }

    /// The numbers of the rows that are wanted, in order.
    pub(super) fn select(&self, active: Option<bool>, descending: bool, wanted: impl Fn(u32) -> bool) -> Vec<u32> {
        self.rows(descending)
            .filter(|(number, is)| (active.is_none() || *is == active) && wanted(*number))
            .map(|(number, _)| number)
            .collect()
    }
}
