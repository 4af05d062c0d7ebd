//! From tokens to an expression.
//!
//! A recursive descent that never goes deeper than [`MAX_DEPTH`] and never reads more than [`MAX_LENGTH`], so that no text can
//! overflow the stack. Lenient where the documentation's own samples are: letter case of functions, escapes that are none, intervals
//! without quotes. Each leniency leaves a lint.

use super::{
    Call, CompareMode, Expression, Function, Kind as ParameterKind, Range, Repeat, Term, TermKind,
    bounds::{MAX_DEPTH, MAX_LENGTH},
    dotnet::utf16,
    error::{SyntaxError, SyntaxErrorKind as Kind},
    functions,
    lexer::{Lexer, Token, TokenKind},
    lint::{self, Lint, LintKind},
};

/// Reads a whole expression.
pub(super) fn parse(text: &str) -> Result<Expression, SyntaxError> {
    let length = utf16::length(text);
    if length > MAX_LENGTH {
        return Err(SyntaxError {
            range: Range::between(MAX_LENGTH, length),
            kind: Kind::ExpressionTooLong { length },
        });
    }
    let mut lexer = Lexer::new(text);
    let next = lexer.next()?;
    let mut parser = Parser {
        text,
        lexer,
        next,
        depth: 0,
        lints: Vec::new(),
    };
    if parser.next.kind == TokenKind::End {
        return Err(SyntaxError {
            range: Range::between(0, 0),
            kind: Kind::ExpressionEmpty,
        });
    }
    let root = parser.argument(None)?;
    parser.end()?;
    let kind = match &root.kind {
        TermKind::Call(_) => None,
        TermKind::Attribute(name) => Some(Kind::AttributeAlone { name: name.clone() }),
        TermKind::Comparison { .. } => Some(Kind::ComparisonMisplaced),
        TermKind::Empty => Some(Kind::ValueMissing),
        TermKind::Text(_) | TermKind::Number(_) | TermKind::Hex(_) | TermKind::CompareMode(_) => {
            Some(Kind::ConstantAlone {
                found: root.to_string(),
            })
        }
    };
    if let Some(kind) = kind {
        return Err(SyntaxError {
            range: root.range,
            kind,
        });
    }
    let mut lints = parser.lints;
    lint::inspect(&root, &mut lints);
    lints.sort_by_key(|lint| (lint.range.offset, lint.range.length));
    Ok(Expression { root, lints })
}

struct Parser<'a> {
    text: &'a str,
    lexer: Lexer<'a>,
    next: Token,
    depth: usize,
    lints: Vec<Lint>,
}

impl Parser<'_> {
    fn advance(&mut self) -> Result<Token, SyntaxError> {
        let next = self.lexer.next()?;
        Ok(std::mem::replace(&mut self.next, next))
    }

    fn fail<T>(&self, kind: Kind) -> Result<T, SyntaxError> {
        Err(SyntaxError {
            range: self.next.range,
            kind,
        })
    }

    /// What stands at the next token, as it is written.
    fn found(&self) -> String {
        match self.next.kind {
            TokenKind::End => "the end".to_owned(),
            _ => super::error::excerpt(self.next.range.of(self.text)),
        }
    }

    fn lint(&mut self, range: Range, kind: LintKind) {
        self.lints.push(Lint { range, kind });
    }

    fn end(&self) -> Result<(), SyntaxError> {
        match &self.next.kind {
            TokenKind::End => Ok(()),
            TokenKind::Name(name) if is_connective(name) => self.fail(Kind::ConnectiveUnknown { found: name.clone() }),
            _ => self.fail(Kind::EndExpected { found: self.found() }),
        }
    }

    /// A value or a comparison, for the parameter if it is an argument.
    fn argument(&mut self, parameter: Option<ParameterKind>) -> Result<Term, SyntaxError> {
        let left = self.value(parameter)?;
        if let TokenKind::Name(name) = &self.next.kind
            && is_connective(name)
        {
            return self.fail(Kind::ConnectiveUnknown { found: name.clone() });
        }
        let TokenKind::Operator(operator) = self.next.kind else {
            return Ok(left);
        };
        if parameter.is_some_and(|kind| kind != ParameterKind::Condition) {
            return self.fail(Kind::ComparisonMisplaced);
        }
        self.advance()?;
        let right = self.value(None)?;
        if matches!(self.next.kind, TokenKind::Operator(_)) {
            return self.fail(Kind::ComparisonMisplaced);
        }
        if let TokenKind::Name(name) = &self.next.kind
            && is_connective(name)
        {
            return self.fail(Kind::ConnectiveUnknown { found: name.clone() });
        }
        Ok(Term {
            range: Range::between(left.range.offset, right.range.end()),
            kind: TermKind::Comparison {
                left: Box::new(left),
                operator,
                right: Box::new(right),
            },
        })
    }

    fn value(&mut self, parameter: Option<ParameterKind>) -> Result<Term, SyntaxError> {
        let range = self.next.range;
        let kind = match &self.next.kind {
            TokenKind::Name(name) => {
                let name = name.clone();
                return self.named(name, parameter);
            }
            TokenKind::Attribute(name) => TermKind::Attribute(name.clone()),
            TokenKind::Text(text, stray) => {
                let kind = TermKind::Text(text.clone());
                for range in stray.clone() {
                    self.lint(range, LintKind::EscapeUnknown);
                }
                kind
            }
            TokenKind::Number(number) => TermKind::Number(*number),
            TokenKind::Hex(value) => TermKind::Hex(*value),
            TokenKind::Operator(_) | TokenKind::Open | TokenKind::Close | TokenKind::Comma | TokenKind::End => {
                return self.fail(Kind::ValueMissing);
            }
        };
        self.advance()?;
        Ok(Term { kind, range })
    }

    /// A call, or one of the few words that stand without quotes.
    fn named(&mut self, name: String, parameter: Option<ParameterKind>) -> Result<Term, SyntaxError> {
        let token = self.advance()?;
        if self.next.kind == TokenKind::Open {
            return self.call(name, token.range);
        }
        let word = |kind| {
            Ok(Term {
                kind,
                range: token.range,
            })
        };
        if let Some(mode) = (CompareMode::ALL.into_iter()).find(|mode| mode.as_str().eq_ignore_ascii_case(&name)) {
            return word(TermKind::CompareMode(mode));
        }
        if let Some(truth) = ["True", "False"]
            .into_iter()
            .find(|word| word.eq_ignore_ascii_case(&name))
        {
            self.lint(token.range, LintKind::QuotesMissing);
            return word(TermKind::Text(truth.to_owned()));
        }
        if parameter == Some(ParameterKind::Interval) {
            self.lint(token.range, LintKind::QuotesMissing);
            return word(TermKind::Text(name));
        }
        Err(SyntaxError {
            range: token.range,
            kind: match functions::find(&name) {
                Some(function) => Kind::ParenthesisMissing {
                    function: function.name,
                },
                None if is_connective(&name) => Kind::ConnectiveUnknown { found: name },
                None => Kind::NameUnexpected { name },
            },
        })
    }

    fn call(&mut self, name: String, name_range: Range) -> Result<Term, SyntaxError> {
        let Some(function) = functions::find(&name) else {
            let suggestion = functions::nearest(&name);
            return Err(SyntaxError {
                range: name_range,
                kind: Kind::FunctionUnknown { name, suggestion },
            });
        };
        if name != function.name {
            self.lint(name_range, LintKind::LetterCase { name: function.name });
        }
        if self.depth == MAX_DEPTH {
            return Err(SyntaxError {
                range: name_range,
                kind: Kind::NestingTooDeep,
            });
        }
        if function.outermost && self.depth > 0 {
            return Err(SyntaxError {
                range: name_range,
                kind: Kind::NotOutermost {
                    function: function.name,
                },
            });
        }
        self.depth += 1;
        let (arguments, end) = self.arguments(function, name_range)?;
        self.depth -= 1;
        let range = Range::between(name_range.offset, end);
        check(function, &arguments, name_range, end)?;
        Ok(Term {
            kind: TermKind::Call(Call { function, arguments }),
            range,
        })
    }

    /// What stands between the parentheses, and where the call ends.
    fn arguments(&mut self, function: &'static Function, name: Range) -> Result<(Vec<Term>, usize), SyntaxError> {
        self.advance()?;
        let mut arguments = Vec::new();
        if self.next.kind == TokenKind::Close && function.parameters.is_empty() {
            return Ok((arguments, self.advance()?.range.end()));
        }
        loop {
            let parameter = function.parameter(arguments.len()).map(|parameter| parameter.kind);
            arguments.push(match self.next.kind {
                TokenKind::Comma | TokenKind::Close => Term {
                    kind: TermKind::Empty,
                    range: Range {
                        offset: self.next.range.offset,
                        length: 0,
                    },
                },
                TokenKind::End => break,
                _ => self.argument(Some(parameter.unwrap_or(ParameterKind::Any)))?,
            });
            match self.next.kind {
                TokenKind::Comma => {
                    self.advance()?;
                }
                TokenKind::Close => {
                    let end = self.advance()?.range.end();
                    // `Left()` has no argument, rather than one that is empty.
                    if let [
                        Term {
                            kind: TermKind::Empty, ..
                        },
                    ] = arguments[..]
                    {
                        arguments.clear();
                    }
                    return Ok((arguments, end));
                }
                TokenKind::End => break,
                _ => return self.fail(Kind::CommaMissing { found: self.found() }),
            }
        }
        Err(SyntaxError {
            range: name,
            kind: Kind::ParenthesisUnclosed {
                function: function.name,
            },
        })
    }
}

fn is_connective(name: &str) -> bool {
    ["and", "or", "xor"].iter().any(|word| word.eq_ignore_ascii_case(name))
}

/// Whether the arguments are as many and of the kinds that the function takes.
fn check(function: &'static Function, arguments: &[Term], name: Range, end: usize) -> Result<(), SyntaxError> {
    let given = |index: usize| (arguments.get(index)).is_some_and(|argument| argument.kind != TermKind::Empty);
    if function.repeat == Repeat::No && arguments.len() > function.parameters.len() {
        let first = &arguments[function.parameters.len()];
        let last = &arguments[arguments.len() - 1];
        return Err(SyntaxError {
            range: Range::between(first.range.offset, last.range.end()),
            kind: Kind::TooManyArguments {
                function: function.name,
                most: function.parameters.len(),
                signature: function.signature(),
            },
        });
    }
    let least = function.least_arguments();
    for index in 0..arguments.len().max(least) {
        let Some(parameter) = function.parameter(index) else {
            continue;
        };
        if !given(index) && parameter.required {
            let range = arguments.get(index).map_or(
                Range {
                    offset: end.saturating_sub(1),
                    length: 1,
                },
                |argument| argument.range,
            );
            return Err(SyntaxError {
                range,
                kind: Kind::ArgumentMissing {
                    function: function.name,
                    parameter: parameter.name,
                    signature: function.signature(),
                },
            });
        }
    }
    if function.repeat == Repeat::Pairs && arguments.len() % 2 == 1 {
        return Err(SyntaxError {
            range: arguments.last().map_or(name, |argument| argument.range),
            kind: Kind::PairIncomplete {
                function: function.name,
            },
        });
    }
    for (index, argument) in arguments.iter().enumerate() {
        let Some(parameter) = function.parameter(index) else {
            continue;
        };
        let is_mode = matches!(argument.kind, TermKind::CompareMode(_));
        let kind = match (parameter.kind, &argument.kind) {
            (_, TermKind::Empty) => continue,
            (ParameterKind::CompareMode, _) if !is_mode => Kind::CompareModeMisplaced,
            (ParameterKind::CompareMode, _) => continue,
            _ if is_mode => Kind::CompareModeMisplaced,
            (ParameterKind::Roles, TermKind::Attribute(_)) => continue,
            (ParameterKind::Roles, _) => Kind::AttributeExpected {
                function: function.name,
                parameter: parameter.name,
            },
            _ => continue,
        };
        return Err(SyntaxError {
            range: argument.range,
            kind,
        });
    }
    (function.check)(arguments).map_err(|kind| SyntaxError {
        range: Range::between(name.offset, end),
        kind,
    })
}
