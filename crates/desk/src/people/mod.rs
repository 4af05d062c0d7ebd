//! Directories: where people come from, who they are, and who of them is assigned to an app.

mod assignments;
pub(crate) mod directories;
pub(crate) mod find;
mod keep;
mod readings;
pub(crate) mod sources;
mod take;
mod wording;

pub(crate) use directories::{is_proven, tells_deletions};
pub(crate) use readings::Readings;
pub(crate) use sources::{is_read_again, of_one_app, refresh::refresh as refresh_source};
