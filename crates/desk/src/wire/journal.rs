use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ChangeOutcome, Evidence, RequestPreview, Window};

/// What kind of change was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    Deactivate,
    Reactivate,
    /// By provisioning, from here on.
    Create,
    Update,
    /// Switched on again, since its person is back.
    Restore,
    /// Switched off, since its person left.
    Disable,
    Delete,
    /// A manager, or the members of a group.
    References,
}

/// A row of the journal. Newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JournalRow {
    pub id: i64,
    #[ts(type = "string")]
    pub at: Timestamp,
    /// The OS user who sent it.
    pub os_user: String,
    /// The tenant's id; its entries outlive it.
    pub tenant: String,
    pub tenant_name: String,
    pub change: ChangeKind,
    pub account: String,
    pub account_name: String,
    /// `None` while it is under way, or where the process died before the answer.
    pub outcome: Option<ChangeOutcome>,
    pub sentence: Option<String>,
}

/// A whole entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JournalEntry {
    pub row: JournalRow,
    /// The requests, in order, each with what was answered.
    pub exchanges: Vec<JournalExchange>,
    /// The account's JSON before the change, indented.
    pub before: Option<String>,
    /// As read back, indented.
    pub after: Option<String>,
}

/// A request that was sent, and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JournalExchange {
    pub request: RequestPreview,
    pub answer: Option<Evidence>,
}

/// A window over the journal.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JournalPage {
    /// All tenants where absent.
    pub tenant: Option<String>,
    /// One account's history, where set.
    pub account: Option<String>,
    pub window: Window,
}

/// Names one journal entry.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JournalId {
    pub id: i64,
}
