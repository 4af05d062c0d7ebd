//! `preview`: what the mappings give for everybody in scope.

use std::io;

use scimdesk_desk::wire::{
    CompareWith, JobEnd, ObjectKind, PreviewMappings, PreviewOutcome, PreviewPage, PreviewRow, PreviewSummary,
};

use crate::args::PreviewArgs;
use crate::commands::mapping;
use crate::exit::{Exit, Stop};
use crate::output::plain;
use crate::session::{Session, each_page};

/// What somebody who asks for changes wants to see.
const CHANGED: [PreviewOutcome; 5] = [
    PreviewOutcome::Failed,
    PreviewOutcome::Duplicate,
    PreviewOutcome::TooLong,
    PreviewOutcome::New,
    PreviewOutcome::Changed,
];

/// Evaluates for everybody, and prints a row for each person.
pub(crate) async fn run(session: &Session, args: PreviewArgs) -> Result<(), Stop> {
    let output = session.output;
    let tenant = session.tenant(&args.name).await?;
    let mappings = match &args.mappings {
        Some(file) => Some(mapping::draft(session, &tenant, file).await?),
        None => None,
    };
    let start = session.desk.mappings_preview(PreviewMappings {
        tenant: tenant.id.clone(),
        object: if args.groups {
            ObjectKind::Group
        } else {
            ObjectKind::User
        },
        mappings,
        target: args.target,
        compare: if args.against_saved {
            CompareWith::Saved
        } else {
            CompareWith::Accounts
        },
    });
    let summary = match session.follow(start, |_| {}).await? {
        JobEnd::MappingsPreviewed { summary } => summary,
        JobEnd::Failed { error } => return Err(Stop::from(error)),
        _ => {
            output.say("Cancelled.");
            return Err(Stop::Told(Exit::Local));
        }
    };
    if args.changed {
        for outcome in CHANGED {
            rows(session, &summary, Some(outcome)).await?;
        }
    } else {
        rows(session, &summary, None).await?;
    }
    say_summary(session, &summary);
    if count(&summary, PreviewOutcome::Failed) > 0 {
        return Err(Stop::Told(Exit::Partly));
    }
    Ok(())
}

fn say_summary(session: &Session, summary: &PreviewSummary) {
    let counts: Vec<String> = (summary.counts.iter())
        .filter(|count| count.count > 0)
        .map(|count| format!("{} {}", count.count, word(count.outcome)))
        .collect();
    session.output.say(&format!(
        "{} in scope ({}), {} out of scope.",
        summary.people,
        if counts.is_empty() {
            "nobody".to_owned()
        } else {
            counts.join(", ")
        },
        summary.out_of_scope
    ));
    if let Some(accounts) = &summary.accounts {
        session.output.say(&format!(
            "Compared with {} accounts of the cache. {}",
            accounts.count, accounts.evidence
        ));
    }
}

async fn rows(session: &Session, summary: &PreviewSummary, outcome: Option<PreviewOutcome>) -> Result<(), Stop> {
    if outcome.is_some_and(|outcome| count(summary, outcome) == 0) {
        return Ok(());
    }
    let ask = async |window| {
        let request = PreviewPage {
            preview: summary.preview.clone(),
            outcome,
            window,
        };
        session.desk.preview_page(request).await
    };
    each_page(ask, |page| {
        for row in &page.rows {
            print(session, row)?;
        }
        Ok(())
    })
    .await
}

fn print(session: &Session, row: &PreviewRow) -> io::Result<()> {
    let output = session.output;
    output.object(row)?;
    output.line(&format!("{} (id {}): {}", row.name, row.person, word(row.outcome)))?;
    for attribute in &row.attributes {
        let value = |value: &Option<serde_json::Value>| match value {
            None => "nothing".to_owned(),
            Some(value) => plain(&value.to_string()),
        };
        let reason = attribute
            .reason
            .as_ref()
            .map(|reason| format!(" ({reason})"))
            .unwrap_or_default();
        output.line(&format!(
            "  {}: {} → {}{reason}",
            attribute.target,
            value(&attribute.from),
            value(&attribute.to)
        ))?;
    }
    Ok(())
}

fn count(summary: &PreviewSummary, outcome: PreviewOutcome) -> u64 {
    (summary.counts.iter())
        .filter(|count| count.outcome == outcome)
        .map(|count| count.count)
        .sum()
}

fn word(outcome: PreviewOutcome) -> &'static str {
    match outcome {
        PreviewOutcome::Failed => "failed",
        PreviewOutcome::Duplicate => "duplicate",
        PreviewOutcome::TooLong => "too long",
        PreviewOutcome::New => "new",
        PreviewOutcome::Changed => "changed",
        PreviewOutcome::NotCompared => "not compared",
        PreviewOutcome::NotSent => "not sent",
        PreviewOutcome::Empty => "empty",
        PreviewOutcome::Equal => "equal",
    }
}
