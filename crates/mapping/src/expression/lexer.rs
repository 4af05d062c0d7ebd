//! From text to tokens.

use super::{
    Operator, Range,
    error::{SyntaxError, SyntaxErrorKind as Kind},
    value::{MAX_DIGITS, Number},
};

/// A piece of an expression, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) range: Range,
}

/// What a piece of an expression is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    /// A name without brackets or quotes.
    Name(String),
    /// `[givenName]`, without its brackets.
    Attribute(String),
    /// Text, its escapes undone, and where it has escapes that are none.
    Text(String, Vec<Range>),
    Number(Number),
    Hex(u32),
    Operator(Operator),
    Open,
    Close,
    Comma,
    End,
}

pub(super) struct Lexer<'a> {
    text: &'a str,
    /// A byte offset, always at the edge of a character.
    at: usize,
    /// The same place in UTF-16 units.
    unit: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, unit: 0 }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn advance(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        self.unit += character.len_utf16();
        Some(character)
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let start = self.at;
        while self.peek().is_some_and(&belongs) {
            self.advance();
        }
        &self.text[start..self.at]
    }

    fn range_from(&self, start: usize) -> Range {
        Range::between(start, self.unit)
    }

    fn fail(&self, start: usize, kind: Kind) -> SyntaxError {
        SyntaxError {
            range: self.range_from(start),
            kind,
        }
    }

    /// The next token.
    pub(super) fn next(&mut self) -> Result<Token, SyntaxError> {
        self.take_while(is_blank);
        let start = self.unit;
        let kind = match self.peek() {
            None => TokenKind::End,
            Some('(') => self.single(TokenKind::Open),
            Some(')') => self.single(TokenKind::Close),
            Some(',') => self.single(TokenKind::Comma),
            Some('"') => self.quoted(start)?,
            Some('[') => self.attribute(start)?,
            Some('&') => self.hex(start)?,
            Some('=' | '<' | '>') => TokenKind::Operator(self.operator(start)?),
            Some('-' | '0'..='9') => self.number(start)?,
            Some(first) if is_name_start(first) => TokenKind::Name(self.take_while(is_name).to_owned()),
            Some(other) => {
                self.advance();
                return Err(self.fail(
                    start,
                    match other {
                        '“' | '”' | '„' | '‟' | '«' | '»' | '\'' | '‘' | '’' | '`' => {
                            Kind::WrongQuotes { found: other }
                        }
                        ']' => Kind::BracketUnopened,
                        '!' | '+' | '*' | '/' | '|' | '^' | '%' => Kind::OperatorUnknown { found: other.into() },
                        _ => Kind::CharacterUnexpected { found: other },
                    },
                ));
            }
        };
        Ok(Token {
            kind,
            range: self.range_from(start),
        })
    }

    fn single(&mut self, kind: TokenKind) -> TokenKind {
        self.advance();
        kind
    }

    fn quoted(&mut self, start: usize) -> Result<TokenKind, SyntaxError> {
        self.advance();
        let mut text = String::new();
        let mut stray = Vec::new();
        loop {
            let here = self.unit;
            match self.advance() {
                Some('"') => return Ok(TokenKind::Text(text, stray)),
                Some('\\') => match self.peek() {
                    Some(escaped @ ('"' | '\\')) => {
                        self.advance();
                        text.push(escaped);
                    }
                    other => {
                        stray.push(Range {
                            offset: here,
                            length: 1 + other.map_or(0, char::len_utf16),
                        });
                        text.push('\\');
                    }
                },
                Some(other) => text.push(other),
                None => {
                    return Err(SyntaxError {
                        range: Range {
                            offset: start,
                            length: 1,
                        },
                        kind: Kind::TextUnclosed,
                    });
                }
            }
        }
    }

    /// A name in brackets. It may hold brackets itself, in pairs, as `[emails[type eq "work"].value]` does.
    fn attribute(&mut self, start: usize) -> Result<TokenKind, SyntaxError> {
        self.advance();
        let from = self.at;
        let mut open = 1;
        loop {
            let end = self.at;
            match self.advance() {
                Some('[') => open += 1,
                Some(']') if open == 1 => {
                    let name = self.text[from..end].trim();
                    if name.is_empty() {
                        return Err(self.fail(start, Kind::AttributeNameMissing));
                    }
                    return Ok(TokenKind::Attribute(name.to_owned()));
                }
                Some(']') => open -= 1,
                Some(other) if !other.is_control() => {}
                Some(_) | None => {
                    return Err(SyntaxError {
                        range: Range {
                            offset: start,
                            length: 1,
                        },
                        kind: Kind::BracketUnclosed,
                    });
                }
            }
        }
    }

    fn hex(&mut self, start: usize) -> Result<TokenKind, SyntaxError> {
        self.advance();
        if !matches!(self.peek(), Some('h' | 'H')) {
            return Err(self.fail(start, Kind::OperatorUnknown { found: "&".into() }));
        }
        self.advance();
        let digits = self.take_while(is_name);
        u32::from_str_radix(digits, 16)
            .ok()
            .filter(|_| !digits.starts_with('+'))
            .map(TokenKind::Hex)
            .ok_or_else(|| self.fail(start, Kind::HexMalformed))
    }

    fn number(&mut self, start: usize) -> Result<TokenKind, SyntaxError> {
        let from = self.at;
        self.advance();
        self.take_while(|c| c.is_ascii_digit() || c == '.' || is_name(c));
        let found = &self.text[from..self.at];
        if let Some(number) = Number::parse(found) {
            return Ok(TokenKind::Number(number));
        }
        let found = found.to_owned();
        let kind = if found == "-" {
            Kind::OperatorUnknown { found }
        } else if found.bytes().filter(u8::is_ascii_digit).count() > MAX_DIGITS {
            Kind::NumberTooLong { found }
        } else {
            Kind::NumberMalformed { found }
        };
        Err(self.fail(start, kind))
    }

    fn operator(&mut self, start: usize) -> Result<Operator, SyntaxError> {
        let found = self.take_while(|c| matches!(c, '=' | '<' | '>'));
        (Operator::ALL.into_iter().find(|operator| operator.as_str() == found)).ok_or_else(|| {
            let found = found.to_owned();
            self.fail(start, Kind::OperatorUnknown { found })
        })
    }
}

/// Blanks between tokens, which text copied from a web page may have of every kind.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}')
}

fn is_name_start(character: char) -> bool {
    character.is_alphabetic() || character == '_'
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}
