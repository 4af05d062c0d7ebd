//! `test`: the staged connection test.

use scimdesk_desk::wire::{ConnectionVerdict, JobEnd, Stage, StageOutcome, TestTarget};

use crate::exit::{Exit, Stop};
use crate::next_step::step;
use crate::session::Session;

/// Tests a tenant's connection; the stages are printed as they end.
pub(crate) async fn run(session: &Session, name: &str) -> Result<(), Stop> {
    let output = session.output;
    let tenant = session.tenant(name).await?;
    let start = session.desk.connection_test(TestTarget::Tenant { tenant: tenant.id });
    let end = session
        .follow(start, |stage| {
            if !output.json && stage.outcome != StageOutcome::Running {
                output.say(&stage_line(stage));
            }
        })
        .await?;
    match end {
        JobEnd::ConnectionTested { report } => {
            output.document(&report)?;
            output.line(&report.sentence)?;
            for warning in &report.warnings {
                output.line(warning)?;
            }
            let typed = report.code.and_then(|code| step(code, session.named()));
            if let Some(next) = typed.as_ref().or(report.next.as_ref()) {
                output.line(next)?;
            }
            match report.verdict {
                ConnectionVerdict::Works | ConnectionVerdict::WorksWithWarnings => Ok(()),
                ConnectionVerdict::Fails => Err(Stop::Told(Exit::Server)),
            }
        }
        JobEnd::Failed { error } => Err(Stop::from(error)),
        _ => Err(Stop::Told(Exit::Local)),
    }
}

fn stage_line(stage: &Stage) -> String {
    let mark = match stage.outcome {
        StageOutcome::Running => "…",
        StageOutcome::Passed => "✓",
        StageOutcome::NotOffered | StageOutcome::Skipped => "–",
        StageOutcome::Warning => "!",
        StageOutcome::Failed => "✗",
        StageOutcome::NotKnown => "?",
    };
    let time = stage
        .elapsed_ms
        .map(|elapsed| format!(" ({elapsed} ms)"))
        .unwrap_or_default();
    let sentence = stage
        .sentence
        .as_deref()
        .map(|sentence| format!(": {sentence}"))
        .unwrap_or_default();
    format!("{mark} {}{sentence}{time}", stage.title)
}
