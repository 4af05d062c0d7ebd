//! The expression language of Microsoft Entra's attribute mappings.
//!
//! [`Expression::parse`] reads, [`Display`](std::fmt::Display) writes the canonical text, which reads back as the same expression,
//! and [`Expression::compile`] makes it ready to be evaluated for many people.
//!
//! # Decided where the documentation is silent
//!
//! - **Text** is counted as .NET counts it, in UTF-16 units: `Len("😀")` is 2. A half of a pair that is cut off becomes `U+FFFD`, as
//!   it does in .NET once the text is sent.
//! - **An absent source** makes the result absent; absent other arguments count as empty text. `Len` and `Count` of nothing are 0,
//!   `Left` and `Word` of nothing are empty.
//! - **Several values** where one belongs: a list of one is that value, an empty list is absent, more are an error that names the cure.
//! - **Comparison**: with a number on one side (a literal, or the result of a function that counts) both are compared as numbers;
//!   `=` and `<>` compare text as it is, letter case included; the others compare two numbers as numbers, two dates in the form that
//!   the date functions write as dates, and everything else by UTF-16 units. Absent counts as empty text, and is neither less
//!   nor greater than anything.
//! - **Dates** without an offset are UTC. A two-digit year is in 1950 to 2049.
//! - **Not flowed**: wherever `IgnoreFlowIfNullOrEmpty` finds nothing, the whole attribute is not flowed.
//! - **`Mid`** begins at 1 or later and **`Item`** ends with the last value; anything else is an error, as in .NET. **`Split`** keeps empty
//!   parts. **`Word`** takes a run of delimiters as one.
//! - **`Replace`** takes `replacementAttributeName` in brackets or, since it is a name, in quotes.
//! - **`RandomString`** fills up with the kinds of characters that were asked for, and with letters and digits if none was.
//! - **`SingleAppRoleAssignment`** gives the first of several roles. Without roles, `AssertiveAppRoleAssignmentsComplex` gives an empty
//!   list, which takes the account's away, and `AppRoleAssignmentsComplex` gives nothing.
//! - **Regular expressions** are .NET's, translated. What .NET has and this engine has not (balancing groups, conditions, named Unicode
//!   blocks, groups of the same name, `x` and `n` options) is refused with its name. `.` takes a whole pair, where .NET takes half.

pub mod bounds;
mod compile;
mod dotnet;
mod error;
mod evaluate;
mod functions;
mod lexer;
mod lint;
mod parser;
mod print;
mod range;
mod reference;
mod term;
mod value;

pub use compile::Compiled;
pub(crate) use dotnet::{date, pattern};
pub(crate) use error::excerpt;
pub use error::{EvaluateError, EvaluateErrorKind, SyntaxError, SyntaxErrorKind};
pub use evaluate::{Context, Outcome, Random, Uniqueness};
pub use functions::{Example, Family, Function, Kind, Parameter, Repeat};
pub use lint::{Lint, LintKind};
pub use range::Range;
pub use reference::reference;
pub use term::{Call, CompareMode, Expression, Operator, Term, TermKind};
pub use value::{Attributes, Number, Person, Role, Slot, Value};
