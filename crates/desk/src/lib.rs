//! The use cases of Scimdesk: what the window and the command can do.

pub mod wire;
