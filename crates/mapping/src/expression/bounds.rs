//! What no expression may exceed, so that none can hang the app or fill its memory.

/// The longest expression, in UTF-16 units, as Entra has it.
pub const MAX_LENGTH: usize = 10_000;

/// The deepest nesting of calls.
pub const MAX_DEPTH: usize = 64;

/// The longest text that a function gives, in bytes of UTF-8.
pub const MAX_TEXT: usize = 100_000;

/// The most values that a function gives.
pub const MAX_VALUES: usize = 10_000;

/// The longest regular expression, in bytes.
pub const MAX_PATTERN: usize = 2_000;

/// How large a compiled regular expression may be, in bytes.
pub(crate) const PATTERN_SIZE: usize = 200_000;

/// How many instructions the backtracking engine may need for one pattern.
pub(crate) const PATTERN_INSTRUCTIONS: usize = 10_000;

/// How often one search may backtrack.
pub(crate) const BACKTRACKS: usize = 20_000;

/// What the searches of one evaluation may cost together: each costs the bytes that are left to look at, and
/// [`BACKTRACKING_SEARCH`] where the pattern needs to backtrack.
pub(crate) const SEARCHES: usize = 1_000_000;

/// What a search costs besides that may backtrack: with [`SEARCHES`] it leaves room for a thousand.
pub(crate) const BACKTRACKING_SEARCH: usize = 1_000;
