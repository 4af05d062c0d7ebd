//! Who would get the same value where a target wants it unique.
//!
//! Of each value only a hash is kept: twelve bytes for each person and unique target. Those that meet are evaluated once more and
//! compared as text, some thousands at a time, so that two different values never count as one.

use std::hash::{BuildHasher as _, RandomState};

use crate::wire::DeskError;

/// Candidates compared at a time.
const CHUNK: usize = 4_096;

/// A value that a person would get: which unique target, and what stands for the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UniqueText {
    /// The place of the mapping.
    pub(crate) mapping: usize,
    pub(crate) text: String,
}

/// Two people with the same value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Duplicate {
    pub(crate) position: u32,
    /// The place of the mapping.
    pub(crate) mapping: u16,
    /// Another person with the value: the first one, and of the first one the second.
    pub(crate) other: u32,
}

/// The values of everybody so far.
pub(crate) struct Values {
    hashing: Hashing,
    seen: Vec<Seen>,
}

/// Kept in thirds so that it takes twelve bytes, not sixteen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    high: u32,
    low: u32,
    position: u32,
}

impl Seen {
    fn hash(self) -> u64 {
        u64::from(self.high) << 32 | u64::from(self.low)
    }
}

enum Hashing {
    Random(RandomState),
    /// Everything meets everything: for tests of what is done about it.
    #[cfg(test)]
    Colliding,
}

impl Hashing {
    fn hash(&self, value: &UniqueText) -> u64 {
        match self {
            Self::Random(state) => state.hash_one((value.mapping, &value.text)),
            #[cfg(test)]
            Self::Colliding => 7,
        }
    }
}

impl Default for Values {
    fn default() -> Self {
        Self {
            hashing: Hashing::Random(RandomState::new()),
            seen: Vec::new(),
        }
    }
}

impl Values {
    pub(crate) fn see(&mut self, position: u32, value: &UniqueText) {
        let hash = self.hashing.hash(value);
        #[expect(clippy::cast_possible_truncation, reason = "the two halves")]
        self.seen.push(Seen {
            high: (hash >> 32) as u32,
            low: hash as u32,
            position,
        });
    }

    /// Everybody who shares a value, by position. `again` evaluates people at these positions once more, in this order; `None`
    /// where it was cancelled.
    pub(crate) fn duplicates(
        self,
        mut again: impl FnMut(&[u32]) -> Result<Option<Vec<Vec<UniqueText>>>, DeskError>,
    ) -> Result<Option<Vec<Duplicate>>, DeskError> {
        let Self { hashing, mut seen } = self;
        seen.sort_unstable();
        seen.dedup();
        keep_meeting(&mut seen);
        let mut duplicates = Vec::new();
        let mut meeting = Meeting::default();
        for chunk in seen.chunks(CHUNK) {
            let positions: Vec<u32> = chunk.iter().map(|seen| seen.position).collect();
            let Some(values) = again(&positions)? else {
                return Ok(None);
            };
            for (seen, values) in chunk.iter().zip(values) {
                meeting.begin(seen.hash());
                for value in values {
                    if hashing.hash(&value) == seen.hash() {
                        meeting.compare(seen.position, value, &mut duplicates);
                    }
                }
            }
        }
        duplicates.sort_unstable();
        duplicates.dedup_by_key(|duplicate| (duplicate.position, duplicate.mapping));
        Ok(Some(duplicates))
    }
}

/// Leaves those whose hash another person has too.
fn keep_meeting(seen: &mut Vec<Seen>) {
    let mut kept = 0;
    let mut from = 0;
    while from < seen.len() {
        let hash = seen[from].hash();
        let to = from + seen[from..].iter().take_while(|seen| seen.hash() == hash).count();
        if to - from > 1 {
            seen.copy_within(from..to, kept);
            kept += to - from;
        }
        from = to;
    }
    seen.truncate(kept);
}

/// The people whose values have one hash.
#[derive(Default)]
struct Meeting {
    hash: Option<u64>,
    /// The different texts among them, nearly always one.
    texts: Vec<Text>,
}

struct Text {
    value: UniqueText,
    first: u32,
    is_alone: bool,
}

impl Meeting {
    fn begin(&mut self, hash: u64) {
        if self.hash != Some(hash) {
            self.hash = Some(hash);
            self.texts.clear();
        }
    }

    fn compare(&mut self, position: u32, value: UniqueText, duplicates: &mut Vec<Duplicate>) {
        let Some(text) = self.texts.iter_mut().find(|text| text.value == value) else {
            self.texts.push(Text {
                value,
                first: position,
                is_alone: true,
            });
            return;
        };
        if text.first == position {
            return;
        }
        let mapping = u16::try_from(value.mapping).unwrap_or(u16::MAX);
        let mut push = |position, other| {
            duplicates.push(Duplicate {
                position,
                mapping,
                other,
            });
        };
        if std::mem::take(&mut text.is_alone) {
            push(text.first, position);
        }
        push(position, text.first);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(mapping: usize, text: &str) -> UniqueText {
        UniqueText {
            mapping,
            text: text.to_owned(),
        }
    }

    fn found(mut values: Values, people: &[Vec<UniqueText>]) -> Vec<(u32, u16, u32)> {
        for (position, texts) in (0..).zip(people) {
            for text in texts {
                values.see(position, text);
            }
        }
        let again = |positions: &[u32]| {
            let texts = |position: &u32| people[*position as usize].clone();
            Ok(Some(positions.iter().map(texts).collect()))
        };
        (values
            .duplicates(again)
            .expect("no error")
            .expect("is not cancelled")
            .into_iter())
        .map(|duplicate| (duplicate.position, duplicate.mapping, duplicate.other))
        .collect()
    }

    fn colliding() -> Values {
        Values {
            hashing: Hashing::Colliding,
            seen: Vec::new(),
        }
    }

    #[test]
    fn everybody_with_the_same_value_is_found_and_names_another() {
        let people = [
            vec![value(0, "a"), value(1, "x")],
            vec![value(0, "b"), value(1, "x")],
            vec![value(0, "a"), value(1, "a")],
            vec![],
            vec![value(0, "a")],
        ];
        let expected = [(0, 0, 2), (0, 1, 1), (1, 1, 0), (2, 0, 0), (4, 0, 0)];
        assert_eq!(found(Values::default(), &people), expected);
        assert_eq!(found(colliding(), &people), expected, "whatever the hashes");
    }

    #[test]
    fn a_person_is_no_duplicate_of_themselves() {
        let people = [vec![value(0, "a"), value(0, "a")], vec![value(0, "b")]];
        assert_eq!(found(Values::default(), &people), []);
        assert_eq!(found(colliding(), &people), []);
    }

    #[test]
    fn the_same_value_for_everybody_is_compared_in_parts() {
        let people = vec![vec![value(0, "same")]; CHUNK * 2 + 5];
        let found = found(Values::default(), &people);
        assert_eq!(found.len(), people.len());
        assert_eq!(found[0], (0, 0, 1));
        assert!(found[1..].iter().all(|(_, _, other)| *other == 0));
    }
}
