//! Values that are made up. A mapping should use them only when it creates an account: they differ at every evaluation.

use uuid::Builder;

use super::{Family, Function, Kind, optional, required};
use crate::expression::{
    error::EvaluateErrorKind as Error,
    evaluate::{Arguments, Random, Stop},
    value::Value,
};

type Result<'e> = std::result::Result<Value<'e>, Stop>;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("Guid", Family::Made, "A new random GUID.", &[], guid).varying(),
    Function::new(
        "RandomString",
        Family::Made,
        "A random text.",
        &[
            required("Length", Kind::Whole, "how many characters, at most 256"),
            required("MinimumNumbers", Kind::Whole, "how many digits at least"),
            required("MinimumSpecialCharacters", Kind::Whole, "how many signs at least"),
            required("MinimumCapital", Kind::Whole, "how many capital letters at least"),
            required("MinimumLowerCase", Kind::Whole, "how many lower-case letters at least"),
            optional("CharactersToAvoid", Kind::Text, "characters that must not occur"),
        ],
        random_string,
    )
    .varying(),
];

/// The longest random text.
const LONGEST: i64 = 256;

/// The kinds of characters, in the order of the minima.
const KINDS: [&str; 4] = [
    "0123456789",
    "!@#$%^&*()-_=+[]{};:,.?/|~",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "abcdefghijklmnopqrstuvwxyz",
];

/// Letters and digits, for a text that asks for no kind in particular.
const PLAIN: [usize; 3] = [0, 2, 3];

fn source<'f>(arguments: &Arguments<'f, '_>) -> std::result::Result<&'f dyn Random, Stop> {
    arguments
        .context()
        .random
        .ok_or_else(|| arguments.fail_call(Error::RandomUnavailable))
}

fn guid<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let random = source(arguments)?;
    let mut bytes = [0; 16];
    let (left, right) = bytes.split_at_mut(8);
    left.copy_from_slice(&random.next().to_le_bytes());
    right.copy_from_slice(&random.next().to_le_bytes());
    Ok(Value::from(Builder::from_random_bytes(bytes).into_uuid().to_string()))
}

fn random_string<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let random = source(arguments)?;
    let number = |index, least: i64, most: i64, allowed| {
        let found = arguments.whole_needed(index)?;
        if (least..=most).contains(&found) {
            Ok(usize::try_from(found).unwrap_or_default())
        } else {
            Err(arguments.fail(index, Error::OutOfRange { found, allowed }))
        }
    };
    let length = number(0, 1, LONGEST, "1 to 256")?;
    let mut minima = [0; 4];
    for (index, minimum) in minima.iter_mut().enumerate() {
        *minimum = number(index + 1, 0, LONGEST, "0 to 256")?;
    }
    // Lower case does not count here: as documented, it gets what is left.
    let needed: usize = minima[..3].iter().sum();
    if needed > length {
        return Err(arguments.fail(0, Error::LengthTooSmall { length, needed }));
    }
    minima[3] = minima[3].min(length - needed);
    let avoided = arguments.text_or_empty(5)?;
    let kinds = KINDS.map(|kind| kind.chars().filter(|c| !avoided.contains(*c)).collect::<Vec<char>>());
    let mut characters = Vec::with_capacity(length);
    for (kind, minimum) in kinds.iter().zip(minima) {
        for _ in 0..minimum {
            characters.push(pick(random, kind).ok_or_else(|| arguments.fail_call(Error::CharactersExhausted))?);
        }
    }
    // The rest is of the kinds that were asked for.
    let asked: Vec<usize> = match minima {
        [0, 0, 0, 0] => PLAIN.to_vec(),
        _ => (0..minima.len()).filter(|index| minima[*index] > 0).collect(),
    };
    let rest: Vec<char> = asked.iter().flat_map(|index| &kinds[*index]).copied().collect();
    while characters.len() < length {
        characters.push(pick(random, &rest).ok_or_else(|| arguments.fail_call(Error::CharactersExhausted))?);
    }
    // Fisher and Yates.
    for last in (1..characters.len()).rev() {
        characters.swap(last, below(random, last + 1));
    }
    Ok(Value::from(characters.into_iter().collect::<String>()))
}

fn pick(random: &dyn Random, characters: &[char]) -> Option<char> {
    if characters.is_empty() {
        return None;
    }
    characters.get(below(random, characters.len())).copied()
}

/// A number below `bound`, each as likely as the other but for one part in 2^56: `bound` is at most 256.
fn below(random: &dyn Random, bound: usize) -> usize {
    let number = u128::from(random.next()) * bound as u128;
    usize::try_from(number >> 64).unwrap_or_default()
}
