//! Names from many scripts, each with the Latin letters that its user name is made of.

use std::{collections::HashMap, sync::LazyLock};

use serde::Deserialize;

use super::dice::Dice;

/// The names of one language.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Pool {
    language: String,
    family_first: bool,
    join: String,
    given: Vec<(String, String)>,
    /// Empty where people have one name.
    family: Vec<(String, String)>,
}

static POOLS: LazyLock<Vec<Pool>> =
    LazyLock::new(|| serde_json::from_str(include_str!("names.json")).expect("the names of this crate are JSON"));

/// A name in the script of its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The language that the owner prefers, such as `de-DE`.
    pub(super) language: &'static str,
    pub(super) given: &'static str,
    /// `None` for people with one name.
    pub(super) family: Option<&'static str>,
    family_first: bool,
    join: &'static str,
}

impl Name {
    /// Given and family name in the order that the language has.
    pub(super) fn full(&self, given: &str) -> String {
        let join = self.join;
        match self.family {
            None => given.to_owned(),
            Some(family) if self.family_first => format!("{family}{join}{given}"),
            Some(family) => format!("{given}{join}{family}"),
        }
    }
}

/// All names in an order of chance, and the way back from Latin letters. There are some thousand; who comes later gets a
/// number after a name that is taken.
pub(super) struct Names {
    entries: Vec<(Name, String)>,
    by_latin: HashMap<String, u32>,
}

impl Names {
    pub(super) fn shuffled(seed: u64) -> Self {
        let mut pools: Vec<Vec<(Name, String)>> = POOLS.iter().map(combinations).collect();
        let mut dice = Dice::new(seed, 0x006E_616D_6573);
        for pool in &mut pools {
            dice.shuffle(pool);
        }
        // In rounds, one name of each language, so that the first hundred people already come from everywhere.
        let mut names = Self {
            entries: Vec::new(),
            by_latin: HashMap::new(),
        };
        loop {
            let mut round: Vec<(Name, String)> = pools.iter_mut().filter_map(Vec::pop).collect();
            if round.is_empty() {
                return names;
            }
            dice.shuffle(&mut round);
            for (name, latin) in round {
                // The same letters can come from two languages; the first keeps them.
                if !names.by_latin.contains_key(&latin) {
                    let place = u32::try_from(names.entries.len()).unwrap_or(u32::MAX);
                    names.by_latin.insert(latin.clone(), place);
                    names.entries.push((name, latin));
                }
            }
        }
    }

    fn count(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    /// The name of the person with this number.
    pub(super) fn name(&self, index: u32) -> Name {
        self.entries[(index % self.count()) as usize].0
    }

    /// The name in Latin letters, unique among all numbers: `juergen.mueller`, `juergen.mueller2`.
    pub(super) fn latin(&self, index: u32) -> String {
        let latin = &self.entries[(index % self.count()) as usize].1;
        match index / self.count() {
            0 => latin.clone(),
            round => format!("{latin}{}", round + 1),
        }
    }

    /// The number whose [`Names::latin`] this is.
    pub(super) fn index_of_latin(&self, text: &str) -> Option<u32> {
        let latin = text.trim_end_matches(|digit: char| digit.is_ascii_digit());
        let place = *self.by_latin.get(latin)?;
        let round = match &text[latin.len()..] {
            "" => 0,
            digits => digits.parse::<u32>().ok()?.checked_sub(1)?,
        };
        let index = round.checked_mul(self.count())?.checked_add(place)?;
        (self.latin(index) == text).then_some(index)
    }
}

fn combinations(pool: &'static Pool) -> Vec<(Name, String)> {
    let mut all = Vec::new();
    for (given, given_latin) in &pool.given {
        let name = |family| Name {
            language: &pool.language,
            given,
            family,
            family_first: pool.family_first,
            join: &pool.join,
        };
        if pool.family.is_empty() {
            all.push((name(None), given_latin.clone()));
        }
        for (family, family_latin) in &pool.family {
            all.push((name(Some(family)), format!("{given_latin}.{family_latin}")));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_names_are_unique_and_lead_back() {
        let names = Names::shuffled(3);
        let mut seen = std::collections::HashSet::new();
        for index in (0..20_000).chain([999_999]) {
            let latin = names.latin(index);
            assert_eq!(names.index_of_latin(&latin), Some(index), "{latin}");
            assert!(seen.insert(latin));
        }
        for text in ["", "nobody.here", "2", "juergen.mueller1", "juergen.mueller02"] {
            assert_eq!(names.index_of_latin(text), None, "{text}");
        }
    }

    #[test]
    fn every_name_can_be_typed_as_a_user_name() {
        for (name, latin) in &Names::shuffled(0).entries {
            let plain = |letter: char| letter.is_ascii_lowercase() || "-.'".contains(letter);
            assert!(!latin.is_empty() && latin.chars().all(plain), "{latin}");
            assert!(!name.given.trim().is_empty());
        }
    }
}
