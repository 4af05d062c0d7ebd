//! Rows of the users and groups lists, from the cache alone: they work offline.
//!
//! Rows come at once. How many match in all may take longer where a search meets a great many: then the page says so, the
//! counting goes on in the background, and an event tells when the number is there.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use scimdesk_store::{self as store, Kind};
use tokio_util::sync::CancellationToken;

use crate::{
    Desk, cache,
    desk::Opened,
    tenants,
    wire::{AccountRow, DeskError, DeskEvent, GroupRow, ListPage, Page, Window},
};

/// The most rows that one answer holds.
pub(crate) const MOST: u32 = 1_000;
/// How long an answer waits for the number of matches.
const PATIENCE: Duration = Duration::from_millis(10);

/// A count under way: of which list, for which query. One a list, since nobody waits for an earlier one.
pub(crate) struct Counting {
    tenant: String,
    kind: Kind,
    query: store::Query,
    cancel: CancellationToken,
}

impl Counting {
    pub(crate) fn stop(&self) {
        self.cancel.cancel();
    }
}

impl Desk {
    /// Rows of the users list.
    pub async fn accounts_page(&self, request: ListPage) -> Result<Page<AccountRow>, DeskError> {
        let opened = self.opened()?;
        let page = self.page(&opened, Kind::User, request).await?;
        Ok(page.map(account_row))
    }

    /// Rows of the groups list.
    pub async fn groups_page(&self, request: ListPage) -> Result<Page<GroupRow>, DeskError> {
        let opened = self.opened()?;
        let page = self.page(&opened, Kind::Group, request).await?;
        Ok(page.map(group_row))
    }

    async fn page(&self, opened: &Arc<Opened>, kind: Kind, request: ListPage) -> Result<Page<store::Row>, DeskError> {
        let tenant = tenants::row(opened, &request.tenant).await?.id;
        let changed = DeskEvent::DataChanged { tenant: tenant.clone() };
        self.window(
            opened,
            tenant,
            kind,
            cache::query(&request.query),
            request.window,
            changed,
        )
        .await
    }

    /// A window over a list of a tenant or of a directory; `changed` is sounded where counting goes on and ends.
    pub(crate) async fn window(
        &self,
        opened: &Arc<Opened>,
        owner: String,
        kind: Kind,
        query: store::Query,
        window: Window,
        changed: DeskEvent,
    ) -> Result<Page<store::Row>, DeskError> {
        let Window { offset, limit } = window;
        let (asked, of) = (query.clone(), owner.clone());
        let page = opened
            .store(move |store| {
                let page = store.page(&of, kind, &asked, offset, limit.min(MOST))?;
                let deadline = Instant::now() + PATIENCE;
                let exact = if page.total_is_exact {
                    Some(page.total)
                } else {
                    store.count(&of, kind, &asked, || Instant::now() < deadline)?
                };
                Ok(Page {
                    rows: page.rows,
                    total: exact.unwrap_or(page.total),
                    counting: exact.is_none(),
                    offset: page.offset,
                    revision: page.revision,
                })
            })
            .await?;
        self.count_in_background(opened, owner, kind, query, page.counting.then_some(changed));
        Ok(page)
    }

    /// Goes on counting, or stops a count that nobody waits for any more.
    fn count_in_background(
        &self,
        opened: &Arc<Opened>,
        tenant: String,
        kind: Kind,
        query: store::Query,
        changed: Option<DeskEvent>,
    ) {
        let wanted = changed.is_some();
        let cancel = CancellationToken::new();
        {
            let mut counts = opened.counts();
            let same_list = |count: &Counting| count.tenant == tenant && count.kind == kind;
            if wanted && counts.iter().any(|count| same_list(count) && count.query == query) {
                return;
            }
            counts.retain(|count| {
                let outdated = same_list(count);
                if outdated {
                    count.stop();
                }
                !outdated
            });
            if !wanted {
                return;
            }
            counts.push(Counting {
                tenant: tenant.clone(),
                kind,
                query: query.clone(),
                cancel: cancel.clone(),
            });
        }
        let (desk, opened) = (self.clone(), Arc::clone(opened));
        tokio::spawn(async move {
            let (of, stop) = (tenant.clone(), cancel.clone());
            let asked = query.clone();
            let counted = opened
                .store(move |store| store.count(&of, kind, &asked, || !stop.is_cancelled()))
                .await;
            if cancel.is_cancelled() {
                return;
            }
            opened
                .counts()
                .retain(|count| !(count.tenant == tenant && count.kind == kind && count.query == query));
            match counted {
                Ok(_) => changed.into_iter().for_each(|event| desk.sound(event)),
                Err(error) => tracing::warn!(%error, "matches could not be counted"),
            }
        });
    }
}

impl<T> Page<T> {
    pub(crate) fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            rows: self.rows.into_iter().map(change).collect(),
            total: self.total,
            counting: self.counting,
            offset: self.offset,
            revision: self.revision,
        }
    }
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
