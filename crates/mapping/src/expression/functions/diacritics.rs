//! `NormalizeDiacritics`, by the table of the documentation.
//!
//! The table is not that of Unicode: `ø` becomes `oe`, `ö` becomes `o`, and what it does not list stays as it is, such as `đ`, `ð`, `þ`
//! and every script but Latin.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use super::{Example, Family, Function, Kind, gives, required};
use crate::expression::{
    dotnet::casing,
    evaluate::{Arguments, Stop},
    value::Value,
};

pub(super) const FUNCTIONS: &[Function] = &[Function::new(
    "NormalizeDiacritics",
    Family::Casing,
    "The text with its accented Latin letters replaced by plain ones.",
    &[required("source", Kind::Text, "the text")],
    normalize_diacritics,
)
.examples(NORMALIZE_DIACRITICS)];

const NORMALIZE_DIACRITICS: &[Example] = &[
    gives(r#"NormalizeDiacritics("Łukasz Øst Straße")"#, &["Lukasz OEst Strasse"]),
    gives(
        r#"NormalizeDiacritics("Ünsal Çelik, Ægir, İnci, ısı")"#,
        &["Unsal Celik, AEgir, Inci, isi"],
    ),
    gives(
        "NormalizeDiacritics(\"e\u{301}\u{331} e\u{301}\")",
        &["e\u{301}\u{331} e"],
    ),
    gives(r#"NormalizeDiacritics("đ þ œ Ж 山")"#, &["đ þ œ Ж 山"]),
    gives("NormalizeDiacritics([displayName])", &[]),
];

/// Each plain letter, and what becomes it. Capitals follow.
const TABLE: &[(&str, &str)] = &[
    ("a", "ä à â ã å á ą ă ā ā́ ā̀ ā̂ ā̃ ǟ ā̈ ǡ a̱ å̄"),
    ("ae", "æ ǣ"),
    ("c", "ç č ć c̄ c̱"),
    ("d", "ď d̄ ḏ"),
    ("e", "ë è é ê ę ě ė ē ḗ ḕ ē̂ ē̃ ê̄ e̱ ë̄ e̊̄"),
    ("g", "ğ ḡ g̱"),
    ("i", "ï î ì í ı ī ī́ ī̀ ī̂ ī̃ i̱"),
    ("l", "ľ ł l̄ ḹ ḻ"),
    ("n", "ñ ń ň n̄ ṉ"),
    ("o", "ö ò ő õ ô ó ō ṓ ṑ ō̂ ō̃ ȫ ō̈ ǭ ȭ ȱ o̱"),
    ("oe", "ø ø̄ œ̄"),
    ("r", "ř r̄ ṟ ṝ"),
    ("ss", "ß"),
    ("s", "š ś ș ş s̄ s̱"),
    ("t", "ť ț t̄ ṯ"),
    ("u", "ü ù û ú ů ű ū ū́ ū̀ ū̂ ū̃ u̇̄ ǖ ṻ ṳ̄ u̱"),
    ("y", "ÿ ý ȳ ȳ́ ȳ̀ ȳ̃ y̱"),
    ("z", "ź ž ż z̄ ẕ"),
];

/// By the letter taken apart, so that it does not matter how a text puts it together.
static PLAIN: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let apart = |letter: &str| letter.nfd().collect::<String>();
    let mut plain = HashMap::new();
    for (to, letters) in TABLE {
        for letter in letters.split(' ') {
            let capital: String = match letter {
                "ß" => "ẞ".to_owned(),
                // Its capital has no accent to take away.
                "ı" => "İ".to_owned(),
                _ => casing::upper_invariant(letter),
            };
            plain.insert(apart(&capital), to.to_uppercase());
            plain.insert(apart(letter), (*to).to_owned());
        }
    }
    plain
});

fn normalize_diacritics<'e>(arguments: &Arguments<'_, 'e>) -> Result<Value<'e>, Stop> {
    match arguments.text(0)? {
        None => Ok(Value::Absent),
        Some(text) if text.is_ascii() => Ok(Value::Text(text)),
        Some(text) => arguments.bounded(normalized(&text)),
    }
}

fn normalized(text: &str) -> Cow<'static, str> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let marks = &rest[first.len_utf8()..];
        let end = marks.find(|c| !is_combining_mark(c)).unwrap_or(marks.len());
        let (letter, after) = rest.split_at(first.len_utf8() + end);
        if letter.len() == 1 {
            plain.push_str(letter);
        } else {
            // A long pile of marks is in no table, and need not be sorted to know that.
            let known = (letter.len() < 32)
                .then(|| PLAIN.get(&letter.nfd().collect::<String>()))
                .flatten();
            plain.push_str(known.map_or(letter, String::as_str));
        }
        rest = after;
    }
    Cow::Owned(plain)
}
