//! The memory that the regular expressions of a document may take together.

use crate::expression::{SyntaxErrorKind, bounds::PATTERNS_TOGETHER};

/// How large the regular expressions met so far are.
#[derive(Default)]
pub(crate) struct Patterns(usize);

impl Patterns {
    /// Adds so many bytes, if they fit; the others stay as they were.
    pub(crate) fn add(&mut self, bytes: usize) -> Result<(), SyntaxErrorKind> {
        let together = self.0.saturating_add(bytes);
        if together > PATTERNS_TOGETHER {
            return Err(SyntaxErrorKind::PatternTooLarge);
        }
        self.0 = together;
        Ok(())
    }
}
