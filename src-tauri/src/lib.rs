//! The desktop shell of Scimdesk: one window, one bridge to the desk, and nothing that a test would call logic.
//!
//! *Knows:* `scimdesk-desk` and Tauri. *Must not know:* SCIM, secrets, the cache, or what the window shows.
//!
//! A call of the window is answered without Tauri, so that tests can make it too:
//!
//! ```
//! use scimdesk_desk::{Desk, DeskOptions};
//! use scimdesk_window::bridge;
//! use serde_json::{Value, json};
//!
//! # tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("runtime").block_on(async {
//! let dir = tempfile::tempdir().expect("a directory");
//! let desk = Desk::new(DeskOptions { data_dir: Some(dir.path().into()), ..DeskOptions::default() });
//! bridge::call(&desk, "desk_open", json!({ "vault": "session", "passphrase": null })).await.expect("opens");
//! let tenants = bridge::call(&desk, "tenants_list", Value::Null).await.expect("lists");
//! assert_eq!(tenants.get(), "[]");
//! # });
//! ```

pub mod bridge;
pub mod environment;
pub mod events;
pub mod logs;
pub mod panics;
pub mod saving;
pub mod tray;
pub mod typescript;
pub mod window;
