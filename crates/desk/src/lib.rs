//! The use cases of Scimdesk: what the window and the command can do.
//!
//! One module for each use case. [`Desk`] is the door: its methods are named like the commands of the bridge, take and
//! return the types of [`wire`], and fail with [`wire::DeskError`]. Safety levels are enforced here, so that no shell can
//! send what a tenant's level forbids. `words` turns codes and typed findings into sentences.
//!
//! *Knows:* every crate below: the protocol, the mappings, the vault, the cache, the gallery, the practice servers.
//! *Must not know:* Tauri, terminals, or how anything is drawn.
//!
//! ```
//! use scimdesk_desk::{Desk, DeskOptions, wire::{DeskStatus, OpenDesk, VaultKind}};
//!
//! # tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("runtime").block_on(async {
//! let dir = tempfile::tempdir().expect("a directory");
//! let desk = Desk::new(DeskOptions { data_dir: Some(dir.path().into()), ..DeskOptions::default() });
//! let status = desk.desk_open(OpenDesk { vault: Some(VaultKind::Session), passphrase: None }).await.expect("opens");
//! assert!(matches!(status, DeskStatus::Open { .. }));
//! assert!(desk.tenants_list().await.expect("lists").is_empty());
//! desk.shutdown().await;
//! # });
//! ```

mod activation;
mod advice;
mod apps;
mod attributes;
mod cache;
mod clock;
mod codes;
mod completeness;
mod connection;
pub mod counted;
mod desk;
mod detail;
mod elsewhere;
mod error;
pub mod expressions;
mod jobs;
mod journal;
mod lists;
mod look;
mod mappings;
mod opening;
mod people;
pub mod practice;
pub mod practice_graph;
mod preferences;
mod preview;
mod provisioning;
mod refresh;
mod requests;
pub mod saving;
mod server_filter;
mod shell;
mod tenants;
pub mod wire;
mod words;

pub use clock::Clock;
pub use desk::{Desk, DeskOptions};
pub use shell::TrayWords;
