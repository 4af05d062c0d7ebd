//! The desktop shell of Scimdesk: the bridge to the window, and nothing that a test would call logic.

pub mod bridge;
