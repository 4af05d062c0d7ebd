//! `Replace`, with its five ways to replace.

use std::{borrow::Cow, ops::Range};

use super::{Example, Family, Function, Kind, gives, gives_for, optional, required};
use crate::expression::{
    Term, TermKind,
    dotnet::pattern::{Found, Pattern, TooCostly},
    error::{EvaluateErrorKind as Error, SyntaxErrorKind},
    evaluate::{Arguments, Growing, Stop},
    value::Value,
};

type Result<'e> = std::result::Result<Value<'e>, Stop>;

// The places of the arguments.
const SOURCE: usize = 0;
const OLD_VALUE: usize = 1;
const PATTERN: usize = 2;
const GROUP: usize = 3;
const REPLACEMENT: usize = 4;
const ATTRIBUTE: usize = 5;
const TEMPLATE: usize = 6;

pub(super) const FUNCTIONS: &[Function] = &[Function::new(
    "Replace",
    Family::Replace,
    "The source with parts of it replaced; letter case counts.",
    &[
        required("source", Kind::Text, "the text to replace in"),
        optional("oldValue", Kind::Text, "the text to replace"),
        optional(
            "regexPattern",
            Kind::Pattern,
            "or a .NET regular expression for what to replace",
        ),
        optional(
            "regexGroupName",
            Kind::Text,
            "the group of the pattern that is replaced, rather than all it matches",
        ),
        optional(
            "replacementValue",
            Kind::Text,
            "what comes in its place; with a pattern, ${name} stands for a group",
        ),
        optional(
            "replacementAttributeName",
            Kind::Attribute,
            "where the group is taken from if the source is empty",
        ),
        optional(
            "template",
            Kind::Text,
            "a text in which the source takes the place of oldValue",
        ),
    ],
    replace,
)
.checked(check)
.examples(REPLACE)];

const REPLACE: &[Example] = &[
    gives_for(
        &[("mail", &["john.doe@contoso.com"])],
        r#"Replace([mail], "@contoso.com", , , "", , )"#,
        &["john.doe"],
    ),
    gives_for(
        &[("mailNickname", &["jdoe"])],
        r#"Replace([mailNickname], "{user}", , , , , "https://example.com/{user}/{user}.png")"#,
        &["https://example.com/jdoe/jdoe.png"],
    ),
    gives_for(
        &[("telephoneNumber", &["+91 9998887777"])],
        r#"Replace([telephoneNumber], , "\\+(?<isdCode>\\d* )(?<phoneNumber>\\d{10})", , "${phoneNumber}", , )"#,
        &["9998887777"],
    ),
    gives_for(
        &[("userPrincipalName", &["jsmith@contoso.com"])],
        r#"Replace([userPrincipalName], , "(?<Suffix>@(.)*)", "Suffix", "", , )"#,
        &["jsmith"],
    ),
    gives_for(
        &[("userPrincipalName", &["jsmith@contoso.com"])],
        r#"Replace([mailNickname], , "(?<name>[^@]+)@", "name", , [userPrincipalName], )"#,
        &["jsmith"],
    ),
    gives(r#"Replace([mail], "a", , , "b")"#, &[]),
];

/// What is to be done, as the arguments that are given say.
#[derive(Clone, Copy, Debug)]
enum Mode {
    /// A text becomes another.
    Literal,
    /// The source takes the place of a text in the template.
    Template,
    /// What the pattern matches becomes the replacement.
    Matches,
    /// A group of what the pattern matches becomes the replacement.
    Group,
    /// The source, or else a group of an attribute.
    Fallback,
}

fn mode(is_given: impl Fn(usize) -> bool) -> Option<Mode> {
    if is_given(OLD_VALUE) {
        return match (is_given(PATTERN), is_given(TEMPLATE), is_given(REPLACEMENT)) {
            (false, true, _) => Some(Mode::Template),
            (false, false, true) => Some(Mode::Literal),
            _ => None,
        };
    }
    if !is_given(PATTERN) {
        return None;
    }
    match (is_given(GROUP), is_given(REPLACEMENT), is_given(ATTRIBUTE)) {
        (true, _, true) => Some(Mode::Fallback),
        (true, true, false) => Some(Mode::Group),
        (false, true, _) => Some(Mode::Matches),
        _ => None,
    }
}

fn check(arguments: &[Term]) -> std::result::Result<(), SyntaxErrorKind> {
    let is_given = |index| {
        arguments
            .get(index)
            .is_some_and(|argument: &Term| argument.kind != TermKind::Empty)
    };
    mode(is_given).map(drop).ok_or(SyntaxErrorKind::ReplaceUnclear)
}

fn replace<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let source = arguments.text(SOURCE)?;
    // The parser lets nothing else through.
    let Some(mode) = mode(|index| arguments.is_given(index)) else {
        return Ok(Value::Absent);
    };
    let Some(source) = source.filter(|source| !matches!(mode, Mode::Fallback) || !source.is_empty()) else {
        return match mode {
            Mode::Fallback => fallback(arguments),
            _ => Ok(Value::Absent),
        };
    };
    match mode {
        Mode::Fallback => Ok(Value::Text(source)),
        Mode::Literal => {
            let old = old_value(arguments)?;
            literally(arguments, source, &old, &arguments.text_or_empty(REPLACEMENT)?)
        }
        Mode::Template => {
            let old = old_value(arguments)?;
            literally(arguments, arguments.text_or_empty(TEMPLATE)?, &old, &source)
        }
        Mode::Matches => {
            let pattern = arguments.pattern(PATTERN)?;
            let replacement = pattern.replacement(&arguments.text_or_empty(REPLACEMENT)?);
            by_pattern(arguments, &pattern, source, |found, text, out| {
                replacement.expand(found, text, |part| out.push(part))
            })
        }
        Mode::Group => {
            let pattern = arguments.pattern(PATTERN)?;
            let group = group(arguments, &pattern)?;
            let replacement = arguments.text_or_empty(REPLACEMENT)?;
            by_pattern(arguments, &pattern, source, |found, text, out| {
                let whole = found[0].clone().unwrap_or_default();
                // A group in a look-around may stand outside the match.
                let within = |part: &Range<usize>| part.start >= whole.start && part.end <= whole.end;
                match found.get(group).cloned().flatten().filter(within) {
                    Some(part) => {
                        out.push(&text[whole.start..part.start])?;
                        out.push(&replacement)?;
                        out.push(&text[part.end..whole.end])
                    }
                    None => out.push(&text[whole]),
                }
            })
        }
    }
}

fn old_value<'e>(arguments: &Arguments<'_, 'e>) -> std::result::Result<Cow<'e, str>, Stop> {
    let old = arguments.text_or_empty(OLD_VALUE)?;
    if old.is_empty() {
        return Err(arguments.fail(OLD_VALUE, Error::SearchEmpty));
    }
    Ok(old)
}

fn literally<'e>(arguments: &Arguments<'_, 'e>, text: Cow<'e, str>, old: &str, new: &str) -> Result<'e> {
    if !text.contains(old) {
        return arguments.bounded(text);
    }
    let mut out = Growing::new();
    let mut is_first = true;
    let replaced = text.split(old).try_for_each(|part| {
        if !std::mem::take(&mut is_first) {
            out.push(new)?;
        }
        out.push(part)
    });
    replaced.map_err(|kind| arguments.fail_call(kind))?;
    Ok(Value::from(out.into_string()))
}

/// The number of the group that the arguments name.
fn group(arguments: &Arguments<'_, '_>, pattern: &Pattern) -> std::result::Result<usize, Stop> {
    let name = arguments.text_or_empty(GROUP)?;
    pattern.group(&name).ok_or_else(|| {
        let name = name.into_owned();
        arguments.fail(GROUP, Error::PatternUnusable(SyntaxErrorKind::GroupUnknown { name }))
    })
}

fn fallback<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let Some(text) = arguments.text(ATTRIBUTE)? else {
        return Ok(Value::Absent);
    };
    let pattern = arguments.pattern(PATTERN)?;
    let group = group(arguments, &pattern)?;
    let found = search(arguments, &pattern, &text, 0)?;
    let part = found.and_then(|found| found.get(group).cloned().flatten());
    Ok(part.map_or(Value::Absent, |part| Value::from(text[part].to_owned())))
}

fn search(
    arguments: &Arguments<'_, '_>,
    pattern: &Pattern,
    text: &str,
    from: usize,
) -> std::result::Result<Option<Found>, Stop> {
    let pay = |cost| arguments.frame.pay(cost).ok_or(TooCostly);
    (pattern.find(text, from, pay)).map_err(|TooCostly| arguments.fail(PATTERN, Error::PatternTooCostly))
}

/// The text with every match written anew by `write`.
///
/// As .NET goes on: the next search begins where the last match ended, and after a match of nothing one character further. So a match
/// of nothing may follow another match directly.
fn by_pattern<'e>(
    arguments: &Arguments<'_, 'e>,
    pattern: &Pattern,
    text: Cow<'e, str>,
    mut write: impl FnMut(&[Option<Range<usize>>], &str, &mut Growing) -> std::result::Result<(), Error>,
) -> Result<'e> {
    let mut out = Growing::new();
    let mut copied = 0;
    let mut from = 0;
    while from <= text.len() {
        let Some(found) = search(arguments, pattern, &text, from)? else {
            break;
        };
        let whole = found[0].clone().unwrap_or_default();
        out.push(&text[copied..whole.start])
            .and_then(|()| write(&found, &text, &mut out))
            .map_err(|kind| arguments.fail_call(kind))?;
        copied = whole.end;
        from = whole.end;
        if whole.is_empty() {
            from += text[from..].chars().next().map_or(1, char::len_utf8);
        }
    }
    if copied == 0 && out.is_empty() {
        return arguments.bounded(text);
    }
    out.push(&text[copied..]).map_err(|kind| arguments.fail_call(kind))?;
    Ok(Value::from(out.into_string()))
}
