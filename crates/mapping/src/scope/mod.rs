//! Who is provisioned: scoping filters, and assignment.

mod clause;
mod compile;

pub use clause::{ClauseAnswer, ClauseWarning};
pub use compile::{Asked, CompiledScope, GroupAnswer};
