//! `deactivate` and `reactivate`: review, ask, send, report.

use scimdesk_desk::counted;
use scimdesk_desk::wire::{
    ActivationOutcome, ActivationReview, ApplyReview, DeskError, ErrorCode, FindAccount, JobEnd, PrepareActivation,
    ReviewItems, SafetyLevel, Selection, Window,
};

use crate::args::ActivateArgs;
use crate::commands::journal::outcome_word;
use crate::commands::lists::state_word;
use crate::exit::{Exit, Stop, exit_of};
use crate::output::{agreed, somebody_can_answer};
use crate::session::{Session, bare_error};

/// Switches accounts off (`active` false) or on.
pub(crate) async fn run(session: &Session, args: ActivateArgs, active: bool) -> Result<(), Stop> {
    let output = session.output;
    let tenant = session.tenant(&args.name).await?;
    let mut ids = Vec::with_capacity(args.ids.len());
    for typed in args.ids {
        let found = session
            .desk
            .account_find(FindAccount {
                tenant: tenant.id.clone(),
                text: typed.clone(),
            })
            .await?;
        if found.id != typed {
            output.say(&format!("{typed} is {} (id {}).", found.name, found.id));
        }
        ids.push(found.id);
    }
    let review = session
        .desk
        .activation_review(PrepareActivation {
            tenant: tenant.id.clone(),
            selection: Selection::Some { ids },
            active,
        })
        .await?;
    show_review(session, &review).await?;
    if let Some(blocked) = review.blocked {
        return Err(Stop::from(blocked));
    }
    if review.count > 0 && !args.yes && review.safety != SafetyLevel::Trusted {
        confirm(session, &review)?;
    }
    let start = session.desk.activation_apply(ApplyReview { review: review.review });
    match session.follow(start, |_| {}).await? {
        JobEnd::ActivationDone { outcome, error } => {
            let reported = report(session, &outcome);
            match error {
                Some(error) => Err(Stop::from(*error)),
                None => reported,
            }
        }
        JobEnd::Cancelled { outcome } => {
            output.say("Cancelled. What was sent before stays.");
            if let Some(outcome) = outcome {
                report(session, &outcome)?;
            }
            Err(Stop::Told(Exit::Partly))
        }
        JobEnd::Failed { error } => Err(Stop::from(error)),
        _ => Err(Stop::Told(Exit::Local)),
    }
}

async fn show_review(session: &Session, review: &ActivationReview) -> Result<(), Stop> {
    let output = session.output;
    let verb = if review.active { "reactivated" } else { "deactivated" };
    output.say(&format!(
        "{} of {} to be {verb} in {}; {} already so.",
        review.count,
        review.count + review.already,
        review.tenant_name,
        review.already
    ));
    if review.count > 0 {
        output.say(&review.effect);
    }
    output.say(&format!("States as of {:.0}.", review.as_of));
    if let Some(error) = &review.not_read {
        output.say(&format!("They could not be read now: {}", error.message));
    }
    for name in &review.gone {
        output.say(&format!("  {name} is no longer there."));
    }
    let mut offset = 0;
    loop {
        let page = session
            .desk
            .activation_items(ReviewItems {
                review: review.review.clone(),
                window: Window { offset, limit: 200 },
            })
            .await?;
        for item in &page.rows {
            let user_name = item
                .user_name
                .as_deref()
                .map(|name| format!(", {name}"))
                .unwrap_or_default();
            output.say(&format!(
                "  {}{user_name} (id {}): {} → {}",
                item.name,
                item.id,
                state_word(item.from),
                if item.already {
                    "nothing to send"
                } else {
                    state_word(Some(item.to))
                }
            ));
        }
        if offset == 0
            && let Some(first) = page.rows.iter().find(|item| !item.already)
        {
            output.say(&format!(
                "  First request: {} {}",
                first.request.method, first.request.url
            ));
            for line in first.request.body.iter().flat_map(|body| body.lines()) {
                output.say(&format!("    {line}"));
            }
        }
        offset += page.rows.len() as u64;
        if page.rows.is_empty() || offset >= page.total {
            return Ok(());
        }
    }
}

fn confirm(session: &Session, review: &ActivationReview) -> Result<(), Stop> {
    let refused = |message: &str| -> DeskError {
        bare_error(
            ErrorCode::ReviewNeeded,
            message,
            Some("Read the lines above, then run the command again with --yes."),
        )
    };
    if !somebody_can_answer() {
        return Err(Stop::from(refused(
            "Nothing was sent: this tenant asks for a review of each change.",
        )));
    }
    let question = format!(
        "{} {}?",
        if review.active { "Reactivate" } else { "Deactivate" },
        counted::accounts(review.count)
    );
    if agreed(&question)? {
        return Ok(());
    }
    session.output.say("Nothing was sent.");
    Err(Stop::Told(Exit::Safety))
}

fn report(session: &Session, outcome: &ActivationOutcome) -> Result<(), Stop> {
    let output = session.output;
    output.document(outcome)?;
    for result in &outcome.results {
        output.line(&format!(
            "{}: {}. {}",
            result.name,
            outcome_word(Some(result.outcome)),
            result.sentence
        ))?;
        if let Some(next) = &result.next {
            output.line(&format!("  {next}"))?;
        }
    }
    let all = outcome.applied
        + outcome.accepted_not_applied
        + outcome.vanished
        + outcome.failed
        + outcome.unknown
        + outcome.already
        + outcome.not_sent;
    let shown = outcome.results.len() as u64;
    if all > shown {
        output.line(&format!("{} more are in the journal.", all - shown))?;
    }
    output.line(&format!(
        "{} applied · {} already so · {} accepted, not applied · {} failed · {} unknown · {} not sent",
        outcome.applied + outcome.vanished,
        outcome.already,
        outcome.accepted_not_applied,
        outcome.failed,
        outcome.unknown,
        outcome.not_sent
    ))?;
    exit_of_outcome(outcome).map_or(Ok(()), |exit| Err(Stop::Told(exit)))
}

/// `None`: all is as wanted.
fn exit_of_outcome(outcome: &ActivationOutcome) -> Option<Exit> {
    let good = outcome.applied + outcome.vanished + outcome.already;
    let bad = outcome.failed + outcome.unknown + outcome.accepted_not_applied + outcome.not_sent;
    match (good, bad) {
        (_, 0) => None,
        (0, _) => Some(exit_of(ErrorCode::ServerFailed)),
        _ => Some(Exit::Partly),
    }
}
