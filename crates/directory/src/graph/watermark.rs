//! Where the next fetch goes on.

use serde::{Deserialize, Serialize};

/// The links at the end of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Watermark {
    /// `@odata.deltaLink` of the users.
    pub(super) users: String,
    /// That of the groups, where groups are read.
    pub(super) groups: Option<String>,
    /// What is selected of users: links read what their first request selected.
    pub(super) reads: String,
}

impl Watermark {
    pub(super) fn text(&self) -> String {
        serde_json::json!(self).to_string()
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}
