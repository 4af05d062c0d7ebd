//! Practice tenants: a SCIM 2.0 server on loopback, with a random token and the profile of one app.
//!
//! It makes the product useful before an admin has typed a secret, and it is the rig that the other crates are tested against.
//! Knows RFC 7643 and RFC 7644 (all but Bulk and `/Me`), the people it makes up, and how to misbehave on request ([`Faults`]).
//! Must not know who talks to it: no client, no cache, no secret store, no window.
//!
//! People are made up from a seed, one at a time and on demand, so that a million accounts cost neither memory nor a slow start;
//! only changes are kept, for as long as the server runs.
//!
//! ```
//! use scimdesk_sandbox::{PracticeOptions, PracticeServer};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = PracticeServer::start(PracticeOptions::for_app("documo")).await?;
//! assert!(server.url().starts_with("http://127.0.0.1:"));
//! assert!(server.url().ends_with("/scim/v2"));
//! server.stop().await;
//! # Ok(())
//! # }
//! ```

mod directory;
mod faults;
pub mod graph;
mod incoming;
mod options;
mod people;
mod profile;
mod projection;
mod protocol;
mod requests;
mod server;
mod sorting;

pub use faults::{Faults, RetryAfter, StatusFor};
pub use options::{MAX_ACCOUNTS, PracticeOptions, StartError, apps};
pub use requests::RecordedRequest;
pub use server::PracticeServer;
