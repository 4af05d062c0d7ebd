//! Cutting, joining and searching text. Positions and lengths are UTF-16 units, as in .NET.

use std::borrow::Cow;

use super::{Example, Family, Function, Kind, Repeat, gives, gives_for, optional, required};
use crate::expression::{
    dotnet::{casing, utf16},
    error::EvaluateErrorKind as Error,
    evaluate::{Arguments, Growing, Stop},
    value::{Role, Value},
};

type Result<'e> = std::result::Result<Value<'e>, Stop>;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "Append",
        Family::Text,
        "The source with the suffix after it.",
        &[
            required("source", Kind::Text, "the text to begin with"),
            required("suffix", Kind::Text, "the text to end with"),
        ],
        append,
    )
    .examples(APPEND),
    Function::new(
        "InStr",
        Family::Text,
        "Where a text first stands in another, from 1; 0 if it does not.",
        &[
            required("value1", Kind::Text, "the text to look in"),
            required("value2", Kind::Text, "the text to look for"),
            optional("start", Kind::Whole, "where to begin, from 1"),
            optional("compareType", Kind::CompareMode, "vbTextCompare ignores letter case"),
        ],
        in_str,
    )
    .examples(IN_STR),
    Function::new(
        "Join",
        Family::Text,
        "The sources, one after the other with the separator between them; empty ones are left out.",
        &[
            required("separator", Kind::Text, "what stands between two sources"),
            required("source", Kind::Any, "a text, or an attribute with several values"),
        ],
        join,
    )
    .repeating(Repeat::Last)
    .examples(JOIN),
    Function::new(
        "Left",
        Family::Text,
        "The first characters of a text.",
        &[
            required("String", Kind::Text, "the text"),
            required("NumChars", Kind::Whole, "how many; all of them if negative"),
        ],
        left,
    )
    .examples(LEFT),
    Function::new(
        "Len",
        Family::Text,
        "How many characters a text has.",
        &[required("String", Kind::Text, "the text")],
        len,
    )
    .examples(LEN),
    Function::new(
        "Mid",
        Family::Text,
        "A part of a text.",
        &[
            required("source", Kind::Text, "the text"),
            required("start", Kind::Whole, "where the part begins, from 1"),
            required("length", Kind::Whole, "how many characters it has at most"),
        ],
        mid,
    )
    .examples(MID),
    Function::new(
        "Prepend",
        Family::Text,
        "The source with the prefix before it.",
        &[
            required("prefix", Kind::Text, "the text to begin with"),
            required("source", Kind::Text, "the text to end with"),
        ],
        prepend,
    )
    .legacy()
    .examples(PREPEND),
    Function::new(
        "StripSpaces",
        Family::Text,
        "The text without its spaces.",
        &[required("source", Kind::Text, "the text")],
        strip_spaces,
    )
    .examples(STRIP_SPACES),
    Function::new(
        "Word",
        Family::Text,
        "One word of a text; empty if there is no such word.",
        &[
            required("String", Kind::Text, "the text"),
            required("WordNumber", Kind::Whole, "which word, from 1"),
            required("delimiters", Kind::Text, "each of these characters ends a word"),
        ],
        word,
    )
    .examples(WORD),
];

const APPEND: &[Example] = &[
    gives_for(
        &[("mailNickname", &["jdoe"])],
        r#"Append([mailNickname], "@contoso.com")"#,
        &["jdoe@contoso.com"],
    ),
    gives(r#"Append("a", 12)"#, &["a12"]),
];

fn append<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let Some(source) = arguments.text(0)? else {
        return Ok(Value::Absent);
    };
    let suffix = arguments.text_or_empty(1)?;
    arguments.bounded(source + suffix)
}

const PREPEND: &[Example] = &[gives_for(
    &[("mailNickname", &["jdoe"])],
    r#"Prepend("x-", [mailNickname])"#,
    &["x-jdoe"],
)];

fn prepend<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let Some(source) = arguments.text(1)? else {
        return Ok(Value::Absent);
    };
    let prefix = arguments.text_or_empty(0)?;
    arguments.bounded(prefix + source)
}

const IN_STR: &[Example] = &[
    gives(r#"InStr("The quick brown fox", "quick")"#, &["5"]),
    gives(r#"InStr("repEated", "e", 3, vbTextCompare)"#, &["4"]),
    gives(r#"InStr("repEated", "e", 3)"#, &["7"]),
    gives(r#"InStr("fox", "wolf")"#, &["0"]),
    gives(r#"InStr("😀a", "a")"#, &["3"]),
];

fn in_str<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let (text, sought) = (arguments.text_or_empty(0)?, arguments.text_or_empty(1)?);
    let start = arguments.whole(2)?.unwrap_or(1);
    let Some(from) = usize::try_from(start).ok().and_then(|start| start.checked_sub(1)) else {
        return Err(arguments.fail(
            2,
            Error::OutOfRange {
                found: start,
                allowed: "1 or more",
            },
        ));
    };
    let ignores_case = arguments.text(3)?.is_some_and(|mode| mode == "True");
    let units = |text: &str| -> Vec<u16> {
        if ignores_case {
            casing::upper_invariant(text).encode_utf16().collect()
        } else {
            text.encode_utf16().collect()
        }
    };
    let (text, sought) = (units(&text), units(&sought));
    let found = match text.get(from..) {
        None | Some([]) => None,
        Some(_) if sought.is_empty() => Some(0),
        Some(rest) => utf16::find(rest, &sought),
    };
    let place = found.map_or(0, |index| from + index + 1);
    Ok(Value::from(i64::try_from(place).unwrap_or_default()))
}

const JOIN: &[Example] = &[
    gives_for(
        &[("givenName", &["John"]), ("surname", &["Doe"])],
        r#"Join(", ", "", [surname], [givenName])"#,
        &["Doe, John"],
    ),
    gives_for(
        &[("proxyAddresses", &["a", "b"])],
        r#"Join(";", [proxyAddresses], "z")"#,
        &["a;b;z"],
    ),
    gives_for(&[], r#"Join(" ", [givenName], [surname])"#, &[""]),
];

fn join<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let separator = arguments.text_or_empty(0)?;
    let mut joined = Growing::new();
    let mut is_first = true;
    let mut add = |part: &str| {
        if part.is_empty() {
            return Ok(());
        }
        if !std::mem::take(&mut is_first) {
            joined.push(&separator)?;
        }
        joined.push(part)
    };
    for index in 1..arguments.count() {
        let added = match arguments.value(index)? {
            Value::Absent => Ok(()),
            Value::Text(text) => add(&text),
            Value::Number(number) => add(&number.to_string()),
            Value::List(values) => values.iter().try_for_each(|value| add(value)),
            Value::Roles { roles, .. } => roles.iter().filter_map(Role::name).try_for_each(&mut add),
        };
        added.map_err(|kind| arguments.fail_call(kind))?;
    }
    Ok(Value::from(joined.into_string()))
}

const LEFT: &[Example] = &[
    gives(r#"Left("John Doe", 3)"#, &["Joh"]),
    gives(r#"Left("John Doe", 0)"#, &[""]),
    gives(r#"Left("John Doe", -1)"#, &["John Doe"]),
    gives(r#"Left("John Doe", 99)"#, &["John Doe"]),
    gives("Left([displayName], 3)", &[""]),
    gives(r#"Left("😀", 1)"#, &["\u{fffd}"]),
];

fn left<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let text = arguments.text_or_empty(0)?;
    let count = arguments.whole_needed(1)?;
    // Negative: all of it.
    Ok(Value::Text(match usize::try_from(count) {
        Ok(count) => utf16::part(text, 0, count),
        Err(_) => text,
    }))
}

const LEN: &[Example] = &[
    gives(r#"Len("abc")"#, &["3"]),
    gives("Len(42568)", &["5"]),
    gives("Len([displayName])", &["0"]),
    gives(r#"Len("Ł😀")"#, &["3"]),
];

fn len<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let length = utf16::length(&arguments.text_or_empty(0)?);
    Ok(Value::from(i64::try_from(length).unwrap_or_default()))
}

const MID: &[Example] = &[
    gives(r#"Mid("abc", 2, 1)"#, &["b"]),
    gives(r#"Mid("abc", 2, 99)"#, &["bc"]),
    gives(r#"Mid("abc", 4, 1)"#, &[""]),
    gives("Mid([displayName], 1, 3)", &[]),
];

fn mid<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let Some(text) = arguments.text(0)? else {
        return Ok(Value::Absent);
    };
    let number = |index, least: i64, allowed| {
        let found = arguments.whole_needed(index)?;
        match usize::try_from(found.saturating_sub(least)) {
            Ok(number) => Ok(number),
            Err(_) => Err(arguments.fail(index, Error::OutOfRange { found, allowed })),
        }
    };
    let start = number(1, 1, "1 or more")?;
    let length = number(2, 0, "0 or more")?;
    Ok(Value::Text(utf16::part(text, start, length)))
}

const STRIP_SPACES: &[Example] = &[
    gives(r#"StripSpaces("John  van Doe")"#, &["JohnvanDoe"]),
    gives("StripSpaces(\"a\u{a0}b\tc\")", &["a\u{a0}b\tc"]),
    gives("StripSpaces([displayName])", &[]),
];

fn strip_spaces<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    Ok(match arguments.text(0)? {
        Some(text) if text.contains(' ') => Value::from(text.replace(' ', "")),
        Some(text) => Value::Text(text),
        None => Value::Absent,
    })
}

const WORD: &[Example] = &[
    gives(r#"Word("The quick brown fox", 3, " ")"#, &["brown"]),
    gives(r#"Word("one,two; three", 3, ",; ")"#, &["three"]),
    gives(r#"Word("one two", 0, " ")"#, &[""]),
    gives(r#"Word("one two", 3, " ")"#, &[""]),
    gives(r#"Word([displayName], 1, " ")"#, &[""]),
];

fn word<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let text = arguments.text_or_empty(0)?;
    let number = arguments.whole_needed(1)?;
    let delimiters = arguments.text_or_empty(2)?;
    let word = (usize::try_from(number).ok())
        .and_then(|number| number.checked_sub(1))
        .and_then(|skipped| {
            text.split(|c| delimiters.contains(c))
                .filter(|word| !word.is_empty())
                .nth(skipped)
        });
    Ok(Value::Text(Cow::Owned(word.unwrap_or_default().to_owned())))
}
