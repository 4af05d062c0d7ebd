//! The parsed expression.

use super::{
    Function, Lint, Range,
    compile::{self, Compiled},
    error::SyntaxError,
    parser,
    value::Number,
};

/// An expression: a call, with everything in it. Two are equal if they mean the same, wherever their parts stand.
#[derive(Clone, Debug)]
pub struct Expression {
    pub(crate) root: Term,
    pub(crate) lints: Vec<Lint>,
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.root == other.root
    }
}

impl Expression {
    /// Reads an expression. An error points at UTF-16 units of `text`.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        parser::parse(text)
    }

    /// Makes it ready to be evaluated: functions resolved, attributes numbered, constants computed, patterns compiled.
    ///
    /// Fails where a constant cannot be used, such as a broken regular expression.
    pub fn compile(&self) -> Result<Compiled, SyntaxError> {
        compile::compile(self)
    }

    /// The outermost call.
    pub fn root(&self) -> &Term {
        &self.root
    }

    /// Where Entra answers otherwise than we do, or the text is not as it should be, in the order of the text.
    pub fn lints(&self) -> &[Lint] {
        &self.lints
    }
}

/// A part of an expression, and where it stands. Two are equal if they mean the same, wherever they stand.
#[derive(Clone, Debug)]
pub struct Term {
    /// What it is.
    pub kind: TermKind,
    /// Where it stands.
    pub range: Range,
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// What a part of an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum TermKind {
    /// `Join(" ", [givenName], [surname])`
    Call(Call),
    /// `[givenName]`
    Attribute(String),
    /// `"text"`, its escapes undone.
    Text(String),
    /// `-1.5`
    Number(Number),
    /// `&HF7`
    Hex(u32),
    /// `vbTextCompare`
    CompareMode(CompareMode),
    /// `[country] = "USA"`
    Comparison {
        /// What stands before the operator.
        left: Box<Term>,
        /// How the two are compared.
        operator: Operator,
        /// What stands after the operator.
        right: Box<Term>,
    },
    /// An argument left out: `Switch([x], , "a", "b")`.
    Empty,
}

/// A function and its arguments. There are as many arguments as were written.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The function.
    pub function: &'static Function,
    /// The arguments.
    pub arguments: Vec<Term>,
}

/// How `InStr` compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompareMode {
    /// `vbTextCompare`: whatever the letter case.
    Text,
    /// `vbBinaryCompare`: as it is.
    Binary,
}

impl CompareMode {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Text, Self::Binary];

    /// As it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "vbTextCompare",
            Self::Binary => "vbBinaryCompare",
        }
    }
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
}

impl Operator {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Equal,
        Self::NotEqual,
        Self::Greater,
        Self::GreaterOrEqual,
        Self::Less,
        Self::LessOrEqual,
    ];

    /// As it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
        }
    }
}
