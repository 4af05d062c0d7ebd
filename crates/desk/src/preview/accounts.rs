//! Which account a person has: found by the matching mappings in the order of their precedence, among the accounts as cached.
//!
//! The index holds a hash of each matching value and the account's number, twelve bytes; what it finds is read and compared as
//! text, so that two values never count as one. Where everybody is looked for, it keeps what it read, as far as that fits: people come
//! in another order than accounts are stored in, and each account read again is a page of the cache decrypted again.

use std::{
    collections::HashMap,
    hash::{BuildHasher as _, RandomState},
    ops::ControlFlow,
};

use scimdesk_mapping::model::AttributeDefinition;
use scimdesk_scim::resource::Resource;
use scimdesk_store::Body;

use super::{
    people::Accounts,
    value::{self, Place},
};
use crate::wire::DeskError;

/// Bytes of accounts that are kept where everybody is looked for.
pub(crate) const KEPT: usize = 128 << 20;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Match {
    /// The number of the account.
    One(u32),
    None,
    Several,
}

/// Four bytes for each person: far more accounts than a list can number are needed to reach the last two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Matched(u32);

impl From<Match> for Matched {
    fn from(found: Match) -> Self {
        Self(match found {
            Match::One(number) => number,
            Match::None => u32::MAX,
            Match::Several => u32::MAX - 1,
        })
    }
}

impl From<Matched> for Match {
    fn from(Matched(number): Matched) -> Self {
        match number {
            u32::MAX => Self::None,
            number if number == u32::MAX - 1 => Self::Several,
            number => Self::One(number),
        }
    }
}

/// A matching attribute, where an account has it.
pub(crate) struct Key {
    pub(crate) place: Place,
    pub(crate) definition: AttributeDefinition,
}

impl Key {
    /// What stands for the account's value.
    pub(crate) fn text(&self, account: &Resource) -> Option<String> {
        let held = self.place.read(account, &self.definition)?;
        Some(value::folded(&scimdesk_mapping::flow::text_of(&held), &self.definition))
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    high: u32,
    low: u32,
    number: u32,
}

/// The accounts by their matching values, and by their ids.
pub(crate) struct Index {
    keys: Vec<Key>,
    hashing: RandomState,
    /// For each key, sorted.
    entries: Vec<Vec<Entry>>,
    /// By id, sorted.
    ids: Vec<Entry>,
    /// Accounts that need not be read again, by number.
    kept: HashMap<u32, Body>,
}

impl Index {
    /// Reads every account, and keeps up to so many bytes of them; `None` where `go_on` said no. Accounts that are no JSON are found by
    /// their ids alone.
    pub(crate) fn read(
        keys: Vec<Key>,
        accounts: &dyn Accounts,
        mut keep: usize,
        go_on: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Option<Self>, DeskError> {
        let mut index = Self {
            entries: vec![Vec::new(); keys.len()],
            keys,
            hashing: RandomState::new(),
            ids: Vec::new(),
            kept: HashMap::new(),
        };
        let (mut done, mut stopped) = (0, false);
        accounts.each(&mut |body| {
            done += 1;
            stopped = !go_on(done);
            if stopped {
                return ControlFlow::Break(());
            }
            let (high, low) = halves(index.hashing.hash_one(&body.id));
            let number = body.number;
            index.ids.push(Entry { high, low, number });
            // Without keys there is nothing to read it for.
            if !index.keys.is_empty()
                && let Ok(account) = Resource::from_json(&body.raw)
            {
                for (key, entries) in index.keys.iter().zip(&mut index.entries) {
                    if let Some(text) = key.text(&account) {
                        let (high, low) = halves(index.hashing.hash_one(&text));
                        entries.push(Entry { high, low, number });
                    }
                }
            }
            let bytes = size_of::<Body>() + body.id.len() + body.name.len() + body.raw.len();
            if let Some(left) = keep.checked_sub(bytes) {
                keep = left;
                index.kept.insert(number, body);
            }
            ControlFlow::Continue(())
        })?;
        for entries in &mut index.entries {
            entries.sort_unstable();
        }
        index.ids.sort_unstable();
        Ok((!stopped).then_some(index))
    }

    /// The accounts that may have this value of a key.
    fn candidates(&self, key: usize, text: &str) -> impl Iterator<Item = u32> {
        self.among(&self.entries[key], text)
    }

    fn among<'e>(&self, entries: &'e [Entry], text: &str) -> impl Iterator<Item = u32> + use<'e> {
        let (high, low) = halves(self.hashing.hash_one(text));
        let from = entries.partition_point(|entry| (entry.high, entry.low) < (high, low));
        (entries[from..].iter())
            .take_while(move |entry| (entry.high, entry.low) == (high, low))
            .map(|entry| entry.number)
    }

    /// The numbers of accounts with these ids; `known` keeps what was read.
    pub(crate) fn by_id(
        &self,
        ids: &[Option<&str>],
        accounts: &dyn Accounts,
        known: &mut Known,
    ) -> Result<Vec<Option<u32>>, DeskError> {
        let likely = ids.iter().flatten().flat_map(|id| self.among(&self.ids, id));
        self.read_into(known, likely.collect(), accounts)?;
        let is_it = |number: &u32, id: &str| known.get(*number).is_some_and(|(known, _)| known == id);
        let number = |id: Option<&str>| {
            let id = id?;
            self.among(&self.ids, id).find(|number| is_it(number, id))
        };
        Ok(ids.iter().copied().map(number).collect())
    }

    /// The accounts of some people. Each has a value, or none, for each key; `known` keeps what was read.
    pub(crate) fn find(
        &self,
        people: &[Vec<Option<String>>],
        accounts: &dyn Accounts,
        known: &mut Known,
    ) -> Result<Vec<Match>, DeskError> {
        let likely = people.iter().filter_map(|values| {
            let first = |(key, text): (usize, &Option<String>)| self.candidates(key, text.as_ref()?).next();
            values.iter().enumerate().find_map(first)
        });
        self.read_into(known, likely.collect(), accounts)?;
        people
            .iter()
            .map(|values| self.find_one(values, accounts, known))
            .collect()
    }

    /// Reads those that were not read yet.
    fn read_into(&self, known: &mut Known, mut numbers: Vec<u32>, accounts: &dyn Accounts) -> Result<(), DeskError> {
        numbers.retain(|number| match (known.get(*number), self.kept.get(number)) {
            (Some(_), _) => false,
            (None, Some(kept)) => {
                known.keep_one(kept.number, kept.id.clone(), &kept.raw);
                false
            }
            (None, None) => true,
        });
        if !numbers.is_empty() {
            known.keep(accounts.at(&numbers)?);
        }
        Ok(())
    }

    fn find_one(
        &self,
        values: &[Option<String>],
        accounts: &dyn Accounts,
        known: &mut Known,
    ) -> Result<Match, DeskError> {
        Ok(match self.first(values, 2, accounts, known)?.as_slice() {
            [] => Match::None,
            [number] => Match::One(*number),
            _ => Match::Several,
        })
    }

    /// The numbers of the accounts that somebody's first matching value finds, at most so many; `known` keeps what was read.
    pub(crate) fn first(
        &self,
        values: &[Option<String>],
        most: usize,
        accounts: &dyn Accounts,
        known: &mut Known,
    ) -> Result<Vec<u32>, DeskError> {
        for (key, text) in values.iter().enumerate() {
            let Some(text) = text else { continue };
            let mut found = Vec::new();
            for number in self.candidates(key, text) {
                self.read_into(known, vec![number], accounts)?;
                let is_it = |(_, account): &(String, Resource)| self.keys[key].text(account).as_ref() == Some(text);
                if known.get(number).is_some_and(is_it) {
                    found.push(number);
                }
                if found.len() == most {
                    break;
                }
            }
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }
}

fn halves(hash: u64) -> (u32, u32) {
    #[expect(clippy::cast_possible_truncation, reason = "the two halves")]
    ((hash >> 32) as u32, hash as u32)
}

/// Accounts that were read, by number: their ids and what they have.
#[derive(Default)]
pub(crate) struct Known(HashMap<u32, (String, Resource)>);

impl Known {
    pub(crate) fn keep(&mut self, bodies: Vec<Body>) {
        for body in bodies {
            self.keep_one(body.number, body.id, &body.raw);
        }
    }

    fn keep_one(&mut self, number: u32, id: String, raw: &str) {
        let account = Resource::from_json(raw).unwrap_or_default();
        self.0.insert(number, (id, account));
    }

    pub(crate) fn get(&self, number: u32) -> Option<&(String, Resource)> {
        self.0.get(&number)
    }
}
