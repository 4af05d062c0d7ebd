//! Journeys through the real window: real web view, real keyring, practice tenants. `cargo xtask test` runs them.
#![cfg(target_os = "linux")]

mod directory;
mod documo;
mod first_start;
mod locked_keyring;
mod mappings;
mod provisioning;
mod switch_off;
mod walls;
mod wrong_token;
