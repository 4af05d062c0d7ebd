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

/// Whether a directory is read from somewhere again and again, and was not imported by hand.
pub(crate) fn is_read_again(record: &scimdesk_store::SourceRecord) -> bool {
    connect::source_of(record).is_some()
}

/// Whether a directory is asked what became of whoever it lacks.
pub(super) fn is_asked_about_the_missing(record: &scimdesk_store::SourceRecord) -> bool {
    let source = connect::source_of(record);
    source.is_some_and(|source| !matches!(source, crate::wire::DirectorySource::File(_)))
}

pub(crate) use assigned::of_one_app;
pub(super) use merge::{Imported, imported, leaving};
pub(super) use secret::forget as forget_secret;
