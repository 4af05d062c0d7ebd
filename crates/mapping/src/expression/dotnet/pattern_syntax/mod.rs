//! From the syntax of .NET's regular expressions to that of the engine.
//!
//! Most of it is the same. What differs: `$` and `\Z` also match before a last line break; classes subtract (`[a-z-[aeiou]]`) and do not nest;
//! a brace that counts nothing stands for itself; numbers of groups leave out the named ones; and what the engine would read, but .NET
//! would not, is taken literally.

mod class;
mod escape;

use std::{iter::Peekable, str::Chars};

use crate::expression::error::SyntaxErrorKind as Kind;

/// A translated pattern.
#[derive(Debug, Default)]
pub(super) struct Translated {
    pub(super) text: String,
    /// The groups in the order in which they open, with their names.
    pub(super) groups: Vec<Option<String>>,
    /// Whether it needs to backtrack.
    pub(super) backtracks: bool,
}

impl Translated {
    /// The place of each group, by .NET's number: the match itself is 0, and groups without a name come before those with one.
    pub(super) fn numbers(&self) -> Vec<usize> {
        let of_kind = |named: bool| {
            (self.groups.iter().zip(1..)).filter(move |(name, _): &(&Option<String>, usize)| name.is_some() == named)
        };
        let groups = of_kind(false).chain(of_kind(true)).map(|(_, place)| place);
        std::iter::once(0).chain(groups).collect()
    }
}

/// Options of a part of the pattern that change how it is translated.
#[derive(Clone, Copy, Debug, Default)]
struct Options {
    multiline: bool,
}

pub(super) fn translate(pattern: &str) -> Result<Translated, Kind> {
    let mut translator = Translator {
        rest: pattern.chars().peekable(),
        out: Translated::default(),
        references: Vec::new(),
        options: Options::default(),
        outer: Vec::new(),
        repeatable: false,
    };
    translator.run()?;
    translator.finish()
}

struct Translator<'a> {
    rest: Peekable<Chars<'a>>,
    out: Translated,
    /// Where in the output a reference to a group belongs, and .NET's number of the group.
    references: Vec<(usize, usize)>,
    options: Options,
    /// The options around each open parenthesis.
    outer: Vec<Options>,
    /// Whether what came last can be repeated.
    repeatable: bool,
}

fn invalid<T>(detail: &str) -> Result<T, Kind> {
    Err(Kind::PatternInvalid {
        detail: detail.to_owned(),
    })
}

fn unsupported<T>(feature: &'static str) -> Result<T, Kind> {
    Err(Kind::PatternUnsupported { feature })
}

impl Translator<'_> {
    fn run(&mut self) -> Result<(), Kind> {
        while let Some(character) = self.rest.next() {
            match character {
                '\\' => self.escape()?,
                '[' => {
                    let class = self.class()?;
                    self.atom(&class);
                }
                '(' => self.open()?,
                ')' => {
                    let Some(options) = self.outer.pop() else {
                        return invalid("there are too many closing parentheses");
                    };
                    self.options = options;
                    self.atom(")");
                }
                '$' if self.options.multiline => self.place("(?m:$)"),
                '$' => self.before_last_line_break(),
                '^' if self.options.multiline => self.place("(?m:^)"),
                '^' => self.place("^"),
                '|' => self.place("|"),
                '*' | '+' | '?' => self.quantifier(character.to_string())?,
                '{' => match self.count()? {
                    Some(count) => self.quantifier(count)?,
                    None => self.atom(r"\{"),
                },
                '.' => self.atom("."),
                other => {
                    let literal = literal(other);
                    self.atom(&literal);
                }
            }
        }
        if self.outer.is_empty() {
            Ok(())
        } else {
            invalid("a parenthesis is never closed")
        }
    }

    fn finish(mut self) -> Result<Translated, Kind> {
        let numbers = self.out.numbers();
        for (at, number) in self.references.iter().rev() {
            let Some(place) = numbers.get(*number).filter(|place| **place > 0) else {
                return invalid("it refers to a group that it does not have");
            };
            self.out.text.insert_str(*at, &format!(r"(?:\{place})"));
        }
        Ok(self.out)
    }

    /// Something that can be repeated.
    fn atom(&mut self, text: &str) {
        self.out.text.push_str(text);
        self.repeatable = true;
    }

    /// Something that cannot be repeated.
    fn place(&mut self, text: &str) {
        self.out.text.push_str(text);
        self.repeatable = false;
    }

    fn before_last_line_break(&mut self) {
        self.out.backtracks = true;
        self.place(r"(?=\n?\z)");
    }

    fn quantifier(&mut self, mut text: String) -> Result<(), Kind> {
        if !self.repeatable {
            return invalid("a quantifier follows nothing that could be repeated");
        }
        if self.rest.next_if_eq(&'?').is_some() {
            text.push('?');
        }
        self.place(&text);
        Ok(())
    }

    /// `{1}`, `{1,}` or `{1,2}`, after its opening brace; `None` if it is a brace and nothing more.
    fn count(&mut self) -> Result<Option<String>, Kind> {
        let mut ahead = self.rest.clone();
        let mut text = String::new();
        loop {
            match ahead.next() {
                Some('}') => break,
                Some(character @ ('0'..='9' | ',')) => text.push(character),
                _ => return Ok(None),
            }
        }
        let (least, most) = text.split_once(',').unwrap_or((&text, &text));
        if least.is_empty() || most.contains(',') {
            return Ok(None);
        }
        let number = |digits: &str| digits.parse::<u16>().map_err(|_| Kind::PatternTooLarge);
        if !most.is_empty() && number(most)? < number(least)? {
            return invalid("a quantifier runs backwards");
        }
        number(least)?;
        self.rest = ahead;
        Ok(Some(format!("{{{text}}}")))
    }

    fn open(&mut self) -> Result<(), Kind> {
        self.outer.push(self.options);
        self.repeatable = false;
        if self.rest.next_if_eq(&'?').is_none() {
            self.out.groups.push(None);
            self.out.text.push('(');
            return Ok(());
        }
        match self.rest.next() {
            Some(':') => self.out.text.push_str("(?:"),
            Some(look @ ('=' | '!')) => self.engine(&format!("(?{look}")),
            Some('>') => self.engine("(?>"),
            Some('#') => {
                self.outer.pop();
                if !self.rest.any(|character| character == ')') {
                    return invalid("a comment is never closed");
                }
            }
            Some('(') => return unsupported("conditions"),
            Some('<') => match self.rest.next_if(|character| matches!(character, '=' | '!')) {
                Some(look) => self.engine(&format!("(?<{look}")),
                None => self.named_group('>')?,
            },
            Some('\'') => self.named_group('\'')?,
            Some(first) => self.options(first)?,
            None => return invalid("a parenthesis is never closed"),
        }
        Ok(())
    }

    fn engine(&mut self, text: &str) {
        self.out.backtracks = true;
        self.out.text.push_str(text);
    }

    fn named_group(&mut self, end: char) -> Result<(), Kind> {
        let name = self.name_until(end)?;
        if name.contains('-') {
            return unsupported("balancing groups");
        }
        if name.starts_with(|c: char| c.is_ascii_digit()) {
            return unsupported("groups that are named by a number");
        }
        if !is_group_name(&name) {
            return invalid("a group has a name that is none");
        }
        if self.out.groups.iter().flatten().any(|known| *known == name) {
            return unsupported("two groups of the same name");
        }
        // A group without the name: the engine is stricter about names, and needs none.
        self.out.text.push('(');
        self.out.groups.push(Some(name));
        Ok(())
    }

    fn name_until(&mut self, end: char) -> Result<String, Kind> {
        let mut name = String::new();
        for character in self.rest.by_ref() {
            if character == end {
                return Ok(name);
            }
            name.push(character);
        }
        invalid("the name of a group is never closed")
    }

    /// `(?i)` or `(?i:`, after the question mark.
    fn options(&mut self, first: char) -> Result<(), Kind> {
        let mut text = String::from("(?");
        let mut on = true;
        let mut next = Some(first);
        let mut options = self.options;
        loop {
            match next {
                Some('-') if on => {
                    on = false;
                    text.push('-');
                }
                Some('m' | 'M') => options.multiline = on,
                Some(flag @ ('i' | 'I' | 's' | 'S')) => text.push(flag.to_ascii_lowercase()),
                Some('n' | 'N') => return unsupported("the option n"),
                Some('x' | 'X') => return unsupported("the option x"),
                Some(end @ (')' | ':')) => {
                    if text.ends_with('-') {
                        text.pop();
                    }
                    self.options = options;
                    if end == ':' {
                        text.push(':');
                        self.out.text.push_str(&text);
                    } else {
                        // It holds until the end of the group around it.
                        self.outer.pop();
                        if text.len() > 2 {
                            text.push(')');
                            self.out.text.push_str(&text);
                        }
                    }
                    return Ok(());
                }
                _ => return invalid("a question mark after a parenthesis begins nothing known"),
            }
            next = self.rest.next();
        }
    }
}

/// A character that stands for itself.
fn literal(character: char) -> String {
    match character {
        // To the engine these two are the edges of words.
        '<' | '>' => character.to_string(),
        _ if character.is_ascii_punctuation() => format!(r"\{character}"),
        _ if character.is_control() || character == ' ' => format!(r"\x{{{:X}}}", u32::from(character)),
        _ => character.to_string(),
    }
}

fn is_group_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}
