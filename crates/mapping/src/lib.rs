//! Attribute mappings: how the attributes of an account are filled from a person, and which people are provisioned.
//!
//! - [`model`]: what an admin edits, as plain data.
//! - [`expression`]: the language of Microsoft Entra's provisioning service: the grammar, all functions with their documented results, the
//!   behaviour of .NET underneath (dates, regular expressions, casing, text counted in UTF-16), and lints where Entra is known to answer
//!   otherwise than we do.
//! - [`flow`]: what mappings give for many people, and what of it is sent to create and to change an account.
//! - [`scope`]: scoping filters and assignment.
//! - [`check`]: what is wrong with mappings; [`diff`]: what is different between two versions.
//!
//! Pure: no file, no network, no clock and no dice. What an evaluation needs from outside comes with its
//! [`Context`](expression::Context): the time, random numbers, the tenant's default domain, and whom to ask whether a value is
//! taken. Knows no other crate of ours, no app, no directory and no words for people: errors are typed, point at a
//! [`Range`](expression::Range) of the text and carry a stable code.
//!
//! *Never:* an expression that hangs or fills the memory. Lengths, depth, counts and the work of regular expressions are bounded
//! ([`expression::bounds`]).
//!
//! ```
//! use scimdesk_mapping::expression::{Context, Expression, Outcome, Person, Value};
//!
//! let expression = Expression::parse(r#"Join(" ", [givenName], [surname])"#)?;
//! let compiled = expression.compile()?;
//!
//! let person = Person::from_iter([("givenName", Value::from("Amélie")), ("surname", Value::from("Okoro"))]);
//! let outcome = compiled.evaluate(&person, &Context::at(jiff::Timestamp::UNIX_EPOCH))?;
//! assert_eq!(outcome, Outcome::Value(Value::from("Amélie Okoro")));
//!
//! let error = Expression::parse("Jion([givenName])").unwrap_err();
//! assert_eq!((error.kind.code(), error.range.offset, error.range.length), ("function_unknown", 0, 4));
//! assert_eq!(error.to_string(), "there is no function Jion; did you mean Join?");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod check;
pub mod diff;
pub mod entra;
pub mod expression;
pub mod file;
pub mod flow;
pub mod model;
mod path;
mod patterns;
mod problem;
pub mod scope;
