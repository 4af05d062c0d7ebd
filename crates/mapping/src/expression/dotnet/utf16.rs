//! Text counted in UTF-16 units.

use std::{borrow::Cow, cmp::Ordering};

/// What stands for half of a pair, as once .NET sends it.
const HALF: char = '\u{fffd}';

/// How many units a text has.
pub(crate) fn length(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().map(char::len_utf16).sum()
    }
}

/// `count` units from `start`, from 0; fewer if there are fewer.
pub(crate) fn part(text: Cow<'_, str>, start: usize, count: usize) -> Cow<'_, str> {
    if text.is_ascii() {
        let end = start.saturating_add(count).min(text.len());
        let start = start.min(text.len());
        return match text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[start..end]),
            Cow::Owned(text) => Cow::Owned(text[start..end].to_owned()),
        };
    }
    let end = start.saturating_add(count);
    let mut unit = 0;
    let mut found = String::new();
    for character in text.chars() {
        let next = unit + character.len_utf16();
        match (unit.max(start), next.min(end)) {
            (from, to) if from >= to => {}
            (from, to) if to - from == next - unit => found.push(character),
            _ => found.push(HALF),
        }
        unit = next;
        if unit >= end {
            break;
        }
    }
    Cow::Owned(found)
}

/// Where `sought` first stands.
pub(crate) fn find(text: &[u16], sought: &[u16]) -> Option<usize> {
    // A unit becomes a character of its own, all of the same four bytes, so that the search for text does it in linear time.
    let apart = |units: &[u16]| -> String {
        (units.iter())
            .filter_map(|unit| char::from_u32(0x1_0000 + u32::from(*unit)))
            .collect()
    };
    apart(text).find(&apart(sought)).map(|bytes| bytes / 4)
}

/// The order of units, which differs from that of characters above U+FFFF.
pub(crate) fn compare(left: &str, right: &str) -> Ordering {
    left.encode_utf16().cmp(right.encode_utf16())
}
