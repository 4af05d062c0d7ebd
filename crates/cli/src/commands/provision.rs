//! `provision`: some people or groups now, with every step.

use std::io;

use scimdesk_desk::wire::{
    ErrorCode, JobEnd, LogStatus, OnDemandOutcome, OnDemandResult, ProvisionOnDemand, SafetyLevel, StepKind,
};

use crate::exit::{Exit, Stop, exit_of};
use crate::output::{agreed, somebody_can_answer};
use crate::provisioning_args::ProvisionArgs;
use crate::session::{Session, bare_error};

/// Provisions, or shows what would be done.
pub(crate) async fn run(session: &Session, args: ProvisionArgs) -> Result<(), Stop> {
    let output = session.output;
    let tenant = session.tenant(&args.name).await?;
    if !args.dry_run && !args.yes && tenant.safety == SafetyLevel::Review {
        confirm(session, args.people.len() + args.group.len(), &tenant.name)?;
    }
    let start = session.desk.provision_on_demand(ProvisionOnDemand {
        tenant: tenant.id,
        people: args.people,
        groups: args.group,
        dry_run: args.dry_run,
    });
    match session.follow(start, |_| {}).await? {
        JobEnd::ProvisionedOnDemand { outcome } => {
            output.document(&outcome)?;
            for result in &outcome.results {
                print(session, result)?;
            }
            ended(&outcome)
        }
        JobEnd::Failed { error } => Err(Stop::from(error)),
        _ => {
            output.say("Stopped.");
            Err(Stop::Told(Exit::Partly))
        }
    }
}

fn ended(outcome: &OnDemandOutcome) -> Result<(), Stop> {
    let failed = (outcome.results.iter())
        .filter(|result| result.status == LogStatus::Failure)
        .count();
    match failed {
        0 => Ok(()),
        all if all == outcome.results.len() => Err(Stop::Told(exit_of(ErrorCode::ServerFailed))),
        _ => Err(Stop::Told(Exit::Partly)),
    }
}

fn print(session: &Session, result: &OnDemandResult) -> io::Result<()> {
    let output = session.output;
    output.line(&format!(
        "{} (id {}): {}",
        result.name,
        result.person,
        status_word(result.status)
    ))?;
    for (number, step) in result.steps.iter().enumerate() {
        output.line(&format!(
            "  {}. {}: {}. {}",
            number + 1,
            step_word(step.kind),
            status_word(step.status),
            step.description
        ))?;
        for (name, value) in &step.details {
            output.line(&format!("       {name}: {value}"))?;
        }
    }
    for attribute in &result.attributes {
        let value = |value: &Option<String>, list: &[String]| match value {
            Some(value) => value.clone(),
            None if list.is_empty() => "nothing".to_owned(),
            None => list.join(", "),
        };
        output.line(&format!(
            "  {}: {} → {}",
            attribute.target,
            value(&attribute.from, &attribute.removed),
            value(&attribute.to, &attribute.added)
        ))?;
    }
    for request in &result.requests {
        output.line(&format!("  {} {}", request.method, request.path))?;
        for line in request.body.lines() {
            output.line(&format!("    {line}"))?;
        }
    }
    output.line(&format!("  {}", result.sentence))?;
    let next = result
        .error
        .as_ref()
        .and_then(|error| error.recommended_action.as_ref());
    if let Some(next) = next.filter(|_| result.status != LogStatus::Success) {
        output.line(&format!("  {next}"))?;
    }
    Ok(())
}

fn step_word(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Connection => "test connection",
        StepKind::Import => "import",
        StepKind::Scoping => "determine if in scope",
        StepKind::Matching => "match",
        StepKind::Processing => "decide",
        StepKind::ReferenceResolution => "resolve references",
        StepKind::Export => "perform action",
    }
}

fn status_word(status: LogStatus) -> &'static str {
    match status {
        LogStatus::Success => "done",
        LogStatus::Failure => "failed",
        LogStatus::Skipped => "skipped",
        LogStatus::Warning => "warning",
    }
}

fn confirm(session: &Session, count: usize, tenant: &str) -> Result<(), Stop> {
    if !somebody_can_answer() {
        return Err(Stop::from(bare_error(
            ErrorCode::ReviewNeeded,
            "Nothing was sent: this tenant asks for a review of each change.",
            Some("Look at it with --dry-run, then run the command again with --yes."),
        )));
    }
    let question = format!("Provision {count} to {tenant}?");
    if agreed(&question)? {
        return Ok(());
    }
    session.output.say("Nothing was sent.");
    Err(Stop::Told(Exit::Safety))
}
