//! Who is provisioned: assignment, and scoping filters.
//!
//! An object is in scope if it is assigned ([`AssignmentGraph`]) and one of the filters lets it in ([`CompiledScope`]). A filter lets it in if
//! all of its clauses are true.
//!
//! # Decided where the documentation is silent
//!
//! - **No value**, and nothing but empty text, makes every clause false, the negated ones included; only `IS NULL` is true then.
//! - **Several values**: each of them must make the clause true (Graph's `All`, its default). Empty ones do not count.
//! - **Text** is compared as it is, letter case included. Booleans are the texts `True` and `False`; `IS TRUE` and `IS FALSE` take any letter case.
//! - **`&` and `!&`**: whether the value is contained in the operand, as the documentation words it, letter case included. They compare no bits.
//! - **Regular expressions** are .NET's, with the bounds of [`expression::bounds`](crate::expression::bounds), and match anywhere in the value.
//! - **Greater than** compares whole numbers from 0, of any length. A value that is none makes the clause false and gives a
//!   [`ClauseWarning`]; so does a value that is neither true nor false, and one that a regular expression has too much work with.
//! - **Roles** are assigned with a principal. *Default Access* is no value of `appRoleAssignments`, since it is no role that an app knows.

mod assignment;
mod clause;
mod compile;
mod text;

pub use assignment::{Assignment, AssignmentGraph, Membership, Principal, Through};
pub(crate) use clause::usable;
pub use clause::{ClauseAnswer, ClauseWarning};
pub(crate) use compile::problem;
pub use compile::{Asked, CompiledScope, GroupAnswer};
pub use text::{ScopeSyntaxError, ScopeSyntaxErrorKind, print, print_clause, read};
