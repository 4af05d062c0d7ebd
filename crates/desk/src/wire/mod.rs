//! What crosses the desk's boundary: the requests and answers that the window and the command share.
//!
//! These types are plain data with names for people of the field. Domain types of the crates below are
//! converted into them here and never serialised themselves. TypeScript gets the same shapes by `ts-rs`.
//! Times are UTC, RFC 3339. Durations are milliseconds. Counts are whole numbers below 2^53.

#![expect(
    missing_docs,
    reason = "a field says more only where its name and its type leave something open"
)]

mod account;
mod activation;
mod connection;
mod error;
mod expression;
mod job;
mod journal;
mod listing;
mod preferences;
mod status;
mod tenant;

pub use account::*;
pub use activation::*;
pub use connection::*;
pub use error::*;
pub use expression::*;
pub use job::*;
pub use journal::*;
pub use listing::*;
pub use preferences::*;
pub use status::*;
pub use tenant::*;
