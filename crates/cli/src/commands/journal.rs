//! `journal`: what was sent, newest first.

use std::io;

use scimdesk_desk::wire::{ChangeKind, ChangeOutcome, JournalPage, JournalRow, Window};

use crate::exit::Stop;
use crate::output::Table;
use crate::session::Session;

/// Rows fetched at once.
const WINDOW: u32 = 500;

/// Prints the journal of one tenant or of all.
pub(crate) async fn run(session: &Session, name: Option<&str>) -> Result<(), Stop> {
    let output = session.output;
    let tenant = match name {
        Some(name) => Some(session.tenant(name).await?.id),
        None => None,
    };
    let mut table = Table::new(["WHEN", "WHO", "TENANT", "CHANGE", "ACCOUNT", "OUTCOME", "ID"]);
    let mut offset = 0;
    loop {
        let page = session
            .desk
            .journal_page(JournalPage {
                tenant: tenant.clone(),
                account: None,
                window: Window { offset, limit: WINDOW },
            })
            .await?;
        if output.json {
            for row in &page.rows {
                output.object(row)?;
            }
        } else if page.total == 0 {
            output.say("Nothing was sent yet.");
        } else {
            let cells: Vec<_> = page.rows.iter().map(cells).collect();
            table.print(&mut io::stdout().lock(), &cells)?;
        }
        offset += page.rows.len() as u64;
        if page.rows.is_empty() || offset >= page.total {
            return Ok(());
        }
    }
}

fn cells(row: &JournalRow) -> [String; 7] {
    [
        format!("{:.0}", row.at),
        row.os_user.clone(),
        row.tenant_name.clone(),
        match row.change {
            ChangeKind::Deactivate => "deactivate",
            ChangeKind::Reactivate => "reactivate",
        }
        .to_owned(),
        row.account_name.clone(),
        outcome_word(row.outcome).to_owned(),
        row.account.clone(),
    ]
}

/// An outcome in a few words.
pub(crate) fn outcome_word(outcome: Option<ChangeOutcome>) -> &'static str {
    match outcome {
        Some(ChangeOutcome::Applied) => "applied and confirmed",
        Some(ChangeOutcome::AcceptedNotApplied) => "accepted, not applied",
        Some(ChangeOutcome::Vanished) => "no longer found: this app deletes",
        Some(ChangeOutcome::Failed) => "failed",
        Some(ChangeOutcome::Already) => "already so",
        Some(ChangeOutcome::NotSent) => "not sent",
        Some(ChangeOutcome::Unknown) | None => "unknown: look it up",
    }
}
