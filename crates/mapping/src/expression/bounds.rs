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

/// How large a compiled regular expression may be, in bytes, and what each byte of a text costs that it is searched through: a large one
/// may keep many places of itself apart at once. The first that it fits in counts; what fits in none is refused.
pub(crate) const PATTERN_SIZES: [(usize, usize); 3] = [(50_000, 10), (500_000, 100), (10_000_000, 5_000)];

/// How large the regular expressions of one expression, of all mappings of an object, or of its filters may be together, in bytes.
pub(crate) const PATTERNS_TOGETHER: usize = 100_000_000;

/// What a byte of a regular expression costs that is compiled while evaluating, as one over so many.
pub(crate) const COMPILING: usize = 10;

/// How many instructions the backtracking engine may need for one pattern.
pub(crate) const PATTERN_INSTRUCTIONS: usize = 10_000;

/// How often a search may backtrack: the first number that leaves one for each byte of the text, and the next ones where that was not
/// enough. Few searches need the last.
pub(crate) const BACKTRACKS: [usize; 4] = [200, 1_500, 5_000, 20_000];

/// What the searches of one evaluation may cost together, at worst: on a slow machine some seconds.
pub(crate) const SEARCHES: usize = 20_000_000;
