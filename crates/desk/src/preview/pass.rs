//! One pass over everybody: what comes of each, how many there are of each outcome, and which rows are where.
//!
//! Kept of a person are one byte, and four more where accounts are compared; the values are computed again when a row is looked
//! at. On the way each unique value takes twelve bytes, and each matching value of an account twelve.

use std::ops::ControlFlow;

use scimdesk_store::PersonRecord;

use super::{
    accounts::{Index, KEPT, Known, Match, Matched},
    duplicates::{Duplicate, UniqueText, Values},
    people::{Accounts, People},
    plan::Plan,
};
use crate::wire::{DeskError, PreviewCount, PreviewOutcome};

/// People evaluated together: the accounts of all of them are read at once.
const CHUNK: usize = 256;

/// How far a pass is; the answer says whether it goes on.
pub(crate) trait Watch {
    fn accounts(&mut self, done: u64, total: u64) -> bool;
    fn people(&mut self, done: u64, total: u64) -> bool;
}

/// What was found of everybody, by place.
#[derive(Default)]
pub(crate) struct Found {
    /// An outcome, or [`OUT_OF_SCOPE`].
    outcomes: Vec<u8>,
    /// Empty where no accounts were compared.
    accounts: Vec<Matched>,
    duplicates: Vec<Duplicate>,
}

const OUT_OF_SCOPE: u8 = u8::MAX;

/// In the order in which they are asked; a byte is a place in it.
pub(crate) const OUTCOMES: [PreviewOutcome; 9] = [
    PreviewOutcome::Failed,
    PreviewOutcome::Duplicate,
    PreviewOutcome::TooLong,
    PreviewOutcome::New,
    PreviewOutcome::Changed,
    PreviewOutcome::NotCompared,
    PreviewOutcome::NotSent,
    PreviewOutcome::Empty,
    PreviewOutcome::Equal,
];

impl Found {
    /// How many were evaluated, and how many are out of scope.
    pub(crate) fn people(&self) -> (u64, u64) {
        let people = self.counts().iter().map(|count| count.count).sum();
        (people, self.outcomes.len() as u64 - people)
    }

    /// How many of each outcome, those with none left out.
    pub(crate) fn counts(&self) -> Vec<PreviewCount> {
        let mut counts = [0_u64; OUTCOMES.len()];
        for outcome in &self.outcomes {
            if let Some(count) = counts.get_mut(usize::from(*outcome)) {
                *count += 1;
            }
        }
        (OUTCOMES.into_iter().zip(counts))
            .filter(|(_, count)| *count > 0)
            .map(|(outcome, count)| PreviewCount { outcome, count })
            .collect()
    }

    /// The places of a window over those with an outcome, or over everybody in scope, and how many there are in all.
    pub(crate) fn window(&self, outcome: Option<PreviewOutcome>, offset: u64, limit: u32) -> (Vec<u32>, u64) {
        let is_wanted = |byte: u8| match outcome {
            Some(outcome) => byte == outcome as u8,
            None => byte != OUT_OF_SCOPE,
        };
        window(&self.outcomes, is_wanted, offset, limit)
    }

    pub(crate) fn outcome(&self, place: u32) -> Option<PreviewOutcome> {
        OUTCOMES.get(usize::from(*self.outcomes.get(place as usize)?)).copied()
    }

    pub(crate) fn account(&self, place: u32) -> Match {
        (self.accounts.get(place as usize)).map_or(Match::None, |matched| Match::from(*matched))
    }

    /// With whom a person shares which value.
    pub(crate) fn duplicates(&self, place: u32) -> &[Duplicate] {
        let from = self.duplicates.partition_point(|duplicate| duplicate.position < place);
        let to = self.duplicates.partition_point(|duplicate| duplicate.position <= place);
        &self.duplicates[from..to]
    }
}

/// The places of a window over the bytes that are wanted, and how many of them there are in all. A million are looked through faster
/// than a list of places could be kept.
pub(super) fn window(bytes: &[u8], is_wanted: impl Fn(u8) -> bool, offset: u64, limit: u32) -> (Vec<u32>, u64) {
    let mut total = 0;
    let mut places = Vec::new();
    for (place, byte) in (0..).zip(bytes) {
        if is_wanted(*byte) {
            if total >= offset && places.len() < limit as usize {
                places.push(place);
            }
            total += 1;
        }
    }
    (places, total)
}

/// Evaluates everybody. `accounts` are those to compare with, where they are compared. `None`: it was told to stop.
pub(crate) fn pass(
    plan: &Plan,
    people: &dyn People,
    accounts: Option<&dyn Accounts>,
    watch: &mut dyn Watch,
) -> Result<Option<Found>, DeskError> {
    let index = match accounts {
        None => None,
        Some(accounts) => {
            let total = accounts.count();
            match Index::read(plan.keys(), accounts, KEPT, &mut |done| watch.accounts(done, total))? {
                None => return Ok(None),
                Some(index) => Some((index, accounts)),
            }
        }
    };
    let mut pass = Pass {
        plan,
        index,
        found: Found::default(),
        values: Values::default(),
    };
    let total = people.count();
    let mut chunk = Vec::with_capacity(CHUNK);
    let (mut done, mut end) = (0, Ok(true));
    people.each(&mut |person| {
        chunk.push(person);
        done += 1;
        if !watch.people(done, total) {
            end = Ok(false);
        } else if chunk.len() == CHUNK {
            end = pass.evaluate(&chunk).map(|()| true);
            chunk.clear();
        }
        match end {
            Ok(true) => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        }
    })?;
    if !end? {
        return Ok(None);
    }
    pass.evaluate(&chunk)?;
    let Pass { values, mut found, .. } = pass;
    let duplicates = values.duplicates(|places| {
        if !watch.people(done, total) {
            return Ok(None);
        }
        let people = people.at(places)?;
        let values = |person: &PersonRecord| unique(plan, person, found.account(person.position));
        Ok(Some(people.iter().map(values).collect()))
    })?;
    let Some(duplicates) = duplicates else { return Ok(None) };
    for duplicate in &duplicates {
        let outcome = &mut found.outcomes[duplicate.position as usize];
        *outcome = (*outcome).min(PreviewOutcome::Duplicate as u8);
    }
    found.duplicates = duplicates;
    Ok(Some(found))
}

struct Pass<'p> {
    plan: &'p Plan,
    index: Option<(Index, &'p dyn Accounts)>,
    found: Found,
    values: Values,
}

impl Pass<'_> {
    fn evaluate(&mut self, chunk: &[PersonRecord]) -> Result<(), DeskError> {
        let flows: Vec<_> = chunk.iter().map(|person| self.plan.flows(person)).collect();
        let mut known = Known::default();
        let matches = match &self.index {
            None => vec![Match::None; chunk.len()],
            Some((index, accounts)) => {
                let text = |flows: &Option<_>| {
                    flows
                        .as_ref()
                        .map_or_else(Vec::new, |flows| self.plan.matching_texts(flows))
                };
                let texts: Vec<_> = flows.iter().map(text).collect();
                index.find(&texts, *accounts, &mut known)?
            }
        };
        for ((person, flows), found) in chunk.iter().zip(flows).zip(matches) {
            let outcome = match flows {
                None => OUT_OF_SCOPE,
                Some(flows) => {
                    let evaluated = self.plan.judge(person, &flows, found, &known);
                    for value in &evaluated.unique {
                        self.values.see(person.position, value);
                    }
                    evaluated.outcome as u8
                }
            };
            self.found.outcomes.push(outcome);
            if self.index.is_some() {
                self.found.accounts.push(found.into());
            }
        }
        Ok(())
    }
}

/// The values of a person that nobody else may have.
fn unique(plan: &Plan, person: &PersonRecord, account: Match) -> Vec<UniqueText> {
    plan.flows(person).map_or_else(Vec::new, |flows| {
        plan.judge(person, &flows, account, &Known::default()).unique
    })
}
