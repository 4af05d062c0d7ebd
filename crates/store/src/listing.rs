//! Writing a listing down, page by page.

use jiff::Timestamp;

use crate::{Store, error::Result, resource::{Kind, NewResource}};

/// Whether a listing is all there is. Absence means nothing unless it is [`Proven`](Self::Proven).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Completeness {
    /// Nothing is missing: what is absent is gone.
    Proven,
    /// Something may be missing.
    Unproven,
    /// Something is missing for certain.
    KnownPartial,
}

/// How a listing ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finish {
    /// Whether it is all there is.
    pub completeness: Completeness,
    /// Why, as text of the caller's making.
    pub evidence: String,
    /// When it ended.
    pub at: Timestamp,
}

/// What a listing brought, compared with the list before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FinishReport {
    /// Rows of the list now, those not seen included.
    pub count: u64,
    /// Rows that the list did not have before.
    pub added: u64,
    /// Rows whose JSON differs from before.
    pub changed: u64,
    /// Absent from a listing proven complete: no longer in the list, remembered as vanished.
    pub vanished: u64,
    /// Absent from a listing that proves nothing: kept and marked.
    pub not_seen: u64,
    /// Ids that came more than once; the last one to come counts.
    pub doubled: u64,
}

/// Count, age and completeness of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Accounts or groups.
    pub kind: Kind,
    /// Rows held, those not seen in the last listing included.
    pub count: u64,
    /// Rows known to be active.
    pub active: u64,
    /// Rows known to be inactive.
    pub inactive: u64,
    /// Rows absent from the last listing, which was not proven complete.
    pub not_seen: u64,
    /// When the last listing ended.
    pub fetched_at: Timestamp,
    /// Whether it was all there was.
    pub completeness: Completeness,
    /// Why, as the caller put it.
    pub evidence: String,
    /// Grows with every change of the list.
    pub revision: u64,
}

/// A listing that is being written. The list before stays in sight until [`finish`](Self::finish) returns; dropping the
/// writer, or the end of the process at any moment, leaves it as it was.
pub struct ListingWriter {
    store: Store,
}
