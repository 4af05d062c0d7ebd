//! Scoping filters as text, and back.
//!
//! One filter a line; one of them must let an object in. Its title stands in quotes before a colon and may be left out. Clauses are joined by
//! `AND`, and a line that begins with `AND` goes on with the filter before it:
//!
//! ```text
//! "EMEA sales": department EQUALS "sales" AND country REGEX MATCH "DE|FR"
//! "Everybody in Legal": department EQUALS "legal"
//!   AND jobTitle IS NOT NULL
//! ```
//!
//! Operators are Entra's, in any letter case. Values stand in straight double quotes, whole numbers may stand without. In quotes `\"` is a
//! quote and `\\` a backslash; any other backslash stands for itself. An attribute with characters other than letters, digits, `_`, `-`, `.`, `:`
//! and `$` stands in quotes, too.

mod error;
mod print;
mod read;

pub use error::{ScopeSyntaxError, ScopeSyntaxErrorKind};
pub use print::{print, print_clause};
pub use read::read;

/// Whether an attribute can stand without quotes.
fn is_plain(name: &str) -> bool {
    let is_connective = ["AND", "OR"].iter().any(|word| word.eq_ignore_ascii_case(name));
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.:$".contains(&b))
        && !name.ends_with(':')
        && !is_connective
}
