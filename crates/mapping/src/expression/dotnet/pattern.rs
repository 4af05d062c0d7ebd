//! Regular expressions as .NET reads, searches and replaces with them.
//!
//! A pattern is translated (`pattern_syntax`) for `fancy-regex`, which hands all that needs no backtracking to a linear engine. What needs
//! it is bounded by steps, so that no pattern can hang.

use std::{collections::HashMap, ops::Range};

use fancy_regex::{CompileError, Regex, RegexBuilder};

use super::pattern_syntax::{self, Translated};
use crate::expression::{
    bounds::{BACKTRACKS, MAX_PATTERN, PATTERN_INSTRUCTIONS, PATTERN_SIZES},
    error::SyntaxErrorKind,
};

/// A regular expression.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    engine: Engine,
    /// What a byte costs that is looked at.
    byte_cost: usize,
    size: usize,
    /// The place of each group in the engine, by .NET's number: groups without a name come first.
    numbers: Vec<usize>,
    names: HashMap<String, usize>,
}

#[derive(Clone, Debug)]
enum Engine {
    /// In linear time.
    Linear(Regex),
    /// With backtracking, for each of [`BACKTRACKS`].
    Backtracking(Box<[Regex; BACKTRACKS.len()]>),
}

/// A search that takes too many steps.
#[derive(Debug)]
pub(crate) struct TooCostly;

/// Where a match and its groups stand; the match itself comes first.
pub(crate) type Found = Vec<Option<Range<usize>>>;

impl Pattern {
    /// Reads a pattern of .NET.
    pub(crate) fn new(pattern: &str) -> Result<Self, SyntaxErrorKind> {
        if pattern.len() > MAX_PATTERN {
            return Err(SyntaxErrorKind::PatternTooLarge);
        }
        let translated = pattern_syntax::translate(pattern)?;
        let (engine, size, byte_cost) = engine(&translated)?;
        let names = (translated.groups.iter().zip(1..))
            .filter_map(|(name, place)| Some((name.clone()?, place)))
            .collect();
        Ok(Self {
            engine,
            byte_cost,
            size,
            numbers: translated.numbers(),
            names,
        })
    }

    /// How much memory it takes at most, in bytes.
    pub(crate) fn size(&self) -> usize {
        self.size
    }

    /// The place of a group in what is found, by its name or its number.
    pub(crate) fn group(&self, name: &str) -> Option<usize> {
        let by_number = || self.numbers.get(name.parse::<usize>().ok()?).copied();
        self.names.get(name).copied().or_else(by_number)
    }

    /// Whether there is a group of that name or number.
    pub(crate) fn has_group(&self, name: &str) -> bool {
        self.group(name).is_some()
    }

    /// The first match from a place on. `pay` is told beforehand what a search costs at worst, and says whether that is left.
    pub(crate) fn find(
        &self,
        text: &str,
        from: usize,
        mut pay: impl FnMut(usize) -> Result<(), TooCostly>,
    ) -> Result<Option<Found>, TooCostly> {
        let bytes = text.len() - from + 1;
        match &self.engine {
            Engine::Linear(regex) => {
                pay(bytes * self.byte_cost)?;
                captures(regex, text, from)
            }
            Engine::Backtracking(regexes) => {
                for (regex, backtracks) in regexes.iter().zip(BACKTRACKS) {
                    // Each place where no match begins may take one.
                    if backtracks < bytes {
                        continue;
                    }
                    // At worst each looks at all that is left.
                    pay(bytes * backtracks * self.byte_cost / PATTERN_SIZES[0].1)?;
                    if let Ok(found) = captures(regex, text, from) {
                        return Ok(found);
                    }
                }
                Err(TooCostly)
            }
        }
    }

    /// Reads what comes in place of a match.
    pub(crate) fn replacement(&self, text: &str) -> Replacement {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find('$') {
            parts.push(Part::Text(rest[..at].to_owned()));
            let (part, length) = self.reference(&rest[at + 1..]);
            parts.push(part);
            rest = &rest[at + 1 + length..];
        }
        parts.push(Part::Text(rest.to_owned()));
        Replacement(parts)
    }

    /// What follows a dollar sign, and how long it is. A dollar that begins nothing stands for itself.
    fn reference(&self, rest: &str) -> (Part, usize) {
        let simple = |part| (part, 1);
        match rest.bytes().next() {
            Some(b'$') => simple(Part::Text("$".to_owned())),
            Some(b'&') => simple(Part::Group(0)),
            Some(b'`') => simple(Part::Before),
            Some(b'\'') => simple(Part::After),
            Some(b'+') => simple(Part::Group(self.numbers.last().copied().unwrap_or_default())),
            Some(b'_') => simple(Part::Everything),
            Some(b'{') => match rest.find('}').map(|end| (self.group(&rest[1..end]), end + 1)) {
                Some((Some(group), length)) => (Part::Group(group), length),
                _ => (Part::Text("$".to_owned()), 0),
            },
            Some(b'0'..=b'9') => {
                let length = rest.bytes().take_while(u8::is_ascii_digit).count();
                match self.numbers.get(rest[..length].parse::<usize>().unwrap_or(usize::MAX)) {
                    Some(group) => (Part::Group(*group), length),
                    None => (Part::Text("$".to_owned()), 0),
                }
            }
            _ => (Part::Text("$".to_owned()), 0),
        }
    }
}

/// The engine for a pattern, how large it is at most, and what a byte costs that it looks at.
fn engine(translated: &Translated) -> Result<(Engine, usize, usize), SyntaxErrorKind> {
    let engines = if translated.backtracks { BACKTRACKS.len() } else { 1 };
    for (size, byte_cost) in PATTERN_SIZES {
        let build = |backtracks: usize| {
            RegexBuilder::new(&translated.text)
                .backtrack_limit(backtracks)
                .delegate_size_limit(size)
                .max_prog_size(PATTERN_INSTRUCTIONS)
                .build()
                .map_err(|error| refusal(&error))
        };
        let engine = || {
            Ok(if translated.backtracks {
                let [few, some, more, most] = BACKTRACKS;
                Engine::Backtracking(Box::new([build(few)?, build(some)?, build(more)?, build(most)?]))
            } else {
                Engine::Linear(build(0)?)
            })
        };
        match engine() {
            Ok(engine) => return Ok((engine, size * engines, byte_cost)),
            Err(SyntaxErrorKind::PatternTooLarge) => {}
            Err(other) => return Err(other),
        }
    }
    Err(SyntaxErrorKind::PatternTooLarge)
}

fn captures(regex: &Regex, text: &str, from: usize) -> Result<Option<Found>, TooCostly> {
    let found = regex.captures_from_pos(text, from).map_err(|_| TooCostly)?;
    Ok(found.map(|found| found.iter().map(|group| group.map(|group| group.range())).collect()))
}

fn refusal(error: &fancy_regex::Error) -> SyntaxErrorKind {
    let is_too_large = match error {
        fancy_regex::Error::CompileError(error) => match &**error {
            CompileError::InnerError(error) => error.size_limit().is_some(),
            CompileError::PatternTooComplex | CompileError::DfaBuildError(..) => true,
            _ => false,
        },
        _ => false,
    };
    if is_too_large {
        return SyntaxErrorKind::PatternTooLarge;
    }
    let text = error.to_string();
    SyntaxErrorKind::PatternInvalid {
        detail: text.lines().last().unwrap_or_default().trim().to_owned(),
    }
}

/// What comes in place of a match.
#[derive(Debug)]
pub(crate) struct Replacement(Vec<Part>);

#[derive(Debug)]
enum Part {
    Text(String),
    /// A group, by its place in what is found.
    Group(usize),
    /// The text before the match.
    Before,
    /// The text after the match.
    After,
    /// All of the text.
    Everything,
}

impl Replacement {
    /// Gives `write` each piece of it, for one match.
    pub(crate) fn expand<E>(
        &self,
        found: &[Option<Range<usize>>],
        text: &str,
        mut write: impl FnMut(&str) -> Result<(), E>,
    ) -> Result<(), E> {
        let whole = found[0].clone().unwrap_or_default();
        for part in &self.0 {
            match part {
                Part::Text(part) => write(part)?,
                Part::Group(group) => {
                    if let Some(part) = found.get(*group).cloned().flatten() {
                        write(&text[part])?;
                    }
                }
                Part::Before => write(&text[..whole.start])?,
                Part::After => write(&text[whole.end..])?,
                Part::Everything => write(text)?,
            }
        }
        Ok(())
    }
}
