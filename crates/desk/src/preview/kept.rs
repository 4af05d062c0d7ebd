//! Previews that can be looked at: kept in memory like reviews, the oldest gone first.
//!
//! A preview is of one state of its directory and, where accounts are compared, of one state of the tenant's list. Rows are read
//! from the cache again, so a preview whose people or accounts have changed since is stale, and says so instead of mixing the two. What
//! it holds besides, mappings and assignments, stays as it was asked about.

use std::{collections::VecDeque, sync::Arc};

use uuid::Uuid;

use super::{
    explain,
    ground::{Graphs, GroupNames},
    pass::Found,
    people::{CachedList, People, stale},
    plan::Plan,
    rows,
    scope::{ScopePlan, Sides},
};
use crate::{
    lists::MOST,
    wire::{DeskError, Page, PreviewOutcome, PreviewRow, ScopeRow, ScopeSide, Window},
};

/// How many previews are kept.
const KEPT: usize = 16;

/// The previews of one desk.
#[derive(Default)]
pub(crate) struct Previews {
    kept: VecDeque<Kept>,
    pub(super) graphs: Graphs,
}

struct Kept {
    id: String,
    tenant: String,
    preview: Preview,
}

/// One preview.
#[derive(Clone)]
pub(crate) enum Preview {
    Mappings(Arc<MappingsPreview>),
    Scope(Arc<ScopePreview>),
}

/// What mappings would do.
pub(crate) struct MappingsPreview {
    pub(crate) plan: Plan,
    pub(crate) found: Found,
    pub(crate) people: Box<dyn People + Send + Sync>,
    pub(crate) accounts: Option<CachedList>,
}

/// Who would be in scope.
pub(crate) struct ScopePreview {
    pub(crate) plan: ScopePlan,
    pub(crate) sides: Sides,
    pub(crate) people: Box<dyn People + Send + Sync>,
    pub(crate) names: GroupNames,
}

impl Previews {
    /// Keeps a preview, and gives its id.
    pub(crate) fn keep(&mut self, tenant: &str, preview: Preview) -> String {
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        let id = Uuid::new_v4().to_string();
        self.kept.push_back(Kept {
            id: id.clone(),
            tenant: tenant.to_owned(),
            preview,
        });
        id
    }

    pub(crate) fn mappings(&self, id: &str) -> Result<Arc<MappingsPreview>, DeskError> {
        match self.get(id) {
            Some(Preview::Mappings(preview)) => Ok(preview),
            _ => Err(stale()),
        }
    }

    pub(crate) fn scope(&self, id: &str) -> Result<Arc<ScopePreview>, DeskError> {
        match self.get(id) {
            Some(Preview::Scope(preview)) => Ok(preview),
            _ => Err(stale()),
        }
    }

    fn get(&self, id: &str) -> Option<Preview> {
        let found = self.kept.iter().find(|kept| kept.id == id);
        found.map(|kept| kept.preview.clone())
    }

    pub(crate) fn forget_tenant(&mut self, tenant: &str) {
        self.kept.retain(|kept| kept.tenant != tenant);
    }
}

impl MappingsPreview {
    /// Rows of a window. Blocks.
    pub(crate) fn page(&self, outcome: Option<PreviewOutcome>, window: Window) -> Result<Page<PreviewRow>, DeskError> {
        let (places, total) = self.found.window(outcome, window.offset, window.limit.min(MOST));
        let accounts = self.accounts.as_ref().map(|accounts| accounts as _);
        let rows = rows::rows(&self.plan, &self.found, &*self.people, accounts, &places)?;
        Ok(page(rows, total, window))
    }
}

impl ScopePreview {
    /// Rows of a window. Blocks.
    pub(crate) fn page(&self, side: ScopeSide, window: Window) -> Result<Page<ScopeRow>, DeskError> {
        let (places, total) = self.sides.window(side, window.offset, window.limit.min(MOST));
        let scope = &self.plan.draft;
        let rows = (self.people.at(&places)?.into_iter())
            .map(|person| {
                let mut attributes = self.plan.wanted.read(&person.id, &person.attributes);
                scope.place(&person.id, &mut attributes);
                let reason = explain::reason(scope, &person.id, &attributes, &|id| self.names.of(id));
                ScopeRow {
                    reason,
                    person: person.id.clone(),
                    name: person.name.clone(),
                }
            })
            .collect();
        Ok(page(rows, total, window))
    }
}

/// A preview never changes, so all of its pages are of one revision.
fn page<T>(rows: Vec<T>, total: u64, window: Window) -> Page<T> {
    Page {
        rows,
        total,
        counting: false,
        offset: window.offset,
        revision: 0,
    }
}
