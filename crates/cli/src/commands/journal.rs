//! `journal`: what was sent, newest first.

use std::io;

use scimdesk_desk::wire::{ChangeKind, ChangeOutcome, JournalPage, JournalRow};

use crate::exit::Stop;
use crate::output::Table;
use crate::session::{Session, each_page};

/// Prints the journal of one tenant or of all.
pub(crate) async fn run(session: &Session, name: Option<&str>) -> Result<(), Stop> {
    let output = session.output;
    let tenant = match name {
        Some(name) => Some(session.tenant(name).await?.id),
        None => None,
    };
    let mut table = Table::new(["WHEN", "WHO", "TENANT", "CHANGE", "ACCOUNT", "OUTCOME", "ID"]);
    let ask = async |window| {
        let request = JournalPage {
            tenant: tenant.clone(),
            account: None,
            window,
        };
        session.desk.journal_page(request).await
    };
    each_page(ask, |page| {
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
        Ok(())
    })
    .await
}

fn cells(row: &JournalRow) -> [String; 7] {
    [
        format!("{:.0}", row.at),
        row.os_user.clone(),
        row.tenant_name.clone(),
        match row.change {
            ChangeKind::Deactivate => "deactivate",
            ChangeKind::Reactivate => "reactivate",
            ChangeKind::Create => "create",
            ChangeKind::Update => "update",
            ChangeKind::Restore => "restore",
            ChangeKind::Disable => "disable",
            ChangeKind::Delete => "delete",
            ChangeKind::References => "references",
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
