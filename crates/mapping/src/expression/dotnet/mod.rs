//! The behaviour of .NET that expressions rest on, with the invariant culture.

pub(super) mod casing;
pub(crate) mod date;
pub(super) mod date_format;
pub(crate) mod pattern;
mod pattern_syntax;
pub(super) mod utf16;
