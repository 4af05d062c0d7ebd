//! Directories that are read again and again: Microsoft Graph, LDAP, a file, a tenant.
//!
//! [`connect`](Desk::directory_connect) saves where from, [`testing`] says whether it works, [`refresh`] reads and [`merge`] keeps what was
//! read, and who left. Each kind of source has a module that turns its settings into something that can be read.

mod assigned;
mod connect;
mod entra;
mod file;
mod ldap;
mod merge;
mod reading;
pub(crate) mod refresh;
mod secret;
mod sign_in;
mod tenant;
mod testing;
mod wording;

pub(super) use merge::{Imported, imported, leaving};
pub(super) use secret::forget as forget_secret;
