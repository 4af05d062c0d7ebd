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

/// How often a search may backtrack: the first number that is at least twice the length of the text, and the next ones where that was
/// not enough. Few searches need the last.
pub(crate) const BACKTRACKS: [usize; 3] = [200, 2_000, 20_000];

/// What the searches of one evaluation may cost together, in steps at worst.
pub(crate) const SEARCHES: usize = 100_000_000;

/// What a byte costs that the linear engine looks at: the places in a pattern that it keeps apart at once, generously.
pub(crate) const LINEAR_STEP: usize = 50;
