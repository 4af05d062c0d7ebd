//! `logs`: what was done about whom, and why it failed.

use std::io;
use std::path::Path;

use scimdesk_desk::wire::{
    ErrorCode, ExportLog, LogAction, LogFilter, LogFormat, LogId, LogPage, LogRecord, LogRow, LogStatus,
};

use crate::exit::Stop;
use crate::output::{Output, Table, saved};
use crate::provisioning_args::LogsArgs;
use crate::session::{Session, bare_error, each_page};

/// Lists records, shows one, or writes files.
pub(crate) async fn run(session: &Session, args: LogsArgs) -> Result<(), Stop> {
    let output = session.output;
    let tenant = session.tenant(&args.name).await?.id;
    if let Some(id) = args.show {
        let record = session.desk.log_record(LogId { tenant, id }).await?;
        output.document(&record)?;
        return Ok(show(output, &record)?);
    }
    let filter = LogFilter {
        search: args.search,
        action: args.action.map(LogAction::from),
        status: args.status.map(LogStatus::from),
        code: args.code,
        cycle: args.cycle,
        from: args.from.as_deref().map(time).transpose()?,
        to: args.to.as_deref().map(time).transpose()?,
    };
    match args.export {
        Some(directory) => export(session, tenant, filter, &directory, args.force).await,
        None => list(session, tenant, filter, args.limit).await,
    }
}

async fn list(session: &Session, tenant: String, filter: LogFilter, limit: Option<u64>) -> Result<(), Stop> {
    let output = session.output;
    let mut table = Table::new(["ID", "WHEN", "WHO", "ACTION", "STATUS", "CODE", "WHAT"]);
    let mut left = limit.unwrap_or(u64::MAX);
    let ask = async |window| {
        let request = LogPage {
            tenant: tenant.clone(),
            filter: filter.clone(),
            window,
        };
        let mut page = session.desk.logs_page(request).await?;
        // The list ends where enough is shown.
        page.total = page.total.min(limit.unwrap_or(u64::MAX));
        Ok(page)
    };
    each_page(ask, |page| {
        let rows = &page.rows[..page.rows.len().min(usize::try_from(left).unwrap_or(usize::MAX))];
        left -= rows.len() as u64;
        if output.json {
            for row in rows {
                output.object(row)?;
            }
        } else if page.total == 0 {
            output.say("The log has no such record.");
        } else {
            let cells: Vec<_> = rows.iter().map(cells).collect();
            table.print(&mut io::stdout().lock(), &cells)?;
        }
        Ok(())
    })
    .await
}

async fn export(
    session: &Session,
    tenant: String,
    filter: LogFilter,
    directory: &Path,
    force: bool,
) -> Result<(), Stop> {
    let output = session.output;
    let format = if output.json { LogFormat::Json } else { LogFormat::Csv };
    let request = ExportLog { tenant, filter, format };
    for file in session.desk.logs_export(request).await? {
        let path = directory.join(&file.name);
        saved(&path, &file.content, force)?;
        output.say(&format!("{} is written.", path.display()));
    }
    Ok(())
}

fn show(output: Output, record: &LogRecord) -> io::Result<()> {
    let row = &record.row;
    // Most sentences begin with the name.
    if row.sentence.contains(&row.name) {
        output.line(&format!("{:.0} {}", row.at, row.sentence))?;
    } else {
        output.line(&format!("{:.0} {}: {}", row.at, row.name, row.sentence))?;
    }
    for step in &record.steps {
        output.line(&format!(
            "  {} ({}): {}",
            step.name,
            status_word(step.status),
            step.description
        ))?;
        for (name, value) in &step.details {
            output.line(&format!("    {name}: {value}"))?;
        }
    }
    for property in &record.modified {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| String::from("(none)"));
        output.line(&format!(
            "  {}: {} → {}",
            property.name,
            value(&property.old_value),
            value(&property.new_value)
        ))?;
    }
    if let Some(error) = &record.error {
        output.line(&format!("{}: {}", error.code, error.reason))?;
        if let Some(action) = &error.recommended_action {
            output.line(action)?;
        }
    }
    Ok(())
}

fn cells(row: &LogRow) -> [String; 7] {
    [
        row.id.to_string(),
        format!("{:.0}", row.at),
        row.name.clone(),
        action_word(row.action).to_owned(),
        status_word(row.status).to_owned(),
        row.code.clone().unwrap_or_default(),
        row.sentence.clone(),
    ]
}

fn action_word(action: LogAction) -> &'static str {
    match action {
        LogAction::Create => "create",
        LogAction::Update => "update",
        LogAction::Delete => "delete",
        LogAction::StagedDelete => "staged-delete",
        LogAction::Disable => "disable",
        LogAction::Other => "other",
    }
}

fn status_word(status: LogStatus) -> &'static str {
    match status {
        LogStatus::Success => "success",
        LogStatus::Failure => "failure",
        LogStatus::Skipped => "skipped",
        LogStatus::Warning => "warning",
    }
}

fn time(text: &str) -> Result<jiff::Timestamp, Stop> {
    text.parse().map_err(|_| {
        Stop::from(bare_error(
            ErrorCode::BadInput,
            &format!("\"{text}\" is no time."),
            Some("Write it as 2027-01-31T08:00:00Z."),
        ))
    })
}
