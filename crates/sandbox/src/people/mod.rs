//! The people and groups of a practice tenant, made up from a seed.
//!
//! One invented company has an account in every app: person number 7 is the same human being everywhere, with another `id` in
//! each app. Nothing is stored: [`People::person`] makes a person when asked. User names, ids and external ids lead straight
//! back to the number. Mail is at names reserved by RFC 2606, telephone numbers are from ranges set aside for fiction.

mod company;
mod dice;
mod groups;
mod identifiers;
mod names;
mod person;

pub(crate) use dice::Dice;
pub(crate) use groups::practice_groups;
pub(crate) use person::{People, Person};
