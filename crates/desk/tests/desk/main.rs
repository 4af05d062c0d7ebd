//! The desk at its boundary, over practice servers: what the window and the command can count on.

mod activation;
mod connection;
mod entra;
mod lists;
mod looking;
mod mappings;
mod opening;
mod people;
mod practice;
mod preview;
mod refresh;
mod requests;
mod rig;
mod secrets;
#[path = "../../../directory/tests/ldap/slapd.rs"]
#[allow(dead_code, clippy::unwrap_used, reason = "another test needs more of it")]
mod slapd;
mod sources;
mod tenants;
