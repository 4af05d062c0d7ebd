//! The record of every change that was sent. It is only ever read here; the changes write it.

use scimdesk_store as store;
use serde_json::Value;

use crate::{
    Desk, codes,
    desk::Opened,
    lists::MOST,
    wire::{
        ChangeKind, ChangeOutcome, DeskError, ErrorCode, JournalEntry, JournalExchange, JournalId, JournalPage,
        JournalRow, Page,
    },
    words::say,
};

impl Desk {
    /// Rows of the journal, newest first.
    pub async fn journal_page(&self, request: JournalPage) -> Result<Page<JournalRow>, DeskError> {
        let opened = self.opened()?;
        let window = request.window;
        let marker = opened.changing.clone();
        let (page, changing) = opened
            .store(move |store| {
                let query = store::JournalQuery {
                    tenant: request.tenant,
                    account: request.account,
                };
                // Asked first: what is under way then may be complete by the time it is read, and not the other way round.
                let changing = marker.anybody();
                Ok((store.journal(&query, window.offset, window.limit.min(MOST))?, changing))
            })
            .await?;
        // Entries are only ever added and completed: the newest one tells whether rows still belong together.
        let revision = page.total;
        let rows = page.rows.into_iter().map(|entry| row(entry, changing)).collect();
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
        let (entry, changing) = entry(&opened, request.id).await?;
        // Where the process died before the answer, what was about to be sent is all that is known.
        let exchanges: Vec<JournalExchange> =
            serde_json::from_str(entry.exchanges.as_deref().unwrap_or(&entry.requests)).unwrap_or_default();
        Ok(JournalEntry {
            row: row(entry.row, changing),
            exchanges,
            before: entry.before.map(|json| indented(&json)),
            after: entry.after.map(|json| indented(&json)),
        })
    }
}

/// `changing`: whether an entry without outcome may be under way.
fn row(entry: store::EntryRow, changing: bool) -> JournalRow {
    let sentence = if entry.outcome.is_none() && !changing {
        Some(say!("change-interrupted"))
    } else {
        entry.sentence
    };
    JournalRow {
        id: entry.id,
        at: entry.at,
        os_user: entry.os_user,
        tenant: entry.tenant,
        tenant_name: entry.tenant_name,
        change: codes::value(&entry.change).unwrap_or(ChangeKind::Deactivate),
        account: entry.account,
        account_name: entry.account_name,
        outcome: entry.outcome.as_deref().and_then(codes::value::<ChangeOutcome>),
        sentence,
    }
}

async fn entry(opened: &Opened, id: i64) -> Result<(store::Entry, bool), DeskError> {
    let marker = opened.changing.clone();
    opened
        .store(move |store| {
            let changing = marker.anybody();
            Ok(store.entry(id)?.map(|entry| (entry, changing)))
        })
        .await?
        .ok_or_else(|| DeskError::of(ErrorCode::JournalEntryNotFound))
}

fn indented(json: &str) -> String {
    serde_json::from_str::<Value>(json)
        .and_then(|value| serde_json::to_string_pretty(&value))
        .unwrap_or_else(|_| json.to_owned())
}
