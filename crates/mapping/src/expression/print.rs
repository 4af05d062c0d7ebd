//! Writing expressions: canonical text, which reads back as the same expression.
//!
//! Canonical as the provisioning service writes it: one blank after each comma, empty arguments kept.

use std::fmt::{self, Write as _};

use super::{Call, Expression, Operator, Term, TermKind};

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.fmt(f)
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            TermKind::Call(call) => call.fmt(f),
            TermKind::Attribute(name) => write!(f, "[{name}]"),
            TermKind::Text(text) => quoted(f, text),
            TermKind::Number(number) => number.fmt(f),
            TermKind::Hex(value) => write!(f, "&H{value:X}"),
            TermKind::CompareMode(mode) => f.write_str(mode.as_str()),
            TermKind::Comparison { left, operator, right } => write!(f, "{left} {operator} {right}"),
            TermKind::Empty => Ok(()),
        }
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(", self.function.name)?;
        for (index, argument) in self.arguments.iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            argument.fmt(f)?;
        }
        f.write_char(')')
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(character)?;
    }
    f.write_char('"')
}
