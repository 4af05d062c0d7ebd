//! `apply`: show what a plan would do, ask, send, report.

use std::io::{self, Read};

use scimdesk_desk::counted;
use scimdesk_desk::wire::{ErrorCode, ImportPlan, PlanId, PlanItemState, ProvisioningPlan, SafetyLevel, TenantId};

use crate::commands::{cycle, plan::planned};
use crate::exit::{Exit, Stop};
use crate::output::{agreed, somebody_can_answer};
use crate::provisioning_args::ApplyArgs;
use crate::session::{Session, bare_error};

/// Sends a plan.
pub(crate) async fn run(session: &Session, args: ApplyArgs) -> Result<(), Stop> {
    let output = session.output;
    let tenant = session.tenant(&args.name).await?;
    let plan = if let Some(file) = &args.file {
        let content = if file.as_os_str() == "-" {
            let mut text = String::new();
            io::stdin().lock().read_to_string(&mut text)?;
            text
        } else {
            std::fs::read_to_string(file).map_err(|error| {
                let message = format!("{} cannot be read: {error}.", file.display());
                Stop::from(bare_error(ErrorCode::BadInput, &message, None))
            })?
        };
        let request = ImportPlan {
            tenant: tenant.id.clone(),
            content,
        };
        session.desk.plan_import(request).await?
    } else {
        let id = TenantId {
            tenant: tenant.id.clone(),
        };
        session.desk.plan_newest(id).await?.ok_or_else(|| {
            let next = format!("Make one: `scimdesk plan {}`.", tenant.name);
            Stop::from(bare_error(
                ErrorCode::PlanNotFound,
                "There is no plan yet.",
                Some(&next),
            ))
        })?
    };
    show(session, &plan);
    if let Some(blocked) = plan.blocked {
        return Err(Stop::from(blocked));
    }
    let open = count(&plan, PlanItemState::Planned);
    if open > 0 && !args.yes && tenant.safety != SafetyLevel::Trusted {
        confirm(session, open, &tenant.name)?;
    }
    let start = session.desk.plan_apply(PlanId { plan: plan.plan });
    cycle::ended(output, session.follow(start, |_| {}).await?)
}

fn show(session: &Session, plan: &ProvisioningPlan) {
    let output = session.output;
    output.say(&format!(
        "Plan of {:.0} for {}: {} people and {} groups, {} unchanged, {} out of scope.",
        plan.made_at, plan.tenant_name, plan.people, plan.directory_groups, plan.unchanged, plan.out_of_scope
    ));
    for count in &plan.counts {
        output.say(&format!("  {}", planned(count)));
    }
    for warning in plan.warnings.iter().chain(&plan.stale) {
        output.say(warning);
    }
}

fn count(plan: &ProvisioningPlan, state: PlanItemState) -> u64 {
    (plan.counts.iter())
        .filter(|count| count.state == state)
        .map(|count| count.count)
        .sum()
}

fn confirm(session: &Session, open: u64, tenant: &str) -> Result<(), Stop> {
    if !somebody_can_answer() {
        return Err(Stop::from(bare_error(
            ErrorCode::ReviewNeeded,
            "Nothing was sent: this tenant asks for a review of each change.",
            Some("Look at `scimdesk plan`, then run the command again with --yes."),
        )));
    }
    let question = format!("Send {} to {tenant}?", counted::changes(open));
    if agreed(&question)? {
        return Ok(());
    }
    session.output.say("Nothing was sent.");
    Err(Stop::Told(Exit::Safety))
}
