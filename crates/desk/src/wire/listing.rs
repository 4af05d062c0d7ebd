use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether a listing is all there is. Absence means nothing unless it is `Proven`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Completeness {
    Proven,
    Unproven,
    KnownPartial,
}

/// The two resource types that are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ResourceKind {
    User,
    Group,
}

/// A window over a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Window {
    pub offset: u64,
    /// At most 1,000.
    pub limit: u32,
}

/// Rows of a list, with what is known of the whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    pub rows: Vec<T>,
    /// How many match in all.
    pub total: u64,
    /// Set where at least `total` match and counting goes on; `data_changed` tells when it is done. Absent means no.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub counting: bool,
    /// Index of the first row in the whole list.
    pub offset: u64,
    /// Grows with every change of the underlying data: rows of different revisions do not mix.
    pub revision: u64,
}

/// What to fetch anew from a tenant.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Refresh {
    pub tenant: String,
    /// Both where empty.
    #[serde(default)]
    pub kinds: Vec<ResourceKind>,
}

/// What a refresh found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefreshOutcome {
    pub kind: ResourceKind,
    pub count: u64,
    pub pages: u64,
    pub completeness: Completeness,
    /// Why it is proven, unproven or partial.
    pub evidence: String,
    pub added: u64,
    pub changed: u64,
    /// Absent from a listing proven complete: gone from the app.
    pub vanished: u64,
    /// Absent from a listing that proves nothing: kept and marked.
    pub not_seen: u64,
    pub elapsed_ms: u64,
}
