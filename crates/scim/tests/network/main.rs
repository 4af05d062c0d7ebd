//! The network half, seen from where a caller stands: against servers on loopback that behave well, badly or not at all.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod client_answers;
mod client_retries;
mod client_security;
mod connection_test;
mod http2;
mod ipv6;
mod listing;
mod listing_changes;
mod listing_columns;
mod listing_continuity;
mod listing_law;
mod open_door;
mod paging;
mod proxy;
mod support;
mod tenant_url;
mod tls;
