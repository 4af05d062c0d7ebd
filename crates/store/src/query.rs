//! What to ask a list for, and what comes back.

use crate::resource::Row;

/// By what a list is sorted. Text is compared without letter case and accents, rows without a value come last in both
/// directions, and rows of equal value are in the order of their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SortKey {
    /// The best name there is, then the id.
    #[default]
    Name,
    /// `userName`
    UserName,
    /// E-mail address.
    Email,
    /// `externalId`
    ExternalId,
    /// Inactive before active.
    Active,
    /// Title.
    Title,
    /// Department.
    Department,
    /// `meta.created`
    Created,
    /// `meta.lastModified`
    LastModified,
    /// Number of members; groups only.
    Members,
}

/// Which rows, in which order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Query {
    /// Text that the name, user name, e-mail address or external id contains, whatever the letter case and accents. Space
    /// around it is ignored; empty text matches every row; every character stands for itself.
    pub search: String,
    /// Only rows known to be active, or known to be inactive.
    pub active: Option<bool>,
    /// By what to sort.
    pub sort: SortKey,
    /// Greatest first.
    pub descending: bool,
}

/// A window over a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The rows of the window.
    pub rows: Vec<Row>,
    /// How many rows match in all; at least this many where `total_is_exact` is false.
    pub total: u64,
    /// Whether `total` is all. While it is false, [`Store::count`](crate::Store::count) finds the exact number.
    pub total_is_exact: bool,
    /// Index of the first row in the whole list.
    pub offset: u64,
    /// Grows with every change of the list: rows of different revisions do not mix.
    pub revision: u64,
}
