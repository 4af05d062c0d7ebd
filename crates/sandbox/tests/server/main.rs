//! Practice tenants as a client meets them: over HTTP.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod changes;
mod discovery;
mod entry;
mod faults;
mod people;
mod profiles;
mod queries;
mod rig;
