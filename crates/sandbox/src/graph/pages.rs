//! Links: to further pages and to later rounds. What they stand for is kept here; they hold nothing but chance.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use serde_json::Value;

use super::{directory::ObjectKind, token};

/// How many links to pages are kept; older ones make way.
const CAPACITY: usize = 10_000;

/// From where a later round goes on.
#[derive(Debug, Clone)]
pub(super) struct Round {
    pub(super) kind: ObjectKind,
    pub(super) select: Vec<String>,
    pub(super) since: u64,
}

/// The rest of a list.
#[derive(Debug, Clone)]
pub(super) struct Rest {
    pub(super) values: Arc<Vec<Value>>,
    pub(super) from: usize,
    /// What comes after the last page, of a delta query.
    pub(super) end: Option<Round>,
    /// Values on a page.
    pub(super) size: usize,
}

/// All links that are good.
#[derive(Debug, Default)]
pub(super) struct Pages {
    rests: HashMap<String, Rest>,
    order: VecDeque<String>,
    rounds: HashMap<String, Round>,
}

impl Pages {
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// A link to the rest.
    pub(super) fn keep(&mut self, rest: Rest) -> String {
        if self.order.len() >= CAPACITY
            && let Some(oldest) = self.order.pop_front()
        {
            self.rests.remove(&oldest);
        }
        let link = token();
        self.order.push_back(link.clone());
        self.rests.insert(link.clone(), rest);
        link
    }

    /// A link to a later round.
    pub(super) fn end(&mut self, round: Round) -> String {
        let link = token();
        self.rounds.insert(link.clone(), round);
        link
    }

    /// The same page as often as it is asked for.
    pub(super) fn rest(&self, link: &str) -> Option<Rest> {
        self.rests.get(link).cloned()
    }

    pub(super) fn round(&self, link: &str) -> Option<Round> {
        self.rounds.get(link).cloned()
    }
}
