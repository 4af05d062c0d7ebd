//! Files of people as their callers see them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

mod bad;
mod comma_separated;
mod json;
mod references;
mod support;
