//! Reading filters and paths (RFC 7644 §3.4.2.2 figure 1, §3.5.2 figure 7).
//!
//! A recursive descent that never goes deeper than [`MAX_DEPTH`] and never reads more than [`MAX_LENGTH`], so that no text can
//! overflow the stack. It takes what the grammar takes and a little more: any letter case for operators, more than one blank,
//! blanks inside parentheses and brackets, and the comparison after a value path that Microsoft Entra sends.

mod words;

use super::{Filter, Literal, Operator, SyntaxError, SyntaxErrorKind as Kind, Tail};
use crate::path::{AttributePath, PatchPath};

/// The longest text that is read, in bytes.
pub const MAX_LENGTH: usize = 65_536;

/// The deepest nesting of parentheses and brackets that is read.
pub const MAX_DEPTH: usize = 50;

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
}

fn joined(mut terms: Vec<Filter>, join: fn(Vec<Filter>) -> Filter) -> Filter {
    if terms.len() == 1 { terms.remove(0) } else { join(terms) }
}
