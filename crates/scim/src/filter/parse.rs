//! Reading filters and paths (RFC 7644 §3.4.2.2 figure 1, §3.5.2 figure 7).
//!
//! A recursive descent that never goes deeper than [`MAX_DEPTH`] and never reads more than [`MAX_LENGTH`], so that no text can
//! overflow the stack. It takes what the grammar takes and a little more: any letter case for operators, more than one blank,
//! blanks inside parentheses and brackets, and the comparison after a value path that Microsoft Entra sends.

use serde_json::Number;

use super::{Filter, Literal, Operator, SyntaxError, SyntaxErrorKind as Kind, Tail};
use crate::path::{AttributePath, PatchPath};

/// The longest text that is read, in bytes.
pub const MAX_LENGTH: usize = 65_536;

/// The deepest nesting of parentheses and brackets that is read.
pub const MAX_DEPTH: usize = 50;

/// How many characters of what was found an error repeats.
const SHOWN: usize = 40;

/// Reads a whole filter.
pub(super) fn filter(text: &str) -> Result<Filter, SyntaxError> {
    let mut parser = Parser::new(text)?;
    parser.skip_blanks();
    if parser.at_end() {
        return Err(parser.error_at(0, Kind::Empty));
    }
    let filter = parser.any(Place::Resource)?;
    parser.end()?;
    Ok(filter)
}

/// Reads a whole attribute path.
pub(crate) fn attribute_path(text: &str) -> Result<AttributePath, SyntaxError> {
    let mut parser = Parser::new(text)?;
    let path = parser.attribute()?;
    parser.path_end()?;
    Ok(path)
}

/// Reads a whole patch path.
pub(crate) fn patch_path(text: &str) -> Result<PatchPath, SyntaxError> {
    let mut parser = Parser::new(text)?;
    let mut attribute = parser.attribute()?;
    let mut filter = None;
    if parser.peek() == Some('[') {
        filter = Some(parser.brackets(&attribute, Place::Resource)?);
        attribute.sub = parser.sub_attribute()?;
    }
    parser.path_end()?;
    Ok(PatchPath { attribute, filter })
}

/// Where a filter stands: for resources, or in brackets for the values of one attribute.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Resource,
    Brackets,
}

struct Parser<'a> {
    text: &'a str,
    /// A byte offset, always at the edge of a character.
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Result<Self, SyntaxError> {
        let parser = Self { text, at: 0, depth: 0 };
        if text.len() > MAX_LENGTH {
            return Err(parser.error_at(0, Kind::TooLong));
        }
        Ok(parser)
    }

    /// `or` binds loosest.
    fn any(&mut self, place: Place) -> Result<Filter, SyntaxError> {
        let mut terms = vec![self.all(place)?];
        while self.connective("or") {
            terms.push(self.all(place)?);
        }
        Ok(joined(terms, Filter::Or))
    }

    fn all(&mut self, place: Place) -> Result<Filter, SyntaxError> {
        let mut terms = vec![self.term(place)?];
        while self.connective("and") {
            terms.push(self.term(place)?);
        }
        Ok(joined(terms, Filter::And))
    }

    fn term(&mut self, place: Place) -> Result<Filter, SyntaxError> {
        self.skip_blanks();
        if self.peek() == Some('(') {
            return self.parentheses(place);
        }
        if self.word().eq_ignore_ascii_case("not") {
            let start = self.at;
            self.at += "not".len();
            self.skip_blanks();
            return match self.peek() {
                Some('(') => Ok(Filter::Not(Box::new(self.parentheses(place)?))),
                _ => Err(self.error_at(start, Kind::NotWithoutParenthesis)),
            };
        }
        let path = self.attribute()?;
        if self.peek() == Some('[') {
            let filter = Box::new(self.brackets(&path, place)?);
            let tail = match self.sub_attribute()? {
                Some(attribute) => Some(self.tail(attribute)?),
                None => None,
            };
            return Ok(Filter::ValuePath { path, filter, tail });
        }
        Ok(match self.test()? {
            Some((operator, value)) => Filter::Compare { path, operator, value },
            None => Filter::Present(path),
        })
    }

    fn parentheses(&mut self, place: Place) -> Result<Filter, SyntaxError> {
        self.enclosed(')', Kind::ParenthesisUnclosed, place)
    }

    fn brackets(&mut self, path: &AttributePath, place: Place) -> Result<Filter, SyntaxError> {
        if place == Place::Brackets {
            return Err(self.error_at(self.at, Kind::BracketNested));
        }
        if path.sub.is_some() {
            return Err(self.error_at(self.at, Kind::BracketAfterSubAttribute));
        }
        self.enclosed(']', Kind::BracketUnclosed, Place::Brackets)
    }

    /// A filter from the opening character here to its closing one.
    fn enclosed(&mut self, close: char, unclosed: Kind, place: Place) -> Result<Filter, SyntaxError> {
        let open = self.at;
        if self.depth == MAX_DEPTH {
            return Err(self.error_at(open, Kind::TooDeep));
        }
        self.depth += 1;
        self.at += 1;
        let inner = self.any(place)?;
        self.depth -= 1;
        self.skip_blanks();
        match self.peek() {
            Some(c) if c == close => self.at += 1,
            Some(_) => return Err(self.error_here(|found| Kind::EndExpected { found })),
            None => return Err(self.error_at(open, unclosed)),
        }
        Ok(inner)
    }

    /// What follows a value path's sub-attribute.
    fn tail(&mut self, attribute: String) -> Result<Tail, SyntaxError> {
        Ok(match self.test()? {
            Some((operator, value)) => Tail::Compare {
                attribute,
                operator,
                value,
            },
            None => Tail::Present { attribute },
        })
    }

    /// An operator and its value, or `None` for `pr`.
    fn test(&mut self) -> Result<Option<(Operator, Literal)>, SyntaxError> {
        self.skip_blanks();
        if self.at_end() {
            return Err(self.error_at(self.at, Kind::OperatorMissing));
        }
        let (start, word) = (self.at, self.word());
        if word.eq_ignore_ascii_case("pr") {
            self.at += word.len();
            return Ok(None);
        }
        let Some(operator) = Operator::ALL
            .into_iter()
            .find(|operator| operator.as_str().eq_ignore_ascii_case(word))
        else {
            return Err(self.error_here(|found| Kind::OperatorExpected { found }));
        };
        self.at += word.len();
        let value = self.literal()?;
        let without_order = match value {
            Literal::Bool(true) => Some("true"),
            Literal::Bool(false) => Some("false"),
            Literal::Null => Some("null"),
            Literal::Text(_) | Literal::Number(_) => None,
        };
        match without_order {
            Some(value) if operator.is_ordering() => Err(self.error_at(
                start,
                Kind::OperatorUnsuitable {
                    operator: operator.as_str(),
                    value,
                },
            )),
            _ => Ok(Some((operator, value))),
        }
    }

    fn literal(&mut self) -> Result<Literal, SyntaxError> {
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
    fn attribute(&mut self) -> Result<AttributePath, SyntaxError> {
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
    fn sub_attribute(&mut self) -> Result<Option<String>, SyntaxError> {
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

    /// Reads `word` if it is next.
    fn connective(&mut self, word: &str) -> bool {
        self.skip_blanks();
        let found = self.word().eq_ignore_ascii_case(word);
        if found {
            self.at += word.len();
        }
        found
    }

    fn end(&mut self) -> Result<(), SyntaxError> {
        self.skip_blanks();
        if self.at_end() {
            Ok(())
        } else {
            Err(self.error_here(|found| Kind::EndExpected { found }))
        }
    }

    /// The end of a path, after which nothing may follow.
    fn path_end(&mut self) -> Result<(), SyntaxError> {
        if self.at_end() {
            Ok(())
        } else {
            Err(self.error_here(|found| Kind::AttributeMalformed { found }))
        }
    }

    /// Everything from here to the next blank, quote, parenthesis or bracket. Moves nothing.
    fn word(&self) -> &'a str {
        let rest = &self.text[self.at..];
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '(' | ')' | '[' | ']'))
            .unwrap_or(rest.len());
        &rest[..end]
    }

    fn skip_blanks(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn at_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// An error about the word here, or about the one character if no word begins here.
    fn error_here(&self, kind: impl FnOnce(String) -> Kind) -> SyntaxError {
        let word = self.word();
        let found = if word.is_empty() {
            first_characters(&self.text[self.at..], 1)
        } else {
            first_characters(word, SHOWN)
        };
        self.error_at(self.at, kind(found.to_owned()))
    }

    fn error_at(&self, offset: usize, kind: Kind) -> SyntaxError {
        SyntaxError {
            column: self.text[..offset].chars().count() + 1,
            kind,
        }
    }
}

fn joined(mut terms: Vec<Filter>, join: fn(Vec<Filter>) -> Filter) -> Filter {
    if terms.len() == 1 { terms.remove(0) } else { join(terms) }
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
