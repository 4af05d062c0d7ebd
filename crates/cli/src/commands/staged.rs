//! `staged`: disables and deletions that wait for a person.

use std::io;

use scimdesk_desk::wire::{DecideStaged, ErrorCode, PlannedAction, StagedDecision, StagedRow, TenantPage};

use crate::exit::Stop;
use crate::output::Table;
use crate::provisioning_args::StagedArgs;
use crate::session::{Session, bare_error, each_page};

/// Lists what waits, or decides.
pub(crate) async fn run(session: &Session, args: StagedArgs) -> Result<(), Stop> {
    let output = session.output;
    let tenant = session.tenant(&args.name).await?.id;
    let (numbers, decision) = match (args.allow.is_empty(), args.deny.is_empty()) {
        (true, true) => return list(session, tenant).await,
        (false, _) => (args.allow, StagedDecision::Allowed),
        (true, false) => (args.deny, StagedDecision::Denied),
    };
    let request = DecideStaged {
        tenant,
        numbers: parse(&numbers)?,
        decision,
    };
    let shown = session.desk.staged_decide(request).await?;
    output.document(&shown)?;
    output.line(match decision {
        StagedDecision::Allowed => "Allowed: the next cycle does it.",
        _ => "Denied: it is not done as long as nothing else changes.",
    })?;
    output.line(&format!("{} still waiting.", shown.staged))?;
    Ok(())
}

/// Numbers, or none for `all`.
fn parse(numbers: &[String]) -> Result<Vec<u64>, Stop> {
    if let [all] = numbers
        && all == "all"
    {
        return Ok(Vec::new());
    }
    let number = |text: &String| {
        text.parse().map_err(|_| {
            Stop::from(bare_error(
                ErrorCode::BadInput,
                &format!("\"{text}\" is no number of a waiting change."),
                Some("`scimdesk staged NAME` shows the numbers; `all` stands for all that wait."),
            ))
        })
    };
    numbers.iter().map(number).collect()
}

async fn list(session: &Session, tenant: String) -> Result<(), Stop> {
    let output = session.output;
    let mut table = Table::new(["NUMBER", "SINCE", "WHO", "ACTION", "DECISION", "WHY"]);
    let ask = async |window| {
        let request = TenantPage {
            tenant: tenant.clone(),
            window,
        };
        session.desk.staged_page(request).await
    };
    each_page(ask, |page| {
        if output.json {
            for row in &page.rows {
                output.object(row)?;
            }
        } else if page.total == 0 {
            output.say("Nothing waits for a decision.");
        } else {
            let cells: Vec<_> = page.rows.iter().map(cells).collect();
            table.print(&mut io::stdout().lock(), &cells)?;
        }
        Ok(())
    })
    .await
}

fn cells(row: &StagedRow) -> [String; 6] {
    let action = match row.action {
        PlannedAction::Delete => "delete",
        _ => "disable",
    };
    let decision = match row.decision {
        StagedDecision::Waiting => "waiting",
        StagedDecision::Allowed => "allowed",
        StagedDecision::Denied => "denied",
    };
    [
        row.number.to_string(),
        format!("{:.0}", row.since),
        row.name.clone(),
        action.to_owned(),
        decision.to_owned(),
        format!("{} {}", row.why, row.effect).trim().to_owned(),
    ]
}
