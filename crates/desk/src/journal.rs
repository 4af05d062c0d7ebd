//! The record of every change that was sent. It is only ever read here; the changes write it.

use scimdesk_store as store;
use serde_json::Value;

use crate::{
    Desk, codes,
    desk::Opened,
    lists::MOST,
    wire::{
        ChangeKind, ChangeOutcome, DeskError, ErrorCode, JobKind, JournalEntry, JournalExchange, JournalId,
        JournalPage, JournalRow, Page,
    },
    words::say,
};

impl Desk {
    /// Rows of the journal, newest first.
    pub async fn journal_page(&self, request: JournalPage) -> Result<Page<JournalRow>, DeskError> {
        let opened = self.opened()?;
        let window = request.window;
        let page = opened
            .store(move |store| {
                let query = store::JournalQuery {
                    tenant: request.tenant,
                    account: request.account,
                };
                store.journal(&query, window.offset, window.limit.min(MOST))
            })
            .await?;
        // Entries are only ever added and completed: the newest one tells whether rows still belong together.
        let revision = page.total;
        let rows = page.rows.into_iter().map(|entry| self.row(entry)).collect();
        Ok(Page {
            rows,
            total: page.total,
            counting: false,
            offset: window.offset,
            revision,
        })
    }

    /// One journal entry whole.
    pub async fn journal_entry(&self, request: JournalId) -> Result<JournalEntry, DeskError> {
        let opened = self.opened()?;
        let entry = entry(&opened, request.id).await?;
        // Where the process died before the answer, what was about to be sent is all that is known.
        let exchanges: Vec<JournalExchange> =
            serde_json::from_str(entry.exchanges.as_deref().unwrap_or(&entry.requests)).unwrap_or_default();
        Ok(JournalEntry {
            row: self.row(entry.row),
            exchanges,
            before: entry.before.map(|json| indented(&json)),
            after: entry.after.map(|json| indented(&json)),
        })
    }

    fn row(&self, entry: store::EntryRow) -> JournalRow {
        let change = codes::value(&entry.change).unwrap_or(ChangeKind::Deactivate);
        let outcome = entry.outcome.as_deref().and_then(codes::value::<ChangeOutcome>);
        let sentence = match (&entry.outcome, entry.sentence) {
            (None, _) if !self.is_changing(&entry.tenant) => Some(say!("change-interrupted")),
            (_, sentence) => sentence,
        };
        JournalRow {
            id: entry.id,
            at: entry.at,
            os_user: entry.os_user,
            tenant: entry.tenant,
            tenant_name: entry.tenant_name,
            change,
            account: entry.account,
            account_name: entry.account_name,
            outcome,
            sentence,
        }
    }

    /// Whether changes are being sent to a tenant by this process, so that an open entry may be one of them.
    fn is_changing(&self, tenant: &str) -> bool {
        self.inner.jobs.list().iter().any(|job| {
            job.end.is_none()
                && job.tenant.as_deref() == Some(tenant)
                && matches!(job.kind, JobKind::Deactivate | JobKind::Reactivate)
        })
    }
}

async fn entry(opened: &Opened, id: i64) -> Result<store::Entry, DeskError> {
    opened
        .store(move |store| store.entry(id))
        .await?
        .ok_or_else(|| DeskError::of(ErrorCode::JournalEntryNotFound))
}

fn indented(json: &str) -> String {
    serde_json::from_str::<Value>(json)
        .and_then(|value| serde_json::to_string_pretty(&value))
        .unwrap_or_else(|_| json.to_owned())
}
