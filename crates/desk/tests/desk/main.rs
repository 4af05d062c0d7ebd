//! The desk at its boundary, over practice servers: what the window and the command can count on.

mod activation;
mod connection;
mod lists;
mod looking;
mod mappings;
mod notifying;
mod opening;
mod people;
mod practice;
mod preview;
mod provisioning;
mod refresh;
mod requests;
mod rig;
mod secrets;
mod tenants;
