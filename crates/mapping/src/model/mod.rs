//! What an admin edits: the mappings of a tenant, as plain data.
//!
//! [`Mappings`] is everything of one tenant that a version holds. The types are what the cache keeps and what window and command
//! exchange; texts are as the admin typed them, so a document may be wrong. [`check`](crate::check) says what is wrong with one,
//! and [`CompiledObject`](crate::flow::CompiledObject) is made from one that is right.

mod attribute;
mod mapping;
mod object;
mod scope;

pub use attribute::{AttributeDefinition, AttributeType};
pub use mapping::{Apply, AttributeMapping, MappingSource, WhenEmpty};
pub use object::{Actions, AssignmentRules, Mappings, ObjectKind, ObjectMapping, RequestProfile, Who};
pub use scope::{Clause, FilterGroup, FilterOperator};
