//! `drift`: accounts that nobody manages, and those that were changed at the app.

use std::io;

use scimdesk_desk::wire::{
    DriftKind, DriftPage, DriftRemedy, DriftRow, DriftRule, DriftSummary, ErrorCode, JobEnd, ObjectKind, ResolveDrift,
    SaveDriftRules, Tenant, TenantId,
};

use crate::args::{DriftArgs, DriftCommand};
use crate::exit::{Exit, Stop};
use crate::output::{Output, Table};
use crate::session::{Session, bare_error, each_page};

/// Finds drift, lists it, or decides about it.
pub(crate) async fn run(session: &Session, command: DriftCommand) -> Result<(), Stop> {
    match command {
        DriftCommand::Find { name } => {
            let tenant = session.tenant(&name).await?;
            let summary = find(session, &tenant).await?;
            session.output.document(&summary)?;
            tell(session.output, &summary)
        }
        DriftCommand::List { name, kind, search } => list(session, &name, kind.map(Into::into), search).await,
        DriftCommand::Adopt(args) => resolve(session, args, DriftRemedy::Adopt).await,
        DriftCommand::Repair(args) => resolve(session, args, DriftRemedy::Repair).await,
        DriftCommand::Accept(args) => resolve(session, args, DriftRemedy::Accept).await,
        DriftCommand::Ignore(args) => resolve(session, args, DriftRemedy::Ignore).await,
        DriftCommand::Rules {
            name,
            add,
            kind,
            attribute,
            remove,
        } => {
            let added = add.map(|pattern| DriftRule {
                id: None,
                object: None,
                kind: kind.map(Into::into),
                pattern,
                attribute,
            });
            rules(session, &name, added, remove).await
        }
    }
}

async fn find(session: &Session, tenant: &Tenant) -> Result<DriftSummary, Stop> {
    let start = session.desk.drift_find(TenantId {
        tenant: tenant.id.clone(),
    });
    match session.follow(start, |_| {}).await? {
        JobEnd::DriftFound { summary } => Ok(summary),
        JobEnd::Failed { error } => Err(Stop::from(error)),
        _ => {
            session.output.say("Cancelled.");
            Err(Stop::Told(Exit::Local))
        }
    }
}

fn tell(output: Output, summary: &DriftSummary) -> Result<(), Stop> {
    output.say(&format!(
        "{} accounts and groups of the cache, {} of them linked; {} left out by rules.",
        summary.accounts, summary.managed, summary.ignored
    ));
    if summary.completeness.is_none() {
        output.say("Nothing was listed yet. `scimdesk refresh` fetches accounts and groups.");
    }
    for count in &summary.counts {
        output.line(&format!("{}: {}", word(count.kind), counted(count.object, count.count)))?;
    }
    Ok(())
}

/// All rows that are asked for.
async fn each_row(
    session: &Session,
    tenant: &Tenant,
    kind: Option<DriftKind>,
    search: String,
    mut each: impl FnMut(&[DriftRow]) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let ask = async |window| {
        let request = DriftPage {
            tenant: tenant.id.clone(),
            object: None,
            kind,
            search: search.clone(),
            window,
        };
        session.desk.drift_page(request).await
    };
    each_page(ask, |page| each(&page.rows)).await
}

async fn list(session: &Session, name: &str, kind: Option<DriftKind>, search: Option<String>) -> Result<(), Stop> {
    let output = session.output;
    let tenant = session.tenant(name).await?;
    find(session, &tenant).await?;
    let mut found = false;
    each_row(session, &tenant, kind, search.unwrap_or_default(), |rows| {
        for row in rows {
            found = true;
            output.object(row)?;
            output.line(&format!(
                "{} ({}, id {})",
                row.sentence,
                object(row.object),
                row.account
            ))?;
            for changed in &row.attributes {
                let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
                output.line(&format!(
                    "  {}: {} → {}",
                    changed.name,
                    value(&changed.old_value),
                    value(&changed.new_value)
                ))?;
            }
        }
        Ok(())
    })
    .await?;
    if !found {
        output.say("Nothing found.");
    }
    Ok(())
}

/// Does to all that is named what was asked for, or to none.
async fn resolve(session: &Session, args: DriftArgs, remedy: DriftRemedy) -> Result<(), Stop> {
    let tenant = session.tenant(&args.name).await?;
    find(session, &tenant).await?;
    let kind = args.kind.map(DriftKind::from);
    let mut rows: Vec<DriftRow> = Vec::new();
    each_row(session, &tenant, kind, String::new(), |found| {
        rows.extend_from_slice(found);
        Ok(())
    })
    .await?;
    let numbers = if args.all {
        rows.retain(|row| row.remedies.contains(&remedy));
        rows.iter().map(|row| row.number).collect()
    } else {
        named(&rows, &args.accounts)?
    };
    let count = numbers.len();
    let summary = session
        .desk
        .drift_resolve(ResolveDrift {
            tenant: tenant.id,
            numbers,
            remedy,
        })
        .await?;
    session.output.document(&summary)?;
    let done = match remedy {
        DriftRemedy::Adopt => "linked",
        DriftRemedy::Repair => "left to the next cycle",
        DriftRemedy::Accept => "taken as written",
        DriftRemedy::Ignore => "left out from now on",
    };
    Ok(session.output.line(&format!("{count} {done}."))?)
}

/// The numbers of the rows that texts name, by id or by name.
fn named(rows: &[DriftRow], accounts: &[String]) -> Result<Vec<u64>, Stop> {
    let one = |text: &String| {
        let by_id: Vec<_> = rows.iter().filter(|row| row.account == *text).collect();
        let found = if by_id.is_empty() {
            let wanted = text.to_lowercase();
            rows.iter()
                .filter(|row| row.account_name.to_lowercase() == wanted)
                .collect()
        } else {
            by_id
        };
        match found.as_slice() {
            [one] => Ok(one.number),
            [] => Err(Stop::from(bare_error(
                ErrorCode::AccountNotFound,
                &format!("Nothing was found about {text}."),
                Some("`scimdesk drift list` shows ids and names."),
            ))),
            _ => Err(Stop::from(bare_error(
                ErrorCode::AccountAmbiguous,
                &format!("More than one is named {text}."),
                Some("Name the one by its id."),
            ))),
        }
    };
    accounts.iter().map(one).collect()
}

async fn rules(session: &Session, name: &str, added: Option<DriftRule>, removed: Option<u64>) -> Result<(), Stop> {
    let tenant = session.tenant(name).await?.id;
    let of = TenantId { tenant: tenant.clone() };
    let mut rules = session.desk.drift_rules(of).await?;
    let is_changed = added.is_some() || removed.is_some();
    if let Some(number) = removed {
        let before = rules.len();
        rules.retain(|rule| rule.id != Some(number));
        if rules.len() == before {
            return Err(Stop::from(bare_error(
                ErrorCode::BadInput,
                &format!("There is no rule {number}."),
                Some("`scimdesk drift rules` shows the numbers."),
            )));
        }
    }
    rules.extend(added);
    if is_changed {
        rules = session.desk.drift_rules_save(SaveDriftRules { tenant, rules }).await?;
    }
    if session.output.json {
        for rule in &rules {
            session.output.object(rule)?;
        }
        return Ok(());
    }
    if rules.is_empty() {
        session.output.say("No rules.");
        return Ok(());
    }
    let rows: Vec<_> = rules
        .iter()
        .map(|rule| {
            [
                rule.id.map(|id| id.to_string()).unwrap_or_default(),
                rule.pattern.clone(),
                rule.object.map_or("accounts and groups", object).to_owned(),
                rule.kind.map_or("all", word).to_owned(),
                rule.attribute.clone().unwrap_or_default(),
            ]
        })
        .collect();
    let mut table = Table::new(["RULE", "NAME", "OF", "KIND", "ATTRIBUTE"]);
    Ok(table.print(&mut io::stdout().lock(), &rows)?)
}

fn object(object: ObjectKind) -> &'static str {
    match object {
        ObjectKind::User => "account",
        ObjectKind::Group => "group",
    }
}

fn counted(of: ObjectKind, count: u64) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {}{plural}", object(of))
}

fn word(kind: DriftKind) -> &'static str {
    match kind {
        DriftKind::Local => "matches nobody",
        DriftKind::Unassigned => "matches somebody out of scope",
        DriftKind::Unlinked => "not linked yet",
        DriftKind::Changed => "changed at the app",
        DriftKind::DisabledOrphan => "switched off, nobody's",
        DriftKind::Duplicate => "one of several",
        DriftKind::Missing => "gone at the app",
    }
}
