//! The provisioning configuration of Microsoft Entra as JSON: Graph's `synchronizationSchema`, which the portal shows under
//! "Review your schema here", lets an admin download, and takes back.
//!
//! [`import`] reads what we have a model for. [`export`] lays a model over the file that it once came from, field by field and only
//! where the two differ, so that everything we know nothing of is kept: ids, metadata, other rules, unknown fields and the order of all.
//! Without such a file it is laid over a template.
//!
//! # What the file does not hold
//!
//! - Who is assigned, and whether everybody is provisioned: in Entra that is a setting beside the schema. An import gives the defaults.
//! - Our own additions: what happens where the source is empty, the form of requests, nested groups, attributes that are unique,
//!   filterable or bounded in length. The portal would not know them, so an export leaves them out and says so with an
//!   [`ExportNote`]; [`Imported::keeping`] takes them over again from the mappings that a tenant has.
//!
//! # Decided where the documentation is silent
//!
//! - Rules and object mappings are told by their directories and objects, never by their names, which differ and may be `null`.
//! - A source of a type that we do not know is read as none, with a note, and kept in the file for as long as it stays none.
//! - An expression is read as its `expression` text, whether it is right or not: what is wrong with it is for
//!   [`check`](crate::check) to say. Only without such text it is put together again from the tree.
//! - An expression that is written anew gets its canonical text and its tree. Comparisons, `&H…` and `vbTextCompare` have no documented form
//!   in the tree; they are written as constants, and an [`ExportNote`] says so.
//! - A filter clause with several values is refused: we know no rule by which they count.

mod directory;
mod document;
mod error;
mod export;
mod import;
mod json;
mod locate;
mod merge;
mod node;
mod note;
mod product;

pub use error::ImportError;
pub use export::{Exported, export};
pub use import::{Imported, import};
pub use json::{MAX_BYTES, MAX_DEPTH};
pub use note::{ExportNote, ImportNote, Side};
pub use product::Product;
