//! From the typed errors of the crates below to the one error that crosses the desk's boundary.

use crate::wire::{DeskError, ErrorCode};

impl DeskError {
    /// An error with no evidence, in the words of the catalogue.
    pub(crate) fn of(code: ErrorCode) -> Self {
        Self {
            code,
            message: format!("{code:?}"),
            next: None,
            evidence: None,
        }
    }
}

impl std::fmt::Display for DeskError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DeskError {}
