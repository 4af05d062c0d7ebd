//! The append-only record of every change that was sent.

use jiff::Timestamp;

use crate::{Store, error::Result};

/// What is written before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// When.
    pub at: Timestamp,
    /// The OS user who sends it.
    pub os_user: String,
    /// The tenant's id. The entry outlives the tenant.
    pub tenant: String,
    /// The tenant's name at this time.
    pub tenant_name: String,
    /// What kind of change, as a stable code.
    pub change: String,
    /// Id of the account.
    pub account: String,
    /// Name of the account at this time.
    pub account_name: String,
    /// The requests about to be sent, as JSON. No secret.
    pub requests: String,
    /// The account's JSON before the change.
    pub before: Option<String>,
}

/// What is added when the change has ended, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// When it ended.
    pub at: Timestamp,
    /// How it ended, as a stable code.
    pub outcome: String,
    /// The same in one sentence.
    pub sentence: String,
    /// The requests that were sent, each with its answer, as JSON. No secret.
    pub exchanges: String,
    /// The account's JSON as read back.
    pub after: Option<String>,
}

/// A row of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// Grows with time.
    pub id: i64,
    /// When it was begun.
    pub at: Timestamp,
    /// The OS user.
    pub os_user: String,
    /// The tenant's id.
    pub tenant: String,
    /// The tenant's name at that time.
    pub tenant_name: String,
    /// What kind of change.
    pub change: String,
    /// Id of the account.
    pub account: String,
    /// Name of the account at that time.
    pub account_name: String,
    /// `None` while it is under way, or where the process died before the answer.
    pub outcome: Option<String>,
    /// `None` as long as `outcome` is.
    pub sentence: Option<String>,
}

/// A whole entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The row.
    pub row: EntryRow,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// The requests about to be sent, as JSON.
    pub requests: String,
    /// The requests that were sent, each with its answer, as JSON.
    pub exchanges: Option<String>,
    /// The account's JSON before the change.
    pub before: Option<String>,
    /// The account's JSON as read back.
    pub after: Option<String>,
}

/// Which entries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JournalQuery {
    /// Of one tenant.
    pub tenant: Option<String>,
    /// Of one account.
    pub account: Option<String>,
}

/// A window over the journal, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalPage {
    /// The entries.
    pub rows: Vec<EntryRow>,
    /// How many there are in all.
    pub total: u64,
}
