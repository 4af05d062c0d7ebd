//! What crosses the desk's boundary: the requests and answers that the window and the command share.
//!
//! These types are plain data with names for people of the field. Domain types of the crates below are
//! converted into them here and never serialised themselves, but for the model of mappings, which is plain data as it is. TypeScript gets the same shapes by `ts-rs`.
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
mod mapping;
mod people;
mod preferences;
mod preview;
mod provisioning;
mod source;
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
pub use mapping::*;
pub use people::*;
pub use preferences::*;
pub use preview::*;
pub use provisioning::*;
pub use source::*;
pub use status::*;
pub use tenant::*;

pub use scimdesk_mapping::model::{
    Actions, Apply, AssignmentRules, AttributeDefinition, AttributeMapping, AttributeType, Clause, FilterGroup,
    FilterOperator, MappingSource, Mappings, ObjectKind, ObjectMapping, RequestProfile, WhenEmpty, Who,
};
