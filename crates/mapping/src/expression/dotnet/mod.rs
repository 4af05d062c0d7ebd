//! The behaviour of .NET that expressions rest on, with the invariant culture.

pub(super) mod casing;
pub(super) mod date;
pub(super) mod date_format;
pub(super) mod pattern;
mod pattern_syntax;
pub(super) mod utf16;
