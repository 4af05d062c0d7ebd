//! `refresh`: fetch accounts and groups anew.

use std::fmt::Write as _;

use scimdesk_desk::wire::{JobEnd, Refresh, RefreshOutcome, ResourceKind};
use serde::Serialize;

use crate::commands::tenant::completeness_word;
use crate::exit::{Exit, Stop, exit_of};
use crate::next_step::to_type;
use crate::session::Session;

/// Refreshes a tenant's lists.
pub(crate) async fn run(session: &Session, name: &str) -> Result<(), Stop> {
    let output = session.output;
    let tenant = session.tenant(name).await?;
    let start = session.desk.refresh(Refresh {
        tenant: tenant.id,
        kinds: Vec::new(),
    });
    match session.follow(start, |_| {}).await? {
        JobEnd::Refreshed { outcomes, failures } => {
            #[derive(Serialize)]
            struct Document<'a, O, F> {
                outcomes: &'a O,
                failures: &'a F,
            }
            output.document(&Document {
                outcomes: &outcomes,
                failures: &failures,
            })?;
            for outcome in &outcomes {
                output.line(&line(outcome))?;
            }
            for failure in &failures {
                if !output.json {
                    output.say(&format!(
                        "{} were not refreshed; what was cached of them stays.",
                        word(failure.kind)
                    ));
                    output.error(&to_type(failure.error.clone(), session.named()));
                }
            }
            match (outcomes.is_empty(), failures.first()) {
                (_, None) => Ok(()),
                (false, Some(_)) => Err(Stop::Told(Exit::Partly)),
                (true, Some(failure)) => Err(Stop::Told(exit_of(failure.error.code))),
            }
        }
        JobEnd::Failed { error } => Err(Stop::from(error)),
        _ => {
            output.say("Cancelled. The lists are as they were.");
            Err(Stop::Told(Exit::Local))
        }
    }
}

fn word(kind: ResourceKind) -> &'static str {
    match kind {
        ResourceKind::User => "Users",
        ResourceKind::Group => "Groups",
    }
}

fn line(outcome: &RefreshOutcome) -> String {
    let mut line = format!(
        "{}: {} ({}), {} new, {} changed, {} gone",
        word(outcome.kind),
        outcome.count,
        completeness_word(outcome.completeness),
        outcome.added,
        outcome.changed,
        outcome.vanished
    );
    if outcome.not_seen > 0 {
        let _ = write!(line, ", {} kept that this listing did not show", outcome.not_seen);
    }
    let _ = write!(line, ". {}", outcome.evidence);
    line
}
