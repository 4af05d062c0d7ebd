//! The desk at its boundary, over practice servers: what the window and the command can count on.

mod activation;
mod applying;
mod connection;
mod cycles;
mod entra;
mod lists;
mod looking;
mod mappings;
mod notifying;
mod opening;
mod people;
mod planning;
mod practice;
mod preview;
mod provisioning;
mod recovering;
mod refresh;
mod relinking;
mod requests;
mod rig;
mod secrets;
#[path = "../../../directory/tests/ldap/slapd.rs"]
#[allow(dead_code, clippy::unwrap_used, reason = "another test needs more of it")]
mod slapd;
#[expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]
mod sources;
mod tenants;
