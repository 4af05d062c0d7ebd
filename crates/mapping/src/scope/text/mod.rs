//! Scoping filters as text, and back; how it reads is told in [`super`].

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
