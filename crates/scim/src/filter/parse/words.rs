//! The words of filters and paths: names, values, and what is said of a word that is none.

use serde_json::Number;

use super::{Kind, Literal, Parser, SyntaxError};
use crate::path::AttributePath;

/// How many characters of what was found an error repeats.
const SHOWN: usize = 40;

impl<'a> Parser<'a> {
    pub(super) fn literal(&mut self) -> Result<Literal, SyntaxError> {
        self.skip_blanks();
        if self.at_end() {
            return Err(self.error_at(self.at, Kind::ValueMissing));
        }
        if self.peek() == Some('"') {
            return self.text_literal();
        }
        let word = self.word();
        let literal = match word {
            _ if word.eq_ignore_ascii_case("true") => Literal::Bool(true),
            _ if word.eq_ignore_ascii_case("false") => Literal::Bool(false),
            _ if word.eq_ignore_ascii_case("null") => Literal::Null,
            _ => match number(word) {
                Some(number) => Literal::Number(number),
                None => return Err(self.error_here(|found| Kind::ValueExpected { found })),
            },
        };
        self.at += word.len();
        Ok(literal)
    }

    /// A JSON string (RFC 8259 §7).
    fn text_literal(&mut self) -> Result<Literal, SyntaxError> {
        let open = self.at;
        let rest = &self.text[open + 1..];
        let mut escaped = false;
        let Some(length) = rest.find(|c| {
            let closes = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        }) else {
            return Err(self.error_at(open, Kind::TextUnclosed));
        };
        let end = open + 1 + length + 1;
        match serde_json::from_str::<String>(&self.text[open..end]) {
            Ok(text) => {
                self.at = end;
                Ok(Literal::Text(text))
            }
            Err(_) => Err(self.bad_text(open + 1, &rest[..length])),
        }
    }

    /// Points at the first thing in `inner` (which begins at `start`) that JSON does not allow.
    fn bad_text(&self, start: usize, inner: &str) -> SyntaxError {
        let is_json = |piece: &str| serde_json::from_str::<String>(&format!("\"{piece}\"")).is_ok();
        let mut from = 0;
        loop {
            let rest = &inner[from..];
            // One character or one whole escape; two of the form \uXXXX may make one character.
            let (length, pair) = match rest {
                _ if rest.starts_with("\\u") => (6, 12),
                _ if rest.starts_with('\\') => (2, 2),
                _ => (1, 1),
            };
            let piece = first_characters(rest, length);
            let both = first_characters(rest, pair);
            if let Some(good) = [piece, both].into_iter().find(|piece| is_json(piece))
                && !rest.is_empty()
            {
                from += good.len();
                continue;
            }
            let found = piece.to_owned();
            return self.error_at(start + from, Kind::TextMalformed { found });
        }
    }

    /// `[schema ":"] name ["." sub]`. The last colon ends the schema, whose URN may hold dots, digits and colons.
    pub(super) fn attribute(&mut self) -> Result<AttributePath, SyntaxError> {
        let start = self.at;
        let word = self.word();
        if word.is_empty() {
            return Err(if self.at_end() {
                self.error_at(start, Kind::AttributeMissing)
            } else {
                self.error_here(|found| Kind::AttributeExpected { found })
            });
        }
        let malformed = || Kind::AttributeMalformed {
            found: first_characters(word, SHOWN).to_owned(),
        };
        let (schema, rest) = match word.rfind(':') {
            Some(colon) => (Some(&word[..colon]), &word[colon + 1..]),
            None => (None, word),
        };
        if schema.is_some_and(|schema| !is_uri(schema)) {
            return Err(self.error_at(start, malformed()));
        }
        let (name, sub) = match rest.split_once('.') {
            Some((name, sub)) => (name, Some(sub)),
            None => (rest, None),
        };
        if !is_name(name) || sub.is_some_and(|sub| !is_name(sub)) {
            return Err(self.error_at(start, malformed()));
        }
        self.at += word.len();
        Ok(AttributePath {
            schema: schema.map(str::to_owned),
            name: name.to_owned(),
            sub: sub.map(str::to_owned),
        })
    }

    /// `.name` right after a bracket.
    pub(super) fn sub_attribute(&mut self) -> Result<Option<String>, SyntaxError> {
        if self.peek() != Some('.') {
            return Ok(None);
        }
        self.at += 1;
        let name = self.word();
        if name.is_empty() {
            return Err(self.error_at(self.at, Kind::AttributeMissing));
        }
        if !is_name(name) {
            return Err(self.error_here(|found| Kind::AttributeMalformed { found }));
        }
        self.at += name.len();
        Ok(Some(name.to_owned()))
    }

    /// Everything from here to the next blank, quote, parenthesis or bracket. Moves nothing.
    pub(super) fn word(&self) -> &'a str {
        let rest = &self.text[self.at..];
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '(' | ')' | '[' | ']'))
            .unwrap_or(rest.len());
        &rest[..end]
    }

    pub(super) fn skip_blanks(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    pub(super) fn at_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// An error about the word here, or about the one character if no word begins here.
    pub(super) fn error_here(&self, kind: impl FnOnce(String) -> Kind) -> SyntaxError {
        let word = self.word();
        let found = if word.is_empty() {
            first_characters(&self.text[self.at..], 1)
        } else {
            first_characters(word, SHOWN)
        };
        self.error_at(self.at, kind(found.to_owned()))
    }

    pub(super) fn error_at(&self, offset: usize, kind: Kind) -> SyntaxError {
        SyntaxError {
            column: self.text[..offset].chars().count() + 1,
            kind,
        }
    }
}

/// A JSON number (RFC 8259 §6). `serde_json` knows the grammar, but may be off in the last digit of a fraction.
fn number(word: &str) -> Option<Number> {
    let number: Number = serde_json::from_str(word).ok()?;
    if number.is_f64() {
        Number::from_f64(word.parse().ok()?)
    } else {
        Some(number)
    }
}

/// At most the first `count` characters.
fn first_characters(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

/// An attribute's name (RFC 7643 §2.1): a letter, then letters, digits, hyphens and underscores. `$ref` begins with a dollar
/// sign, and some servers have names that begin with an underscore.
fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '$' | '_'))
        && characters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '$'))
}

/// Loosely a URI (RFC 3986): a scheme, a colon, and characters that may stand in one.
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        && !rest.is_empty()
        && rest
            .chars()
            .all(|c| c.is_ascii_graphic() && !matches!(c, '\\' | '<' | '>' | '^' | '`' | '{' | '|' | '}'))
}
