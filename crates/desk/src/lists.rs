//! Rows of the users and groups lists, from the cache alone: they work offline.

use scimdesk_store::{self as store, Kind};

use crate::{
    Desk, cache,
    desk::Opened,
    tenants,
    wire::{AccountRow, DeskError, GroupRow, ListPage, Page, Window},
};

/// The most rows that one answer holds.
pub(crate) const MOST: u32 = 1_000;

impl Desk {
    /// Rows of the users list.
    pub async fn accounts_page(&self, request: ListPage) -> Result<Page<AccountRow>, DeskError> {
        let opened = self.opened()?;
        let page = page(&opened, Kind::User, request).await?;
        Ok(page.map(account_row))
    }

    /// Rows of the groups list.
    pub async fn groups_page(&self, request: ListPage) -> Result<Page<GroupRow>, DeskError> {
        let opened = self.opened()?;
        let page = page(&opened, Kind::Group, request).await?;
        Ok(page.map(group_row))
    }
}

impl<T> Page<T> {
    fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            rows: self.rows.into_iter().map(change).collect(),
            total: self.total,
            offset: self.offset,
            revision: self.revision,
        }
    }
}

async fn page(opened: &Opened, kind: Kind, request: ListPage) -> Result<Page<store::Row>, DeskError> {
    tenants::row(opened, &request.tenant).await?;
    let Window { offset, limit } = request.window;
    let query = cache::query(&request.query);
    opened
        .store(move |store| {
            let page = store.page(&request.tenant, kind, &query, offset, limit.min(MOST))?;
            let total = if page.total_is_exact {
                page.total
            } else {
                store
                    .count(&request.tenant, kind, &query, || true)?
                    .unwrap_or(page.total)
            };
            Ok(Page {
                rows: page.rows,
                total,
                offset: page.offset,
                revision: page.revision,
            })
        })
        .await
}

pub(crate) fn account_row(row: store::Row) -> AccountRow {
    AccountRow {
        id: row.id,
        name: row.name,
        user_name: row.user_name,
        email: row.email,
        external_id: row.external_id,
        active: row.active,
        title: row.title,
        department: row.department,
        groups: row.links,
        created: row.created,
        last_modified: row.last_modified,
        last_seen: row.last_seen,
        not_seen: row.not_seen,
    }
}

pub(crate) fn group_row(row: store::Row) -> GroupRow {
    GroupRow {
        id: row.id,
        name: row.name,
        external_id: row.external_id,
        members: row.links,
        last_modified: row.last_modified,
        last_seen: row.last_seen,
        not_seen: row.not_seen,
    }
}
