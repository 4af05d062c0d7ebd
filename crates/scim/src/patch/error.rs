//! Why a patch cannot be read or applied.

use std::fmt;

use crate::error_body::{ScimError, ScimType};

/// Why a patch cannot be read or applied. A server answers it with 400.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatchError {
    /// The RFC's word for what is wrong (RFC 7644 §3.12).
    pub scim_type: ScimType,
    /// What is wrong, for a person.
    pub detail: String,
    /// The operation's place in the patch, counted from 1; `None` if the patch as a whole is meant.
    pub operation: Option<usize>,
}

impl PatchError {
    pub(super) fn new(scim_type: ScimType, detail: impl Into<String>) -> Self {
        Self {
            scim_type,
            detail: detail.into(),
            operation: None,
        }
    }

    /// The same error, about the operation at `index` (counted from 0).
    pub(super) fn in_operation(mut self, index: usize) -> Self {
        self.operation = Some(index + 1);
        self
    }

    /// The error as the body of a server's answer.
    pub fn to_scim_error(&self) -> ScimError {
        ScimError::new(400, Some(self.scim_type.clone()), self.to_string())
    }
}

impl fmt::Display for PatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.operation {
            Some(operation) => write!(f, "operation {operation}: {}", self.detail),
            None => f.write_str(&self.detail),
        }
    }
}

impl std::error::Error for PatchError {}
