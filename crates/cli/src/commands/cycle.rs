//! `cycle`: run one now, see where provisioning stands, switch it on and off.

use std::io;

use scimdesk_desk::counted;
use scimdesk_desk::wire::{
    CycleCounts, CycleKind, CycleRow, CycleState, ErrorCode, JobEnd, Provisioning, ProvisioningCode,
    ProvisioningOutcome, Quarantine, QuarantineReason, RestartProvisioning, RunCycle, SafetyLevel, Tenant, TenantId,
};

use crate::commands::cycle_settings;
use crate::exit::{Exit, Stop};
use crate::next_step::{argument, step};
use crate::output::{Output, agreed, somebody_can_answer};
use crate::provisioning_args::CycleArgs;
use crate::session::{Session, bare_error};

/// Runs a cycle, or does what was asked instead.
pub(crate) async fn run(session: &Session, args: CycleArgs) -> Result<(), Stop> {
    let output = session.output;
    let tenant = session.tenant(&args.name).await?;
    let id = TenantId {
        tenant: tenant.id.clone(),
    };
    let desk = &session.desk;
    if args.instead.settings {
        return cycle_settings::print(session, tenant.id).await;
    }
    if !args.instead.set.is_empty() {
        return cycle_settings::set(session, tenant.id, &args.instead.set).await;
    }
    let shown = if args.instead.status {
        desk.provisioning_get(id).await?
    } else if args.instead.start {
        confirm(session, &tenant, args.yes, "Switch cycles on").await?;
        desk.provisioning_start(id).await?
    } else if args.instead.pause {
        desk.provisioning_pause(id).await?
    } else if args.instead.stop {
        desk.provisioning_stop(id).await?
    } else if args.instead.restart {
        return restart(session, &tenant, &args).await;
    } else {
        confirm(session, &tenant, args.yes, "Run a cycle").await?;
        return run_one(session, tenant.id).await;
    };
    output.document(&shown)?;
    status(session, &tenant.name, &shown)?;
    Ok(())
}

/// Begins anew. Whom the links are about is known nowhere else, so that forgetting them asks.
async fn restart(session: &Session, tenant: &Tenant, args: &CycleArgs) -> Result<(), Stop> {
    let output = session.output;
    let id = TenantId {
        tenant: tenant.id.clone(),
    };
    let before = session.desk.provisioning_get(id).await?.statistics;
    let links = format!(
        "{} and {}",
        counted::accounts(before.users),
        counted::groups(before.groups)
    );
    if args.forget_links && before.users + before.groups > 0 && !args.yes {
        if !somebody_can_answer() {
            return Err(Stop::from(bare_error(
                ErrorCode::ReviewNeeded,
                &format!("Nothing was forgotten: {links} are linked."),
                Some(&format!(
                    "`scimdesk links list {}` shows them. Run the command again with --yes to forget who is linked.",
                    argument(&tenant.name)
                )),
            )));
        }
        if !agreed(&format!(
            "Forget in {} who is linked to which account ({links})?",
            tenant.name
        ))? {
            output.say("Nothing was forgotten.");
            return Err(Stop::Told(Exit::Safety));
        }
    }
    let request = RestartProvisioning {
        tenant: tenant.id.clone(),
        forget_links: args.forget_links,
    };
    let shown = session.desk.provisioning_restart(request).await?;
    output.document(&shown)?;
    output.line("Quarantine, failures that waited and how far the directory was read are forgotten: the next cycle is an initial one.")?;
    if args.forget_links {
        output.line(&format!(
            "Who is linked is forgotten ({links}): the next cycle matches everybody anew. Nothing was sent."
        ))?;
    }
    Ok(status(session, &tenant.name, &shown)?)
}

async fn run_one(session: &Session, tenant: String) -> Result<(), Stop> {
    let request = RunCycle { tenant, reviewed: true };
    ended(
        session.output,
        session.follow(session.desk.cycle_run(request), |_| {}).await?,
    )
}

/// Tells what came of a cycle or of a plan.
pub(crate) fn ended(output: Output, end: JobEnd) -> Result<(), Stop> {
    match end {
        JobEnd::Provisioned { outcome } => {
            output.document(&outcome)?;
            report(output, &outcome)?;
            match (outcome.cycle.state, outcome.cycle.error) {
                (_, Some(error)) => Err(Stop::from(error)),
                (CycleState::SomeFailed | CycleState::Stopped, None) => Err(Stop::Told(Exit::Partly)),
                _ => Ok(()),
            }
        }
        JobEnd::Failed { error } => Err(Stop::from(error)),
        _ => {
            output.say("Stopped.");
            Err(Stop::Told(Exit::Partly))
        }
    }
}

/// Switching on is the review of a tenant whose changes are reviewed; one that is on has had it.
async fn confirm(session: &Session, tenant: &Tenant, yes: bool, what: &str) -> Result<(), Stop> {
    if yes || tenant.safety != SafetyLevel::Review {
        return Ok(());
    }
    let id = TenantId {
        tenant: tenant.id.clone(),
    };
    let code = session.desk.provisioning_get(id).await?.code;
    if matches!(
        code,
        ProvisioningCode::NotRun | ProvisioningCode::Active | ProvisioningCode::Quarantine
    ) {
        return Ok(());
    }
    if !somebody_can_answer() {
        return Err(Stop::from(bare_error(
            ErrorCode::ReviewNeeded,
            "Nothing was sent: this tenant asks for a review, and a cycle sends by itself.",
            Some("Look at `scimdesk plan`, then run the command again with --yes."),
        )));
    }
    let question = format!("{what} in {}, which sends what the plan says?", tenant.name);
    if agreed(&question)? {
        return Ok(());
    }
    session.output.say("Nothing was sent.");
    Err(Stop::Told(Exit::Safety))
}

fn report(output: Output, outcome: &ProvisioningOutcome) -> io::Result<()> {
    output.line(&cycle_line(&outcome.cycle))?;
    if outcome.stale > 0 {
        output.line(&format!("{} not sent, since they were no longer true.", outcome.stale))?;
    }
    for failure in &outcome.failures {
        output.line(&format!("  {}", failure.sentence))?;
    }
    Ok(())
}

fn status(session: &Session, tenant: &str, shown: &Provisioning) -> io::Result<()> {
    let output = session.output;
    let name = argument(tenant);
    output.line(&shown.sentence)?;
    for missing in &shown.missing {
        output.line(&format!("  {missing}"))?;
    }
    if let Some(quarantine) = &shown.quarantine {
        in_quarantine(output, tenant, shown, quarantine)?;
    }
    if let Some(owner) = &shown.owner {
        output.line(&format!(
            "A cycle is run by {owner}. Wait for it, or end it where it runs, with Ctrl-C or Cancel; one that was begun by itself also ends \
             after the object at hand with `scimdesk cycle {name} --pause`."
        ))?;
    }
    if let Some(next_at) = shown.next_at {
        let when = if next_at <= session.desk.now() {
            String::from("due now")
        } else {
            format!("{next_at:.0}")
        };
        // Nobody can tell whether somebody serves: a lease is held only while a cycle runs.
        output.line(&format!(
            "Next cycle: {when}. `scimdesk serve {name}` runs it, or the window where it is open."
        ))?;
    }
    if let Some(cycle) = &shown.last_cycle {
        output.line(&format!("Last: {}", cycle_line(cycle)))?;
    }
    let statistics = &shown.statistics;
    output.line(&format!(
        "{} and {} linked · {} waiting for a decision · {}",
        counted::accounts(statistics.users),
        counted::groups(statistics.groups),
        shown.staged,
        counted::retries(shown.retries)
    ))?;
    if let Some(error) = &shown.last_error {
        output.line(&format!("Last error: {error}"))?;
    }
    Ok(())
}

/// Why, since when and until when; and how to end it, which is not the same for deletions that wait.
fn in_quarantine(output: Output, tenant: &str, shown: &Provisioning, quarantine: &Quarantine) -> io::Result<()> {
    let name = argument(tenant);
    // As the table in docs/provisioning.md names it.
    let reason = serde_json::to_value(quarantine.reason)?;
    output.line(&format!(
        "In quarantine since {:.0} ({}).",
        quarantine.since,
        reason.as_str().unwrap_or_default()
    ))?;
    // The status says it already where cycles are on.
    if shown.sentence != quarantine.sentence {
        output.line(&format!("  {}", quarantine.sentence))?;
    }
    if quarantine.reason == QuarantineReason::TooManyDeletes {
        return output.line(&format!(
            "  `scimdesk staged {name}` lists them; with --allow and --deny you decide about each, or all."
        ));
    }
    // What the desk kept is for the window.
    let typed = (shown.last_cycle.as_ref())
        .and_then(|cycle| cycle.error.as_ref())
        .filter(|error| error.message == quarantine.sentence)
        .and_then(|error| step(error.code, Some(tenant)));
    if let Some(next) = typed.as_ref().or(quarantine.next.as_ref()) {
        output.line(&format!("  {next}"))?;
    }
    output.line(&format!(
        "  Next attempt: {:.0}. `scimdesk cycle {name} --start` lifts the quarantine: a cycle is due at once.",
        quarantine.next_attempt
    ))
}

/// A cycle in one line.
pub(crate) fn cycle_line(cycle: &CycleRow) -> String {
    let kind = match cycle.kind {
        CycleKind::Initial => "initial",
        CycleKind::Incremental => "incremental",
        CycleKind::Plan => "a plan",
        CycleKind::OnDemand => "on demand",
    };
    let state = match cycle.state {
        CycleState::Running => "running",
        CycleState::Succeeded => "done",
        CycleState::SomeFailed => "some failed",
        CycleState::Failed => "failed",
        CycleState::Stopped => "stopped",
        CycleState::Interrupted => "interrupted",
    };
    let line = format!("cycle {} ({kind}) {state}", cycle.number);
    match counts(&cycle.counts) {
        Some(counts) => format!("{line}: {counts}"),
        None if cycle.state == CycleState::Succeeded => format!("{line}: nothing to change"),
        // What would have been to change is not known.
        None => line,
    }
}

/// What came of it; `None` where nothing did.
fn counts(counts: &CycleCounts) -> Option<String> {
    let word = |count: u64, word: &str| (count > 0).then(|| format!("{count} {word}"));
    let all = [
        word(counts.created, "created"),
        word(counts.linked, "linked"),
        word(counts.updated, "updated"),
        word(counts.restored, "restored"),
        word(counts.disabled, "disabled"),
        word(counts.deleted, "deleted"),
        (counts.memberships > 0).then(|| counted::memberships(counts.memberships)),
        word(counts.failed, "failed"),
        word(counts.staged, "waiting for a decision"),
    ];
    let some: Vec<String> = all.into_iter().flatten().collect();
    (!some.is_empty()).then(|| some.join(" · "))
}
