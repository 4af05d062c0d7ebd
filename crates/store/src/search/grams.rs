//! Trigrams of folded text, and what to ask the index for a search.

use super::fold;

/// Fills up the last trigrams of a text. Of the private use area, as are the places that ASCII's own punctuation is moved to:
/// the tokenizer keeps what is not ASCII.
const END: char = '\u{e0ff}';

/// Trigrams that one search asks for, about.
const MOST: usize = 24;

/// As the index writes a character: letters and digits as they are, all other ASCII where the tokenizer leaves it alone.
fn written(c: char) -> char {
    if c.is_ascii() && !c.is_ascii_alphanumeric() {
        char::from_u32(0xe000 + u32::from(c)).unwrap_or(END)
    } else {
        c
    }
}

/// Whether a character of a text could be taken for one that `written` moved.
fn is_ambiguous(c: char) -> bool {
    (c.is_ascii() && !c.is_ascii_alphanumeric()) || ('\u{e000}'..='\u{e0ff}').contains(&c)
}

/// The trigrams of a row's texts, each once, as the index takes them.
pub(crate) fn grams_of<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    const HALF: u32 = 21;
    let mut grams: Vec<u64> = Vec::with_capacity(96);
    for text in texts {
        let text = fold(text);
        let (mut a, mut b) = (None, None);
        for c in text.chars().map(written).chain([END, END]) {
            if let (Some(a), Some(b)) = (a, b) {
                grams.push(
                    u64::from(u32::from(a)) << (2 * HALF) | u64::from(u32::from(b)) << HALF | u64::from(u32::from(c)),
                );
            }
            (a, b) = (b, Some(c));
        }
    }
    grams.sort_unstable();
    grams.dedup();
    let mut tokens = String::with_capacity(grams.len() * 6);
    let mask = (1 << HALF) - 1;
    for gram in grams {
        for shift in [2 * HALF, HALF, 0] {
            let c = u32::try_from(gram >> shift & mask).ok().and_then(char::from_u32);
            tokens.extend(c);
        }
        tokens.push(' ');
    }
    tokens
}

/// The characters that texts contain, as a set in which a few characters share a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letters(u64);

impl Letters {
    /// No text.
    pub(crate) const NONE: Self = Self(0);
    /// Of texts that are not known.
    pub(crate) const ANY: Self = Self(u64::MAX);

    /// Of the texts that these trigrams were made from: each of their characters begins one.
    pub(crate) fn of_grams(grams: &str) -> Self {
        Self::of(grams.split(' ').filter_map(|gram| gram.chars().next()))
    }

    fn of(chars: impl Iterator<Item = char>) -> Self {
        Self(chars.fold(0, |set, c| set | 1 << Self::place(c)))
    }

    /// Letters and digits of ASCII have a place of their own.
    fn place(c: char) -> u32 {
        match c {
            'a'..='z' => u32::from(c) - u32::from('a'),
            '0'..='9' => 26 + u32::from(c) - u32::from('0'),
            c => 36 + u32::from(c) % 28,
        }
    }

    /// Those of both.
    #[must_use]
    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether none of the others is certain to be missing.
    pub(crate) fn may_include(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    pub(crate) fn to_sql(self) -> i64 {
        self.0.cast_signed()
    }

    /// `None` where they are not known.
    pub(crate) fn from_sql(value: Option<i64>) -> Self {
        value.map_or(Self::ANY, |set| Self(set.cast_unsigned()))
    }
}

/// A text to find.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Needle {
    folded: String,
}

impl Needle {
    /// `None` where there is nothing to find: every row matches.
    pub(crate) fn new(search: &str) -> Option<Self> {
        let folded = fold(search);
        (!folded.is_empty()).then_some(Self { folded })
    }

    /// Whether a row's texts contain it.
    pub(crate) fn is_in<'a>(&self, mut texts: impl Iterator<Item = &'a str>) -> bool {
        texts.any(|text| {
            if text.is_ascii() && self.folded.is_ascii() {
                contains_ignoring_ascii_case(text.as_bytes(), self.folded.as_bytes())
            } else {
                fold(text).contains(&self.folded)
            }
        })
    }

    /// What every row that matches contains.
    pub(crate) fn letters(&self) -> Letters {
        Letters::of(self.folded.chars().map(written))
    }

    /// Whether it is shorter than a trigram.
    pub(crate) fn is_short(&self) -> bool {
        self.folded.chars().nth(2).is_none()
    }

    /// Whether rows found by [`expression`](Self::expression) match for certain, without a look at them.
    pub(crate) fn is_settled_by_index(&self) -> bool {
        self.folded.chars().nth(3).is_none() && !self.folded.chars().any(is_ambiguous)
    }

    /// What to ask the index. Every row that matches is found; see [`is_settled_by_index`](Self::is_settled_by_index).
    pub(crate) fn expression(&self) -> String {
        let chars: Vec<char> = self.folded.chars().map(written).collect();
        let quoted = |gram: &[char]| format!("\"{}\"", gram.iter().collect::<String>());
        if chars.len() < 3 {
            return format!("{} *", quoted(&chars));
        }
        // All of them, as one more is quicker to look up than rows that do not match are to read; of a very long text some.
        let last = chars.len() - 3;
        let step = last / MOST + 1;
        let mut parts: Vec<String> = (0..last).step_by(step).map(|at| quoted(&chars[at..at + 3])).collect();
        parts.push(quoted(&chars[last..]));
        parts.join(" AND ")
    }
}

fn contains_ignoring_ascii_case(text: &[u8], lower: &[u8]) -> bool {
    text.windows(lower.len())
        .any(|window| window.iter().zip(lower).all(|(a, b)| a.to_ascii_lowercase() == *b))
}

#[cfg(test)]
mod tests {
    use super::{Letters, Needle, grams_of};

    #[test]
    fn a_row_has_each_trigram_once_and_one_for_each_character() {
        let grams = grams_of(["anan", "ANAN", "Ab"].into_iter());
        let mut tokens: Vec<&str> = grams.split_whitespace().collect();
        tokens.sort_unstable();
        assert_eq!(
            tokens,
            [
                "ab\u{e0ff}",
                "ana",
                "an\u{e0ff}",
                "b\u{e0ff}\u{e0ff}",
                "nan",
                "n\u{e0ff}\u{e0ff}"
            ]
        );
    }

    #[test]
    fn texts_with_all_letters_of_a_search_may_match_and_others_do_not() {
        let letters = Letters::of_grams(&grams_of(["Amélie", "a.dubois@x.io", "U-17", "王小明"].into_iter()));
        for (search, may_match) in [
            ("a", true),
            ("É", true),
            ("bo", true),
            ("@", true),
            ("7", true),
            ("王", true),
            ("王小明", true),
            ("z", false),
            ("az", false),
            ("9", false),
            ("李", false),
        ] {
            let needle = Needle::new(search).map(|needle| needle.letters());
            assert_eq!(
                needle.map(|needle| letters.may_include(needle)),
                Some(may_match),
                "{search:?}"
            );
            assert_eq!(needle.map(|needle| Letters::ANY.may_include(needle)), Some(true));
            assert_eq!(needle.map(|needle| Letters::NONE.may_include(needle)), Some(false));
        }
        assert_eq!(Letters::from_sql(Some(letters.to_sql())), letters);
    }

    #[test]
    fn a_search_asks_for_its_trigrams() {
        for (search, expression) in [
            ("a", "\"a\" *"),
            ("Né", "\"ne\" *"),
            ("ann", "\"ann\""),
            ("anna", "\"ann\" AND \"nna\""),
            ("annab", "\"ann\" AND \"nna\" AND \"nab\""),
            ("a@b", "\"a\u{e040}b\""),
            ("\"", "\"\u{e022}\" *"),
        ] {
            assert_eq!(
                Needle::new(search).map(|needle| needle.expression()).as_deref(),
                Some(expression)
            );
        }
        assert_eq!(Needle::new("  "), None);
        let long = Needle::new(&"ab".repeat(5_000)).map(|needle| needle.expression().matches(" AND ").count());
        assert!(long.is_some_and(|ands| ands <= 25), "{long:?}");
    }
}
