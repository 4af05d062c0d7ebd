//! `plan`: what would be done about whom, and why; nothing is sent.

use std::io;
use std::path::Path;

use scimdesk_desk::counted;
use scimdesk_desk::wire::{
    ErrorCode, ExportPlan, JobEnd, MakePlan, ObjectKind, PlanCount, PlanExtent, PlanFormat, PlanItem, PlanItemId,
    PlanItemState, PlanPage, PlanRow, PlannedAction, ProvisioningPlan, TenantId,
};

use crate::commands::directory::Reading;
use crate::exit::{Exit, Stop};
use crate::output::{Output, Table, refuse_existing, saved};
use crate::provisioning_args::PlanArgs;
use crate::session::{Session, bare_error, each_page};

/// Plans, or shows one change of the newest plan.
pub(crate) async fn run(session: &Session, args: PlanArgs) -> Result<(), Stop> {
    let tenant = session.tenant(&args.name).await?.id;
    if let Some(number) = args.show {
        return show(session, tenant, number).await;
    }
    if let Some(out) = args.out.as_deref().filter(|_| !args.force) {
        refuse_existing(out)?;
    }
    let request = MakePlan {
        tenant,
        extent: if args.next {
            PlanExtent::NextCycle
        } else {
            PlanExtent::All
        },
        only: args.only,
        refresh: args.refresh,
    };
    let plan = match session.follow(session.desk.plan_make(request), |_| {}).await? {
        JobEnd::Planned { plan } => plan,
        JobEnd::Failed { error } => return Err(Stop::from(error)),
        _ => {
            session.output.say("Stopped.");
            return Err(Stop::Told(Exit::Partly));
        }
    };
    if let Some(out) = &args.out {
        write(session, &plan, out, args.force).await?;
    }
    report(session.output, &plan)?;
    age(session, &args.name, &plan, args.refresh).await?;
    if session.output.json {
        session.output.document(&plan)?;
        return Ok(());
    }
    rows(session, &plan).await
}

async fn show(session: &Session, tenant: String, number: u32) -> Result<(), Stop> {
    let newest = session.desk.plan_newest(TenantId { tenant }).await?;
    let plan = newest.ok_or_else(|| {
        Stop::from(bare_error(
            ErrorCode::PlanNotFound,
            "There is no plan yet.",
            Some("`scimdesk plan NAME` makes one."),
        ))
    })?;
    let request = PlanItemId {
        plan: plan.plan,
        number,
    };
    let item = session.desk.plan_item(request).await?;
    session.output.document(&item)?;
    whole(session.output, &item)?;
    Ok(())
}

/// Into a file: Markdown where its name ends so, else JSON.
async fn write(session: &Session, plan: &ProvisioningPlan, out: &Path, force: bool) -> Result<(), Stop> {
    let is_markdown = (out.extension()).is_some_and(|extension| extension.eq_ignore_ascii_case("md"));
    let request = ExportPlan {
        plan: plan.plan.clone(),
        format: if is_markdown {
            PlanFormat::Markdown
        } else {
            PlanFormat::Json
        },
    };
    let file = session.desk.plan_export(request).await?;
    saved(out, &file.content, force)
}

fn report(output: Output, plan: &ProvisioningPlan) -> io::Result<()> {
    output.line(&format!(
        "{} people and {} groups in {}, {} unchanged, {} out of scope",
        plan.people, plan.directory_groups, plan.directory, plan.unchanged, plan.out_of_scope
    ))?;
    for count in &plan.counts {
        output.line(&format!("  {}", planned(count)))?;
    }
    for warning in plan.stale.iter().chain(&plan.warnings) {
        output.line(&format!("  {warning}"))?;
    }
    if let Some(blocked) = &plan.blocked {
        output.line(&format!("  {}", blocked.message))?;
    }
    Ok(())
}

/// When what the plan compares was read.
async fn age(session: &Session, tenant: &str, plan: &ProvisioningPlan, is_fresh: bool) -> Result<(), Stop> {
    let tenant = session.tenant(tenant).await?;
    let mut read = Vec::new();
    if let Some(directory) = session.find_directory(&plan.directory).await? {
        read.push(match Reading::of(session, &directory).await? {
            Reading::Imported(at) => format!("{} was imported {at:.0}", directory.name),
            Reading::Refreshed(Some(at)) => format!("{} was read {at:.0}", directory.name),
            Reading::Refreshed(None) => format!("{} was never read", directory.name),
        });
    }
    read.push(match &tenant.users {
        Some(listing) => format!("accounts were listed {:.0}", listing.fetched_at),
        None => String::from("accounts were never listed"),
    });
    // Not every app has groups.
    if let Some(listing) = &tenant.groups {
        read.push(format!("groups were listed {:.0}", listing.fetched_at));
    }
    let next = if is_fresh { "" } else { " --refresh reads anew." };
    Ok(session.output.line(&format!("  {}.{next}", read.join(", ")))?)
}

/// `2 accounts to create`, `1 group to link (withheld)`.
pub(crate) fn planned(count: &PlanCount) -> String {
    let objects = match count.object {
        ObjectKind::User => counted::accounts(count.count),
        ObjectKind::Group => counted::groups(count.count),
    };
    let action = match count.action {
        PlannedAction::Members => "change the members of",
        other => action(other),
    };
    match count.state {
        PlanItemState::Planned => format!("{objects} to {action}"),
        other => format!("{objects} to {action} ({})", state(other)),
    }
}

async fn rows(session: &Session, plan: &ProvisioningPlan) -> Result<(), Stop> {
    let mut table = Table::new(["NUMBER", "WHO", "ACTION", "STATE", "ACCOUNT", "WHY"]);
    let ask = async |window| {
        let request = PlanPage {
            plan: plan.plan.clone(),
            object: None,
            action: None,
            state: None,
            search: String::new(),
            window,
        };
        session.desk.plan_page(request).await
    };
    each_page(ask, |page| {
        if page.total == 0 {
            session.output.say("Nothing to change.");
            return Ok(());
        }
        let cells: Vec<_> = page.rows.iter().map(cells).collect();
        table.print(&mut io::stdout().lock(), &cells)?;
        Ok(())
    })
    .await
}

fn cells(row: &PlanRow) -> [String; 6] {
    [
        row.number.to_string(),
        row.person_name.clone().unwrap_or_default(),
        action(row.action).to_owned(),
        state(row.state).to_owned(),
        row.account_name.clone().unwrap_or_default(),
        row.why.clone(),
    ]
}

fn whole(output: Output, item: &PlanItem) -> io::Result<()> {
    let row = &item.row;
    let name = row.person_name.as_deref().unwrap_or_default();
    output.line(&format!("{} {} ({})", action(row.action), name, state(row.state)))?;
    for sentence in item
        .reasons
        .iter()
        .chain([&row.effect])
        .chain(&item.notes)
        .chain(&item.outcome)
    {
        output.line(&format!("  {sentence}"))?;
    }
    for attribute in &item.attributes {
        let (from, to) = (
            attribute.from.as_deref().unwrap_or("—"),
            attribute.to.as_deref().unwrap_or("—"),
        );
        if attribute.added.is_empty() && attribute.removed.is_empty() {
            output.line(&format!("{}: {from} → {to}", attribute.target))?;
        } else {
            output.line(&format!("{}:", attribute.target))?;
        }
        for added in &attribute.added {
            output.line(&format!("  + {added}"))?;
        }
        for removed in &attribute.removed {
            output.line(&format!("  - {removed}"))?;
        }
    }
    for request in &item.requests {
        output.line(&format!("{} {}", request.method, request.path))?;
        for line in request.body.lines() {
            output.line(&format!("  {line}"))?;
        }
    }
    Ok(())
}

fn action(action: PlannedAction) -> &'static str {
    match action {
        PlannedAction::Create => "create",
        PlannedAction::Link => "link",
        PlannedAction::Update => "update",
        PlannedAction::Restore => "restore",
        PlannedAction::Disable => "disable",
        PlannedAction::Delete => "delete",
        PlannedAction::Unlink => "unlink",
        PlannedAction::Members => "members",
    }
}

fn state(state: PlanItemState) -> &'static str {
    match state {
        PlanItemState::Planned => "planned",
        PlanItemState::Rejected => "rejected",
        PlanItemState::Withheld => "withheld",
        PlanItemState::Applied => "applied",
        PlanItemState::Failed => "failed",
        PlanItemState::Stale => "stale",
    }
}
