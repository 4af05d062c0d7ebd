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

//!
//! # As text
//!
//! [`print()`] and [`read`]: one filter a line. Its title stands in quotes before a colon and may be left out. Clauses are joined by `AND`, and a
//! line that begins with `AND` goes on with the filter before it:
//!
//! ```
//! use scimdesk_mapping::scope::read;
//!
//! let text = r#"
//!     "EMEA sales": department EQUALS "sales" AND country REGEX MATCH "DE|FR"
//!     "Managers in Legal": department EQUALS "legal"
//!         AND jobTitle IS NOT NULL AND level Greater_Than 5
//! "#;
//! let filters = read(text)?;
//! assert_eq!((filters[0].title.as_str(), filters[1].clauses.len()), ("EMEA sales", 3));
//!
//! let error = read("department EQUALS sales").unwrap_err();
//! assert_eq!((error.kind.code(), error.range.offset, error.range.length), ("value_unquoted", 18, 5));
//! # Ok::<(), scimdesk_mapping::scope::ScopeSyntaxError>(())
//! ```
//!
//! Operators are Entra's, in any letter case. Values stand in straight double quotes, whole numbers may stand without. In quotes `\"` is a quote
//! and `\\` a backslash; any other backslash stands for itself. An attribute with characters other than letters, digits, `_`, `-`, `.`, `:` and
//! `$` stands in quotes, too.

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
