//! From a parsed expression to one that is evaluated for many people.

use jiff::Timestamp;

use super::{
    Call, CompareMode, Context, EvaluateError, Expression, Function, Kind, Outcome, Range, Term, TermKind,
    bounds::PATTERNS_TOGETHER,
    dotnet::pattern::Pattern,
    error::{SyntaxError, SyntaxErrorKind},
    evaluate::{Compare, Frame, Stop},
    value::{Attributes, Number, Slot, Value},
};

/// An expression, ready to be evaluated for many people and from many threads.
#[derive(Debug)]
pub struct Compiled {
    root: Code,
    attributes: Vec<Box<str>>,
    redacted: bool,
    patterns: usize,
}

impl Compiled {
    /// The attributes that it asks for, each once: the order of [`Slot::index`].
    pub fn attributes(&self) -> impl ExactSizeIterator<Item = &str> {
        self.attributes.iter().map(AsRef::as_ref)
    }

    /// Whether logs must not show the value, since `Redact` has a part in it.
    pub fn is_redacted(&self) -> bool {
        self.redacted
    }

    /// How large its regular expressions are together at most, in bytes.
    pub(crate) fn patterns(&self) -> usize {
        self.patterns
    }

    /// What the expression gives for a person.
    pub fn evaluate<'e>(
        &'e self,
        person: &'e impl Attributes,
        context: &Context<'e>,
    ) -> Result<Outcome<'e>, EvaluateError> {
        match Frame::new(&self.attributes, person, context).value(&self.root) {
            Ok(value) => Ok(Outcome::Value(value)),
            Err(Stop::NoFlow) => Ok(Outcome::NoFlow),
            Err(Stop::Error(error)) => Err(*error),
        }
    }
}

/// A part of a compiled expression.
#[derive(Debug)]
pub(super) enum Code {
    Constant(Value<'static>),
    Attribute(usize),
    Call(Box<CodeCall>),
    Compare(Box<Compare>),
    Empty,
}

/// A call, compiled.
#[derive(Debug)]
pub(super) struct CodeCall {
    pub(super) function: &'static Function,
    pub(super) arguments: Box<[Code]>,
    /// Where each argument stands.
    pub(super) ranges: Box<[Range]>,
    /// Where the call stands.
    pub(super) range: Range,
    /// The regular expression, where it is a constant.
    pub(super) pattern: Option<Pattern>,
}

pub(super) fn compile(expression: &Expression) -> Result<Compiled, SyntaxError> {
    let mut compiler = Compiler {
        attributes: Vec::new(),
        redacted: false,
        patterns: 0,
    };
    let root = compiler.term(&expression.root)?;
    Ok(Compiled {
        root,
        attributes: compiler.attributes,
        redacted: compiler.redacted,
        patterns: compiler.patterns,
    })
}

struct Compiler {
    attributes: Vec<Box<str>>,
    redacted: bool,
    /// How large the patterns are together, in bytes.
    patterns: usize,
}

impl Compiler {
    fn term(&mut self, term: &Term) -> Result<Code, SyntaxError> {
        Ok(match &term.kind {
            TermKind::Call(call) => self.call(call, term.range)?,
            TermKind::Attribute(name) => self.attribute(name),
            TermKind::Text(text) => Code::Constant(Value::from(text.clone())),
            TermKind::Number(number) => Code::Constant(Value::Number(*number)),
            TermKind::Hex(value) => Code::Constant(Value::Number(Number::from(i64::from(*value)))),
            // `InStr` asks only whether letter case is ignored.
            TermKind::CompareMode(mode) => Code::Constant(Value::from(*mode == CompareMode::Text)),
            TermKind::Comparison { left, operator, right } => Code::Compare(Box::new(Compare {
                left: self.term(left)?,
                operator: *operator,
                right: self.term(right)?,
                range: term.range,
            })),
            TermKind::Empty => Code::Empty,
        })
    }

    fn attribute(&mut self, name: &str) -> Code {
        let known = self.attributes.iter().position(|known| **known == *name);
        Code::Attribute(known.unwrap_or_else(|| {
            self.attributes.push(name.into());
            self.attributes.len() - 1
        }))
    }

    fn pattern(&mut self, text: &str) -> Result<Pattern, SyntaxErrorKind> {
        let pattern = Pattern::new(text)?;
        self.patterns += pattern.size();
        if self.patterns > PATTERNS_TOGETHER {
            return Err(SyntaxErrorKind::PatternTooLarge);
        }
        Ok(pattern)
    }

    fn call(&mut self, call: &Call, range: Range) -> Result<Code, SyntaxError> {
        let function = call.function;
        self.redacted |= function.name == "Redact";
        let mut arguments = Vec::with_capacity(call.arguments.len());
        let mut pattern = None;
        for (index, argument) in call.arguments.iter().enumerate() {
            let kind = function.parameter(index).map(|parameter| parameter.kind);
            let code = match (kind, &argument.kind) {
                // An attribute may be named in quotes where only an attribute makes sense.
                (Some(Kind::Attribute), TermKind::Text(name)) if !name.is_empty() => self.attribute(name),
                _ => self.term(argument)?,
            };
            if let (Some(Kind::Pattern), Code::Constant(Value::Text(text))) = (kind, &code) {
                pattern = Some(self.pattern(text).map_err(|kind| SyntaxError {
                    range: argument.range,
                    kind,
                })?);
            }
            arguments.push(code);
        }
        let group = (function.parameters.iter()).position(|parameter| parameter.name == "regexGroupName");
        if let (Some(pattern), Some(index)) = (&pattern, group)
            && let Some(Code::Constant(Value::Text(name))) = arguments.get(index)
            && !name.is_empty()
            && !pattern.has_group(name)
        {
            return Err(SyntaxError {
                range: call.arguments[index].range,
                kind: SyntaxErrorKind::GroupUnknown {
                    name: name.clone().into_owned(),
                },
            });
        }
        let code = CodeCall {
            function,
            arguments: arguments.into(),
            ranges: call.arguments.iter().map(|argument| argument.range).collect(),
            range,
            pattern,
        };
        Ok(folded(&code).unwrap_or_else(|| Code::Call(Box::new(code))))
    }
}

/// The value of a call whose arguments are constants. A call that fails stays as it is, so that the error comes, with its place,
/// where it would have come.
fn folded(call: &CodeCall) -> Option<Code> {
    let is_constant = |code: &Code| matches!(code, Code::Constant(_) | Code::Empty);
    if !call.function.constant || !call.arguments.iter().all(is_constant) {
        return None;
    }
    let context = Context::at(Timestamp::UNIX_EPOCH);
    let frame = Frame::new(&[], &Nobody, &context);
    let arguments = super::evaluate::Arguments { call, frame: &frame };
    match (call.function.implementation)(&arguments) {
        Ok(value) => Some(Code::Constant(value.into_owned())),
        Err(_) => None,
    }
}

/// Has no attributes.
struct Nobody;

impl Attributes for Nobody {
    fn attribute(&self, _slot: Slot<'_>) -> Value<'_> {
        Value::Absent
    }
}
