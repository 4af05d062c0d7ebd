//! LDAP servers as their callers see them: each test starts an OpenLDAP server of its own on loopback.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

mod active_directory;
mod changes;
mod encryption;
mod everything;
mod refusals;
mod slapd;
