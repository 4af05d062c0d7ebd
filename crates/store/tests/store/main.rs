//! The cache as its callers see it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

mod bodies;
mod closing;
mod directories;
mod journal;
mod killed;
mod lists;
mod mappings;
mod model;
mod opening;
mod provisioning;
mod refresh;
mod searching;
mod support;
mod tenants;
