//! `serve`: run the cycles that are due until told to end, a line on stderr for each thing that happens.

use std::collections::HashMap;

use scimdesk_desk::wire::{DeskEvent, Job, JobEnd, JobKind, TenantId};
use tokio::sync::broadcast::error::RecvError;

use crate::commands::cycle::cycle_line;
use crate::exit::Stop;
use crate::output::Output;
use crate::provisioning_args::ServeArgs;
use crate::session::Session;

/// Serves until SIGINT or SIGTERM.
pub(crate) async fn run(session: &Session, args: ServeArgs) -> Result<(), Stop> {
    let output = session.output;
    let mut tenants = Vec::with_capacity(args.names.len());
    for name in &args.names {
        tenants.push(session.tenant(name).await?);
    }
    let ids: Vec<String> = tenants.iter().map(|tenant| tenant.id.clone()).collect();
    let shown = if tenants.is_empty() {
        session.desk.tenants_list().await?
    } else {
        tenants
    };
    let mut events = session.desk.events();
    let end = ended();
    tokio::pin!(end);
    for tenant in shown {
        let request = TenantId { tenant: tenant.id };
        let status = session.desk.provisioning_get(request).await?;
        line(output, &tenant.name, &status.sentence);
    }
    session.desk.scheduler_start(ids).await?;
    let mut known = HashMap::new();
    loop {
        tokio::select! {
            signal = &mut end => {
                signal?;
                break;
            }
            event = events.recv() => match event {
                Ok(event) => tell(output, &mut known, event),
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => break,
            }
        }
    }
    output.say("Ending after the object at hand.");
    session.desk.scheduler_stop().await;
    // What ended just now is told as well.
    while let Ok(event) = events.try_recv() {
        tell(output, &mut known, event);
    }
    Ok(())
}

fn tell(output: Output, known: &mut HashMap<String, bool>, event: DeskEvent) {
    match event {
        DeskEvent::JobChanged { job } if job.kind == JobKind::Cycle => {
            let name = job.tenant_name.clone().unwrap_or_default();
            match &job.end {
                None if known.insert(job.id.clone(), true).is_none() => line(output, &name, "a cycle began"),
                None => {}
                Some(end) => {
                    known.remove(&job.id);
                    ending(output, &name, &job, end);
                }
            }
        }
        DeskEvent::Notification { title, text, .. } => {
            output.say(&format!("{title}: {}", text.lines().next().unwrap_or_default()));
        }
        _ => {}
    }
}

fn ending(output: Output, name: &str, job: &Job, end: &JobEnd) {
    match end {
        JobEnd::Provisioned { outcome } => {
            let error = (outcome.cycle.error.as_ref())
                .map(|error| format!(" ({})", error.message))
                .unwrap_or_default();
            line(output, name, &format!("{}{error}", cycle_line(&outcome.cycle)));
            for failure in &outcome.failures {
                line(output, name, &failure.sentence);
            }
        }
        JobEnd::Failed { error } => {
            let next = error.next.as_ref().map(|next| format!(" {next}")).unwrap_or_default();
            line(output, name, &format!("the cycle failed: {}{next}", error.message));
        }
        _ => line(
            output,
            name,
            &format!("the cycle ended after {} objects", job.progress.done),
        ),
    }
}

fn line(output: Output, tenant: &str, text: &str) {
    output.say(&format!("{tenant}: {text}"));
}

/// Returns when somebody asks the program to end.
#[cfg(unix)]
async fn ended() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}

/// Returns when somebody asks the program to end.
#[cfg(not(unix))]
async fn ended() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
