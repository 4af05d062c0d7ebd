//! Sentences for people, from the catalogue `words/en` (Fluent), which is built into the program.
//!
//! *Knows:* ids of messages and how numbers are written. *Must not know:* what any sentence is about.
//! Every sentence of the desk comes from here, so that another language is another file.

use std::{fmt::Write as _, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

/// The English catalogue as it stands in its files.
const ENGLISH: &str = concat!(
    include_str!("../../../words/en/desk.ftl"),
    include_str!("../../../words/en/expressions.ftl"),
    include_str!("../../../words/en/mappings.ftl"),
    include_str!("../../../words/en/provisioning.ftl"),
);

static CATALOGUE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    let mut bundle = FluentBundle::new_concurrent(vec![english()]);
    // A sentence also goes to terminals and scripts, which would show the marks around each name.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(number_text(number.value)),
        _ => None,
    }));
    let resource = match FluentResource::try_new(ENGLISH.to_owned()) {
        Ok(resource) => resource,
        Err((resource, problems)) => {
            tracing::error!(?problems, "the catalogue has messages that cannot be read");
            resource
        }
    };
    bundle.add_resource_overriding(resource);
    bundle
});

/// The text of a message. Names in `args` stand in its places.
pub(crate) fn text(id: &str, args: &FluentArgs<'_>) -> String {
    find(id, None, args).unwrap_or_else(|| {
        tracing::error!(id, "the catalogue lacks a message");
        id.to_owned()
    })
}

/// What to do next, where the message has such a line.
pub(crate) fn next(id: &str, args: &FluentArgs<'_>) -> Option<String> {
    find(id, Some("next"), args)
}

/// Whether the catalogue has the message.
#[cfg(test)]
fn has(id: &str) -> bool {
    CATALOGUE.has_message(id)
}

/// A message as it stands in the catalogue, its places open.
#[cfg(test)]
pub(crate) fn source(id: &str) -> Option<&'static str> {
    let start = ENGLISH.find(&format!("\n{id} = "))? + 1;
    let text = &ENGLISH[start..];
    let is_next = |at: usize| !text[at + 1..].starts_with([' ', '\n']);
    let end = text.match_indices('\n').map(|(at, _)| at).find(|at| is_next(*at));
    Some(&text[..end.unwrap_or(text.len())])
}

/// The ids of all messages that begin so.
pub(crate) fn ids_with(prefix: &'static str) -> impl Iterator<Item = &'static str> {
    ENGLISH
        .lines()
        .filter_map(|line| line.split_once(" ="))
        .map(|(id, _)| id)
        .filter(move |id| id.starts_with(prefix))
}

/// The text of a message with the places filled: `say!("change-applied", app = name)`.
macro_rules! say {
    ($id:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::text($id, &$crate::words::args!($($name = $value),*))
    };
}

/// What fills the places of a message.
macro_rules! args {
    ($($name:ident = $value:expr),* $(,)?) => {{
        #[allow(unused_mut, reason = "no place may need filling")]
        let mut args = ::fluent_bundle::FluentArgs::new();
        $(args.set(stringify!($name), $value);)*
        args
    }};
}

pub(crate) use {args, say};

fn find(id: &str, attribute: Option<&str>, args: &FluentArgs<'_>) -> Option<String> {
    let message = CATALOGUE.get_message(id)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    let mut problems = Vec::new();
    let text = CATALOGUE.format_pattern(pattern, Some(args), &mut problems);
    debug_assert!(problems.is_empty(), "{id}: {problems:?}");
    if !problems.is_empty() {
        tracing::error!(id, ?problems, "a message could not be filled");
    }
    Some(text.into_owned())
}

fn english() -> LanguageIdentifier {
    "en".parse().unwrap_or_default()
}

/// A number as it is written in English: `1,234,567` and `2.5`.
fn number_text(number: f64) -> String {
    let fixed = if number.fract() == 0.0 {
        format!("{number:.0}")
    } else {
        format!("{number:.1}")
    };
    let (sign, digits) = match fixed.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", fixed.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        let _ = write!(text, ".{fraction}");
    }
    text
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::Path};

    use super::*;
    use crate::wire::{DeskError, ErrorCode, StageId};

    /// Every value of a wire enum, read from the shape that TypeScript gets.
    fn all<T: ts_rs::TS + serde::de::DeserializeOwned>() -> Vec<(String, T)> {
        T::decl(&ts_rs::Config::new())
            .split('"')
            .skip(1)
            .step_by(2)
            .map(|name| {
                let value = serde_json::from_value(serde_json::Value::from(name)).expect(name);
                (name.replace('_', "-"), value)
            })
            .collect()
    }

    fn ids() -> BTreeSet<String> {
        ENGLISH
            .lines()
            .filter_map(|line| line.split_once(" ="))
            .map(|(id, _)| id)
            .filter(|id| id.starts_with(|c: char| c.is_ascii_lowercase()) && !id.contains(' '))
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn every_message_can_be_read() {
        let resource = FluentResource::try_new(ENGLISH.to_owned()).map_err(|(_, problems)| problems);
        assert_eq!(resource.err(), None);
        let lines = ENGLISH
            .lines()
            .filter(|line| line.split_once(" =").is_some_and(|(id, _)| ids().contains(id)))
            .count();
        assert_eq!(ids().len(), lines, "an id stands in the catalogue twice");
    }

    #[test]
    fn every_error_code_has_words_and_a_remedy() {
        for (name, code) in all::<ErrorCode>() {
            let error = DeskError::of(code);
            assert!(has(&format!("error-{name}")), "{name} has no words");
            assert!(error.message.ends_with('.'), "{}", error.message);
            let next = error.next.unwrap_or_else(|| panic!("{name} does not say what to do"));
            assert!(!next.is_empty());
            for text in [&error.message, &next] {
                assert!(!text.contains(['{', '!']), "{text}");
            }
        }
    }

    #[test]
    fn every_stage_has_a_title() {
        for (name, _) in all::<StageId>() {
            assert!(has(&format!("stage-{name}")), "{name} has no title");
        }
    }

    #[test]
    fn every_message_is_used() {
        fn sources(dir: &Path, into: &mut String) {
            for entry in std::fs::read_dir(dir).expect("the sources") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    sources(&path, into);
                } else {
                    into.push_str(&std::fs::read_to_string(&path).expect("a source file"));
                }
            }
        }
        let mut code = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut code);
        let mut computed: BTreeSet<String> = BTreeSet::new();
        computed.extend(all::<ErrorCode>().into_iter().map(|(name, _)| format!("error-{name}")));
        computed.extend(all::<StageId>().into_iter().map(|(name, _)| format!("stage-{name}")));
        computed.extend(crate::expressions::message_ids());
        computed.extend(crate::preview::message_ids());
        computed.extend(crate::mappings::message_ids());
        // Labels of attributes are looked up by the attribute's own name.
        let unused: Vec<String> = ids()
            .into_iter()
            .filter(|id| !computed.contains(id) && !id.starts_with("attribute-"))
            // What to do about a code of the log, and how many accounts match, are looked up by code and count.
            .filter(|id| !id.starts_with("log-do-") && !id.starts_with("log-step-match-"))
            .filter(|id| !code.contains(&format!("\"{id}\"")))
            .collect();
        assert_eq!(unused, Vec::<String>::new());
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, text) in [
            (0.0, "0"),
            (412.0, "412"),
            (1000.0, "1,000"),
            (-1_234_567.0, "-1,234,567"),
            (2.5, "2.5"),
        ] {
            assert_eq!(number_text(number), text);
        }
    }
}
