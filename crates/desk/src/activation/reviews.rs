//! Reviews that wait to be sent: kept in memory, good once, and stale when the data changes under them.

use std::collections::VecDeque;

use uuid::Uuid;

use crate::wire::{DeskError, ErrorCode};

/// How many reviews are kept; the oldest go first.
const KEPT: usize = 16;

/// The reviews of one desk.
#[derive(Default)]
pub(crate) struct Reviews(VecDeque<Review>);

/// What was reviewed. The accounts are fixed here: a selection is not evaluated again when it is sent.
#[derive(Debug, Clone)]
pub(crate) struct Review {
    pub(crate) id: String,
    pub(crate) tenant: String,
    pub(crate) active: bool,
    /// Every account, in the order of the selection, with its state as cached.
    pub(crate) accounts: std::sync::Arc<Vec<Reviewed>>,
    /// Selected, and no longer at the server.
    pub(crate) gone: Vec<Gone>,
    /// Of the tenant's data.
    pub(crate) revision: u64,
    /// The URL at the time: another server is another review.
    pub(crate) url: String,
}

/// One account of a review. Names are looked up when they are shown: a review may name a million accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reviewed {
    pub(crate) id: Box<str>,
    pub(crate) from: Option<bool>,
}

/// An account that was selected and is no longer at the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gone {
    pub(crate) id: String,
    pub(crate) name: String,
}

impl Review {
    pub(crate) fn new_id() -> String {
        Uuid::new_v4().to_string()
    }
}

impl Reviews {
    pub(crate) fn keep(&mut self, review: Review) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back(review);
    }

    pub(crate) fn get(&self, id: &str) -> Result<Review, DeskError> {
        self.0
            .iter()
            .find(|review| review.id == id)
            .cloned()
            .ok_or_else(|| DeskError::of(ErrorCode::ReviewStale))
    }

    /// Takes a review out: it can be sent once.
    pub(crate) fn take(&mut self, id: &str) {
        self.0.retain(|review| review.id != id);
    }

    pub(crate) fn forget_tenant(&mut self, tenant: &str) {
        self.0.retain(|review| review.tenant != tenant);
    }
}
