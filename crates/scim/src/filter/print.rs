//! Writing filters: canonical text, which reads back as the same filter.

use std::fmt;

use serde_json::Value;

use super::{Filter, Literal, Operator, Tail};

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Compare { path, operator, value } => write!(f, "{path} {operator} {value}"),
            Self::Present(path) => write!(f, "{path} pr"),
            Self::And(terms) => join(f, terms, "and"),
            Self::Or(terms) => join(f, terms, "or"),
            Self::Not(inner) => write!(f, "not ({inner})"),
            Self::ValuePath { path, filter, tail } => {
                write!(f, "{path}[{filter}]")?;
                match tail {
                    None => Ok(()),
                    Some(Tail::Compare {
                        attribute,
                        operator,
                        value,
                    }) => write!(f, ".{attribute} {operator} {value}"),
                    Some(Tail::Present { attribute }) => write!(f, ".{attribute} pr"),
                }
            }
        }
    }
}

/// `and` binds tighter than `or`, so that an `and` within an `or` needs no parentheses; everything else that joins does.
fn join(f: &mut fmt::Formatter<'_>, terms: &[Filter], word: &str) -> fmt::Result {
    for (index, term) in terms.iter().enumerate() {
        if index > 0 {
            write!(f, " {word} ")?;
        }
        match term {
            Filter::Or(_) => write!(f, "({term})")?,
            Filter::And(_) if word == "and" => write!(f, "({term})")?,
            _ => write!(f, "{term}")?,
        }
    }
    Ok(())
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Literal {
    /// JSON, escapes and all.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "{}", Value::from(text.as_str())),
            Self::Number(number) => write!(f, "{number}"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Null => f.write_str("null"),
        }
    }
}
