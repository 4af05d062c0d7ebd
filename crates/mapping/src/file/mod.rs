//! Our own file of mappings: TOML, made to be read, compared line by line and kept under version control.
//!
//! [`write`](write()) puts everything in the order of the model, each attribute and each clause of a filter on a line of its own, and expressions in
//! single quotes, so that they stand as they were typed. [`read`] gives back the same mappings; what is left out has its default.
//!
//! ```toml
//! scimdesk_mappings = 1
//!
//! [users]
//! name = 'Provision Microsoft Entra ID Users'
//! enabled = true
//! actions = ['create', 'update', 'delete']
//!
//! [[users.mapping]]
//! target = 'name.formatted'
//! expression = 'Join(" ", [givenName], [surname])'
//! ```

mod error;
mod keys;
mod read;
mod write;

pub use error::FileError;
pub use read::read;
pub use write::write;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// The form of file that this version writes, and the newest that it reads.
pub const FORMAT: u32 = 1;

/// What is held by the key that says what the file is.
const FORMAT_KEY: &str = "scimdesk_mappings";
