//! Letter case, one character for one character: .NET never makes two of one, so that ß stays ß.

/// Upper case of the invariant culture.
pub(crate) fn upper_invariant(text: &str) -> String {
    text.chars().map(upper_invariant_character).collect()
}

/// Lower case of the invariant culture.
pub(crate) fn lower_invariant(text: &str) -> String {
    text.chars().map(lower_invariant_character).collect()
}

/// Upper case of a culture.
pub(crate) fn upper(text: &str, culture: Culture) -> String {
    text.chars()
        .map(|character| match (culture, character) {
            (Culture::Turkic, 'i') => 'İ',
            (_, 'ı') => 'I',
            _ => upper_invariant_character(character),
        })
        .collect()
}

/// Lower case of a culture.
pub(crate) fn lower(text: &str, culture: Culture) -> String {
    text.chars()
        .map(|character| match (culture, character) {
            (Culture::Turkic, 'I') => 'ı',
            (_, 'İ') => 'i',
            _ => lower_invariant_character(character),
        })
        .collect()
}

/// What casing knows of cultures: only the Turkic ones have letters of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Culture {
    /// Turkish and Azerbaijani, with an i that keeps its dot.
    Turkic,
    /// All others.
    Other,
}

impl Culture {
    /// The culture of a name such as `tr-TR`; `None` if it is no such name.
    pub(crate) fn find(name: &str) -> Option<Self> {
        let mut parts = name.split('-');
        let language = parts.next()?;
        let is_language = (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_alphabetic());
        let are_subtags =
            parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        (is_language && are_subtags).then(|| match language.to_ascii_lowercase().as_str() {
            "tr" | "az" => Self::Turkic,
            _ => Self::Other,
        })
    }
}

/// Upper case of one character. The dotless i has none of its own in the invariant culture.
pub(crate) fn upper_invariant_character(character: char) -> char {
    match character {
        'ı' => character,
        // Characters whose full upper case is two characters, and whose simple one is one.
        '\u{1f80}'..='\u{1f87}' | '\u{1f90}'..='\u{1f97}' | '\u{1fa0}'..='\u{1fa7}' => {
            char::from_u32(u32::from(character) + 8).unwrap_or(character)
        }
        '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}' => char::from_u32(u32::from(character) + 9).unwrap_or(character),
        _ => only(character.to_uppercase()).unwrap_or(character),
    }
}

fn lower_invariant_character(character: char) -> char {
    match character {
        'İ' => character,
        _ => only(character.to_lowercase()).unwrap_or(character),
    }
}

/// The case at the beginning of a word: upper case, but for the letters that are two in one.
fn title_character(character: char) -> char {
    match character {
        'Ǆ' | 'ǅ' | 'ǆ' => 'ǅ',
        'Ǉ' | 'ǈ' | 'ǉ' => 'ǈ',
        'Ǌ' | 'ǋ' | 'ǌ' => 'ǋ',
        'Ǳ' | 'ǲ' | 'ǳ' => 'ǲ',
        other => upper_invariant_character(other),
    }
}

fn only(mut characters: impl Iterator<Item = char>) -> Option<char> {
    let first = characters.next()?;
    characters.next().is_none().then_some(first)
}

/// The words of a lower-case text capitalised as `TextInfo.ToTitleCase` does: a word begins with a letter and goes on through
/// letters, marks, digits and apostrophes.
pub(crate) fn title(text: &str) -> String {
    let mut in_word = false;
    text.chars()
        .map(|character| {
            let is_letter = character.is_alphabetic() && !is_mark(character);
            if in_word {
                in_word = continues_word(character);
                character
            } else {
                in_word = is_letter;
                if is_letter {
                    title_character(character)
                } else {
                    character
                }
            }
        })
        .collect()
}

/// The words of a lower-case text capitalised, where `separators` alone end a word.
pub(crate) fn title_between(text: &str, separators: &str) -> String {
    let mut in_word = false;
    text.chars()
        .map(|character| {
            let begins = !std::mem::replace(&mut in_word, !separators.contains(character));
            if begins { title_character(character) } else { character }
        })
        .collect()
}

fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

fn continues_word(character: char) -> bool {
    character == '\'' || character.is_alphabetic() || character.is_numeric() || is_mark(character)
}
