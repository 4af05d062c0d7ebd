use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DeskError, Evidence, ListQuery, SafetyLevel, Window};

/// Some accounts, or all that match except some.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Selection {
    Some { ids: Vec<String> },
    AllExcept { query: ListQuery, except: Vec<String> },
}

/// Ask for a review of switching accounts off or on. Sends nothing.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PrepareActivation {
    pub tenant: String,
    pub selection: Selection,
    /// `false` deactivates, `true` reactivates.
    pub active: bool,
}

/// What would be done, shown before it is sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivationReview {
    /// Names this review when it is applied; good once and until the data changes.
    pub review: String,
    pub tenant: String,
    pub tenant_name: String,
    pub active: bool,
    /// Accounts to be sent a change.
    pub count: u64,
    /// Selected, but already as wanted: nothing is sent.
    pub already: u64,
    /// The effect in this app's own terms, in one sentence.
    pub effect: String,
    /// Whether that effect is known from the vendor or from probing, or assumed from the standard.
    pub effect_is_known: bool,
    /// Whether the app is known to delete on deactivation.
    pub destructive: bool,
    pub safety: SafetyLevel,
    /// Set where a safety rule forbids sending; the sentence and how to change it.
    pub blocked: Option<DeskError>,
    /// When the oldest of the states below was read from the server.
    #[ts(type = "string")]
    pub as_of: Timestamp,
    /// Set where the server was asked for the states now and did not tell: those below are cached.
    pub not_read: Option<DeskError>,
    /// Selected, but the server no longer has them: their names. They are no part of this review.
    pub gone: Vec<String>,
    /// The first 200; page on with `activation.items`.
    pub items: Vec<ActivationItem>,
}

/// One account of a review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivationItem {
    pub id: String,
    pub name: String,
    pub user_name: Option<String>,
    /// State as last read; `None` unknown.
    pub from: Option<bool>,
    pub to: bool,
    /// Nothing to send.
    pub already: bool,
    /// The request as it will be sent first.
    pub request: RequestPreview,
}

/// A request as it will be, or was, sent; without the token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RequestPreview {
    pub method: String,
    pub url: String,
    /// Indented JSON.
    pub body: Option<String>,
}

/// A window over the items of a review.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReviewItems {
    pub review: String,
    pub window: Window,
}

/// Send what was reviewed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ApplyReview {
    pub review: String,
}

/// How one change ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangeOutcome {
    /// Sent, read back, and it is so.
    Applied,
    /// The server answered well, but reading back shows the old state.
    AcceptedNotApplied,
    /// After deactivation the account can no longer be read: this app deletes.
    Vanished,
    Failed,
    /// The answer was lost and reading back did not tell.
    Unknown,
    /// Nothing was sent: already so.
    Already,
    /// Nothing was sent: cancelled before its turn.
    NotSent,
}

/// The result for one account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivationResult {
    pub id: String,
    pub name: String,
    pub outcome: ChangeOutcome,
    /// In one sentence.
    pub sentence: String,
    pub next: Option<String>,
    pub evidence: Option<Evidence>,
    /// The journal entry, where something was sent.
    pub journal: Option<i64>,
}

/// The result of a whole review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivationOutcome {
    pub tenant: String,
    pub active: bool,
    pub applied: u64,
    pub accepted_not_applied: u64,
    pub vanished: u64,
    pub failed: u64,
    pub unknown: u64,
    pub already: u64,
    pub not_sent: u64,
    /// The first 10,000, those that were not applied first. The journal has only what was sent; the rest is counted above.
    pub results: Vec<ActivationResult>,
}
